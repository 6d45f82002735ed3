/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing at the end of the days and by hand, the signed note of it, and letters that were on their
 * way. */
#include "config.h"

#include "party/jly-member-private.h"
#include "party/members-fixture.h"

#include <string.h>

enum
{
  NORTH,
  HARBOUR,
  RIDGE,
  ONE
};

static gint64
end_of_days (const Members *self)
{
  JlyMember *member = members_open (self, NORTH);
  gint64 end = member->contract->ends_at + 86400 * ((gint64)member->contract->policy.days_kept + 1);

  members_close (member);
  return end;
}

static guint
count_files (const Members *self, guint i, const char *name)
{
  g_autofree char *dir = members_get_dir (self, i);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GDir) files = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (files != NULL && g_dir_read_name (files) != NULL)
    n++;
  return n;
}

/* As an attempt that never counted leaves them. */
static void
keep_prepared (const Members *self, guint i)
{
  JlyMember *member = members_open (self, i);
  const JlyGovernance *governance = jly_store_governance_get (member->governance, NULL);
  g_autoptr (GBytes) proposal = jly_proposal_encode (jly_governance_get_question (governance, 0));
  g_autoptr (GPtrArray) letters = g_ptr_array_new ();
  g_autoptr (GBytes) letter = g_bytes_new_static ("sealed", 6);
  const guint8 attempt[32] = { 1 };
  guint8 hash[32];

  g_ptr_array_add (letters, letter);
  jly_proposal_hash (proposal, hash);
  g_assert_true (jly_member_keep_prepared (member, hash, attempt, letters, NULL));
  members_close (member);
}

/* As a service keeps letters of others. */
static void
keep_carried (const Members *self, guint i)
{
  g_autofree char *dir = members_get_dir (self, i);
  g_autofree char *mail = g_build_filename (dir, "mail", NULL);
  g_autofree char *path = g_build_filename (mail, "1-2.jointly", NULL);

  g_assert_cmpint (g_mkdir_with_parents (mail, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "sealed", -1, NULL));
}

static gboolean
has_erased (const Members *self, guint reader, guint about)
{
  JlyMember *member = members_open (self, reader);
  JlyPublicKeys keys;
  gboolean has;

  jly_identity_get_public (self->identities[about], keys.identity, keys.link, keys.sealing);
  has = jly_member_get_erased (member, keys.identity) != 0;
  members_close (member);
  return has;
}

static gboolean
is_in_log (const Members *self, guint reader, const char *what)
{
  JlyMember *member = members_open (self, reader);
  g_autoptr (GPtrArray) lines = jly_store_get_log (member->store, member->study_id, NULL);
  gboolean is_in = FALSE;

  for (guint i = 0; i < lines->len; i++)
    is_in = is_in || strstr (((const JlyLogLine *)lines->pdata[i])->what, what) != NULL;
  members_close (member);
  return is_in;
}

static void
test_end_of_days (Members *self, gconstpointer unused)
{
  keep_prepared (self, ONE);
  keep_carried (self, ONE);
  g_assert_cmpuint (count_files (self, ONE, "uploads"), ==, 3);
  g_assert_cmpuint (count_files (self, ONE, "prepared"), ==, 1);
  self->now = end_of_days (self) - 86400;
  members_visit (self, ONE);
  g_assert_false (has_erased (self, NORTH, ONE));
  g_assert_cmpuint (count_files (self, ONE, "uploads"), ==, 3);
  g_assert_cmpuint (count_files (self, ONE, "mail"), ==, 1);
  self->now += 86400;
  members_visit (self, ONE);
  g_assert_cmpuint (count_files (self, ONE, "uploads"), ==, 0);
  g_assert_cmpuint (count_files (self, ONE, "prepared"), ==, 0);
  g_assert_cmpuint (count_files (self, ONE, "mail"), ==, 0);
  g_assert_true (has_erased (self, NORTH, ONE));
  g_assert_true (is_in_log (self, NORTH, "has signed that it erased"));
  g_assert_true (is_in_log (self, ONE, "are erased here"));
  g_assert_false (has_erased (self, NORTH, HARBOUR)); /* was not opened since */
}

/* Each signs once, however often it is opened. */
static void
test_once (Members *self, gconstpointer unused)
{
  guint n = 0;
  JlyMember *member;

  self->now = end_of_days (self);
  for (guint i = 0; i < 3; i++)
    members_visit (self, HARBOUR);
  member = members_open (self, NORTH);
  for (guint i = 0; i < member->posts->len; i++)
    {
      const JlyNote *note = member->posts->pdata[i];

      n += g_str_equal (note->kind, JLY_NOTE_ERASED)
           && memcmp (note->signer, member->keys.identity, 32) != 0;
    }
  members_close (member);
  g_assert_cmpuint (n, ==, 1);
}

/* By hand; what was agreed stays, and at the end of the days it is said again. */
static void
test_by_hand (Members *self, gconstpointer unused)
{
  JlyMember *member = members_open (self, ONE);
  g_autoptr (GError) error = NULL;
  gint64 first, second;
  guint8 key[32];

  memcpy (key, member->keys.identity, sizeof key);
  g_assert_true (jly_member_erase (member, &error));
  g_assert_no_error (error);
  first = jly_member_get_erased (member, key);
  g_assert_cmpint (first, ==, self->now);
  members_close (member);
  g_assert_cmpuint (count_files (self, ONE, "uploads"), ==, 0);
  g_assert_true (has_erased (self, RIDGE, ONE));
  self->now = end_of_days (self);
  member = members_open (self, ONE);
  second = jly_member_get_erased (member, key);
  g_assert_cmpint (second, ==, self->now);
  g_assert_cmpuint (
      jly_governance_count_questions (jly_store_governance_get (member->governance, NULL)), ==, 1);
  members_close (member);
}

/* Who hands in figures after it erased has figures again, for itself and for who computes. */
static void
test_figures_since (Members *self, gconstpointer unused)
{
  JlyMember *member = members_open (self, NORTH);
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_member_erase (member, &error));
  g_assert_no_error (error);
  members_close (member);
  g_assert_true (has_erased (self, NORTH, NORTH));
  g_assert_true (has_erased (self, ONE, NORTH));
  members_hand_in (self);
  g_assert_false (has_erased (self, NORTH, NORTH));
  g_assert_false (has_erased (self, ONE, NORTH));
}

/* Somebody else's name is no signature, and neither is a note of another study. */
static void
test_not_signed (Members *self, gconstpointer data)
{
  gboolean is_other_contract = data != NULL;
  JlyMember *member = members_open (self, NORTH);
  JlyNote *note = jly_note_new (JLY_NOTE_ERASED);
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GError) error = NULL;
  guint8 hash[32], moment[8] = { 0, 0, 0, 0, 9 };
  JlyPublicKeys keys;

  memcpy (hash, member->contract_hash, sizeof hash);
  hash[0] ^= is_other_contract;
  jly_note_add (jly_note_add (note, hash, sizeof hash), moment, sizeof moment);
  all = jly_member_join_parts (note);
  jly_note_sign (note, member->identity, "figures-erased", all);
  jly_identity_get_public (self->identities[HARBOUR], keys.identity, keys.link, keys.sealing);
  if (!is_other_contract)
    memcpy (note->signer, keys.identity, 32);
  g_assert_false (jly_member_take_erased (member, note, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_SIGNATURE);
  jly_note_free (note);
  members_close (member);
}

/* A correction whose pieces are still here. */
static void
hand_in_unsent (JlyMember *member)
{
  const JlyPostStudy *study = jly_member_get_post (member);
  g_autoptr (GBytes) piece = g_bytes_new_static ("piece", 5);

  for (guint i = 0; i < study->book->members->len; i++)
    if (i != jly_post_get_own (study->post))
      g_assert_true (jly_post_send (study->post, i, JLY_POST_PIECE, piece, NULL));
}

/* A clock beyond the days, and then the right one: figures that waited are given up; what was said
 * before arrives, and so does what is said afterwards. */
static void
test_clock_was_wrong (Members *self, gconstpointer unused)
{
  gint64 right = self->now, end = end_of_days (self);
  guint n_changes = 0;
  JlyMember *member;
  g_autoptr (GError) error = NULL;

  self->now = right;
  member = members_open (self, HARBOUR);
  hand_in_unsent (member);
  g_assert_true (jly_member_ask_change (member, 0, "more of it", &error));
  jly_member_free (member); /* nothing leaves */
  self->now = end;
  members_visit (self, HARBOUR);
  self->now = right;
  member = members_open (self, HARBOUR);
  g_assert_true (jly_member_ask_change (member, 0, "less of it", &error));
  g_assert_no_error (error);
  members_close (member);
  member = members_open (self, ONE);
  g_assert_cmpuint (member->refused->len, ==, 1);
  g_assert_nonnull (strstr (member->refused->pdata[0], "has erased"));
  for (guint i = 0; i < member->posts->len; i++)
    n_changes += g_str_equal (((const JlyNote *)member->posts->pdata[i])->kind, "change");
  g_assert_cmpuint (n_changes, ==, 2);
  members_close (member);
  g_assert_true (has_erased (self, NORTH, HARBOUR));
}

static void
set_up (Members *self, gconstpointer unused)
{
  members_set_up (self);
  members_prepare (self);
}

static void
tear_down (Members *self, gconstpointer unused)
{
  members_tear_down (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, func)                                                                      \
  g_test_add ("/member/erase/" name, Members, data, set_up, func, tear_down)
  ADD ("end-of-days", NULL, test_end_of_days);
  ADD ("once", NULL, test_once);
  ADD ("by-hand", NULL, test_by_hand);
  ADD ("figures-since", NULL, test_figures_since);
  ADD ("not-signed", NULL, test_not_signed);
  ADD ("other-contract", "other", test_not_signed);
  ADD ("clock-was-wrong", NULL, test_clock_was_wrong);
#undef ADD
  return g_test_run ();
}
