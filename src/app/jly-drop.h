/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are dropped from a file manager: where one can be chosen, one can be dropped. One that
 * does not fit is refused with a sentence, and one that fits anywhere in the window (messages, an
 * invitation) is opened wherever it is dropped. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What widget does with the file at path. */
typedef void (*JlyDropFunc) (GtkWidget *widget, const char *path);

/* endings: of names that fit, in small letters, NULL at the end; borrowed for good. refusal says
 * what may be dropped there, translatable and translated when it is said; borrowed. Once for a
 * widget; use may be NULL if nothing fits there but what fits anywhere. */
void jly_drop_accept (GtkWidget *widget,
                      const char *const *endings,
                      const char *refusal,
                      JlyDropFunc use);
/* Tables of figures. */
extern const char *const jly_drop_tables[];
/* Whether the name at the end of path is one of a file that fits. */
gboolean jly_drop_fits (const char *path, const char *const *endings);

G_END_DECLS
