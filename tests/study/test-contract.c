/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of contract, question, decision and mandate: one form each, any changed bit is refused
 * or changes the hash, and a contract that nobody could live by is not begun. */
#include "config.h"

#include "study/governance-fixture.h"

#include "base/jly-error.h"

#include <string.h>

/* Decodes and encodes again; NULL if the bytes are refused. */
typedef GBytes *(*AgainFunc) (GBytes *bytes, GError **error);

static GBytes *
contract_again (GBytes *bytes, GError **error)
{
  g_autoptr (JlyContract) contract = jly_contract_decode (bytes, error);

  return contract == NULL ? NULL : jly_contract_encode (contract);
}

static GBytes *
question_again (GBytes *bytes, GError **error)
{
  g_autoptr (JlyProposal) question = jly_proposal_decode (bytes, error);

  return question == NULL ? NULL : jly_proposal_encode (question);
}

static GBytes *
decision_again (GBytes *bytes, GError **error)
{
  g_autoptr (JlyDecision) decision = jly_decision_decode (bytes, error);

  return decision == NULL ? NULL : jly_decision_encode (decision);
}

static GBytes *
mandate_again (GBytes *bytes, GError **error)
{
  JlyMandate mandate;

  return jly_mandate_decode (bytes, &mandate, error) ? jly_mandate_encode (&mandate) : NULL;
}

static void
check_one_form (AgainFunc again, const guint8 *data, gsize n)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, n);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) other = again (bytes, &error);

  if (other != NULL)
    g_assert_true (g_bytes_equal (bytes, other));
  else
    {
      g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
      g_assert_nonnull (strstr (error->message, "the "));
    }
}

/* Every bit changed, every length cut off, every byte left out: refused in words, or read as what
 * it says and nothing else. */
static void
check_changes (AgainFunc again, GBytes *good)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (good, &n);
  g_autofree guint8 *changed = g_malloc (n + 1);

  for (gsize i = 0; i < n; i++)
    {
      for (guint bit = 0; bit < 8; bit++)
        {
          memcpy (changed, data, n);
          changed[i] ^= (guint8)(1 << bit);
          check_one_form (again, changed, n);
        }
      check_one_form (again, data, i);
      memcpy (changed, data, i);
      memcpy (changed + i, data + i + 1, n - i - 1);
      check_one_form (again, changed, n - 1);
    }
  memcpy (changed, data, n);
  changed[n] = 0;
  check_one_form (again, changed, n + 1);
}

static void
check_round (AgainFunc again, GBytes *good)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) other = again (good, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (good, other));
  check_changes (again, good);
}

static void
test_contract_bytes (Fixture *self, gconstpointer data)
{
  static const char *const sizes[] = { "small", "large", NULL };
  g_autoptr (GBytes) bytes = NULL;
  JlyContractParty *north = self->contract->parties->pdata[NORTH];
  JlyContractColumn *column;

  g_free (north->operated_by);
  north->operated_by = g_strdup ("North Hosting");
  column = jly_contract_add_column (self->contract, "size", "Size", 0, 0, 0);
  jly_contract_column_set_categories (column, sizes);
  jly_contract_add_column (self->contract, "exports", "Exports", 2, 0, 100);
  jly_study_checks_add (self->contract->checks, 3, 0, 1);
  jly_study_rows_add (self->contract->rows, "Roofing", "hours", 30);
  jly_contract_question_set (jly_contract_add_question (self->contract, "count"), "where", "size");
  self->contract->rehearsal = TRUE;
  g_free (self->contract->currency);
  self->contract->currency = g_strdup ("EUR");
  self->contract->policy.veto = (JlyPartySet)1 << TOWN_HALL;
  self->contract->policy.approve.clauses[0].may_represent = TRUE;
  bytes = jly_contract_encode (self->contract);
  check_round (contract_again, bytes);
}

static void
test_question_bytes (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyProposal) question = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) unordered = NULL;
  g_autoptr (GError) error = NULL;
  JlyProposalUse use = { 1, JLY_USE_GROUP };

  fixture_start (self);
  question = fixture_question (self);
  g_array_append_val (question->uses, use);
  bytes = jly_proposal_encode (question);
  check_round (question_again, bytes);
  g_array_index (question->uses, JlyProposalUse, 0) = use;
  unordered = jly_proposal_encode (question);
  g_assert_null (jly_proposal_decode (unordered, &error));
  g_assert_nonnull (strstr (error->message, "uses"));
}

static void
test_decision_bytes (Fixture *self, gconstpointer data)
{
  g_autoptr (JlyDecision) decision = jly_decision_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) silent = NULL;
  g_autoptr (GError) error = NULL;

  decision->verdict = JLY_VERDICT_REJECT;
  decision->log_size = 12;
  silent = jly_decision_encode (decision);
  g_assert_null (jly_decision_decode (silent, &error));
  g_assert_nonnull (strstr (error->message, "reason"));
  g_free (decision->reason);
  decision->reason = g_strdup ("too few members");
  bytes = jly_decision_encode (decision);
  check_round (decision_again, bytes);
}

static void
test_mandate_bytes (void)
{
  const JlyMandate mandate = { .representative = 4, .side = 1, .from = 5, .until = 6 };
  const JlyMandate empty = { .representative = 4, .side = 1, .from = 6, .until = 6 };
  g_autoptr (GBytes) bytes = jly_mandate_encode (&mandate);
  g_autoptr (GBytes) bad = jly_mandate_encode (&empty);
  g_autoptr (GError) error = NULL;
  JlyMandate read;

  check_round (mandate_again, bytes);
  g_assert_false (jly_mandate_decode (bad, &read, &error));
  g_assert_nonnull (strstr (error->message, "until"));
}

typedef void (*SpoilFunc) (JlyContract *contract);

static void
spoil_miners (JlyContract *contract)
{
  ((JlyContractParty *)contract->parties->pdata[NORTH])->roles = JLY_ROLE_FLAG_PROVIDER;
}

static void
spoil_name (JlyContract *contract)
{
  JlyContractParty *party = contract->parties->pdata[HARBOUR];

  g_free (party->name);
  party->name = g_strdup ("NORTH");
}

static void
spoil_key (JlyContract *contract)
{
  JlyContractParty *one = contract->parties->pdata[HARBOUR];
  const JlyContractParty *other = contract->parties->pdata[RIDGE];

  memcpy (one->keys.sealing, other->keys.sealing, 32);
}

static void
spoil_line (JlyContract *contract)
{
  JlyContractParty *party = contract->parties->pdata[HARBOUR];

  g_free (party->name);
  party->name = g_strdup ("har\nbour");
}

static void
spoil_role (JlyContract *contract)
{
  ((JlyContractParty *)contract->parties->pdata[STRANGER])->roles = 0;
}

static void
spoil_column (JlyContract *contract)
{
  jly_contract_add_column (contract, "staff", "Again", 0, 0, 1);
}

static void
spoil_range (JlyContract *contract)
{
  ((JlyContractColumn *)contract->columns->pdata[1])->min = 6000;
}

static void
spoil_open_to (JlyContract *contract)
{
  ((JlyContractColumn *)contract->columns->pdata[1])->open_to = (JlyPartySet)1 << N_PEOPLE;
}

static void
spoil_ask (JlyContract *contract)
{
  contract->policy.ask.clauses[0].at_least = 5;
}

static void
spoil_approve (JlyContract *contract)
{
  contract->policy.approve.n = 0;
}

static void
spoil_mandate (JlyContract *contract)
{
  contract->policy.ask.clauses[0].may_represent = TRUE;
}

static void
spoil_learn (JlyContract *contract)
{
  contract->policy.learn.roles = 0;
}

static void
spoil_question (JlyContract *contract)
{
  g_free (((JlyContractQuestion *)contract->questions->pdata[0])->analysis);
  ((JlyContractQuestion *)contract->questions->pdata[0])->analysis = g_strdup ("guess");
}

static void
spoil_setting (JlyContract *contract)
{
  jly_contract_question_set (contract->questions->pdata[0], "size", NULL);
}

static void
spoil_rows (JlyContract *contract)
{
  contract->most_rows = 0;
}

static void
spoil_check (JlyContract *contract)
{
  jly_study_checks_add (contract->checks, 0, 1, 1); /* other decimals */
}

static void
spoil_questions (JlyContract *contract)
{
  g_ptr_array_set_size (contract->questions, 0);
}

static void
spoil_budget (JlyContract *contract)
{
  contract->policy.max_questions = 0;
}

static void
spoil_end (JlyContract *contract)
{
  contract->ends_at = contract->made_at;
}

static void
test_check (Fixture *self, gconstpointer data)
{
  static const struct
  {
    SpoilFunc spoil;
    const char *word;
  } cases[] = {
    { spoil_miners, "three" },          { spoil_name, "same name" },
    { spoil_key, "same key" },          { spoil_line, "no name" },
    { spoil_role, "no role" },          { spoil_column, "Two columns" },
    { spoil_range, "smallest" },        { spoil_open_to, "open to" },
    { spoil_ask, "nobody can ask" },    { spoil_approve, "approved" },
    { spoil_mandate, "mandate" },       { spoil_learn, "learns" },
    { spoil_questions, "kind" },        { spoil_budget, "no question" },
    { spoil_end, "before it begins" },  { spoil_question, "cannot" },
    { spoil_setting, "means nothing" }, { spoil_rows, "rows" },
    { spoil_check, "Check 1" },
  };
  g_autoptr (GBytes) good = jly_contract_encode (self->contract);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyContract) contract = jly_contract_decode (good, &error);

      g_assert_true (jly_contract_check (contract, &error));
      cases[i].spoil (contract);
      g_assert_false (jly_contract_check (contract, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
      g_assert_nonnull (strstr (error->message, cases[i].word));
    }
}

static void
test_dependence (Fixture *self, gconstpointer data)
{
  JlyContractParty *north = self->contract->parties->pdata[NORTH];
  JlyContractParty *ridge = self->contract->parties->pdata[RIDGE];
  JlyContractParty *town = self->contract->parties->pdata[TOWN_HALL];
  g_autoptr (GPtrArray) none = jly_contract_find_dependence (self->contract);
  g_autoptr (GPtrArray) found = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_free (north->operated_by);
  g_free (ridge->operated_by);
  g_free (town->operated_by);
  north->operated_by = g_strdup ("One Cloud");
  ridge->operated_by = g_strdup (" one cloud");
  town->operated_by = g_strdup ("One Cloud"); /* computes nothing */
  found = jly_contract_find_dependence (self->contract);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (found->pdata[0], ==, "north and ridge are both operated by One Cloud.");
}

/* All rules of up to two clauses over four parties, against counting by hand. */
static void
test_quorum (void)
{
  static const JlyPartySet groups[] = { 0x1, 0x3, 0x7, 0xc, 0xf };
  JlyQuorum quorum = { .n = 2 };
  JlyQuorumBase base = { 0 };

  g_assert_cmpint (jly_quorum_judge (&(JlyQuorum){ .n = 0 }, &base, ~(JlyPartySet)0, 0), ==,
                   JLY_QUORUM_UNREACHABLE);
  for (guint a = 0; a < G_N_ELEMENTS (groups); a++)
    for (guint b = 0; b < G_N_ELEMENTS (groups); b++)
      for (guint state = 0; state < 81 * 3; state++)
        {
          JlyPartySet agreed = 0, refused = 0;
          guint rest = state, needs[2] = { state / 81, 0 };
          gboolean is_met = TRUE, can_be = TRUE;

          for (guint i = 0; i < 4; i++, rest /= 3)
            {
              agreed |= (JlyPartySet)(rest % 3 == 1) << i;
              refused |= (JlyPartySet)(rest % 3 == 2) << i;
            }
          base.who[0] = groups[a];
          base.who[1] = groups[b];
          quorum.clauses[0].at_least = needs[0];
          for (guint c = 0; c < 2; c++)
            {
              guint n = needs[c] > 0 ? needs[c] : jly_party_set_count (base.who[c]);

              is_met &= jly_party_set_count (base.who[c] & agreed) >= n;
              can_be &= jly_party_set_count (base.who[c] & ~refused) >= n;
            }
          g_assert_cmpint (jly_quorum_judge (&quorum, &base, agreed, refused), ==,
                           is_met   ? JLY_QUORUM_MET
                           : can_be ? JLY_QUORUM_OPEN
                                    : JLY_QUORUM_UNREACHABLE);
        }
  base.who[0] = 0;
  quorum.clauses[0].at_least = 0;
  g_assert_cmpint (jly_quorum_judge (&quorum, &base, 0xf, 0), ==, JLY_QUORUM_UNREACHABLE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/study/contract/" name, Fixture, NULL, fixture_begin, func, fixture_end)
  ADD ("contract-bytes", test_contract_bytes);
  ADD ("question-bytes", test_question_bytes);
  ADD ("decision-bytes", test_decision_bytes);
  ADD ("check", test_check);
  ADD ("dependence", test_dependence);
  g_test_add_func ("/study/contract/mandate-bytes", test_mandate_bytes);
  g_test_add_func ("/study/contract/quorum", test_quorum);
  return g_test_run ();
}
