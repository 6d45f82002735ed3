/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study in memory. Its bytes: jly-study-cbor.c; what must hold: jly-study-check.c. */
#include "config.h"

#include "study/jly-study.h"

#include "analysis/jly-query.h"
#include "crypto/jly-identity.h"

#include <sodium.h>
#include <string.h>

void
jly_party_free (JlyParty *party)
{
  g_free (party->name);
  g_free (party);
}

static void
free_column (JlyStudyColumn *column)
{
  g_free (column->id);
  g_free (column->title);
  g_free (column->unit);
  g_strfreev (column->categories);
  g_free (column);
}

static void
free_row (JlyStudyRow *row)
{
  g_free (row->name);
  g_free (row->unit);
  g_free (row);
}

static void
free_parameter (JlyStudyParameter *parameter)
{
  g_free (parameter->name);
  g_free (parameter->value);
  g_free (parameter);
}

static void
free_question (JlyStudyQuestion *question)
{
  g_free (question->id);
  g_free (question->analysis);
  g_ptr_array_unref (question->parameters);
  g_free (question);
}

static char *
draw_id (void)
{
  guint8 random[16];
  char text[2 * sizeof random + 1];

  randombytes_buf (random, sizeof random);
  return g_strdup (sodium_bin2hex (text, sizeof text, random, sizeof random));
}

GPtrArray *
jly_study_rows_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)free_row);
}

GPtrArray *
jly_study_questions_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)free_question);
}

JlyStudy *
jly_study_new (const char *case_id, const char *title)
{
  JlyStudy *self = g_new0 (JlyStudy, 1);

  self->id = draw_id ();
  self->case_id = g_strdup (case_id);
  self->title = g_strdup (title);
  self->providers = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_party_free);
  self->miners = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_party_free);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)free_column);
  self->rows = jly_study_rows_new ();
  self->checks = g_ptr_array_new_with_free_func (g_free);
  self->questions = jly_study_questions_new ();
  self->recipients = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_party_free);
  self->own_parts = TRUE;
  if (g_strcmp0 (case_id, "a") == 0)
    jly_study_add_question (self, "", "joint-bid");
  return self;
}

void
jly_study_free (JlyStudy *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->case_id);
  g_free (self->title);
  g_free (self->currency);
  g_ptr_array_unref (self->providers);
  g_ptr_array_unref (self->miners);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->recipients);
  g_free (self);
}

JlyParty *
jly_study_add_party (GPtrArray *parties, const char *name)
{
  JlyParty *party = g_new0 (JlyParty, 1);

  party->name = g_strdup (name);
  g_ptr_array_add (parties, party);
  return party;
}

JlyStudyColumn *
jly_study_add_column (JlyStudy *self, const char *id, const char *title, guint scale, gint64 max)
{
  JlyStudyColumn *column = g_new0 (JlyStudyColumn, 1);

  column->id = g_strdup (id);
  column->title = g_strdup (title);
  column->unit = g_strdup ("");
  column->scale = scale;
  jly_study_column_set_range (column, 0, max);
  g_ptr_array_add (self->columns, column);
  return column;
}

void
jly_study_column_set_range (JlyStudyColumn *column, gint64 least, gint64 max)
{
  column->least = least;
  column->max = max;
  column->width = jly_input_width (least, max);
}

guint
jly_study_column_get_upload_width (const JlyStudyColumn *column)
{
  return column->width + (column->may_be_missing ? 1 : 0);
}

void
jly_study_column_set_categories (JlyStudyColumn *column, const char *const *categories)
{
  g_strfreev (column->categories);
  column->categories = g_strdupv ((char **)categories);
  column->scale = 0;
  jly_study_column_set_range (column, 0, (gint64)g_strv_length (column->categories) - 1);
}

void
jly_study_checks_add (GPtrArray *checks, guint column, guint other, guint times)
{
  JlyStudyCheck *check = g_new0 (JlyStudyCheck, 1);

  *check = (JlyStudyCheck){ column, other, times };
  g_ptr_array_add (checks, check);
}

void
jly_study_add_check (JlyStudy *self, guint column, guint other, guint times)
{
  jly_study_checks_add (self->checks, column, other, times);
}

JlyStudyQuestion *
jly_study_add_question (JlyStudy *self, const char *id, const char *analysis)
{
  return jly_study_questions_add (self->questions, id, analysis);
}

JlyStudyQuestion *
jly_study_questions_add (GPtrArray *questions, const char *id, const char *analysis)
{
  JlyStudyQuestion *question = g_new0 (JlyStudyQuestion, 1);

  question->id = g_strdup (id);
  question->analysis = g_strdup (analysis);
  question->parameters = g_ptr_array_new_with_free_func ((GDestroyNotify)free_parameter);
  g_ptr_array_add (questions, question);
  return question;
}

void
jly_study_question_set (JlyStudyQuestion *question, const char *name, const char *value)
{
  JlyStudyParameter *parameter = g_new0 (JlyStudyParameter, 1);

  parameter->name = g_strdup (name);
  parameter->value = g_strdup (value);
  g_ptr_array_add (question->parameters, parameter);
}

gsize
jly_study_get_most_rows (const JlyStudy *self)
{
  return self->rows->len > 0 ? self->rows->len : self->most_rows;
}

void
jly_study_questions_take (GPtrArray *questions, const GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    {
      const JlyStudyQuestion *asked = from->pdata[i];
      JlyStudyQuestion *question = jly_study_questions_add (questions, asked->id, asked->analysis);

      for (guint k = 0; k < asked->parameters->len; k++)
        {
          const JlyStudyParameter *parameter = asked->parameters->pdata[k];

          jly_study_question_set (question, parameter->name, parameter->value);
        }
    }
}

JlyStudyRow *
jly_study_add_row (JlyStudy *self, const char *name, const char *unit, guint64 need)
{
  return jly_study_rows_add (self->rows, name, unit, need);
}

JlyStudyRow *
jly_study_rows_add (GPtrArray *rows, const char *name, const char *unit, guint64 need)
{
  JlyStudyRow *row = g_new0 (JlyStudyRow, 1);

  row->name = g_strdup (name);
  row->unit = g_strdup (unit);
  row->need = need;
  g_ptr_array_add (rows, row);
  return row;
}

static gboolean
is_one_of (const GPtrArray *parties, const JlyParty *party)
{
  for (guint i = 0; i < parties->len; i++)
    if (memcmp (((const JlyParty *)parties->pdata[i])->keys.identity, party->keys.identity, 32)
        == 0)
      return TRUE;
  return FALSE;
}

const JlyParty *
jly_study_get_reader (const JlyStudy *self, guint reader)
{
  guint n = self->providers->len;

  if (reader < n)
    return self->providers->pdata[reader];
  for (guint i = 0; i < self->recipients->len; i++)
    if (!is_one_of (self->providers, self->recipients->pdata[i]) && n++ == reader)
      return self->recipients->pdata[i];
  return NULL;
}

guint
jly_study_count_readers (const JlyStudy *self)
{
  guint n = self->providers->len;

  for (guint i = 0; i < self->recipients->len; i++)
    n += !is_one_of (self->providers, self->recipients->pdata[i]);
  return n;
}

gboolean
jly_study_may_learn (const JlyStudy *self, guint reader)
{
  return !jly_study_is_agreed (self)
         || is_one_of (self->recipients, jly_study_get_reader (self, reader));
}

gboolean
jly_study_is_agreed (const JlyStudy *self)
{
  static const guint8 none[JLY_HASH_BYTES];

  return memcmp (self->contract_hash, none, JLY_HASH_BYTES) != 0;
}

gboolean
jly_study_is_alone (const JlyStudy *self)
{
  return jly_study_is_agreed (self) && self->providers->len == 1
         && jly_study_count_readers (self) == 1;
}

void
jly_study_hash (const JlyStudy *self, guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (GBytes) bytes = jly_study_encode (self);

  g_assert (bytes != NULL);
  jly_hash ("study", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), hash);
}

JlyStudy *
jly_study_copy_draft (const JlyStudy *self)
{
  g_autoptr (GBytes) bytes = jly_study_encode (self);
  JlyStudy *copy = bytes != NULL ? jly_study_decode (bytes, NULL) : NULL;

  if (copy == NULL)
    return NULL;
  g_free (copy->id);
  copy->id = draw_id ();
  g_ptr_array_set_size (copy->providers, 0);
  g_ptr_array_set_size (copy->miners, 0);
  g_ptr_array_set_size (copy->recipients, 0);
  memset (copy->contract_hash, 0, sizeof copy->contract_hash);
  memset (copy->proposal_hash, 0, sizeof copy->proposal_hash);
  copy->own_parts = TRUE;
  return copy;
}

/* Both as drafts, with one id. */
gboolean
jly_study_is_of_draft (const JlyStudy *self, const JlyStudy *draft)
{
  g_autoptr (JlyStudy) one = jly_study_copy_draft (self);
  g_autoptr (JlyStudy) other = jly_study_copy_draft (draft);
  g_autoptr (GBytes) bytes = NULL, other_bytes = NULL;

  if (one == NULL || other == NULL)
    return FALSE;
  g_free (other->id);
  other->id = g_strdup (one->id);
  bytes = jly_study_encode (one);
  other_bytes = jly_study_encode (other);
  return g_bytes_equal (bytes, other_bytes);
}
