/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits that were set beside one's own figures become the contract's, and nothing else does. */
#include "config.h"

#include "study/jly-contract-limits.h"

static JlyContract *
make_contract (void)
{
  static const char *const sizes[] = { "small", "large", NULL };
  JlyContract *contract = jly_contract_new ();

  g_free (contract->currency);
  contract->currency = g_strdup ("EUR");
  g_free (jly_contract_add_column (contract, "turnover", "Turnover", 2, 0, 500000)->unit);
  ((JlyContractColumn *)contract->columns->pdata[0])->unit = g_strdup ("EUR");
  jly_contract_add_column (contract, "exports", "Exports", 2, 0, 500000);
  jly_contract_column_set_categories (jly_contract_add_column (contract, "size", "Size", 0, 0, 1),
                                      sizes);
  return contract;
}

static const JlyContractColumn *
get_column (const JlyContract *contract, guint index)
{
  return contract->columns->pdata[index];
}

/* What is made of a contract, taken back, changes nothing. */
static void
test_same (void)
{
  g_autoptr (JlyContract) contract = make_contract ();
  g_autoptr (JlyRules) rules = jly_contract_make_rules (contract);
  const JlyStudyCheck check = { .column = 1, .other = 0, .times = 1 };
  g_autoptr (JlyRules) with_check = NULL;

  g_assert_cmpuint (rules->columns->len, ==, 3);
  g_assert_cmpstr (jly_rules_get_column (rules, 0)->currency, ==, "EUR");
  g_assert_cmpint (jly_rules_find (rules, 0, JLY_RULE_RANGE)->most, ==, 500000);
  g_assert_nonnull (jly_rules_find (rules, 2, JLY_RULE_CATEGORIES));
  g_assert_cmpuint (jly_contract_take_limits (contract, rules), ==, 0);
  g_ptr_array_add (contract->checks, g_memdup2 (&check, sizeof check));
  with_check = jly_contract_make_rules (contract);
  g_assert_cmpuint (jly_contract_take_limits (contract, with_check), ==, 0);
  g_assert_cmpuint (contract->checks->len, ==, 1);
}

static void
test_taken (void)
{
  g_autoptr (JlyContract) contract = make_contract ();
  g_autoptr (JlyRules) rules = jly_rules_new ();
  const JlyRule list[] = {
    { .kind = JLY_RULE_RANGE, .column = 0, .least = 100, .most = 900 },
    { .kind = JLY_RULE_RANGE, .column = 0, .least = 5, .most = 6, .is_soft = TRUE },
    { .kind = JLY_RULE_NOT_ABOVE, .column = 1, .other = 0, .times = 1 },
    { .kind = JLY_RULE_NOT_ABOVE, .column = 0, .other = 1, .times = 10, .is_soft = TRUE },
    { .kind = JLY_RULE_RANGE, .column = 2, .least = 1, .most = 2 },
    { .kind = JLY_RULE_RANGE, .column = 3, .least = 1, .most = 2 },
    { .kind = JLY_RULE_REQUIRED, .column = 0 },
    { .kind = JLY_RULE_REQUIRED, .column = 3 },
  };
  const JlyStudyCheck *check;

  jly_rules_add_column (rules, "turnover", JLY_VALUE_NUMBER, 2);
  jly_rules_add_column (rules, "exports", JLY_VALUE_NUMBER, 2);
  /* Not the study's; and the study's in other steps. */
  jly_rules_add_column (rules, "staff", JLY_VALUE_NUMBER, 0);
  jly_rules_add_column (rules, "size", JLY_VALUE_NUMBER, 0);
  for (guint i = 0; i < G_N_ELEMENTS (list); i++)
    jly_rules_add (rules, &list[i]);
  g_assert_cmpuint (jly_contract_take_limits (contract, rules), ==, 3);
  g_assert_false (get_column (contract, 0)->may_be_missing);
  g_assert_true (get_column (contract, 1)->may_be_missing);
  g_assert_false (get_column (contract, 2)->may_be_missing);
  g_assert_cmpint (get_column (contract, 0)->min, ==, 100);
  g_assert_cmpint (get_column (contract, 0)->max, ==, 900);
  g_assert_cmpint (get_column (contract, 1)->max, ==, 500000);
  g_assert_cmpint (get_column (contract, 2)->max, ==, 1);
  g_assert_cmpuint (contract->checks->len, ==, 1);
  check = contract->checks->pdata[0];
  g_assert_cmpuint (check->column, ==, 1);
  g_assert_cmpuint (check->other, ==, 0);
  g_assert_cmpuint (jly_contract_take_limits (contract, rules), ==, 0);
}

/* A check that was switched off is the contract's no more. */
static void
test_dropped (void)
{
  g_autoptr (JlyContract) contract = make_contract ();
  g_autoptr (JlyRules) rules = jly_contract_make_rules (contract);
  const JlyStudyCheck check = { .column = 1, .other = 0, .times = 1 };

  g_ptr_array_add (contract->checks, g_memdup2 (&check, sizeof check));
  g_assert_cmpuint (jly_contract_take_limits (contract, rules), ==, 1);
  g_assert_cmpuint (contract->checks->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/limits/same", test_same);
  g_test_add_func ("/study/limits/taken", test_taken);
  g_test_add_func ("/study/limits/dropped", test_dropped);
  return g_test_run ();
}
