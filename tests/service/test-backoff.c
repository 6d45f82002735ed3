/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/jly-service-backoff.h"

#define SECOND G_TIME_SPAN_SECOND

static void
test_later_and_later (void)
{
  JlyServiceBackoff backoff = { 0 };
  gint64 last = 0;

  g_assert_true (jly_service_backoff_is_due (&backoff, 0));
  for (guint i = 0; i < 40; i++)
    {
      jly_service_backoff_fail (&backoff, 0, 60000, 0);
      g_assert_cmpint (backoff.next, >=, last);
      g_assert_cmpint (backoff.next, <=, 60 * SECOND);
      g_assert_true (i == 0 || last == 60 * SECOND || backoff.next == MIN (2 * last, 60 * SECOND));
      last = backoff.next;
    }
  g_assert_cmpint (last, ==, 60 * SECOND);
  g_assert_false (jly_service_backoff_is_due (&backoff, last - 1));
  g_assert_true (jly_service_backoff_is_due (&backoff, last));
  jly_service_backoff_succeed (&backoff, 0, 5000, 0);
  g_assert_cmpint (backoff.next, ==, 5 * SECOND);
  jly_service_backoff_fail (&backoff, 0, 60000, 0);
  g_assert_cmpint (backoff.next, <, SECOND);
}

/* Never later than said, at most a quarter earlier, and not all alike. */
static void
test_spread (void)
{
  gint64 first = 0;
  gboolean differs = FALSE;

  for (guint i = 0; i < 1000; i++)
    {
      JlyServiceBackoff backoff = { .n_failed = 30 };

      jly_service_backoff_fail (&backoff, SECOND, 60000, i * 2654435761u);
      g_assert_cmpint (backoff.next, <=, 61 * SECOND);
      g_assert_cmpint (backoff.next, >=, 46 * SECOND);
      differs = differs || (i > 0 && backoff.next != first);
      first = backoff.next;
    }
  g_assert_true (differs);
}

/* A twentieth of the time at work, and never long; a clock that went back is no work. */
static void
test_rest (void)
{
  g_assert_cmpint (jly_service_backoff_rest (SECOND, SECOND + SECOND / 100, 19, 2000), ==,
                   SECOND + SECOND / 5);
  g_assert_cmpint (jly_service_backoff_rest (SECOND, 9 * SECOND, 19, 2000), ==, 11 * SECOND);
  g_assert_cmpint (jly_service_backoff_rest (SECOND, SECOND, 19, 2000), ==, SECOND);
  g_assert_cmpint (jly_service_backoff_rest (2 * SECOND, SECOND, 19, 2000), ==, SECOND);
}

/* What is due, has been due for hours or never will be: a look follows another one neither at once
 * nor after more than a minute. */
static void
test_pause (void)
{
  const gint64 now = 7200 * SECOND;
  const gint64 due[] = { G_MININT64 / 2, 0, now - SECOND, now, now + SECOND / 20 };

  for (guint i = 0; i < G_N_ELEMENTS (due); i++)
    g_assert_cmpuint (jly_service_backoff_pause (now, due[i], 100, 60000), ==, 100);
  g_assert_cmpuint (jly_service_backoff_pause (now, now + SECOND, 100, 60000), ==, 1001);
  g_assert_cmpuint (jly_service_backoff_pause (now, now + 61 * SECOND, 100, 60000), ==, 60000);
  g_assert_cmpuint (jly_service_backoff_pause (now, G_MAXINT64, 100, 60000), ==, 60000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/backoff/later-and-later", test_later_and_later);
  g_test_add_func ("/service/backoff/spread", test_spread);
  g_test_add_func ("/service/backoff/rest", test_rest);
  g_test_add_func ("/service/backoff/pause", test_pause);
  return g_test_run ();
}
