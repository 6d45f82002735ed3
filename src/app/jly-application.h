/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program: command line, data folder, what all windows share. Studies and templates are read
 * when first asked for, not at startup.
 */
#pragma once

#include "app/jly-messenger.h"
#include "app/jly-works.h"
#include "store/jly-store.h"
#include "study/jly-case.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_APPLICATION (jly_application_get_type ())
G_DECLARE_FINAL_TYPE (JlyApplication, jly_application, JLY, APPLICATION, AdwApplication)

/* data_dir: where studies are kept, NULL for the user's own folder. With a folder of its own the
 * program does not look for another instance on the session bus. */
JlyApplication *jly_application_new (const char *data_dir);
/* The one of this process; NULL in none. */
JlyApplication *jly_application_get (void);
const char *jly_application_get_data_dir (JlyApplication *self);
/* The studies of the data folder, opened when first asked for; NULL and error if that fails, and
 * the next call tries again. Owned by the application, for the main thread. */
JlyStore *jly_application_get_store (JlyApplication *self, GError **error);

/* Who sits at this screen. Owned by the application. */
JlyPerson *jly_application_get_person (JlyApplication *self);

/* Carries letters by itself once a window is there. Owned by the application. */
JlyMessenger *jly_application_get_messenger (JlyApplication *self);
/* Something was signed in this process's application, if there is one: it is carried soon. */
void jly_application_carry_soon (void);
/* Whether they go by themselves (jly_messenger_has_way). */
gboolean jly_application_carries (void);

/* What runs, whichever page is seen. Owned by the application. */
JlyWorks *jly_application_get_works (JlyApplication *self);

/* The case templates (JlyCase *) in their order, read when first asked for. Owned by the
 * application. */
GPtrArray *jly_application_get_cases (JlyApplication *self);
/* The case of that id; NULL if there is none. Owned by the application. */
JlyCase *jly_application_find_case (JlyApplication *self, const char *id);

/* The folder with what is remembered of files; it need not be there yet. Owned by the caller. */
char *jly_application_build_imports_folder (JlyApplication *self);

G_END_DECLS
