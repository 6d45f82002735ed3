/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study's whole life on a disk that fails at write, truncation or sync number k, for every k:
 * what was acknowledged is there, the rest is there or not there, the budget never grows and no
 * number of an attempt comes twice.
 */
#include "config.h"

#include "store/bad-disk.h"
#include "store/kept-fixture.h"

#include "base/jly-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_OPERATIONS 400
#define NONE "no contract"

enum
{
  OPEN,
  CONTRACT,
  SIGN, /* seven times */
  FREEZE = SIGN + N_PEOPLE,
  PROPOSE,
  APPROVE, /* three times */
  START = APPROVE + 3,
  FAIL,
  START_AGAIN,
  ANSWER,
  PROPOSE_SECOND,
  APPROVE_SECOND, /* three times */
  START_SECOND = APPROVE_SECOND + 3,
  ANSWER_SECOND,
  NOTE,
  N_STEPS
};

/* The people and their signed things are the same in every run. */
typedef struct
{
  Kept kept;
  GBytes *contract, *questions[2];
  char *states[N_STEPS]; /* after each step, when opened again */
  guint64 number;        /* of the last attempt that was acknowledged */
} Life;

static gboolean
open_store (Life *life, GError **error)
{
  Kept *kept = &life->kept;

  g_clear_pointer (&kept->kept, jly_store_governance_free);
  g_clear_pointer (&kept->store, jly_store_close);
  kept->store = jly_store_open (kept->dir, error);
  return kept->store != NULL && jly_store_unlock (kept->store, kept->base.people[NORTH], error);
}

static gboolean
add_contract (Life *life, GError **error)
{
  Kept *kept = &life->kept;

  if (!jly_store_add_contract (kept->store, life->contract, NOW, error))
    return FALSE;
  kept->kept = jly_store_load_governance (kept->store, kept->base.contract->study_id, NOW, NULL);
  return kept->kept != NULL
         || (kept->kept
             = jly_store_load_governance (kept->store, kept->base.contract->study_id, NOW, error))
                != NULL;
}

static gboolean
answer (Life *life, guint question, GError **error)
{
  g_autoptr (GBytes) document = g_bytes_new_static ("yes", 3);

  return jly_store_answer (life->kept.kept, question, document, NOW, error);
}

/* Signatures of the contract, and those who say yes. */
static gboolean
run_signed_step (Life *life, guint step, GError **error)
{
  gboolean is_second = step >= APPROVE_SECOND;

  if (step < FREEZE)
    return kept_sign (&life->kept, step - SIGN, error);
  return kept_say (&life->kept, life->questions[is_second],
                   HARBOUR + step - (is_second ? APPROVE_SECOND : APPROVE), JLY_VERDICT_APPROVE,
                   error);
}

static gboolean
run_step (Life *life, guint step, GError **error)
{
  Kept *kept = &life->kept;

  switch (step)
    {
    case OPEN:
      return open_store (life, error);
    case CONTRACT:
      return add_contract (life, error);
    case FREEZE:
      return kept_freeze (kept, 4, 0, error);
    case PROPOSE:
    case PROPOSE_SECOND:
      return kept_propose (kept, life->questions[step == PROPOSE_SECOND], error);
    case START:
    case START_AGAIN:
    case START_SECOND:
      return kept_start (kept, step == START_SECOND, &life->number, error);
    case FAIL:
      return jly_store_fail_attempt (kept->kept, 0, JLY_ATTEMPT_MAY_RETRY, NOW, error);
    case ANSWER:
    case ANSWER_SECOND:
      return answer (life, step == ANSWER_SECOND, error);
    case NOTE:
      return jly_store_log (kept->store, kept->base.contract->study_id, "north", "done", error);
    default:
      return run_signed_step (life, step, error);
    }
}

static void
remove_files (const char *dir)
{
  g_autoptr (GDir) names = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
}

static void
begin_anew (Life *life)
{
  g_clear_pointer (&life->kept.kept, jly_store_governance_free);
  g_clear_pointer (&life->kept.store, jly_store_close);
  remove_files (life->kept.dir);
  life->number = 0;
}

/* What whoever opens the folder finds. Ends attempts that a dead process left, as a start does. */
static char *
describe_again (Life *life)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (open_store (life, &error));
  life->kept.kept = jly_store_load_governance (life->kept.store, life->kept.base.contract->study_id,
                                               NOW, &error);
  if (life->kept.kept == NULL)
    {
      g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
      return g_strdup (NONE);
    }
  return kept_describe (jly_store_governance_get (life->kept.kept, NULL));
}

static void
set_up (Life *life)
{
  memset (life, 0, sizeof *life);
  kept_set_up (&life->kept);
  life->contract = kept_encode_contract (&life->kept);
  kept_begin (&life->kept);
  for (guint i = 0; i < 2; i++)
    life->questions[i] = kept_question (&life->kept);
  for (guint last = 0; last < N_STEPS; last++)
    {
      g_autoptr (GError) error = NULL;

      begin_anew (life);
      for (guint step = 0; step <= last; step++)
        g_assert_true (run_step (life, step, &error));
      g_assert_no_error (error);
      life->states[last] = describe_again (life);
    }
}

static void
tear_down (Life *life)
{
  begin_anew (life);
  for (guint i = 0; i < N_STEPS; i++)
    g_free (life->states[i]);
  g_bytes_unref (life->contract);
  for (guint i = 0; i < 2; i++)
    g_bytes_unref (life->questions[i]);
  kept_tear_down (&life->kept);
}

/* How many operations a whole life has. */
static guint
count_operations (Life *life)
{
  begin_anew (life);
  bad_disk_set (BAD_DISK_GOOD, 0, 0);
  for (guint step = 0; step < N_STEPS; step++)
    g_assert_true (run_step (life, step, NULL));
  return bad_disk_get_count ();
}

/* The child: acknowledges each step by a byte and the number of the last attempt. */
static void
live_until_cut (Life *life, guint at, int acknowledge)
{
  bad_disk_set (BAD_DISK_POWER_CUT, at, at);
  for (guint step = 0; step < N_STEPS; step++)
    {
      guint8 told[2] = { (guint8)step, 0 };

      if (!run_step (life, step, NULL))
        _exit (1);
      told[1] = (guint8)life->number;
      if (write (acknowledge, told, sizeof told) != sizeof told)
        _exit (2);
    }
  _exit (0);
}

/* Runs a child to its end; the last step that it acknowledged, or -1. */
static int
run_child (Life *life, guint at, guint64 *number)
{
  int ends[2], status, last = -1;
  guint8 told[2];
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    live_until_cut (life, at, ends[1]);
  close (ends[1]);
  *number = 0;
  while (read (ends[0], told, sizeof told) == sizeof told)
    {
      last = told[0];
      *number = told[1];
    }
  close (ends[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, BAD_DISK_EXIT);
  return last;
}

static void
check_after_cut (Life *life, guint at)
{
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  const char *before, *after;
  guint64 number, next = 0;
  int last;

  begin_anew (life);
  last = run_child (life, at, &number);
  bad_disk_set (BAD_DISK_GOOD, 0, 0);
  found = describe_again (life);
  before = last < 0 ? NONE : life->states[last];
  after = life->states[MIN (last + 1, N_STEPS - 1)];
  if (strcmp (found, before) != 0 && strcmp (found, after) != 0)
    g_error ("cut at %u, after step %d: found “%s”, not “%s” or “%s”", at, last, found, before,
             after);
  /* The numbers that may have been used are used up. */
  g_assert_true (
      jly_store_next_attempt (life->kept.store, life->kept.base.contract->study_id, &next, &error));
  g_assert_cmpuint (next, >, number);
  if (life->kept.kept != NULL)
    g_assert_true (
        jly_store_verify_log (life->kept.store, life->kept.base.contract->study_id, &error));
}

static Life only;

static void
test_power_cut (void)
{
  guint n = MIN (count_operations (&only), MAX_OPERATIONS);
  g_test_message ("%u operations", n);
  for (guint at = 1; at <= n; at++)
    check_after_cut (&only, at);
}

/* After a failure memory is as the disk is, and neither has changed; the next try succeeds. */
static void
check_step (Life *life, guint step)
{
  g_autoptr (GError) error = NULL;

  if (run_step (life, step, &error))
    return;
  g_assert_true (error->domain == JLY_ERROR);
  g_assert_nonnull (jly_error_get_detail (error)->next);
  if (step > CONTRACT && step < START)
    {
      JlyGovernance *governance = jly_store_governance_get (life->kept.kept, NULL);
      g_autofree char *found = kept_describe (governance);

      g_assert_cmpstr (found, ==, life->states[step - 1]);
    }
  g_clear_error (&error);
  if (!run_step (life, step, &error))
    g_error ("step %u fails a second time: %s", step, error->message);
}

static void
check_with_error (Life *life, guint at)
{
  g_autofree char *found = NULL;

  begin_anew (life);
  bad_disk_set (BAD_DISK_ERROR, at, at);
  for (guint step = 0; step < N_STEPS; step++)
    {
      guint64 number = life->number;

      check_step (life, step);
      if (step == START || step == START_AGAIN || step == START_SECOND)
        g_assert_cmpuint (life->number, >, number);
    }
  bad_disk_set (BAD_DISK_GOOD, 0, 0);
  found = describe_again (life);
  g_assert_cmpstr (found, ==, life->states[N_STEPS - 1]);
}

static void
test_error (void)
{
  guint n = MIN (count_operations (&only), MAX_OPERATIONS);
  for (guint at = 1; at <= n; at++)
    check_with_error (&only, at);
}

/* A disk that is full stays full: nothing is acknowledged any more, and that is said in words. */
static void
test_full (void)
{
  for (guint step = CONTRACT; step < N_STEPS; step++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *found = NULL;

      begin_anew (&only);
      bad_disk_set (BAD_DISK_GOOD, 0, 0);
      for (guint i = 0; i < step; i++)
        g_assert_true (run_step (&only, i, NULL));
      bad_disk_set (BAD_DISK_FULL, 1, 0);
      g_assert_false (run_step (&only, step, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_IO);
      g_assert_nonnull (strstr (jly_error_get_detail (error)->next, "full"));
      bad_disk_set (BAD_DISK_GOOD, 0, 0);
      found = describe_again (&only);
      g_assert_cmpstr (found, ==, step == CONTRACT ? NONE : only.states[step - 1]);
    }
}

int
main (int argc, char **argv)
{
  int code;

  bad_disk_install ();
  g_test_init (&argc, &argv, NULL);
  set_up (&only);
  g_test_add_func ("/store/bad-disk/power-cut", test_power_cut);
  g_test_add_func ("/store/bad-disk/error", test_error);
  g_test_add_func ("/store/bad-disk/full", test_full);
  code = g_test_run ();
  tear_down (&only);
  return code;
}
