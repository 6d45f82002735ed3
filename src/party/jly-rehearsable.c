/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-rehearsable.h. Settings are tried one after the other, the columns in the contract's
 * order; a kind that finds none within so many tries is left out. */
#include "config.h"

#include "party/jly-rehearsable.h"

#include "analysis/jly-analysis.h"
#include "base/jly-decimal.h"
#include "base/jly-error.h"
#include "study/jly-agreed.h"
#include "study/jly-study-inputs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_TRIES 300 /* of one kind */
#define ID_MAX 32      /* of a question */
#define FEW_COMPANIES 3

static gboolean
has_rights (const JlyContract *contract, const GPtrArray *questions)
{
  g_autoptr (GArray) uses = jly_agreed_derive_uses (contract, questions, NULL);

  for (guint i = 0; uses != NULL && i < uses->len; i++)
    {
      const JlyProposalUse *use = &g_array_index (uses, JlyProposalUse, i);
      const JlyContractColumn *column = contract->columns->pdata[use->column];

      if ((column->rights & use->use) != use->use)
        return FALSE;
    }
  return uses != NULL;
}

gboolean
jly_rehearsable_can_ask (const JlyContract *contract,
                         const JlyStudy *study,
                         const JlyStudyQuestion *question,
                         guint n_companies)
{
  g_autoptr (JlyStudy) trial = jly_study_copy_draft (study);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (JlyStudyInputs) computable = NULL;

  g_ptr_array_set_size (trial->questions, 0);
  g_ptr_array_add (one, (gpointer)question);
  jly_study_questions_take (trial->questions, one);
  for (guint i = 0; i < n_companies; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i + 1);

      jly_study_add_party (trial->providers, name);
    }
  computable
      = jly_study_check_draft (trial, NULL) ? jly_study_inputs_new (trial, NULL, NULL) : NULL;
  return computable != NULL && has_rights (contract, trial->questions);
}

/* One kind of question that is being put together. */
typedef struct
{
  const JlyContract *contract;
  const JlyContractQuestion *permitted;
  const JlyAnalysis *analysis;
  const JlyStudy *study;
  JlyStudyQuestion *question;
  guint n_companies;
  guint turn; /* with which column the search begins */
  guint n_tries;
} Search;

static const char *
find_setting (const JlyStudyQuestion *question, const char *name)
{
  for (guint i = 0; i < question->parameters->len; i++)
    {
      const JlyStudyParameter *parameter = question->parameters->pdata[i];

      if (strcmp (parameter->name, name) == 0)
        return parameter->value;
    }
  return NULL;
}

static const char *
find_fixed (const Search *self, const char *name)
{
  for (guint i = 0; i < self->permitted->settings->len; i++)
    {
      const JlyContractSetting *setting = self->permitted->settings->pdata[i];

      if (!setting->is_free && strcmp (setting->name, name) == 0)
        return setting->value;
    }
  return NULL;
}

static gboolean
is_taken (const Search *self, const char *id)
{
  for (guint i = 0; i < self->question->parameters->len; i++)
    if (strcmp (((const JlyStudyParameter *)self->question->parameters->pdata[i])->value, id) == 0)
      return TRUE;
  return FALSE;
}

static void
add_columns (const Search *self, gboolean of_categories, GStrvBuilder *values)
{
  guint n = self->study->columns->len;

  for (guint i = 0; i < n; i++)
    {
      const JlyStudyColumn *column = self->study->columns->pdata[(i + self->turn) % n];

      if ((column->categories != NULL) == of_categories && !is_taken (self, column->id))
        g_strv_builder_add (values, column->id);
    }
}

/* Categories, each once; or the middle of a range. */
static void
add_values (const Search *self, const char *id, GStrvBuilder *values)
{
  gint place = id != NULL ? jly_contract_find_column (self->contract, id) : -1;
  const JlyContractColumn *column = place >= 0 ? self->contract->columns->pdata[place] : NULL;

  for (guint i = 0; column != NULL && column->categories != NULL && column->categories[i] != NULL;
       i++)
    if (!is_taken (self, column->categories[i]))
      g_strv_builder_add (values, column->categories[i]);
  if (column != NULL && column->categories == NULL)
    {
      g_autofree char *middle
          = jly_decimal_format (column->min / 2 + column->max / 2, column->scale);

      g_strv_builder_add (values, middle);
    }
}

static char **
list_values (const Search *self, const JlyParameterSpec *spec)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  const char *fixed = find_fixed (self, spec->name);

  if (fixed != NULL)
    g_strv_builder_add (values, fixed);
  else
    switch (spec->kind)
      {
      case JLY_PARAMETER_COLUMN:
      case JLY_PARAMETER_COLUMNS:
        add_columns (self, FALSE, values);
        break;
      case JLY_PARAMETER_CATEGORIES:
        add_columns (self, TRUE, values);
        break;
      case JLY_PARAMETER_ANY_COLUMN:
        add_columns (self, TRUE, values);
        add_columns (self, FALSE, values);
        break;
      case JLY_PARAMETER_VALUE:
      case JLY_PARAMETER_EDGES:
        add_values (self, find_setting (self->question, spec->of), values);
        break;
      case JLY_PARAMETER_COMPARISON:
        g_strv_builder_add (values, "=");
        break;
      case JLY_PARAMETER_PERCENT:
        g_strv_builder_add (values, "50");
        break;
      case JLY_PARAMETER_WHOLE:
        g_strv_builder_add (values, "5");
        break;
      case JLY_PARAMETER_CHOICE:
      case JLY_PARAMETER_FILTER:
      default:
        break;
      }
  return g_strv_builder_end (values);
}

/* Settings that may be left out are, unless the contract has fixed them. */
static gboolean
is_wanted (const Search *self, const JlyParameterSpec *spec)
{
  if (find_fixed (self, spec->name) != NULL)
    return TRUE;
  return spec->is_required && (spec->of == NULL || find_setting (self->question, spec->of) != NULL);
}

static gboolean
try_settings (Search *self, gsize place)
{
  const JlyParameterSpec *spec;
  g_auto (GStrv) values = NULL;

  while (place < self->analysis->n_parameters
         && !is_wanted (self, &self->analysis->parameters[place]))
    place++;
  if (place == self->analysis->n_parameters)
    return self->n_tries++ < MOST_TRIES
           && jly_contract_permits (self->contract, self->analysis->id, self->question->parameters)
           && jly_rehearsable_can_ask (self->contract, self->study, self->question,
                                       self->n_companies);
  spec = &self->analysis->parameters[place];
  values = list_values (self, spec);
  for (guint i = 0; values[i] != NULL && self->n_tries < MOST_TRIES; i++)
    {
      jly_study_question_set (self->question, spec->name, values[i]);
      if (try_settings (self, place + 1))
        return TRUE;
      g_ptr_array_set_size (self->question->parameters, (gint)self->question->parameters->len - 1);
    }
  return FALSE;
}

guint
jly_rehearsable_count_companies (const JlyContract *contract)
{
  guint n
      = jly_party_set_count (jly_contract_select (contract, JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE));

  n = MAX (n < 2 ? FEW_COMPANIES : n, contract->policy.min_parties);
  if (contract->most_rows > 0)
    n = MAX (n, (contract->policy.min_rows + contract->most_rows - 1) / contract->most_rows);
  return MIN (n, JLY_STUDY_MAX_PARTIES);
}

static void
add_kind (const JlyContract *contract, JlyStudy *study, const JlyContractQuestion *permitted)
{
  g_autoptr (GPtrArray) trial = jly_study_questions_new ();
  Search search = { .contract = contract,
                    .permitted = permitted,
                    .analysis = jly_analysis_find (permitted->analysis),
                    .study = study,
                    .n_companies = jly_rehearsable_count_companies (contract),
                    .turn = study->questions->len };

  if (search.analysis == NULL || strlen (permitted->analysis) > ID_MAX)
    return;
  search.question = jly_study_questions_add (trial, permitted->analysis, permitted->analysis);
  if (try_settings (&search, 0))
    jly_study_questions_take (study->questions, trial);
}

JlyStudy *
jly_rehearsable_new (const JlyContract *contract, const GPtrArray *questions, GError **error)
{
  const JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Permit a question that can be asked of the agreed columns, as their number of "
               "rows."),
  };
  g_autoptr (JlyStudy) study = jly_agreed_table_new (contract);

  g_free (study->case_id);
  study->case_id = g_strdup ("");
  if (!jly_study_check_table (study, error))
    return NULL;
  g_ptr_array_set_size (study->questions, 0);
  if (questions != NULL)
    jly_study_questions_take (study->questions, questions);
  for (guint i = 0; questions == NULL && i < contract->questions->len; i++)
    add_kind (contract, study, contract->questions->pdata[i]);
  if (study->questions->len > 0)
    return g_steal_pointer (&study);
  jly_fail (error, JLY_ERROR_CONFIG, &detail,
            _ ("None of the questions that may be asked can be rehearsed."));
  return NULL;
}
