/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The payload of an error frame, see jly-frame.h. What a peer writes is shown to a person, so it is
 * kept short, and nothing in it can move a cursor or turn the direction of text. */
#include "config.h"

#include "net/jly-frame.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LARGEST_SENTENCE 1024

GBytes *
jly_frame_encode_error (const GError *error)
{
  const char *code
      = jly_error_code_name (error->domain == JLY_ERROR ? error->code : JLY_ERROR_INTERNAL);
  g_autofree char *sentence = g_utf8_make_valid (error->message, -1);
  g_auto (JlyWriter) writer = { 0 };

  jly_writer_init (&writer, JLY_FRAME_LARGEST_ERROR);
  jly_writer_put_u8 (&writer, (guint8)strlen (code));
  jly_writer_put_bytes (&writer, (const guint8 *)code, strlen (code));
  jly_writer_put_bytes (&writer, (const guint8 *)sentence,
                        MIN (strlen (sentence), LARGEST_SENTENCE));
  return jly_writer_finish (&writer);
}

static char *
dup_printable (const guint8 *bytes, gsize n)
{
  g_autofree char *valid = g_utf8_make_valid ((const char *)bytes, (gssize)n);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (clean, g_unichar_isprint (c) ? c : ' ');
    }
  return g_string_free (clean, FALSE);
}

GError *
jly_frame_decode_error (const guint8 *bytes, gsize n, const char *name)
{
  const JlyErrorDetail detail = { .party = name };
  g_autofree char *code_name = NULL, *sentence = NULL;
  GError *error = NULL;
  JlyErrorCode code = JLY_ERROR_PROTOCOL;
  JlyReader reader;
  const guint8 *text;
  guint8 n_code;
  gsize n_text;

  jly_reader_init (&reader, bytes, n, JLY_FRAME_LARGEST_ERROR);
  if (jly_reader_get_u8 (&reader, &n_code) && (text = jly_reader_peek (&reader, n_code)) != NULL)
    {
      code_name = g_strndup ((const char *)text, n_code);
      code = jly_error_code_from_name (code_name);
    }
  n_text = MIN (jly_reader_get_left (&reader), LARGEST_SENTENCE);
  if (n_text > 0)
    {
      sentence = dup_printable (jly_reader_peek (&reader, n_text), n_text);
      jly_fail (&error, code, &detail, _ ("The study was stopped by %s: %s"), name, sentence);
    }
  else
    jly_fail (&error, code, &detail, _ ("The study was stopped by %s, which did not say why."),
              name);
  return error;
}
