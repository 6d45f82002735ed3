/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coders of contracts, questions and decisions share: one keyed field a call, and a
 * failed reader leaves zeros and empty texts. */
#pragma once

#include "base/jly-cbor-reader.h"

G_BEGIN_DECLS

void jly_field_put_text (JlyCborWriter *writer, guint64 key, const char *text);
void jly_field_put_uint (JlyCborWriter *writer, guint64 key, guint64 value);
void jly_field_put_int (JlyCborWriter *writer, guint64 key, gint64 value);
void jly_field_put_hash (JlyCborWriter *writer, guint64 key, const guint8 hash[32]);

/* Values inside arrays. The old *text is freed; it is never NULL afterwards. */
void jly_item_get_text (JlyCborReader *reader, const char *field, gsize max, char **text);
guint64 jly_item_get_uint (JlyCborReader *reader, const char *field, guint64 max);
gint64 jly_item_get_int (JlyCborReader *reader, const char *field, gint64 min, gint64 max);
/* TRUE if an array of exactly n items was entered. */
gboolean jly_item_enter_tuple (JlyCborReader *reader, const char *field, gsize n);

void
jly_field_get_text (JlyCborReader *reader, guint64 key, const char *field, gsize max, char **text);
guint64 jly_field_get_uint (JlyCborReader *reader, guint64 key, const char *field, guint64 max);
gint64
jly_field_get_int (JlyCborReader *reader, guint64 key, const char *field, gint64 min, gint64 max);
void jly_field_get_hash (JlyCborReader *reader, guint64 key, const char *field, guint8 hash[32]);

G_END_DECLS
