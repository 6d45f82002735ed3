/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See governance-fixture.h. */
#include "config.h"

#include "study/governance-fixture.h"

#include <string.h>

void
fixture_add (Fixture *self, const char *name, guint roles, guint side)
{
  guint i = self->contract->parties->len;
  JlyContractParty *party = jly_contract_add_party (self->contract, name, roles, side);

  g_assert_cmpuint (i, <, MAX_PEOPLE);
  self->people[i] = jly_identity_generate ();
  jly_identity_get_public (self->people[i], party->keys.identity, party->keys.link,
                           party->keys.sealing);
}

static void
add_people (Fixture *self)
{
  static const struct
  {
    const char *name;
    guint roles, side;
  } people[N_PEOPLE] = {
    { "north", JLY_ROLE_FLAG_PROVIDER | JLY_ROLE_FLAG_MINER, MEMBERS },
    { "harbour", JLY_ROLE_FLAG_PROVIDER | JLY_ROLE_FLAG_MINER, MEMBERS },
    { "ridge", JLY_ROLE_FLAG_PROVIDER | JLY_ROLE_FLAG_MINER, MEMBERS },
    { "town", JLY_ROLE_FLAG_PROVIDER, TOWN },
    { "board", JLY_ROLE_FLAG_REPRESENTATIVE, MEMBERS },
    { "officer", JLY_ROLE_FLAG_OFFICER, JLY_NO_SIDE },
    { "stranger", JLY_ROLE_FLAG_ORGANIZER, JLY_NO_SIDE },
  };

  for (guint i = 0; i < N_PEOPLE; i++)
    fixture_add (self, people[i].name, people[i].roles, people[i].side);
}

static JlyQuorum
all_providers (guint at_least)
{
  return (JlyQuorum){ .n = 1,
                      .clauses = { { JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE, at_least, FALSE } } };
}

/* What every contract here has. */
static JlyContract *
make_contract (Fixture *self)
{
  JlyContract *contract = jly_contract_new ();
  JlyContractColumn *column;

  memset (self, 0, sizeof *self);
  self->contract = contract;
  g_free (contract->study_id);
  contract->study_id = g_strdup ("0123456789abcdef0123456789abcdef");
  contract->version = 1;
  g_free (contract->title);
  contract->title = g_strdup ("Turnover of the members");
  contract->made_at = NOW - 10;
  contract->ends_at = LATER;
  column = jly_contract_add_column (contract, "turnover", "Turnover", 2, 0, 100000000);
  column->rights = JLY_USE_SUM | JLY_USE_COUNT;
  column = jly_contract_add_column (contract, "staff", "Staff", 0, -5, 5000);
  column->rights = JLY_USE_FILTER;
  contract->most_rows = 100;
  jly_contract_add_question (contract, "sum");
  return contract;
}

void
fixture_set_up_case (Fixture *self, const char *id)
{
  g_autofree char *path = g_strdup_printf ("%s/cases/%s.xml", JLY_SOURCE_DATADIR, id);
  g_autoptr (GError) error = NULL;

  make_contract (self);
  self->template = jly_case_load (path, &error);
  g_assert_no_error (error);
}

void
fixture_set_up (Fixture *self)
{
  JlyContract *contract = make_contract (self);

  g_ptr_array_add (contract->sides, g_strdup ("members"));
  g_ptr_array_add (contract->sides, g_strdup ("town"));
  add_people (self);
  contract->policy = (JlyPolicy){
    .ask = all_providers (1),
    .approve_first = all_providers (0),
    .approve = all_providers (0),
    .learn = { .roles = JLY_ROLE_FLAG_PROVIDER },
    .min_rows = 5,
    .min_parties = 3,
    .top_share = 80,
    .max_questions = 2,
    .days_kept = 30,
  };
}

void
fixture_tear_down (Fixture *self)
{
  for (guint i = 0; i < MAX_PEOPLE; i++)
    jly_identity_free (self->people[i]);
  g_clear_object (&self->template);
  jly_contract_free (self->contract);
  jly_governance_free (self->governance);
}

void
fixture_begin (Fixture *self, gconstpointer data)
{
  fixture_set_up (self);
}

void
fixture_end (Fixture *self, gconstpointer data)
{
  fixture_tear_down (self);
}

void
jly_signed_clear (JlySigned *item)
{
  g_clear_pointer (&item->bytes, g_bytes_unref);
}

void
fixture_sign (Fixture *self, guint signer, const char *what, GBytes *bytes, JlySigned *item)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  item->bytes = g_bytes_ref (bytes);
  item->signer = signer;
  jly_identity_sign (self->people[signer], what, data, n, item->signature);
}

void
fixture_sign_by_all (Fixture *self)
{
  g_autoptr (GBytes) bytes = jly_contract_encode (self->contract);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->contract->parties->len; i++)
    {
      JlySigned item;

      fixture_sign (self, i, JLY_SIGNS_CONTRACT, bytes, &item);
      g_assert_true (jly_governance_take_signature (self->governance, i, item.signature, &error));
      jly_signed_clear (&item);
    }
}

void
fixture_freeze (Fixture *self, guint n_providers, guint8 version)
{
  g_autofree JlySubmission *submissions = g_new0 (JlySubmission, n_providers);
  g_autoptr (GError) error = NULL;

  /* Descending, since the order must not matter. */
  for (guint i = 0; i < n_providers; i++)
    {
      submissions[i].provider[0] = (guint8)(200 - i);
      submissions[i].upload[0] = i == 0 ? version : 0;
      submissions[i].figures[0] = i == 0 ? self->mark : 0;
      submissions[i].n_rows = 10;
    }
  g_assert_true (jly_governance_freeze (self->governance, submissions, n_providers, &error));
  g_assert_no_error (error);
  jly_submissions_root (submissions, n_providers, self->root);
  self->n_inputs = n_providers;
}

void
fixture_start (Fixture *self)
{
  g_autoptr (GBytes) bytes = jly_contract_encode (self->contract);
  g_autoptr (GError) error = NULL;

  self->governance = jly_governance_new (bytes, &error);
  g_assert_no_error (error);
  fixture_sign_by_all (self);
  fixture_freeze (self, 4, 0);
}

JlyProposal *
fixture_question (Fixture *self)
{
  JlyProposal *question = jly_proposal_new ();
  JlyProposalUse use = { 0, JLY_USE_SUM };

  memcpy (question->contract_hash, jly_governance_get_contract_hash (self->governance),
          JLY_HASH_BYTES);
  jly_study_question_set (jly_study_questions_add (question->questions, "", "sum"), "column",
                          "turnover");
  g_array_append_val (question->uses, use);
  memset (question->plan_hash, 9, JLY_HASH_BYTES);
  memcpy (question->inputs_root, self->root, JLY_HASH_BYTES);
  question->n_submissions = self->n_inputs;
  question->recipients = jly_contract_select (self->contract, JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  question->expires_at = NOW + 500;
  return question;
}

static gboolean
report (gboolean is_taken, GError *error, JlyRefusal *rule)
{
  *rule = jly_refusal_get_rule (error);
  g_assert_true (is_taken == (error == NULL));
  g_clear_error (&error);
  return is_taken;
}

static void
find_hash (Fixture *self, guint question, guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (GBytes) bytes
      = jly_proposal_encode (jly_governance_get_question (self->governance, question));

  jly_proposal_hash (bytes, hash);
}

/* Everybody's log has grown since the last decision. */
static JlyDecision *
new_decision (Fixture *self, JlyVerdict verdict)
{
  JlyDecision *decision = jly_decision_new ();

  memcpy (decision->contract_hash, jly_governance_get_contract_hash (self->governance),
          JLY_HASH_BYTES);
  decision->verdict = verdict;
  g_free (decision->reason);
  decision->reason = g_strdup ("as we spoke");
  decision->made_at = NOW;
  decision->expires_at = LATER;
  decision->log_size = ++self->log_size;
  return decision;
}

JlyDecision *
fixture_decision (Fixture *self, guint question, JlyVerdict verdict)
{
  JlyDecision *decision = new_decision (self, verdict);

  if (verdict != JLY_VERDICT_BEFOREHAND)
    find_hash (self, question, decision->question_hash);
  return decision;
}

gboolean
fixture_hear (
    Fixture *self, const JlyDecision *decision, guint signer, gint64 now, JlyRefusal *rule)
{
  g_autoptr (GBytes) bytes = jly_decision_encode (decision);
  JlySigned item;
  GError *error = NULL;
  gboolean is_taken;

  fixture_sign (self, signer, JLY_SIGNS_DECISION, bytes, &item);
  is_taken = jly_governance_take_decision (self->governance, &item, now, &error);
  jly_signed_clear (&item);
  return report (is_taken, error, rule);
}

gboolean
fixture_propose (Fixture *self, JlyProposal *question, guint asker, gint64 now, JlyRefusal *rule)
{
  g_autoptr (GBytes) bytes = jly_proposal_encode (question);
  g_autoptr (JlyDecision) decision = new_decision (self, JLY_VERDICT_PROPOSE);
  g_autoptr (GBytes) said = NULL;
  JlySigned proposal;
  GError *error = NULL;
  gboolean is_taken;

  jly_proposal_hash (bytes, decision->question_hash);
  said = jly_decision_encode (decision);
  fixture_sign (self, asker, JLY_SIGNS_DECISION, said, &proposal);
  is_taken = jly_governance_take_question (self->governance, bytes, &proposal, now, NULL, &error);
  jly_signed_clear (&proposal);
  return report (is_taken, error, rule);
}

gboolean
fixture_say (
    Fixture *self, guint question, guint signer, JlyVerdict verdict, gint64 now, JlyRefusal *rule)
{
  g_autoptr (JlyDecision) decision = fixture_decision (self, question, verdict);

  return fixture_hear (self, decision, signer, now, rule);
}

gboolean
fixture_mandate (Fixture *self, guint representative, guint side, guint givers, JlyRefusal *rule)
{
  JlyMandate mandate
      = { .representative = representative, .side = side, .from = NOW + 10, .until = NOW + 100 };
  g_autoptr (GBytes) bytes = NULL;
  JlySigned items[MAX_PEOPLE];
  gsize n = 0;
  GError *error = NULL;
  gboolean is_taken;

  memcpy (mandate.contract_hash, jly_governance_get_contract_hash (self->governance),
          JLY_HASH_BYTES);
  bytes = jly_mandate_encode (&mandate);
  for (guint i = 0; i < MAX_PEOPLE; i++)
    if ((givers >> i & 1) != 0)
      fixture_sign (self, i, JLY_SIGNS_MANDATE, bytes, &items[n++]);
  is_taken = jly_governance_take_mandate (self->governance, items, n, &error);
  for (gsize i = 0; i < n; i++)
    jly_signed_clear (&items[i]);
  return report (is_taken, error, rule);
}

JlyAcceptance *
fixture_acceptance (Fixture *self)
{
  g_autoptr (GBytes) contract = jly_contract_encode (self->contract);
  JlyAcceptance *acceptance = jly_acceptance_new ();

  if (self->people[LANE] == NULL)
    self->people[LANE] = jly_identity_generate ();
  g_free (acceptance->name);
  acceptance->name = g_strdup ("lane");
  jly_identity_get_public (self->people[LANE], acceptance->keys.identity, acceptance->keys.link,
                           acceptance->keys.sealing);
  jly_contract_hash (contract, acceptance->contract_hash);
  acceptance->wording = self->contract->wording;
  acceptance->side = MEMBERS;
  acceptance->made_at = NOW;
  return acceptance;
}

gboolean
fixture_join (Fixture *self, const JlyAcceptance *acceptance, gint64 now, JlyRefusal *rule)
{
  g_autoptr (GBytes) bytes = jly_acceptance_encode (acceptance);
  JlySigned item;
  GError *error = NULL;
  gboolean is_taken;

  fixture_sign (self, LANE, JLY_SIGNS_ACCEPTANCE, bytes, &item);
  is_taken = jly_governance_take_acceptance (self->governance, &item, now, &error);
  jly_signed_clear (&item);
  return report (is_taken, error, rule);
}

gboolean
fixture_run (Fixture *self, guint question, gint64 now, JlyRefusal *rule)
{
  guint8 plan[JLY_HASH_BYTES];
  guint attempt;
  GError *error = NULL;
  gboolean is_started;

  memset (plan, 9, sizeof plan);
  is_started = jly_governance_start (self->governance, question, plan, now, &attempt, &error);
  return report (is_started, error, rule);
}

guint
fixture_agree (Fixture *self, JlyProposal *question)
{
  guint index = jly_governance_count_questions (self->governance);
  JlyRefusal rule;

  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
  g_assert_true (fixture_say (self, index, HARBOUR, JLY_VERDICT_APPROVE, NOW, &rule));
  g_assert_true (fixture_say (self, index, RIDGE, JLY_VERDICT_APPROVE, NOW, &rule));
  g_assert_true (fixture_say (self, index, TOWN_HALL, JLY_VERDICT_APPROVE, NOW, &rule));
  return index;
}
