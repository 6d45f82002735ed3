/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes numbers and bytes into a growing buffer with a maximum given at the start. What does not
 * fit makes the writer fail for good; jly_writer_finish then gives nothing, never a cut piece.
 * Numbers are big endian. What was written is wiped when it is not needed any more, since letters
 * with pieces of results are written here too.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint8 *bytes; /* of room bytes, n of them written; NULL before the first */
  gsize n, room;
  gsize max;
  gboolean failed;
} JlyWriter;

void jly_writer_init (JlyWriter *self, gsize max);
/* Wipes and frees what was written; self may be cleared twice. */
void jly_writer_clear (JlyWriter *self);

/* FALSE if the maximum is reached or an earlier write failed. */
gboolean jly_writer_put_u8 (JlyWriter *self, guint8 value);
gboolean jly_writer_put_u16 (JlyWriter *self, guint16 value);
gboolean jly_writer_put_u32 (JlyWriter *self, guint32 value);
gboolean jly_writer_put_u64 (JlyWriter *self, guint64 value);
gboolean jly_writer_put_bytes (JlyWriter *self, const guint8 *bytes, gsize n);

gsize jly_writer_get_size (const JlyWriter *self);
/* All that was written, owned by the caller and wiped at its last unref, or NULL if a write failed.
 * Clears self. */
GBytes *jly_writer_finish (JlyWriter *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JlyWriter, jly_writer_clear)

G_END_DECLS
