/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a member takes and does not take of others, some of whom do not follow the rules: these use
 * the private calls of their own program to sign and send whatever they like. */
#include "config.h"

#include "party/members-fixture.h"

#include "base/jly-error.h"
#include "party/jly-member-private.h"
#include "party/jly-pass.h"

#include <string.h>

enum
{
  NORTH,
  HARBOUR,
  RIDGE,
  ONE /* computes */
};

static void
set_up (Members *self, gconstpointer prepare)
{
  members_set_up (self);
  if (prepare != NULL)
    members_in_child (self, (void (*) (const Members *))prepare);
}

static void
tear_down (Members *self, gconstpointer unused)
{
  members_tear_down (self);
}

/* All but the question. */
static void
prepare_figures (const Members *self)
{
  g_autoptr (JlyStudy) study = members_make_study (self);

  members_agree_on_contract (self, study);
  members_hand_in (self);
  members_freeze (self);
  for (guint i = 0; i < N_MEMBERS; i++)
    members_visit (self, i);
}

static void
assert_rule (gboolean ok, GError **error, JlyRefusal rule)
{
  g_assert_false (ok);
  g_assert_cmpstr (jly_error_get_detail (*error)->step, ==, jly_refusal_name (rule));
  g_clear_error (error);
}

/* What member i makes of it all now, in the eyes of its rules. */
static JlyProposalStage
get_stage (const Members *self, guint i)
{
  JlyMember *member = members_open (self, i);
  JlyProposalStage stage = jly_governance_get_stage (
      jly_store_governance_get (member->governance, NULL), 0, self->now);

  members_close (member);
  return stage;
}

/* In member's letters to everybody, whatever it is. Takes note. */
static void
send_to_all (JlyMember *member, JlyNote *note)
{
  const JlyPostStudy *study = jly_member_get_post (member);
  g_autoptr (GBytes) bytes = jly_note_encode (note);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < study->book->members->len; i++)
    if (i != jly_post_get_own (study->post))
      g_assert_true (jly_post_send (study->post, i, JLY_POST_OTHER, bytes, &error));
  g_assert_no_error (error);
  jly_note_free (note);
}

/* Before anything was agreed there is nothing to do, and a sentence says so. */
static void
test_nothing_yet (Members *self, gconstpointer unused)
{
  JlyMember *member = members_open (self, NORTH);
  g_autoptr (JlyStudy) study = members_make_study (self);
  g_autoptr (GError) error = NULL;
  JlySessionSummary summary;
  guint held, expected;
  gint answered;

  g_assert_false (jly_member_sign (member, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (
      jly_member_propose (member, study->questions, 7, self->now + 9, &answered, &error));
  g_clear_error (&error);
  g_assert_false (jly_member_decide (member, 0, JLY_VERDICT_APPROVE, NULL, &error));
  g_clear_error (&error);
  g_assert_false (jly_member_run (member, 0, self->addresses, &summary, &error));
  g_clear_error (&error);
  g_assert_null (jly_member_get_result (member, 0, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  jly_member_count_held (member, &held, &expected);
  g_assert_cmpuint (held + expected, ==, 0);
  members_close (member);
}

/* Who brings figures neither closes the set nor computes, and nobody decides about what is not
 * there. */
static void
test_wrong_part (Members *self, gconstpointer unused)
{
  JlyMember *member = members_open (self, NORTH);
  g_autoptr (GError) error = NULL;
  JlySessionSummary summary;
  guint n_notes = member->posts->len;

  assert_rule (jly_member_freeze (member, NULL, &error), &error, JLY_REFUSAL_INPUTS);
  g_assert_cmpuint (member->posts->len, ==, n_notes); /* nobody else hears of it */
  g_assert_false (jly_member_run (member, 0, self->addresses, &summary, &error));
  g_assert_cmpstr (jly_error_get_detail (error)->party, ==, "north");
  assert_rule (FALSE, &error, JLY_REFUSAL_INPUTS);
  g_assert_false (jly_member_decide (member, 1, JLY_VERDICT_APPROVE, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_null (jly_member_get_result (member, 0, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  members_close (member);
}

/* A program that was changed asks with another plan: nobody else's says yes to it. */
static void
test_other_plan (Members *self, gconstpointer unused)
{
  JlyMember *member = members_open (self, NORTH);
  g_autoptr (JlyStudy) study = members_make_study (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyProposal) proposal
      = jly_member_draft_proposal (member, study->questions, 7, self->now + 500, &error);
  g_autoptr (JlyDecision) decision = jly_decision_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) said = NULL;
  JlyNote *note = jly_note_new ("proposal");

  g_assert_no_error (error);
  proposal->plan_hash[7] ^= 1;
  bytes = jly_proposal_encode (proposal);
  memcpy (decision->contract_hash, member->contract_hash, JLY_HASH_BYTES);
  jly_proposal_hash (bytes, decision->question_hash);
  decision->made_at = self->now;
  decision->expires_at = self->now + 500;
  said = jly_decision_encode (decision);
  jly_note_add_bytes (jly_note_add_bytes (note, bytes), said);
  jly_note_sign (note, member->identity, JLY_SIGNS_DECISION, said);
  g_assert_true (jly_member_put (member, note, &error));
  members_close (member);
  member = members_open (self, HARBOUR);
  assert_rule (jly_member_decide (member, 0, JLY_VERDICT_APPROVE, NULL, &error), &error,
               JLY_REFUSAL_PLAN);
  assert_rule (jly_member_decide (member, 0, JLY_VERDICT_PROPOSE, NULL, &error), &error,
               JLY_REFUSAL_PLAN);
  g_assert_true (jly_member_decide (member, 0, JLY_VERDICT_REJECT, "no", &error));
  members_close (member);
}

/* What signer said of the question, as it lies with member, and one byte more. */
static JlyNote *
copy_decision (const JlyMember *member, guint signer)
{
  for (guint i = 0; i < member->posts->len; i++)
    {
      const JlyNote *post = member->posts->pdata[i];
      JlyNote *copy;

      if (!g_str_equal (post->kind, "decision")
          || jly_member_find_party (member, post->signer) != signer)
        continue;
      copy = jly_note_add_bytes (jly_note_new ("decision"), jly_note_get (post, 0));
      memcpy (copy->signer, post->signer, sizeof copy->signer);
      memcpy (copy->signature, post->signature, sizeof copy->signature);
      return jly_note_add (copy, (const guint8 *)"x", 1);
    }
  g_assert_not_reached ();
}

/* North keeps harbour's yes, and sends it again after harbour has taken it back. */
static void
test_copied_approval (Members *self, gconstpointer unused)
{
  JlyMember *member = members_open (self, HARBOUR);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (get_stage (self, ONE), ==, JLY_PROPOSAL_APPROVED);
  g_assert_true (jly_member_decide (member, 0, JLY_VERDICT_WITHDRAW, NULL, &error));
  members_close (member);
  g_assert_cmpint (get_stage (self, ONE), ==, JLY_PROPOSAL_PROPOSED);
  member = members_open (self, NORTH);
  send_to_all (member, copy_decision (member, HARBOUR));
  members_close (member);
  g_assert_cmpint (get_stage (self, ONE), ==, JLY_PROPOSAL_PROPOSED);
}

/* Signed by its sender over the way its kind wants it, who is none that may. */
static JlyNote *
sign_parts (JlyMember *member, JlyNote *note, const char *what)
{
  g_autoptr (GBytes) all = jly_member_join_parts (note);

  jly_note_sign (note, member->identity, what, all);
  return note;
}

static void
test_set_of_anybody (Members *self, gconstpointer unused)
{
  guint8 root[JLY_HASH_BYTES] = { 1 }, found[JLY_HASH_BYTES];
  const guint8 n[4] = { 0, 0, 0, 3 };
  JlyMember *member = members_open (self, NORTH);
  g_autoptr (GError) error = NULL;
  JlyNote *note = jly_note_new ("inputs");
  guint count;

  jly_note_add (jly_note_add (jly_note_add (note, member->contract_hash, 32), root, 32), n, 4);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    jly_note_add (note, root, 32);
  send_to_all (member, sign_parts (member, note, JLY_SIGNS_INPUTS));
  members_close (member);
  for (guint i = HARBOUR; i <= ONE; i++)
    {
      member = members_open (self, i);
      g_assert_true (jly_member_get_inputs (member, found, &count, &error));
      g_assert_cmpint (memcmp (found, root, sizeof root), !=, 0);
      g_assert_true (i != ONE || member->refused->len > 0);
      members_close (member);
    }
}

/* Whoever is no computing party can neither hand in an answer nor say that one counts. */
static void
test_answer_of_anybody (Members *self, gconstpointer unused)
{
  JlyMember *member = members_open (self, NORTH);
  const JlyGovernance *governance = jly_store_governance_get (member->governance, NULL);
  g_autoptr (GBytes) question = jly_proposal_encode (jly_governance_get_question (governance, 0));
  g_autoptr (GError) error = NULL;
  guint8 hash[JLY_HASH_BYTES], harbour[32], link[32], sealing[32];

  jly_proposal_hash (question, hash);
  jly_identity_get_public (self->identities[HARBOUR], harbour, link, sealing);
  for (guint8 i = 0; i < JLY_STUDY_MINERS; i++)
    {
      JlyNote *letter = jly_note_add (jly_note_new ("letter"), hash, sizeof hash);

      jly_note_add (jly_note_add (jly_note_add (letter, &i, 1), harbour, 32), hash, 32);
      send_to_all (member, sign_parts (member, letter, JLY_SIGNS_LETTER));
    }
  members_close (member);
  member = members_open (self, HARBOUR);
  g_assert_null (jly_member_get_result (member, 0, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  members_close (member);
}

/* What a party writes for itself alone cannot come from others: it would be held for its own. */
static void
test_note_of_own (Members *self, gconstpointer unused)
{
  JlyMember *member = members_open (self, ONE);
  guint before = member->posts->len;
  const guint8 miner = 0;
  JlyNote *note = jly_note_add (jly_note_new ("guest"), (const guint8 *)"mallory", 7);

  members_close (member);
  member = members_open (self, NORTH);
  jly_note_add (jly_note_add (note, member->keys.identity, 32), member->keys.sealing, 32);
  send_to_all (member, note);
  send_to_all (member, jly_note_add (jly_note_new ("upload"), &miner, 1));
  members_close (member);
  member = members_open (self, ONE);
  g_assert_cmpuint (member->posts->len, ==, before);
  members_close (member);
}

/* What has ended would begin again if a clock was set back. */
static void
test_clock (Members *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  JlySessionSummary summary;
  JlyMember *member;

  self->now -= 3601;
  member = members_open (self, ONE);
  g_assert_false (jly_member_check_ready (member, 0, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_clear_error (&error);
  g_assert_false (jly_member_run (member, 0, self->addresses, &summary, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_clear_error (&error);
  members_close (member);
  self->now += 2;
  member = members_open (self, ONE);
  g_assert_true (jly_member_check_ready (member, 0, &error));
  g_assert_no_error (error);
  members_close (member);
}

/* The contract in force once more, as the next version, signed by all. */
static void
agree_again (Members *self)
{
  guint8 hash[JLY_HASH_BYTES];

  for (guint i = 0; i < N_MEMBERS; i++)
    {
      JlyMember *member = members_open (self, i);
      g_autoptr (GError) error = NULL;

      if (i == 0)
        {
          g_autoptr (GBytes) first
              = jly_store_get_contract (member->store, member->study_id, 1, &error);
          g_autoptr (JlyContract) next = jly_contract_decode (first, &error);

          next->version = 2;
          next->made_at = self->now;
          memcpy (next->previous, member->contract_hash, JLY_HASH_BYTES);
          g_assert_true (jly_member_put_contract (member, next, &error));
          g_assert_no_error (error);
          jly_contract_hash (jly_member_get_next (member, 0, NULL), hash);
        }
      g_assert_true (jly_member_sign_next (member, hash, &error));
      g_assert_no_error (error);
      members_close (member);
    }
  for (guint i = 0; i < N_MEMBERS; i++)
    members_visit (self, i);
}

/* A clock that was far ahead once, while a computing party wrote its log, stops it until all
 * founders have signed a next version. */
static void
test_clock_was_ahead (Members *self, gconstpointer unused)
{
  gint64 right = self->now;
  g_autoptr (JlyStudy) study = members_make_study (self);
  g_autoptr (GError) error = NULL;
  JlyMember *member;

  self->now += 50000;
  member = members_open (self, ONE);
  g_assert_true (jly_member_freeze (member, NULL, &error)); /* writes into its log */
  members_close (member);
  self->now = right;
  member = members_open (self, ONE);
  g_assert_false (jly_member_check_ready (member, 0, &error));
  members_close (member);
  g_clear_error (&error);
  agree_again (self);
  members_hand_in (self);
  members_freeze (self);
  members_ask (self, study);
  member = members_open (self, ONE);
  g_assert_cmpuint (member->contract->version, ==, 2);
  g_assert_true (jly_member_check_ready (member, 0, &error));
  g_assert_no_error (error);
  members_close (member);
  /* A clock that goes back now is noticed as ever. */
  self->now = right - 3700;
  member = members_open (self, ONE);
  g_assert_false (jly_member_check_ready (member, 0, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  members_close (member);
}

/* A folder opens for its own keys alone. */
static void
test_other_keys (Members *self, gconstpointer unused)
{
  g_autoptr (JlyIdentity) stranger = jly_identity_generate ();
  g_autoptr (GError) error = NULL;
  JlyIdentity *own = self->identities[NORTH];

  self->identities[NORTH] = stranger;
  g_assert_null (members_try_open (self, NORTH, &error));
  g_assert_nonnull (error);
  self->identities[NORTH] = own;
}

/* What two members say of where ONE is reached: for letters, and while it computes. */
static void
check_places (const Members *self, const char *letters, const char *computing)
{
  for (guint i = ONE; i <= ONE + 1; i++)
    {
      JlyMember *member = members_open (self, i);
      guint8 key[32], link[32], sealing[32];
      g_autofree char *address = NULL, *seat = NULL;

      jly_identity_get_public (self->identities[ONE], key, link, sealing);
      address = jly_member_find_address (member, key);
      seat = jly_member_find_seat (member, key);
      g_assert_cmpstr (address, ==, letters);
      g_assert_cmpstr (seat, ==, computing);
      members_close (member);
    }
}

static void
tell (Members *self, gint64 now, const char *seat, const char *address)
{
  g_autoptr (GError) error = NULL;
  JlyMember *one;

  self->now = now;
  one = members_open (self, ONE);
  if (seat != NULL)
    g_assert_true (jly_member_tell_seat (one, seat, &error));
  else
    g_assert_true (
        jly_member_put (one, jly_address_note_new (one->identity, address, now), &error));
  g_assert_no_error (error);
  members_close (one);
  members_visit_miners (self);
}

/* The newest of both kinds counts for computing, and letters go to an address alone. */
static void
test_seat (Members *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  JlyMember *one;
  guint n_posts;

  check_places (self, NULL, NULL);
  tell (self, MEMBERS_NOW + 1, "10.0.0.1:7000", NULL);
  check_places (self, NULL, "10.0.0.1:7000");
  tell (self, MEMBERS_NOW + 2, "10.0.0.2:7000", NULL);
  check_places (self, NULL, "10.0.0.2:7000");
  tell (self, MEMBERS_NOW + 3, NULL, "one.example:7461");
  check_places (self, "one.example:7461", "one.example:7461");
  tell (self, MEMBERS_NOW + 4, "10.0.0.3:7000", NULL);
  check_places (self, "one.example:7461", "10.0.0.3:7000");

  /* What was told is not told again, and what is none is not told at all. */
  one = members_open (self, ONE);
  n_posts = one->posts->len;
  g_assert_true (jly_member_tell_seat (one, "10.0.0.3:7000", &error));
  g_assert_cmpuint (one->posts->len, ==, n_posts);
  g_assert_false (jly_member_tell_seat (one, "nowhere", &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  members_close (one);
}

/* A kind is one to 32 small letters. */
static void
test_kinds (Members *self, gconstpointer unused)
{
  static const char *const wrong[]
      = { "", "Decision", "a b", "x2", "\xc3\xa4", "abcdefghijklmnopqrstuvwxyzabcdefg" };
  g_autoptr (JlyNote) fine = jly_note_new ("abcdefghijklmnopqrstuvwxyzabcdef");
  g_autoptr (GBytes) bytes = jly_note_encode (fine);
  g_autoptr (JlyNote) read = jly_note_decode (bytes, NULL);

  g_assert_cmpstr (read->kind, ==, fine->kind);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JlyNote) note = jly_note_new (wrong[i]);
      g_autoptr (GBytes) sent = jly_note_encode (note);

      g_assert_null (jly_note_decode (sent, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, prepare, func)                                                                   \
  g_test_add ("/member/" name, Members, (gconstpointer)prepare, set_up, func, tear_down)
  ADD ("clock-was-ahead", members_prepare, test_clock_was_ahead);
  ADD ("nothing-yet", NULL, test_nothing_yet);
  ADD ("wrong-part", members_prepare, test_wrong_part);
  ADD ("other-plan", prepare_figures, test_other_plan);
  ADD ("copied-approval", members_prepare, test_copied_approval);
  ADD ("set-of-anybody", members_prepare, test_set_of_anybody);
  ADD ("answer-of-anybody", members_prepare, test_answer_of_anybody);
  ADD ("note-of-own", members_prepare, test_note_of_own);
  ADD ("clock", members_prepare, test_clock);
  ADD ("kinds", NULL, test_kinds);
  ADD ("seat", prepare_figures, test_seat);
  ADD ("other-keys", members_prepare, test_other_keys);
#undef ADD
  return g_test_run ();
}
