/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A computation for which there is too little room does not begin, and costs nothing. */
#include "config.h"

#include "party/members-fixture.h"

#include "party/jly-room.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MIB (1u << 20)

static void
assert_no_room (gboolean ok, GError **error)
{
  g_assert_false (ok);
  g_assert_cmpint (jly_refusal_get_rule (*error), ==, JLY_REFUSAL_ROOM);
  g_clear_error (error);
}

static void
test_check (void)
{
  const JlyRoom need = { 10, 10 };
  JlyRoom room = { 10, 10 };
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_room_check (&room, &need, &error));
  room.disk = 9;
  assert_no_room (jly_room_check (&room, &need, &error), &error);
  room = (JlyRoom){ G_MAXUINT64, 9 };
  assert_no_room (jly_room_check (&room, &need, &error), &error);
}

/* In a process that may have little memory. */
static void
try_in_little (const Members *self)
{
  JlyMember *member = members_open (self, N_COMPANIES);
  struct rlimit limit = { 0, RLIM_INFINITY };
  g_autoptr (GError) error = NULL;
  JlySessionSummary summary;
  g_autofree char *text = NULL;
  JlyRoom room;

  g_assert_true (jly_member_check_ready (member, 0, &error));
  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  limit.rlim_cur = g_ascii_strtoull (text, NULL, 10) * (guint64)sysconf (_SC_PAGESIZE) + 16 * MIB;
  g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
  jly_room_measure (member->dir, &room);
  g_assert_cmpuint (room.memory, <=, 16 * MIB);
  assert_no_room (jly_member_check_ready (member, 0, &error), &error);
  assert_no_room (jly_member_run (member, 0, self->addresses, &summary, &error), &error);
  members_close (member);
}

static gboolean
is_told (const Members *self, guint i)
{
  JlyMember *member = members_open (self, i);
  gboolean found = FALSE;

  for (guint k = 0; k < member->posts->len; k++)
    found |= g_str_equal (((const JlyNote *)member->posts->pdata[k])->kind, "refusal");
  g_assert_cmpuint (jly_governance_get_budget (jly_store_governance_get (member->governance, NULL)),
                    ==, 1);
  members_close (member);
  return found;
}

static void
test_member (void)
{
  Members world;

  members_set_up (&world);
  members_in_child (&world, members_prepare);
  members_in_child (&world, try_in_little);
  g_assert_true (is_told (&world, 0));
  g_assert_true (is_told (&world, N_COMPANIES + 1));
  members_tear_down (&world);
}

/* More rows, and more questions to compare with, need more. */
static void
test_need (void)
{
  Members world;
  JlyMember *member;
  g_autoptr (JlyAgreed) agreed = NULL;
  JlyRoom one, two, many;

  members_set_up (&world);
  members_in_child (&world, members_prepare);
  member = members_open (&world, N_COMPANIES);
  agreed = jly_member_agree (member, 0, NULL);
  jly_room_need (agreed, 0, &one);
  jly_room_need (agreed, 1, &two);
  ((gsize *)agreed->plan->inputs->inputs.n_rows)[0] = 100 * MIB;
  jly_room_need (agreed, 0, &many);
  g_assert_cmpuint (two.memory, >, one.memory);
  g_assert_cmpuint (many.memory, >, G_GUINT64_CONSTANT (900) * MIB);
  members_close (member);
  members_tear_down (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/room/check", test_check);
  g_test_add_func ("/room/member", test_member);
  g_test_add_func ("/room/need", test_need);
  return g_test_run ();
}
