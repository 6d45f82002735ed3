/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every value of everything that is signed, changed one at a time after it was signed: refused for
 * a reason that has a name, and nothing is different afterwards. */
#include "config.h"

#include "study/cbor-changes.h"
#include "study/governance-fixture.h"

#include "base/jly-error.h"

#include <string.h>

/* Gives changed bytes with the old signature to the governance. */
typedef gboolean (*TakeFunc) (Fixture *self, const JlySigned *item, GError **error);

/* Either the rule that stands against it, or the field that cannot be read. */
static void
assert_named (const GError *error, const char *path)
{
  JlyRefusal rule = jly_refusal_get_rule (error);

  if (error == NULL)
    g_error ("a change at %s went unnoticed", path);
  if (error->code == JLY_ERROR_PROTOCOL)
    g_assert_nonnull (strstr (error->message, "the "));
  else if (rule != JLY_REFUSAL_SIGNATURE && rule != JLY_REFUSAL_ASKER
           && rule != JLY_REFUSAL_CONTRACT)
    g_error ("a change at %s was refused for another reason: %s", path, error->message);
}

static guint
change_every_value (Fixture *self, const JlySigned *good, TakeFunc take)
{
  guint n_changes = 0;

  for (guint place = 0;; place++)
    for (guint variant = 0; variant < CBOR_N_VARIANTS; variant++)
      {
        g_autofree char *path = NULL;
        g_autoptr (GBytes) changed = cbor_change (good->bytes, place, variant, &path);
        g_autoptr (GError) error = NULL;
        JlySigned item = *good;

        if (changed == NULL)
          return n_changes;
        if (g_bytes_equal (changed, good->bytes))
          continue;
        item.bytes = changed;
        g_assert_false (take (self, &item, &error));
        assert_named (error, path);
        n_changes++;
      }
}

/* A contract that is another one has another governance, for which the signature is not good. */
static gboolean
take_contract (Fixture *self, const JlySigned *item, GError **error)
{
  g_autoptr (JlyContract) contract = jly_contract_decode (item->bytes, error);
  g_autoptr (JlyGovernance) governance = NULL;

  if (contract == NULL)
    return FALSE;
  /* Whoever would not begin it is not asked for a signature. */
  if (!jly_contract_check (contract, NULL))
    return jly_refuse (error, JLY_REFUSAL_CONTRACT, NULL);
  governance = jly_governance_new (item->bytes, error);
  return governance != NULL
         && jly_governance_take_signature (governance, item->signer, item->signature, error);
}

static void
test_contract (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = jly_contract_encode (self->contract);
  JlySigned item;

  fixture_sign (self, NORTH, JLY_SIGNS_CONTRACT, bytes, &item);
  g_assert_cmpuint (change_every_value (self, &item, take_contract), >, 1000);
  jly_signed_clear (&item);
}

static void
hash_question (const JlyProposal *question, guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (GBytes) bytes = jly_proposal_encode (question);

  jly_proposal_hash (bytes, hash);
}

/* Of the question with this hash. */
static GBytes *
make_decision (Fixture *self, const guint8 *question_hash, JlyVerdict verdict)
{
  g_autoptr (JlyDecision) decision = jly_decision_new ();

  memcpy (decision->contract_hash, jly_governance_get_contract_hash (self->governance),
          JLY_HASH_BYTES);
  memcpy (decision->question_hash, question_hash, JLY_HASH_BYTES);
  decision->verdict = verdict;
  decision->made_at = NOW;
  decision->expires_at = LATER;
  return jly_decision_encode (decision);
}

/* The question may be changed; the proposal that comes with it is of the one that was signed. */
static gboolean
take_question (Fixture *self, const JlySigned *item, GError **error)
{
  g_autoptr (GBytes) decision = make_decision (self, self->root, JLY_VERDICT_PROPOSE);
  JlySigned proposal;
  gboolean is_taken;

  fixture_sign (self, NORTH, JLY_SIGNS_DECISION, decision, &proposal);
  is_taken
      = jly_governance_take_question (self->governance, item->bytes, &proposal, NOW, NULL, error);
  jly_signed_clear (&proposal);
  return is_taken;
}

static void
test_question (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  g_autoptr (GError) error = NULL;
  JlySigned item = { 0 };

  fixture_start (self);
  question = fixture_question (self);
  item.bytes = jly_proposal_encode (question);
  /* From here on the root of the inputs is not needed, and its place holds the question's hash. */
  hash_question (question, self->root);
  g_assert_cmpuint (change_every_value (self, &item, take_question), >, 100);
  g_assert_cmpuint (jly_governance_count_questions (self->governance), ==, 0);
  g_assert_true (take_question (self, &item, &error));
  jly_signed_clear (&item);
}

static gboolean
take_decision (Fixture *self, const JlySigned *item, GError **error)
{
  return jly_governance_take_decision (self->governance, item, NOW, error);
}

static void
test_decision (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  guint8 hash[JLY_HASH_BYTES];
  JlyPartySet missing;
  JlySigned item;
  JlyRefusal rule;

  fixture_start (self);
  question = fixture_question (self);
  g_assert_true (fixture_propose (self, question, NORTH, NOW, &rule));
  hash_question (question, hash);
  bytes = make_decision (self, hash, JLY_VERDICT_APPROVE);
  fixture_sign (self, HARBOUR, JLY_SIGNS_DECISION, bytes, &item);
  missing = jly_governance_get_missing (self->governance, 0, NOW);
  g_assert_cmpuint (change_every_value (self, &item, take_decision), >, 100);
  g_assert_cmpuint (jly_governance_get_missing (self->governance, 0, NOW), ==, missing);
  g_assert_true (take_decision (self, &item, &error));
  jly_signed_clear (&item);
}

static gboolean
take_mandate (Fixture *self, const JlySigned *item, GError **error)
{
  return jly_governance_take_mandate (self->governance, item, 1, error);
}

static void
test_mandate (Fixture *self, gconstpointer data)
{
  JlyMandate mandate = { .representative = BOARD, .side = MEMBERS, .from = NOW, .until = LATER };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  JlySigned item;

  self->contract->policy.ask.clauses[0].may_represent = TRUE;
  self->contract->policy.mandate
      = (JlyQuorum){ .n = 1, .clauses = { { JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE, 1, FALSE } } };
  fixture_start (self);
  memcpy (mandate.contract_hash, jly_governance_get_contract_hash (self->governance),
          JLY_HASH_BYTES);
  bytes = jly_mandate_encode (&mandate);
  fixture_sign (self, NORTH, JLY_SIGNS_MANDATE, bytes, &item);
  g_assert_cmpuint (change_every_value (self, &item, take_mandate), >, 50);
  g_assert_true (take_mandate (self, &item, &error));
  jly_signed_clear (&item);
}

static gboolean
take_acceptance (Fixture *self, const JlySigned *item, GError **error)
{
  return jly_governance_take_acceptance (self->governance, item, NOW, error);
}

static void
test_acceptance (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyAcceptance) acceptance = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  JlySigned item;

  self->contract->policy.n_joining = 1;
  self->contract->policy.joining[0] = (JlyJoining){ MEMBERS, 3 };
  fixture_start (self);
  acceptance = fixture_acceptance (self);
  bytes = jly_acceptance_encode (acceptance);
  fixture_sign (self, LANE, JLY_SIGNS_ACCEPTANCE, bytes, &item);
  g_assert_cmpuint (change_every_value (self, &item, take_acceptance), >, 100);
  g_assert_cmpuint (jly_governance_get_joined (self->governance)->len, ==, 0);
  g_assert_true (take_acceptance (self, &item, &error));
  jly_signed_clear (&item);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/study/refused/" name, Fixture, NULL, fixture_begin, func, fixture_end)
  ADD ("contract", test_contract);
  ADD ("question", test_question);
  ADD ("decision", test_decision);
  ADD ("mandate", test_mandate);
  ADD ("acceptance", test_acceptance);
  return g_test_run ();
}
