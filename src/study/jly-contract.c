/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-contract.h. Making one and finding things in it. */
#include "config.h"

#include "study/jly-contract.h"

#include "analysis/jly-analysis.h"
#include "crypto/jly-identity.h"

#include <string.h>

static void
free_party (gpointer data)
{
  JlyContractParty *party = data;

  g_free (party->name);
  g_free (party->operated_by);
  g_free (party->administered_by);
  g_free (party->hosted_by);
  g_free (party->network_of);
  g_free (party);
}

static void
free_column (gpointer data)
{
  JlyContractColumn *column = data;

  g_free (column->id);
  g_free (column->title);
  g_free (column->unit);
  g_strfreev (column->categories);
  g_free (column);
}

static void
free_setting (gpointer data)
{
  JlyContractSetting *setting = data;

  g_free (setting->name);
  g_free (setting->value);
  g_free (setting);
}

static void
free_question (gpointer data)
{
  JlyContractQuestion *question = data;

  g_free (question->analysis);
  g_ptr_array_unref (question->settings);
  g_free (question);
}

JlyContract *
jly_contract_new (void)
{
  JlyContract *self = g_new0 (JlyContract, 1);

  self->study_id = g_strdup ("");
  self->case_id = g_strdup ("");
  self->title = g_strdup ("");
  self->purpose = g_strdup ("");
  self->legal_basis = g_strdup ("");
  self->sides = g_ptr_array_new_with_free_func (g_free);
  self->parties = g_ptr_array_new_with_free_func (free_party);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->currency = g_strdup ("");
  self->rows = jly_study_rows_new ();
  self->checks = g_ptr_array_new_with_free_func (g_free);
  self->questions = g_ptr_array_new_with_free_func (free_question);
  return self;
}

void
jly_contract_free (JlyContract *self)
{
  if (self == NULL)
    return;
  g_free (self->study_id);
  g_free (self->case_id);
  g_free (self->title);
  g_free (self->purpose);
  g_free (self->legal_basis);
  g_free (self->currency);
  g_ptr_array_unref (self->sides);
  g_ptr_array_unref (self->parties);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->questions);
  g_free (self);
}

JlyContractParty *
jly_contract_add_party (JlyContract *self, const char *name, guint roles, guint side)
{
  JlyContractParty *party = g_new0 (JlyContractParty, 1);

  party->name = g_strdup (name);
  party->roles = roles;
  party->side = side;
  party->operated_by = g_strdup ("");
  party->administered_by = g_strdup ("");
  party->hosted_by = g_strdup ("");
  party->network_of = g_strdup ("");
  g_ptr_array_add (self->parties, party);
  return party;
}

JlyContractColumn *
jly_contract_add_column (
    JlyContract *self, const char *id, const char *title, guint scale, gint64 min, gint64 max)
{
  JlyContractColumn *column = g_new0 (JlyContractColumn, 1);

  column->id = g_strdup (id);
  column->title = g_strdup (title);
  column->unit = g_strdup ("");
  column->scale = scale;
  column->min = min;
  column->max = max;
  g_ptr_array_add (self->columns, column);
  return column;
}

void
jly_contract_column_set_categories (JlyContractColumn *column, const char *const *categories)
{
  g_strfreev (column->categories);
  column->categories = g_strdupv ((char **)categories);
  column->scale = 0;
  column->min = 0;
  column->max = (gint64)g_strv_length (column->categories) - 1;
}

static const JlyContractSetting *
find_setting (const JlyContractQuestion *question, const char *name)
{
  for (guint i = 0; i < question->settings->len; i++)
    if (strcmp (((const JlyContractSetting *)question->settings->pdata[i])->name, name) == 0)
      return question->settings->pdata[i];
  return NULL;
}

void
jly_contract_question_set (JlyContractQuestion *question, const char *name, const char *value)
{
  JlyContractSetting *setting = (JlyContractSetting *)find_setting (question, name);

  if (setting == NULL)
    {
      setting = g_new0 (JlyContractSetting, 1);
      setting->name = g_strdup (name);
      g_ptr_array_add (question->settings, setting);
    }
  g_free (setting->value);
  setting->is_free = value == NULL;
  setting->value = g_strdup (value == NULL ? "" : value);
}

JlyContractQuestion *
jly_contract_add_question (JlyContract *self, const char *analysis)
{
  const JlyAnalysis *found = jly_analysis_find (analysis);
  JlyContractQuestion *question = g_new0 (JlyContractQuestion, 1);

  question->analysis = g_strdup (analysis);
  question->settings = g_ptr_array_new_with_free_func (free_setting);
  for (gsize i = 0; found != NULL && i < found->n_parameters; i++)
    jly_contract_question_set (question, found->parameters[i].name, NULL);
  g_ptr_array_add (self->questions, question);
  return question;
}

/* Every setting that was given is listed, and every fixed one was given as it is fixed. */
static gboolean
permits (const JlyContractQuestion *question, const GPtrArray *parameters)
{
  guint n_fixed = 0;

  for (guint i = 0; i < question->settings->len; i++)
    n_fixed += !((const JlyContractSetting *)question->settings->pdata[i])->is_free;
  for (guint i = 0; i < parameters->len; i++)
    {
      const JlyStudyParameter *parameter = parameters->pdata[i];
      const JlyContractSetting *setting = find_setting (question, parameter->name);

      if (setting == NULL || (!setting->is_free && strcmp (setting->value, parameter->value) != 0))
        return FALSE;
      n_fixed -= !setting->is_free;
    }
  return n_fixed == 0;
}

gboolean
jly_contract_permits (const JlyContract *self, const char *analysis, const GPtrArray *parameters)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      const JlyContractQuestion *question = self->questions->pdata[i];

      if (strcmp (question->analysis, analysis) == 0 && permits (question, parameters))
        return TRUE;
    }
  return FALSE;
}

const JlyContractParty *
jly_contract_get_party (const JlyContract *self, guint index)
{
  return index < self->parties->len ? self->parties->pdata[index] : NULL;
}

JlyPartySet
jly_contract_select (const JlyContract *self, guint roles, guint side)
{
  JlyPartySet set = 0;

  for (guint i = 0; i < self->parties->len && i < JLY_POLICY_MAX_PARTIES; i++)
    {
      const JlyContractParty *party = self->parties->pdata[i];

      if ((party->roles & roles) != 0 && (side == JLY_NO_SIDE || party->side == side))
        set |= (JlyPartySet)1 << i;
    }
  return set;
}

JlyPartySet
jly_contract_find_learners (const JlyContract *self, JlyPartySet proposers)
{
  const JlyLearners *learn = &self->policy.learn;
  JlyPartySet set = learn->proposers ? proposers : 0;

  if (learn->roles != 0)
    set |= jly_contract_select (self, learn->roles, JLY_NO_SIDE);
  for (guint side = 0; side < self->sides->len; side++)
    if ((learn->sides >> side & 1) != 0)
      set |= jly_contract_select (self, JLY_ROLE_FLAGS_ALL, side);
  return set;
}

gint
jly_contract_find_column (const JlyContract *self, const char *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (strcmp (((const JlyContractColumn *)self->columns->pdata[i])->id, id) == 0)
      return (gint)i;
  return -1;
}

void
jly_contract_hash (GBytes *bytes, guint8 hash[JLY_HASH_BYTES])
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_hash ("contract", data, n, hash);
}
