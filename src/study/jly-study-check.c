/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of a study before anything runs. What an analysis needs beyond that, it checks
 * itself; what its sentences say stays with it. */
#include "config.h"

#include "study/jly-study.h"

#include "base/jly-error.h"
#include "base/jly-plain.h"
#include "study/jly-study-inputs.h"
#include "table/jly-bid-table.h"
#include "table/jly-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SCALE 9
#define MAX_ID 32 /* of columns, questions and parameters */

static gboolean fail_config (GError **error, const char *next, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
fail_config (GError **error, const char *next, const char *format, ...)
{
  JlyErrorDetail detail = { .step = "study", .next = next };
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return jly_fail (error, JLY_ERROR_CONFIG, &detail, "%s", text);
}

/* What a tender's file may say can always stand in a study. */
G_STATIC_ASSERT (JLY_TENDER_NAME_BYTES <= JLY_STUDY_MAX_NAME);

/* A name that people can read and tell apart: something is seen of it, it is not endless, and has
 * nothing in it that would turn or break a line. */
static gboolean
is_name (const char *name)
{
  g_autofree char *folded = NULL;

  if (name == NULL || strlen (name) > JLY_STUDY_MAX_NAME || !jly_plain_is_line (name))
    return FALSE;
  folded = jly_name_fold (name);
  return *folded != '\0';
}

/* Names of everybody, in results and leakage statements. */
static gboolean
is_reserved (const char *name)
{
  g_autofree char *folded = jly_name_fold (name);

  return g_str_equal (folded, JLY_STUDY_EVERYONE) || g_str_equal (folded, JLY_STUDY_ALL_PROVIDERS)
         || g_str_equal (folded, JLY_STUDY_RECIPIENTS)
         || g_str_equal (folded, JLY_STUDY_EACH_PROVIDER);
}

static const JlyParty *
find_same (GPtrArray *parties, const JlyParty *party)
{
  for (guint i = 0; i < parties->len; i++)
    {
      const JlyParty *other = parties->pdata[i];

      if (g_str_equal (other->name, party->name)
          && memcmp (&other->keys, &party->keys, sizeof party->keys) == 0)
        return other;
    }
  return NULL;
}

/* Whether party, of one of the lists, stood in an earlier one: a founder of the contract may bring
 * figures, compute and learn, under one name with the same keys. */
static gboolean
is_again (const JlyStudy *study, const GPtrArray *parties, const JlyParty *party)
{
  if (!jly_study_is_agreed (study) || parties == study->providers)
    return FALSE;
  return find_same (study->providers, party) != NULL
         || (parties == study->recipients && find_same (study->miners, party) != NULL);
}

/* seen holds the folded names of the parties before: "North" and "north" are one name to a person,
 * and a company called like a computing party would be taken for it. */
static gboolean
check_parties (GPtrArray *parties, const JlyStudy *study, GHashTable *seen, GError **error)
{
  for (guint i = 0; i < parties->len; i++)
    {
      const JlyParty *party = parties->pdata[i];

      if (!is_name (party->name))
        return fail_config (error, _ ("Give every party a short name."),
                            _ ("Party %u of the study has no usable name."), i + 1);
      if (is_reserved (party->name))
        return fail_config (error, _ ("Give that party another name."),
                            _ ("No party can be called “%s”."), party->name);
      if (!is_again (study, parties, party)
          && !g_hash_table_add (seen, jly_name_fold (party->name)))
        return fail_config (error, _ ("Give every party a name of its own."),
                            _ ("Two parties of the study are called “%s”."), party->name);
    }
  return TRUE;
}

/* Adds the three keys of party to seen, which maps keys to the parties they belong to. Returns
 * whose key one of them was before, which may be party itself; or NULL. */
static const JlyParty *
add_keys (GHashTable *seen, const JlyParty *party)
{
  const guint8 *all[] = { party->keys.identity, party->keys.link, party->keys.sealing };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GBytes) key = g_bytes_new (all[i], sizeof party->keys.identity);
      const JlyParty *before = g_hash_table_lookup (seen, key);

      if (before != NULL)
        return before;
      g_hash_table_insert (seen, g_steal_pointer (&key), (gpointer)party);
    }
  return NULL;
}

/* One key, one party, one purpose. Else one party could stand in the study as two computing
 * parties, and see everything. */
static gboolean
check_keys (const JlyStudy *self, GError **error)
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  const GPtrArray *const groups[] = { self->providers, self->miners, self->recipients };

  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g]->len; i++)
      {
        const JlyParty *party = groups[g]->pdata[i];
        const JlyParty *before = is_again (self, groups[g], party) ? NULL : add_keys (seen, party);

        if (before == party)
          return fail_config (error, _ ("Ask for a study in which every key has one purpose."),
                              _ ("“%s” uses one key for two purposes."), party->name);
        if (before != NULL)
          return fail_config (error,
                              _ ("Ask for a study in which everybody has keys of their own."),
                              _ ("“%s” and “%s” have the same key."), before->name, party->name);
      }
  return TRUE;
}

static gboolean
check_rows (const JlyStudy *self, const JlyStudyColumn *amount, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (self->rows->len > JLY_STUDY_MAX_ROWS || (self->rows->len == 0) == (self->most_rows == 0))
    return fail_config (error, _ ("Check the tender's file."),
                        _ ("The tender has %u rows; from 1 to %d are possible."), self->rows->len,
                        JLY_STUDY_MAX_ROWS);
  if (self->most_rows > JLY_STUDY_MAX_OWN_ROWS)
    return fail_config (error, _ ("Agree on fewer rows."),
                        _ ("At most %u rows for everybody were agreed; up to %d are possible."),
                        self->most_rows, JLY_STUDY_MAX_OWN_ROWS);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const JlyStudyRow *row = self->rows->pdata[i];

      if (!is_name (row->name) || (*row->unit != '\0' && !is_name (row->unit)))
        return fail_config (error, _ ("Check the tender's file."),
                            _ ("Row %u of the tender has no usable name or unit."), i + 1);
      /* Results are found by the rows' names. */
      if (!g_hash_table_add (seen, jly_name_fold (row->name)))
        return fail_config (error, _ ("Check the tender's file."),
                            _ ("Two rows of the tender are called “%s”."), row->name);
      if (row->need == 0 || row->need > (guint64)amount->max)
        return fail_config (error, _ ("Agree on a wider range for amounts, or check the tender."),
                            _ ("The tender's need for “%s” is outside the agreed range."),
                            row->name);
    }
  return TRUE;
}

/* An id that a program, a result's name and a command line can hold. */
static gboolean
is_id (const char *id)
{
  gsize n = strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-_");

  return n > 0 && n <= MAX_ID && id[n] == '\0';
}

static gboolean
check_categories (const JlyStudyColumn *column, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = g_strv_length (column->categories);

  if (n < 2 || column->scale != 0 || column->least != 0 || column->max != (gint64)n - 1)
    return fail_config (error, NULL, _ ("“%s” needs two categories at least."), column->title);
  for (guint i = 0; i < n; i++)
    if (!is_name (column->categories[i])
        || !g_hash_table_add (seen, jly_name_fold (column->categories[i])))
      return fail_config (error, NULL, _ ("Category %u of “%s” has no usable name of its own."),
                          i + 1, column->title);
  return TRUE;
}

static gboolean
check_column (const JlyStudy *self, const JlyStudyColumn *column, GError **error)
{
  if (*column->unit != '\0' && !is_name (column->unit))
    return fail_config (error, NULL, _ ("The unit of “%s” is not usable."), column->title);
  if (column->categories != NULL && !check_categories (column, error))
    return FALSE;
  if (column->may_be_missing && self->rows->len > 0)
    return fail_config (error, NULL, _ ("“%s” of a public table cannot be missing."),
                        column->title);
  if (column->width == 0 || column->width != jly_input_width (column->least, column->max))
    return fail_config (error, _ ("Agree on a least and a largest number, not too far apart."),
                        _ ("The agreed range of “%s” is not usable."), column->title);
  return TRUE;
}

static gboolean
check_columns (const JlyStudy *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (self->columns->len == 0 || self->columns->len > JLY_STUDY_MAX_COLUMNS)
    return fail_config (error, NULL, _ ("The study has %u columns; from 1 to %d are possible."),
                        self->columns->len, JLY_STUDY_MAX_COLUMNS);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const JlyStudyColumn *column = self->columns->pdata[i];

      if (!is_id (column->id) || !is_name (column->title) || column->scale > MAX_SCALE
          || !g_hash_table_add (seen, column->id)
          || !g_hash_table_add (titles, jly_name_fold (column->title)))
        return fail_config (error, NULL,
                            _ ("Column %u of the study has no usable name of its own."), i + 1);
      if (!check_column (self, column, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_checks (const JlyStudy *self, GError **error)
{
  if (self->checks->len > JLY_STUDY_MAX_QUESTIONS)
    return fail_config (error, NULL, _ ("The study has too many checks."));
  for (guint i = 0; i < self->checks->len; i++)
    if (!jly_study_is_check (self, self->checks->pdata[i]))
      return fail_config (error, _ ("Compare two columns of numbers with the same decimals."),
                          _ ("Check %u of the study is not usable."), i + 1);
  return TRUE;
}

/* Results are found by the questions' names, and the empty one stands alone. */
static gboolean
check_questions (const JlyStudy *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->questions->len == 0 || self->questions->len > JLY_STUDY_MAX_QUESTIONS)
    return fail_config (error, NULL, _ ("The study asks %u questions; from 1 to %d are possible."),
                        self->questions->len, JLY_STUDY_MAX_QUESTIONS);
  for (guint i = 0; i < self->questions->len; i++)
    {
      const JlyStudyQuestion *question = self->questions->pdata[i];
      gboolean is_only = self->questions->len == 1 && *question->id == '\0';

      if ((!is_only && !is_id (question->id)) || g_str_equal (question->id, "rejected")
          || !g_hash_table_add (seen, question->id))
        return fail_config (error, _ ("Use small letters, digits and hyphens."),
                            _ ("Question %u of the study has no usable name of its own."), i + 1);
    }
  return TRUE;
}

/* What is computed must be computable, without overflow, from whatever the providers may bring. */
static gboolean
check_computable (const JlyStudy *self, GError **error)
{
  g_autoptr (JlyStudyInputs) inputs = jly_study_inputs_new (self, NULL, error);

  return inputs != NULL;
}

gboolean
jly_study_check_draft (const JlyStudy *self, GError **error)
{
  /* What was agreed in a contract may be of any case: the contract was checked. */
  if (!jly_study_is_agreed (self) && !g_str_equal (self->case_id, "a") && *self->case_id != '\0')
    return fail_config (error, _ ("Only case “a” and studies of one's own run in this version."),
                        _ ("Case “%s” does not run yet."), self->case_id);
  return jly_study_check_table (self, error) && check_questions (self, error);
}

gboolean
jly_study_check_table (const JlyStudy *self, GError **error)
{
  if (!is_name (self->title) || (*self->currency != '\0' && !is_name (self->currency)))
    return fail_config (error, NULL, _ ("The study has no usable title or currency."));
  return check_columns (self, error) && check_rows (self, self->columns->pdata[0], error)
         && check_checks (self, error);
}

/* One alone may ask about its own figures, under a contract that lets nobody else learn. */
static gboolean
has_enough_providers (const JlyStudy *self)
{
  guint least = jly_study_is_alone (self) ? 1 : 2;

  return self->providers->len >= least && self->providers->len <= JLY_STUDY_MAX_PARTIES;
}

gboolean
jly_study_check (const JlyStudy *self, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (self->miners->len != JLY_STUDY_MINERS)
    return fail_config (error, NULL, _ ("A study needs three computing parties, this one has %u."),
                        self->miners->len);
  if (!has_enough_providers (self))
    return fail_config (error, NULL, _ ("A study needs from 2 to %d companies, this one has %u."),
                        JLY_STUDY_MAX_PARTIES, self->providers->len);
  if (!check_parties (self->providers, self, names, error)
      || !check_parties (self->miners, self, names, error)
      || !check_parties (self->recipients, self, names, error) || !check_keys (self, error)
      || !jly_study_check_draft (self, error) || !check_computable (self, error))
    return FALSE;
  bytes = jly_study_encode (self);
  if (bytes == NULL)
    return fail_config (error, _ ("Shorten the names in the tender."),
                        _ ("The study is too long to be sent."));
  return TRUE;
}
