/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes deterministic CBOR (RFC 8949, section 4.2.1) in the narrowest profile: whole numbers, byte
 * strings, text in NFC, arrays, and maps whose keys are ascending whole numbers. The same values
 * always give the same bytes, so that these can be hashed and signed.
 *
 * A container is begun with its exact count and ended; a wrong count, a key out of order or more
 * than JLY_CBOR_MAX_DEPTH levels are mistakes of the program and end it. Text that is not UTF-8 and
 * more than JLY_CBOR_MAX_BYTES make jly_cbor_writer_finish fail.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_CBOR_MAX_BYTES (1u << 20)
#define JLY_CBOR_MAX_DEPTH 8

typedef struct _JlyCborWriter JlyCborWriter;

JlyCborWriter *jly_cbor_writer_new (void);
void jly_cbor_writer_free (JlyCborWriter *self);

void jly_cbor_put_uint (JlyCborWriter *self, guint64 value);
void jly_cbor_put_int (JlyCborWriter *self, gint64 value);
void jly_cbor_put_bytes (JlyCborWriter *self, const guint8 *bytes, gsize n);
/* text is UTF-8 and is brought to NFC, so that one name has one form. */
void jly_cbor_put_text (JlyCborWriter *self, const char *text);

void jly_cbor_begin_array (JlyCborWriter *self, gsize n_items);
void jly_cbor_begin_map (JlyCborWriter *self, gsize n_pairs);
/* The next pair's key: larger than the one before. Its value is what is put next. */
void jly_cbor_put_key (JlyCborWriter *self, guint64 key);
/* Ends the innermost array or map, which must be full. */
void jly_cbor_end (JlyCborWriter *self);

/* The bytes, owned by the caller; JLY_ERROR_DATA if a text is not UTF-8 or all is too long. Once.
 */
GBytes *jly_cbor_writer_finish (JlyCborWriter *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyCborWriter, jly_cbor_writer_free)

G_END_DECLS
