/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An envelope opens for its receiver alone, as its sender wrote it, or not at all. */
#include "config.h"

#include "post/jly-envelope.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"

#include <string.h>

typedef struct
{
  JlyIdentity *north, *south, *east;
  guint8 study[JLY_ENVELOPE_STUDY_BYTES];
  guint8 contract[JLY_ENVELOPE_HASH_BYTES];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->north = jly_identity_generate ();
  fixture->south = jly_identity_generate ();
  fixture->east = jly_identity_generate ();
  memset (fixture->study, 3, sizeof fixture->study);
  memset (fixture->contract, 7, sizeof fixture->contract);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  jly_identity_free (fixture->north);
  jly_identity_free (fixture->south);
  jly_identity_free (fixture->east);
}

static void
get_keys (const JlyIdentity *identity, guint8 own[32], guint8 sealing[32])
{
  guint8 unused[32];

  jly_identity_get_public (identity, own, unused, sealing);
}

static GBytes *
body_of (gsize n)
{
  guint8 *bytes = g_malloc (n + 1);

  memset (bytes, 'm', n);
  return g_bytes_new_take (bytes, n);
}

static GBytes *
seal (Fixture *fixture, gsize n, guint64 number)
{
  guint8 own[32], sealing[32];
  g_autoptr (GBytes) body = body_of (n);
  g_autoptr (JlyEnvelope) envelope = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  get_keys (fixture->south, own, sealing);
  envelope
      = jly_envelope_new (fixture->study, fixture->contract, own, number, JLY_POST_DECISION, body);
  bytes = jly_envelope_seal (envelope, fixture->north, sealing, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
assert_refused (const Fixture *fixture, GBytes *bytes, const JlyIdentity *receiver)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyEnvelope) opened = jly_envelope_open (bytes, receiver, &error);

  g_assert_null (opened);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

static void
test_comes_as_sent (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[]
      = { 0, 1, 700, 1024, 5000, 65536, JLY_ENVELOPE_PIECE_BODY, JLY_ENVELOPE_MAX_BODY };
  guint8 sender[32], receiver[32], unused[32];

  get_keys (fixture->north, sender, unused);
  get_keys (fixture->south, receiver, unused);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = seal (fixture, sizes[i], i + 1);
      g_autoptr (GBytes) body = body_of (sizes[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyEnvelope) opened = jly_envelope_open (bytes, fixture->south, &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (opened->body, body));
      g_assert_cmpmem (opened->sender, 32, sender, 32);
      g_assert_cmpmem (opened->receiver, 32, receiver, 32);
      g_assert_cmpmem (opened->study, sizeof opened->study, fixture->study, sizeof fixture->study);
      g_assert_cmpmem (opened->contract, 32, fixture->contract, 32);
      g_assert_cmpuint (opened->number, ==, i + 1);
      g_assert_cmpuint (opened->kind, ==, JLY_POST_DECISION);
    }
}

static void
test_opens_for_the_receiver_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = seal (fixture, 40, 1);

  assert_refused (fixture, bytes, fixture->east);
  assert_refused (fixture, bytes, fixture->north);
}

/* Every bit of the whole: outside, seal, letter, signature and padding. */
static void
test_any_changed_bit_is_seen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = seal (fixture, 40, 1);
  gsize n;
  const guint8 *original = g_bytes_get_data (bytes, &n);

  for (gsize i = 0; i < 8 * n; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (original, n);
      g_autoptr (GBytes) wrong = NULL;
      g_autoptr (GError) error = NULL;

      changed[i / 8] ^= (guint8)(1 << i % 8);
      wrong = g_bytes_new (changed, n);
      g_assert_null (jly_envelope_open (wrong, fixture->south, &error));
      g_assert_nonnull (error);
    }
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, i);

      assert_refused (fixture, cut, fixture->south);
    }
}

/* What a carrier sees tells neither the sender nor how much there was to say. */
static void
test_carrier_sees_sizes_only (Fixture *fixture, gconstpointer data)
{
  guint8 sender[32], receiver[32], sealing[32], mark[JLY_ENVELOPE_MARK_BYTES];
  g_autoptr (GBytes) first = seal (fixture, 0, 1);
  g_autoptr (GBytes) second = seal (fixture, 700, 1234567);
  gsize n = g_bytes_get_size (first);

  get_keys (fixture->north, sender, sealing);
  get_keys (fixture->south, receiver, sealing);
  g_assert_cmpuint (n, ==, g_bytes_get_size (second));
  g_assert_null (memmem (g_bytes_get_data (first, NULL), n, sender, 32));
  g_assert_null (memmem (g_bytes_get_data (first, NULL), n, receiver, 32));
  g_assert_null (memmem (g_bytes_get_data (first, NULL), n, fixture->study, 16));
  g_assert_null (memmem (g_bytes_get_data (second, NULL), n, "mmmmmmmm", 8));
  g_assert_true (jly_envelope_peek (first, mark, NULL));
  g_assert_nonnull (memmem (g_bytes_get_data (second, NULL), n, mark, sizeof mark));
}

static void
test_marks_differ (Fixture *fixture, gconstpointer data)
{
  guint8 south[32], east[32], unused[32], marks[3][JLY_ENVELOPE_MARK_BYTES];

  get_keys (fixture->south, south, unused);
  get_keys (fixture->east, east, unused);
  jly_envelope_mark (fixture->study, south, marks[0]);
  jly_envelope_mark (fixture->study, east, marks[1]);
  fixture->study[0] ^= 1;
  jly_envelope_mark (fixture->study, south, marks[2]);
  g_assert_cmpint (memcmp (marks[0], marks[1], sizeof marks[0]), !=, 0);
  g_assert_cmpint (memcmp (marks[0], marks[2], sizeof marks[0]), !=, 0);
}

/* South opens a letter of North's and seals the very bytes that North signed to East. */
static GBytes *
pass_on (Fixture *fixture, GBytes *bytes, const guint8 mark_receiver[32])
{
  guint8 own[32], sealing[32], mark[JLY_ENVELOPE_MARK_BYTES];
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the test's letter");
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GBytes) context = NULL;
  guint64 format;

  jly_cbor_enter_map (reader, "", 3);
  jly_cbor_get_key (reader, "", 1);
  jly_cbor_get_uint (reader, "", 1, &format);
  jly_cbor_get_key (reader, "", 2);
  jly_cbor_get_fixed_bytes (reader, "", mark, sizeof mark);
  jly_cbor_get_key (reader, "", 3);
  g_assert_true (jly_cbor_get_bytes (reader, "", JLY_ENVELOPE_MAX_BYTES, &sealed));
  context = g_bytes_new (mark, sizeof mark);
  plain = jly_identity_unseal (fixture->south, "envelope", context, sealed);
  g_assert_nonnull (plain);
  get_keys (fixture->east, own, sealing);
  jly_envelope_mark (fixture->study, mark_receiver != NULL ? mark_receiver : own, mark);
  g_bytes_unref (context);
  context = g_bytes_new (mark, sizeof mark);
  again = jly_seal (sealing, "envelope", context, plain);
  jly_cbor_begin_map (writer, 3);
  jly_cbor_put_key (writer, 1);
  jly_cbor_put_uint (writer, 1);
  jly_cbor_put_key (writer, 2);
  jly_cbor_put_bytes (writer, mark, sizeof mark);
  jly_cbor_put_key (writer, 3);
  jly_cbor_put_bytes (writer, g_bytes_get_data (again, NULL), g_bytes_get_size (again));
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static void
test_cannot_be_passed_on (Fixture *fixture, gconstpointer data)
{
  guint8 south[32], unused[32];
  g_autoptr (GBytes) bytes = seal (fixture, 40, 1);
  g_autoptr (GBytes) to_east = pass_on (fixture, bytes, NULL);
  g_autoptr (GBytes) half = NULL;

  get_keys (fixture->south, south, unused);
  half = pass_on (fixture, bytes, south);
  assert_refused (fixture, to_east, fixture->east);
  assert_refused (fixture, half, fixture->east);
}

/* The parts of a letter as it is sealed, written by hand: one is wrong on purpose. */
typedef struct
{
  gboolean other_sender; /* names East, but North signs */
  gboolean padded_wrong, too_much_padding;
  gboolean other_study;
} Wrong;

static GBytes *
forge (Fixture *fixture, const Wrong *wrong)
{
  guint8 north[32], south[32], east[32], sealing[32], unused[32], mark[JLY_ENVELOPE_MARK_BYTES];
  guint8 signature[64], plain[4096] = { 0 };
  guint8 study[JLY_ENVELOPE_STUDY_BYTES];
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (JlyCborWriter) outside = jly_cbor_writer_new ();
  g_autoptr (GBytes) letter = NULL;
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GBytes) context = NULL;
  g_autoptr (GBytes) sealed = NULL;
  gsize n;

  get_keys (fixture->north, north, unused);
  get_keys (fixture->south, south, sealing);
  get_keys (fixture->east, east, unused);
  memcpy (study, fixture->study, sizeof study);
  jly_envelope_mark (study, south, mark);
  study[0] ^= wrong->other_study ? 1 : 0;
  jly_cbor_begin_map (writer, 7);
  jly_cbor_put_key (writer, 1);
  jly_cbor_put_bytes (writer, study, sizeof study);
  jly_cbor_put_key (writer, 2);
  jly_cbor_put_bytes (writer, fixture->contract, 32);
  jly_cbor_put_key (writer, 3);
  jly_cbor_put_bytes (writer, wrong->other_sender ? east : north, 32);
  jly_cbor_put_key (writer, 4);
  jly_cbor_put_bytes (writer, south, 32);
  jly_cbor_put_key (writer, 5);
  jly_cbor_put_uint (writer, 1);
  jly_cbor_put_key (writer, 6);
  jly_cbor_put_uint (writer, JLY_POST_DECISION);
  jly_cbor_put_key (writer, 7);
  jly_cbor_put_bytes (writer, (const guint8 *)"yes", 3);
  jly_cbor_end (writer);
  letter = jly_cbor_writer_finish (writer, NULL);
  n = g_bytes_get_size (letter);
  jly_identity_sign (fixture->north, "envelope", g_bytes_get_data (letter, NULL), n, signature);
  plain[3] = (guint8)n;
  memcpy (plain + 4, g_bytes_get_data (letter, NULL), n);
  memcpy (plain + 4 + n, signature, sizeof signature);
  plain[1023] = wrong->padded_wrong ? 1 : 0;
  all = g_bytes_new (plain, wrong->too_much_padding ? 4096 : 1024);
  context = g_bytes_new (mark, sizeof mark);
  sealed = jly_seal (sealing, "envelope", context, all);
  jly_cbor_begin_map (outside, 3);
  jly_cbor_put_key (outside, 1);
  jly_cbor_put_uint (outside, 1);
  jly_cbor_put_key (outside, 2);
  jly_cbor_put_bytes (outside, mark, sizeof mark);
  jly_cbor_put_key (outside, 3);
  jly_cbor_put_bytes (outside, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  jly_cbor_end (outside);
  return jly_cbor_writer_finish (outside, NULL);
}

static void
test_forged_letters (Fixture *fixture, gconstpointer data)
{
  static const Wrong wrongs[] = { { .other_sender = TRUE },
                                  { .padded_wrong = TRUE },
                                  { .too_much_padding = TRUE },
                                  { .other_study = TRUE } };
  static const Wrong nothing = { 0 };
  g_autoptr (GBytes) right = forge (fixture, &nothing);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyEnvelope) opened = jly_envelope_open (right, fixture->south, &error);

  g_assert_no_error (error);
  g_assert_nonnull (opened);
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      g_autoptr (GBytes) bytes = forge (fixture, &wrongs[i]);

      assert_refused (fixture, bytes, fixture->south);
    }
}

static void
test_limits (Fixture *fixture, gconstpointer data)
{
  static const guint8 later[] = { 0xa3, 1, 2, 2, 0x41, 0, 3, 0x41, 0 };
  guint8 own[32], sealing[32], nobody[32] = { 0 };
  g_autoptr (GBytes) body = body_of (JLY_ENVELOPE_MAX_BODY + 1);
  g_autoptr (GBytes) little = body_of (1);
  g_autoptr (GBytes) newer = g_bytes_new_static (later, sizeof later);
  g_autoptr (GBytes) huge = body_of (JLY_ENVELOPE_MAX_BYTES + 1);
  g_autoptr (JlyEnvelope) large = NULL;
  g_autoptr (JlyEnvelope) small = NULL;
  g_autoptr (GError) error = NULL;

  get_keys (fixture->south, own, sealing);
  large = jly_envelope_new (fixture->study, NULL, own, 1, JLY_POST_CONTRACT, body);
  small = jly_envelope_new (fixture->study, NULL, own, 1, JLY_POST_CONTRACT, little);
  g_assert_null (jly_envelope_seal (large, fixture->north, sealing, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_null (jly_envelope_seal (small, fixture->north, nobody, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_null (jly_envelope_open (newer, fixture->south, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  assert_refused (fixture, huge, fixture->south);
}

static void
test_study_as_text (void)
{
  static const char *const wrong[] = { "",
                                       "00112233445566778899aabbccddeef",
                                       "00112233445566778899aabbccddeeff0",
                                       "00112233445566778899AABBCCDDEEFF",
                                       "00112233445566778899aabbccddeefg",
                                       "0011223344556677 899aabbccddeeff" };
  const char *right = "00112233445566778899aabbccddeeff";
  guint8 study[JLY_ENVELOPE_STUDY_BYTES];
  g_autofree char *text = NULL;

  g_assert_true (jly_envelope_study_from_text (right, study));
  text = jly_envelope_study_to_text (study);
  g_assert_cmpstr (text, ==, right);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (jly_envelope_study_from_text (wrong[i], study));
}

static void
test_every_kind_has_words (void)
{
  for (guint i = 0; i <= JLY_N_POST_KINDS; i++)
    {
      g_autofree char *one = jly_post_kind_words (i, 1);
      g_autofree char *many = jly_post_kind_words (i, 17);

      g_assert_cmpstr (jly_post_kind_name (i), !=, "");
      g_assert_cmpuint (strlen (one), >, 5);
      g_assert_true (i == JLY_N_POST_KINDS || strstr (many, "17") != NULL);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (jly_post_kind_name (i), !=, jly_post_kind_name (j));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/envelope/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("comes-as-sent", test_comes_as_sent);
  ADD ("receiver-alone", test_opens_for_the_receiver_alone);
  ADD ("changed-bit", test_any_changed_bit_is_seen);
  ADD ("carrier", test_carrier_sees_sizes_only);
  ADD ("marks", test_marks_differ);
  ADD ("passed-on", test_cannot_be_passed_on);
  ADD ("forged", test_forged_letters);
  ADD ("limits", test_limits);
#undef ADD
  g_test_add_func ("/envelope/study-as-text", test_study_as_text);
  g_test_add_func ("/envelope/kinds", test_every_kind_has_words);
  return g_test_run ();
}
