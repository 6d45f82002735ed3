/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Up to which note of a study all was given to a carrier: a file that was saved, or letters that
 * went by themselves. What is lost of it is only said once more. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* dir: the person's folder. 0 if nothing was given away yet. */
guint jly_sent_mark_read (const char *dir, const char *study_id);
void jly_sent_mark_write (const char *dir, const char *study_id, guint number);

G_END_DECLS
