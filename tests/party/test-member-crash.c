/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One party is killed at each durable write while it hands in figures, closes the set, asks or says
 * yes, as by kill -9. Opened once more and asked to do it again if it is not done, it has done it
 * once: the others hold whole figures under the first number, one closed set, one question, one
 * yes.
 */
#include "config.h"

#include "party/members-fixture.h"

#include "party/jly-folder.h"
#include "party/jly-member-private.h"
#include "post/dying-vfs.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define STRIDE 5 /* unless all are wanted (-m slow) */

enum
{
  NORTH,
  HARBOUR,
  RIDGE,
  ONE
};

/* One thing that one party does; whether it is done already. */
typedef struct
{
  const char *name;
  guint who;
  void (*prepare) (const Members *self);
  gboolean (*is_done) (JlyMember *member);
  gboolean (*act) (JlyMember *member, GError **error);
} Deed;

/* What was cut off after it was handed in goes on by itself. */
static gboolean
has_handed_in (JlyMember *member)
{
  guint64 number;
  guint n_receipts;

  jly_member_get_upload (member, member->self, &number, &n_receipts);
  return number > 0;
}

static gboolean
hand_in (JlyMember *member, GError **error)
{
  gint64 value = 10;
  gint64 *column = &value;
  const JlyFigures figures = { 1, 1, &column, NULL };

  return jly_member_submit (member, &figures, error);
}

static gboolean
has_closed (JlyMember *member)
{
  guint8 root[JLY_HASH_BYTES];
  guint n;

  return jly_member_get_inputs (member, root, &n, NULL);
}

static gboolean
close_set (JlyMember *member, GError **error)
{
  return jly_member_freeze (member, NULL, error);
}

static gboolean
has_agreed (JlyMember *member)
{
  const JlyGovernance *governance = jly_store_governance_get (member->governance, NULL);

  return (jly_governance_get_missing (governance, 0, member->now) >> member->self & 1) == 0;
}

static gboolean
agree (JlyMember *member, GError **error)
{
  return jly_member_decide (member, 0, JLY_VERDICT_APPROVE, NULL, error);
}

static void
prepare_contract (const Members *self)
{
  g_autoptr (JlyStudy) study = members_make_study (self);

  members_agree_on_contract (self, study);
}

static void
prepare_figures (const Members *self)
{
  prepare_contract (self);
  members_hand_in (self);
}

static void
prepare_question (const Members *self)
{
  g_autoptr (JlyStudy) study = members_make_study (self);
  g_autoptr (GError) error = NULL;
  JlyMember *member;
  gint answered;

  members_agree_on_contract (self, study);
  members_hand_in (self);
  members_freeze (self);
  member = members_open (self, NORTH);
  jly_member_propose (member, study->questions, 7, self->now + 1000, &answered, &error);
  g_assert_no_error (error);
  members_close (member);
  members_visit (self, HARBOUR);
}

static void
prepare_set (const Members *self)
{
  prepare_figures (self);
  members_freeze (self);
}

static gboolean
has_asked (JlyMember *member)
{
  return jly_governance_count_questions (jly_store_governance_get (member->governance, NULL)) > 0;
}

static gboolean
ask (JlyMember *member, GError **error)
{
  g_autoptr (JlyStudy) study = jly_study_new ("", "");
  gint answered;

  jly_study_question_set (jly_study_add_question (study, "", "sum"), "column", "amount");
  return jly_member_propose (member, study->questions, 7, member->now + 1000, &answered, error);
}

static const Deed deeds[] = {
  { "submit", NORTH, prepare_contract, has_handed_in, hand_in },
  { "freeze", ONE, prepare_figures, has_closed, close_set },
  { "ask", NORTH, prepare_set, has_asked, ask },
  { "approve", HARBOUR, prepare_question, has_agreed, agree },
};

/* In a process of its own, which dies at the write with this number (0: never); how many there were
 * is told if it lives. */
static gboolean
act_in_child (const Members *self, const Deed *deed, guint die_at, guint *before, guint *after)
{
  g_autofree char *path = g_strdup_printf ("%s/writes", self->root);
  g_autofree char *text = NULL;
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      g_autoptr (GError) error = NULL;
      JlyMember *member;
      guint first;

      dying_vfs_install (die_at);
      member = members_open (self, deed->who);
      first = dying_vfs_count ();
      if (!deed->is_done (member))
        deed->act (member, &error);
      g_assert_no_error (error);
      members_close (member);
      text = g_strdup_printf ("%u %u", first, dying_vfs_count ());
      g_assert_true (g_file_set_contents (path, text, -1, NULL));
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == DYING_STATUS)
    return FALSE;
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%u %u", before, after), ==, 2);
  return TRUE;
}

/* What all computing parties have of it once they have heard. */
static void
check_all (const Members *self, const Deed *deed)
{
  for (guint i = ONE; i < N_MEMBERS; i++)
    {
      JlyMember *member = members_open (self, i);
      const JlyGovernance *governance = jly_store_governance_get (member->governance, NULL);
      guint held, expected;
      guint64 number;

      if (g_str_equal (deed->name, "submit"))
        {
          jly_member_count_held (member, &held, &expected);
          g_assert_cmpuint (held, ==, 1);
          jly_member_get_upload (member, NORTH, &number, &held);
          g_assert_cmpuint (number, ==, 1);
        }
      else if (g_str_equal (deed->name, "ask"))
        g_assert_cmpuint (jly_governance_count_questions (governance), ==, 1);
      else if (g_str_equal (deed->name, "freeze"))
        g_assert_true (has_closed (member));
      else
        g_assert_cmpuint (jly_governance_get_missing (governance, 0, self->now) >> HARBOUR & 1, ==,
                          0);
      members_close (member);
    }
}

static void
play (const Members *prepared, const Deed *deed, guint die_at, guint *before, guint *after)
{
  g_autofree char *suffix = g_strdup_printf ("%s-%u", deed->name, die_at);
  Members world;

  members_copy (prepared, suffix, &world);
  if (!act_in_child (&world, deed, die_at, before, after))
    g_assert_true (act_in_child (&world, deed, 0, before, after));
  members_visit_miners (&world);
  members_visit_miners (&world);
  check_all (&world, deed);
  members_drop_copy (&world);
}

static void
test_killed (gconstpointer data)
{
  const Deed *deed = data;
  Members world;
  guint before = 0, after = 0, first, last, n = 0;
  guint stride = g_test_slow () ? 1 : STRIDE, begin = g_test_rand_int () % stride;

  members_set_up (&world);
  members_in_child (&world, deed->prepare);
  play (&world, deed, 0, &before, &after);
  first = before, last = after;
  g_assert_cmpuint (last, >, first + 3);
  for (guint k = first + 1 + begin; k <= last; k += stride, n++)
    play (&world, deed, k, &before, &after);
  g_test_message ("killed at %u of %u durable writes", n, last - first);
  members_tear_down (&world);
}

/* Two programs of one person open one folder and both say yes: one of them is told that it was
 * said, or both say the same; the log stays whole. */
static void
test_two_writers (void)
{
  Members world;
  JlyMember *one, *two, *miner;
  g_autoptr (GError) error = NULL;

  members_set_up (&world);
  members_in_child (&world, prepare_question);
  one = members_open (&world, HARBOUR);
  two = members_open (&world, HARBOUR);
  g_assert_true (agree (one, &error));
  g_assert_true (jly_member_sync (two, &error));
  g_assert_true (has_agreed (two));
  agree (two, NULL);
  g_assert_true (jly_member_decide (two, 0, JLY_VERDICT_WITHDRAW, NULL, &error));
  g_assert_true (jly_member_sync (one, &error));
  g_assert_no_error (error);
  g_assert_false (has_agreed (one));
  members_close (two);
  members_close (one);
  miner = members_open (&world, ONE);
  g_assert_true (
      jly_governance_get_missing (jly_store_governance_get (miner->governance, NULL), 0, world.now)
          >> HARBOUR
      & 1);
  members_close (miner);
  members_tear_down (&world);
}

/* A folder that says it is another party's: files of one study or party laid into another's. */
static void
test_swapped (void)
{
  Members world;
  g_autofree char *own = NULL;
  g_autofree char *other = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (GError) error = NULL;

  members_set_up (&world);
  members_in_child (&world, members_prepare);
  own = g_strdup_printf ("%s/%d/jointly.db", world.root, ONE);
  other = g_strdup_printf ("%s/%d/jointly.db", world.root, ONE + 1);
  aside = g_strdup_printf ("%s/aside", world.root);
  g_assert_cmpint (rename (own, aside), ==, 0);
  g_assert_cmpint (rename (other, own), ==, 0);
  g_assert_cmpint (rename (aside, other), ==, 0);
  for (guint i = ONE; i <= ONE + 1; i++)
    {
      g_assert_null (members_try_open (&world, i, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
  members_tear_down (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/member/crash/%s", deeds[i].name);

      g_test_add_data_func (path, &deeds[i], test_killed);
    }
  g_test_add_func ("/member/crash/two-writers", test_two_writers);
  g_test_add_func ("/member/crash/swapped", test_swapped);
  return g_test_run ();
}
