/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters that their sender has erased: nobody waits for them, and nobody else's are passed over.
 */
#include "config.h"

#include "post/jly-post-private.h"
#include "post/post-fixture.h"

#include <sqlite3.h>
#include <string.h>

enum
{
  NORTH,
  SOUTH
};

#define STUDY FIXTURE_STUDY

/* As erasing does: rows go, numbers stay. */
static void
forget (PostFixture *fixture, guint party, guint64 first, guint64 last)
{
  g_autofree char *path = g_build_filename (fixture->parties[party].dir, "jointly.db", NULL);
  g_autofree char *sql = g_strdup_printf (
      "DELETE FROM outbox WHERE number BETWEEN %" G_GUINT64_FORMAT " AND %" G_GUINT64_FORMAT, first,
      last);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
assert_says (const JlyPostReport *report, const char *part)
{
  g_autofree char *said = post_fixture_say (report);

  if (strstr (said, part) == NULL)
    g_error ("“%s” is not in: %s", part, said);
}

static void
send_many (PostFixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    post_fixture_send (fixture, NORTH, SOUTH, JLY_POST_DECISION, i);
}

/* Those before, between and after others. */
static void
test_gone (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) envelopes = NULL;
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (JlyPostReport) report = NULL;
  g_autoptr (JlyPostReport) again = NULL;
  g_autoptr (JlyPostReport) confirmed = NULL;

  send_many (fixture, 7);
  forget (fixture, NORTH, 1, 1);
  forget (fixture, NORTH, 3, 4);
  forget (fixture, NORTH, 7, 7);
  envelopes = post_fixture_gather (fixture, NORTH);
  g_assert_cmpuint (envelopes->len, ==, 4); /* the note, 2, 5 and 6 */
  report = post_fixture_take_in (fixture, SOUTH, envelopes);
  assert_says (report, "“North” has erased 4 messages before they came");
  g_assert_cmpuint (report->problems->len, ==, 1); /* no gap is waited for */
  g_assert_cmpuint (post_fixture_read (fixture, SOUTH, NORTH), ==, 3);
  again = post_fixture_take_in (fixture, SOUTH, envelopes);
  g_assert_cmpuint (again->problems->len, ==, 0);
  back = post_fixture_gather (fixture, SOUTH);
  confirmed = post_fixture_take_in (fixture, NORTH, back);
  assert_says (confirmed, "“South” has received 7 messages of yours.");
  after = post_fixture_gather (fixture, NORTH);
  g_assert_cmpuint (after->len, ==, 0);
}

/* What was said to be gone and still comes, by a slow carrier, is taken as long as it is in order.
 */
static void
test_slow_carrier (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) slow = NULL;
  g_autoptr (GPtrArray) note = NULL;
  g_autoptr (JlyPostReport) said = NULL;
  g_autoptr (JlyPostReport) in_time = NULL;
  g_autoptr (JlyPostReport) late = NULL;
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  g_autoptr (GPtrArray) second = g_ptr_array_new ();

  send_many (fixture, 3);
  slow = post_fixture_gather (fixture, NORTH);
  g_ptr_array_add (first, slow->pdata[0]);
  g_ptr_array_add (second, slow->pdata[1]);
  forget (fixture, NORTH, 1, 2);
  note = post_fixture_gather (fixture, NORTH);
  said = post_fixture_take_in (fixture, SOUTH, note);
  assert_says (said, "has erased 2 messages");
  in_time = post_fixture_take_in (fixture, SOUTH, first);
  g_assert_cmpuint (in_time->taken->len, ==, 1);
  g_assert_cmpuint (post_fixture_read (fixture, SOUTH, NORTH), ==, 2); /* 1 and 3 */
  late = post_fixture_take_in (fixture, SOUTH, second);
  assert_says (late, "came after it had said that it was erased");
  g_assert_cmpuint (late->taken->len, ==, 0);
  g_assert_cmpuint (post_fixture_read (fixture, SOUTH, NORTH), ==, 0);
}

static GPtrArray *
write_note (PostFixture *fixture, guint64 first, guint64 last)
{
  const JlyAddress *south = jly_address_book_get (fixture->book, SOUTH);
  const JlyGivenUp given_up = { first, last };
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (JlyGivenUp));
  JlyPostNote note = { 0, all };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JlyEnvelope) envelope = NULL;
  GPtrArray *envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  g_array_append_val (all, given_up);
  body = jly_post_note_encode (&note);
  envelope
      = jly_envelope_new (fixture->book->study, NULL, south->identity, 0, JLY_POST_RECEIVED, body);
  g_ptr_array_add (envelopes, jly_envelope_seal (envelope, fixture->parties[NORTH].identity,
                                                 south->sealing, NULL));
  return envelopes;
}

/* Who lies loses letters of its own: those that are there stay, and others' are not touched. */
static void
test_liar (PostFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) north = NULL;
  g_autoptr (GPtrArray) east = NULL;
  g_autoptr (GPtrArray) lie = write_note (fixture, 1, G_MAXINT64 - 1);
  g_autoptr (JlyPostReport) first = NULL;
  g_autoptr (JlyPostReport) second = NULL;
  g_autoptr (JlyPostReport) third = NULL;
  JlyPostState state;

  send_many (fixture, 2);
  post_fixture_send (fixture, 2, SOUTH, JLY_POST_DECISION, 3);
  north = post_fixture_gather (fixture, NORTH);
  east = post_fixture_gather (fixture, 2);
  first = post_fixture_take_in (fixture, SOUTH, north);
  second = post_fixture_take_in (fixture, SOUTH, lie);
  third = post_fixture_take_in (fixture, SOUTH, east);
  assert_says (second, "has erased 4096 messages");
  g_assert_true (jly_store_post_get_state (fixture->parties[SOUTH].store, STUDY,
                                           jly_address_book_get (fixture->book, NORTH)->identity,
                                           &state, NULL));
  g_assert_cmpuint (state.received, ==, 2 + JLY_STORE_POST_WINDOW);
  g_assert_cmpuint (post_fixture_read (fixture, SOUTH, NORTH), ==, 2);
  g_assert_cmpuint (post_fixture_read (fixture, SOUTH, 2), ==, 1);
}

/* Every form but the two that are written is refused. */
static void
test_bytes (void)
{
  static const struct
  {
    guint8 bytes[12];
    gsize n;
  } wrong[] = {
    { { 0xa3, 1, 2, 2, 5, 3, 0x80 }, 7 },              /* nothing given up */
    { { 0xa3, 1, 2, 2, 5, 3, 0x81, 1 }, 8 },           /* without an end */
    { { 0xa3, 1, 2, 2, 5, 3, 0x82, 0, 1 }, 9 },        /* from zero */
    { { 0xa3, 1, 2, 2, 5, 3, 0x82, 3, 2 }, 9 },        /* backwards */
    { { 0xa3, 1, 3, 2, 5, 3, 0x82, 1, 2 }, 9 },        /* a later format */
    { { 0xa3, 1, 2, 2, 5, 3, 0x84, 1, 2, 3, 4 }, 11 }, /* one stretch in two */
    { { 0xa3, 1, 2, 2, 5, 3, 0x82, 1, 2, 0 }, 10 },    /* a byte more */
    { { 0x80 }, 1 },
  };
  static const guint8 right[] = { 0xa3, 1, 2, 2, 5, 3, 0x84, 1, 2, 4, 4 };
  g_autoptr (GBytes) fine = g_bytes_new_static (right, sizeof right);
  g_autoptr (GArray) given_up = NULL;
  g_autoptr (GBytes) again = NULL;
  JlyPostNote note;

  g_assert_true (jly_post_note_decode (fine, &note));
  given_up = note.given_up;
  g_assert_cmpuint (note.received, ==, 5);
  g_assert_cmpuint (given_up->len, ==, 2);
  again = jly_post_note_encode (&note);
  g_assert_true (g_bytes_equal (fine, again));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (wrong[i].bytes, wrong[i].n);

      if (jly_post_note_decode (bytes, &note))
        g_error ("form %u was taken", i);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/post/given-up/bytes", test_bytes);
#define ADD(name, func)                                                                            \
  g_test_add ("/post/given-up/" name, PostFixture, NULL, post_fixture_set_up, func,                \
              post_fixture_tear_down)
  ADD ("gone", test_gone);
  ADD ("slow-carrier", test_slow_carrier);
  ADD ("liar", test_liar);
#undef ADD
  return g_test_run ();
}
