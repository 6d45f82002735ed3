/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-outcome-result.h. */
#include "config.h"

#include "party/jly-outcome-result.h"

#include "analysis/jly-sanity.h"
#include "base/jly-error.h"
#include "study/jly-leakage.h"
#include "table/jly-bid-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

/* What to look at before one believes it (jly-sanity.h); the reason of a warning is that word. */
static void
add_sanity (const Place *at, const JlyAnswer *answer)
{
  g_autoptr (GPtrArray) notes
      = jly_sanity_list (at->request->analysis, &at->request->query, answer);

  for (guint i = 0; i < notes->len; i++)
    {
      const JlySanityNote *note = notes->pdata[i];
      g_autofree char *id = jly_study_name_sanity (at->study, at->question, note->id);

      jly_result_add (at->result, at->request->analysis->id, id, at->recipient, "text", note->words)
          ->reason
          = g_strdup (note->is_warning ? "warning" : NULL);
    }
}

/* What came out in one sentence, where the document alone does not have all that it needs. */
static void
add_headline (const Place *at, const JlyAnswer *answer)
{
  const JlyAnalysis *analysis = at->request->analysis;
  g_autofree char *id = jly_study_name_headline (at->study, at->question);
  g_autofree char *headline = NULL;

  if (analysis->needs_public_rows)
    return;
  add_sanity (at, answer);
  if (analysis->label == NULL && analysis->derive == NULL)
    return;
  headline = analysis->headline (&at->request->query, answer, jly_amount_format_signed);
  jly_result_add (at->result, analysis->id, id, at->recipient, "text", headline);
}

static gboolean
has_own_parts (const JlyAnalysis *analysis)
{
  for (gsize i = 0; i < analysis->n_outputs; i++)
    if (analysis->outputs[i].to == JLY_OUTPUT_TO_EACH_PROVIDER)
      return TRUE;
  return FALSE;
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
      if (!is_own || has_own_parts (request->analysis))
        add_figures (&at, outcome->answers[i], is_own);
    }
}

static void
add_rejected (JlyResult *result, const JlyOutcome *outcome, const char *recipient, guint n_rows)
{
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

void
jly_outcome_add_joint (JlyResult *result,
                       const JlyStudy *study,
                       const JlyPlan *plan,
                       const JlyOutcome *outcome,
                       const char *recipient)
{
  add_answers (result, study, plan, outcome, FALSE, recipient);
}

void
jly_outcome_add_own (JlyResult *result,
                     const JlyStudy *study,
                     const JlyPlan *plan,
                     const JlyOutcome *outcome,
                     const char *recipient,
                     gsize n_rows)
{
  add_answers (result, study, plan, outcome, TRUE, recipient);
  add_rejected (result, outcome, recipient, (guint)n_rows);
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

void
jly_outcome_add_opened (JlyResult *result,
                        const JlyStudy *study,
                        const JlyPlan *plan,
                        const JlyOutcome *outcome)
{
  g_autofree char *recipients = jly_leakage_name_recipients (study);

  for (guint i = 0; i < plan->openings->len; i++)
    {
      const JlyOpening *opening = plan->openings->pdata[i];
      const char *to = g_str_equal (opening->to, JLY_STUDY_RECIPIENTS) ? recipients : opening->to;
      gboolean is_again = opening->is_each && i > 0
                          && g_str_equal (((const JlyOpening *)plan->openings->pdata[i - 1])->what,
                                          opening->what);

      /* A reader does not know who else brought figures. */
      if (jly_study_is_agreed (study) && opening->is_each)
        {
          if (!is_again)
            jly_result_add_opened (result, opening->what, JLY_STUDY_EACH_PROVIDER);
        }
      else if (opening->condition == NULL || was_opened (plan, study, outcome, opening->what))
        jly_result_add_opened (result, opening->what, to);
    }
}
