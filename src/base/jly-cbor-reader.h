/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads deterministic CBOR that a stranger wrote (profile and limits: jly-cbor-writer.h).
 *
 * Before the first value is handed out, the whole is checked: at most JLY_CBOR_MAX_BYTES, at most
 * JLY_CBOR_MAX_DEPTH levels, no kind outside the profile, text in NFC without NUL, keys ascending,
 * and written again it gives the same bytes. So one object has exactly one form, and what was
 * signed is what was read.
 *
 * The typed calls name the field they expect. The first that does not fit makes the reader fail for
 * good, so callers chain them and ask jly_cbor_reader_finish once; on failure outputs are untouched
 * and counts are 0.
 */
#pragma once

#include "base/jly-cbor-writer.h"

G_BEGIN_DECLS

typedef struct _JlyCborReader JlyCborReader;

/* Keeps a reference to bytes. what stands in error sentences: "the study of Ridge". Never NULL. */
JlyCborReader *jly_cbor_reader_new (GBytes *bytes, const char *what);
void jly_cbor_reader_free (JlyCborReader *self);

/* A whole number in 0..max. */
gboolean jly_cbor_get_uint (JlyCborReader *self, const char *field, guint64 max, guint64 *value);
/* A whole number in min..max. */
gboolean
jly_cbor_get_int (JlyCborReader *self, const char *field, gint64 min, gint64 max, gint64 *value);
/* A byte string of exactly n bytes, copied to out. */
gboolean jly_cbor_get_fixed_bytes (JlyCborReader *self, const char *field, guint8 *out, gsize n);
/* A byte string of at most max bytes; owned by the caller. */
gboolean jly_cbor_get_bytes (JlyCborReader *self, const char *field, gsize max, GBytes **bytes);
/* A text of at most max bytes of UTF-8; owned by the caller. */
gboolean jly_cbor_get_text (JlyCborReader *self, const char *field, gsize max, char **text);

/* Enters an array of at most max items; reads exactly *n_items values, then jly_cbor_leave. */
gboolean jly_cbor_enter_array (JlyCborReader *self, const char *field, gsize max, gsize *n_items);
/* Enters a map of exactly n_pairs pairs. */
gboolean jly_cbor_enter_map (JlyCborReader *self, const char *field, gsize n_pairs);
/* The next key of the map; it must be this one. */
gboolean jly_cbor_get_key (JlyCborReader *self, const char *field, guint64 key);
/* Leaves the innermost array or map. FALSE if something in it was not read. */
gboolean jly_cbor_leave (JlyCborReader *self);

/* For rules of the caller that a value breaks: makes the reader fail at this field. Returns FALSE.
 */
gboolean jly_cbor_refuse (JlyCborReader *self, const char *field);

/* TRUE if all was read and everything fitted; else JLY_ERROR_PROTOCOL with a sentence that names
 * the field. */
gboolean jly_cbor_reader_finish (JlyCborReader *self, GError **error);

/* TRUE if bytes are one object of the profile in its one form. */
gboolean jly_cbor_is_canonical (GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyCborReader, jly_cbor_reader_free)

G_END_DECLS
