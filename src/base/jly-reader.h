/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads numbers and bytes from a buffer that a stranger wrote. Every read is checked against what
 * is left; the first one that does not fit makes the reader fail for good, so that a caller may
 * chain reads and look once. Numbers are big endian.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const guint8 *bytes; /* borrowed */
  gsize n;
  gsize at;
  gboolean failed;
} JlyReader;

/* Borrows bytes, which must outlive self. More than max bytes fail at once. */
void jly_reader_init (JlyReader *self, const guint8 *bytes, gsize n, gsize max);

/* FALSE, with *value untouched, if the buffer is too short or an earlier read failed. */
gboolean jly_reader_get_u8 (JlyReader *self, guint8 *value);
gboolean jly_reader_get_u16 (JlyReader *self, guint16 *value);
gboolean jly_reader_get_u32 (JlyReader *self, guint32 *value);
gboolean jly_reader_get_u64 (JlyReader *self, guint64 *value);
/* Copies n bytes to out. */
gboolean jly_reader_get_bytes (JlyReader *self, guint8 *out, gsize n);
/* The next n bytes in place: borrowed from the buffer, not copied; NULL if there are fewer. */
const guint8 *jly_reader_peek (JlyReader *self, gsize n);

gsize jly_reader_get_left (const JlyReader *self);
/* TRUE if nothing failed and nothing is left over. */
gboolean jly_reader_is_done (const JlyReader *self);

G_END_DECLS
