/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The note of what was received, and of what its sender has erased. In its first form it is the
 * bare number; the second is written only where something was erased. PROTOCOL.md. */
#include "config.h"

#include "post/jly-post-private.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-cbor-writer.h"

#define NOTE_FORMAT 2u
#define CBOR_MAP_OF_3 0xa3

enum
{
  NOTE_KEY_FORMAT = 1,
  NOTE_RECEIVED,
  NOTE_GIVEN_UP,
  N_NOTE_KEYS = NOTE_GIVEN_UP
};

GBytes *
jly_post_note_encode (const JlyPostNote *note)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  if (note->given_up->len == 0)
    {
      jly_cbor_put_uint (writer, note->received);
      return jly_cbor_writer_finish (writer, NULL);
    }
  jly_cbor_begin_map (writer, N_NOTE_KEYS);
  jly_cbor_put_key (writer, NOTE_KEY_FORMAT);
  jly_cbor_put_uint (writer, NOTE_FORMAT);
  jly_cbor_put_key (writer, NOTE_RECEIVED);
  jly_cbor_put_uint (writer, note->received);
  jly_cbor_put_key (writer, NOTE_GIVEN_UP);
  jly_cbor_begin_array (writer, 2 * note->given_up->len);
  for (guint i = 0; i < note->given_up->len; i++)
    {
      const JlyGivenUp *given_up = &g_array_index (note->given_up, JlyGivenUp, i);

      jly_cbor_put_uint (writer, given_up->first);
      jly_cbor_put_uint (writer, given_up->last);
    }
  jly_cbor_end (writer);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

/* In ascending order, with a letter between any two that is not given up. */
static void
read_given_up (JlyCborReader *reader, GArray *given_up)
{
  guint64 before = 0;
  gsize n = 0;

  jly_cbor_enter_array (reader, "given up", 2 * JLY_STORE_MAX_GIVEN_UP, &n);
  for (gsize i = 0; i < n / 2; i++)
    {
      JlyGivenUp one = { 0, 0 };

      jly_cbor_get_uint (reader, "given up", G_MAXINT64 - 1, &one.first);
      if (jly_cbor_get_uint (reader, "given up", G_MAXINT64 - 1, &one.last)
          && (one.first < before + 1 + (i > 0) || one.last < one.first))
        jly_cbor_refuse (reader, "given up");
      before = one.last;
      g_array_append_val (given_up, one);
    }
  if (n == 0 || n % 2 != 0)
    jly_cbor_refuse (reader, "given up");
  jly_cbor_leave (reader);
}

gboolean
jly_post_note_decode (GBytes *bytes, JlyPostNote *note)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "a message");
  g_autoptr (GArray) given_up = g_array_new (FALSE, FALSE, sizeof (JlyGivenUp));
  gsize n;
  const guint8 *start = g_bytes_get_data (bytes, &n);
  guint64 format = 0;

  note->given_up = NULL;
  if (n > 0 && start[0] == CBOR_MAP_OF_3)
    {
      jly_cbor_enter_map (reader, "note", N_NOTE_KEYS);
      jly_cbor_get_key (reader, "format", NOTE_KEY_FORMAT);
      if (jly_cbor_get_uint (reader, "format", NOTE_FORMAT, &format) && format != NOTE_FORMAT)
        jly_cbor_refuse (reader, "format");
      jly_cbor_get_key (reader, "received", NOTE_RECEIVED);
      jly_cbor_get_uint (reader, "received", G_MAXINT64, &note->received);
      jly_cbor_get_key (reader, "given up", NOTE_GIVEN_UP);
      read_given_up (reader, given_up);
      jly_cbor_leave (reader);
    }
  else
    jly_cbor_get_uint (reader, "received", G_MAXINT64, &note->received);
  if (!jly_cbor_reader_finish (reader, NULL))
    return FALSE;
  note->given_up = g_steal_pointer (&given_up);
  return TRUE;
}
