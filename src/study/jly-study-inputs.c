/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-study-inputs.h. */
#include "config.h"

#include "study/jly-study-inputs.h"

#include "analysis/jly-validity.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
jly_study_inputs_free (JlyStudyInputs *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_questions; i++)
    g_free (self->parameters[i]);
  g_free (self->parameters);
  g_free (self->questions);
  g_clear_pointer (&self->inputs.index, g_hash_table_unref);
  g_free (self->columns);
  g_clear_pointer (&self->rules, jly_rules_free);
  g_free (self->names);
  g_free (self->n_rows);
  g_free (self->needs);
  g_free (self);
}

static JlyRule
make_not_above (const JlyStudyCheck *check)
{
  return (JlyRule){
    .kind = JLY_RULE_NOT_ABOVE,
    .column = check->column,
    .other = check->other,
    .times = check->times,
  };
}

static JlyValueKind
get_kind (const JlyStudyColumn *column)
{
  return column->categories != NULL ? JLY_VALUE_TEXT : JLY_VALUE_NUMBER;
}

guint
jly_study_add_rule_column (JlyRules *rules, const JlyStudyColumn *column, const char *currency)
{
  const guint index = jly_rules_add_column (rules, column->title, get_kind (column), column->scale);
  JlyRuleColumn *rule_column = jly_rules_get_column (rules, index);

  g_free (rule_column->id);
  rule_column->id = g_strdup (column->id);
  if (*column->unit == '\0')
    return index;
  if (g_str_equal (column->unit, currency))
    rule_column->currency = g_strdup (column->unit);
  else
    rule_column->unit = g_strdup (column->unit);
  return index;
}

static void
add_columns (JlyRules *rules, const JlyStudy *study)
{
  for (guint i = 0; i < study->columns->len; i++)
    jly_study_add_rule_column (rules, study->columns->pdata[i], study->currency);
}

gboolean
jly_study_is_check (const JlyStudy *self, const JlyStudyCheck *check)
{
  g_autoptr (JlyRules) rules = jly_rules_new ();
  const JlyRule rule = make_not_above (check);

  add_columns (rules, self);
  return jly_rules_is_valid (rules, &rule);
}

/* Every cell, then its range or categories; then what compares columns. */
JlyRules *
jly_study_make_rules (const JlyStudy *study)
{
  JlyRules *rules = jly_rules_new ();

  add_columns (rules, study);
  for (guint i = 0; i < study->columns->len; i++)
    {
      const JlyStudyColumn *column = study->columns->pdata[i];
      JlyRule required = { .kind = JLY_RULE_REQUIRED, .column = i };
      JlyRule agreed = {
        .kind = column->categories != NULL ? JLY_RULE_CATEGORIES : JLY_RULE_RANGE,
        .column = i,
        .least = column->least,
        .most = column->max,
        .categories = column->categories,
      };

      if (!column->may_be_missing)
        jly_rules_add (rules, &required);
      jly_rules_add (rules, &agreed);
    }
  for (guint i = 0; i < study->checks->len; i++)
    {
      JlyRule rule = make_not_above (study->checks->pdata[i]);

      jly_rules_add (rules, &rule);
    }
  return rules;
}

JlyInputColumn *
jly_study_make_columns (const JlyStudy *study)
{
  JlyInputColumn *columns = g_new0 (JlyInputColumn, study->columns->len);

  for (guint i = 0; i < study->columns->len; i++)
    {
      const JlyStudyColumn *column = study->columns->pdata[i];

      columns[i] = (JlyInputColumn){
        .id = column->id,
        .title = column->title,
        .unit = column->unit,
        .kind = get_kind (column),
        .scale = column->scale,
        .least = column->least,
        .most = column->max,
        .width = column->width,
        .categories = (const char *const *)column->categories,
        .may_be_missing = column->may_be_missing,
      };
    }
  return columns;
}

static void
take_rows (JlyStudyInputs *self, const JlyStudy *study, const gsize *n_rows)
{
  self->n_rows = g_new (gsize, study->providers->len);
  for (guint i = 0; i < study->providers->len; i++)
    self->n_rows[i] = n_rows != NULL ? n_rows[i] : jly_study_get_most_rows (study);
  if (study->rows->len == 0)
    return;
  self->needs = g_new (guint64, study->rows->len);
  for (guint i = 0; i < study->rows->len; i++)
    self->needs[i] = ((const JlyStudyRow *)study->rows->pdata[i])->need;
}

static gboolean
take_question (JlyStudyInputs *self, const JlyStudyQuestion *question, guint i, GError **error)
{
  JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Ask for an analysis that this version of Jointly has."),
  };
  JlyRequest *own = &self->questions[i];
  guint n = question->parameters->len;

  own->analysis = jly_analysis_find (question->analysis);
  if (own->analysis == NULL)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("There is no analysis “%s”."),
                     question->analysis);
  self->parameters[i] = g_new0 (JlyParameter, n + 1);
  for (guint k = 0; k < n; k++)
    {
      const JlyStudyParameter *parameter = question->parameters->pdata[k];

      self->parameters[i][k] = (JlyParameter){ parameter->name, parameter->value };
    }
  own->query = (JlyQuery){ &self->inputs, self->parameters[i], n };
  return jly_analysis_check (own->analysis, &own->query, NULL, error);
}

static gboolean
take_questions (JlyStudyInputs *self, const JlyStudy *study, GError **error)
{
  self->n_questions = study->questions->len;
  self->questions = g_new0 (JlyRequest, self->n_questions);
  self->parameters = g_new0 (JlyParameter *, self->n_questions);
  for (guint i = 0; i < self->n_questions; i++)
    if (!take_question (self, study->questions->pdata[i], i, error))
      return FALSE;
  return TRUE;
}

/* They are the study's, as the titles are. */
static const char *const *
take_names (JlyStudyInputs *self, const JlyStudy *study)
{
  self->names = g_new0 (const char *, study->providers->len + 1);
  for (guint i = 0; i < study->providers->len; i++)
    self->names[i] = ((const JlyParty *)study->providers->pdata[i])->name;
  return self->names;
}

JlyStudyInputs *
jly_study_inputs_new (const JlyStudy *study, const gsize *n_rows, GError **error)
{
  g_autoptr (JlyStudyInputs) self = g_new0 (JlyStudyInputs, 1);

  self->columns = jly_study_make_columns (study);
  take_rows (self, study, n_rows);
  self->rules = jly_study_make_rules (study);
  self->inputs = (JlyInputs){
    .columns = self->columns,
    .n_columns = study->columns->len,
    .rules = self->rules,
    .n_sources = study->providers->len,
    .names = take_names (self, study),
    .n_rows = self->n_rows,
    .most_rows = jly_study_get_most_rows (study),
    .needs = self->needs,
    .is_alone = jly_study_is_alone (study),
    .limits = study->limits,
  };
  self->inputs.index = jly_inputs_make_index (&self->inputs);
  if (!jly_validity_check (&self->inputs, error) || !take_questions (self, study, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
jly_study_inputs_forget_names (JlyStudyInputs *self)
{
  self->inputs.names = NULL;
}

/* Whether all that an analysis brings out is one output, which then goes by the question's name. */
static gboolean
has_one_output (const JlyAnalysis *analysis)
{
  guint n = 0;

  for (gsize i = 0; i < analysis->n_outputs; i++)
    n += !analysis->outputs[i].is_internal;
  return n == 1 && analysis->derive == NULL;
}

char *
jly_study_name_output (const JlyStudy *study, guint question, guint output, int row)
{
  const JlyStudyQuestion *asked = study->questions->pdata[question];
  const JlyAnalysis *analysis = jly_analysis_find (asked->analysis);
  const char *id = analysis->outputs[output].id;
  const char *name = row >= 0 ? ((const JlyStudyRow *)study->rows->pdata[row])->name : NULL;

  if (*asked->id == '\0')
    return g_strjoin ("/", id, name, NULL);
  if (has_one_output (analysis) && !analysis->outputs[output].is_internal)
    return g_strjoin ("/", asked->id, name, NULL);
  return g_strjoin ("/", asked->id, id, name, NULL);
}

char *
jly_study_name_figure (const JlyStudy *study, guint question, const JlyFigure *figure)
{
  const JlyStudyQuestion *asked = study->questions->pdata[question];
  const JlyAnalysis *analysis = jly_analysis_find (asked->analysis);

  if (*asked->id == '\0')
    return g_strdup (figure->id);
  if (has_one_output (analysis))
    return g_strconcat (asked->id, strchr (figure->id, '/'), NULL);
  return g_strconcat (asked->id, "/", figure->id, NULL);
}

char *
jly_study_name_sanity (const JlyStudy *study, guint question, const char *note)
{
  const JlyStudyQuestion *asked = study->questions->pdata[question];

  return *asked->id == '\0' ? g_strconcat ("sanity/", note, NULL)
                            : g_strconcat (asked->id, "/sanity/", note, NULL);
}

char *
jly_study_name_headline (const JlyStudy *study, guint question)
{
  const JlyStudyQuestion *asked = study->questions->pdata[question];

  return *asked->id == '\0' ? g_strdup ("headline") : g_strconcat (asked->id, "/headline", NULL);
}
