/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that the person chose for the program, such as its language: a word in a file NAME.ini
 * of the data folder, which is not there as long as nothing was chosen. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NULL: nothing was chosen. Owned by the caller. */
char *jly_choice_load (const char *dir, const char *name);
/* code NULL: nothing is chosen any more. JLY_ERROR_IO with this sentence if it cannot be kept. */
gboolean jly_choice_save (
    const char *dir, const char *name, const char *code, const char *sentence, GError **error);

G_END_DECLS
