/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-processing.h. */
#include "config.h"

#include "study/jly-processing.h"

#include "study/jly-contract-words-private.h"

#include <glib/gi18n-lib.h>

static void
add (JlyStatement *words, const char *sentence)
{
  jly_statement_add (words, JLY_TONE_PLAIN, "processing", sentence, NULL);
}

static void
add_basis (JlyStatement *words, const JlyContract *contract)
{
  jly_statement_begin (words, "basis", _ ("Purpose and legal basis"));
  jly_statement_add (words, *contract->purpose != '\0' ? JLY_TONE_PLAIN : JLY_TONE_WARN, "purpose",
                     *contract->purpose != '\0' ? _ ("The purpose, as the contract states it: %1$s")
                                                : _ ("The contract states no purpose."),
                     contract->purpose, NULL);
  jly_statement_add (
      words, *contract->legal_basis != '\0' ? JLY_TONE_PLAIN : JLY_TONE_WARN, "legal-basis",
      *contract->legal_basis != '\0' ? _ ("The legal basis, as the contract states it: %1$s")
                                     : _ ("The contract states no legal basis."),
      contract->legal_basis, NULL);
  add (words, _ ("Nothing is computed before the parties that the contract names have approved the "
                 "very question, each by a signature."));
}

static void
add_processed (JlyStatement *words, const JlyContract *contract)
{
  g_autofree const char **titles = g_new0 (const char *, contract->columns->len + 1);
  g_autofree char *columns = NULL, *names = NULL;
  JlyPartySet providers = jly_contract_select (contract, JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);

  for (guint i = 0; i < contract->columns->len; i++)
    titles[i] = ((const JlyContractColumn *)contract->columns->pdata[i])->title;
  columns = jly_words_list (titles, contract->columns->len);
  names = contract_words_name_set (contract, providers);
  jly_statement_begin (words, "processed", _ ("What is processed"));
  jly_statement_add (words, JLY_TONE_PLAIN, "columns", _ ("These columns: %1$s."), columns, NULL);
  jly_statement_add (
      words, JLY_TONE_PLAIN, "party-roles",
      _ ("They come from %1$s, each from files of its own, which stay where they are."), names,
      NULL);
  add (words, _ ("On the computer of whoever brings it, each figure is taken apart into random "
                 "pieces. One piece alone says nothing about the figure; two of the three kinds "
                 "do. The pieces go out sealed, each for one computing party."));
}

static void
add_where (JlyStatement *words, const JlyContract *contract)
{
  jly_statement_begin (words, "where", _ ("Where it is processed, and by whom"));
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      if ((party->roles & JLY_ROLE_FLAG_MINER) == 0)
        continue;
      jly_statement_add (words, JLY_TONE_PLAIN, "operated-by",
                         *party->operated_by != '\0'
                             ? _ ("On the computer of %1$s, operated by %2$s.")
                             : _ ("On the computer of %1$s."),
                         party->name, party->operated_by, NULL);
      if (*party->hosted_by != '\0')
        jly_statement_add (words, JLY_TONE_PLAIN, "hosted-by", _ ("It stands with %1$s."),
                           party->hosted_by, NULL);
    }
  add (words, _ ("No other computer takes part: the makers of Jointly have none in it, and no "
                 "figure goes to them. In which countries the computers stand is not part of the "
                 "contract."));
  add (words, _ ("Any two of the computing parties who worked together in secret could put the "
                 "figures together again. Each of them promises by its signature not to."));
}

static void
add_opened (JlyStatement *words, const JlyContract *contract)
{
  JlyPartySet learners = jly_contract_select (contract, JLY_ROLE_FLAG_RECIPIENT, JLY_NO_SIDE);
  g_autofree char *names = contract_words_name_set (contract, learners);
  g_autofree char *rows = g_strdup_printf ("%u", contract->policy.min_rows);
  g_autofree char *parties = g_strdup_printf ("%u", contract->policy.min_parties);

  jly_statement_begin (words, "opened", _ ("Who learns what"));
  jly_statement_add (words, JLY_TONE_PLAIN, "recipients",
                     _ ("Only answers to approved questions are opened, to %1$s at most."), names,
                     NULL);
  jly_statement_add (
      words, JLY_TONE_PLAIN, "min-rows",
      _ ("Groups of fewer than %1$s rows stay hidden; an answer rests on the figures "
         "of at least %2$s parties."),
      rows, parties, NULL);
  add (words,
       _ ("An answer about few can be personal data again. What others could work out from it "
          "is said before each approval."));
}

static void
add_kept (JlyStatement *words, const JlyContract *contract)
{
  g_autofree char *days = g_strdup_printf ("%u", contract->policy.days_kept);

  jly_statement_begin (words, "kept", _ ("How long it is kept, and what proves it"));
  jly_statement_add (
      words, JLY_TONE_PLAIN, "days-kept",
      _ ("Pieces are erased %1$s days after the contract has ended. Each party signs "
         "that it erased them."),
      days, NULL);
  add (words, _ ("Each step is entered in a log with signatures: who agreed to what, what was "
                 "computed, what was opened to whom. The log holds no figures; it can be exported "
                 "and verified."));
}

static void
add_open (JlyStatement *words)
{
  jly_statement_begin (words, "open", _ ("What you must find out yourselves"));
  add (words,
       _ ("Whether the figures are personal data, and whether the pieces are for you; who is "
          "responsible and who works on behalf of whom; whether a data protection impact "
          "assessment is needed; whether competition law allows you to exchange the answers."));
  add (words, _ ("This page describes what the program does under this contract. It is no legal "
                 "advice."));
}

JlyStatement *
jly_processing_new (const JlyContract *contract)
{
  JlyStatement *words = jly_statement_new ();

  add_basis (words, contract);
  add_processed (words, contract);
  add_where (words, contract);
  add_opened (words, contract);
  add_kept (words, contract);
  add_open (words);
  return words;
}
