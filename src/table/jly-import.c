/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import.h. */
#include "config.h"

#include "table/jly-import.h"

#include "table/jly-import-words.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FINDINGS_MAX 1000

/* One column of the study. */
typedef struct
{
  JlyColumnAnswers answers;
  GHashTable *taken; /* writings that the person took for categories before; NULL: none */
  JlyValues *values;
  char *read_back;
  gboolean is_stale; /* match, answers or cells changed since it was read */
} Column;

struct _JlyImport
{
  JlySheet *file;
  JlySheet *sheet; /* file with the corrections */
  JlyRules *rules;
  JlyNamesQuestion *names; /* NULL: nothing is asked about them */
  JlyEdits *edits;
  gboolean edits_changed;

  JlyColumn **readings; /* per column of the file */
  gboolean *stale;      /* per column of the file: a cell of it changed */

  Column *columns; /* per column of the study */
  GPtrArray *matches;
  GPtrArray *questions;
  GPtrArray *findings;
  GHashTable *confirmed;
  JlyCheckCounts counts;
  char *file_read_back;
  char *profile_words;
};

static guint
count_columns (const JlyImport *self)
{
  return self->rules->columns->len;
}

static JlyMatch *
get_match (const JlyImport *self, guint column)
{
  return g_ptr_array_index (self->matches, column);
}

static void
recognize (JlyImport *self, guint sheet_column)
{
  g_clear_pointer (&self->readings[sheet_column], jly_column_free);
  self->readings[sheet_column] = jly_column_recognize (self->sheet, sheet_column, NULL);
  self->stale[sheet_column] = FALSE;
}

/* What was chosen last time counts more than any likeness of names. */
static void
apply_profile (JlyImport *self, const JlyProfile *profile)
{
  if (profile == NULL || !jly_profile_fits (profile, self->file, self->rules))
    return;
  for (guint i = 0; i < profile->columns->len; i++)
    {
      const JlyProfileColumn *from = g_ptr_array_index (profile->columns, i);
      const guint k = (guint)jly_rules_find_column (self->rules, from->id);
      const int column = jly_profile_find_header (self->file, from->header);

      jly_import_set_match (self, k, column);
      jly_match_set (get_match (self, k), self->file, jly_rules_get_column (self->rules, k), column,
                     JLY_MATCH_PROFILE);
      jly_import_set_remembered (self, k, from);
    }
  self->profile_words = g_strdup_printf (
      ngettext ("As last time: %u column goes where it went then.",
                "As last time: %u columns go where they went then.", profile->columns->len),
      profile->columns->len);
}

JlyImport *
jly_import_new (JlySheet *sheet, JlyRules *rules, const JlyProfile *profile)
{
  JlyImport *self = g_new0 (JlyImport, 1);
  const guint n = jly_sheet_get_n_columns (sheet);

  self->file = jly_sheet_ref (sheet);
  self->sheet = jly_sheet_ref (sheet);
  self->rules = jly_rules_ref (rules);
  self->names = jly_names_question_new (sheet);
  self->edits = jly_edits_new (sheet);
  self->readings = g_new0 (JlyColumn *, n);
  self->stale = g_new0 (gboolean, n);
  self->columns = g_new0 (Column, count_columns (self));
  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_question_free);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_finding_free);
  self->confirmed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    recognize (self, i);
  self->matches = jly_match_propose (sheet, self->readings, rules);
  for (guint k = 0; k < count_columns (self); k++)
    self->columns[k].is_stale = TRUE;
  apply_profile (self, profile);
  jly_import_refresh (self);
  return self;
}

void
jly_import_free (JlyImport *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < jly_sheet_get_n_columns (self->file); i++)
    jly_column_free (self->readings[i]);
  for (guint k = 0; k < count_columns (self); k++)
    {
      jly_values_free (self->columns[k].values);
      g_clear_pointer (&self->columns[k].taken, g_hash_table_unref);
      g_free (self->columns[k].read_back);
    }
  jly_names_question_free (self->names);
  g_free (self->readings);
  g_free (self->stale);
  g_free (self->columns);
  g_ptr_array_unref (self->matches);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->findings);
  g_hash_table_unref (self->confirmed);
  g_free (self->file_read_back);
  g_free (self->profile_words);
  jly_edits_free (self->edits);
  jly_sheet_unref (self->sheet);
  jly_sheet_unref (self->file);
  jly_rules_free (self->rules);
  g_free (self);
}

JlySheet *
jly_import_get_sheet (JlyImport *self)
{
  return self->sheet;
}

JlySheet *
jly_import_get_file (JlyImport *self)
{
  return self->file;
}

const JlyRules *
jly_import_get_rules (JlyImport *self)
{
  return self->rules;
}

/* The agreed list; one that a soft rule has is no list to count by. */
static const char *const *
find_categories (const JlyImport *self, guint k)
{
  const JlyRule *rule = jly_rules_find (self->rules, k, JLY_RULE_CATEGORIES);

  return rule != NULL && !rule->is_soft ? (const char *const *)rule->categories : NULL;
}

static void
refresh_column (JlyImport *self, guint k)
{
  Column *column = &self->columns[k];
  const int sheet_column = get_match (self, k)->sheet_column;

  g_clear_pointer (&column->values, jly_values_free);
  g_clear_pointer (&column->read_back, g_free);
  column->is_stale = FALSE;
  if (sheet_column < 0)
    return;
  column->values
      = jly_values_read (self->sheet, (guint)sheet_column, jly_rules_get_column (self->rules, k),
                         find_categories (self, k), column->taken, &column->answers);
  column->read_back = jly_import_describe_column (column->values, self->sheet);
}

static void
refresh_questions (JlyImport *self)
{
  g_ptr_array_set_size (self->questions, 0);
  for (guint k = 0; k < count_columns (self); k++)
    {
      const JlyValues *values = self->columns[k].values;

      if (values != NULL && values->question != JLY_QUESTION_NONE)
        g_ptr_array_add (self->questions, jly_question_new (values, self->sheet, k));
    }
}

/* A column that must be there and is not. */
static void
add_absent (JlyImport *self, guint k)
{
  const JlyRuleColumn *column = jly_rules_get_column (self->rules, k);
  JlyFinding *finding;

  if (column->is_optional || get_match (self, k)->sheet_column >= 0)
    return;
  finding = g_new0 (JlyFinding, 1);
  finding->row = JLY_FINDING_NO_ROW;
  finding->column = k;
  finding->sheet_column = -1;
  finding->value = g_strdup ("");
  finding->words = g_strdup_printf (_ ("The study needs “%s”, and no column was chosen for it."),
                                    column->title);
  finding->next = _ ("Choose the column that holds it.");
  g_ptr_array_insert (self->findings, 0, finding);
  self->counts.n_hard++;
}

static void
refresh_findings (JlyImport *self)
{
  const guint n = count_columns (self);
  g_autofree JlyValues **values = g_new0 (JlyValues *, n);

  for (guint k = 0; k < n; k++)
    values[k] = self->columns[k].values;
  g_ptr_array_unref (self->findings);
  self->findings = jly_check_rules (self->sheet, self->rules, values, self->confirmed, FINDINGS_MAX,
                                    &self->counts);
  for (guint k = n; k-- > 0;)
    add_absent (self, k);
}

static void
refresh_file (JlyImport *self)
{
  guint n_found = 0;

  for (guint k = 0; k < count_columns (self); k++)
    n_found += get_match (self, k)->sheet_column >= 0;
  g_free (self->file_read_back);
  self->file_read_back = jly_import_describe_file (self->sheet, n_found, count_columns (self),
                                                   jly_edits_get_n_cells (self->edits),
                                                   jly_edits_get_n_out (self->edits));
}

void
jly_import_refresh (JlyImport *self)
{
  if (self->edits_changed)
    {
      jly_sheet_unref (self->sheet);
      self->sheet = jly_edits_apply (self->edits);
      self->edits_changed = FALSE;
    }
  for (guint i = 0; i < jly_sheet_get_n_columns (self->file); i++)
    if (self->stale[i])
      recognize (self, i);
  for (guint k = 0; k < count_columns (self); k++)
    if (self->columns[k].is_stale)
      refresh_column (self, k);
  refresh_questions (self);
  refresh_findings (self);
  refresh_file (self);
}

const JlyColumn *
jly_import_get_reading (JlyImport *self, guint sheet_column)
{
  g_return_val_if_fail (sheet_column < jly_sheet_get_n_columns (self->file), NULL);

  return self->readings[sheet_column];
}

const JlyMatch *
jly_import_get_match (JlyImport *self, guint column)
{
  g_return_val_if_fail (column < count_columns (self), NULL);

  return get_match (self, column);
}

int
jly_import_find_column (JlyImport *self, guint sheet_column)
{
  for (guint k = 0; k < count_columns (self); k++)
    if (get_match (self, k)->sheet_column == (int)sheet_column)
      return (int)k;
  return -1;
}

static void
choose (JlyImport *self, guint column, int sheet_column, JlyMatchReason reason)
{
  jly_match_set (get_match (self, column), self->file, jly_rules_get_column (self->rules, column),
                 sheet_column, reason);
  /* What was answered about one column says nothing about another. */
  self->columns[column].answers = (JlyColumnAnswers){ 0 };
  g_clear_pointer (&self->columns[column].taken, g_hash_table_unref);
  self->columns[column].is_stale = TRUE;
}

void
jly_import_set_match (JlyImport *self, guint column, int sheet_column)
{
  int other;

  g_return_if_fail (column < count_columns (self));
  g_return_if_fail (sheet_column < (int)jly_sheet_get_n_columns (self->file));

  other = sheet_column >= 0 ? jly_import_find_column (self, (guint)sheet_column) : -1;
  if (other >= 0 && (guint)other != column)
    choose (self, (guint)other, -1, JLY_MATCH_NONE);
  choose (self, column, MAX (sheet_column, -1), JLY_MATCH_HAND);
}

const char *
jly_import_get_profile_words (JlyImport *self)
{
  return self->profile_words;
}

const JlyNamesQuestion *
jly_import_get_names_question (JlyImport *self)
{
  return self->names;
}

GPtrArray *
jly_import_get_questions (JlyImport *self)
{
  return self->questions;
}

void
jly_import_answer (JlyImport *self, const JlyQuestion *question, guint choice)
{
  const guint n_choices = question->choices->len;

  g_return_if_fail (choice < n_choices);

  jly_question_answer (question, choice, &self->columns[question->column].answers);
  self->columns[question->column].is_stale = TRUE;
}

const JlyColumnAnswers *
jly_import_get_answers (JlyImport *self, guint column)
{
  return &self->columns[column].answers;
}

void
jly_import_set_answers (JlyImport *self, guint column, const JlyColumnAnswers *answers)
{
  self->columns[column].answers = *answers;
  self->columns[column].is_stale = TRUE;
}

void
jly_import_set_remembered (JlyImport *self, guint column, const JlyProfileColumn *remembered)
{
  Column *into = &self->columns[column];

  into->answers = remembered->answers;
  into->answers.near = JLY_NEAR_ASK;
  g_clear_pointer (&into->taken, g_hash_table_unref);
  if (remembered->near->len > 0)
    into->taken = jly_profile_column_dup_near (remembered);
  into->is_stale = TRUE;
}

const JlyEdits *
jly_import_get_edits (JlyImport *self)
{
  return self->edits;
}

/* Every column has another number of rows. */
static void
note_row (JlyImport *self)
{
  self->edits_changed = TRUE;
  for (guint i = 0; i < jly_sheet_get_n_columns (self->file); i++)
    self->stale[i] = TRUE;
  for (guint k = 0; k < count_columns (self); k++)
    self->columns[k].is_stale = TRUE;
}

static void
note_edit (JlyImport *self, guint sheet_column)
{
  const int column
      = sheet_column != JLY_EDITS_ROW ? jly_import_find_column (self, sheet_column) : -1;

  if (sheet_column == JLY_EDITS_ROW)
    {
      note_row (self);
      return;
    }
  self->edits_changed = TRUE;
  self->stale[sheet_column] = TRUE;
  if (column >= 0)
    self->columns[column].is_stale = TRUE;
}

gboolean
jly_import_edit (JlyImport *self, gsize row, guint sheet_column, const char *text)
{
  g_return_val_if_fail (row < jly_sheet_get_n_rows (self->file), FALSE);
  g_return_val_if_fail (sheet_column < jly_sheet_get_n_columns (self->file), FALSE);

  if (!jly_edits_set (self->edits, row, sheet_column, text))
    return FALSE;
  note_edit (self, sheet_column);
  return TRUE;
}

gboolean
jly_import_leave_out (JlyImport *self, gsize row, gboolean is_out)
{
  g_return_val_if_fail (row < jly_sheet_get_n_rows (self->file), FALSE);

  if (!jly_edits_leave_out (self->edits, row, is_out))
    return FALSE;
  note_edit (self, JLY_EDITS_ROW);
  return TRUE;
}

gboolean
jly_import_undo (JlyImport *self, gsize *row, guint *sheet_column)
{
  guint column;

  if (!jly_edits_undo (self->edits, row, &column))
    return FALSE;
  note_edit (self, column);
  if (sheet_column != NULL)
    *sheet_column = column;
  return TRUE;
}

gboolean
jly_import_redo (JlyImport *self, gsize *row, guint *sheet_column)
{
  guint column;

  if (!jly_edits_redo (self->edits, row, &column))
    return FALSE;
  note_edit (self, column);
  if (sheet_column != NULL)
    *sheet_column = column;
  return TRUE;
}

GPtrArray *
jly_import_get_findings (JlyImport *self)
{
  return self->findings;
}

void
jly_import_add_finding (
    JlyImport *self, gsize row, guint column, const char *words, const char *next)
{
  const gsize place = self->counts.n_hard;
  JlyFinding *finding;

  g_return_if_fail (column < count_columns (self) && row < jly_sheet_get_n_rows (self->sheet));
  self->counts.n_hard++;
  if (place >= FINDINGS_MAX)
    return;
  finding = g_new0 (JlyFinding, 1);
  finding->row = row;
  finding->column = column;
  finding->sheet_column = get_match (self, column)->sheet_column;
  finding->value
      = finding->sheet_column < 0
            ? g_strdup ("")
            : jly_table_quote (jly_sheet_get_cell (self->sheet, row, (guint)finding->sheet_column));
  finding->words = g_strdup (words);
  finding->next = next;
  g_ptr_array_insert (self->findings, (int)place, finding);
}

gsize
jly_import_count_hard (JlyImport *self)
{
  return self->counts.n_hard;
}

gsize
jly_import_count_unconfirmed (JlyImport *self)
{
  return self->counts.n_unconfirmed;
}

void
jly_import_confirm (JlyImport *self, const JlyFinding *finding, gboolean is_right)
{
  g_autofree char *key = NULL;

  g_return_if_fail (finding->is_soft && finding->row != JLY_FINDING_NO_ROW);

  key = jly_check_dup_key (self->sheet, self->rules, finding->rule, finding->row,
                           (guint)finding->sheet_column);
  if (is_right)
    g_hash_table_add (self->confirmed, g_steal_pointer (&key));
  else
    g_hash_table_remove (self->confirmed, key);
}

GHashTable *
jly_import_get_confirmed (JlyImport *self)
{
  return self->confirmed;
}

void
jly_import_set_confirmed (JlyImport *self, GHashTable *confirmed)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, confirmed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (self->confirmed, g_strdup (key));
}

const JlyValues *
jly_import_get_values (JlyImport *self, guint column)
{
  const JlyValues *values = self->columns[column].values;

  return values != NULL && values->states != NULL ? values : NULL;
}

const char *
jly_import_get_read_back (JlyImport *self, guint column)
{
  return self->columns[column].read_back;
}

const char *
jly_import_get_file_read_back (JlyImport *self)
{
  return self->file_read_back;
}

static void
add_near_cb (const char *folded, const char *category, gpointer data)
{
  jly_profile_column_add_near (data, folded, category);
}

static gint
compare_near (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const JlyProfileNear *const *)a)->cell,
                 (*(const JlyProfileNear *const *)b)->cell);
}

/* The writings of before and those of now; none is in both, because what was taken before
 * is not looked for any more. */
static void
remember_near (const Column *column, JlyProfileColumn *into)
{
  GHashTableIter iter;
  gpointer cell, category;

  if (column->answers.near == JLY_NEAR_TAKE && column->values != NULL
      && column->values->categories != NULL)
    jly_categories_foreach_near (column->values->categories, add_near_cb, into);
  if (column->taken != NULL)
    {
      g_hash_table_iter_init (&iter, column->taken);
      while (g_hash_table_iter_next (&iter, &cell, &category))
        jly_profile_column_add_near (into, cell, category);
    }
  g_ptr_array_sort (into->near, compare_near);
}

gboolean
jly_import_has_choices (JlyImport *self)
{
  for (guint k = 0; k < count_columns (self); k++)
    {
      const JlyColumnAnswers *answers = &self->columns[k].answers;

      if (get_match (self, k)->reason == JLY_MATCH_HAND || answers->mark != 0 || answers->order != 0
          || answers->factor != 0 || answers->digits != 0 || answers->near != 0)
        return TRUE;
    }
  return FALSE;
}

JlyProfile *
jly_import_dup_profile (JlyImport *self)
{
  JlyProfile *profile = jly_profile_new (jly_sheet_get_format (self->file));

  for (guint k = 0; k < count_columns (self); k++)
    {
      const int column = get_match (self, k)->sheet_column;

      JlyProfileColumn *added
          = column >= 0 ? jly_profile_add (profile, jly_rules_get_column (self->rules, k)->id,
                                           jly_sheet_get_header (self->file, (guint)column),
                                           &self->columns[k].answers)
                        : NULL;

      if (added != NULL)
        remember_near (&self->columns[k], added);
    }
  return profile;
}

gboolean
jly_import_is_ready (JlyImport *self)
{
  return self->names == NULL && self->questions->len == 0 && self->counts.n_hard == 0
         && self->counts.n_unconfirmed == 0;
}
