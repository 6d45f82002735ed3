/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import forgets a question once it is answered; each card keeps its own. */
#include "config.h"

#include "app/jly-import-questions.h"

#include "app/jly-question-card.h"

#include <glib/gi18n.h>

/* The question about the file's rows. The session knows the answer. */
typedef struct
{
  GtkWidget *widget; /* the box's; NULL: there is none */
  char *path;        /* of the file that it is about */
  char *text;        /* only compared */
  guint n_rows[2];   /* of names, for each choice */
} NamesCard;

struct _JlyImportQuestions
{
  GtkBox *box;
  JlyImportSession *session;
  NamesCard names;
  GPtrArray *cards; /* Card* */
};

typedef struct
{
  JlyImportQuestions *owner;
  JlyQuestion *question; /* a copy */
  int sheet_column;
  GtkWidget *widget; /* the box's */
} Card;

static JlyChoice *
copy_choice (const JlyChoice *choice)
{
  JlyChoice *copy = g_new0 (JlyChoice, 1);

  *copy = *choice;
  copy->label = g_strdup (choice->label);
  copy->example = g_strdup (choice->example);
  return copy;
}

static JlyQuestion *
copy_question (const JlyQuestion *question)
{
  JlyQuestion *copy = g_new0 (JlyQuestion, 1);

  *copy = *question;
  copy->text = g_strdup (question->text);
  copy->choices = g_ptr_array_new ();
  for (guint i = 0; i < question->choices->len; i++)
    g_ptr_array_add (copy->choices, copy_choice (g_ptr_array_index (question->choices, i)));
  return copy;
}

static void
free_question (JlyQuestion *question)
{
  for (guint i = 0; i < question->choices->len; i++)
    {
      JlyChoice *choice = g_ptr_array_index (question->choices, i);

      g_free (choice->label);
      g_free (choice->example);
      g_free (choice);
    }
  g_ptr_array_unref (question->choices);
  g_free (question->text);
  g_free (question);
}

static void
free_card (gpointer data)
{
  Card *card = data;

  gtk_box_remove (card->owner->box, card->widget);
  free_question (card->question);
  g_free (card);
}

gboolean
jly_import_questions_are_open (JlyImport *import, guint column)
{
  GPtrArray *questions = jly_import_get_questions (import);

  for (guint i = 0; i < questions->len; i++)
    if (((JlyQuestion *)g_ptr_array_index (questions, i))->column == column)
      return TRUE;
  return FALSE;
}

static gboolean
is_answered (const JlyColumnAnswers *answers, JlyColumnQuestion kind)
{
  switch (kind)
    {
    case JLY_QUESTION_MARK:
      return answers->mark != JLY_MARK_NONE;
    case JLY_QUESTION_ORDER:
      return answers->order != JLY_DATE_ORDER_NONE;
    case JLY_QUESTION_MULTIPLE:
      return answers->factor != 0;
    case JLY_QUESTION_DIGITS:
      return answers->digits != JLY_DIGITS_ASK;
    case JLY_QUESTION_NEAR:
      return answers->near != JLY_NEAR_ASK;
    case JLY_QUESTION_NONE:
    default:
      return FALSE;
    }
}

/* An answer on its way to the import. */
typedef struct
{
  guint column;
  JlyColumnQuestion kind;
  JlyColumnAnswers chosen; /* one of the fields */
} Answer;

static void
answer (JlyImport *import, gpointer data)
{
  const Answer *given = data;
  JlyColumnAnswers answers = *jly_import_get_answers (import, given->column);

  if (given->kind == JLY_QUESTION_MARK)
    answers.mark = given->chosen.mark;
  else if (given->kind == JLY_QUESTION_ORDER)
    answers.order = given->chosen.order;
  else if (given->kind == JLY_QUESTION_MULTIPLE)
    answers.factor = given->chosen.factor;
  else if (given->kind == JLY_QUESTION_DIGITS)
    answers.digits = given->chosen.digits;
  else if (given->kind == JLY_QUESTION_NEAR)
    answers.near = given->chosen.near;
  jly_import_set_answers (import, given->column, &answers);
}

static void
answered_cb (JlyQuestionCard *widget, guint choice, Card *card)
{
  Answer *given = g_new0 (Answer, 1);

  given->column = card->question->column;
  given->kind = card->question->kind;
  jly_question_answer (card->question, choice, &given->chosen);
  jly_import_session_change (card->owner->session, answer, given, g_free);
}

static Card *
find_card (JlyImportQuestions *self, const JlyQuestion *question, int sheet_column)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      Card *card = g_ptr_array_index (self->cards, i);

      if (card->question->column == question->column && card->question->kind == question->kind
          && card->sheet_column == sheet_column)
        return card;
    }
  return NULL;
}

static void
add_card (JlyImportQuestions *self, const JlyQuestion *question, JlyImport *import)
{
  const JlyRuleColumn *column
      = jly_rules_get_column (jly_import_get_rules (import), question->column);
  Card *card = g_new0 (Card, 1);

  card->owner = self;
  card->question = copy_question (question);
  card->sheet_column = jly_import_get_match (import, question->column)->sheet_column;
  card->widget = jly_question_card_new (column->title, question->text);
  for (guint i = 0; i < question->choices->len; i++)
    {
      const JlyChoice *choice = g_ptr_array_index (question->choices, i);

      jly_question_card_add (JLY_QUESTION_CARD (card->widget), choice->example, choice->label);
    }
  g_signal_connect (card->widget, "answered", G_CALLBACK (answered_cb), card);
  g_ptr_array_add (self->cards, card);
  gtk_box_append (self->box, card->widget);
}

static void
remove_names (JlyImportQuestions *self)
{
  if (self->names.widget != NULL)
    gtk_box_remove (self->box, self->names.widget);
  g_free (self->names.path);
  g_free (self->names.text);
  self->names = (NamesCard){ 0 };
}

static void
names_answered_cb (JlyQuestionCard *widget, guint choice, JlyImportQuestions *self)
{
  jly_import_session_choose_names (self->session, self->names.n_rows[choice]);
}

static void
add_names (JlyImportQuestions *self, const JlyNamesQuestion *question)
{
  NamesCard *card = &self->names;

  remove_names (self);
  card->path = g_strdup (jly_import_session_get_path (self->session));
  card->text = g_strdup (question->text);
  card->n_rows[0] = question->n_if_names;
  card->n_rows[1] = question->n_if_record;
  card->widget = jly_question_card_new (question->title, question->text);
  jly_question_card_add (JLY_QUESTION_CARD (card->widget), _ ("These are names"),
                         question->if_names);
  jly_question_card_add (JLY_QUESTION_CARD (card->widget), _ ("These are figures"),
                         question->if_record);
  g_signal_connect (card->widget, "answered", G_CALLBACK (names_answered_cb), self);
  gtk_box_prepend (self->box, card->widget);
}

/* The card of a file that was read as the person said shows what that was. */
static void
show_names (JlyImportQuestions *self, JlyImport *import)
{
  const JlyNamesQuestion *question = jly_import_get_names_question (import);
  const guint chosen = jly_import_session_get_reading (self->session)->n_name_rows;
  const gboolean is_same
      = self->names.widget != NULL
        && g_strcmp0 (self->names.path, jly_import_session_get_path (self->session)) == 0;

  if (question != NULL && (!is_same || g_strcmp0 (self->names.text, question->text) != 0))
    add_names (self, question);
  else if (question == NULL
           && (!is_same || (chosen != self->names.n_rows[0] && chosen != self->names.n_rows[1])))
    remove_names (self);
  if (self->names.widget != NULL)
    jly_question_card_set_chosen (JLY_QUESTION_CARD (self->names.widget),
                                  question != NULL ? -1 : chosen == self->names.n_rows[1]);
}

/* Whether a card still says something true. */
static gboolean
holds (const Card *card, JlyImport *import)
{
  const guint k = card->question->column;

  return k < jly_import_get_rules (import)->columns->len
         && jly_import_get_match (import, k)->sheet_column == card->sheet_column
         && is_answered (jly_import_get_answers (import, k), card->question->kind);
}

void
jly_import_questions_show (JlyImportQuestions *self, JlyImport *import)
{
  GPtrArray *open = jly_import_get_questions (import);

  show_names (self, import);
  for (guint i = self->cards->len; i-- > 0;)
    {
      const Card *card = g_ptr_array_index (self->cards, i);
      gboolean is_open = FALSE;

      for (guint k = 0; k < open->len && !is_open; k++)
        {
          const JlyQuestion *question = g_ptr_array_index (open, k);
          const int column = jly_import_get_match (import, question->column)->sheet_column;

          is_open = find_card (self, question, column) == card
                    && g_strcmp0 (question->text, card->question->text) == 0;
        }
      if (is_open)
        jly_question_card_set_chosen (JLY_QUESTION_CARD (card->widget), -1);
      else if (!holds (card, import))
        g_ptr_array_remove_index (self->cards, i);
    }
  for (guint i = 0; i < open->len; i++)
    {
      const JlyQuestion *question = g_ptr_array_index (open, i);
      const int column = jly_import_get_match (import, question->column)->sheet_column;

      if (find_card (self, question, column) == NULL)
        add_card (self, question, import);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->box),
                          self->cards->len > 0 || self->names.widget != NULL);
}

void
jly_import_questions_forget (JlyImportQuestions *self)
{
  remove_names (self);
  g_ptr_array_set_size (self->cards, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->box), FALSE);
}

JlyImportQuestions *
jly_import_questions_new (GtkBox *box, JlyImportSession *session)
{
  JlyImportQuestions *self = g_new0 (JlyImportQuestions, 1);

  self->box = box;
  self->session = session;
  self->cards = g_ptr_array_new_with_free_func (free_card);
  return self;
}

void
jly_import_questions_free (JlyImportQuestions *self)
{
  g_ptr_array_unref (self->cards);
  remove_names (self);
  g_free (self);
}
