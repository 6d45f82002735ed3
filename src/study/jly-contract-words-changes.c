/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-contract-words.h. What the parties agreed on instead of what the case proposes: the case
 * makes its proposal once more for these very parties, both are put into words, and the sentences
 * that differ are shown. So whatever is a sentence is compared, and nothing is compared that nobody
 * can read.
 */
#include "config.h"

#include "study/jly-contract-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PLAIN JLY_TONE_PLAIN
#define WARN JLY_TONE_WARN

/* The rules of a contract alone. */
static JlyStatement *
describe_rules (const JlyContract *contract)
{
  JlyStatement *rules = jly_statement_new ();

  jly_statement_begin (rules, "parties", "");
  contract_words_joining (rules, contract);
  contract_words_asking (rules, contract);
  contract_words_approving (rules, contract);
  contract_words_learning (rules, contract);
  contract_words_limits (rules, contract);
  return rules;
}

/* What the case would say to these parties about the same columns and questions. Its sides keep the
 * names that were signed, which may be of another language than the case has here. */
static JlyContract *
propose_again (const JlyContract *contract, JlyCase *template)
{
  g_autoptr (GBytes) bytes = jly_contract_encode (contract);
  JlyContract *proposal = bytes == NULL ? NULL : jly_contract_decode (bytes, NULL);

  if (proposal == NULL)
    return NULL;
  g_ptr_array_set_size (proposal->sides, 0);
  memset (&proposal->policy, 0, sizeof proposal->policy);
  jly_case_fill_contract (template, proposal);
  for (guint i = 0; i < proposal->sides->len && i < contract->sides->len; i++)
    {
      g_free (proposal->sides->pdata[i]);
      proposal->sides->pdata[i] = g_strdup (contract->sides->pdata[i]);
    }
  return proposal;
}

static gboolean
has_sentence (const JlySection *section, const char *text)
{
  for (guint i = 0; i < section->sentences->len; i++)
    if (strcmp (((const JlySentence *)section->sentences->pdata[i])->text, text) == 0)
      return TRUE;
  return FALSE;
}

/* Sentences of one that the other lacks. */
static guint
add_missing (JlyStatement *words,
             const JlyStatement *one,
             const JlyStatement *other,
             JlyTone tone,
             const char *pattern)
{
  guint n = 0;

  for (guint i = 0; i < one->sections->len; i++)
    {
      const JlySection *section = one->sections->pdata[i];

      for (guint k = 0; k < section->sentences->len; k++)
        {
          const JlySentence *sentence = section->sentences->pdata[k];

          if (has_sentence (other->sections->pdata[i], sentence->text))
            continue;
          jly_statement_add (words, tone, sentence->field, pattern, sentence->text, NULL);
          n++;
        }
    }
  return n;
}

static gboolean
is_of_template (const JlyContract *contract, JlyCase *template)
{
  guint8 hash[JLY_HASH_BYTES];

  jly_case_get_hash (template, hash);
  return memcmp (hash, contract->template_hash, sizeof hash) == 0;
}

void
contract_words_changes (JlyStatement *words, const JlyContract *contract, JlyCase *template)
{
  g_autoptr (JlyContract) proposal = NULL;
  g_autoptr (JlyStatement) agreed = NULL, proposed = NULL;
  guint n;

  jly_statement_begin (words, "changes", _ ("What was changed from the case’s proposal"));
  if (*contract->case_id == '\0')
    {
      jly_statement_add (words, PLAIN, "case", _ ("No case proposed anything."), NULL);
      return;
    }
  proposal = template != NULL && is_of_template (contract, template)
                 ? propose_again (contract, template)
                 : NULL;
  if (proposal == NULL)
    {
      jly_statement_add (words, WARN, "template",
                         _ ("This computer does not have the case as it was then, so it cannot "
                            "say what was changed: read all rules above."),
                         NULL);
      return;
    }
  agreed = describe_rules (contract);
  proposed = describe_rules (proposal);
  n = add_missing (words, proposed, agreed, PLAIN, _ ("No longer holds: %1$s"));
  n += add_missing (words, agreed, proposed, WARN, _ ("Holds instead: %1$s"));
  if (n == 0)
    jly_statement_add (words, PLAIN, "policy", _ ("Nothing: all rules are those of the case."),
                       NULL);
}
