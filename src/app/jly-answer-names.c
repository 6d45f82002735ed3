/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-answer-names.h. */
#include "config.h"

#include "app/jly-answer-names.h"

#include "study/jly-statement.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *id, *words;
} Name;

/* What the parts of a result's name are called. */
static const Name parts[] = {
  { "count", N_ ("number of rows") },
  { "sum", N_ ("sum") },
  { "of-sum", N_ ("sum of what it is divided by") },
  { "from-sum", N_ ("sum of the earlier period") },
  { "mean", N_ ("mean") },
  { "variance", N_ ("variance") },
  { "deviation", N_ ("standard deviation") },
  { "squares", N_ ("sum of squares") },
  { "products", N_ ("sum of products") },
  { "weights", N_ ("sum of weights") },
  { "ratio", N_ ("ratio") },
  { "growth", N_ ("growth") },
  { "share", N_ ("share") },
  { "median", N_ ("median") },
  { "quartile", N_ ("quartile") },
  { "quarter", N_ ("your quarter") },
  { "above-median", N_ ("you are above the median") },
  { "second-has-more", N_ ("the second of the two in the contract has more") },
  { "met", N_ ("met") },
  { "price", N_ ("price") },
  { "part", N_ ("your part of the work") },
  { "missing", N_ ("rows without it") },
  { "rejected", N_ ("rows that were left out") },
};

/* Of quartiles alone: elsewhere such a name may be a group's. */
static const Name quartiles[] = {
  { "25 %", N_ ("lower quartile") },
  { "50 %", N_ ("median") },
  { "75 %", N_ ("upper quartile") },
};

static const char *
find_name (const Name *names, gsize n, const char *id)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (names[i].id, id) == 0)
      return _ (names[i].words);
  return NULL;
}

/* What follows the question's id in an item's; NULL if it is not of that question. */
static const char *
skip_question (const JlyStudyQuestion *question, const char *id)
{
  gsize n = strlen (question->id);

  if (n == 0)
    return id;
  if (strncmp (id, question->id, n) != 0 || (id[n] != '\0' && id[n] != '/'))
    return NULL;
  return id + n + (id[n] == '/');
}

guint
jly_answer_find_question (const JlyStudy *study, const JlyResultItem *item)
{
  if (strcmp (item->analysis, "checks") == 0)
    return JLY_ANSWER_NO_QUESTION;
  for (guint i = 0; i < study->questions->len; i++)
    if (skip_question (study->questions->pdata[i], item->id) != NULL)
      return i;
  return JLY_ANSWER_NO_QUESTION;
}

const char *
jly_answer_name_column (const JlyStudy *study, const char *id)
{
  for (guint i = 0; i < study->columns->len; i++)
    {
      const JlyStudyColumn *column = study->columns->pdata[i];

      if (strcmp (column->id, id) == 0)
        return column->title;
    }
  return NULL;
}

const char *
jly_answer_name_part (const JlyStudy *study, const char *id)
{
  const char *words = jly_answer_name_column (study, id);

  if (words == NULL)
    words = find_name (parts, G_N_ELEMENTS (parts), id);
  return words != NULL ? words : id;
}

static const char *
name_part_of (const JlyStudy *study, const JlyStudyQuestion *question, const char *part)
{
  const char *words = question != NULL && strcmp (question->analysis, "quartiles") == 0
                          ? find_name (quartiles, G_N_ELEMENTS (quartiles), part)
                          : NULL;

  return words != NULL ? words : jly_answer_name_part (study, part);
}

/* is_own: whether the first word is one of this page's, and nobody's title or group. */
static char *
name_item (const JlyStudy *study, const JlyResultItem *item, gboolean *is_own)
{
  guint at = jly_answer_find_question (study, item);
  const JlyStudyQuestion *question
      = at != JLY_ANSWER_NO_QUESTION ? study->questions->pdata[at] : NULL;
  const char *rest = question != NULL ? skip_question (question, item->id) : item->id;
  g_auto (GStrv) names = g_strsplit (*rest != '\0' ? rest : item->analysis, "/", -1);
  GString *text = g_string_new (NULL);

  *is_own = FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0')
      {
        const char *name = name_part_of (study, question, names[i]);

        if (text->len == 0)
          *is_own = name != names[i] && jly_answer_name_column (study, names[i]) == NULL;
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
      }
  return g_string_free (text, FALSE);
}

char *
jly_answer_name_item (const JlyStudy *study, const JlyResultItem *item)
{
  gboolean is_own;

  return name_item (study, item, &is_own);
}

char *
jly_answer_title_item (const JlyStudy *study, const JlyResultItem *item)
{
  gboolean is_own;
  g_autofree char *name = name_item (study, item, &is_own);

  return is_own ? jly_words_begin (name) : g_steal_pointer (&name);
}
