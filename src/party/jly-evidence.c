/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-evidence.h. */
#include "config.h"

#include "party/jly-evidence.h"

#include "party/jly-json.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

static gboolean
is_signed (const JlyStudy *study, guint provider, GBytes *manifest, const guint8 *signature)
{
  const JlyParty *party = study->providers->pdata[provider];

  return jly_verify (party->keys.identity, "manifest", g_bytes_get_data (manifest, NULL),
                     g_bytes_get_size (manifest), signature);
}

static void
set_bytes (JsonObject *object, const char *name, GBytes *bytes)
{
  if (bytes != NULL)
    jly_json_set_bytes (object, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
describe_other (const JlyStudy *study, const JlyEvidenceOther *other)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "index", other->miner);
  jly_json_set_text (object, "computing-party",
                     ((const JlyParty *)study->miners->pdata[other->miner])->name);
  jly_json_set_bytes (object, "manifest-hash", other->manifest_hash, JLY_HASH_BYTES);
  jly_json_set_bytes (object, "receipt", other->receipt, JLY_SIGNATURE_BYTES);
  return object;
}

static JsonObject *
describe (const JlyStudy *study,
          guint provider,
          guint miner,
          const JlyUploadPart *part,
          const JlyEvidenceOther *other,
          const char *sentence)
{
  JsonObject *object = json_object_new ();
  guint8 hash[JLY_HASH_BYTES];

  jly_study_hash (study, hash);
  jly_json_set_text (object, "study", study->id);
  jly_json_set_bytes (object, "study-hash", hash, sizeof hash);
  json_object_set_int_member (object, "index", provider);
  jly_json_set_text (object, "company",
                     ((const JlyParty *)study->providers->pdata[provider])->name);
  jly_json_set_text (object, "computing-party",
                     ((const JlyParty *)study->miners->pdata[miner])->name);
  jly_json_set_text (object, "sentence", sentence);
  set_bytes (object, "manifest", part->manifest);
  jly_json_set_bytes (object, "signature", part->signature, JLY_SIGNATURE_BYTES);
  set_bytes (object, "sealed", part->sealed);
  set_bytes (object, "blob", part->blob);
  if (other != NULL)
    json_object_set_object_member (object, "other", describe_other (study, other));
  else
    json_object_set_null_member (object, "other");
  return object;
}

char *
jly_evidence_write (const char *dir,
                    const JlyStudy *study,
                    guint provider,
                    guint miner,
                    const JlyUploadPart *part,
                    const JlyEvidenceOther *other,
                    const char *sentence)
{
  g_autofree char *name = NULL, *text = NULL, *path = NULL;

  if (dir == NULL || !is_signed (study, provider, part->manifest, part->signature))
    return NULL;
  /* Names of parties may hold what a file's name must not; their numbers do not. */
  name = g_strdup_printf ("evidence-%s-company-%u.json", study->id, provider + 1);
  path = g_build_filename (dir, name, NULL);
  text = jly_json_print (describe (study, provider, miner, part, other, sentence), TRUE);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_DURABLE, 0600, NULL))
    return NULL;
  return g_steal_pointer (&path);
}

static gboolean
has_size (GBytes *bytes, gsize n)
{
  return bytes != NULL && g_bytes_get_size (bytes) == n;
}

/* The other miner signed that it took something else. */
static gboolean
check_other (JsonObject *other, const JlyStudy *study, const guint8 own_hash[JLY_HASH_BYTES])
{
  g_autoptr (GBytes) hash = jly_json_get_bytes (other, "manifest-hash");
  g_autoptr (GBytes) receipt = jly_json_get_bytes (other, "receipt");
  gint64 miner = jly_json_get_number (other, "index", -1);
  guint8 study_hash[JLY_HASH_BYTES];

  if (miner < 0 || miner >= JLY_STUDY_MINERS || !has_size (hash, JLY_HASH_BYTES)
      || !has_size (receipt, JLY_SIGNATURE_BYTES))
    return FALSE;
  jly_study_hash (study, study_hash);
  return memcmp (own_hash, g_bytes_get_data (hash, NULL), JLY_HASH_BYTES) != 0
         && jly_receipt_verify (study->miners->pdata[miner], study_hash,
                                g_bytes_get_data (hash, NULL), g_bytes_get_data (receipt, NULL));
}

gboolean
jly_evidence_check (JsonObject *evidence, const JlyStudy *study)
{
  g_autoptr (GBytes) manifest = jly_json_get_bytes (evidence, "manifest");
  g_autoptr (GBytes) signature = jly_json_get_bytes (evidence, "signature");
  JsonObject *other = jly_json_get_object (evidence, "other");
  gint64 provider = jly_json_get_number (evidence, "index", -1);
  guint8 hash[JLY_HASH_BYTES];

  if (provider < 0 || provider >= study->providers->len || manifest == NULL
      || !has_size (signature, JLY_SIGNATURE_BYTES)
      || !is_signed (study, (guint)provider, manifest, g_bytes_get_data (signature, NULL)))
    return FALSE;
  jly_manifest_hash (manifest, hash);
  return other == NULL || check_other (other, study, hash);
}
