/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study that is prepared with others is rehearsed with made-up figures: from the contract and
 * from the study's page, marked as a rehearsal throughout, kept, and opened again. */
#include "config.h"

#include "jly-round.h"

#include "app/jly-answer-page.h"
#include "app/jly-contract-page.h"
#include "app/jly-home-page.h"
#include "app/jly-kept-row.h"
#include "app/jly-result-page.h"
#include "app/jly-running-page.h"
#include "app/jly-study-page.h"
#include "base/jly-paths.h"
#include "party/jly-tender-json.h"

static void
assert_marked (JlyUiTest *ui, GType type)
{
  JlyPage *page = jly_window_get_page (ui->window);

  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (page, type));
  g_assert_true (jly_page_get_rehearsal (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Rehearsal, made-up figures"));
}

/* From the page that is seen by its button or menu; the result takes the running page's place. */
static GtkWidget *
rehearse (JlyUiTest *ui, const char *action, GType result)
{
  GtkWidget *page;

  gtk_widget_activate_action (GTK_WIDGET (jly_window_get_page (ui->window)), action, NULL);
  assert_marked (ui, JLY_TYPE_RUNNING_PAGE);
  page = GTK_WIDGET (jly_ui_wait_page (ui, result));
  assert_marked (ui, result);
  return page;
}

/* What the person's own party would learn alone is there: as a sentence, and as a figure in its
 * question's row. */
static void
check_own_position (GtkWidget *page)
{
  static const char asked[] = "To each party alone: in which quarter it stands by “Training cost”";
  GtkWidget *row;

  g_assert_true (jly_ui_shows (page, "You are in the "));
  g_assert_false (jly_ui_shows (page, "Your quarter"));
  row = gtk_widget_get_ancestor (jly_ui_get (page, GTK_TYPE_LABEL, asked), ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_true (jly_ui_shows (page, "Your quarter"));
}

/* A member of an association before anybody has signed: five founders, all the case proposes. */
static void
test_contract (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "c", 4, 0);
  g_autoptr (GPtrArray) kept = NULL;
  GtkWidget *page;

  g_free (jly_draft_get_contract (draft)->purpose);
  jly_draft_get_contract (draft)->purpose = g_strdup ("To know where we stand.");
  jly_draft_changed (draft);
  jly_window_push (ui->window, JLY_PAGE (jly_contract_page_new_for_draft (draft, ui->data_dir,
                                                                          people->identities[0])));
  jly_ui_wait_page (ui, JLY_TYPE_CONTRACT_PAGE);
  page = rehearse (ui, "contract.rehearse", JLY_TYPE_ANSWER_PAGE);
  g_assert_true (jly_ui_shows (page, "mean"));
  check_own_position (page);
  jly_ui_check_page (ui, "rehearsed-contract");
  jly_window_pop (ui->window);
  g_assert_true (JLY_IS_CONTRACT_PAGE (jly_ui_wait_page (ui, JLY_TYPE_CONTRACT_PAGE)));
  jly_window_go_home (ui->window);
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE));
  g_assert_true (jly_ui_shows (page, "Result ready"));
  g_assert_true (gtk_widget_activate (jly_ui_get (page, JLY_TYPE_KEPT_ROW, NULL)));
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_ANSWER_PAGE));
  assert_marked (ui, JLY_TYPE_ANSWER_PAGE);
  check_own_position (page);
}

/* The question that waits for approval, and no other; nothing of it counts. */
static void
test_question (void)
{
  Round *round = round_new ("a", NULL);
  GtkWidget *page;
  guint question;

  round_close (round);
  question = round_ask (round, 1, "sum", "turnover");
  round_carry (round);
  jly_window_push (round->ui->window, JLY_PAGE (jly_study_page_new (round->agreements[0])));
  jly_ui_wait_page (round->ui, JLY_TYPE_STUDY_PAGE);
  page = rehearse (round->ui, "study.rehearse", JLY_TYPE_ANSWER_PAGE);
  g_assert_true (jly_ui_shows (page, "Turnover"));
  g_assert_cmpint (jly_agreement_find_awaiting (round->agreements[0], round_now ()), ==,
                   (gint)question);
  g_assert_null (
      jly_member_get_result (jly_agreement_get_member (round->agreements[0]), question, NULL));
  round_free (round);
}

/* The sample's tender, as the page of the terms takes it. */
static void
fill_tender (JlyDraft *draft)
{
  g_auto (GStrv) folders = jly_paths_data ("samples/a");
  g_autofree char *path = g_build_filename (folders[0], "tender.csv", NULL);
  g_autoptr (JlySheet) sheet = jly_sheet_load (path, NULL, NULL);
  g_autoptr (JlyTender) tender = jly_tender_read (sheet, NULL, NULL);
  g_autoptr (JlyStudy) study = jly_tender_make_study (tender, "a");
  JlyContract *contract = jly_draft_get_contract (draft);

  people_fill (draft);
  g_ptr_array_set_size (contract->columns, 0);
  g_ptr_array_set_size (contract->questions, 0);
  contract->most_rows = 0;
  for (guint i = 0; i < study->columns->len; i++)
    {
      const JlyStudyColumn *from = study->columns->pdata[i];

      jly_contract_add_column (contract, from->id, from->title, from->scale, from->least, from->max)
          ->rights
          = JLY_USE_MODEL;
    }
  g_ptr_array_unref (contract->rows);
  contract->rows = g_ptr_array_ref (study->rows);
  jly_contract_add_question (contract, "joint-bid");
  jly_draft_changed (draft);
}

static void
test_bid (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  const JlyBidReport *report;
  GtkWidget *page;

  fill_tender (draft);
  jly_window_push (ui->window, JLY_PAGE (jly_contract_page_new_for_draft (draft, ui->data_dir,
                                                                          people->identities[0])));
  jly_ui_wait_page (ui, JLY_TYPE_CONTRACT_PAGE);
  page = rehearse (ui, "contract.rehearse", JLY_TYPE_RESULT_PAGE);
  /* What made-up figures meet, and whose part is what, differs from run to run. */
  report = jly_result_page_get_report (JLY_RESULT_PAGE (page));
  g_assert_cmpuint (report->lines->len, ==, jly_draft_get_contract (draft)->rows->len);
  g_assert_cmpstr (((const JlyBidLine *)report->lines->pdata[0])->name, ==, "Roofing");
  g_assert_cmpstr (report->own_name, ==, people_names[0]);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/rehearsed/contract", test_contract);
  g_test_add_func ("/app/rehearsed/question", test_question);
  g_test_add_func ("/app/rehearsed/bid", test_bid);
  return g_test_run ();
}
