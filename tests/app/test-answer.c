/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as charts: which figures of a result are drawn, what is striped, and how it looks. */
#include "config.h"

#include "jly-ui-test.h"

#include "app/jly-answer-charts.h"
#include "app/jly-answer-plot.h"
#include "app/jly-guide.h"
#include "study/jly-study.h"

#include <string.h>

/* A page with nothing of its own. */
#define TEST_TYPE_PAGE (test_page_get_type ())
G_DECLARE_FINAL_TYPE (TestPage, test_page, TEST, PAGE, JlyPage)
struct _TestPage
{
  JlyPage parent_instance;
};
G_DEFINE_FINAL_TYPE (TestPage, test_page, JLY_TYPE_PAGE)

static void
test_page_class_init (TestPageClass *klass)
{
}

static void
test_page_init (TestPage *self)
{
}

static JlyStudy *
make_study (const char *analysis)
{
  JlyStudy *study = jly_study_new ("c", "Members");

  jly_study_add_column (study, "turnover", "Turnover", 2, 10000000);
  jly_study_question_set (jly_study_add_question (study, "", analysis), "column", "turnover");
  return study;
}

static void
add (
    JlyResult *result, const char *analysis, const char *id, const char *value, gboolean is_rounded)
{
  JlyResultItem *item = jly_result_add (result, analysis, id, "everyone",
                                        value != NULL ? "decimal" : "hidden", value);
  const char *point = value != NULL ? strchr (value, '.') : NULL;

  item->unit = g_strdup ("EUR");
  item->scale = point != NULL ? (guint)strlen (point + 1) : 0;
  item->is_rounded = is_rounded;
}

static JlyPlot *
plot_mean (void)
{
  g_autoptr (JlyStudy) study = make_study ("mean");
  g_autoptr (JlyResult) result = jly_result_new (NULL, NULL, "done");

  add (result, "mean", "sum/small", "1200.50", FALSE);
  add (result, "mean", "mean/small", "171.500000000001", TRUE);
  add (result, "mean", "mean/medium", "1234.56789012345", TRUE);
  add (result, "mean", "mean/large", NULL, FALSE);
  return jly_answer_plot_new (study, result, 0);
}

static JlyPlot *
plot_quartiles (void)
{
  g_autoptr (JlyStudy) study = make_study ("quartiles");
  g_autoptr (JlyResult) result = jly_result_new (NULL, NULL, "done");

  add (result, "quartiles", "quartiles/25 %", "920.00", FALSE);
  add (result, "quartiles", "quartiles/50 %", "1310.00", FALSE);
  add (result, "quartiles", "quartiles/75 %", "1740.25", FALSE);
  return jly_answer_plot_new (study, result, 0);
}

static JlyPlot *
plot_cross (void)
{
  static const char *const lines[] = { "2023", "2024", "2025" };
  g_autoptr (JlyStudy) study = make_study ("sum");
  g_autoptr (JlyResult) result = jly_result_new (NULL, NULL, "done");

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("sum/%s/%s", lines[i / 2], i % 2 ? "abroad" : "home");
      g_autofree char *value = g_strdup_printf ("%u.50", 40000 + 7000 * (i * 5 % 7));

      add (result, "sum", id, value, FALSE);
    }
  return jly_answer_plot_new (study, result, 0);
}

static void
check_reading (const JlyPlot *plot, const char *expected)
{
  g_autofree char *reading = jly_plot_dup_reading (plot);

  g_assert_cmpstr (reading, ==, expected);
}

static void
test_which (void)
{
  g_autoptr (JlyPlot) mean = plot_mean (), quartiles = plot_quartiles (), cross = plot_cross ();
  g_autoptr (JlyStudy) study = make_study ("mean");
  g_autoptr (JlyResult) result = jly_result_new (NULL, NULL, "done");

  check_reading (mean,
                 "Mean: small 171.5\u00a0EUR; medium 1\u202f235\u00a0EUR; large hidden (hidden).");
  check_reading (quartiles,
                 "Quartiles: lower quartile 920.00\u00a0EUR; median 1\u202f310.00\u00a0EUR; "
                 "upper quartile 1\u202f740.25\u00a0EUR.");
  g_assert_nonnull (cross);
  /* One number is a sentence. */
  add (result, "mean", "mean", "3.5", TRUE);
  g_assert_null (jly_answer_plot_new (study, result, 0));
}

static void
test_charts (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyPage *page = g_object_new (TEST_TYPE_PAGE, NULL);
  GtkBox *box = jly_guide_fill (page, 900);
  JlyAnswerWords words = {
    .plots = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_plot_unref),
    .n_hidden = 1,
    .why_hidden = g_strdup ("hidden: fewer than 5 rows, or needed to keep another one hidden"),
  };

  g_ptr_array_add (words.plots, plot_mean ());
  g_ptr_array_add (words.plots, plot_cross ());
  g_ptr_array_add (words.plots, plot_quartiles ());
  jly_page_set_title (page, "Result");
  gtk_box_append (box, jly_answer_charts_new (&words));
  jly_window_push (ui->window, page);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "1 figure is hidden"));
  jly_ui_check_page (ui, "answer-charts");
  g_ptr_array_unref (words.plots);
  g_free (words.why_hidden);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/answer/which", test_which);
  g_test_add_func ("/app/answer/charts", test_charts);
  return g_test_run ();
}
