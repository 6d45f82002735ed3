/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ctl-answers.h. */
#include "config.h"

#include "ctl/jly-ctl-answers.h"

#include "base/jly-plain.h"
#include "table/jly-names.h"

#include <glib/gi18n.h>
#include <string.h>

/* The words of the command line; they are not translated. */
static const struct
{
  const char *word;
  JlyColumnQuestion question;
  JlyColumnAnswers answers;
} words[] = {
  { "point", JLY_QUESTION_MARK, { .mark = JLY_MARK_POINT } },
  { "comma", JLY_QUESTION_MARK, { .mark = JLY_MARK_COMMA } },
  { "day-first", JLY_QUESTION_ORDER, { .order = JLY_DATE_ORDER_DAY_FIRST } },
  { "month-first", JLY_QUESTION_ORDER, { .order = JLY_DATE_ORDER_MONTH_FIRST } },
  { "full", JLY_QUESTION_MULTIPLE, { .factor = 1 } },
  { "thousands", JLY_QUESTION_MULTIPLE, { .factor = 1000 } },
  { "millions", JLY_QUESTION_MULTIPLE, { .factor = 1000000 } },
  { "billions", JLY_QUESTION_MULTIPLE, { .factor = 1000000000 } },
  { "round", JLY_QUESTION_DIGITS, { .digits = JLY_DIGITS_ROUND } },
  { "show", JLY_QUESTION_DIGITS, { .digits = JLY_DIGITS_KEEP } },
  { "take", JLY_QUESTION_NEAR, { .near = JLY_NEAR_TAKE } },
  { "leave", JLY_QUESTION_NEAR, { .near = JLY_NEAR_KEEP } },
};

typedef struct
{
  char *name; /* folded */
  char *said;
  JlyColumnAnswers answers;
  gboolean is_used;
} Answer;

struct _JlyCtlAnswers
{
  GPtrArray *list; /* Answer* */
};

static void
free_answer (gpointer data)
{
  Answer *answer = data;

  g_free (answer->name);
  g_free (answer->said);
  g_free (answer);
}

JlyCtlAnswers *
jly_ctl_answers_new (void)
{
  JlyCtlAnswers *self = g_new0 (JlyCtlAnswers, 1);

  self->list = g_ptr_array_new_with_free_func (free_answer);
  return self;
}

void
jly_ctl_answers_free (JlyCtlAnswers *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->list);
  g_free (self);
}

gboolean
jly_ctl_answers_add (JlyCtlAnswers *self, const char *text)
{
  /* A column's name may have the sign in it, an answer has not. */
  const char *sign = strrchr (text, '=');

  for (guint i = 0; sign != NULL && sign > text && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, sign + 1))
      {
        Answer *answer = g_new0 (Answer, 1);

        answer->said = g_strndup (text, (gsize)(sign - text));
        answer->name = jly_name_fold (answer->said);
        answer->answers = words[i].answers;
        g_ptr_array_add (self->list, answer);
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_named (const Answer *answer, const char *name)
{
  g_autofree char *folded = name != NULL ? jly_name_fold (name) : NULL;

  return folded != NULL && g_str_equal (folded, answer->name);
}

static void
join (JlyColumnAnswers *to, const JlyColumnAnswers *from)
{
  to->mark = from->mark != JLY_MARK_NONE ? from->mark : to->mark;
  to->order = from->order != JLY_DATE_ORDER_NONE ? from->order : to->order;
  to->factor = from->factor != 0 ? from->factor : to->factor;
  to->digits = from->digits != JLY_DIGITS_ASK ? from->digits : to->digits;
  to->near = from->near != JLY_NEAR_ASK ? from->near : to->near;
}

void
jly_ctl_answers_find (JlyCtlAnswers *self,
                      const char *name,
                      const char *other,
                      JlyColumnAnswers *answers)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      Answer *answer = g_ptr_array_index (self->list, i);

      if (!is_named (answer, name) && !is_named (answer, other))
        continue;
      answer->is_used = TRUE;
      join (answers, &answer->answers);
    }
}

const char *
jly_ctl_answers_get_unused (const JlyCtlAnswers *self)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const Answer *answer = g_ptr_array_index (self->list, i);

      if (!answer->is_used)
        return answer->said;
    }
  return NULL;
}

char *
jly_ctl_answers_explain (const char *name, JlyColumnQuestion question)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *plain = jly_plain_line (name);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].question == question)
      g_string_append_printf (list, "%s--answer \"%s=%s\"", list->len > 0 ? ", " : "", plain,
                              words[i].word);
  /* Translators: options of the command line, with commas between. */
  return g_strdup_printf (_ ("To answer, add one of: %s."), list->str);
}
