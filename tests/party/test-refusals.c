/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What real computing parties refuse: strangers, wrong keys, uploads that do not fit, another
 * attempt. Each refusal is one sentence that names who is meant.
 */
#include "config.h"

#include "miners-fixture.h"

#include "base/jly-error.h"
#include "party/jly-evidence.h"
#include "party/jly-frames.h"
#include "party/jly-json.h"
#include "party/jly-roster.h"
#include "party/jly-upload.h"
#include "store/jly-store.h"

#include <string.h>

typedef struct
{
  PartyFixture *party;
  MinersFixture *miners;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32)g_test_rand_int ());

  self->party = party_fixture_new (rand, 20);
  self->miners = miners_fixture_new (self->party);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  miners_fixture_free (self->miners);
  party_fixture_free (self->party);
}

static void
assert_says (const GError *error, JlyErrorCode code, const char *party, const char *words)
{
  g_assert_error (error, JLY_ERROR, (int)code);
  g_assert_cmpstr (jly_error_get_detail (error)->party, ==, party);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static JlyLink *
connect_as (Fixture *self, guint provider, const JlyIdentity *identity, guint miner, GError **error)
{
  JlyHello hello;

  jly_roster_make_hello (self->party->frame, JLY_LINK_ROLE_PROVIDER, provider, &hello);
  return jly_roster_connect (self->party->frame, miner, self->miners->addresses[miner], identity,
                             &hello, 20000, NULL, error);
}

static JlyLink *
connect_provider (Fixture *self, guint provider, guint miner)
{
  g_autoptr (GError) error = NULL;
  JlyLink *link = connect_as (self, provider, self->party->providers[provider], miner, &error);

  g_assert_no_error (error);
  return link;
}

static void
build (Fixture *self, guint provider, JlyUploadPart *parts[N])
{
  g_assert_true (jly_upload_build (self->party->frame, provider, self->party->providers[provider],
                                   1, &self->party->figures[provider], parts, NULL));
}

static void
free_parts (JlyUploadPart *parts[N])
{
  for (guint i = 0; i < N; i++)
    jly_upload_part_free (parts[i]);
}

static void
send_bytes (JlyLink *link, guint8 type, GBytes *bytes)
{
  if (bytes != NULL)
    g_assert_true (
        jly_link_send (link, type, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
}

static void
send_part (JlyLink *link, const JlyUploadPart *part)
{
  g_autoptr (GByteArray) head = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;

  g_byte_array_append (head, part->signature, sizeof part->signature);
  g_byte_array_append (head, g_bytes_get_data (part->manifest, NULL),
                       (guint)g_bytes_get_size (part->manifest));
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&head));
  send_bytes (link, JLY_FRAME_MANIFEST, bytes);
  send_bytes (link, JLY_FRAME_SECRETS, part->sealed);
  send_bytes (link, JLY_FRAME_BLOB, part->blob);
}

/* Sends part to miner 0 as north; the miner must fail, and north must hear why. */
static void
assert_upload_refused (Fixture *self, const JlyUploadPart *part, const char *words)
{
  g_autoptr (JlyLink) link = NULL;
  g_autoptr (GBytes) receipt = NULL;
  g_autoptr (GError) error = NULL;

  miners_fixture_tell_all (self->miners);
  link = connect_provider (self, 0, 0);
  send_part (link, part);
  miners_fixture_wait (self->miners, 0, "failed", 1);
  assert_says (self->miners->miner[0].error, JLY_ERROR_PROTOCOL, "north", words);
  receipt = jly_link_receive (link, JLY_FRAME_RECEIPT, 64, &error);
  g_assert_null (receipt);
  g_assert_nonnull (strstr (error->message, words));
}

/* What miner m kept of a provider that cheated; NULL if nothing. */
static JsonObject *
load_evidence (Fixture *self, guint m, guint provider)
{
  g_autofree char *path = g_strdup_printf ("%s/%u/evidence-%s-company-%u.json", self->miners->dir,
                                           m, self->party->study->id, provider + 1);
  g_autofree char *text = NULL;
  JsonObject *evidence;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  evidence = jly_json_parse (text, NULL);
  g_assert_nonnull (evidence);
  return evidence;
}

/* The file names the company and holds; not when the signature is another one. */
static void
assert_evidence (Fixture *self, guint m, guint provider)
{
  g_autoptr (JsonObject) evidence = load_evidence (self, m, provider);
  const JlyErrorDetail *detail = jly_error_get_detail (self->miners->miner[m].error);
  const JlyParty *party = self->party->frame->providers->pdata[provider];
  guint8 nothing[JLY_SIGNATURE_BYTES] = { 0 };

  g_assert_nonnull (evidence);
  g_assert_nonnull (detail->file);
  g_assert_true (g_file_test (detail->file, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (jly_json_get_text (evidence, "company", NULL), ==, party->name);
  g_assert_true (jly_evidence_check (evidence, self->party->frame));
  jly_json_set_bytes (evidence, "signature", nothing, sizeof nothing);
  g_assert_false (jly_evidence_check (evidence, self->party->frame));
}

static void
flip (GBytes **bytes, gsize at)
{
  gsize size;
  guint8 *data = g_bytes_unref_to_data (*bytes, &size);

  data[at] ^= 1;
  *bytes = g_bytes_new_take (data, size);
}

static void
test_bad_signature (Fixture *self, gconstpointer data)
{
  JlyUploadPart *parts[N];

  build (self, 0, parts);
  parts[0]->signature[0] ^= 1;
  assert_upload_refused (self, parts[0], "not signed");
  /* Anybody could have made that; it proves nothing of the company. */
  g_assert_null (load_evidence (self, 0, 0));
  free_parts (parts);
}

static void
test_bad_blob (Fixture *self, gconstpointer data)
{
  JlyUploadPart *parts[N];

  build (self, 0, parts);
  flip (&parts[0]->blob, 60);
  assert_upload_refused (self, parts[0], "not the ones that it signed");
  assert_evidence (self, 0, 0);
  free_parts (parts);
}

static void
test_bad_secrets (Fixture *self, gconstpointer data)
{
  JlyUploadPart *parts[N];
  GBytes *other;

  build (self, 0, parts);
  other = parts[1]->sealed;
  parts[1]->sealed = parts[0]->sealed;
  parts[0]->sealed = other;
  assert_upload_refused (self, parts[0], "does not open");
  assert_evidence (self, 0, 0);
  free_parts (parts);
}

static void
test_other_study (Fixture *self, gconstpointer data)
{
  JlyStudyRow *row = self->party->frame->rows->pdata[0];
  JlyUploadPart *parts[N];

  row->need ^= 1;
  build (self, 0, parts);
  row->need ^= 1;
  assert_upload_refused (self, parts[0], "another study");
  assert_evidence (self, 0, 0);
  free_parts (parts);
}

/* Miner 0 gets no blob of harbour's, so these two frames are all it waits for. */
static void
test_garbage_upload (Fixture *self, gconstpointer data)
{
  g_autofree guint8 *noise = g_malloc (300);
  g_autoptr (JlyLink) link = NULL;

  for (guint i = 0; i < 300; i++)
    noise[i] = (guint8)g_test_rand_int ();
  miners_fixture_tell_all (self->miners);
  link = connect_provider (self, 1, 0);
  g_assert_true (jly_link_send (link, JLY_FRAME_MANIFEST, noise, 300, NULL));
  g_assert_true (jly_link_send (link, JLY_FRAME_SECRETS, noise, 300, NULL));
  miners_fixture_wait (self->miners, 0, "failed", 1);
  g_assert_error (self->miners->miner[0].error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_cmpstr (jly_error_get_detail (self->miners->miner[0].error)->party, ==, "harbour");
}

/* The other miner's receipt is for another description, and is that miner's. */
static void
assert_other (Fixture *self, guint m, guint provider)
{
  g_autoptr (JsonObject) evidence = load_evidence (self, m, provider);
  JsonObject *other = jly_json_get_object (evidence, "other");
  g_autoptr (GBytes) manifest = jly_json_get_bytes (evidence, "manifest");
  guint8 hash[JLY_HASH_BYTES];

  g_assert_nonnull (other);
  json_object_set_int_member (other, "index", m);
  g_assert_false (jly_evidence_check (evidence, self->party->frame));
  jly_manifest_hash (manifest, hash);
  jly_json_set_bytes (other, "manifest-hash", hash, sizeof hash);
  g_assert_false (jly_evidence_check (evidence, self->party->frame));
}

/* Both are rightly made and signed, but not the same: the miners find out before any receipt. */
static void
test_different_figures (Fixture *self, gconstpointer data)
{
  JlyUploadPart *parts[N][N], *second[N];
  JlyLink *links[N][N];

  miners_fixture_tell_all (self->miners);
  for (guint p = 0; p < N; p++)
    build (self, p, parts[p]);
  build (self, 1, second);
  for (guint p = 0; p < N; p++)
    for (guint m = 0; m < N; m++)
      {
        links[p][m] = connect_provider (self, p, m);
        send_part (links[p][m], p == 1 && m == 2 ? second[m] : parts[p][m]);
      }
  for (guint m = 0; m < N; m++)
    {
      miners_fixture_wait (self->miners, m, "failed", 1);
      g_assert_cmpuint (miners_fixture_count (self->miners, m, "accepted"), ==, 0);
    }
  assert_says (self->miners->miner[2].error, JLY_ERROR_PROTOCOL, "harbour", "different figures");
  assert_evidence (self, 2, 1);
  assert_other (self, 2, 1);
  for (guint p = 0; p < N; p++)
    {
      for (guint m = 0; m < N; m++)
        jly_link_free (links[p][m]);
      free_parts (parts[p]);
    }
  free_parts (second);
}

/* Three honest providers after all; the result must not suffer from what happened before. */
static void
finish_well (Fixture *self)
{
  ProviderThread *providers[N];

  for (guint i = 0; i < N; i++)
    providers[i] = provider_thread_new (self->party, i, self->miners->addresses);
  for (guint i = 0; i < N; i++)
    {
      miners_fixture_wait (self->miners, i, "done", 1);
      provider_thread_join (providers[i]);
      g_assert_no_error (providers[i]->error);
      party_fixture_assert (self->party, i, providers[i]->outcome);
      provider_thread_free (providers[i]);
    }
}

/* The study is right, but this caller's key is not: turned away by name, and the study goes on. */
static void
test_wrong_provider_key (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyIdentity) thief = jly_identity_generate ();
  g_autoptr (GError) error = NULL;

  miners_fixture_tell_all (self->miners);
  g_assert_null (connect_as (self, 0, thief, 1, &error));
  g_assert_nonnull (error);
  miners_fixture_wait (self->miners, 1, "turned-away", 1);
  assert_says (self->miners->miner[1].turned_away, JLY_ERROR_REFUSED, "north", "another key");
  finish_well (self);
}

/* A provider cannot speak for another, though both are in the study. */
static void
test_other_providers_key (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  miners_fixture_tell_all (self->miners);
  g_assert_null (connect_as (self, 0, self->party->providers[1], 0, &error));
  miners_fixture_wait (self->miners, 0, "turned-away", 1);
  assert_says (self->miners->miner[0].turned_away, JLY_ERROR_REFUSED, "north", "another key");
  finish_well (self);
}

/* A roster with a wrong key for the next miner: this one does not connect to it. */
static void
test_wrong_miner_key (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyIdentity) thief = jly_identity_generate ();
  g_autoptr (GBytes) wrong = NULL;

  party_fixture_take_keys (self->party->study->miners->pdata[1], thief);
  wrong = miners_fixture_make_contract (self->miners);
  miners_fixture_tell (self->miners, 1, NULL);
  miners_fixture_tell (self->miners, 2, NULL);
  miners_fixture_tell (self->miners, 0, wrong);
  miners_fixture_wait (self->miners, 0, "failed", 1);
  assert_says (self->miners->miner[0].error, JLY_ERROR_REFUSED, "computing party 2", "another key");
}

/* A contract that has other keys for this very miner. */
static void
test_not_my_keys (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyIdentity) thief = jly_identity_generate ();
  g_autoptr (GBytes) wrong = NULL;

  party_fixture_take_keys (self->party->study->miners->pdata[1], thief);
  wrong = miners_fixture_make_contract (self->miners);
  miners_fixture_tell (self->miners, 1, wrong);
  miners_fixture_wait (self->miners, 1, "failed", 1);
  assert_says (self->miners->miner[1].error, JLY_ERROR_REFUSED, "computing party 2", "other keys");
}

static void
test_second_connection (Fixture *self, gconstpointer data)
{
  JlyUploadPart *parts[N];
  g_autoptr (JlyLink) first = NULL;
  g_autoptr (GError) error = NULL;

  miners_fixture_tell_all (self->miners);
  build (self, 0, parts);
  first = connect_provider (self, 0, 0);
  send_part (first, parts[0]);
  miners_fixture_wait (self->miners, 0, "upload", 1);
  g_assert_null (connect_as (self, 0, self->party->providers[0], 0, &error));
  miners_fixture_wait (self->miners, 0, "turned-away", 1);
  assert_says (self->miners->miner[0].turned_away, JLY_ERROR_REFUSED, "north", "already connected");
  g_assert_cmpuint (miners_fixture_count (self->miners, 0, "upload"), ==, 1);
  free_parts (parts);
}

/* Bytes that are no handshake, from nobody in the study. */
static void
test_strangers (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  miners_fixture_tell_all (self->miners);
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
          client, "127.0.0.1", self->miners->miner[i % N].port, NULL, NULL);
      g_autofree char *noise = g_strnfill (5000, (char)('A' + i));

      g_assert_nonnull (connection);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), noise,
                                 5000, NULL, NULL, NULL);
    }
  finish_well (self);
}

/* More than a party serves at once call, say nothing and stay. */
static void
test_silent_callers (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);

  miners_fixture_tell_all (self->miners);
  for (guint i = 0; i < N; i++)
    miners_fixture_wait (self->miners, i, "connected", 1);
  for (guint i = 0; i < 100 * N; i++)
    {
      GSocketConnection *connection = g_socket_client_connect_to_host (
          client, "127.0.0.1", self->miners->miner[i % N].port, NULL, NULL);

      g_assert_nonnull (connection);
      g_ptr_array_add (connections, connection);
    }
  finish_well (self);
}

static JlyStore *
open_store (Fixture *self, guint miner)
{
  g_autofree char *dir = g_strdup_printf ("%s/%u", self->miners->dir, miner);
  g_autoptr (GError) error = NULL;
  JlyStore *store = jly_store_open (dir, &error);

  g_assert_no_error (error);
  return store;
}

static guint64
next_attempt (JlyStore *store, const char *study)
{
  guint64 number = 0;

  g_assert_true (jly_store_next_attempt (store, study, &number, NULL));
  return number;
}

/* Miner 2 has had an attempt more than the others, as after an attempt that only it began: each
 * counts its own, and the number is spent, because it was on the disk before the offers. */
static void
test_own_attempts (Fixture *self, gconstpointer data)
{
  const JlyStudy *study = self->party->study;
  JlyStore *store = open_store (self, 1);

  g_assert_cmpuint (next_attempt (store, study->id), ==, 1);
  jly_store_close (store);
  miners_fixture_tell_all (self->miners);
  finish_well (self);
  store = open_store (self, 0);
  g_assert_cmpuint (next_attempt (store, study->id), ==, 2);
  jly_store_close (store);
  store = open_store (self, 1);
  g_assert_cmpuint (next_attempt (store, study->id), ==, 3);
  jly_store_close (store);
}

/* After success nothing of the uploads is left, and the log tells what happened, unchanged. */
static void
test_erased (Fixture *self, gconstpointer data)
{
  const char *study = self->party->study->id;

  miners_fixture_tell_all (self->miners);
  finish_well (self);
  for (guint m = 0; m < N; m++)
    {
      g_autoptr (JlyStore) store = NULL;
      guint count = 1;

      miners_fixture_wait (self->miners, m, "done", 1);
      store = open_store (self, m);
      g_assert_true (jly_store_unlock (store, self->party->miners[m], NULL));
      g_assert_true (jly_store_count_uploads (store, study, &count, NULL));
      g_assert_cmpuint (count, ==, 0);
      g_assert_true (jly_store_verify_log (store, study, NULL));
    }
}

/* Lines of the parent that make no sense: a sentence, or the end; never a crash. */
static void
test_strange_lines (Fixture *self, gconstpointer data)
{
  JsonObject *command = json_object_new ();

  json_object_set_string_member (command, "contract", "***");
  jly_child_send (self->miners->miner[0].child, command);
  miners_fixture_wait (self->miners, 0, "failed", 1);
  g_assert_error (self->miners->miner[0].error, JLY_ERROR, JLY_ERROR_USAGE);
  command = json_object_new ();
  json_object_set_string_member (command, "contract", "oQEB");
  jly_child_send (self->miners->miner[1].child, command);
  miners_fixture_wait (self->miners, 1, "failed", 1);
  g_assert_error (self->miners->miner[1].error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  command = json_object_new ();
  jly_json_set_bytes (command, "contract", NULL, 0);
  json_object_set_int_member (command, "addresses", 3);
  jly_child_send (self->miners->miner[2].child, command);
  miners_fixture_wait (self->miners, 2, "failed", 1);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/party/refusals/bad-signature", test_bad_signature);
  add ("/party/refusals/bad-blob", test_bad_blob);
  add ("/party/refusals/bad-secrets", test_bad_secrets);
  add ("/party/refusals/other-study", test_other_study);
  add ("/party/refusals/garbage-upload", test_garbage_upload);
  add ("/party/refusals/different-figures", test_different_figures);
  add ("/party/refusals/wrong-provider-key", test_wrong_provider_key);
  add ("/party/refusals/other-providers-key", test_other_providers_key);
  add ("/party/refusals/wrong-miner-key", test_wrong_miner_key);
  add ("/party/refusals/not-my-keys", test_not_my_keys);
  add ("/party/refusals/second-connection", test_second_connection);
  add ("/party/refusals/strangers", test_strangers);
  add ("/party/refusals/silent-callers", test_silent_callers);
  add ("/party/refusals/own-attempts", test_own_attempts);
  add ("/party/refusals/erased", test_erased);
  add ("/party/refusals/strange-lines", test_strange_lines);
  return g_test_run ();
}
