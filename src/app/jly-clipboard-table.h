/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the clipboard holds of a table: plain text, and the same as a page where it is offered. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Reads both, as far as they are there, without waiting. */
void jly_clipboard_table_read_async (GdkClipboard *clipboard,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Both are owned by the caller; either may be NULL, not both. FALSE: JLY_ERROR_NO_INPUT if nothing
 * of the kind is on the clipboard, or the reading was cancelled. */
gboolean
jly_clipboard_table_read_finish (GAsyncResult *result, char **text, char **html, GError **error);

G_END_DECLS
