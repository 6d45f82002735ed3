/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contracts of strangers: what is read has one form, can be checked, put into words and asked what
 * could be worked out, and every sentence is one line. */
#include "config.h"

#include "base/jly-error.h"
#include "fuzz/fuzz.h"
#include "study/jly-contract-words.h"
#include "study/jly-inference.h"

#include <string.h>

const char *const fuzz_name = "contract";

static void
look_at (const JlyContract *contract, GBytes *bytes)
{
  g_autoptr (JlyStatement) words = jly_contract_words_new (bytes, NULL, NULL);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = jly_statement_print (words, 80);

  g_assert (g_utf8_validate (text, -1, NULL));
  for (guint i = 0; i < words->sections->len; i++)
    {
      const JlySection *section = words->sections->pdata[i];

      for (guint k = 0; k < section->sentences->len; k++)
        g_assert (strchr (((const JlySentence *)section->sentences->pdata[k])->text, '\n') == NULL);
    }
  if (jly_contract_check (contract, NULL))
    findings = jly_inference_find_in_contract (contract);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) whole = g_bytes_new (bytes, n);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyContract) read = jly_contract_decode (whole, &error);

  g_assert ((read == NULL) == (error != NULL));
  if (read == NULL)
    {
      g_assert (error->domain == JLY_ERROR && g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  again = jly_contract_encode (read);
  g_assert (g_bytes_equal (whole, again));
  look_at (read, whole);
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  g_autoptr (JlyContract) contract = jly_contract_new ();

  if (index > 0)
    return NULL;
  g_free (contract->study_id);
  contract->study_id = g_strdup ("0123456789abcdef0123456789abcdef");
  contract->version = 1;
  contract->ends_at = 5;
  g_free (contract->title);
  contract->title = g_strdup ("Turnover");
  contract->most_rows = 10;
  g_ptr_array_add (contract->sides, g_strdup ("members"));
  for (guint i = 0; i < 3; i++)
    jly_contract_add_party (contract, (const char *[]){ "north", "harbour", "ridge" }[i],
                            JLY_ROLE_FLAG_PROVIDER | JLY_ROLE_FLAG_MINER, i == 0 ? 0 : JLY_NO_SIDE)
        ->keys.identity[0]
        = (guint8)i;
  jly_contract_add_column (contract, "turnover", "Turnover", 2, 0, 100)->rights = JLY_USE_SUM;
  jly_contract_column_set_categories (jly_contract_add_column (contract, "size", "Size", 0, 0, 0),
                                      (const char *[]){ "small", "large", NULL });
  jly_contract_add_question (contract, "sum");
  contract->policy.ask
      = (JlyQuorum){ .n = 1, .clauses = { { JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE, 1 } } };
  contract->policy.approve = contract->policy.approve_first = contract->policy.ask;
  contract->policy.n_joining = 1;
  contract->policy.joining[0] = (JlyJoining){ 0, 3 };
  contract->policy.learn.roles = JLY_ROLE_FLAG_PROVIDER;
  contract->policy.max_questions = 3;
  return jly_contract_encode (contract);
}
