/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl study: one party's part in a study under a contract. A script can play all of them,
 * each with a folder of its own (--data-dir), and carry what they send in one folder (--folder). */
#include "config.h"

#include "ctl/jly-ctl-study.h"

#include "study/jly-contract-words.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#define DAY 86400
#define DEFAULT_DAYS 14
#define DEFAULT_MANDATE_DAYS 365

static gboolean
run_card (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  const char *name = jly_ctl_study_options_need (options, "--name", error);

  return name != NULL && jly_ctl_study_options_need (options, "--folder", error) != NULL
         && jly_member_put_card (member, name, error);
}

static gboolean
run_sign (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  return jly_member_sign (member, error);
}

/* Only by the check number of what was read, since several may wait. */
static gboolean
run_sign_next (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  const char *wanted = jly_ctl_study_options_need (options, "--check", error);
  GBytes *next;

  if (wanted == NULL || !jly_member_check_contract (member, error))
    return FALSE;
  for (guint i = 0; (next = jly_member_get_next (member, i, NULL)) != NULL; i++)
    {
      g_autofree char *check = NULL;
      guint8 hash[JLY_HASH_BYTES];

      jly_contract_hash (next, hash);
      check = jly_words_check_number (hash);
      if (g_str_equal (check, wanted))
        return jly_member_sign_next (member, hash, error);
    }
  return jly_ctl_fail_usage (error, _ ("No next version with the check number “%s” waits."),
                             wanted);
}

static gboolean
run_admit (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  const char *name = jly_ctl_study_options_need (options, "--name", error);

  return name != NULL && jly_member_admit (member, name, error);
}

/* The side by its name in the contract; none where none is named. */
static gboolean
find_side (const JlyMember *member, const char *name, guint *side, GError **error)
{
  *side = JLY_NO_SIDE;
  if (name == NULL)
    return TRUE;
  for (*side = 0; *side < member->contract->sides->len; (*side)++)
    if (g_str_equal (member->contract->sides->pdata[*side], name))
      return TRUE;
  return jly_ctl_fail_usage (error, _ ("The contract has no side “%s”."), name);
}

static gboolean
run_join (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  const char *name = jly_ctl_study_options_need (options, "--name", error);
  guint side;

  return name != NULL && jly_member_check_contract (member, error)
         && find_side (member, jly_ctl_study_options_get (options, "--side", 0), &side, error)
         && jly_member_join (member, name, side, error);
}

static gboolean
run_freeze (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  g_autofree const char **without = jly_ctl_study_options_list (options, "--without");

  return jly_member_freeze (member, without, error);
}

/* "sum column=turnover where=size is== value=small" */
static gboolean
add_question (GPtrArray *questions, const char *text, gboolean is_only, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *id = NULL;
  JlyStudyQuestion *question;

  if (!g_shell_parse_argv (text, NULL, &words, NULL) || words[0] == NULL)
    return jly_ctl_fail_usage (error, _ ("“%s” is no question."), text);
  id = is_only ? g_strdup ("") : g_strdup_printf ("q%u", questions->len + 1);
  question = jly_study_questions_add (questions, id, words[0]);
  for (guint i = 1; words[i] != NULL; i++)
    {
      char *equals = strchr (words[i], '=');

      if (equals == NULL)
        return jly_ctl_fail_usage (error, _ ("Write each setting as NAME=VALUE, not “%s”."),
                                   words[i]);
      *equals = '\0';
      jly_study_question_set (question, words[i], equals + 1);
    }
  return TRUE;
}

static gboolean
find_party (const JlyMember *member, const char *name, guint *party, GError **error)
{
  for (*party = 0; *party < member->contract->parties->len; (*party)++)
    if (g_str_equal (((const JlyContractParty *)member->contract->parties->pdata[*party])->name,
                     name))
      return TRUE;
  return jly_ctl_fail_usage (error, _ ("The contract has no party “%s”."), name);
}

/* Whom --to names, or everybody who may learn what this party asks for. */
static gboolean
read_recipients (JlyMember *member,
                 const JlyCtlStudyOptions *options,
                 JlyPartySet *recipients,
                 GError **error)
{
  const char *name = jly_ctl_study_options_get (options, "--to", 0);
  guint party;

  *recipients = name != NULL || member->self == JLY_MEMBER_NOBODY
                    ? 0
                    : jly_contract_find_learners (member->contract, (JlyPartySet)1 << member->self);
  for (guint i = 0; (name = jly_ctl_study_options_get (options, "--to", i)) != NULL; i++)
    {
      if (!find_party (member, name, &party, error))
        return FALSE;
      *recipients |= (JlyPartySet)1 << party;
    }
  return TRUE;
}

static gboolean
run_propose (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  g_autoptr (GPtrArray) questions = jly_study_questions_new ();
  gboolean is_only = jly_ctl_study_options_get (options, "--ask", 1) == NULL;
  const char *text = jly_ctl_study_options_need (options, "--ask", error);
  gint64 days = DEFAULT_DAYS;
  JlyPartySet recipients;
  gint answered;

  if (text == NULL || !jly_member_check_contract (member, error)
      || !jly_ctl_study_options_number (options, "--days", 1, JLY_CTL_STUDY_MOST_DAYS, &days, error)
      || !read_recipients (member, options, &recipients, error))
    return FALSE;
  for (guint i = 0; (text = jly_ctl_study_options_get (options, "--ask", i)) != NULL; i++)
    if (!add_question (questions, text, is_only, error))
      return FALSE;
  if (!jly_member_propose (member, questions, recipients, member->now + DAY * days, &answered,
                           error))
    return FALSE;
  if (answered >= 0)
    printf (_ ("This was answered before, as question %d: see study result --question %d.\n"),
            answered + 1, answered + 1);
  return TRUE;
}

static gboolean
decide (JlyMember *member, const JlyCtlStudyOptions *options, JlyVerdict verdict, GError **error)
{
  guint question = 0;

  if (verdict != JLY_VERDICT_BEFOREHAND
      && !jly_ctl_study_find_question (member, options, &question, error))
    return FALSE;
  return jly_member_decide (member, question, verdict,
                            jly_ctl_study_options_get (options, "--reason", 0), error);
}

static gboolean
run_ask_too (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  return decide (member, options, JLY_VERDICT_PROPOSE, error);
}

static gboolean
run_approve (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  return decide (member, options, JLY_VERDICT_APPROVE, error);
}

static gboolean
run_reject (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  return jly_ctl_study_options_need (options, "--reason", error) != NULL
         && decide (member, options, JLY_VERDICT_REJECT, error);
}

static gboolean
run_withdraw (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  return decide (member, options, JLY_VERDICT_WITHDRAW, error);
}

static gboolean
run_beforehand (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  return decide (member, options, JLY_VERDICT_BEFOREHAND, error);
}

static gboolean
run_ask_change (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  const char *reason = jly_ctl_study_options_need (options, "--reason", error);
  guint question;

  return reason != NULL && jly_ctl_study_find_question (member, options, &question, error)
         && jly_member_ask_change (member, question, reason, error);
}

/* The first second of a day, UTC. */
static gboolean
read_day (const char *text, gint64 *moment, GError **error)
{
  g_autofree char *whole = g_strdup_printf ("%sT00:00:00Z", text);
  g_autoptr (GDateTime) day
      = strlen (text) == strlen ("2027-01-31") ? g_date_time_new_from_iso8601 (whole, NULL) : NULL;

  if (day == NULL)
    return jly_ctl_fail_usage (error, _ ("Write a day as 2027-01-31, not “%s”."), text);
  *moment = g_date_time_to_unix (day);
  return TRUE;
}

/* Whole days, so that all who give it write the same. */
static gboolean
run_mandate (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  const char *name = jly_ctl_study_options_need (options, "--to", error);
  const char *day = jly_ctl_study_options_get (options, "--from", 0);
  gint64 from = member->now / DAY * DAY;
  gint64 days = DEFAULT_MANDATE_DAYS;
  guint party;

  return name != NULL && jly_member_check_contract (member, error)
         && find_party (member, name, &party, error)
         && jly_ctl_study_options_number (options, "--days", 1, JLY_CTL_STUDY_MOST_DAYS, &days,
                                          error)
         && (day == NULL || read_day (day, &from, error))
         && jly_member_give_mandate (member, party, from, from + DAY * days, error);
}

/* By its title, since there is no way back. */
static gboolean
run_erase (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  const char *title = jly_ctl_study_options_need (options, "--title", error);

  if (title == NULL || !jly_member_check_contract (member, error))
    return FALSE;
  if (!g_str_equal (title, member->contract->title))
    return jly_ctl_fail_usage (error, _ ("This study has another title than “%s”."), title);
  return jly_member_erase (member, error);
}

static const char *const new_options[]
    = { "--case",  "--study", "--tender",      "--title",    "--purpose",   "--party", "--days",
        "--allow", "--right", "--min-parties", "--min-rows", "--questions", "--open",  NULL };
static const char *const propose_options[] = { "--ask", "--to", "--days", NULL };
static const char *const decide_options[] = { "--question", "--reason", NULL };
static const char *const read_options[] = { "--question", "--version", NULL };

static const struct
{
  const char *name;
  const char *usage;
  const char *about;
  const char *const *options;
  JlyCtlStudyFunc run;
} commands[] = {
  { "card", "--name NAME", N_ ("Put your name and public keys into the folder."),
    (const char *const[]){ "--name", NULL }, run_card },
  { "new",
    "--case CASE --title TITLE --study STUDY.json | --tender FILE --party NAME=ROLE,...[@SIDE] ...",
    N_ ("Draft the contract of a case with the parties whose cards are there."), new_options,
    jly_ctl_study_new },
  { "show", "[--question N] [--version N]",
    N_ ("Read the contract; or what a question computes, opens and lets others work out."),
    (const char *const[]){ "--question", "--version", NULL }, jly_ctl_study_show },
  { "show-next", "", N_ ("Read the next version of the contract, which not all have signed."), NULL,
    jly_ctl_study_show_next },
  { "rehearse", "[--question N] [--json] [--transport tls|process]",
    N_ ("Try the contract, or a question, with made-up figures of everybody, all on this "
        "computer."),
    (const char *const[]){ "--question", "--transport", NULL }, jly_ctl_study_rehearse },
  { "sign", "", N_ ("Sign the contract."), NULL, run_sign },
  { "sign-next", "--check 'NUMBER'",
    N_ ("Sign the next version of the contract, which has this check number."),
    (const char *const[]){ "--check", NULL }, run_sign_next },
  { "words", "[--from NAME --typed 'WORDS'] [--json]",
    N_ ("Compare words on a call, to know that all have the same contract and keys."),
    (const char *const[]){ "--from", "--typed", NULL }, jly_ctl_study_words },
  { "mandate", "--to REPRESENTATIVE [--from 2027-01-31] [--days N]",
    N_ ("Let somebody act for your side, from today or another day."),
    (const char *const[]){ "--to", "--from", "--days", NULL }, run_mandate },
  { "beforehand", "", N_ ("Approve the contract as data security officer."), NULL, run_beforehand },
  { "admit", "--name NAME", N_ ("Hand the contract to somebody whose card is there, to join it."),
    (const char *const[]){ "--name", NULL }, run_admit },
  { "join", "--name NAME [--side SIDE]", N_ ("Take the contract on without being a founder."),
    (const char *const[]){ "--name", "--side", NULL }, run_join },
  { "submit", "FILE", N_ ("Send your figures, or corrected ones, to the computing parties."), NULL,
    jly_ctl_study_submit },
  { "freeze", "[--without NAME ...]", N_ ("Computing party: close the set of figures."),
    (const char *const[]){ "--without", NULL }, run_freeze },
  { "propose", "--ask 'ANALYSIS SETTING=VALUE ...' [--to NAME ...] [--days N]", N_ ("Ask."),
    propose_options, run_propose },
  { "ask-too", "[--question N]", N_ ("Join in asking."), decide_options, run_ask_too },
  { "approve", "[--question N]", N_ ("Agree to a question."), decide_options, run_approve },
  { "reject", "--reason WORDS [--question N]", N_ ("Reject a question."), decide_options,
    run_reject },
  { "ask-change", "--reason WORDS [--question N]", N_ ("Ask for a change of a question."),
    decide_options, run_ask_change },
  { "withdraw", "[--question N]", N_ ("Take your question or approval back, before the start."),
    decide_options, run_withdraw },
  { "run", "[--question N] --addresses HOST:PORT,HOST:PORT,HOST:PORT",
    N_ ("Computing party: compute. With three --data-dir (and --keys): all three of this "
        "computer."),
    (const char *const[]){ "--question", "--addresses", NULL }, jly_ctl_study_run },
  { "meet", "FILE-OR-LINK", N_ ("Take the card or invitation of a computing party."), NULL,
    jly_ctl_study_meet },
  { "sync", "", N_ ("Call the computing parties: give them your messages, and get what came."),
    NULL, jly_ctl_study_sync },
  { "result", "[--question N] [--version N] [--json]", N_ ("Read what you may learn."),
    read_options, jly_ctl_study_result },
  { "status", "[--version N] [--json]", N_ ("See what was asked, who agreed and who is missing."),
    read_options, jly_ctl_study_status },
  { "erase", "--title TITLE",
    N_ ("Erase figures and answers of this study here, now, and sign that you did."),
    (const char *const[]){ "--title", NULL }, run_erase },
  { "log", "[--export FILE]",
    N_ ("Read your own log of all that was signed, taken and refused, or write it for verify."),
    (const char *const[]){ "--export", NULL }, jly_ctl_study_log },
};

static int
print_help (void)
{
  printf (
      "%s\n\n",
      _ ("jointlyctl study COMMAND --data-dir DIR [--folder FOLDER] [--id STUDY] [--keys FILE]\n"
         "DIR is this party's own; FOLDER carries the messages of the parties to each other. "
         "Without it,\nthey are carried by jointlyctl letters save and open. Keys are those of "
         "jointlyctl identity, or\nlie in a file of your own."));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  study %s %s\n      %s\n", commands[i].name, commands[i].usage,
            _ (commands[i].about));
  return EX_OK;
}

/* A word that was passed over may have been meant as the number of a question, and what is signed
 * would then be about another. Only files come as a word. */
static gboolean
check_words (guint i, const JlyCtlStudyOptions *options, GError **error)
{
  guint most = commands[i].run == jly_ctl_study_submit || commands[i].run == jly_ctl_study_meet;

  if (options->words->len <= most)
    return TRUE;
  return jly_ctl_fail_usage (error, _ ("“%s” has no meaning here: jointlyctl study %s %s"),
                             (const char *)options->words->pdata[most], commands[i].name,
                             commands[i].usage);
}

static gboolean
run_command (guint i, int argc, char **argv, GError **error)
{
  g_autoptr (JlyCtlStudyOptions) options
      = jly_ctl_study_options_parse (argc, argv, commands[i].options, error);
  g_autoptr (JlyMember) member = NULL;
  gboolean ok;

  if (options == NULL || !check_words (i, options, error))
    return FALSE;
  if (commands[i].run == jly_ctl_study_run
      && jly_ctl_study_options_get (options, "--data-dir", 1) != NULL)
    return jly_ctl_study_run_three (options, error);
  member = jly_ctl_study_open (options, error);
  if (member == NULL)
    return FALSE;
  ok = commands[i].run (member, options, error);
  /* A refusal is told to the others too; the first error is the one to be told here. */
  return jly_member_flush (member, ok ? error : NULL) && ok;
}

int
jly_ctl_study (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc >= 2 && g_str_equal (argv[1], "help"))
    return print_help ();
  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[1]))
      return run_command (i, argc - 2, argv + 2, &error) ? EX_OK : jly_ctl_print_error (error);
  jly_ctl_fail_usage (&error,
                      _ ("Write jointlyctl study and a command; jointlyctl study help shows "
                         "them."));
  return jly_ctl_print_error (error);
}
