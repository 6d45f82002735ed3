/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study of three companies and three computing parties, of which one is killed at each durable
 * write of its computation, as by kill -9. When all have started again and computed once more where
 * one of them still wants that, every company reads the same result, charged once.
 */
#include "config.h"

#include "party/members-fixture.h"
#include "post/dying-vfs.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define VICTIM N_COMPANIES
#define STRIDE 9 /* unless all are wanted (-m slow); tears fall on every second one */

/* In a process of its own; how many durable writes it made goes into FILE. */
static pid_t
compute (const Members *self, guint i, guint die_at)
{
  g_autofree char *path = g_strdup_printf ("%s/writes", self->root);
  g_autofree char *text = NULL;
  JlySessionSummary summary;
  JlyMember *member;
  guint before;
  pid_t child = fork ();

  if (child != 0)
    return child;
  dying_vfs_install (die_at);
  member = members_open (self, i);
  before = dying_vfs_count ();
  jly_member_run (member, 0, self->addresses, &summary, NULL);
  members_close (member);
  text = g_strdup_printf ("%u %u", before, dying_vfs_count ());
  if (i == VICTIM)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  _exit (0);
}

static void
compute_all (const Members *self, guint die_at)
{
  pid_t children[JLY_STUDY_MINERS];

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    children[i] = compute (self, N_COMPANIES + i, i == 0 ? die_at : 0);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      int status;

      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_true (WIFEXITED (status));
      g_assert_true (WEXITSTATUS (status) == 0 || (i == 0 && WEXITSTATUS (status) == DYING_STATUS));
    }
}

static void
check_result (const Members *self, guint i, const char *name)
{
  g_autoptr (GError) error = NULL;
  JlyMember *member = members_open (self, i);
  g_autoptr (JlyResult) result = jly_member_get_result (member, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (jly_result_find (result, "sum", name)->value, ==, "60");
  members_close (member);
}

static void
check_all (const Members *self)
{
  JlyMember *member;

  for (guint round = 0; round < 2; round++)
    members_visit_miners (self);
  check_result (self, 0, "north");
  check_result (self, 1, "harbour");
  check_result (self, 2, "ridge");
  for (guint i = N_COMPANIES; i < N_MEMBERS; i++)
    {
      const JlyGovernance *governance;

      member = members_open (self, i);
      governance = jly_store_governance_get (member->governance, NULL);
      g_assert_cmpint (jly_governance_get_stage (governance, 0, self->now), ==,
                       JLY_PROPOSAL_ANSWERED);
      g_assert_cmpuint (jly_governance_get_budget (governance), ==, 0);
      members_close (member);
    }
}

/* From what was prepared; FALSE if it was not killed any more. */
static gboolean
play (const Members *prepared, guint die_at, guint *first, guint *last)
{
  Members world;
  g_autofree char *suffix = g_strdup_printf ("%u", die_at);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  members_copy (prepared, suffix, &world);
  compute_all (&world, die_at);
  path = g_strdup_printf ("%s/writes", world.root);
  if (g_file_get_contents (path, &text, NULL, NULL))
    g_assert_cmpint (sscanf (text, "%u %u", first, last), ==, 2);
  if (die_at > 0)
    compute_all (&world, 0);
  members_in_child (&world, check_all);
  members_drop_copy (&world);
  return text == NULL;
}

static void
test_killed (void)
{
  Members world;
  guint first = 0, last = 0, n = 0;
  guint stride = g_test_slow () ? 1 : STRIDE, begin = g_test_rand_int () % stride;

  members_set_up (&world);
  members_in_child (&world, members_prepare);
  play (&world, 0, &first, &last);
  g_assert_cmpuint (last, >, first + 10);
  for (guint k = first + 1 + begin; k <= last; k += stride)
    n += play (&world, k, &first, &last);
  g_test_message ("killed at %u of %u durable writes", n, last - first);
  g_assert_cmpuint (n, >, 5);
  members_tear_down (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/member/killed", test_killed);
  return g_test_run ();
}
