/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which language the program speaks: the session's, unless the person chose another of those
 * that there are. English is always there. Kept in the data folder, and used from the next start.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *code; /* "en", "de"; what LANGUAGE takes */
  char *name; /* in its own words where the computer knows them, else the code */
} JlyLanguage;

/* JlyLanguage*, English first, then whatever translations of ours are installed. Owned by caller.
 */
GPtrArray *jly_language_list (void);
/* The one that was chosen; NULL: the session's. Owned by the caller. */
char *jly_language_load (const char *dir);
/* NULL: the session's again. JLY_ERROR_IO if it cannot be kept. */
gboolean jly_language_save (const char *dir, const char *code, GError **error);
/* From now on: texts that were fetched already stay. Before any other thread runs. */
void jly_language_apply (const char *dir);

G_END_DECLS
