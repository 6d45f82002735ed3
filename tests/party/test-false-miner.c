/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Miners that are who they say, and lie: with a receipt that is none, or a letter that nobody can
 * open. A real provider must give up and name the one who lied.
 */
#include "config.h"

#include "party-fixture.h"

#include "base/jly-error.h"
#include "net/jly-link.h"
#include "party/jly-frames.h"
#include "party/jly-provider.h"
#include "party/jly-roster.h"
#include "party/jly-upload.h"

#include <string.h>

#define PROVIDER 1
#define MAX_FRAME (1u << 20)
#define PATIENCE_MS 60000

typedef enum
{
  NO_LIE,
  RECEIPT_FOR_OTHER_FIGURES,
  RECEIPT_FOR_OTHER_STUDY,
  RECEIPT_OF_ANOTHER_MINER,
  RECEIPT_CUT,
  LETTER_OF_NOISE,
} Lie;

typedef struct
{
  PartyFixture *party;
  guint index;
  Lie lie;
  JlyListener *listener;
  GThread *thread;
} FalseMiner;

static gboolean
admit (const guint8 peer_key[32], const JlyHello *hello, gpointer user_data, GError **error)
{
  return TRUE;
}

static JlyLink *
welcome (FalseMiner *self)
{
  g_autoptr (GError) error = NULL;
  guint8 seed[32];
  JlyHello hello;
  JlyLink *link;
  int fd = jly_listener_accept (self->listener, NULL, &error);

  g_assert_no_error (error);
  jly_identity_get_link_seed (self->party->miners[self->index], seed);
  jly_roster_make_hello (self->party->study, JLY_LINK_ROLE_MINER, self->index, &hello);
  link = jly_link_accept (fd, seed, &hello, admit, NULL, PATIENCE_MS, NULL, &error);
  g_assert_no_error (error);
  return link;
}

/* Takes an upload without a look at it, but for the manifest's hash. */
static void
take_upload (FalseMiner *self, JlyLink *link, guint8 manifest_hash[JLY_HASH_BYTES])
{
  guint explicit_index = jly_manifest_explicit_index (PROVIDER);
  g_autoptr (GBytes) head = jly_link_receive (link, JLY_FRAME_MANIFEST, MAX_FRAME, NULL);
  g_autoptr (GBytes) secrets = jly_link_receive (link, JLY_FRAME_SECRETS, MAX_FRAME, NULL);
  g_autoptr (GBytes) manifest = NULL;
  g_autoptr (GBytes) blob = NULL;

  g_assert_true (head != NULL && secrets != NULL);
  manifest = g_bytes_new_from_bytes (head, JLY_SIGNATURE_BYTES,
                                     g_bytes_get_size (head) - JLY_SIGNATURE_BYTES);
  jly_manifest_hash (manifest, manifest_hash);
  if (jly_manifest_holds_blob (explicit_index, self->index))
    {
      blob = jly_link_receive (link, JLY_FRAME_BLOB, MAX_FRAME, NULL);
      g_assert_nonnull (blob);
    }
}

static void
send_receipt (FalseMiner *self, JlyLink *link, guint8 manifest_hash[JLY_HASH_BYTES])
{
  guint signer = self->lie == RECEIPT_OF_ANOTHER_MINER ? (self->index + 1) % N : self->index;
  guint8 study_hash[JLY_HASH_BYTES], signature[JLY_SIGNATURE_BYTES];
  gsize n = self->lie == RECEIPT_CUT ? sizeof signature - 1 : sizeof signature;

  jly_study_hash (self->party->study, study_hash);
  if (self->lie == RECEIPT_FOR_OTHER_FIGURES)
    manifest_hash[0] ^= 1;
  if (self->lie == RECEIPT_FOR_OTHER_STUDY)
    study_hash[0] ^= 1;
  jly_receipt_sign (self->party->miners[signer], study_hash, manifest_hash, signature);
  jly_link_send (link, JLY_FRAME_RECEIPT, signature, n, NULL);
}

static gpointer
false_miner_worker (gpointer data)
{
  static const guint8 noise[200] = { 5, 6, 7 };
  FalseMiner *self = data;
  g_autoptr (JlyLink) link = welcome (self);
  guint8 manifest_hash[JLY_HASH_BYTES];

  take_upload (self, link, manifest_hash);
  send_receipt (self, link, manifest_hash);
  jly_link_send (link, JLY_FRAME_LETTER, noise, sizeof noise, NULL);
  /* Stays until the provider goes. */
  g_assert_null (jly_link_receive (link, JLY_FRAME_MANIFEST, MAX_FRAME, NULL));
  return NULL;
}

static void
start (FalseMiner *self, PartyFixture *party, guint index, Lie lie, char **address)
{
  g_autoptr (GError) error = NULL;

  *self = (FalseMiner){ .party = party, .index = index, .lie = lie };
  self->listener = jly_listener_new ("127.0.0.1", 0, &error);
  g_assert_no_error (error);
  *address = g_strdup_printf ("127.0.0.1:%u", jly_listener_get_port (self->listener));
  self->thread = g_thread_new ("false miner", false_miner_worker, self);
}

/* No agreement is come to; the letters are of noise. */
static const JlyStudy *
agree (gpointer user_data, GError **error)
{
  return ((PartyFixture *)user_data)->study;
}

/* Runs a provider against three miners of which one lies; the error that it gives up with. */
static GError *
run (Lie lie, guint liar)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (PartyFixture) party = party_fixture_new (rand, 5);
  g_auto (GStrv) addresses = g_new0 (char *, N + 1);
  FalseMiner miners[N];
  JlyProvider provider = {
    .study = party->study,
    .index = PROVIDER,
    .identity = party->providers[PROVIDER],
    .figures = &party->figures[PROVIDER],
    .addresses = addresses,
    .agree = agree,
    .data = party,
  };
  GError *error = NULL;

  for (guint i = 0; i < N; i++)
    start (&miners[i], party, i, i == liar ? lie : NO_LIE, &addresses[i]);
  g_assert_null (jly_provider_run (&provider, NULL, &error));
  for (guint i = 0; i < N; i++)
    {
      g_thread_join (miners[i].thread);
      jly_listener_free (miners[i].listener);
    }
  return error;
}

static void
test_receipt (gconstpointer data)
{
  static const char *const names[]
      = { "computing party 1", "computing party 2", "computing party 3" };

  for (guint liar = 0; liar < N; liar++)
    {
      g_autoptr (GError) error = run ((Lie)GPOINTER_TO_INT (data), liar);

      g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
      g_assert_cmpstr (jly_error_get_detail (error)->party, ==, names[liar]);
      g_assert_cmpstr (jly_error_get_detail (error)->step, ==, "receipt");
    }
}

/* With good receipts all letters are heard, and the first of noise is named. */
static void
test_letter (void)
{
  g_autoptr (GError) error = run (LETTER_OF_NOISE, 0);

  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_cmpstr (jly_error_get_detail (error)->party, ==, "computing party 1");
  g_assert_cmpstr (jly_error_get_detail (error)->step, ==, "opening");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/party/false-miner/receipt-for-other-figures",
                        GINT_TO_POINTER (RECEIPT_FOR_OTHER_FIGURES), test_receipt);
  g_test_add_data_func ("/party/false-miner/receipt-for-other-study",
                        GINT_TO_POINTER (RECEIPT_FOR_OTHER_STUDY), test_receipt);
  g_test_add_data_func ("/party/false-miner/receipt-of-another-miner",
                        GINT_TO_POINTER (RECEIPT_OF_ANOTHER_MINER), test_receipt);
  g_test_add_data_func ("/party/false-miner/receipt-cut", GINT_TO_POINTER (RECEIPT_CUT),
                        test_receipt);
  g_test_add_func ("/party/false-miner/letter-of-noise", test_letter);
  return g_test_run ();
}
