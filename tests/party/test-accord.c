/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parties of a rehearsal sign, carried in a line and taken by a computing party's rules:
 * what is missing, forged or about something else is refused by its rule. */
#include "config.h"

#include "party/members-fixture.h"

#include "party/jly-accord.h"
#include "party/jly-json.h"

#include <string.h>

typedef struct
{
  Members people;
  JlyStudy *study;
  GBytes *bytes;
  JlyContract *contract;
  guint8 hash[JLY_HASH_BYTES];
  JlyGovernance *governance;
  JlySubmission submissions[N_COMPANIES];
  JlyAccord *accord;
} Room;

static void
sign_all (Room *self)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      guint8 signature[JLY_SIGNATURE_BYTES];

      jly_accord_sign (self->people.identities[i], self->bytes, signature);
      jly_accord_add_signature (self->accord, i, signature);
    }
}

static void
decide_all (Room *self)
{
  for (guint i = 0; i < N_COMPANIES; i++)
    {
      JlySigned item;

      jly_accord_decide (self->people.identities[i], i, self->hash, self->accord->proposal,
                         MEMBERS_NOW, &item);
      jly_accord_add_decision (self->accord, &item);
    }
}

static void
set_up (Room *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyProposal) proposal = NULL;
  guint8 root[JLY_HASH_BYTES];

  members_set_up (&self->people);
  self->study = members_make_study (&self->people);
  self->bytes = jly_accord_make_contract (self->study, MEMBERS_NOW, &error);
  self->contract = jly_contract_decode (self->bytes, &error);
  jly_contract_hash (self->bytes, self->hash);
  self->governance = jly_governance_new (self->bytes, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_COMPANIES; i++)
    {
      const JlyParty *party = self->study->providers->pdata[i];

      memcpy (self->submissions[i].provider, party->keys.identity, 32);
      self->submissions[i].n_rows = 1;
    }
  jly_submissions_root (self->submissions, N_COMPANIES, root);
  proposal = jly_accord_make_proposal (self->contract, self->hash, self->study, root, N_COMPANIES,
                                       &error);
  g_assert_no_error (error);
  self->accord = jly_accord_new ();
  self->accord->proposal = jly_proposal_encode (proposal);
}

static void
tear_down (Room *self, gconstpointer unused)
{
  jly_accord_free (self->accord);
  jly_governance_free (self->governance);
  jly_contract_free (self->contract);
  g_bytes_unref (self->bytes);
  jly_study_free (self->study);
  members_tear_down (&self->people);
}

/* Takes all, and says which rule stood against it; JLY_N_REFUSALS: none, and it may be computed. */
static JlyRefusal
take (Room *self, const JlyAccord *accord)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyProposal) proposal = jly_proposal_decode (accord->proposal, &error);
  guint question = 7;

  if (!jly_accord_take (accord, self->governance, self->submissions, N_COMPANIES, MEMBERS_NOW,
                        &question, &error))
    return jly_refusal_get_rule (error);
  g_assert_cmpuint (question, ==, 0);
  if (!jly_governance_check_start (self->governance, 0, proposal->plan_hash, MEMBERS_NOW, &error))
    return jly_refusal_get_rule (error);
  return JLY_N_REFUSALS;
}

/* As it is after a line of the control protocol. */
static JlyAccord *
carry (const JlyAccord *accord)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonObject) read = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  jly_accord_to_json (accord, object);
  line = jly_json_print (object, FALSE);
  read = jly_json_parse (line, &error);
  g_assert_no_error (error);
  return jly_accord_from_json (read);
}

static void
test_whole (Room *self, gconstpointer unused)
{
  g_autoptr (JlyAccord) carried = NULL;

  decide_all (self);
  sign_all (self);
  carried = carry (self->accord);
  g_assert_nonnull (carried);
  g_assert_cmpint (take (self, carried), ==, JLY_N_REFUSALS);
}

static void
test_unsigned (Room *self, gconstpointer unused)
{
  sign_all (self);
  decide_all (self);
  g_array_set_size (self->accord->signatures, N_MEMBERS - 1);
  g_assert_cmpint (take (self, self->accord), ==, JLY_REFUSAL_CONTRACT_SIGNED);
}

static void
test_not_approved (Room *self, gconstpointer unused)
{
  sign_all (self);
  decide_all (self);
  g_array_set_size (self->accord->decisions, N_COMPANIES - 1);
  g_assert_cmpint (take (self, self->accord), ==, JLY_REFUSAL_APPROVALS);
}

/* The parent carries everything, and can forge nothing. */
static void
test_forged (Room *self, gconstpointer unused)
{
  sign_all (self);
  decide_all (self);
  g_array_index (self->accord->decisions, JlySigned, 2).signer = 1;
  g_assert_cmpint (take (self, self->accord), ==, JLY_REFUSAL_SIGNATURE);
}

static void
test_other_proposal (Room *self, gconstpointer unused)
{
  g_autoptr (JlyProposal) other = jly_proposal_decode (self->accord->proposal, NULL);

  sign_all (self);
  decide_all (self);
  other->expires_at--;
  g_bytes_unref (self->accord->proposal);
  self->accord->proposal = jly_proposal_encode (other);
  g_assert_cmpint (take (self, self->accord), ==, JLY_REFUSAL_SIGNATURE);
}

/* What it is taken with must be what was agreed on. */
static void
test_other_figures (Room *self, gconstpointer unused)
{
  sign_all (self);
  decide_all (self);
  self->submissions[1].upload[4] = 1;
  g_assert_cmpint (take (self, self->accord), ==, JLY_REFUSAL_INPUTS);
}

static void
test_line (Room *self, gconstpointer unused)
{
  static const char *const members[] = { "signatures", "decisions", "proposal" };

  sign_all (self);
  decide_all (self);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      jly_accord_to_json (self->accord, object);
      json_object_remove_member (object, members[i]);
      g_assert_null (jly_accord_from_json (object));
    }
  g_array_index (self->accord->signatures, JlySigned, N_MEMBERS - 1).signer
      = JLY_POLICY_MAX_PARTIES;
  g_assert_null (carry (self->accord));
}

/* A company signs what it would have asked for, and no question more. */
static void
test_check (Room *self, gconstpointer unused)
{
  g_autoptr (JlyProposal) other = jly_proposal_decode (self->accord->proposal, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_accord_check_proposal (self->contract, self->hash, self->study,
                                            self->accord->proposal, &error));
  other->plan_hash[0] ^= 1;
  bytes = jly_proposal_encode (other);
  g_assert_false (
      jly_accord_check_proposal (self->contract, self->hash, self->study, bytes, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_clear_error (&error);
  jly_study_question_set (jly_study_add_question (self->study, "more", "mean"), "column", "amount");
  g_assert_false (jly_accord_check_proposal (self->contract, self->hash, self->study,
                                             self->accord->proposal, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/accord/" name, Room, NULL, set_up, func, tear_down)
  ADD ("whole", test_whole);
  ADD ("unsigned", test_unsigned);
  ADD ("not-approved", test_not_approved);
  ADD ("forged", test_forged);
  ADD ("other-proposal", test_other_proposal);
  ADD ("other-figures", test_other_figures);
  ADD ("line", test_line);
  ADD ("check", test_check);
#undef ADD
  return g_test_run ();
}
