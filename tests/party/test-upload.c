/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Uploads and letters without any network: what was shared comes back, and whatever a dishonest
 * provider or miner changes is found, with its name in the sentence.
 */
#include "config.h"

#include "party-fixture.h"

#include "base/jly-error.h"
#include "engine/jly-lanes.h"
#include "engine/jly-open.h"
#include "party/jly-upload-private.h"
#include "party/jly-upload.h"

#include <string.h>

typedef struct
{
  PartyFixture *party;
  JlyUploadPart *parts[N][N]; /* provider, miner */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32)g_test_rand_int ());
  g_autoptr (GError) error = NULL;

  self->party = party_fixture_new (rand, 70);
  for (guint i = 0; i < N; i++)
    {
      jly_upload_build (self->party->study, i, self->party->providers[i], 1,
                        &self->party->figures[i], self->parts[i], &error);
      g_assert_no_error (error);
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < N; i++)
    for (guint j = 0; j < N; j++)
      jly_upload_part_free (self->parts[i][j]);
  party_fixture_free (self->party);
}

static gboolean
open_part (Fixture *self, guint provider, guint miner, JlyBits **bits, GError **error)
{
  return jly_upload_open (self->parts[provider][miner], self->party->study, provider, miner,
                          self->party->miners[miner], bits, error);
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  for (guint p = 0; p < N; p++)
    {
      JlyBits *bits[N][JLY_BID_N_COLUMNS];
      g_autoptr (GError) error = NULL;

      for (guint m = 0; m < N; m++)
        {
          open_part (self, p, m, bits[m], &error);
          g_assert_no_error (error);
        }
      for (guint c = 0; c < JLY_BID_N_COLUMNS; c++)
        {
          GBytes *pieces[N];
          guint64 values[70];

          for (guint m = 0; m < N; m++)
            {
              /* They come tight, to be joined with those of others. */
              g_autoptr (JlyBits) loose
                  = jly_bits_join_lanes ((const JlyBits *[]){ bits[m][c] }, 1, bits[m][c]->width);

              pieces[m] = jly_open_piece (loose);
            }
          g_assert_true (jly_open_join (pieces, 70, bits[0][c]->width, values, &error));
          g_assert_cmpmem (values, sizeof values, self->party->values[p][c], sizeof values);
          for (guint m = 0; m < N; m++)
            {
              g_bytes_unref (pieces[m]);
              jly_bits_free (bits[m][c]);
            }
        }
    }
}

/* Exactly two of three hold the explicit component. */
static void
test_holders (Fixture *self, gconstpointer data)
{
  for (guint p = 0; p < N; p++)
    {
      guint n_blobs = 0;

      for (guint m = 0; m < N; m++)
        n_blobs += self->parts[p][m]->blob != NULL;
      g_assert_cmpuint (n_blobs, ==, 2);
      g_assert_null (self->parts[p][(p + 2) % N]->blob);
    }
}

/* Opening must fail, name the provider and leave nothing. */
static void
assert_refused (Fixture *self, guint provider, guint miner, const char *words)
{
  JlyBits *bits[JLY_BID_N_COLUMNS] = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (open_part (self, provider, miner, bits, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_cmpstr (jly_error_get_detail (error)->party, ==,
                   ((JlyParty *)self->party->study->providers->pdata[provider])->name);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
flip (GBytes **bytes, gsize at)
{
  gsize size;
  guint8 *data = g_bytes_unref_to_data (*bytes, &size);

  data[at % size] ^= 1;
  *bytes = g_bytes_new_take (data, size);
}

static void
test_signature (Fixture *self, gconstpointer data)
{
  for (guint m = 0; m < N; m++)
    {
      self->parts[0][m]->signature[17] ^= 4;
      assert_refused (self, 0, m, "not signed");
    }
}

static void
test_manifest_changed (Fixture *self, gconstpointer data)
{
  gsize size = g_bytes_get_size (self->parts[1][0]->manifest);
  JlyBits *bits[JLY_BID_N_COLUMNS] = { NULL };

  for (gsize at = 0; at < size; at++)
    {
      g_autoptr (GError) error = NULL;

      flip (&self->parts[1][0]->manifest, at);
      g_assert_false (open_part (self, 1, 0, bits, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
      flip (&self->parts[1][0]->manifest, at);
    }
}

static void
test_blob (Fixture *self, gconstpointer data)
{
  flip (&self->parts[0][0]->blob, 100);
  assert_refused (self, 0, 0, "not the ones that it signed");
  flip (&self->parts[0][0]->blob, 100);
  g_clear_pointer (&self->parts[0][1]->blob, g_bytes_unref);
  assert_refused (self, 0, 1, "not the ones that it signed");
}

static void
test_secrets_changed (Fixture *self, gconstpointer data)
{
  for (guint m = 0; m < N; m++)
    {
      flip (&self->parts[2][m]->sealed, 90);
      assert_refused (self, 2, m, "does not open");
    }
}

/* What was sealed for one miner is of no use to another. */
static void
test_secrets_of_another (Fixture *self, gconstpointer data)
{
  GBytes *sealed = self->parts[0][0]->sealed;

  self->parts[0][0]->sealed = self->parts[0][1]->sealed;
  self->parts[0][1]->sealed = sealed;
  assert_refused (self, 0, 0, "does not open");
  assert_refused (self, 0, 1, "does not open");
}

/* Another upload of the same provider: signed by it, but its secrets fit another manifest. */
static void
test_mixed (Fixture *self, gconstpointer data)
{
  JlyUploadPart *other[N];

  g_assert_true (jly_upload_build (self->party->study, 0, self->party->providers[0], 2,
                                   &self->party->figures[0], other, NULL));
  g_bytes_unref (self->parts[0][0]->blob);
  self->parts[0][0]->blob = g_bytes_ref (other[0]->blob);
  assert_refused (self, 0, 0, "not the ones that it signed");
  for (guint m = 0; m < N; m++)
    jly_upload_part_free (other[m]);
}

/* What provider 0 sealed to miner m, opened. */
static GBytes *
open_secrets (Fixture *self, guint m)
{
  JlyUploadPart *part = self->parts[0][m];
  g_autoptr (GBytes) context = NULL;
  guint8 hash[JLY_HASH_BYTES];
  GBytes *plain;

  jly_manifest_hash (part->manifest, hash);
  context = jly_upload_secrets_context (hash, m);
  plain = jly_identity_unseal (self->party->miners[m], JLY_UPLOAD_SECRETS, context, part->sealed);
  g_assert_nonnull (plain);
  return plain;
}

/* Signs another manifest as provider 0, and seals the secrets again for it. */
static void
replace_manifest (Fixture *self, guint m, const JlyManifest *manifest, GBytes *secrets)
{
  JlyUploadPart *part = self->parts[0][m];
  const JlyParty *miner = self->party->study->miners->pdata[m];
  g_autoptr (GBytes) context = NULL;
  guint8 hash[JLY_HASH_BYTES];

  g_bytes_unref (part->manifest);
  part->manifest = jly_manifest_encode (manifest);
  jly_identity_sign (self->party->providers[0], "manifest", g_bytes_get_data (part->manifest, NULL),
                     g_bytes_get_size (part->manifest), part->signature);
  jly_manifest_hash (part->manifest, hash);
  context = jly_upload_secrets_context (hash, m);
  g_bytes_unref (part->sealed);
  part->sealed = jly_seal (miner->keys.sealing, JLY_UPLOAD_SECRETS, context, secrets);
}

/* Signs a manifest in which one commitment is changed: the seeds then are not the committed ones.
 */
static void
test_commitment (Fixture *self, gconstpointer data)
{
  for (guint m = 0; m < N; m++)
    {
      g_autoptr (JlyManifest) manifest = jly_manifest_decode (self->parts[0][m]->manifest, NULL);
      g_autoptr (GBytes) secrets = open_secrets (self, m);

      manifest->columns[1].commitment[0][3] ^= 1;
      manifest->columns[1].commitment[1][3] ^= 1;
      replace_manifest (self, m, manifest, secrets);
      assert_refused (self, 0, m, "not what it committed to");
    }
}

/* A provider that signs and encrypts a blob of another length, all else in order. */
static void
test_blob_length (Fixture *self, gconstpointer data)
{
  JlyUploadPart *part = self->parts[0][0];
  g_autoptr (GBytes) secrets = open_secrets (self, 0);
  g_autoptr (JlyManifest) manifest = jly_manifest_decode (part->manifest, NULL);
  g_autoptr (GBytes) context = jly_upload_blob_context (manifest);
  const guint8 *key = g_bytes_get_data (secrets, NULL);
  g_autoptr (GBytes) plain = jly_aead_open (key, JLY_UPLOAD_BLOB, context, part->blob);
  gsize size = g_bytes_get_size (plain);
  const gsize sizes[] = { 0, size - 1, size + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree guint8 *other = g_malloc0 (size + 1);
      g_autoptr (GBytes) changed = g_bytes_new (other, sizes[i]);

      g_bytes_unref (part->blob);
      part->blob = jly_aead_seal (key, JLY_UPLOAD_BLOB, context, changed);
      jly_hash (JLY_UPLOAD_BLOB, g_bytes_get_data (part->blob, NULL), g_bytes_get_size (part->blob),
                manifest->blob_hash);
      replace_manifest (self, 0, manifest, secrets);
      assert_refused (self, 0, 0, "wrong length");
    }
}

static void
test_other_study (Fixture *self, gconstpointer data)
{
  ((JlyStudyRow *)self->party->study->rows->pdata[3])->need ^= 1;
  assert_refused (self, 0, 0, "another study");
}

static void
test_other_provider (Fixture *self, gconstpointer data)
{
  JlyUploadPart *part = self->parts[0][0];

  self->parts[0][0] = self->parts[1][0];
  self->parts[1][0] = part;
  assert_refused (self, 0, 0, "not marked as this company's");
}

static void
test_shape (Fixture *self, gconstpointer data)
{
  JlyUploadPart *part = self->parts[0][0];
  g_autoptr (JlyManifest) manifest = jly_manifest_decode (part->manifest, NULL);

  manifest->columns[0].width++;
  g_bytes_unref (part->manifest);
  part->manifest = jly_manifest_encode (manifest);
  jly_identity_sign (self->party->providers[0], "manifest", g_bytes_get_data (part->manifest, NULL),
                     g_bytes_get_size (part->manifest), part->signature);
  assert_refused (self, 0, 0, "agreed rows and ranges");
}

static void
test_out_of_range (Fixture *self, gconstpointer data)
{
  const JlyStudyColumn *amount = self->party->study->columns->pdata[JLY_BID_AMOUNT];
  JlyUploadPart *parts[N];
  g_autoptr (GError) error = NULL;

  self->party->values[0][JLY_BID_AMOUNT][5] = amount->max + 1;
  g_assert_false (jly_upload_build (self->party->study, 0, self->party->providers[0], 1,
                                    &self->party->figures[0], parts, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "Resource 6"));
}

/* Two uploads of the same figures have nothing in common that a miner could compare. */
static void
test_fresh (Fixture *self, gconstpointer data)
{
  JlyUploadPart *other[N];

  g_assert_true (jly_upload_build (self->party->study, 0, self->party->providers[0], 1,
                                   &self->party->figures[0], other, NULL));
  g_assert_false (g_bytes_equal (other[0]->blob, self->parts[0][0]->blob));
  g_assert_false (g_bytes_equal (other[0]->manifest, self->parts[0][0]->manifest));
  for (guint m = 0; m < N; m++)
    jly_upload_part_free (other[m]);
}

static void
test_receipt (Fixture *self, gconstpointer data)
{
  const JlyParty *miner = self->party->study->miners->pdata[1];
  guint8 study[JLY_HASH_BYTES], manifest[JLY_HASH_BYTES], signature[JLY_SIGNATURE_BYTES];

  jly_study_hash (self->party->study, study);
  jly_manifest_hash (self->parts[0][1]->manifest, manifest);
  jly_receipt_sign (self->party->miners[1], study, manifest, signature);
  g_assert_true (jly_receipt_verify (miner, study, manifest, signature));
  g_assert_false (
      jly_receipt_verify (self->party->study->miners->pdata[0], study, manifest, signature));
  manifest[0] ^= 1;
  g_assert_false (jly_receipt_verify (miner, study, manifest, signature));
}

/* What miners would hold after a computation in clear: random components of chosen values. */
static GBytes *
make_piece (const guint64 *values, guint width, guint n, guint miner, guint32 seed)
{
  g_autoptr (JlyBits) bits = jly_bits_new (n, width);
  g_autoptr (GRand) components = g_rand_new_with_seed (seed);

  for (guint b = 0; b < width; b++)
    for (guint j = 0; j < n; j++)
      {
        guint bit[N];

        bit[0] = g_rand_int (components) & 1;
        bit[1] = g_rand_int (components) & 1;
        bit[2] = bit[0] ^ bit[1] ^ (guint)((values[j] >> b) & 1);
        bits->own[b * bits->words_per_plane + j / 64] |= (guint64)bit[miner] << (j % 64);
        bits->prev[b * bits->words_per_plane + j / 64] |= (guint64)bit[(miner + 2) % N] << (j % 64);
      }
  return jly_open_piece (bits);
}

typedef struct
{
  GBytes *met[N], *price[N], *part[N], *rejected[N]; /* what each miner puts into its letter */
  GBytes *letters[N];
} Letters;

static GBytes *
seal_letter (Fixture *self, Letters *letters, guint m, guint provider, const guint8 *attempt)
{
  JlyShares *shares = jly_shares_new (3), *rejected = jly_shares_new (1);
  JlyComputation computation = { 1, &shares, rejected };
  GBytes *letter;

  jly_shares_add_piece (shares, 0, letters->met[m]);
  if (letters->price[m] != NULL)
    jly_shares_add_piece (shares, 1, letters->price[m]);
  for (guint i = 0; i < N; i++)
    {
      jly_shares_add_piece (shares, 2, letters->part[m]);
      jly_shares_add_piece (rejected, 0, letters->rejected[m]);
    }
  letter = jly_letter_seal (self->party->study, m, provider, attempt, &computation);
  jly_shares_free (shares);
  jly_shares_free (rejected);
  return letter;
}

static void
make_letters (Fixture *self, guint provider, gboolean all_met, gboolean priced, Letters *letters)
{
  static const guint8 attempt[JLY_HASH_BYTES] = { 7 };
  guint n = self->party->study->rows->len, price_width;
  g_autofree guint64 *met = g_new0 (guint64, n);
  g_autofree guint64 *part = g_new0 (guint64, n);
  g_autofree guint64 *need = NULL;
  guint64 price = 4711, rejected = 3;
  JlyJointBid bid;

  party_fixture_get_bid (self->party, &bid, &need);
  g_assert_true (jly_joint_bid_check (&bid, &price_width, NULL));
  for (guint r = 0; r < n; r++)
    {
      met[r] = all_met || r % 2 == 0;
      part[r] = r;
    }
  memset (letters, 0, sizeof *letters);
  for (guint m = 0; m < N; m++)
    {
      letters->met[m] = make_piece (met, 1, n, m, 1);
      letters->price[m] = priced ? make_piece (&price, price_width, 1, m, 2) : NULL;
      letters->part[m] = make_piece (part, bid.amount_width, n, m, 3);
      letters->rejected[m] = make_piece (&rejected, 8, 1, m, 4);
      letters->letters[m] = seal_letter (self, letters, m, provider, attempt);
    }
}

static void
clear_letters (Letters *letters)
{
  for (guint m = 0; m < N; m++)
    {
      g_bytes_unref (letters->letters[m]);
      g_bytes_unref (letters->met[m]);
      g_clear_pointer (&letters->price[m], g_bytes_unref);
      g_bytes_unref (letters->part[m]);
      g_bytes_unref (letters->rejected[m]);
    }
}

static void
test_letter (Fixture *self, gconstpointer data)
{
  Letters letters;
  g_autoptr (JlyOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  make_letters (self, 1, TRUE, TRUE, &letters);
  outcome
      = jly_letter_open (self->party->study, self->party->providers[1], letters.letters, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcome->answers[0]->outputs[0].values[69], ==, 1);
  g_assert_cmpuint (outcome->answers[0]->outputs[1].values[0], ==, 4711);
  g_assert_cmpuint (outcome->answers[0]->outputs[2].values[42], ==, 42);
  g_assert_cmpuint (outcome->attempt[0], ==, 7);
  g_assert_true (outcome->has_rejected);
  g_assert_cmpuint (outcome->n_rejected, ==, 3);
  /* Nobody else opens them. */
  g_assert_null (
      jly_letter_open (self->party->study, self->party->providers[0], letters.letters, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  clear_letters (&letters);
}

/* One miner changes one bit of a piece: the company sees that duplicates differ. */
static void
test_lying_piece (Fixture *self, gconstpointer data)
{
  static const guint8 attempt[JLY_HASH_BYTES] = { 7 };

  for (guint i = 0; i < 2 * N; i++)
    {
      guint liar = i / 2;
      Letters letters;
      g_autoptr (GError) error = NULL;

      make_letters (self, 0, TRUE, TRUE, &letters);
      flip (i % 2 == 0 ? &letters.part[liar] : &letters.rejected[liar], 9);
      g_bytes_unref (letters.letters[liar]);
      letters.letters[liar] = seal_letter (self, &letters, liar, 0, attempt);
      g_assert_null (
          jly_letter_open (self->party->study, self->party->providers[0], letters.letters, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
      clear_letters (&letters);
    }
}

static void
test_letter_contradicts (Fixture *self, gconstpointer data)
{
  for (guint priced = 0; priced < 2; priced++)
    {
      Letters letters;
      g_autoptr (GError) error = NULL;

      make_letters (self, 0, !priced, priced, &letters);
      g_assert_null (
          jly_letter_open (self->party->study, self->party->providers[0], letters.letters, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
      g_assert_nonnull (strstr (error->message, "price"));
      clear_letters (&letters);
    }
}

/* Two computations must not be put together to one result, not even by one bit of their ids. */
static void
test_letter_of_another_attempt (Fixture *self, gconstpointer data)
{
  static const guint8 other[JLY_HASH_BYTES] = { 7, [31] = 1 };

  for (guint m = 0; m < N; m++)
    {
      Letters letters;
      g_autoptr (GError) error = NULL;

      make_letters (self, 0, TRUE, TRUE, &letters);
      g_bytes_unref (letters.letters[m]);
      letters.letters[m] = seal_letter (self, &letters, m, 0, other);
      g_assert_null (
          jly_letter_open (self->party->study, self->party->providers[0], letters.letters, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
      g_assert_nonnull (strstr (error->message, "one computation"));
      clear_letters (&letters);
    }
}

static void
test_letter_swapped (Fixture *self, gconstpointer data)
{
  Letters letters;
  GBytes *first;
  g_autoptr (GError) error = NULL;

  make_letters (self, 0, TRUE, TRUE, &letters);
  first = letters.letters[0];
  letters.letters[0] = letters.letters[1];
  letters.letters[1] = first;
  g_assert_null (
      jly_letter_open (self->party->study, self->party->providers[0], letters.letters, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_cmpstr (jly_error_get_detail (error)->party, ==, "computing party 1");
  clear_letters (&letters);
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
  add ("/party/upload/round-trip", test_round_trip);
  add ("/party/upload/holders", test_holders);
  add ("/party/upload/signature", test_signature);
  add ("/party/upload/manifest-changed", test_manifest_changed);
  add ("/party/upload/blob", test_blob);
  add ("/party/upload/secrets-changed", test_secrets_changed);
  add ("/party/upload/secrets-of-another", test_secrets_of_another);
  add ("/party/upload/mixed", test_mixed);
  add ("/party/upload/commitment", test_commitment);
  add ("/party/upload/blob-length", test_blob_length);
  add ("/party/upload/other-study", test_other_study);
  add ("/party/upload/other-provider", test_other_provider);
  add ("/party/upload/shape", test_shape);
  add ("/party/upload/out-of-range", test_out_of_range);
  add ("/party/upload/fresh", test_fresh);
  add ("/party/upload/receipt", test_receipt);
  add ("/party/letter", test_letter);
  add ("/party/letter/lying-piece", test_lying_piece);
  add ("/party/letter/contradicts", test_letter_contradicts);
  add ("/party/letter/of-another-attempt", test_letter_of_another_attempt);
  add ("/party/letter/swapped", test_letter_swapped);
  return g_test_run ();
}
