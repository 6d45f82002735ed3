/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of uploads: upwards, within what a computing party looks at, and the newest that all hold
 * counts. */
#include "config.h"

#include "study/jly-agreed.h"
#include "party/jly-member-private.h"
#include "party/members-fixture.h"

#include "base/jly-error.h"
#include "party/jly-keys.h"

#include <string.h>

#define NORTH 0u
#define ONE N_COMPANIES

/* What north would send to the first computing party under this number. */
static void
make_parts (const Members *self,
            const JlyMember *member,
            guint64 number,
            gint64 value,
            JlyUploadPart *parts[JLY_STUDY_MINERS])
{
  gint64 *column = &value;
  JlyFigures figures = { .n_columns = 1, .n_rows = 1, .values = &column, .mark = { 1 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStudy) frame = NULL;
  JlyPublicKeys keys;
  guint provider;

  jly_keys_of (self->identities[NORTH], &keys);
  frame = jly_agreed_frame_new (member->contract, member->contract_hash, keys.identity, NULL,
                                &provider, &error);
  g_assert_no_error (error);
  g_assert_true (
      jly_upload_build (frame, provider, self->identities[NORTH], number, &figures, parts, &error));
  g_assert_no_error (error);
}

static gboolean
take (JlyMember *member, const Members *self, const JlyUploadPart *part)
{
  g_autoptr (GError) error = NULL;
  gboolean is_early = FALSE, ok;
  JlyPublicKeys keys;

  jly_keys_of (self->identities[NORTH], &keys);
  ok = jly_member_take_part (member, keys.identity, part, &is_early, &error);
  g_assert_false (is_early);
  g_assert_true (ok || error->code == JLY_ERROR_REFUSED);
  return ok;
}

static void
test_taken (Members *self, gconstpointer unused)
{
  static const struct
  {
    guint64 number;
    gint64 value;
    gboolean is_taken, is_again;
  } steps[]
      = { { 3, 10, TRUE, FALSE },   { 3, 10, TRUE, TRUE },      { 3, 11, FALSE, FALSE },
          { 2, 10, FALSE, FALSE },  { 1001, 10, FALSE, FALSE }, { G_MAXINT64, 10, FALSE, FALSE },
          { 1000, 12, TRUE, FALSE } };
  JlyMember *member = members_open (self, ONE);
  JlyUploadPart *parts[JLY_STUDY_MINERS] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (!steps[i].is_again)
        {
          for (guint k = 0; k < JLY_STUDY_MINERS; k++)
            g_clear_pointer (&parts[k], jly_upload_part_free);
          make_parts (self, member, steps[i].number, steps[i].value, parts);
        }
      g_test_message ("step %u", i);
      g_assert_cmpint (take (member, self, parts[jly_member_get_miner (member)]), ==,
                       steps[i].is_taken);
    }
  for (guint k = 0; k < JLY_STUDY_MINERS; k++)
    jly_upload_part_free (parts[k]);
  members_close (member);
}

/* Whoever hands in is told before anything is shared. */
static void
test_too_often (Members *self, gconstpointer unused)
{
  gint64 value = 10, *column = &value;
  JlyFigures figures = { .n_columns = 1, .n_rows = 1, .values = &column, .mark = { 1 } };
  JlyMember *member = members_open (self, NORTH);
  JlyUploadPart *parts[JLY_STUDY_MINERS] = { NULL };
  g_autoptr (GError) error = NULL;

  make_parts (self, member, 1000, 10, parts);
  g_assert_true (jly_member_note (
      member, jly_member_describe_upload (JLY_STUDY_MINERS, member->keys.identity, parts[0]),
      &error));
  g_assert_false (jly_member_submit (member, &figures, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "1000 times"));
  g_assert_nonnull (jly_error_get_detail (error)->next);
  for (guint k = 0; k < JLY_STUDY_MINERS; k++)
    jly_upload_part_free (parts[k]);
  members_close (member);
}

static void
test_newest_counts (Members *self, gconstpointer unused)
{
  JlyMember *member;

  for (guint i = 0; i < 3; i++)
    members_hand_in (self);
  member = members_open (self, ONE);
  g_assert_cmpuint (jly_member_get_counted (member, NORTH), ==, 3);
  members_close (member);
}

static void
set_up (Members *self, gconstpointer unused)
{
  g_autoptr (JlyStudy) study = NULL;

  members_set_up (self);
  study = members_make_study (self);
  members_agree_on_contract (self, study);
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
#define ADD(name, func) g_test_add ("/member/numbers/" name, Members, NULL, set_up, func, tear_down)
  ADD ("taken", test_taken);
  ADD ("too-often", test_too_often);
  ADD ("newest-counts", test_newest_counts);
#undef ADD
  return g_test_run ();
}
