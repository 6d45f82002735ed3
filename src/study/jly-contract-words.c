/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-contract-words.h. What it is about, who takes part and who computes; what is brought is
 * in jly-contract-words-data.c, the rules are in jly-contract-words-rules.c. */
#include "config.h"

#include "study/jly-contract-words-private.h"

#include "study/jly-governance-words.h"

#include "base/jly-plain.h"
#include "crypto/jly-identity.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_CHECK_DIGITS 20
#define PLAIN JLY_TONE_PLAIN
#define WARN JLY_TONE_WARN

static const char *const role_words[] = {
  N_ ("brings figures"),
  N_ ("computes"),
  N_ ("may be entitled to ask"),
  N_ ("is an approving party"),
  N_ ("is a receiving party"),
  N_ ("organizes the study"),
  N_ ("owns data"),
  N_ ("is the data security officer"),
  N_ ("represents its side once it has a mandate"),
};

char *
jly_words_check_number (const guint8 hash[JLY_HASH_BYTES])
{
  GString *out = g_string_new (NULL);
  guint8 all[JLY_HASH_BYTES];

  jly_hash ("check-number", hash, JLY_HASH_BYTES, all);
  for (guint i = 0; i < N_CHECK_DIGITS / 2; i++)
    g_string_append_printf (out, "%s%02x", i > 0 && i % 2 == 0 ? " " : "", all[i]);
  return g_string_free (out, FALSE);
}

char *
contract_words_list_bits (guint bits, const char *const *words, gsize n)
{
  const char *found[16];
  gsize n_found = 0;

  for (gsize i = 0; i < n && i < G_N_ELEMENTS (found); i++)
    if ((bits >> i & 1) != 0)
      found[n_found++] = _ (words[i]);
  return jly_words_list (found, n_found);
}

char *
contract_words_name_time (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  if (date == NULL)
    {
      g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, time);

      return jly_words_fill (_ ("second %1$s after 1970"), (const char *[]){ seconds, NULL });
    }
  return g_date_time_format (date, "%Y-%m-%d %H:%M:%S UTC");
}

/* Texts of several lines are shown as one; what cannot be shown at all gets a number instead, or
 * two different texts would look alike. */
static void
add_text (JlyStatement *words, const char *field, const char *pattern, const char *text)
{
  guint8 hash[JLY_HASH_BYTES];
  g_autofree char *number = NULL;

  jly_statement_add (words, PLAIN, field, pattern, text, NULL);
  if (jly_plain_is_line (text))
    return;
  jly_hash ("text", (const guint8 *)text, strlen (text), hash);
  number = jly_words_check_number (hash);
  jly_statement_add (words, WARN, field,
                     _ ("This text has line breaks or signs that are not shown here; its check "
                        "number is %1$s."),
                     number, NULL);
}

static void
add_version (JlyStatement *words, const JlyContract *contract)
{
  static const guint8 none[JLY_HASH_BYTES];
  g_autofree char *version = g_strdup_printf ("%u", contract->version);
  g_autofree char *previous = jly_words_check_number (contract->previous);

  jly_statement_add (words, PLAIN, "version", _ ("This is version %1$s of the contract."), version,
                     NULL);
  if (memcmp (contract->previous, none, sizeof none) != 0)
    jly_statement_add (words, PLAIN, "previous",
                       _ ("It takes the place of the version with the check number %1$s."),
                       previous, NULL);
  else if (contract->version > 1)
    jly_statement_add (words, WARN, "previous",
                       _ ("It does not say which version it takes the place of."), NULL);
}

static void
add_wording (JlyStatement *words, const JlyContract *contract)
{
  g_autofree char *wording = g_strdup_printf ("%u", contract->wording);
  g_autofree char *ours = g_strdup_printf ("%u", JLY_CONTRACT_WORDING);

  if (contract->wording == JLY_CONTRACT_WORDING)
    jly_statement_add (words, PLAIN, "wording",
                       _ ("All parties read it in wording %1$s of these sentences."), wording,
                       NULL);
  else
    jly_statement_add (words, JLY_TONE_REFUSE, "wording",
                       _ ("It was agreed on in wording %1$s of these sentences, but this program "
                          "shows wording %2$s: use the version of Jointly that the others use "
                          "before you sign."),
                       wording, ours, NULL);
}

static void
add_about (JlyStatement *words, const JlyContract *contract)
{
  g_autofree char *made = contract_words_name_time (contract->made_at);
  g_autofree char *number = jly_words_check_number (contract->template_hash);

  jly_statement_begin (words, "about", _ ("What this is about"));
  if (contract->rehearsal)
    jly_statement_add (words, PLAIN, "rehearsal",
                       _ ("This is practice: figures may be made up, and no result counts."), NULL);
  add_text (words, "title", _ ("The study is called “%1$s”."), contract->title);
  if (*contract->purpose != '\0')
    add_text (words, "purpose", _ ("Its purpose: %1$s"), contract->purpose);
  else
    jly_statement_add (words, PLAIN, "purpose", _ ("No purpose is stated."), NULL);
  if (*contract->legal_basis != '\0')
    add_text (words, "legal-basis", _ ("Its legal basis: %1$s"), contract->legal_basis);
  else
    jly_statement_add (words, PLAIN, "legal-basis", _ ("No legal basis is stated."), NULL);
  jly_statement_add (words, PLAIN, "study", _ ("Its number is %1$s."), contract->study_id, NULL);
  add_version (words, contract);
  jly_statement_add (words, PLAIN, "made-at", _ ("It was written on %1$s."), made, NULL);
  if (*contract->case_id != '\0')
    jly_statement_add (words, PLAIN, "template",
                       _ ("It was made from the case “%1$s” (check number %2$s)."),
                       contract->case_id, number, NULL);
  else
    jly_statement_add (words, PLAIN, "template",
                       _ ("It was made from no case of Jointly (check number %1$s)."), number,
                       NULL);
  add_wording (words, contract);
}

/* One number for the three keys of a party. */
static char *
number_keys (const JlyPublicKeys *keys)
{
  guint8 all[96], hash[JLY_HASH_BYTES];

  memcpy (all, keys->identity, 32);
  memcpy (all + 32, keys->link, 32);
  memcpy (all + 64, keys->sealing, 32);
  jly_hash ("party-keys", all, sizeof all, hash);
  return jly_words_check_number (hash);
}

static void
add_party (JlyStatement *words, const JlyContract *contract, guint place)
{
  const JlyContractParty *party = contract->parties->pdata[place];
  g_autofree char *number = g_strdup_printf ("%u", place + 1);
  g_autofree char *keys = number_keys (&party->keys);
  g_autofree char *roles
      = contract_words_list_bits (party->roles, role_words, G_N_ELEMENTS (role_words));

  if (party->roles == 0)
    jly_statement_add (words, WARN, "party-roles", _ ("%1$s. %2$s has no role."), number,
                       party->name, NULL);
  else
    jly_statement_add (words, PLAIN, "party-roles", _ ("%1$s. %2$s %3$s."), number, party->name,
                       roles, NULL);
  if (party->side != JLY_NO_SIDE)
    {
      g_autofree char *side = contract_words_name_side (contract, party->side);

      jly_statement_add (words, PLAIN, "party-side", _ ("%1$s belongs to the side “%2$s”."),
                         party->name, side, NULL);
    }
  jly_statement_add (words, PLAIN, "party-key", _ ("The keys of %1$s have the check number %2$s."),
                     party->name, keys, NULL);
}

static void
add_parties (JlyStatement *words, const JlyContract *contract)
{
  jly_statement_begin (words, "parties", _ ("Who takes part, and as what"));
  if (contract->sides->len > 0)
    {
      g_autofree char *sides
          = jly_words_list ((const char *const *)contract->sides->pdata, contract->sides->len);

      jly_statement_add (words, PLAIN, "sides", _ ("There are these sides: %1$s."), sides, NULL);
    }
  for (guint i = 0; i < contract->parties->len; i++)
    add_party (words, contract, i);
  contract_words_joining (words, contract);
}

typedef struct
{
  const char *field;
  goffset offset;
  const char *said, *unsaid; /* N_() */
} SheetLine;

static void
add_sheet (JlyStatement *words, const JlyContractParty *party)
{
  static const SheetLine lines[] = {
    { "operated-by", G_STRUCT_OFFSET (JlyContractParty, operated_by),
      N_ ("The computer of %1$s is operated by %2$s."),
      N_ ("It is not said who operates the computer of %1$s.") },
    { "administered-by", G_STRUCT_OFFSET (JlyContractParty, administered_by),
      N_ ("The computer of %1$s is looked after by %2$s."),
      N_ ("It is not said who looks after the computer of %1$s.") },
    { "hosted-by", G_STRUCT_OFFSET (JlyContractParty, hosted_by),
      N_ ("The computer of %1$s stands with %2$s."),
      N_ ("It is not said with whom the computer of %1$s stands.") },
    { "network-of", G_STRUCT_OFFSET (JlyContractParty, network_of),
      N_ ("The computer of %1$s is reached through the network of %2$s."),
      N_ ("It is not said through whose network the computer of %1$s is reached.") },
  };
  gboolean computes = (party->roles & JLY_ROLE_FLAG_MINER) != 0;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const char *text = G_STRUCT_MEMBER (char *, party, lines[i].offset);

      if (*text != '\0')
        jly_statement_add (words, PLAIN, lines[i].field, _ (lines[i].said), party->name, text,
                           NULL);
      else if (computes)
        jly_statement_add (words, WARN, lines[i].field, _ (lines[i].unsaid), party->name, NULL);
    }
}

static void
add_computing (JlyStatement *words, const JlyContract *contract)
{
  JlyPartySet miners = jly_contract_select (contract, JLY_ROLE_FLAG_MINER, JLY_NO_SIDE);
  g_autofree char *names = contract_words_name_set (contract, miners);
  g_autoptr (GPtrArray) shared = jly_contract_find_dependence (contract);

  jly_statement_begin (words, "computing", _ ("Who computes, and how independent they are"));
  jly_statement_add (words, PLAIN, "party-roles", _ ("The computing parties are %1$s."), names,
                     NULL);
  jly_statement_add (words, PLAIN, "party-roles",
                     _ ("Each of them alone holds pieces that tell it nothing. Any two of them "
                        "who work together in secret can see all figures."),
                     NULL);
  for (guint i = 0; i < contract->parties->len; i++)
    add_sheet (words, contract->parties->pdata[i]);
  for (guint i = 0; i < shared->len; i++)
    jly_statement_add (words, WARN, "operated-by", "%1$s", shared->pdata[i], NULL);
  if (shared->len > 0)
    jly_statement_add (words, WARN, "operated-by",
                       _ ("Whoever stands behind two of the computing parties could see all "
                          "figures: choose others, or agree that this is well known."),
                       NULL);
}

static void
add_not_promised (JlyStatement *words, const JlyContract *contract)
{
  guint both = JLY_ROLE_FLAG_PROVIDER | JLY_ROLE_FLAG_MINER;
  gboolean rivals_compute = FALSE;

  for (guint i = 0; i < contract->parties->len; i++)
    rivals_compute
        |= (((const JlyContractParty *)contract->parties->pdata[i])->roles & both) == both;
  jly_statement_begin (words, "not-promised", _ ("What is not promised"));
  jly_statement_add (words, PLAIN, "format",
                     _ ("That figures are true: nobody can see a figure that lies within its "
                        "limits and is wrong all the same."),
                     NULL);
  jly_statement_add (words, PLAIN, "format",
                     _ ("That nothing can be worked out from the results themselves: a result "
                        "tells something, and whoever knows more can work out more."),
                     NULL);
  if (rivals_compute)
    jly_statement_add (words, WARN, "format",
                       _ ("That a computing party follows the rules: a partner who changes its "
                          "program could cheat, and could make a result wrong without being "
                          "noticed."),
                       NULL);
  else
    jly_statement_add (words, PLAIN, "format",
                       _ ("That a computing party follows the rules: one who changes its program "
                          "could make a result wrong without being noticed."),
                       NULL);
  jly_statement_add (words, PLAIN, "format",
                     _ ("That a study comes to its end: each computing party can stop it."), NULL);
  jly_statement_add (words, PLAIN, "format",
                     _ ("That what was learned is forgotten: whoever has received a result keeps "
                        "it."),
                     NULL);
}

JlyStatement *
jly_contract_words_new (GBytes *bytes, JlyCase *template, GError **error)
{
  g_autoptr (JlyContract) contract = jly_contract_decode (bytes, error);
  JlyStatement *words;

  if (contract == NULL)
    return NULL;
  words = jly_statement_new ();
  add_about (words, contract);
  add_parties (words, contract);
  contract_words_data (words, contract);
  add_computing (words, contract);
  contract_words_asking (words, contract);
  contract_words_approving (words, contract);
  contract_words_learning (words, contract);
  contract_words_limits (words, contract);
  contract_words_changes (words, contract, template);
  add_not_promised (words, contract);
  return words;
}
