/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasing all that Jointly keeps in a data folder: keys, studies, results, messages, choices. It is
 * asked for while the program runs, and done when nothing of it is open any more; a program that is
 * killed in between finishes it at its next start. What is no file of Jointly's stays.
 *
 * Files are removed, databases overwritten first as far as the file system lets us; what a disk
 * keeps below that, and copies elsewhere, is not in our hands.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From here on it is due. JLY_ERROR_IO if the folder cannot be written: then nothing is erased. */
gboolean jly_erasing_ask (const char *dir, GError **error);
gboolean jly_erasing_is_due (const char *dir);
/* Erases if it is due; nothing of the folder may be open. JLY_ERROR_IO names what is left, and it
 * stays due. */
gboolean jly_erasing_finish (const char *dir, GError **error);
/* Bytes of all files in the folder. */
guint64 jly_erasing_count_bytes (const char *dir);

G_END_DECLS
