/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-half-written.h. */
#include "config.h"

#include "app/jly-half-written.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-cbor-writer.h"

#define MOST_TEXTS 1000u
#define MOST_BYTES (4u << 20)

gboolean
jly_half_written_keep (JlyAgreement *agreement, const char *purpose, const char *const *texts)
{
  const JlyMember *member = jly_agreement_get_member (agreement);
  g_autofree char *id = jly_drafts_make_id (member->study_id, purpose);
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize n = g_strv_length ((char **)texts);

  jly_cbor_begin_array (writer, n);
  for (gsize i = 0; i < n; i++)
    jly_cbor_put_text (writer, texts[i]);
  jly_cbor_end (writer);
  bytes = jly_cbor_writer_finish (writer, NULL);
  if (bytes == NULL || n > MOST_TEXTS || g_bytes_get_size (bytes) > MOST_BYTES)
    return FALSE;
  if (jly_drafts_save (member->dir, member->identity, id, bytes, &error))
    return TRUE;
  g_message ("%s", error->message);
  return FALSE;
}

char **
jly_half_written_find (JlyAgreement *agreement, const char *purpose)
{
  const JlyMember *member = jly_agreement_get_member (agreement);
  g_autofree char *id = jly_drafts_make_id (member->study_id, purpose);
  g_autoptr (GBytes) bytes = jly_drafts_load (member->dir, member->identity, id, NULL);
  g_autoptr (JlyCborReader) reader = NULL;
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  gsize n = 0;

  if (bytes == NULL)
    return NULL;
  reader = jly_cbor_reader_new (bytes, "a draft");
  jly_cbor_enter_array (reader, "texts", MOST_TEXTS, &n);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = NULL;

      if (jly_cbor_get_text (reader, "text", MOST_BYTES, &text))
        g_strv_builder_add (texts, text);
    }
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, NULL) ? g_strv_builder_end (texts) : NULL;
}

void
jly_half_written_forget (JlyAgreement *agreement, const char *purpose)
{
  const JlyMember *member = jly_agreement_get_member (agreement);
  g_autofree char *id = jly_drafts_make_id (member->study_id, purpose);

  jly_drafts_remove (member->dir, id, NULL);
}
