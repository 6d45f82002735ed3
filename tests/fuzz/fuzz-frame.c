/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream of frames: no header makes a frame that is larger than allowed, and no error frame puts
 * anything unprintable before a person. */
#include "config.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "fuzz/fuzz.h"
#include "net/jly-frame.h"

#include <string.h>

const char *const fuzz_name = "frame";

static void
check_sentence (const GError *error)
{
  g_assert (error != NULL && error->domain == JLY_ERROR);
  g_assert (g_utf8_validate (error->message, -1, NULL));
  g_assert (strlen (error->message) < 8 * JLY_FRAME_LARGEST_ERROR);
  for (const char *p = error->message; *p != '\0'; p = g_utf8_next_char (p))
    g_assert (g_unichar_isprint (g_utf8_get_char (p)));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  const guint8 *head, *payload;
  JlyReader reader;

  jly_reader_init (&reader, bytes, n, n);
  while ((head = jly_reader_peek (&reader, JLY_FRAME_HEADER_BYTES)) != NULL)
    {
      const JlyFrameHeader header = jly_frame_decode_header (head);
      g_autoptr (GError) error = NULL;

      g_assert (!jly_frame_is_wanted (&header, 0x20, 100) || header.n <= 100);
      g_assert (!jly_frame_is_wanted (&header, header.type, G_MAXSIZE)
                || header.n <= JLY_LINK_MAX_FRAME);
      if (!jly_frame_is_wanted (&header, JLY_FRAME_ERROR, JLY_FRAME_LARGEST_ERROR)
          || (payload = jly_reader_peek (&reader, header.n)) == NULL)
        continue;
      error = jly_frame_decode_error (payload, header.n, "computing party 2");
      check_sentence (error);
    }
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  static const char *const sentences[] = { "", "The file is empty.", "Zeile 3: “Dämmung” fehlt." };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) payload = NULL;
  GByteArray *frame = g_byte_array_new ();
  guint8 header[JLY_FRAME_HEADER_BYTES];

  if (index >= G_N_ELEMENTS (sentences))
    {
      g_byte_array_unref (frame);
      return NULL;
    }
  jly_fail (&error, (JlyErrorCode)index, NULL, "%s", sentences[index]);
  payload = jly_frame_encode_error (error);
  jly_frame_encode_header (JLY_FRAME_ERROR, g_bytes_get_size (payload), header);
  g_byte_array_append (frame, header, sizeof header);
  g_byte_array_append (frame, g_bytes_get_data (payload, NULL), (guint)g_bytes_get_size (payload));
  return g_byte_array_free_to_bytes (frame);
}
