/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file's bytes to text: which encoding, or which kind of file that is no text at all. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *text; /* valid UTF-8 without NUL, NUL-terminated; owned by the caller */
  gsize length;
  const char *encoding; /* "UTF-8": a name that people know, not translated */
} JlyText;

/* UTF-8 with or without byte order mark, UTF-16 with one, else Windows-1252. JLY_ERROR_DATA with
 * the row for what is no text; name stands in the sentence. */
gboolean jly_text_decode (
    const char *name, const guint8 *bytes, gsize n_bytes, JlyText *text, GError **error);

/* What a file that is no table of text seems to be, as a sentence to the person ("This is an Excel
 * file, not CSV."), or NULL if its first bytes are not known. */
const char *jly_text_guess_kind (const guint8 *bytes, gsize n_bytes);

G_END_DECLS
