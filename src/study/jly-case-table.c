/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-case-table.h. */
#include "config.h"

#include "study/jly-case-table.h"

#include "analysis/jly-analysis.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_ROWS 1000000
#define MOST_SCALE 6

static const struct
{
  const char *name;
  guint flag;
} uses[] = {
  { "sum", JLY_USE_SUM },       { "mean", JLY_USE_MEAN }, { "group", JLY_USE_GROUP },
  { "filter", JLY_USE_FILTER }, { "link", JLY_USE_LINK }, { "count", JLY_USE_COUNT },
  { "model", JLY_USE_MODEL },
};

static const char *
get (const CaseAttributes *attributes, const char *name)
{
  for (guint i = 0; attributes->names[i] != NULL; i++)
    if (strcmp (attributes->names[i], name) == 0)
      return attributes->values[i];
  return NULL;
}

static gboolean
fail (char **problem, const char *format, const char *what)
{
  GString *text = g_string_new (format);

  g_string_replace (text, "%s", what, 1);
  *problem = g_string_free (text, FALSE);
  return FALSE;
}

static gboolean
check_names (const CaseAttributes *attributes, const char *const *allowed, char **problem)
{
  for (guint i = 0; attributes->names[i] != NULL; i++)
    if (!g_strv_contains (allowed, attributes->names[i]))
      return fail (problem, _ ("“%s” is not known here."), attributes->names[i]);
  return TRUE;
}

/* What is missing leaves *value as it was. */
static gboolean
read_number (const CaseAttributes *attributes,
             const char *name,
             gint64 least,
             gint64 most,
             gint64 *value,
             char **problem)
{
  const char *text = get (attributes, name);

  if (text == NULL || g_ascii_string_to_signed (text, 10, least, most, value, NULL))
    return TRUE;
  return fail (problem, _ ("“%s” is no whole number that can stand here."), text);
}

static gboolean
read_uses (const CaseAttributes *attributes, guint *rights, char **problem)
{
  const char *text = get (attributes, "use");
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize k = 0;

      while (k < G_N_ELEMENTS (uses) && strcmp (uses[k].name, words[i]) != 0)
        k++;
      if (k < G_N_ELEMENTS (uses))
        *rights |= uses[k].flag;
      else if (*words[i] != '\0')
        return fail (problem, _ ("There is no use “%s” of a column."), words[i]);
    }
  return TRUE;
}

static gboolean
start_columns (JlyContract *table, const CaseAttributes *attributes, char **problem)
{
  static const char *const allowed[] = { "rows", "currency", NULL };
  const char *currency = get (attributes, "currency");
  gint64 rows = 0;

  if (!check_names (attributes, allowed, problem)
      || !read_number (attributes, "rows", 1, MOST_ROWS, &rows, problem))
    return FALSE;
  if (rows == 0)
    return fail (problem, _ ("%s is missing."), "rows");
  table->most_rows = (guint)rows;
  g_free (table->currency);
  table->currency = g_strdup (currency != NULL ? currency : "");
  return TRUE;
}

/* least and most are in steps, as they go into the contract. */
static gboolean
start_column (JlyContract *table, const CaseAttributes *attributes, char **problem)
{
  static const char *const allowed[] = { "id", "unit", "scale", "least", "most", "use", NULL };
  const char *id = get (attributes, "id");
  const char *unit = get (attributes, "unit");
  gint64 scale = 0, least = 0, most = 0;
  JlyContractColumn *column;

  if (!check_names (attributes, allowed, problem)
      || !read_number (attributes, "scale", 0, MOST_SCALE, &scale, problem)
      || !read_number (attributes, "least", G_MININT64 / 4, G_MAXINT64 / 4, &least, problem)
      || !read_number (attributes, "most", G_MININT64 / 4, G_MAXINT64 / 4, &most, problem))
    return FALSE;
  if (id == NULL || *id == '\0' || jly_contract_find_column (table, id) >= 0)
    return fail (problem, _ ("A column needs an id of its own, not “%s”."), id != NULL ? id : "");
  column = jly_contract_add_column (table, id, "", (guint)scale, least, most);
  g_free (column->unit);
  column->unit = g_strdup (unit != NULL ? unit : "");
  return read_uses (attributes, &column->rights, problem);
}

static gboolean
start_ask_of (JlyContract *table, const CaseAttributes *attributes, char **problem)
{
  static const char *const allowed[] = { "analysis", NULL };
  const char *analysis = get (attributes, "analysis");

  if (!check_names (attributes, allowed, problem))
    return FALSE;
  if (analysis == NULL || jly_analysis_find (analysis) == NULL)
    return fail (problem, _ ("There is no analysis “%s”."), analysis != NULL ? analysis : "");
  jly_contract_add_question (table, analysis);
  return TRUE;
}

gboolean
case_table_start (JlyContract *table,
                  const char *element,
                  const CaseAttributes *attributes,
                  char **problem)
{
  if (strcmp (element, "columns") == 0)
    return start_columns (table, attributes, problem);
  if (strcmp (element, "column") == 0)
    return start_column (table, attributes, problem);
  return start_ask_of (table, attributes, problem);
}

static JlyContractColumn *
get_last (JlyContract *table)
{
  return table->columns->pdata[table->columns->len - 1];
}

gboolean
case_table_set_name (JlyContract *table, const char *name, char **problem)
{
  JlyContractColumn *column = get_last (table);

  if (*column->title != '\0')
    return fail (problem, _ ("<%s> stands here a second time."), "name");
  g_free (column->title);
  column->title = g_strdup (name);
  return TRUE;
}

void
case_table_add_category (JlyContract *table, const char *category)
{
  JlyContractColumn *column = get_last (table);
  guint n = column->categories != NULL ? g_strv_length (column->categories) : 0;

  column->categories = g_renew (char *, column->categories, n + 2);
  column->categories[n] = g_strdup (category);
  column->categories[n + 1] = NULL;
  column->min = 0;
  column->max = n;
}

gboolean
case_table_check (const JlyContract *table, char **problem)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const JlyContractColumn *column = table->columns->pdata[i];

      if (*column->title == '\0' || column->max <= column->min || column->rights == 0)
        return fail (problem, _ ("The column “%s” needs a name, a range and a use."), column->id);
    }
  return TRUE;
}

void
jly_case_fill_table (JlyCase *self, JlyContract *contract)
{
  const JlyContract *table = self->columns;

  for (guint i = 0; i < table->columns->len; i++)
    {
      const JlyContractColumn *from = table->columns->pdata[i];
      JlyContractColumn *column = jly_contract_add_column (contract, from->id, from->title,
                                                           from->scale, from->min, from->max);

      g_free (column->unit);
      column->unit = g_strdup (from->unit);
      column->rights = from->rights;
      if (from->categories != NULL)
        jly_contract_column_set_categories (column, (const char *const *)from->categories);
    }
  for (guint i = 0; i < table->questions->len; i++)
    jly_contract_add_question (contract,
                               ((const JlyContractQuestion *)table->questions->pdata[i])->analysis);
  contract->most_rows = table->most_rows;
  g_free (contract->currency);
  contract->currency = g_strdup (table->currency);
}
