/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file's bytes to text, block by block: which encoding, or which kind of file that is no
 * text at all. What a block says is held against every later one: a byte that does not fit is an
 * error, never a replaced character. */
#pragma once

#include "table/jly-code-page.h"
#include "table/jly-source.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_ENCODING_NONE, /* not decided */
  JLY_ENCODING_UTF_8,
  JLY_ENCODING_UTF_16_LE,
  JLY_ENCODING_UTF_16_BE,
  JLY_ENCODING_WINDOWS_1252,
  JLY_ENCODING_WINDOWS_1257
} JlyEncoding;

/* "UTF-8": a name that people know, not translated. */
const char *jly_encoding_get_name (JlyEncoding encoding);
/* The reverse, in any case; JLY_ENCODING_NONE for a name that is not read here. */
JlyEncoding jly_encoding_find (const char *name);

/* What the first bytes say: a byte order mark, else UTF-8, which the rest has to confirm. */
JlyEncoding jly_text_sniff (const guint8 *bytes, gsize n_bytes);

typedef struct _JlyTextReader JlyTextReader;

/* Reads source, which is borrowed, from its beginning. */
JlyTextReader *jly_text_reader_new (JlySource *source, JlyEncoding encoding);
void jly_text_reader_free (JlyTextReader *self);

/* Appends the next block to text as valid UTF-8 without NUL and without control characters but tab
 * and line ends. 1: there may be more, 0: that was the end, -1: JLY_ERROR_DATA with the row, or
 * what jly_source_read says. */
int jly_text_reader_next (JlyTextReader *self, GString *text, GError **error);
/* After an error: whether it was a byte that UTF-8 does not have, and all before it was ASCII, so
 * that another encoding may be the right one. */
gboolean jly_text_reader_may_be_other (JlyTextReader *self);

/* What a file that is no table of text seems to be, as a sentence to the person ("This is an Excel
 * file, not CSV."), or NULL if its first bytes are not known. */
const char *jly_text_guess_kind (const guint8 *bytes, gsize n_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyTextReader, jly_text_reader_free)

G_END_DECLS
