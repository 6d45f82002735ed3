/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/jly-service-calls.h"

#include <string.h>

#define LASTING 1000
#define MANY 1000u

static void
make_hash (guint i, guint8 hash[JLY_HASH_BYTES])
{
  memset (hash, 0, JLY_HASH_BYTES);
  memcpy (hash, &i, sizeof i);
}

static void
add (JlyServiceCalls *calls, guint i, gint64 now)
{
  guint8 hash[JLY_HASH_BYTES];

  make_hash (i, hash);
  jly_service_calls_add (calls, hash, now);
}

static gboolean
take (JlyServiceCalls *calls, guint i, gint64 now)
{
  guint8 hash[JLY_HASH_BYTES];

  make_hash (i, hash);
  return jly_service_calls_take (calls, hash, now);
}

static void
test_taken_once (void)
{
  g_autoptr (JlyServiceCalls) calls = jly_service_calls_new (LASTING);

  g_assert_false (jly_service_calls_has_any (calls, 1));
  g_assert_false (take (calls, 0, 1));
  add (calls, 7, 1);
  add (calls, 7, 2);
  g_assert_true (jly_service_calls_has_any (calls, 2));
  g_assert_false (take (calls, 8, 2));
  g_assert_true (take (calls, 7, 2));
  g_assert_false (take (calls, 7, 2));
  g_assert_false (jly_service_calls_has_any (calls, 2));
}

/* Who called no longer waits; who called again does. */
static void
test_too_long_ago (void)
{
  g_autoptr (JlyServiceCalls) calls = jly_service_calls_new (LASTING);

  add (calls, 1, 0);
  add (calls, 2, 0);
  add (calls, 2, LASTING);
  g_assert_true (jly_service_calls_has_any (calls, LASTING));
  g_assert_false (take (calls, 1, LASTING + 1));
  g_assert_true (take (calls, 2, LASTING + 1));
  g_assert_false (jly_service_calls_has_any (calls, LASTING + 1));
}

/* Studies of the same partners call for what is none of this one's: its own call is still heard. */
static void
test_many_of_others (void)
{
  g_autoptr (JlyServiceCalls) calls = jly_service_calls_new (LASTING);

  for (guint i = 0; i < MANY; i++)
    add (calls, i, 0);
  add (calls, MANY, 0);
  g_assert_true (take (calls, MANY, 0));
  g_assert_false (take (calls, 0, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/calls/taken-once", test_taken_once);
  g_test_add_func ("/service/calls/too-long-ago", test_too_long_ago);
  g_test_add_func ("/service/calls/many-of-others", test_many_of_others);
  return g_test_run ();
}
