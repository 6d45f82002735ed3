/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-provider.h. */
#include "config.h"

#include "party/jly-provider.h"

#include "base/jly-error.h"
#include "party/jly-frames.h"
#include "party/jly-roster.h"
#include "party/jly-upload.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N JLY_STUDY_MINERS

typedef struct
{
  const JlyProvider *provider;
  GCancellable *cancellable;
  JlyLink *links[N];
  JlyUploadPart *parts[N];
  GBytes *letters[N];
} Run;

static void
clear_run (Run *run)
{
  for (guint i = 0; i < N; i++)
    {
      g_clear_pointer (&run->links[i], jly_link_free);
      g_clear_pointer (&run->parts[i], jly_upload_part_free);
      g_clear_pointer (&run->letters[i], g_bytes_unref);
    }
}

static void
report (Run *run, JlyProviderStep step)
{
  if (run->provider->progress != NULL)
    run->provider->progress (step, run->provider->data);
}

static gboolean
connect_all (Run *run, GError **error)
{
  const JlyProvider *self = run->provider;
  JlyHello hello;

  jly_roster_make_hello (self->study, JLY_LINK_ROLE_PROVIDER, self->index, &hello);
  for (guint i = 0; i < N; i++)
    {
      run->links[i] = jly_roster_connect (self->study, i, self->addresses[i], self->identity,
                                          &hello, JLY_PROVIDER_TIMEOUT, run->cancellable, error);
      if (run->links[i] == NULL)
        return FALSE;
      report (run, JLY_PROVIDER_CONNECTED);
    }
  return TRUE;
}

static gboolean
send_bytes (JlyLink *link, guint8 type, GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return jly_link_send (link, type, data, size, error);
}

static gboolean
send_part (JlyLink *link, const JlyUploadPart *part, GError **error)
{
  g_autoptr (GByteArray) head = g_byte_array_new ();

  g_byte_array_append (head, part->signature, sizeof part->signature);
  g_byte_array_append (head, g_bytes_get_data (part->manifest, NULL),
                       (guint)g_bytes_get_size (part->manifest));
  return jly_link_send (link, JLY_FRAME_MANIFEST, head->data, head->len, error)
         && send_bytes (link, JLY_FRAME_SECRETS, part->sealed, error)
         && (part->blob == NULL || send_bytes (link, JLY_FRAME_BLOB, part->blob, error));
}

static gboolean
send_all (Run *run, GError **error)
{
  const JlyProvider *self = run->provider;

  if (!jly_upload_build (self->study, self->index, self->identity, 1, self->figures, run->parts,
                         error))
    return FALSE;
  for (guint i = 0; i < N; i++)
    {
      if (!send_part (run->links[i], run->parts[i], error))
        return FALSE;
      report (run, JLY_PROVIDER_SENT);
    }
  return TRUE;
}

static gboolean
check_receipt (Run *run, guint miner, GBytes *receipt, GError **error)
{
  const JlyParty *party = run->provider->study->miners->pdata[miner];
  guint8 study_hash[JLY_HASH_BYTES], manifest_hash[JLY_HASH_BYTES];
  JlyErrorDetail detail = {
    .party = party->name,
    .step = "receipt",
    .next = _ ("Nothing is shown as a result; begin a new study."),
  };

  jly_study_hash (run->provider->study, study_hash);
  jly_manifest_hash (run->parts[miner]->manifest, manifest_hash);
  if (g_bytes_get_size (receipt) == JLY_SIGNATURE_BYTES
      && jly_receipt_verify (party, study_hash, manifest_hash, g_bytes_get_data (receipt, NULL)))
    return TRUE;
  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                   _ ("“%s” did not sign that it took this company's figures as they were sent."),
                   party->name);
}

static gboolean
receive_receipts (Run *run, GError **error)
{
  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GBytes) receipt
          = jly_link_receive (run->links[i], JLY_FRAME_RECEIPT, JLY_SIGNATURE_BYTES, error);

      if (receipt == NULL || !check_receipt (run, i, receipt, error))
        return FALSE;
      report (run, JLY_PROVIDER_RECEIPT);
    }
  return TRUE;
}

static gboolean
receive_letters (Run *run, const JlyStudy *agreed, GError **error)
{
  gsize max = jly_letter_max_size (agreed) + 4096;

  for (guint i = 0; i < N; i++)
    {
      run->letters[i] = jly_link_receive (run->links[i], JLY_FRAME_LETTER, max, error);
      if (run->letters[i] == NULL)
        return FALSE;
      report (run, JLY_PROVIDER_LETTER);
    }
  return TRUE;
}

JlyOutcome *
jly_provider_run (const JlyProvider *self, GCancellable *cancellable, GError **error)
{
  Run run = { .provider = self, .cancellable = cancellable };
  const JlyStudy *agreed = NULL;
  JlyOutcome *outcome = NULL;

  if (connect_all (&run, error) && send_all (&run, error) && receive_receipts (&run, error))
    agreed = self->agree (self->data, error);
  if (agreed != NULL && receive_letters (&run, agreed, error))
    outcome = jly_letter_open (agreed, self->identity, run.letters, error);
  clear_run (&run);
  return outcome;
}
