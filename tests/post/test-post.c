/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters between parties that are never there together, by carriers that lose, repeat and change.
 */
#include "config.h"

#include "post/post-fixture.h"

#include "base/jly-cbor-writer.h"
#include "base/jly-error.h"

#include <string.h>

enum
{
  NORTH,
  SOUTH,
  EAST
};

static void
assert_says (const JlyPostReport *report, const char *part)
{
  g_autofree char *said = post_fixture_say (report);

  if (strstr (said, part) == NULL)
    g_error ("“%s” is not in: %s", part, said);
}

static JlyPostReport *
bring (PostFixture *fixture, guint from, guint to)
{
  g_autoptr (GPtrArray) envelopes = post_fixture_gather (fixture, from);

  return post_fixture_take_in (fixture, to, envelopes);
}

static void
test_to_and_fro (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (JlyPostReport) first = NULL;
  g_autoptr (JlyPostReport) again = NULL;
  g_autoptr (JlyPostReport) back = NULL;
  g_autoptr (JlyPostReport) last = NULL;
  g_autoptr (GPtrArray) left = NULL;

  post_fixture_send (fixture, NORTH, SOUTH, JLY_POST_QUESTION, 10);
  post_fixture_send (fixture, NORTH, SOUTH, JLY_POST_DECISION, 10);
  post_fixture_send (fixture, NORTH, SOUTH, JLY_POST_DECISION, 10);
  post_fixture_send (fixture, NORTH, EAST, JLY_POST_QUESTION, 10);
  first = bring (fixture, NORTH, SOUTH);
  assert_says (first, "3 messages from “North”: its question, 2 decisions on questions.");
  assert_says (first, "1 message is for “East”.");
  again = bring (fixture, NORTH, SOUTH);
  assert_says (again, "3 messages were here already.");
  g_assert_cmpuint (again->taken->len, ==, 0);
  back = bring (fixture, SOUTH, NORTH);
  assert_says (back, "“South” has received 3 messages of yours.");
  left = post_fixture_gather (fixture, NORTH);
  g_assert_cmpuint (left->len, ==, 1); /* East's */
  g_assert_cmpuint (post_fixture_read (fixture, SOUTH, NORTH), ==, 3);
  post_fixture_reopen (fixture, SOUTH);
  g_assert_cmpuint (post_fixture_read (fixture, SOUTH, NORTH), ==, 0);
  last = bring (fixture, SOUTH, NORTH);
  assert_says (last, "There was nothing in it for you.");
}

static void
test_gap (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) envelopes = NULL;
  g_autoptr (JlyPostReport) without = NULL;
  g_autoptr (JlyPostReport) whole = NULL;
  g_autoptr (GBytes) second = NULL;

  for (guint i = 0; i < 3; i++)
    post_fixture_send (fixture, NORTH, SOUTH, JLY_POST_DECISION, i);
  envelopes = post_fixture_gather (fixture, NORTH);
  second = g_bytes_ref (envelopes->pdata[1]);
  g_ptr_array_remove_index (envelopes, 1);
  without = post_fixture_take_in (fixture, SOUTH, envelopes);
  assert_says (without, "Message 2 from “North” is missing");
  g_assert_cmpuint (post_fixture_read (fixture, SOUTH, NORTH), ==, 1);
  g_ptr_array_add (envelopes, g_steal_pointer (&second));
  whole = post_fixture_take_in (fixture, SOUTH, envelopes);
  g_assert_cmpuint (whole->problems->len, ==, 0);
  g_assert_cmpuint (post_fixture_read (fixture, SOUTH, NORTH), ==, 2);
}

/* One that is bad does not keep the others out. */
static void
test_bad_among_good (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) envelopes = NULL;
  g_autoptr (JlyPostReport) report = NULL;
  g_autofree guint8 *changed = NULL;
  gsize n;

  for (guint i = 0; i < 2; i++)
    post_fixture_send (fixture, NORTH, SOUTH, JLY_POST_DECISION, 10);
  envelopes = post_fixture_gather (fixture, NORTH);
  n = g_bytes_get_size (envelopes->pdata[0]);
  changed = g_memdup2 (g_bytes_get_data (envelopes->pdata[0], NULL), n);
  changed[n - 1] ^= 1;
  g_ptr_array_insert (envelopes, 0, g_bytes_new (changed, n));
  g_ptr_array_insert (envelopes, 0, g_bytes_new ("something else", 14));
  report = post_fixture_take_in (fixture, SOUTH, envelopes);
  assert_says (report, "A message is damaged or was changed on its way.");
  assert_says (report, "2 messages from “North”");
  g_assert_cmpuint (report->n_strange, ==, 1);
}

static GPtrArray *
write_as (JlyIdentity *sender, PostFixture *fixture, guint64 number, guint kind, GBytes *body)
{
  const JlyAddress *south = jly_address_book_get (fixture->book, SOUTH);
  g_autoptr (JlyEnvelope) envelope
      = jly_envelope_new (fixture->book->study, NULL, south->identity, number, kind, body);
  GPtrArray *envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  g_ptr_array_add (envelopes, jly_envelope_seal (envelope, sender, south->sealing, NULL));
  return envelopes;
}

static void
test_stranger (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (JlyIdentity) stranger = jly_identity_generate ();
  g_autoptr (GBytes) body = g_bytes_new ("x", 1);
  g_autoptr (GPtrArray) decision = write_as (stranger, fixture, 1, JLY_POST_DECISION, body);
  g_autoptr (GPtrArray) join = write_as (stranger, fixture, 1, JLY_POST_JOIN, body);
  g_autoptr (JlyPostReport) refused = post_fixture_take_in (fixture, SOUTH, decision);
  g_autoptr (JlyPostReport) heard = post_fixture_take_in (fixture, SOUTH, join);

  assert_says (refused, "somebody who is not in the study");
  g_assert_cmpuint (refused->taken->len, ==, 0);
  g_assert_cmpuint (heard->joins->len, ==, 1);
  assert_says (heard, "1 answer to an invitation.");
}

/* A party that forgot what it sent gives one number twice. */
static void
test_contradiction (PostFixture *fixture, gconstpointer data)
{
  JlyIdentity *north = fixture->parties[NORTH].identity;
  g_autoptr (GBytes) yes = g_bytes_new ("yes", 3);
  g_autoptr (GBytes) no = g_bytes_new ("no", 2);
  g_autoptr (GPtrArray) first = write_as (north, fixture, 1, JLY_POST_DECISION, yes);
  g_autoptr (GPtrArray) second = write_as (north, fixture, 1, JLY_POST_DECISION, no);
  g_autoptr (GPtrArray) unnumbered = write_as (north, fixture, 0, JLY_POST_DECISION, no);
  g_autoptr (GPtrArray) far = write_as (north, fixture, 99999, JLY_POST_DECISION, no);
  g_autoptr (JlyPostReport) taken = post_fixture_take_in (fixture, SOUTH, first);
  g_autoptr (JlyPostReport) refused = post_fixture_take_in (fixture, SOUTH, second);
  g_autoptr (JlyPostReport) lost = post_fixture_take_in (fixture, SOUTH, unnumbered);
  g_autoptr (JlyPostReport) early = post_fixture_take_in (fixture, SOUTH, far);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyEnvelope) letter = NULL;

  g_assert_cmpuint (taken->taken->len, ==, 1);
  assert_says (refused, "Two different messages from “North” have the number 1");
  assert_says (lost, "A message has no number");
  assert_says (early, "Too many messages before this one from “North” are missing.");
  letter = jly_post_next (fixture->parties[SOUTH].post, NORTH, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (letter->body, yes));
}

static GBytes *
note_of (guint64 received)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_put_uint (writer, received);
  return jly_cbor_writer_finish (writer, NULL);
}

static void
test_notes (PostFixture *fixture, gconstpointer data)
{
  JlyIdentity *north = fixture->parties[NORTH].identity;
  g_autoptr (GBytes) beyond = note_of (7);
  g_autoptr (GBytes) right = note_of (1);
  g_autoptr (GBytes) wrong = g_bytes_new ("x", 1);
  g_autoptr (GPtrArray) rolled_back = write_as (north, fixture, 0, JLY_POST_RECEIVED, beyond);
  g_autoptr (GPtrArray) unreadable = write_as (north, fixture, 0, JLY_POST_RECEIVED, wrong);
  g_autoptr (GPtrArray) numbered = write_as (north, fixture, 1, JLY_POST_RECEIVED, right);
  g_autoptr (JlyPostReport) first = NULL;
  g_autoptr (JlyPostReport) second = NULL;
  g_autoptr (JlyPostReport) third = NULL;

  post_fixture_send (fixture, SOUTH, NORTH, JLY_POST_DECISION, 1);
  first = post_fixture_take_in (fixture, SOUTH, rolled_back);
  second = post_fixture_take_in (fixture, SOUTH, unreadable);
  third = post_fixture_take_in (fixture, SOUTH, numbered);
  assert_says (first, "messages of yours that this computer does not know of");
  assert_says (second, "cannot be read");
  assert_says (third, "cannot be read");
  g_assert_cmpuint (first->confirmed->len + third->confirmed->len, ==, 0);
}

static void
test_limited_gathering (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GPtrArray) to_east = NULL;
  gboolean is_all = TRUE;

  for (guint i = 0; i < 5; i++)
    post_fixture_send (fixture, NORTH, SOUTH, JLY_POST_DECISION, 2000);
  post_fixture_send (fixture, NORTH, EAST, JLY_POST_DECISION, 2000);
  some = jly_post_gather (fixture->parties[NORTH].post, -1, 13000, &is_all, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 3);
  g_assert_false (is_all);
  to_east = jly_post_gather (fixture->parties[NORTH].post, EAST, G_MAXSIZE, &is_all, &error);
  g_assert_cmpuint (to_east->len, ==, 1);
  g_assert_true (is_all);
}

/* Carriers that lose, repeat and reorder: in the end each has read all, once, in order. */
static void
test_careless_carriers (PostFixture *fixture, gconstpointer data)
{
  guint sent[FIXTURE_PARTIES][FIXTURE_PARTIES] = { 0 },
        read[FIXTURE_PARTIES][FIXTURE_PARTIES] = { 0 };

  for (guint step = 0; step < 120; step++)
    {
      guint from = (guint)g_test_rand_int_range (0, FIXTURE_PARTIES);
      guint to = (from + (guint)g_test_rand_int_range (1, FIXTURE_PARTIES)) % FIXTURE_PARTIES;
      gboolean is_calm = step >= 100;
      g_autoptr (GPtrArray) envelopes = NULL;
      g_autoptr (JlyPostReport) report = NULL;

      if (!is_calm)
        {
          post_fixture_send (fixture, from, to, JLY_POST_DECISION, sent[from][to]);
          sent[from][to]++;
        }
      else
        {
          from = step % FIXTURE_PARTIES;
          to = (from + 1 + step / FIXTURE_PARTIES % 2) % FIXTURE_PARTIES;
        }
      envelopes = post_fixture_gather (fixture, from);
      for (guint i = 0; !is_calm && i < envelopes->len; i++)
        {
          guint other = (guint)g_test_rand_int_range (0, (gint32)envelopes->len);
          gpointer kept = envelopes->pdata[i];

          envelopes->pdata[i] = envelopes->pdata[other];
          envelopes->pdata[other] = kept;
          if (g_test_rand_int_range (0, 4) == 0)
            g_ptr_array_remove_index (envelopes, i);
        }
      report = post_fixture_take_in (fixture, to, envelopes);
      if (g_test_rand_int_range (0, 8) == 0)
        post_fixture_reopen (fixture, to);
      read[from][to] += post_fixture_read (fixture, to, from);
    }
  for (guint i = 0; i < FIXTURE_PARTIES; i++)
    for (guint j = 0; j < FIXTURE_PARTIES; j++)
      g_assert_cmpuint (read[i][j], ==, sent[i][j]);
}

/* Somebody sends something wrong a thousand times, each in another way. */
static void
test_many_problems (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (JlyPostReport) report = jly_post_report_new ();

  for (guint i = 0; i < 1000; i++)
    jly_post_report_problem (report, g_error_new (JLY_ERROR, JLY_ERROR_PROTOCOL, "Problem %u.", i));
  g_assert_cmpuint (report->problems->len, ==, JLY_POST_MOST_PROBLEMS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/post/" name, PostFixture, NULL, post_fixture_set_up, func, post_fixture_tear_down)
  ADD ("to-and-fro", test_to_and_fro);
  ADD ("gap", test_gap);
  ADD ("bad-among-good", test_bad_among_good);
  ADD ("stranger", test_stranger);
  ADD ("contradiction", test_contradiction);
  ADD ("notes", test_notes);
  ADD ("limited", test_limited_gathering);
  ADD ("many-problems", test_many_problems);
  ADD ("careless", test_careless_carriers);
#undef ADD
  return g_test_run ();
}
