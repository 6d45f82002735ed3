/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions that are put together by choosing on the page of a question, and the same ones typed:
 * what the page says meanwhile, what is asked, and that the keyboard alone suffices. */
#include "config.h"

#include "jly-round.h"

#include "app/jly-ask-page.h"
#include "app/jly-condition-editor.h"

#include <string.h>

static const char *const sizes[] = { "small", "large", "not sure", NULL };
static const char *const regions[] = { "north", "south", "far east", NULL };

/* Size and region may choose rows, as may turnover; debts may not. */
static void
fill (JlyDraft *draft)
{
  JlyContract *contract = jly_draft_get_contract (draft);
  JlyContractColumn *column;

  people_fill (draft);
  column = contract->columns->pdata[0];
  column->rights |= JLY_USE_FILTER | JLY_USE_MEAN;
  column->may_be_missing = TRUE;
  column = jly_contract_add_column (contract, "size", "Size", 0, 0, 0);
  jly_contract_column_set_categories (column, sizes);
  column->rights = JLY_USE_FILTER | JLY_USE_COUNT;
  column = jly_contract_add_column (contract, "region", "Region", 0, 0, 0);
  jly_contract_column_set_categories (column, regions);
  column->rights = JLY_USE_FILTER;
  jly_contract_add_column (contract, "debts", "Debts", 0, 0, 100)->rights = JLY_USE_SUM;
  jly_contract_add_question (contract, "count");
  jly_draft_changed (draft);
}

static GtkWidget *
show (Round *self)
{
  jly_window_push (self->ui->window, JLY_PAGE (jly_ask_page_new (self->agreements[0])));
  return GTK_WIDGET (jly_ui_wait_page (self->ui, JLY_TYPE_ASK_PAGE));
}

static gboolean
can_ask (GtkWidget *page)
{
  return gtk_widget_get_sensitive (jly_ui_get (page, GTK_TYPE_BUTTON, "Ask"));
}

/* Chooses the words in the drop-down of that name, as a person would see them. */
static void
choose (Round *self, GtkWidget *page, const char *name, const char *words)
{
  GtkDropDown *choice = GTK_DROP_DOWN (jly_ui_get (page, GTK_TYPE_DROP_DOWN, name));
  GListModel *model = gtk_drop_down_get_model (choice);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);
      g_autofree char *plain = jly_ui_dup_plain (gtk_string_object_get_string (item));

      if (strcmp (plain, words) != 0)
        continue;
      gtk_drop_down_set_selected (choice, i);
      jly_ui_settle (self->ui);
      return;
    }
  g_error ("“%s” cannot be chosen for “%s”", words, name);
}

static void
press (Round *self, GtkWidget *page, const char *name)
{
  g_signal_emit_by_name (jly_ui_get (page, GTK_TYPE_BUTTON, name), "clicked");
  jly_ui_settle (self->ui);
}

static void
check (Round *self, GtkWidget *page, const char *name)
{
  gtk_widget_activate (jly_ui_get (page, GTK_TYPE_CHECK_BUTTON, name));
  jly_ui_settle (self->ui);
}

static GtkEditable *
get_entry (GtkWidget *page, const char *name)
{
  return GTK_EDITABLE (jly_ui_get (page, GTK_TYPE_ENTRY, name));
}

/* The text that stands below what was chosen. */
static const char *
get_text (Round *self, GtkWidget *page)
{
  GtkWidget *expander = jly_ui_get (page, GTK_TYPE_EXPANDER, NULL);

  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  jly_ui_settle (self->ui);
  return gtk_editable_get_text (get_entry (page, "Condition as text"));
}

#define WHOLE "size = small and (turnover >= 1000 or not region in [south, \"far east\"])"

/* size = small, and one of two more. */
static void
put_together (Round *self, GtkWidget *page)
{
  press (self, page, "Add Condition");
  g_assert_false (can_ask (page));
  g_assert_true (jly_ui_shows (page, "choose the condition’s column"));
  choose (self, page, "Column of condition 1", "Size");
  choose (self, page, "Value of condition 1", "small");
  g_assert_true (can_ask (page));
  g_assert_true (jly_ui_shows (page, "only rows where “Size” is small"));
  press (self, page, "Add Group");
  choose (self, page, "Column of condition 2", "Turnover");
  choose (self, page, "Comparison of condition 2", "is at least");
  g_assert_true (jly_ui_shows (page, "choose what “Turnover” is compared with"));
  gtk_editable_set_text (get_entry (page, "Value of condition 2"), "1000");
  press (self, page, "Add a condition to group 2");
  choose (self, page, "Column of condition 3", "Region");
  choose (self, page, "Comparison of condition 3", "is one of");
  check (self, page, "far east, in condition 3");
  check (self, page, "south, in condition 3");
  check (self, page, "Not condition 3");
}

/* The setting of the question that was asked last, from its bytes. */
static const char *
get_asked (Round *self, guint question)
{
  const JlyProposal *proposal = jly_governance_get_question (
      jly_agreement_get_governance (self->agreements[0], NULL), question);
  const JlyStudyQuestion *asked = proposal->questions->pdata[0];

  for (guint i = 0; i < asked->parameters->len; i++)
    {
      const JlyStudyParameter *parameter = asked->parameters->pdata[i];

      if (strcmp (parameter->name, "filter") == 0)
        return parameter->value;
    }
  return NULL;
}

static void
test_choose (void)
{
  Round *round = round_new ("a", fill);
  GtkWidget *page;

  round_close (round);
  page = show (round);
  check (round, page, "Number of rows");
  g_assert_true (jly_ui_shows (page, "All rows count."));
  g_assert_true (jly_ui_shows (page, "does not permit choosing rows by: Debts."));
  put_together (round, page);
  g_assert_true (jly_ui_shows (page, "not (“Region” is south or far east)"));
  g_assert_cmpstr (get_text (round, page), ==, WHOLE);
  g_assert_true (can_ask (page));
  jly_ui_check_page (round->ui, "ask-condition");
  jly_ui_check_menu (round->ui, jly_ui_get (page, GTK_TYPE_DROP_DOWN, "Column of condition 1"),
                     "over-condition");
  press (round, page, "Ask");
  g_assert_cmpstr (get_asked (round, 0), ==, WHOLE);
  round_free (round);
}

/* The page with a condition of the number of rows, as it is typed. */
static GtkWidget *
show_condition (Round *round, const char *text)
{
  GtkWidget *page = show (round);

  check (round, page, "Number of rows");
  get_text (round, page);
  gtk_editable_set_text (get_entry (page, "Condition as text"), text);
  jly_ui_settle (round->ui);
  return page;
}

/* Typed carelessly it is asked in the same bytes; while it is wrong nothing can be asked. */
static void
test_type (void)
{
  Round *round = round_new ("a", fill);
  GtkWidget *page;

  round_close (round);
  page = show_condition (round, "size = huge");
  g_assert_false (can_ask (page));
  g_assert_true (jly_ui_shows (page, "“huge” is no value that “Size” can have."));
  jly_ui_check_page (round->ui, "ask-condition-wrong");
  gtk_editable_set_text (
      get_entry (page, "Condition as text"),
      "(size=small) and ( (turnover>=1000) or not not not region in [\"far east\",south])");
  jly_ui_settle (round->ui);
  g_assert_true (can_ask (page));
  jly_ui_get (page, GTK_TYPE_CHECK_BUTTON, "far east, in condition 3");
  press (round, page, "Ask");
  g_assert_cmpstr (get_asked (round, 0), ==, WHOLE);
  page = show_condition (round, WHOLE);
  choose (round, page, "All or any, of group 1", "Any of these holds");
  check (round, page, "Not group 2");
  press (round, page, "Remove condition 3");
  g_assert_cmpstr (get_text (round, page), ==, "size = small or not turnover >= 1000");
  press (round, page, "Remove group 2");
  press (round, page, "Remove condition 1");
  g_assert_cmpstr (get_text (round, page), ==, "");
  g_assert_true (jly_ui_shows (page, "All rows count."));
  round_free (round);
}

static gboolean
has_condition (gpointer page)
{
  return jly_ui_find (page, GTK_TYPE_DROP_DOWN, "Column of condition 1") != NULL;
}

/* Every new part gets the keyboard; what is removed hands it to what stands before. */
static void
test_keyboard (void)
{
  Round *round = round_new ("a", fill);
  GtkWidget *page, *focus;

  round_close (round);
  page = show (round);
  check (round, page, "Number of rows");
  gtk_widget_grab_focus (jly_ui_get (page, GTK_TYPE_BUTTON, "Add Condition"));
  jly_ui_key (round->ui, GDK_KEY_space, 0);
  jly_ui_wait (has_condition, page, "the condition that Space adds");
  focus = jly_ui_get (page, GTK_TYPE_DROP_DOWN, "Column of condition 1");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (round->ui->window)), focus));
  choose (round, page, "Column of condition 1", "Size");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (round->ui->window)), focus));
  press (round, page, "Add Condition");
  press (round, page, "Remove condition 2");
  focus = jly_ui_get (page, GTK_TYPE_DROP_DOWN, "Column of condition 1");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (round->ui->window)), focus));
  press (round, page, "Remove condition 1");
  focus = jly_ui_get (page, GTK_TYPE_BUTTON, "Add Condition");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (round->ui->window)) == focus);
  round_free (round);
}

static GtkWidget *
leave_and_show (Round *self)
{
  jly_window_go_home (self->ui->window);
  jly_ui_settle (self->ui);
  return show (self);
}

/* Nothing is pressed when the page is left: what is kept is kept while it is written. */
static void
test_left (void)
{
  Round *round = round_new ("a", fill);
  GtkWidget *page;

  round_close (round);
  page = show_condition (round, "size = hu");
  page = leave_and_show (round);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (page, "Condition as text")), ==, "size = hu");
  g_assert_true (jly_ui_shows (page, "“hu” is no value that “Size” can have."));
  g_assert_false (can_ask (page));
  gtk_editable_set_text (get_entry (page, "Condition as text"), "size = small");
  jly_ui_settle (round->ui);
  g_assert_true (can_ask (page));
  press (round, page, "Add Condition");
  g_assert_false (can_ask (page));
  page = leave_and_show (round);
  g_assert_cmpstr (get_text (round, page), ==, "size = small");
  g_assert_true (can_ask (page));
  /* Which may be a wider question than the one that was meant. */
  g_assert_true (jly_ui_shows (page, "A condition that was not finished was left out."));
  jly_ui_check_page (round->ui, "ask-left-out");
  round_free (round);
}

/* The only column that may be summed is chosen already; where there are two, the person chooses. */
static void
test_only_column (void)
{
  for (guint i = 0; i < 2; i++)
    {
      Round *round = round_new ("a", i == 0 ? NULL : fill);
      GtkWidget *page;

      round_close (round);
      page = show (round);
      check (round, page, "Sum");
      g_assert_true (can_ask (page) == (i == 0));
      round_free (round);
    }
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/ask/choose", test_choose);
  g_test_add_func ("/app/ask/only-column", test_only_column);
  g_test_add_func ("/app/ask/type", test_type);
  g_test_add_func ("/app/ask/keyboard", test_keyboard);
  g_test_add_func ("/app/ask/left", test_left);
  return g_test_run ();
}
