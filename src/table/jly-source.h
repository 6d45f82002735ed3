/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a person's file, or of something pasted, block by block: readers of any size of file
 * need no more memory than they keep. Only plain files are opened; the file is never written. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Called by the thread that reads, with the part that is done, 0 to 1. */
typedef void (*JlySourceProgress) (double fraction, gpointer data);

typedef struct _JlySource JlySource;

/* path's base name stands in error texts. NULL: JLY_ERROR_NO_INPUT for a file that is missing, may
 * not be read or is no plain file. */
JlySource *jly_source_open (const char *path, GError **error);
/* bytes must outlive the source. */
JlySource *jly_source_new_for_bytes (const char *name, const guint8 *bytes, gsize n_bytes);
void jly_source_free (JlySource *self);

/* Both may be NULL. cancellable must outlive the source. */
void jly_source_watch (JlySource *self,
                       GCancellable *cancellable,
                       JlySourceProgress progress,
                       gpointer data);
/* How much of the work reading is; a reader whose file is packed reports for itself. */
void jly_source_report (JlySource *self, double fraction);
/* FALSE with JLY_ERROR_CANCELLED once the person has stopped it. */
gboolean jly_source_check (JlySource *self, GError **error);

const char *jly_source_get_name (JlySource *self); /* one plain line */
gsize jly_source_get_size (JlySource *self);       /* when it was opened */
gsize jly_source_get_offset (JlySource *self);

/* JLY_ERROR_DATA if it has more than so many bytes. */
gboolean jly_source_check_size (JlySource *self, gsize most, GError **error);
/* The next n bytes, fewer at the end only, 0 after it; never more than the size when it was opened.
 * -1: JLY_ERROR_IO or JLY_ERROR_CANCELLED. */
gssize jly_source_read (JlySource *self, guint8 *to, gsize n, GError **error);
/* Back to the first byte. */
void jly_source_rewind (JlySource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlySource, jly_source_free)

G_END_DECLS
