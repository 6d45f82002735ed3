/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An upload in pieces, by file and by link: cut anywhere, it goes on where it stopped, and ends
 * with a receipt for exactly what was handed in. */
#include "config.h"

#include "net/link-pair.h"
#include "party/party-fixture.h"
#include "post/post-fixture.h"

#include "base/jly-error.h"
#include "party/jly-carrier.h"
#include "party/jly-courier.h"
#include "party/jly-folder.h"
#include "party/jly-frames.h"
#include "party/jly-upload-pieces.h"
#include "post/jly-bundle.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

enum
{
  PROVIDER,
  MINER,
  SERVICE /* carries for the two where they do not meet */
};

#define BLOB_BYTES 300000
#define N_PIECES 5 /* what that is cut into */

static GBytes *
noise (gsize n)
{
  guint8 *bytes = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8)g_test_rand_int ();
  return g_bytes_new_take (bytes, n);
}

static JlyUploadPart *
part_new (gboolean with_blob)
{
  g_autoptr (GBytes) manifest = noise (900);
  g_autoptr (GBytes) sealed = noise (300);
  g_autoptr (GBytes) blob = with_blob ? noise (BLOB_BYTES) : NULL;
  guint8 signature[JLY_SIGNATURE_BYTES];

  memset (signature, 5, sizeof signature);
  return jly_upload_part_new (manifest, signature, sealed, blob);
}

static void
hand_in (PostFixture *fixture, const JlyUploadPart *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_upload_pieces_send (fixture->parties[PROVIDER].post, MINER, part, &error));
  g_assert_no_error (error);
}

static void
assert_same (const JlyUploadPart *a, const JlyUploadPart *b)
{
  g_assert_true (g_bytes_equal (a->manifest, b->manifest));
  g_assert_true (g_bytes_equal (a->sealed, b->sealed));
  g_assert_cmpmem (a->signature, sizeof a->signature, b->signature, sizeof b->signature);
  g_assert_true ((a->blob == NULL) == (b->blob == NULL));
  g_assert_true (a->blob == NULL || g_bytes_equal (a->blob, b->blob));
}

/* Reads all pieces that are there; the whole, if the last was among them. */
static JlyUploadPart *
read_pieces (PostFixture *fixture, GError **error)
{
  FixtureParty *miner = &fixture->parties[MINER];
  g_autoptr (JlyUploadPart) whole = NULL;

  while (TRUE)
    {
      g_autoptr (JlyEnvelope) letter = jly_post_next (miner->post, PROVIDER, error);
      g_autoptr (JlyUploadPart) part = NULL;

      if (letter == NULL)
        return g_steal_pointer (&whole);
      g_assert_cmpuint (letter->kind, ==, JLY_POST_PIECE);
      if (!jly_upload_pieces_take (miner->store, FIXTURE_STUDY, letter, "North", &part, error))
        return NULL;
      if (part != NULL)
        {
          g_clear_pointer (&whole, jly_upload_part_free);
          whole = g_steal_pointer (&part);
        }
      g_assert_true (jly_post_done (miner->post, letter, NULL));
    }
}

static void
test_whole (PostFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (JlyUploadPart) part = part_new (i == 1);
      g_autoptr (JlyUploadPart) arrived = NULL;
      g_autoptr (GPtrArray) envelopes = NULL;
      g_autoptr (JlyPostReport) report = NULL;
      g_autoptr (GPtrArray) notes = NULL;
      g_autoptr (JlyPostReport) confirmed = NULL;
      g_autoptr (GError) error = NULL;

      hand_in (fixture, part);
      envelopes = post_fixture_gather (fixture, PROVIDER);
      g_assert_cmpuint (envelopes->len, ==, i == 1 ? N_PIECES : 1);
      report = post_fixture_take_in (fixture, MINER, envelopes);
      arrived = read_pieces (fixture, &error);
      g_assert_no_error (error);
      assert_same (arrived, part);
      notes = post_fixture_gather (fixture, MINER);
      confirmed = post_fixture_take_in (fixture, PROVIDER, notes);
      g_assert_cmpuint (confirmed->confirmed->len, ==, 1);
    }
}

/* Files with the first pieces only, then a stop of both programs, then the rest. */
static void
test_cut_at_every_piece (PostFixture *fixture, gconstpointer data)
{
  for (guint cut = 0; cut < N_PIECES; cut++)
    {
      g_autoptr (JlyUploadPart) part = part_new (TRUE);
      g_autoptr (JlyUploadPart) early = NULL;
      g_autoptr (JlyUploadPart) arrived = NULL;
      g_autoptr (GPtrArray) first = NULL;
      g_autoptr (GPtrArray) notes = NULL;
      g_autoptr (GPtrArray) rest = NULL;
      g_autoptr (JlyPostReport) came = NULL;
      g_autoptr (JlyPostReport) noted = NULL;
      g_autoptr (JlyPostReport) resumed = NULL;
      g_autoptr (JlyPostReport) confirmed = NULL;
      g_autoptr (GPtrArray) last_notes = NULL;
      g_autoptr (GError) error = NULL;

      hand_in (fixture, part);
      first = post_fixture_gather (fixture, PROVIDER);
      g_ptr_array_set_size (first, (gint)(first->len - N_PIECES + cut));
      came = post_fixture_take_in (fixture, MINER, first);
      early = read_pieces (fixture, &error);
      g_assert_no_error (error);
      g_assert_null (early);
      post_fixture_reopen (fixture, MINER);
      post_fixture_reopen (fixture, PROVIDER);
      notes = post_fixture_gather (fixture, MINER);
      noted = post_fixture_take_in (fixture, PROVIDER, notes);
      rest = post_fixture_gather (fixture, PROVIDER);
      g_assert_cmpuint (rest->len, ==, N_PIECES - cut);
      resumed = post_fixture_take_in (fixture, MINER, rest);
      arrived = read_pieces (fixture, &error);
      g_assert_no_error (error);
      assert_same (arrived, part);
      last_notes = post_fixture_gather (fixture, MINER);
      confirmed = post_fixture_take_in (fixture, PROVIDER, last_notes);
    }
}

/* A stop while pieces were being written: all are written once more. */
static void
test_sent_again (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (JlyUploadPart) part = part_new (TRUE);
  g_autoptr (JlyUploadPart) arrived = NULL;
  g_autoptr (GPtrArray) envelopes = NULL;
  g_autoptr (JlyPostReport) report = NULL;
  g_autoptr (GError) error = NULL;

  hand_in (fixture, part);
  hand_in (fixture, part);
  envelopes = post_fixture_gather (fixture, PROVIDER);
  report = post_fixture_take_in (fixture, MINER, envelopes);
  arrived = read_pieces (fixture, &error);
  g_assert_no_error (error);
  assert_same (arrived, part);
}

/* A correction in the middle of another upload takes its place. */
static void
test_another_upload (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (JlyUploadPart) first = part_new (TRUE);
  g_autoptr (JlyUploadPart) second = part_new (TRUE);
  g_autoptr (JlyUploadPart) arrived = NULL;
  g_autoptr (GPtrArray) envelopes = NULL;
  g_autoptr (JlyPostReport) report = NULL;
  g_autoptr (GError) error = NULL;
  JlyPost *miner = fixture->parties[MINER].post;

  hand_in (fixture, first);
  hand_in (fixture, second);
  envelopes = post_fixture_gather (fixture, PROVIDER);
  report = post_fixture_take_in (fixture, MINER, envelopes);
  for (guint i = 0; i < N_PIECES - 1; i++)
    {
      g_autoptr (JlyEnvelope) letter = jly_post_next (miner, PROVIDER, &error);
      g_autoptr (JlyUploadPart) part = NULL;

      g_assert_true (jly_upload_pieces_take (fixture->parties[MINER].store, FIXTURE_STUDY, letter,
                                             "North", &part, &error));
      g_assert_null (part);
      g_assert_true (jly_post_done (miner, letter, &error));
    }
  /* The last piece of the first is lost on the way of a changed program. */
  {
    g_autoptr (JlyEnvelope) letter = jly_post_next (miner, PROVIDER, &error);

    g_assert_true (jly_post_done (miner, letter, &error));
  }
  arrived = read_pieces (fixture, &error);
  g_assert_no_error (error);
  assert_same (arrived, second);
}

/* What a provider with a changed program may send as a piece. */
static void
test_unfit_pieces (PostFixture *fixture, gconstpointer data)
{
  static const guint8 wrong_hash[] = { 0xa4, 1, 0x58, 32 };
  static const guint8 rest[] = { 2, 0, 3, 1, 4, 0x41, 'x' };
  guint8 body[sizeof wrong_hash + 32 + sizeof rest] = { 0 };
  g_autoptr (GBytes) forged = NULL;
  g_autoptr (GBytes) nonsense = g_bytes_new ("x", 1);
  g_autoptr (GError) error = NULL;

  memcpy (body, wrong_hash, sizeof wrong_hash);
  memcpy (body + sizeof wrong_hash + 32, rest, sizeof rest);
  forged = g_bytes_new (body, sizeof body);
  for (guint i = 0; i < 2; i++)
    {
      JlyEnvelope letter = { .kind = JLY_POST_PIECE, .body = i == 0 ? forged : nonsense };
      JlyUploadPart *part = NULL;
      guint n = 9;

      g_assert_false (jly_upload_pieces_take (fixture->parties[MINER].store, FIXTURE_STUDY, &letter,
                                              "North", &part, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
      g_assert_cmpstr (jly_error_get_detail (error)->party, ==, "North");
      g_clear_error (&error);
      g_assert_null (part);
      g_assert_true (jly_store_count_pieces (fixture->parties[MINER].store, FIXTURE_STUDY,
                                             letter.sender, &n, &error));
      g_assert_cmpuint (n, ==, 0);
    }
}

/* A real upload: its receipts are for it and for nothing else. */
static void
test_receipt (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32)g_test_rand_int ());
  g_autoptr (PartyFixture) party = party_fixture_new (rand, 70);
  JlyUploadPart *parts[N];
  JlyBits *bits[JLY_BID_N_COLUMNS];
  g_autoptr (JlyUploadPart) arrived = NULL;
  g_autoptr (GPtrArray) envelopes = NULL;
  g_autoptr (JlyPostReport) report = NULL;
  g_autoptr (GBytes) receipt = NULL;
  g_autoptr (GError) error = NULL;
  guint8 study[JLY_HASH_BYTES], manifest[JLY_HASH_BYTES];

  jly_upload_build (party->study, 0, party->providers[0], 1, &party->figures[0], parts, &error);
  g_assert_no_error (error);
  hand_in (fixture, parts[1]);
  envelopes = post_fixture_gather (fixture, PROVIDER);
  report = post_fixture_take_in (fixture, MINER, envelopes);
  arrived = read_pieces (fixture, &error);
  g_assert_no_error (error);
  jly_upload_open (arrived, party->study, 0, 1, party->miners[1], bits, &error);
  g_assert_no_error (error);
  jly_study_hash (party->study, study);
  jly_manifest_hash (arrived->manifest, manifest);
  receipt = jly_upload_receipt_new (party->miners[1], study, manifest);
  g_assert_true (
      jly_upload_receipt_check (receipt, party->study->miners->pdata[1], study, manifest));
  g_assert_false (
      jly_upload_receipt_check (receipt, party->study->miners->pdata[0], study, manifest));
  study[0] ^= 1;
  g_assert_false (
      jly_upload_receipt_check (receipt, party->study->miners->pdata[1], study, manifest));
  study[0] ^= 1;
  manifest[0] ^= 1;
  g_assert_false (
      jly_upload_receipt_check (receipt, party->study->miners->pdata[1], study, manifest));
  for (guint i = 0; i < N; i++)
    jly_upload_part_free (parts[i]);
  for (guint i = 0; i < JLY_BID_N_COLUMNS; i++)
    jly_bits_free (bits[i]);
}

/* One end of a link in a thread of its own. */
typedef struct
{
  JlyLink *link;
  PostFixture *fixture;
  guint own;
  JlyPostReport *report;
  gboolean ok;
  gboolean answers; /* with a receipt, while the other is there */
  gboolean is_full; /* takes no more */
} End;

static gboolean
answer_cb (const JlyPostReport *report, gpointer user_data, GError **error)
{
  End *end = user_data;

  g_assert_cmpuint (report->taken->len, >, 0);
  if (end->answers)
    post_fixture_send (end->fixture, MINER, PROVIDER, JLY_POST_RECEIPT, 10);
  end->answers = FALSE;
  return !end->is_full || jly_fail (error, JLY_ERROR_REFUSED, NULL, "No room.");
}

static gpointer
trade_worker (gpointer data)
{
  End *end = data;
  g_autoptr (GError) error = NULL;

  end->report = jly_post_report_new ();
  end->ok = jly_courier_trade (end->link, end->fixture->parties[end->own].post,
                               end->fixture->parties[end->own].store, 1 - end->own,
                               end->own == PROVIDER, end->report, answer_cb, end, &error);
  g_assert_true (end->ok == (error == NULL));
  /* So that the other end hears of it. */
  if (!end->ok)
    jly_link_send_error (end->link, error);
  return NULL;
}

/* TRUE if both ends came to theirs. *n_taken: letters that the miner's side got this time. */
static gboolean
trade_with (PostFixture *fixture, const HurdlePlan *plan, gboolean answers, guint *n_taken)
{
  g_auto (LinkPair) pair = { 0 };
  End ends[2] = { { .fixture = fixture, .own = PROVIDER },
                  { .fixture = fixture, .own = MINER, .answers = answers } };
  GThread *called;

  link_pair_init (&pair);
  pair.plan = plan;
  link_pair_open (&pair);
  *n_taken = 0;
  if (pair.links[CALLER] == NULL || pair.links[CALLED] == NULL)
    return FALSE;
  ends[PROVIDER].link = pair.links[CALLER];
  ends[MINER].link = pair.links[CALLED];
  called = g_thread_new ("miner", trade_worker, &ends[MINER]);
  trade_worker (&ends[PROVIDER]);
  g_thread_join (called);
  for (guint i = 0; i < ends[MINER].report->taken->len; i++)
    *n_taken += ((const JlyPostCount *)ends[MINER].report->taken->pdata[i])->n;
  g_assert_cmpuint (ends[MINER].report->n_known, ==, 0); /* nothing comes twice */
  jly_post_report_free (ends[PROVIDER].report);
  jly_post_report_free (ends[MINER].report);
  return ends[PROVIDER].ok && ends[MINER].ok;
}

static gboolean
trade (PostFixture *fixture, const HurdlePlan *plan, guint *n_taken)
{
  return trade_with (fixture, plan, FALSE, n_taken);
}

/* What is written while the other is there goes with the same trade, and is confirmed. */
static void
test_answered_at_once (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (JlyUploadPart) part = part_new (TRUE);
  g_autoptr (GPtrArray) left = NULL;
  guint n = 0;

  hand_in (fixture, part);
  g_assert_true (trade_with (fixture, NULL, TRUE, &n));
  g_assert_cmpuint (n, ==, N_PIECES);
  g_assert_cmpuint (post_fixture_read (fixture, PROVIDER, MINER), ==, 1);
  left = post_fixture_gather (fixture, MINER);
  g_assert_cmpuint (left->len, ==, 1); /* its note */
}

/* What the miner took, and that the provider hears why no more. */
static gpointer
full_worker (gpointer data)
{
  End *end = data;
  g_autoptr (GError) error = NULL;

  end->report = jly_post_report_new ();
  end->ok = jly_courier_trade (end->link, end->fixture->parties[end->own].post,
                               end->fixture->parties[end->own].store, 1 - end->own,
                               end->own == PROVIDER, end->report, end->is_full ? answer_cb : NULL,
                               end, &error);
  g_assert_false (end->ok);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  if (end->is_full)
    jly_link_send_error (end->link, error);
  return NULL;
}

/* A study without room left takes no further turn, whatever the other has. */
static void
test_full (PostFixture *fixture, gconstpointer data)
{
  g_auto (LinkPair) pair = { 0 };
  End ends[2] = { { .fixture = fixture, .own = PROVIDER },
                  { .fixture = fixture, .own = MINER, .is_full = TRUE } };
  GThread *called;

  post_fixture_send (fixture, PROVIDER, MINER, JLY_POST_PIECE, 10);
  link_pair_init (&pair);
  link_pair_open (&pair);
  ends[PROVIDER].link = pair.links[CALLER];
  ends[MINER].link = pair.links[CALLED];
  called = g_thread_new ("miner", full_worker, &ends[MINER]);
  full_worker (&ends[PROVIDER]);
  g_thread_join (called);
  g_assert_cmpuint (ends[MINER].report->taken->len, ==, 1);
  g_assert_cmpuint (ends[MINER].report->n_bytes, >, 10);
  jly_post_report_free (ends[PROVIDER].report);
  jly_post_report_free (ends[MINER].report);
}

/* A member that brings answers of strangers without end: a turn of notes, one of answers, and a
 * last one. What it hears is of no account. */
static gpointer
flood_worker (gpointer data)
{
  End *end = data;
  const JlyAddress *miner = jly_address_book_get (end->fixture->book, MINER);
  const guint8 last[] = { 0, 1, 0 };
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);

  for (guint turn = 0; turn < G_N_ELEMENTS (last); turn++)
    {
      for (guint i = 0; turn == 1 && i < 3 * JLY_COURIER_MOST_JOINS; i++)
        {
          g_autoptr (JlyIdentity) stranger = jly_identity_generate ();
          g_autoptr (JlyEnvelope) letter = jly_envelope_new (
              end->fixture->book->study, NULL, miner->identity, 1, JLY_POST_JOIN, body);
          g_autoptr (GBytes) bytes = jly_envelope_seal (letter, stranger, miner->sealing, NULL);

          g_assert_true (jly_link_send (end->link, JLY_FRAME_ENVELOPE,
                                        g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                        NULL));
        }
      g_assert_true (jly_link_send (end->link, JLY_FRAME_ENVELOPE, &last[turn], 1, NULL));
      for (gsize n = 0; n != 1;)
        {
          g_autoptr (GBytes) heard
              = jly_link_receive (end->link, JLY_FRAME_ENVELOPE, JLY_ENVELOPE_MAX_BYTES, NULL);

          g_assert_nonnull (heard);
          n = g_bytes_get_size (heard);
        }
    }
  return NULL;
}

/* Of each answer memory holds one letter: of so many, only the first ones. */
static void
test_flood (PostFixture *fixture, gconstpointer data)
{
  g_auto (LinkPair) pair = { 0 };
  End ends[2] = { { .fixture = fixture, .own = PROVIDER }, { .fixture = fixture, .own = MINER } };
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  g_autoptr (GError) error = NULL;
  GThread *called;

  link_pair_init (&pair);
  link_pair_open (&pair);
  ends[PROVIDER].link = pair.links[CALLER];
  called = g_thread_new ("flood", flood_worker, &ends[PROVIDER]);
  g_assert_true (jly_courier_trade (pair.links[CALLED], fixture->parties[MINER].post,
                                    fixture->parties[MINER].store, PROVIDER, FALSE, report, NULL,
                                    NULL, &error));
  g_assert_no_error (error);
  g_thread_join (called);
  g_assert_cmpuint (report->joins->len, ==, JLY_COURIER_MOST_JOINS);
}

static void
test_by_link (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (JlyUploadPart) part = part_new (TRUE);
  g_autoptr (JlyUploadPart) arrived = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (trade (fixture, NULL, &n));
  g_assert_cmpuint (n, ==, 0);
  hand_in (fixture, part);
  post_fixture_send (fixture, MINER, PROVIDER, JLY_POST_RECEIPT, 10);
  g_assert_true (trade (fixture, NULL, &n));
  g_assert_cmpuint (n, ==, N_PIECES);
  arrived = read_pieces (fixture, &error);
  g_assert_no_error (error);
  assert_same (arrived, part);
  g_assert_cmpuint (post_fixture_read (fixture, PROVIDER, MINER), ==, 1);
  /* Notes apart, nothing waits on either side. */
  left = post_fixture_gather (fixture, PROVIDER);
  g_assert_cmpuint (left->len, ==, 1);
}

/* What the provider hands to the service for others. */
typedef struct
{
  PostFixture *fixture;
  JlyLink *link;
  const gboolean *is_away;
} Giving;

static gpointer
give_worker (gpointer data)
{
  const Giving *giving = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_carrier_give (giving->link, giving->fixture->parties[PROVIDER].post, SERVICE,
                                   giving->is_away, &error));
  g_assert_no_error (error);
  return NULL;
}

/* The provider is at the service, which keeps in dir what it brings; by how much that grew. */
static gint64
visit (PostFixture *fixture, const gboolean *is_away, const char *dir, guint64 room)
{
  g_auto (LinkPair) pair = { 0 };
  Giving giving = { .fixture = fixture, .is_away = is_away };
  g_autoptr (GPtrArray) brought = NULL;
  g_autoptr (GError) error = NULL;
  gint64 grown = 0;
  GThread *thread;

  link_pair_init (&pair);
  link_pair_open (&pair);
  giving.link = pair.links[CALLER];
  thread = g_thread_new ("provider", give_worker, &giving);
  brought = jly_carrier_get (pair.links[CALLED], "North", &error);
  g_assert_no_error (error);
  g_thread_join (thread);
  g_assert_true (jly_carrier_keep (dir, fixture->book, PROVIDER, brought, room, &grown, &error));
  g_assert_no_error (error);
  return grown;
}

/* Where the two never meet, a service keeps the pieces, with the bytes that they have anywhere, and
 * no longer than until they are confirmed. */
static void
test_carried (PostFixture *fixture, gconstpointer data)
{
  const gboolean is_away[FIXTURE_PARTIES] = { FALSE, TRUE, FALSE };
  g_autofree char *dir = g_dir_make_tmp ("jly-mail-XXXXXX", NULL);
  g_autoptr (JlyUploadPart) part = part_new (TRUE);
  g_autoptr (JlyUploadPart) arrived = NULL;
  g_autoptr (GPtrArray) sent = NULL, none = NULL, held = NULL, notes = NULL, left = NULL;
  g_autoptr (JlyPostReport) taken = NULL, confirmed = NULL;
  g_autoptr (GError) error = NULL;
  gint64 grown;

  hand_in (fixture, part);
  sent = post_fixture_gather (fixture, PROVIDER);
  visit (fixture, NULL, dir, G_MAXUINT64);
  none = jly_carrier_list (dir, fixture->book, MINER);
  g_assert_cmpuint (none->len, ==, 0);
  grown = visit (fixture, is_away, dir, G_MAXUINT64);
  g_assert_cmpint (grown, >, BLOB_BYTES);
  held = jly_carrier_list (dir, fixture->book, MINER);
  g_assert_cmpuint (held->len, ==, N_PIECES);
  for (guint i = 0; i < held->len; i++)
    g_assert_true (g_bytes_equal (held->pdata[i], sent->pdata[i]));
  taken = post_fixture_take_in (fixture, MINER, held);
  arrived = read_pieces (fixture, &error);
  g_assert_no_error (error);
  assert_same (arrived, part);
  notes = post_fixture_gather (fixture, MINER);
  confirmed = post_fixture_take_in (fixture, PROVIDER, notes);
  g_assert_cmpint (visit (fixture, is_away, dir, G_MAXUINT64), ==, -grown);
  left = jly_carrier_list (dir, fixture->book, MINER);
  g_assert_cmpuint (left->len, ==, 0);
  jly_folder_remove (dir);
}

/* What does not fit stays with who brings it, and what was there before makes room. */
static void
test_carried_within_room (PostFixture *fixture, gconstpointer data)
{
  const gboolean is_away[FIXTURE_PARTIES] = { FALSE, TRUE, FALSE };
  const guint64 room = 150000; /* two pieces */
  g_autofree char *dir = g_dir_make_tmp ("jly-mail-XXXXXX", NULL);
  g_autoptr (JlyUploadPart) part = part_new (TRUE);

  hand_in (fixture, part);
  g_assert_cmpint (visit (fixture, is_away, dir, 0), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) held = NULL;
      gint64 grown = visit (fixture, is_away, dir, i == 0 ? room : 0);

      g_assert_cmpint (grown, <=, i == 0 ? (gint64)room : 0);
      held = jly_carrier_list (dir, fixture->book, MINER);
      g_assert_cmpuint (held->len, ==, 2);
    }
  jly_folder_remove (dir);
}

static void
keep (PostFixture *fixture, const char *dir, guint from, GPtrArray *brought)
{
  g_autoptr (GError) error = NULL;
  gint64 grown = 0;

  g_assert_true (jly_carrier_keep (dir, fixture->book, from, brought, G_MAXUINT64, &grown, &error));
  g_assert_no_error (error);
}

static guint
count_held (PostFixture *fixture, const char *dir)
{
  g_autoptr (GPtrArray) held = jly_carrier_list (dir, fixture->book, MINER);

  return held->len;
}

static guint64
measure_held (PostFixture *fixture, const char *dir)
{
  g_autoptr (GPtrArray) held = jly_carrier_list (dir, fixture->book, MINER);
  guint64 n = 0;

  for (guint i = 0; i < held->len; i++)
    n += g_bytes_get_size (held->pdata[i]);
  return n;
}

/* Whatever somebody brings for one receiver, others have as much room there. */
static void
test_carried_of_one (PostFixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_dir_make_tmp ("jly-mail-XXXXXX", NULL);
  g_autoptr (GPtrArray) brought = NULL;
  guint64 n;

  for (guint i = 0; i < 40; i++)
    post_fixture_send (fixture, PROVIDER, MINER, JLY_POST_PIECE, 60000);
  brought = post_fixture_gather (fixture, PROVIDER);
  g_assert_cmpuint (brought->len, ==, 40);
  keep (fixture, dir, PROVIDER, brought);
  n = measure_held (fixture, dir);
  g_assert_cmpuint (n, >, 900000);
  g_assert_cmpuint (n, <=, 1 << 20);
  keep (fixture, dir, SERVICE, brought);
  g_assert_cmpuint (measure_held (fixture, dir), ==, 2 * n);
  jly_folder_remove (dir);
}

/* Two have more for a third than goes at once: each comes first at times. */
static void
test_carried_in_turn (PostFixture *fixture, gconstpointer data)
{
  const guint senders[] = { PROVIDER, SERVICE };
  g_autofree char *dir = g_dir_make_tmp ("jly-mail-XXXXXX", NULL);
  GPtrArray *letters[2] = { NULL };
  gboolean was_whole[2] = { FALSE };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path
          = g_strdup_printf ("%s/%u-%u" JLY_BUNDLE_ENDING, dir, MINER, senders[i]);

      letters[i] = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
      for (guint k = 0; k < 50; k++)
        g_ptr_array_add (letters[i], noise (60000));
      g_assert_true (jly_bundle_save (path, letters[i], NULL));
    }
  for (guint k = 0; k < 100 && !(was_whole[0] && was_whole[1]); k++)
    {
      g_autoptr (GPtrArray) held = jly_carrier_list (dir, fixture->book, MINER);

      for (guint i = 0; i < 2; i++)
        was_whole[i] = was_whole[i]
                       || g_ptr_array_find_with_equal_func (held, letters[i]->pdata[49],
                                                            (GEqualFunc)g_bytes_equal, NULL);
    }
  g_assert_true (was_whole[0] && was_whole[1]);
  for (guint i = 0; i < 2; i++)
    g_ptr_array_unref (letters[i]);
  jly_folder_remove (dir);
}

/* The same letters are not written again, and where others cannot be, those before stay. */
static void
test_carried_again (PostFixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_dir_make_tmp ("jly-mail-XXXXXX", NULL);
  g_autofree char *path = g_strdup_printf ("%s/%u-%u" JLY_BUNDLE_ENDING, dir, MINER, PROVIDER);
  g_autoptr (GPtrArray) brought = NULL, more = NULL, none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  struct rlimit before, small;
  GStatBuf first, second;
  gint64 grown = 0;

  post_fixture_send (fixture, PROVIDER, MINER, JLY_POST_PIECE, 10);
  brought = post_fixture_gather (fixture, PROVIDER);
  keep (fixture, dir, PROVIDER, brought);
  g_assert_cmpint (g_stat (path, &first), ==, 0);
  keep (fixture, dir, PROVIDER, brought);
  g_assert_cmpint (g_stat (path, &second), ==, 0);
  g_assert_true (first.st_ino == second.st_ino && first.st_mtim.tv_nsec == second.st_mtim.tv_nsec);

  post_fixture_send (fixture, PROVIDER, MINER, JLY_POST_PIECE, 60000);
  more = post_fixture_gather (fixture, PROVIDER);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 20000; /* as if the disk were full */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (
      jly_carrier_keep (dir, fixture->book, PROVIDER, more, G_MAXUINT64, &grown, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_IO);
  g_assert_cmpuint (count_held (fixture, dir), ==, 1);
  keep (fixture, dir, PROVIDER, more);
  g_assert_cmpuint (count_held (fixture, dir), ==, 2);
  keep (fixture, dir, PROVIDER, none);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  jly_folder_remove (dir);
}

/* The connection breaks within each piece; what arrived before is not sent again. */
static void
test_link_cut_at_every_piece (PostFixture *fixture, gconstpointer data)
{
  for (guint cut = 0; cut < N_PIECES; cut++)
    {
      g_autoptr (JlyUploadPart) part = part_new (TRUE);
      g_autoptr (JlyUploadPart) arrived = NULL;
      g_autoptr (GError) error = NULL;
      HurdlePlan plan = { .kind = HURDLE_TRUNCATE, .from_caller = TRUE };
      guint before = 0, after = 0;

      /* Somewhere within the envelope after so many; opening the link takes less than 4000. */
      plan.offset = 4000 + cut * 65800 + (guint)g_test_rand_int_range (0, 60000);
      hand_in (fixture, part);
      g_assert_false (trade (fixture, &plan, &before));
      g_assert_cmpuint (before, <=, cut + 1);
      g_assert_true (trade (fixture, NULL, &after));
      g_assert_cmpuint (before + after, ==, N_PIECES);
      arrived = read_pieces (fixture, &error);
      g_assert_no_error (error);
      assert_same (arrived, part);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/pieces/" name, PostFixture, NULL, post_fixture_set_up, func, post_fixture_tear_down)
  ADD ("whole", test_whole);
  ADD ("cut", test_cut_at_every_piece);
  ADD ("sent-again", test_sent_again);
  ADD ("another", test_another_upload);
  ADD ("unfit", test_unfit_pieces);
  ADD ("receipt", test_receipt);
  ADD ("link/whole", test_by_link);
  ADD ("link/answered-at-once", test_answered_at_once);
  ADD ("link/full", test_full);
  ADD ("link/flood", test_flood);
  ADD ("carried/whole", test_carried);
  ADD ("carried/room", test_carried_within_room);
  ADD ("carried/of-one", test_carried_of_one);
  ADD ("carried/in-turn", test_carried_in_turn);
  ADD ("carried/again", test_carried_again);
  ADD ("link/cut", test_link_cut_at_every_piece);
#undef ADD
  return g_test_run ();
}
