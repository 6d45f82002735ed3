/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small files of what one computer remembers of reading files (jly-profile.h, jly-kept.h). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Replaces the whole file, readable by its owner alone, and makes its folder. JLY_ERROR_IO says
 * what cannot be kept (a sentence with %s for the folder). bytes may be NULL, which fails. */
gboolean jly_import_file_save (const char *path, GBytes *bytes, const char *what, GError **error);
/* NULL if it is not there, or longer than n_most. Owned by the caller. */
GBytes *jly_import_file_load (const char *path, gsize n_most);

G_END_DECLS
