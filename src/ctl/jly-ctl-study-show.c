/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl study show, status, log and result: what a party has, in words or as JSON. */
#include "config.h"

#include "base/jly-plain.h"
#include "ctl/jly-ctl-study.h"
#include "party/jly-json.h"
#include "store/jly-log-export.h"
#include "study/jly-agreed.h"
#include "study/jly-contract-words.h"
#include "study/jly-inference.h"
#include "study/jly-leakage.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define WIDTH 78

static const char *const severities[] = {
  [JLY_FINDING_FINE] = N_ ("Fine:"),
  [JLY_FINDING_WARN] = N_ ("Look at this:"),
  [JLY_FINDING_REFUSE] = N_ ("Nobody can agree to this:"),
};

/* What others could work out, gravest first, each with what to change. */
static void
print_findings (const GPtrArray *findings)
{
  printf ("%s\n\n", _ ("What others could work out"));
  for (guint i = 0; i < findings->len; i++)
    {
      const JlyInference *finding = findings->pdata[i];

      printf ("%s %s%s%s\n", _ (severities[finding->severity]), finding->sentence,
              finding->next != NULL ? " " : "", finding->next != NULL ? finding->next : "");
    }
}

/* A question as it was proposed, with what this party knows of the set that it asks of. */
static gboolean
show_question (JlyMember *member, guint question, GError **error)
{
  const JlyGovernance *governance = jly_store_governance_get (member->governance, error);
  g_autoptr (JlyAgreed) agreed = NULL;
  g_autoptr (JlyStatement) statement = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = NULL;
  const JlySubmission *set;
  const JlyProposal *proposal;
  gsize n;

  if (governance == NULL)
    return FALSE;
  proposal = jly_governance_get_question (governance, question);
  agreed = jly_agreed_new_unknown (member->contract, member->contract_hash, proposal, error);
  if (agreed == NULL)
    return FALSE;
  statement = jly_leakage_new (agreed->study, agreed->plan);
  text = jly_statement_print (statement, WIDTH);
  printf ("%s\n", text);
  set = jly_governance_get_submissions (governance, proposal->inputs_root, &n);
  findings = jly_inference_find_in_proposal (member->contract, proposal, set, n);
  print_findings (findings);
  return TRUE;
}

/* The version that --version names; the one in force without. */
static gboolean
choose_version (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  gint64 version = 0;

  if (!jly_member_check_contract (member, error)
      || !jly_ctl_study_options_number (options, "--version", 1, G_MAXINT, &version, error))
    return FALSE;
  return version == 0 || version == member->contract->version
         || jly_member_look_at (member, (guint)version, error);
}

/* All of it, from the bytes that are signed. */
static gboolean
print_contract (GBytes *bytes, GError **error)
{
  g_autoptr (GPtrArray) cases = jly_case_load_all (NULL);
  g_autoptr (JlyContract) contract = jly_contract_decode (bytes, error);
  g_autoptr (JlyStatement) statement = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = NULL, *check = NULL;
  guint8 hash[JLY_HASH_BYTES];
  JlyCase *template = NULL;

  for (guint i = 0; contract != NULL && i < cases->len; i++)
    if (g_str_equal (jly_case_get_id (cases->pdata[i]), contract->case_id))
      template = cases->pdata[i];
  statement = contract != NULL ? jly_contract_words_new (bytes, template, error) : NULL;
  if (statement == NULL)
    return FALSE;
  jly_contract_hash (bytes, hash);
  text = jly_statement_print (statement, WIDTH);
  check = jly_words_check_number (hash);
  printf ("%s\n", text);
  findings = jly_inference_find_in_contract (contract);
  print_findings (findings);
  printf ("\n%s %s\n", _ ("Check number:"), check);
  return TRUE;
}

gboolean
jly_ctl_study_show_next (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  GBytes *next;

  if (!jly_member_check_contract (member, error))
    return FALSE;
  next = jly_member_get_next (member, 0, NULL);
  return next != NULL ? print_contract (next, error)
                      : jly_ctl_fail_usage (
                          error, _ ("No new version of the contract waits for signatures."));
}

gboolean
jly_ctl_study_show (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  guint question;

  if (!choose_version (member, options, error))
    return FALSE;
  if (jly_ctl_study_options_get (options, "--question", 0) != NULL)
    return jly_ctl_study_find_question (member, options, &question, error)
           && show_question (member, question, error);
  bytes = jly_store_get_contract (member->store, member->contract->study_id,
                                  member->contract->version, error);
  return bytes != NULL && print_contract (bytes, error);
}

static const char *const stages[] = {
  [JLY_PROPOSAL_PROPOSED] = "proposed", [JLY_PROPOSAL_APPROVED] = "approved",
  [JLY_PROPOSAL_REJECTED] = "rejected", [JLY_PROPOSAL_WITHDRAWN] = "withdrawn",
  [JLY_PROPOSAL_RUNNING] = "running",   [JLY_PROPOSAL_ANSWERED] = "answered",
  [JLY_PROPOSAL_FAILED] = "failed",
};

static const char *const stage_words[] = {
  [JLY_PROPOSAL_PROPOSED] = N_ ("waits for others"),
  [JLY_PROPOSAL_APPROVED] = N_ ("approved"),
  [JLY_PROPOSAL_REJECTED] = N_ ("rejected"),
  [JLY_PROPOSAL_WITHDRAWN] = N_ ("withdrawn"),
  [JLY_PROPOSAL_RUNNING] = N_ ("is being computed"),
  [JLY_PROPOSAL_ANSWERED] = N_ ("answered"),
  [JLY_PROPOSAL_FAILED] = N_ ("failed"),
};

static JsonArray *
list_names (const JlyMember *member, JlyPartySet set)
{
  JsonArray *names = json_array_new ();

  for (guint i = 0; i < member->contract->parties->len; i++)
    if ((set >> i & 1) != 0)
      json_array_add_string_element (names, jly_member_get_name (member, i));
  return names;
}

/* Signed refusals of computing parties, and requests for a change, about one proposal. */
static JsonArray *
list_notes (const JlyMember *member,
            const char *kind,
            const char *what,
            guint part,
            const guint8 hash[JLY_HASH_BYTES])
{
  JsonArray *notes = json_array_new ();

  for (guint i = 0; i < member->posts->len; i++)
    {
      const JlyNote *post = member->posts->pdata[i];
      g_autoptr (GByteArray) joined = g_byte_array_new ();
      g_autoptr (GBytes) all = NULL;
      g_autofree char *text = NULL, *line = NULL;
      guint8 about[JLY_HASH_BYTES];
      JsonObject *note;

      if (!g_str_equal (post->kind, kind) || post->parts->len != part + 1
          || !jly_note_copy (post, part - 1, about, sizeof about)
          || memcmp (about, hash, sizeof about) != 0)
        continue;
      for (guint k = 0; k < post->parts->len; k++)
        g_byte_array_append (joined, g_bytes_get_data (post->parts->pdata[k], NULL),
                             (guint)g_bytes_get_size (post->parts->pdata[k]));
      all = g_byte_array_free_to_bytes (g_steal_pointer (&joined));
      if (!jly_note_verify (post, what, all))
        continue;
      text = g_strndup (g_bytes_get_data (jly_note_get (post, part), NULL),
                        g_bytes_get_size (jly_note_get (post, part)));
      line = jly_plain_line (text);
      note = json_object_new ();
      json_object_set_string_member (
          note, "by", jly_member_get_name (member, jly_member_find_party (member, post->signer)));
      json_object_set_string_member (note, "what", line);
      json_array_add_object_element (notes, note);
    }
  return notes;
}

/* Last words of the parties with their reasons. */
static JsonArray *
list_decisions (const JlyMember *member, const guint8 hash[JLY_HASH_BYTES])
{
  static const char *const verdicts[JLY_N_VERDICTS]
      = { "propose", "approve", "reject", "withdraw", "beforehand" };
  JsonArray *decisions = json_array_new ();

  for (guint i = 0; i < member->posts->len; i++)
    {
      const JlyNote *post = member->posts->pdata[i];
      gboolean is_proposal = g_str_equal (post->kind, "proposal");
      GBytes *bytes = jly_note_get (post, is_proposal ? 1 : 0);
      g_autoptr (JlyDecision) decision = NULL;
      g_autofree char *line = NULL;
      JsonObject *object;

      if ((!is_proposal && !g_str_equal (post->kind, "decision")) || bytes == NULL
          || !jly_note_verify (post, JLY_SIGNS_DECISION, bytes)
          || (decision = jly_decision_decode (bytes, NULL)) == NULL
          || memcmp (decision->question_hash, hash, JLY_HASH_BYTES) != 0)
        continue;
      line = jly_plain_line (decision->reason);
      object = json_object_new ();
      json_object_set_string_member (
          object, "by", jly_member_get_name (member, jly_member_find_party (member, post->signer)));
      json_object_set_string_member (object, "verdict", verdicts[decision->verdict]);
      json_object_set_string_member (object, "reason", line);
      json_array_add_object_element (decisions, object);
    }
  return decisions;
}

static char *
describe_asked (const JlyProposal *proposal)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < proposal->questions->len; i++)
    {
      const JlyStudyQuestion *question = proposal->questions->pdata[i];

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", question->analysis);
      for (guint k = 0; k < question->parameters->len; k++)
        {
          const JlyStudyParameter *parameter = question->parameters->pdata[k];

          g_string_append_printf (text, " %s=%s", parameter->name, parameter->value);
        }
    }
  return g_string_free (text, FALSE);
}

static JsonObject *
describe_question (const JlyMember *member, const JlyGovernance *governance, guint i)
{
  const JlyProposal *proposal = jly_governance_get_question (governance, i);
  g_autoptr (GBytes) bytes = jly_proposal_encode (proposal);
  g_autofree char *asked = describe_asked (proposal);
  JsonObject *object = json_object_new ();
  guint8 hash[JLY_HASH_BYTES];

  jly_proposal_hash (bytes, hash);
  json_object_set_int_member (object, "question", i + 1);
  json_object_set_string_member (object, "asked", asked);
  json_object_set_string_member (object, "stage",
                                 stages[jly_governance_get_stage (governance, i, member->now)]);
  json_object_set_int_member (object, "submissions", proposal->n_submissions);
  json_object_set_array_member (
      object, "missing",
      list_names (member, jly_governance_get_missing (governance, i, member->now)));
  json_object_set_array_member (object, "recipients", list_names (member, proposal->recipients));
  json_object_set_array_member (object, "decisions", list_decisions (member, hash));
  json_object_set_array_member (object, "refusals",
                                list_notes (member, "refusal", "refusal", 2, hash));
  json_object_set_array_member (object, "changes",
                                list_notes (member, "change", "change-request", 1, hash));
  return object;
}

static void
print_members (JsonArray *array, const char *title, const char *second)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        printf ("    %s %s: %s %s\n", title,
                json_object_get_string_member (json_node_get_object (node), "by"),
                json_object_get_string_member (json_node_get_object (node), second),
                json_object_has_member (json_node_get_object (node), "reason")
                    ? json_object_get_string_member (json_node_get_object (node), "reason")
                    : "");
      else
        printf ("    %s %s\n", title, json_node_get_string (node));
    }
}

static void
print_question (JsonObject *question, JlyProposalStage stage)
{
  printf ("%" G_GINT64_FORMAT ". %s: %s\n", json_object_get_int_member (question, "question"),
          json_object_get_string_member (question, "asked"), _ (stage_words[stage]));
  print_members (json_object_get_array_member (question, "missing"), _ ("is missing:"), "by");
  print_members (json_object_get_array_member (question, "decisions"), _ ("said"), "verdict");
  print_members (json_object_get_array_member (question, "changes"), _ ("asks for a change"),
                 "what");
  print_members (json_object_get_array_member (question, "refusals"), _ ("refused"), "what");
}

static JsonArray *
list_joined (const JlyGovernance *governance)
{
  const GPtrArray *joined = jly_governance_get_joined (governance);
  JsonArray *names = json_array_new ();

  for (guint i = 0; i < joined->len; i++)
    json_array_add_string_element (names, ((const JlyParty *)joined->pdata[i])->name);
  return names;
}

static void
add_erased (const JlyMember *member, const char *name, const guint8 key[32], JsonArray *names)
{
  if (jly_member_get_erased (member, key) != 0)
    json_array_add_string_element (names, name);
}

/* Who has signed that figures and answers are erased. */
static JsonArray *
list_erased (const JlyMember *member, const JlyGovernance *governance)
{
  const GPtrArray *joined = jly_governance_get_joined (governance);
  JsonArray *names = json_array_new ();

  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];

      add_erased (member, party->name, party->keys.identity, names);
    }
  for (guint i = 0; i < joined->len; i++)
    {
      const JlyParty *party = joined->pdata[i];

      add_erased (member, party->name, party->keys.identity, names);
    }
  return names;
}

/* Who must still sign the next version; null if there is none. */
static void
add_next (JlyMember *member, JsonObject *object)
{
  JlyPartySet missing = 0;

  if (jly_member_get_next (member, 0, &missing) != NULL)
    json_object_set_array_member (object, "next-unsigned", list_names (member, missing));
  else
    json_object_set_null_member (object, "next-unsigned");
}

static JsonObject *
describe_all (JlyMember *member, const JlyGovernance *governance)
{
  JsonObject *object = json_object_new ();
  JsonArray *questions = json_array_new (), *refused = json_array_new ();

  for (guint i = 0; i < jly_governance_count_questions (governance); i++)
    json_array_add_object_element (questions, describe_question (member, governance, i));
  for (guint i = 0; i < member->refused->len; i++)
    json_array_add_string_element (refused, member->refused->pdata[i]);
  json_object_set_string_member (object, "study", member->contract->study_id);
  json_object_set_int_member (object, "version", member->contract->version);
  json_object_set_array_member (object, "unsigned",
                                list_names (member, jly_governance_get_unsigned (governance)));
  add_next (member, object);
  json_object_set_array_member (object, "erased", list_erased (member, governance));
  json_object_set_int_member (object, "left", jly_governance_get_budget (governance));
  json_object_set_boolean_member (object, "included", jly_member_check_included (member, NULL));
  json_object_set_array_member (object, "joined", list_joined (governance));
  json_object_set_array_member (object, "questions", questions);
  json_object_set_array_member (object, "not-taken", refused);
  return object;
}

/* How far this party's own figures are: they count once all three said that they hold them. */
static void
print_upload (JlyMember *member)
{
  guint64 number;
  guint n_receipts;

  jly_member_get_upload (member, member->self, &number, &n_receipts);
  if (number == 0)
    return;
  printf (_ ("Of your figures, handed in %u times, %u of 3 computing parties "
             "have confirmed the last."),
          (guint)number, n_receipts);
  printf ("\n");
  if (n_receipts < JLY_STUDY_MINERS)
    printf ("  %s\n", _ ("If that stays so though they got your messages, hand in once more."));
}

gboolean
jly_ctl_study_status (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  const JlyGovernance *governance;
  g_autoptr (JsonObject) object = NULL;
  JsonArray *questions;

  if (!choose_version (member, options, error))
    return FALSE;
  governance = jly_store_governance_get (member->governance, error);
  if (governance == NULL)
    return FALSE;
  object = describe_all (member, governance);
  if (options->json)
    {
      g_autofree char *text = jly_json_print (g_steal_pointer (&object), TRUE);

      printf ("%s\n", text);
      return TRUE;
    }
  print_members (json_object_get_array_member (object, "unsigned"), _ ("has not signed yet:"),
                 "by");
  if (!json_object_get_null_member (object, "next-unsigned"))
    {
      printf (_ ("A new version waits to be signed; until all have, version %u is in force.\n"),
              member->contract->version);
      print_members (json_object_get_array_member (object, "next-unsigned"),
                     _ ("has not signed the new version yet:"), "by");
    }
  print_members (json_object_get_array_member (object, "joined"), _ ("has joined:"), "by");
  print_members (json_object_get_array_member (object, "erased"),
                 _ ("has signed that figures and answers are erased:"), "by");
  print_upload (member);
  if (json_object_get_boolean_member (object, "included"))
    printf ("%s\n", _ ("It is proved that your last figures are in the closed set."));
  questions = json_object_get_array_member (object, "questions");
  for (guint i = 0; i < json_array_get_length (questions); i++)
    print_question (json_array_get_object_element (questions, i),
                    jly_governance_get_stage (governance, i, member->now));
  print_members (json_object_get_array_member (object, "not-taken"), _ ("not taken:"), "by");
  return TRUE;
}

/* For jointlyctl verify. */
static gboolean
export_log (JlyMember *member, const char *path, GError **error)
{
  const JlyErrorDetail detail = { .file = path, .next = _ ("Choose another file.") };
  g_autoptr (JlyLogExport) log
      = jly_store_export_log (member->store, member->contract->study_id, error);
  g_autoptr (GBytes) bytes = log != NULL ? jly_log_export_encode (log) : NULL;

  if (log == NULL)
    return FALSE;
  if (bytes == NULL)
    return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("The log is too long for one file."));
  if (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                           error))
    return TRUE;
  jly_error_adopt (error, JLY_ERROR_IO, &detail);
  return FALSE;
}

gboolean
jly_ctl_study_log (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  const char *path = jly_ctl_study_options_get (options, "--export", 0);
  g_autoptr (GPtrArray) lines = NULL;

  if (!jly_member_check_contract (member, error))
    return FALSE;
  if (path != NULL)
    return export_log (member, path, error);
  lines = jly_store_get_log (member->store, member->contract->study_id, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const JlyLogLine *line = lines->pdata[i];
      g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (line->when);
      g_autofree char *moment = when != NULL ? g_date_time_format_iso8601 (when) : g_strdup ("?");

      printf ("%s  %s  %s\n", moment, line->who, line->what);
    }
  return lines != NULL;
}

gboolean
jly_ctl_study_result (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  g_autoptr (JlyResult) result = NULL;
  g_autofree char *json = NULL;
  guint question;

  if (!choose_version (member, options, error)
      || !jly_ctl_study_find_question (member, options, &question, error))
    return FALSE;
  result = jly_member_get_result (member, question, error);
  if (result == NULL)
    return FALSE;
  if (options->json)
    {
      json = jly_result_to_json (result, TRUE);
      printf ("%s\n", json);
      return TRUE;
    }
  for (guint i = 0; i < result->items->len; i++)
    {
      const JlyResultItem *item = result->items->pdata[i];

      printf ("%s: %s%s%s (%s)\n", item->id, item->value != NULL ? item->value : _ ("not shown"),
              item->unit != NULL && *item->unit != '\0' ? " " : "",
              item->unit != NULL ? item->unit : "", item->recipient);
    }
  return TRUE;
}
