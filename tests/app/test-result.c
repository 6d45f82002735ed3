/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result page in its states: all met, not met, opened again from the store, failed. */
#include "config.h"

#include "jly-made-result.h"
#include "jly-ui-test.h"

#include "analysis/jly-analyses.h"
#include "app/jly-chart-view.h"
#include "app/jly-result-page.h"
#include "base/jly-error.h"

#include <glib/gstdio.h>
#include <string.h>

static JlyResultPage *
push_made (JlyUiTest *ui, gboolean all_met)
{
  g_autoptr (JlyStudy) study = jly_made_study (0);
  g_autoptr (JlyResult) result = jly_made_result (study, all_met);
  JlyBidTable *own = jly_made_table (0);
  g_autoptr (GError) error = NULL;
  JlyResultPage *page = jly_result_page_new (jly_bid_report_new (result, study, own, &error));

  g_assert_no_error (error);
  jly_made_table_free (own);
  jly_window_push (ui->window, JLY_PAGE (page));
  jly_ui_settle (ui);
  return page;
}

static void
check_views (JlyUiTest *ui, JlyResultPage *page, const char *name)
{
  g_autofree char *table = g_strconcat (name, "-table", NULL);
  g_autofree char *who = g_strconcat (name, "-who", NULL);

  jly_ui_check_page (ui, name);
  jly_ui_check_menu (ui, jly_ui_get (GTK_WIDGET (page), GTK_TYPE_MENU_BUTTON, "Export"),
                     "over-result-menu");
  gtk_widget_activate_action (GTK_WIDGET (page), "result.show-table", NULL);
  jly_ui_check_page (ui, table);
  gtk_widget_activate_action (GTK_WIDGET (page), "result.show-who", NULL);
  jly_ui_check_page (ui, who);
}

static void
test_met (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyResultPage *page = push_made (ui, TRUE);

  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Yes, together you can bid"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "your income at the lowest price"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Rehearsal, made-up figures"));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "left out by the agreed checks"));
  check_views (ui, page, "result-met");
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "could work it out"));
}

static void
test_not_met (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyResultPage *page = push_made (ui, FALSE);

  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Not yet: 2 of 5"));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "your income at the lowest price"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "the next rehearsal can end differently"));
  /* Each company is told of its own rows alone. */
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "1 of your 5 rows was left out"));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "3 of your 5 rows"));
  check_views (ui, page, "result-not-met");
}

/* The list of who was given what is the analysis' own: an output that is added, or goes to somebody
 * else, needs a sentence here and on the page. */
static void
test_who_learned_is_what_is_opened (void)
{
  static const struct
  {
    const char *id;
    JlyOutputTo to;
    gboolean only_if_met;
    const char *sentences[2];
  } told[] = {
    { "met", JLY_OUTPUT_TO_EVERYONE, FALSE, { "Everyone: met or not" } },
    { "price", JLY_OUTPUT_TO_EVERYONE, TRUE, { "Everyone: the lowest price" } },
    { "part",
      JLY_OUTPUT_TO_EACH_PROVIDER,
      FALSE,
      { "You alone: your part of the work", "Each partner alone: its own part" } },
  };
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page = GTK_WIDGET (push_made (ui, TRUE));

  gtk_widget_activate_action (page, "result.show-who", NULL);
  jly_ui_settle (ui);
  g_assert_cmpuint (jly_joint_bid_analysis.n_outputs, ==, G_N_ELEMENTS (told));
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      const JlyAnalysisOutput *output = &jly_joint_bid_analysis.outputs[i];

      g_assert_cmpstr (output->id, ==, told[i].id);
      g_assert_cmpint (output->to, ==, told[i].to);
      g_assert_cmpint (output->condition != NULL, ==, told[i].only_if_met);
      for (guint k = 0; k < G_N_ELEMENTS (told[i].sentences); k++)
        if (told[i].sentences[k] != NULL)
          g_assert_true (jly_ui_shows (page, told[i].sentences[k]));
    }
  page = GTK_WIDGET (push_made (ui, FALSE));
  gtk_widget_activate_action (page, "result.show-who", NULL);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (page, "Nobody: a price"));
  g_assert_false (jly_ui_shows (page, "Everyone: the lowest price"));
}

/* The picture has the same numbers in a table, one key away. */
static void
test_space_shows_table (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyResultPage *page = push_made (ui, TRUE);
  GtkWidget *chart = jly_ui_get (GTK_WIDGET (page), JLY_TYPE_CHART_VIEW, NULL);

  gtk_widget_grab_focus (chart);
  g_assert_true (jly_ui_key (ui, GDK_KEY_space, 0));
  jly_ui_settle (ui);
  jly_ui_get (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW, "Requirements of the tender");
}

static char *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The own part leaves the screen only where it was asked for. */
static void
test_exports (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyResultPage *page = push_made (ui, TRUE);
  g_autofree char *csv = g_build_filename (ui->data_dir, "table.csv", NULL);
  g_autofree char *png = g_build_filename (ui->data_dir, "picture.png", NULL);
  g_autofree char *nowhere = g_build_filename (ui->data_dir, "no", "such", "folder.csv", NULL);
  g_autofree char *plain = NULL;
  g_autofree char *own = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (jly_result_page_save_table (page, csv, FALSE, &error));
  plain = read_file (csv);
  g_assert_null (strstr (plain, "212"));
  g_assert_true (jly_result_page_save_table (page, csv, TRUE, &error));
  own = read_file (csv);
  g_assert_nonnull (strstr (own, "212"));
  g_assert_true (jly_result_page_save_picture (page, png, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (png, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 5000);
  g_assert_false (jly_result_page_save_table (page, nowhere, FALSE, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (jly_result_page_save_picture (page, nowhere, &error));
  g_assert_nonnull (error);
}

/* Keeps a study, and its result or what stopped it, as a run does. */
static char *
keep_study (JlyUiTest *ui, JlyResult *(*make) (const JlyStudy *study))
{
  g_autoptr (JlyStudy) study = jly_made_study (0);
  g_autoptr (GBytes) body = jly_study_encode (study);
  g_autoptr (GError) error = NULL;
  JlyStore *store = jly_application_get_store (ui->application, &error);
  JlyStudyRecord record = { .id = study->id,
                            .case_id = study->case_id,
                            .title = study->title,
                            .state = (char *)"running",
                            .rehearsal = TRUE };

  g_assert_no_error (error);
  jly_store_add_study (store, &record, body, &error);
  g_assert_no_error (error);
  if (make != NULL)
    {
      g_autoptr (JlyResult) result = make (study);
      g_autofree char *json = jly_result_to_json (result, FALSE);

      jly_store_set_result (store, study->id, json, &error);
      g_assert_no_error (error);
    }
  return g_strdup (study->id);
}

static JlyResult *
make_met (const JlyStudy *study)
{
  return jly_made_result (study, TRUE);
}

static JlyResult *
make_failed (const JlyStudy *study)
{
  g_autoptr (GError) error = NULL;

  jly_fail (&error, JLY_ERROR_UNAVAILABLE,
            &(JlyErrorDetail){ .party = "Computing party 2",
                               .step = "computing",
                               .next = "Start the rehearsal again." },
            "Computing party 2 ended in the middle of the computation.");
  return jly_result_new_failed (study->id, error);
}

static JlyResultPage *
push_kept (JlyUiTest *ui, const char *study_id)
{
  JlyStore *store = jly_application_get_store (ui->application, NULL);
  JlyResultPage *page = jly_result_page_new_from_store (store, study_id);

  jly_window_push (ui->window, JLY_PAGE (page));
  jly_ui_settle (ui);
  return page;
}

static void
test_kept (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *id = keep_study (ui, make_met);
  JlyResultPage *page = push_kept (ui, id);

  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Yes, together you can bid"));
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "your income at the lowest price"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "not kept on this computer"));
  jly_ui_check_page (ui, "result-kept");
}

static void
test_failed (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *id = keep_study (ui, make_failed);
  JlyResultPage *page = push_kept (ui, id);

  g_assert_null (jly_result_page_get_report (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Nothing was opened"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Computing party 2 ended"));
  jly_ui_check_page (ui, "result-failed");
}

/* The program was killed before there was a result. */
static void
test_without_result (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *id = keep_study (ui, NULL);
  JlyResultPage *page = push_kept (ui, id);

  g_assert_null (jly_result_page_get_report (page));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "before there was a result"));
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/result/met", test_met);
  g_test_add_func ("/app/result/not-met", test_not_met);
  g_test_add_func ("/app/result/who-learned", test_who_learned_is_what_is_opened);
  g_test_add_func ("/app/result/space-shows-table", test_space_shows_table);
  g_test_add_func ("/app/result/exports", test_exports);
  g_test_add_func ("/app/result/kept", test_kept);
  g_test_add_func ("/app/result/failed", test_failed);
  g_test_add_func ("/app/result/without-result", test_without_result);
  return g_test_run ();
}
