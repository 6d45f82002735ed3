/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From parties to a study, and from what the companies were told to the result document. */
#include "config.h"

#include "party/jly-rehearsal-private.h"

#include "base/jly-error.h"
#include "party/jly-outcome-json.h"
#include "party/jly-tender-json.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

JlyStudy *
jly_rehearsal_make_study (JlyRehearsal *self)
{
  JlyStudy *study = self->tender != NULL ? jly_tender_make_study (self->tender, self->case_id)
                                         : jly_study_copy_draft (self->draft);

  study->rehearsal = TRUE;
  for (guint i = 0; i < self->companies->len; i++)
    jly_study_add_party (study->providers, ((JlyCompany *)self->companies->pdata[i])->name);
  for (guint i = 1; i <= JLY_STUDY_MINERS; i++)
    {
      g_autofree char *name = g_strdup_printf (_ ("computing party %u"), i);

      jly_study_add_party (study->miners, name);
    }
  return study;
}

gboolean
jly_rehearsal_check_present (JlyRehearsal *self, gboolean *const *present, GError **error)
{
  for (guint r = 0; r < self->tender->rows->len; r++)
    {
      const JlyTenderRow *row = self->tender->rows->pdata[r];
      JlyErrorDetail detail = {
        .file = self->tender_path,
        .row = row->file_row,
        .next = _ ("Check how the companies' files spell it, or take it out of the tender."),
      };
      gboolean found = FALSE;

      for (guint c = 0; c < self->companies->len; c++)
        found = found || present[c][r];
      if (!found && self->tender_path != NULL)
        return jly_fail (error, JLY_ERROR_DATA, &detail,
                         _ ("%s, row %" PRIu64 ": no company has “%s”."), self->tender_path,
                         row->file_row, row->name);
      if (!found)
        return jly_fail (error, JLY_ERROR_DATA, &detail,
                         _ ("The tender asks for “%s”, which no company has."), row->name);
    }
  return TRUE;
}

JlyFigures *
jly_rehearsal_read_file (JlyRehearsal *self,
                         const char *path,
                         GCancellable *cancellable,
                         GError **error)
{
  return self->tender != NULL ? jly_figures_read_bid (path, self->tender, cancellable, error)
                              : jly_figures_read (path, self->draft, cancellable, error);
}

/* What is for everyone must be the same for everyone; a computing party that told the companies
 * different things is found out here. */
static gboolean
check_alike (const JlyPlan *plan, JlyOutcome *const *outcomes, GError **error)
{
  JlyErrorDetail detail = {
    .step = "opening",
    .next = _ ("Nothing is shown as a result; run the study again."),
  };

  for (guint i = 1; i < plan->inputs->inputs.n_sources; i++)
    if (!jly_outcome_is_alike (outcomes[0], outcomes[i], plan->inputs))
      return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                       _ ("The companies were told different results."));
  return TRUE;
}

/* One output of one question, as the document has it. */
typedef struct
{
  JlyResult *result;
  const JlyStudy *study;
  const JlyRequest *request;
  guint question;
  guint output;
  const JlyOutputShape *shape;
  const char *recipient;
} Place;

static void
add_number (const Place *at, const char *id, guint64 steps, const char *unit)
{
  gboolean is_negative = at->shape->is_signed && (gint64)steps < 0;
  g_autofree char *digits = jly_amount_to_string (is_negative ? -steps : steps, at->shape->scale);
  g_autofree char *value = g_strconcat (is_negative ? "-" : "", digits, NULL);
  JlyResultItem *item = jly_result_add (at->result, at->request->analysis->id, id, at->recipient,
                                        at->shape->scale > 0 ? "decimal" : "integer", value);

  item->scale = at->shape->scale;
  item->unit = g_strdup (unit);
}

static void
add_value (const Place *at, guint row, guint64 value)
{
  const JlyAnalysisOutput *output = &at->request->analysis->outputs[at->output];
  g_autofree char *id = jly_study_name_output (at->study, at->question, at->output, (int)row);

  if (output->kind == JLY_OUTPUT_BOOL)
    jly_result_add (at->result, at->request->analysis->id, id, at->recipient, "bool",
                    value != 0 ? "true" : "false");
  else
    add_number (at, id, value, ((const JlyStudyRow *)at->study->rows->pdata[row])->unit);
}

static void
add_hidden (const Place *at)
{
  const JlyAnalysis *analysis = at->request->analysis;
  g_autofree char *id = jly_study_name_output (at->study, at->question, at->output, -1);

  jly_result_add (at->result, analysis->id, id, at->recipient, "hidden", NULL)->reason
      = g_strdup (_ (analysis->outputs[at->output].reason));
}

/* What a document calls the kinds of figures. */
static const char *
name_kind (const JlyFigure *figure)
{
  switch (figure->kind)
    {
    case JLY_FIGURE_BOOL:
      return "bool";
    case JLY_FIGURE_NUMBER:
      return figure->scale > 0 ? "decimal" : "integer";
    case JLY_FIGURE_TEXT:
      return "text";
    case JLY_FIGURE_HIDDEN:
      break;
    }
  return "hidden";
}

/* Figures of one question that are for all, or for this provider alone. */
static void
add_figures (const Place *at, const JlyAnswer *answer, gboolean is_own)
{
  const JlyAnalysis *analysis = at->request->analysis;
  g_autoptr (GPtrArray) figures = jly_figures_list (analysis, &at->request->query, answer);

  for (guint i = 0; i < figures->len; i++)
    {
      const JlyFigure *figure = figures->pdata[i];
      g_autofree char *id = jly_study_name_figure (at->study, at->question, figure);
      JlyResultItem *item;

      if (figure->is_own != is_own)
        continue;
      item = jly_result_add (at->result, analysis->id, id, at->recipient, name_kind (figure),
                             figure->value);
      item->scale = figure->scale;
      item->unit = g_strdup (figure->unit);
      item->reason = g_strdup (figure->reason);
      item->is_rounded = !figure->is_exact;
    }
}

/* One value a row, or the word that it is hidden. */
static void
add_output (const Place *at, const JlyAnswerOutput *told, gboolean is_own)
{
  const JlyAnalysisOutput *output = &at->request->analysis->outputs[at->output];

  if ((output->to == JLY_OUTPUT_TO_EACH_PROVIDER) != is_own)
    return;
  for (guint row = 0; output->is_per_row && row < told->n; row++)
    add_value (at, row, told->values[row]);
  if (!told->is_open && !is_own)
    add_hidden (at);
}

/* What came out in one sentence, where the document alone does not have all that it needs. */
static void
add_headline (const Place *at, const JlyAnswer *answer)
{
  const JlyAnalysis *analysis = at->request->analysis;
  g_autofree char *id = jly_study_name_headline (at->study, at->question);
  g_autofree char *headline = NULL;

  if (analysis->label == NULL && analysis->derive == NULL)
    return;
  headline = analysis->headline (&at->request->query, answer, jly_amount_format_signed);
  jly_result_add (at->result, analysis->id, id, at->recipient, "text", headline);
}

/* Everything that is for all, or everything that is for provider alone. */
static void
add_answers (JlyResult *result,
             const JlyStudy *study,
             const JlyPlan *plan,
             const JlyOutcome *outcome,
             gboolean is_own,
             const char *recipient)
{
  for (guint i = 0; i < plan->inputs->n_questions; i++)
    {
      const JlyRequest *request = &plan->inputs->questions[i];
      g_autofree JlyOutputShape *shapes = g_new0 (JlyOutputShape, request->analysis->n_outputs);
      gboolean is_fine = request->analysis->check (&request->query, shapes, NULL);
      Place at = { result, study, request, i, 0, shapes, recipient };

      g_assert (is_fine); /* the plan was made */
      if (!is_own)
        add_headline (&at, outcome->answers[i]);
      for (; at.output < request->analysis->n_outputs; at.output++)
        {
          at.shape = &shapes[at.output];
          add_output (&at, &outcome->answers[i]->outputs[at.output], is_own);
        }
      add_figures (&at, outcome->answers[i], is_own);
    }
}

static void
add_rejected (JlyResult *result,
              const JlyPlan *plan,
              guint company,
              const JlyOutcome *outcome,
              const char *recipient)
{
  guint n_rows = (guint)plan->inputs->inputs.n_rows[company];
  guint n = (guint)outcome->n_rejected;
  g_autofree char *value = g_strdup_printf ("%u", n);
  JlyResultItem *item;

  if (!outcome->has_rejected)
    return;
  item = jly_result_add (result, "checks", JLY_PLAN_REJECTED, recipient, "integer", value);
  item->reason
      = g_strdup_printf (ngettext ("%u of your %u rows was left out by the agreed checks.",
                                   "%u of your %u rows were left out by the agreed checks.", n),
                         n, n_rows);
}

/* A condition that did not hold kept its outputs closed. */
static gboolean
was_opened (const JlyPlan *plan, const JlyStudy *study, const JlyOutcome *told, const char *what)
{
  for (guint i = 0; i < plan->inputs->n_questions; i++)
    for (guint k = 0; k < told->answers[i]->n_outputs; k++)
      {
        g_autofree char *name = jly_study_name_output (study, i, k, -1);
        gsize n = strlen (name);

        if (strncmp (name, what, n) == 0 && (what[n] == '\0' || what[n] == '/'))
          return told->answers[i]->outputs[k].is_open;
      }
  return TRUE;
}

JlyResult *
jly_rehearsal_make_result (const JlyStudy *study,
                           const JlyPlan *plan,
                           JlyOutcome *const *outcomes,
                           GError **error)
{
  char attempt[2 * JLY_HASH_BYTES + 1];
  JlyResult *result;

  if (!check_alike (plan, outcomes, error))
    return NULL;
  sodium_bin2hex (attempt, sizeof attempt, outcomes[0]->attempt, JLY_HASH_BYTES);
  result = jly_result_new (study->id, attempt, "done");
  add_answers (result, study, plan, outcomes[0], FALSE, JLY_STUDY_EVERYONE);
  for (guint i = 0; i < study->providers->len; i++)
    {
      const JlyParty *party = study->providers->pdata[i];

      add_answers (result, study, plan, outcomes[i], TRUE, party->name);
      add_rejected (result, plan, i, outcomes[i], party->name);
    }
  for (guint i = 0; i < plan->openings->len; i++)
    {
      const JlyOpening *opening = plan->openings->pdata[i];

      if (opening->condition == NULL || was_opened (plan, study, outcomes[0], opening->what))
        jly_result_add_opened (result, opening->what, opening->to);
    }
  return result;
}
