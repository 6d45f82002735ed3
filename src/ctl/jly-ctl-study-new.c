/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl study new and submit: a contract from a case and the parties' cards; figures for it.
 */
#include "config.h"

#include "ctl/jly-ctl-study.h"
#include "party/jly-study-file.h"
#include "party/jly-tender-json.h"
#include "study/jly-contract-draft.h"
#include "study/jly-contract-words.h"
#include "table/jly-bid-table.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define DAY 86400
#define DEFAULT_DAYS 365
#define MOST_PARTIES (8 * sizeof (JlyPartySet))

static const struct
{
  const char *name;
  guint flag;
} roles[] = {
  { "provider", JLY_ROLE_FLAG_PROVIDER },   { "miner", JLY_ROLE_FLAG_MINER },
  { "computing", JLY_ROLE_FLAG_MINER },     { "asker", JLY_ROLE_FLAG_ASKER },
  { "approver", JLY_ROLE_FLAG_APPROVER },   { "recipient", JLY_ROLE_FLAG_RECIPIENT },
  { "organizer", JLY_ROLE_FLAG_ORGANIZER }, { "owner", JLY_ROLE_FLAG_OWNER },
  { "officer", JLY_ROLE_FLAG_OFFICER },     { "representative", JLY_ROLE_FLAG_REPRESENTATIVE },
};

static const struct
{
  const char *name;
  guint flag;
} uses[] = {
  { "sum", JLY_USE_SUM },       { "mean", JLY_USE_MEAN }, { "group", JLY_USE_GROUP },
  { "filter", JLY_USE_FILTER }, { "link", JLY_USE_LINK }, { "count", JLY_USE_COUNT },
  { "model", JLY_USE_MODEL },   { "never", 0 },
};

static gboolean
read_roles (const char *text, guint *flags, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  *flags = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint k = 0;

      while (k < G_N_ELEMENTS (roles) && !g_str_equal (roles[k].name, words[i]))
        k++;
      if (k == G_N_ELEMENTS (roles))
        return jly_ctl_fail_usage (error, _ ("There is no role “%s”."), words[i]);
      *flags |= roles[k].flag;
    }
  return TRUE;
}

static const JlyParty *
find_card (const GPtrArray *cards, const char *name)
{
  for (guint i = cards->len; i > 0; i--)
    if (g_str_equal (((const JlyParty *)cards->pdata[i - 1])->name, name))
      return cards->pdata[i - 1];
  return NULL;
}

/* NAME=ROLE,ROLE@SIDE, the side by its place in the case. */
static gboolean
add_party (JlyContract *contract, const GPtrArray *cards, const char *text, GError **error)
{
  g_auto (GStrv) halves = g_strsplit (text, "=", 2);
  g_auto (GStrv) rest
      = g_strsplit (halves[0] != NULL && halves[1] != NULL ? halves[1] : "", "@", 2);
  const JlyParty *card = halves[0] != NULL ? find_card (cards, halves[0]) : NULL;
  guint64 side = JLY_NO_SIDE;
  guint flags;

  if (g_strv_length (halves) != 2 || rest[0] == NULL)
    return jly_ctl_fail_usage (error, _ ("Write each party as NAME=ROLE,ROLE, not “%s”."), text);
  if (card == NULL)
    return jly_ctl_fail_usage (error, _ ("The folder has no card of “%s”."), halves[0]);
  if (!read_roles (rest[0], &flags, error))
    return FALSE;
  if (rest[1] != NULL
      && !g_ascii_string_to_unsigned (rest[1], 10, 0, JLY_CONTRACT_MAX_SIDES - 1, &side, NULL))
    return jly_ctl_fail_usage (error, _ ("“%s” is no number of a side."), rest[1]);
  jly_contract_add_party (contract, card->name, flags, (guint)side)->keys = card->keys;
  return TRUE;
}

static gboolean
add_parties (JlyMember *member,
             JlyContract *contract,
             const JlyCtlStudyOptions *options,
             GError **error)
{
  g_autoptr (GPtrArray) cards = jly_member_list_cards (member);
  const char *text;

  for (guint i = 0; (text = jly_ctl_study_options_get (options, "--party", i)) != NULL; i++)
    if (!add_party (contract, cards, text, error))
      return FALSE;
  return TRUE;
}

static JlyStudy *
read_tender (const char *path, GError **error)
{
  g_autoptr (JlySheet) sheet = jly_sheet_load (path, NULL, error);
  g_autoptr (JlyTender) tender = sheet != NULL ? jly_tender_read (sheet, NULL, error) : NULL;
  const JlyErrorDetail detail = { .file = path };

  if (tender != NULL)
    return jly_tender_make_study (tender, "a");
  jly_error_adopt (error, JLY_ERROR_NO_INPUT, &detail);
  return NULL;
}

static gboolean
take_table (JlyContract *contract, const JlyCtlStudyOptions *options, GError **error)
{
  const char *study = jly_ctl_study_options_get (options, "--study", 0);
  const char *tender = jly_ctl_study_options_get (options, "--tender", 0);
  g_autoptr (JlyStudyFile) file = NULL;
  g_autoptr (JlyStudy) bid = NULL;

  if (tender != NULL && (bid = read_tender (tender, error)) == NULL)
    return FALSE;
  if (tender == NULL && study == NULL)
    return jly_ctl_fail_usage (error, _ ("Say what the figures are: --study or --tender."));
  if (bid == NULL
      && ((file = jly_study_file_read (study, error)) == NULL
          || !jly_study_file_check_computable (file, error)))
    return FALSE;
  jly_contract_take_draft (contract, bid != NULL ? bid : file->draft);
  return TRUE;
}

/* COLUMN=USE,USE instead of what the study's own questions need. */
static gboolean
take_rights (JlyContract *contract, const JlyCtlStudyOptions *options, GError **error)
{
  const char *text;

  for (guint i = 0; (text = jly_ctl_study_options_get (options, "--right", i)) != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (text, "=", 2);
      gint column = jly_contract_find_column (contract, halves[0] != NULL ? halves[0] : "");
      g_auto (GStrv) words = NULL;

      if (column < 0 || halves[1] == NULL)
        return jly_ctl_fail_usage (error, _ ("Write each right as COLUMN=USE,USE, not “%s”."),
                                   text);
      ((JlyContractColumn *)contract->columns->pdata[column])->rights = 0;
      words = g_strsplit (halves[1], ",", -1);
      for (guint k = 0; words[k] != NULL; k++)
        {
          guint u = 0;

          while (u < G_N_ELEMENTS (uses) && !g_str_equal (uses[u].name, words[k]))
            u++;
          if (u == G_N_ELEMENTS (uses))
            return jly_ctl_fail_usage (error, _ ("There is no use “%s” of a column."), words[k]);
          ((JlyContractColumn *)contract->columns->pdata[column])->rights |= uses[u].flag;
        }
    }
  return TRUE;
}

/* COLUMN=NAME: this party may ask about the column without further approval (a standing rule). */
static gboolean
take_open (JlyContract *contract, const JlyCtlStudyOptions *options, GError **error)
{
  const char *text;

  for (guint i = 0; (text = jly_ctl_study_options_get (options, "--open", i)) != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (text, "=", 2);
      gint column = jly_contract_find_column (contract, halves[0] != NULL ? halves[0] : "");
      gboolean is_found = FALSE;

      for (guint k = 0; column >= 0 && halves[1] != NULL && k < contract->parties->len; k++)
        if (g_str_equal (((const JlyContractParty *)contract->parties->pdata[k])->name, halves[1]))
          {
            ((JlyContractColumn *)contract->columns->pdata[column])->open_to |= (JlyPartySet)1 << k;
            is_found = TRUE;
          }
      if (!is_found)
        return jly_ctl_fail_usage (error, _ ("Write COLUMN=NAME, not “%s”."), text);
    }
  return TRUE;
}

static gboolean
take_number (
    const JlyCtlStudyOptions *options, const char *name, guint most, guint *number, GError **error)
{
  gint64 value = *number;

  if (!jly_ctl_study_options_number (options, name, 1, most, &value, error))
    return FALSE;
  *number = (guint)value;
  return TRUE;
}

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value != NULL ? value : "");
}

/* The first version, or the one after the contract in force. */
static gboolean
fill_heading (JlyMember *member,
              JlyContract *contract,
              const JlyCtlStudyOptions *options,
              GError **error)
{
  guint days = DEFAULT_DAYS;
  guint8 random[16];
  char id[2 * sizeof random + 1];

  if (!take_number (options, "--days", JLY_CTL_STUDY_MOST_DAYS, &days, error))
    return FALSE;
  randombytes_buf (random, sizeof random);
  sodium_bin2hex (id, sizeof id, random, sizeof random);
  set_text (&contract->study_id, member->contract != NULL ? member->contract->study_id : id);
  contract->version = member->contract != NULL ? member->contract->version + 1 : 1;
  if (member->contract != NULL)
    memcpy (contract->previous, member->contract_hash, JLY_HASH_BYTES);
  set_text (&contract->title, jly_ctl_study_options_get (options, "--title", 0));
  set_text (&contract->purpose, jly_ctl_study_options_get (options, "--purpose", 0));
  contract->wording = JLY_CONTRACT_WORDING;
  contract->made_at = member->now;
  contract->ends_at = member->now + (gint64)DAY * days;
  return TRUE;
}

static JlyCase *
find_case (GPtrArray *cases, const char *id, GError **error)
{
  for (guint i = 0; i < cases->len; i++)
    if (g_str_equal (jly_case_get_id (cases->pdata[i]), id))
      return cases->pdata[i];
  jly_ctl_fail_usage (error, _ ("There is no case “%s”; jointlyctl case list shows them."), id);
  return NULL;
}

gboolean
jly_ctl_study_new (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  g_autoptr (GPtrArray) cases = jly_case_load_all (NULL);
  g_autoptr (JlyContract) contract = jly_contract_new ();
  const char *id = jly_ctl_study_options_need (options, "--case", error);
  const char *text;
  JlyCase *template;

  if (id == NULL || jly_ctl_study_options_need (options, "--title", error) == NULL)
    return FALSE;
  template = find_case (cases, id, error);
  if (template == NULL || !take_table (contract, options, error)
      || !add_parties (member, contract, options, error))
    return FALSE;
  for (guint i = 0; (text = jly_ctl_study_options_get (options, "--allow", i)) != NULL; i++)
    jly_contract_add_question (contract, text);
  if (!fill_heading (member, contract, options, error))
    return FALSE;
  jly_case_fill_contract (template, contract);
  return take_number (options, "--min-parties", MOST_PARTIES, &contract->policy.min_parties, error)
         && take_number (options, "--min-rows", G_MAXINT, &contract->policy.min_rows, error)
         && take_number (options, "--questions", G_MAXINT, &contract->policy.max_questions, error)
         && take_rights (contract, options, error) && take_open (contract, options, error)
         && jly_member_put_contract (member, contract, error);
}

static JlyFigures *
read_figures (const JlyContract *contract, const char *path, GError **error)
{
  g_autoptr (JlyTender) tender = NULL;
  g_autoptr (JlyStudy) table = NULL;

  if (contract->rows->len == 0)
    {
      table = jly_agreed_table_new (contract);
      return jly_figures_read (path, table, NULL, error);
    }
  tender = jly_tender_new_for_contract (contract);
  return jly_figures_read_bid (path, tender, NULL, error);
}

gboolean
jly_ctl_study_submit (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  g_autoptr (JlyFigures) figures = NULL;

  if (options->words->len != 1)
    return jly_ctl_fail_usage (error, _ ("Name the file of your figures."));
  if (!jly_member_check_contract (member, error))
    return FALSE;
  figures = read_figures (member->contract, options->words->pdata[0], error);
  return figures != NULL && jly_member_submit (member, figures, error);
}
