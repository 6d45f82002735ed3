/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time that is left: said when it can be trusted, and not before. */
#include "config.h"

#include "app/jly-time-left.h"

#define SECOND G_USEC_PER_SEC

/* n seconds of the same speed; returns the share that is done then. */
static double
go_on (JlyTimeLeft *left, gint64 *now, double share, double speed, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      *now += SECOND;
      share += speed;
      jly_time_left_add (left, *now, share);
    }
  return share;
}

static void
test_steady (void)
{
  JlyTimeLeft left = { 0 };
  gint64 now = 5 * SECOND;
  double share;

  g_assert_cmpuint (jly_time_left_get (&left), ==, 0);
  jly_time_left_add (&left, now, 0);
  share = go_on (&left, &now, 0, 0.01, 7);
  g_assert_cmpuint (jly_time_left_get (&left), ==, 0);
  share = go_on (&left, &now, share, 0.01, 1);
  g_assert_cmpuint (jly_time_left_get (&left), >=, 91);
  g_assert_cmpuint (jly_time_left_get (&left), <=, 92);
  share = go_on (&left, &now, share, 0.01, 42);
  g_assert_cmpuint (jly_time_left_get (&left), >=, 49);
  g_assert_cmpuint (jly_time_left_get (&left), <=, 50);
  /* Many reports in a second are one sample. */
  for (guint i = 0; i < 1000; i++)
    jly_time_left_add (&left, now + i, share);
  g_assert_cmpuint (jly_time_left_get (&left), >=, 49);
  go_on (&left, &now, share, 0.01, 50);
  g_assert_cmpuint (jly_time_left_get (&left), <=, 1);
  jly_time_left_add (&left, now + SECOND, 1);
  g_assert_cmpuint (jly_time_left_get (&left), ==, 0);
}

/* Silent while it speeds up, stands, creeps or begins again; and said again when it is even. */
static void
test_unsteady (void)
{
  JlyTimeLeft left = { 0 };
  gint64 now = 0;
  double share = go_on (&left, &now, 0, 0.002, 5);

  share = go_on (&left, &now, share, 0.02, 4);
  g_assert_cmpuint (jly_time_left_get (&left), ==, 0);
  share = go_on (&left, &now, share, 0.02, 4);
  g_assert_cmpuint (jly_time_left_get (&left), >, 0);
  share = go_on (&left, &now, share, 0, 4);
  g_assert_cmpuint (jly_time_left_get (&left), ==, 0);
  share = go_on (&left, &now, share, 0, 9);
  g_assert_cmpuint (jly_time_left_get (&left), ==, 0);
  share = go_on (&left, &now, share, 0.001, 20);
  g_assert_cmpuint (jly_time_left_get (&left), ==, 0);
  share = go_on (&left, &now, share, 0.02, 9);
  g_assert_cmpuint (jly_time_left_get (&left), >, 0);
  jly_time_left_add (&left, now + SECOND, 0.01);
  g_assert_cmpuint (jly_time_left_get (&left), ==, 0);
  g_assert_cmpfloat (share, >, 0.01);
}

static void
test_words (void)
{
  static const struct
  {
    guint seconds;
    const char *words;
  } cases[] = {
    { 0, NULL },
    { 1, "Less than a minute left" },
    { 59, "Less than a minute left" },
    { 60, "About 1 minute left" },
    { 61, "About 2 minutes left" },
    { 5400, "About 90 minutes left" },
    { 5401, "About 2 hours left" },
    { 9000, "About 3 hours left" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = jly_time_left_say (cases[i].seconds);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/time-left/steady", test_steady);
  g_test_add_func ("/app/time-left/unsteady", test_unsteady);
  g_test_add_func ("/app/time-left/words", test_words);
  return g_test_run ();
}
