/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-question.h. */
#include "config.h"

#include "table/jly-question.h"

#include "table/jly-amount-private.h"
#include "table/jly-table-error.h"

#include <glib/gi18n-lib.h>

/* The factors that can be answered, smallest first. */
static const guint factors[] = { 1, 1000, 1000000, 1000000000 };

typedef struct
{
  JlyQuestion *question;
  const JlyValues *values;
  JlySheet *sheet;
  const char *cell;
  char *quoted;
  guint row; /* as the person counts */
} Asker;

static void
free_choice (gpointer data)
{
  JlyChoice *choice = data;

  g_free (choice->label);
  g_free (choice->example);
  g_free (choice);
}

/* What the cell becomes with these answers; the cell itself if it still cannot be read. */
static char *
show_answer (const Asker *asker, guint i)
{
  const JlyRuleColumn *column = asker->values->column;
  JlyColumnAnswers answers = { .digits = JLY_DIGITS_KEEP };
  JlyAmountFormat format = { .scale = JLY_AMOUNT_SCALE_MAX, .max = G_MAXINT64 };
  gint64 steps = 0;
  guint32 day = 0;

  jly_question_answer (asker->question, i, &answers);
  if (answers.near == JLY_NEAR_TAKE)
    return jly_table_quote (
        jly_categories_get (asker->values->categories, asker->values->near[0].place));
  if (asker->question->kind == JLY_QUESTION_NEAR)
    return g_strdup (asker->quoted);
  if (asker->question->kind == JLY_QUESTION_ORDER)
    return jly_date_read (asker->cell, answers.order, &day) ? jly_date_format (day)
                                                            : g_strdup (asker->quoted);
  format.scale = column->scale;
  format.mark = answers.mark != JLY_MARK_NONE ? answers.mark : asker->values->reading.mark;
  format.unit = column->unit;
  format.currency = column->currency;
  format.rounds = answers.digits == JLY_DIGITS_ROUND;
  for (guint factor = answers.factor; factor >= 10; factor /= 10)
    format.exponent++;
  while (jly_amount_read_signed (asker->cell, &format, &steps) == JLY_AMOUNT_PRECISION
         && asker->question->kind != JLY_QUESTION_DIGITS && format.scale < JLY_AMOUNT_SCALE_MAX)
    format.scale++;
  if (jly_amount_read_signed (asker->cell, &format, &steps) != JLY_AMOUNT_OK)
    return g_strdup (asker->quoted);
  return jly_amount_format_signed (steps, format.scale);
}

/* Takes label. */
static void
add_choice (Asker *asker, char *label)
{
  JlyChoice *choice = g_new0 (JlyChoice, 1);

  choice->label = label;
  g_ptr_array_add (asker->question->choices, choice);
  choice->example = show_answer (asker, asker->question->choices->len - 1);
}

static char *
quote_other (const Asker *asker)
{
  return jly_table_quote (
      jly_sheet_get_cell (asker->sheet, asker->values->other_row, asker->values->sheet_column));
}

static gboolean
is_contradiction (const Asker *asker)
{
  return asker->values->other_row < asker->values->n_rows;
}

static void
ask_mark (Asker *asker)
{
  if (is_contradiction (asker))
    {
      g_autofree char *other = quote_other (asker);

      asker->question->text = g_strdup_printf (
          _ ("“%s” (row %u) and “%s” (row %u) mark their decimals in different ways: which one is "
             "right?"),
          other, (guint)jly_sheet_get_file_row (asker->sheet, asker->values->other_row),
          asker->quoted, asker->row);
    }
  else
    asker->question->text = g_strdup_printf (
        _ ("“%s” (row %u) can be a small number with decimals or a thousand times "
           "as much, and no other cell decides: which mark stands before the "
           "decimals?"),
        asker->quoted, asker->row);
  add_choice (asker, g_strdup (_ ("A point stands before the decimals")));
  add_choice (asker, g_strdup (_ ("A comma stands before the decimals")));
}

static void
ask_order (Asker *asker)
{
  if (is_contradiction (asker))
    {
      g_autofree char *other = quote_other (asker);

      asker->question->text = g_strdup_printf (
          _ ("“%s” (row %u) and “%s” (row %u) put day and month in different orders: which one is "
             "right?"),
          other, (guint)jly_sheet_get_file_row (asker->sheet, asker->values->other_row),
          asker->quoted, asker->row);
    }
  else
    asker->question->text
        = g_strdup_printf (_ ("“%s” (row %u) can be read in two ways, and no other cell decides: "
                              "does the day or the month come first?"),
                           asker->quoted, asker->row);
  add_choice (asker, g_strdup (_ ("The day comes first")));
  add_choice (asker, g_strdup (_ ("The month comes first")));
}

static void
ask_multiple (Asker *asker)
{
  const char *header = jly_sheet_get_header (asker->sheet, asker->values->sheet_column);
  g_autofree char *name = jly_table_quote (header);
  const char *said = asker->values->reading.says_each ? asker->quoted : name;

  asker->question->text = g_strdup_printf (
      _ ("“%s” says that the figures are not written out in full: what are they?"), said);
  add_choice (asker, g_strdup (_ ("They are full figures all the same")));
  add_choice (asker, g_strdup (_ ("They are in thousands")));
  add_choice (asker, g_strdup (_ ("They are in millions")));
  add_choice (asker, g_strdup (_ ("They are in thousands of millions")));
}

static void
ask_digits (Asker *asker)
{
  const guint scale = asker->values->column->scale;

  asker->question->text
      = scale == 0
            ? g_strdup_printf (_ ("“%s” (row %u) is not a whole number, and the study counts "
                                  "whole ones only: what shall become of it?"),
                               asker->quoted, asker->row)
            : g_strdup_printf (
                ngettext ("“%s” (row %u) has more decimals than the study counts, which is "
                          "%u: what shall become of them?",
                          "“%s” (row %u) has more decimals than the study counts, which are "
                          "%u: what shall become of them?",
                          scale),
                asker->quoted, asker->row, scale);
  add_choice (asker, g_strdup (_ ("Round such figures: 0.5 becomes 1, −0.5 becomes −1")));
  add_choice (asker, g_strdup (_ ("Show me each such cell, I will correct it")));
}

/* "“Timbr” (row 3) for “Timber”, “Stel” (row 9) for “Steel”" */
static char *
list_near (const Asker *asker)
{
  const JlyValues *values = asker->values;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < values->n_near_shown; i++)
    {
      const JlyNear *near = &values->near[i];
      g_autofree char *cell
          = jly_table_quote (jly_sheet_get_cell (asker->sheet, near->row, values->sheet_column));
      g_autofree char *meant
          = jly_table_quote (jly_categories_get (values->categories, near->place));

      g_string_append (list, i > 0 ? ", " : "");
      /* Translators: a cell, its row, and the category that it is nearly written like. */
      g_string_append_printf (list, _ ("“%s” (row %u) for “%s”"), cell,
                              (guint)jly_sheet_get_file_row (asker->sheet, near->row), meant);
    }
  return g_strdup (list->str);
}

static void
ask_near (Asker *asker)
{
  g_autofree char *list = list_near (asker);

  asker->question->text = g_strdup_printf (
      ngettext ("%zu cell is none of the study’s list, but nearly: %s. Is this what is meant?",
                "%zu cells are none of the study’s list, but nearly: %s. Is this what is meant?",
                asker->values->n_near),
      asker->values->n_near, list);
  add_choice (asker, g_strdup (_ ("Yes, take them so")));
  add_choice (asker, g_strdup (_ ("No: show me each such cell, I will correct it")));
}

JlyQuestion *
jly_question_new (const JlyValues *values, JlySheet *sheet, guint column)
{
  JlyQuestion *self;
  g_autofree char *quoted = NULL;
  Asker asker;

  if (values->question == JLY_QUESTION_NONE)
    return NULL;
  self = g_new0 (JlyQuestion, 1);
  self->column = column;
  self->kind = values->question;
  self->row = values->question_row;
  self->choices = g_ptr_array_new_with_free_func (free_choice);
  asker = (Asker){ .question = self, .values = values, .sheet = sheet };
  asker.cell = jly_sheet_get_cell (sheet, self->row, values->sheet_column);
  asker.quoted = quoted = jly_table_quote (asker.cell);
  asker.row = (guint)jly_sheet_get_file_row (sheet, self->row);
  if (self->kind == JLY_QUESTION_MARK)
    ask_mark (&asker);
  else if (self->kind == JLY_QUESTION_ORDER)
    ask_order (&asker);
  else if (self->kind == JLY_QUESTION_MULTIPLE)
    ask_multiple (&asker);
  else if (self->kind == JLY_QUESTION_NEAR)
    ask_near (&asker);
  else
    ask_digits (&asker);
  return self;
}

void
jly_question_free (JlyQuestion *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_ptr_array_unref (self->choices);
  g_free (self);
}

void
jly_question_answer (const JlyQuestion *self, guint choice, JlyColumnAnswers *answers)
{
  switch (self->kind)
    {
    case JLY_QUESTION_MARK:
      answers->mark = choice == 0 ? JLY_MARK_POINT : JLY_MARK_COMMA;
      break;
    case JLY_QUESTION_ORDER:
      answers->order = choice == 0 ? JLY_DATE_ORDER_DAY_FIRST : JLY_DATE_ORDER_MONTH_FIRST;
      break;
    case JLY_QUESTION_MULTIPLE:
      answers->factor = factors[MIN (choice, G_N_ELEMENTS (factors) - 1)];
      break;
    case JLY_QUESTION_DIGITS:
      answers->digits = choice == 0 ? JLY_DIGITS_ROUND : JLY_DIGITS_KEEP;
      break;
    case JLY_QUESTION_NEAR:
      answers->near = choice == 0 ? JLY_NEAR_TAKE : JLY_NEAR_KEEP;
      break;
    case JLY_QUESTION_NONE:
    default:
      break;
    }
}
