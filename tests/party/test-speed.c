/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measuring this computer: with real computing parties; stopping it; what figures mean in words. */
#include "config.h"

#include "base/jly-error.h"
#include "party/jly-json.h"
#include "party/jly-speed.h"
#include "party/jly-trio.h"
#include "study/jly-study.h"

static void
progress_cb (double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >, *last);
  *last = fraction;
}

static void
test_measure (void)
{
  g_autoptr (GError) error = NULL;
  JlySpeed speed = { 0 };
  double last = 0;

  g_assert_true (jly_speed_measure (&speed, progress_cb, &last, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (last, ==, 1);
  for (guint i = 0; i < JLY_N_SPEED_WORKS; i++)
    {
      g_assert_cmpfloat (speed.figures[i].seconds, >, 0);
      g_assert_cmpuint (speed.figures[i].bytes, >, 0);
      g_assert_cmpuint (speed.figures[i].rounds, >, 0);
    }
  g_assert_cmpuint (speed.figures[JLY_SPEED_ROUND].rounds, ==, speed.figures[JLY_SPEED_ROUND].n);
  g_assert_cmpuint (speed.figures[JLY_SPEED_SEND].bytes, ==, speed.figures[JLY_SPEED_SEND].n);
  g_assert_cmpuint (speed.figures[JLY_SPEED_LARGE_BID].bytes, >,
                    4 * speed.figures[JLY_SPEED_SMALL_BID].bytes);
}

static void
cancel_cb (double fraction, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_stop_before (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  JlySpeed speed = { 0 };

  g_cancellable_cancel (cancellable);
  g_assert_false (jly_speed_measure (&speed, NULL, NULL, cancellable, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CANCELLED);
}

static void
test_stop_under_way (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  JlySpeed speed = { 0 };

  g_assert_false (jly_speed_measure (&speed, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CANCELLED);
  g_assert_cmpfloat (speed.figures[JLY_SPEED_LARGE_BID].seconds, ==, 0);
}

/* A member that ends instead of answering is no reason to wait. */
static void
test_member_ends (void)
{
  const char *const argv[] = { "true", NULL };
  g_autoptr (GError) error = NULL;
  JlyTrio *trio = jly_trio_new (argv, NULL, NULL, NULL, &error);

  g_assert_null (trio);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
}

/* seconds for the smaller and the larger joint bid. */
static JlySpeed
make_speed (double small, double large)
{
  return (JlySpeed){ .figures = {
                         [JLY_SPEED_ROUND] = { 1000, 0.03, 2000, 1000 },
                         [JLY_SPEED_SEND] = { 1000000, 0.01, 1000000, 1 },
                         [JLY_SPEED_COMPARE] = { 200000, 0.1, 4600000, 7 },
                         [JLY_SPEED_SORT] = { 10000, 0.25, 2000000, 200 },
                         [JLY_SPEED_SMALL_BID] = { 500, small, 100000, 50 },
                         [JLY_SPEED_LARGE_BID] = { 4000, large, 800000, 60 },
                     } };
}

static void
test_predictions (void)
{
  JlySpeed speed = make_speed (1, 8);
  const JlySpeedDistance far = { 0.5, 1000000 };

  g_assert_cmpfloat_with_epsilon (jly_speed_predict_bid (&speed, 500, NULL), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (jly_speed_predict_bid (&speed, 4000, NULL), 8, 1e-9);
  g_assert_cmpfloat_with_epsilon (jly_speed_predict_bid (&speed, 10000, NULL), 20, 1e-9);
  /* 60 rounds of half a second, and 2 million bytes. */
  g_assert_cmpfloat_with_epsilon (jly_speed_predict_bid (&speed, 10000, &far), 20 + 30 + 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (jly_speed_predict_compare (&speed, 400000, &far), 0.2 + 3.5 + 9.2,
                                  1e-9);
  /* Ten times as many rows, one and a quarter times as many steps. */
  g_assert_cmpfloat_with_epsilon (jly_speed_predict_sort (&speed, 100000, NULL), 3.125, 1e-9);
  g_assert_cmpfloat_with_epsilon (jly_speed_predict_sort (&speed, 100000, &far), 3.125 + 125 + 25,
                                  1e-9);
  g_assert_cmpuint (jly_speed_get_most_rows (&speed), ==, JLY_STUDY_MAX_ROWS);
}

static void
assert_summary (double small, double large, guint64 most, const char *summary)
{
  JlySpeed speed = make_speed (small, large);
  g_autofree char *words = jly_speed_dup_summary (&speed);

  g_assert_cmpuint (jly_speed_get_most_rows (&speed), ==, most);
  g_assert_cmpstr (words, ==, summary);
}

static void
test_words (void)
{
  g_autoptr (GPtrArray) lines = NULL;
  JlySpeed speed = make_speed (1, 8);
  const JlySpeedLine *last;

  assert_summary (1, 8, 10000,
                  "This computer is good for every joint bid: 10\u202f000 rows, the most that a "
                  "study can have, take about 20 seconds.");
  assert_summary (10, 80, 1000,
                  "This computer is good for joint bids of up to 1\u202f000 rows, which take about "
                  "20 seconds.");
  assert_summary (1e6, 8e6, 0,
                  "This computer is too slow, or too busy, for a rehearsal of ten rows within a "
                  "minute.");
  lines = jly_speed_dup_lines (&speed);
  g_assert_cmpuint (lines->len, ==, 5);
  last = lines->pdata[4];
  g_assert_cmpstr (last->what, ==, "Comparing 1\u202f000\u202f000 pairs of figures");
  g_assert_cmpstr (last->here, ==, "On this computer alone: less than a second");
  g_assert_cmpstr (last->apart, ==, "Over the internet: about 10 seconds");
}

static void
test_json (void)
{
  JlySpeed speed = make_speed (1, 8);
  g_autoptr (JsonObject) object = jly_speed_to_json (&speed);
  JsonObject *figures = jly_json_get_object (object, "figures");

  g_assert_cmpint (jly_json_get_number (object, "most_rows", 0), ==, JLY_STUDY_MAX_ROWS);
  g_assert_cmpint (jly_json_get_number (jly_json_get_object (figures, "large_bid"), "rounds", 0),
                   ==, 60);
  g_assert_cmpuint (json_array_get_length (jly_json_get_array (object, "lines")), ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/speed/predictions", test_predictions);
  g_test_add_func ("/party/speed/words", test_words);
  g_test_add_func ("/party/speed/json", test_json);
  g_test_add_func ("/party/speed/measure", test_measure);
  g_test_add_func ("/party/speed/stop-before", test_stop_before);
  g_test_add_func ("/party/speed/stop-under-way", test_stop_under_way);
  g_test_add_func ("/party/speed/member-ends", test_member_ends);
  return g_test_run ();
}
