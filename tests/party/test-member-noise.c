/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A founder that sends real notes of every kind with parts that were changed, each signed by itself
 * as its kind wants it: the others take of that what this founder may say, and nothing more. */
#include "config.h"

#include "party/members-fixture.h"

#include "party/jly-member-private.h"

#include <string.h>

#define NORTH 0
#define N_ROUNDS 3
#define N_NOTES 100

/* What is signed of a note of this kind; -1: all parts. */
static const struct
{
  const char *kind;
  const char *purpose;
  int part;
} purposes[] = {
  { "contract", JLY_SIGNS_DRAFT, 0 },     { "decision", JLY_SIGNS_DECISION, 0 },
  { "proposal", JLY_SIGNS_DECISION, 1 },  { "mandate", JLY_SIGNS_MANDATE, 0 },
  { "inputs", JLY_SIGNS_INPUTS, -1 },     { "refusal", JLY_SIGNS_REFUSAL, -1 },
  { "proof", JLY_SIGNS_PROOF, -1 },       { "letter", JLY_SIGNS_LETTER, -1 },
  { "receipt", "receipt", -1 },           { "done", "computation-done", -1 },
  { "signature", JLY_SIGNS_CONTRACT, 0 }, { "change", JLY_SIGNS_CHANGE, -1 },
  { "acceptance", "acceptance", 0 },
};

static guint
pick (gsize n)
{
  return n < 2 ? 0 : (guint)g_test_rand_int_range (0, (gint32)n);
}

static GBytes *
change (GBytes *bytes)
{
  g_autoptr (GByteArray) copy = g_byte_array_new ();

  g_byte_array_append (copy, g_bytes_get_data (bytes, NULL), (guint)g_bytes_get_size (bytes));
  switch (pick (4))
    {
    case 0:
      if (copy->len > 0)
        copy->data[pick (copy->len)] ^= 1 << pick (8);
      break;
    case 1:
      g_byte_array_set_size (copy, pick (copy->len + 1));
      break;
    case 2:
      g_byte_array_append (copy, (const guint8 *)"\0\xff", 1 + pick (2));
      break;
    default:
      break; /* as it was, but signed by somebody else */
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&copy));
}

static void
sign (const JlyMember *member, JlyNote *note)
{
  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    {
      g_autoptr (GBytes) all = jly_member_join_parts (note);
      GBytes *part = purposes[i].part < 0 ? all : jly_note_get (note, (guint)purposes[i].part);

      if (g_str_equal (purposes[i].kind, note->kind) && part != NULL)
        jly_note_sign (note, member->identity, purposes[i].purpose, part);
    }
}

static JlyNote *
make_noise (const JlyMember *member)
{
  const JlyNote *real = member->posts->pdata[pick (member->posts->len)];
  JlyNote *note
      = jly_note_new (pick (4) == 0 ? purposes[pick (G_N_ELEMENTS (purposes))].kind : real->kind);
  guint n = pick (8) == 0 ? pick (JLY_NOTE_MAX_PARTS) : real->parts->len;

  for (guint i = 0; i < n && real->parts->len > 0; i++)
    {
      g_autoptr (GBytes) part = change (real->parts->pdata[i % real->parts->len]);

      jly_note_add_bytes (note, part);
    }
  memcpy (note->signer, member->keys.identity, sizeof note->signer);
  sign (member, note);
  return note;
}

static void
send_noise (const Members *self)
{
  JlyMember *member = members_open (self, NORTH);
  const JlyPostStudy *study = jly_member_get_post (member);
  g_autoptr (GError) error = NULL;

  for (guint k = 0; k < N_NOTES; k++)
    {
      g_autoptr (JlyNote) note = make_noise (member);
      g_autoptr (GBytes) bytes = jly_note_encode (note);

      for (guint i = 0; i < study->book->members->len; i++)
        if (i != jly_post_get_own (study->post))
          g_assert_true (jly_post_send (study->post, i, JLY_POST_OTHER, bytes, &error));
    }
  g_assert_no_error (error);
  members_close (member);
}

/* What no founder alone can change. */
static void
check (const Members *self, guint i, const guint8 root[JLY_HASH_BYTES])
{
  JlyMember *member = members_open (self, i);
  const JlyGovernance *governance = jly_store_governance_get (member->governance, NULL);
  guint8 found[JLY_HASH_BYTES];
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_cmpuint (member->contract->version, ==, 1);
  g_assert_cmpuint (jly_governance_get_unsigned (governance), ==, 0);
  g_assert_cmpuint (jly_governance_get_budget (governance), ==, 1);
  g_assert_cmpuint (jly_governance_get_joined (governance)->len, ==, 0);
  for (guint k = 0; k < jly_governance_count_questions (governance); k++)
    {
      JlyProposalStage stage = jly_governance_get_stage (governance, k, self->now);

      g_assert_true (k == 0 || stage == JLY_PROPOSAL_PROPOSED || stage == JLY_PROPOSAL_WITHDRAWN
                     || stage == JLY_PROPOSAL_REJECTED);
      g_assert_cmpint (stage, !=, JLY_PROPOSAL_ANSWERED);
      g_assert_null (jly_member_get_result (member, k, NULL));
    }
  g_assert_true (jly_member_get_inputs (member, found, &n, &error));
  g_assert_cmpmem (found, sizeof found, root, JLY_HASH_BYTES);
  for (guint k = 0; k < member->refused->len; k++)
    g_assert_true (g_utf8_validate (member->refused->pdata[k], -1, NULL));
  members_close (member);
}

static void
test_noise (void)
{
  Members world;
  JlyMember *member;
  guint8 root[JLY_HASH_BYTES];
  guint n;

  members_set_up (&world);
  members_in_child (&world, members_prepare);
  member = members_open (&world, NORTH);
  g_assert_true (jly_member_get_inputs (member, root, &n, NULL));
  members_close (member);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      send_noise (&world);
      for (guint i = 1; i < N_MEMBERS; i += 2)
        check (&world, i, root);
    }
  members_tear_down (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/member/noise", test_noise);
  return g_test_run ();
}
