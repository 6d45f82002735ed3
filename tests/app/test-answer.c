/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as charts: which figures of a result are drawn, what is striped, and how it looks. */
#include "config.h"

#include "jly-ui-page.h"
#include "jly-ui-test.h"

#include "app/jly-answer-charts.h"
#include "app/jly-answer-names.h"
#include "app/jly-answer-plot.h"
#include "app/jly-answer-report.h"
#include "app/jly-chart-style.h"
#include "app/jly-guide.h"
#include "base/jly-error.h"
#include "study/jly-study.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

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
plot_growth (void)
{
  g_autoptr (JlyStudy) study = make_study ("growth");
  g_autoptr (JlyResult) result = jly_result_new (NULL, NULL, "done");

  jly_study_add_column (study, "before", "Turnover 2024", 2, 10000000);
  jly_study_question_set (study->questions->pdata[0], "from", "before");
  add (result, "growth", "from-sum/small", "400.00", FALSE);
  add (result, "growth", "from-sum/large", "900.00", FALSE);
  add (result, "growth", "sum/small", "500.00", FALSE);
  add (result, "growth", "sum/large", NULL, FALSE);
  add (result, "growth", "growth/small", "25", TRUE);
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
  g_autofree char *plain = jly_ui_dup_plain (reading);

  g_assert_cmpstr (plain, ==, expected);
}

static void
test_which (void)
{
  g_autoptr (JlyPlot) mean = plot_mean (), quartiles = plot_quartiles (), cross = plot_cross ();
  g_autoptr (JlyPlot) growth = plot_growth ();
  g_autoptr (JlyStudy) study = make_study ("mean");
  g_autoptr (JlyResult) result = jly_result_new (NULL, NULL, "done");

  check_reading (mean, "Mean of “Turnover”: small 171.5\u00a0EUR; medium 1\u202f235\u00a0EUR; "
                       "large hidden (hidden).");
  check_reading (
      quartiles,
      "Quartiles of “Turnover”: lower quartile 920.00\u00a0EUR; median 1\u202f310.00\u00a0EUR; "
      "upper quartile 1\u202f740.25\u00a0EUR.");
  g_assert_nonnull (cross);
  check_reading (growth, "Growth: Turnover 2024, small 400.00\u00a0EUR; Turnover 2024, large "
                         "900.00\u00a0EUR; Turnover, small 500.00\u00a0EUR; Turnover, large hidden "
                         "(hidden).");
  /* One number is a sentence. */
  add (result, "mean", "mean", "3.5", TRUE);
  g_assert_null (jly_answer_plot_new (study, result, 0));
}

static void
check_name (const JlyStudy *study,
            const char *analysis,
            const char *id,
            guint question,
            const char *expected)
{
  g_autoptr (JlyResult) result = jly_result_new (NULL, NULL, "done");
  const JlyResultItem *item = jly_result_add (result, analysis, id, "everyone", "integer", "1");
  g_autofree char *name = jly_answer_name_item (study, item);

  g_assert_cmpuint (jly_answer_find_question (study, item), ==, question);
  g_assert_true (jly_ui_is_same (name, expected));
}

static void
check_title (const JlyStudy *study, const char *id, const char *expected)
{
  g_autoptr (JlyResult) result = jly_result_new (NULL, NULL, "done");
  const JlyResultItem *item = jly_result_add (result, "sum", id, "everyone", "integer", "1");
  g_autofree char *title = jly_answer_title_item (study, item);

  g_assert_true (jly_ui_is_same (title, expected));
}

/* Of several questions each figure is found, and named without its question's id. */
static void
test_names (void)
{
  g_autoptr (JlyStudy) one = make_study ("sum"), two = jly_study_new ("c", "Members");

  check_name (one, "sum", "sum/small", 0, "sum, small");
  check_name (one, "sum", "sum/turnover", 0, "sum, Turnover");
  /* What people wrote stays as it is. */
  check_title (one, "sum/small", "Sum, small");
  check_title (one, "small/sum", "small, sum");
  check_title (one, "turnover/sum", "Turnover, sum");
  jly_study_add_question (two, "mean", "mean");
  jly_study_add_question (two, "mean-2", "quartiles");
  jly_study_add_question (two, "sum", "sum");
  check_name (two, "mean", "mean/sum", 0, "sum");
  check_name (two, "quartiles", "mean-2/25 %", 1, "lower quartile");
  check_name (two, "sum", "sum", 2, "sum");
  check_name (two, "sum", "sum/25 %", 2, "25 %");
  check_name (two, "checks", "rejected", JLY_ANSWER_NO_QUESTION, "rows that were left out");
}

static double
get_luminance (JlyColor c)
{
  const double parts[] = { c.r, c.g, c.b }, weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += weights[i]
           * (parts[i] <= 0.04045 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static JlyColor
blend (JlyColor over, JlyColor below)
{
  return (JlyColor){ over.r * over.a + below.r * (1 - over.a),
                     over.g * over.a + below.g * (1 - over.a),
                     over.b * over.a + below.b * (1 - over.a), 1 };
}

/* What is drawn is no label, which each page's check would measure: words that stand back are still
 * to be read (4.5 to 1). */
static void
test_readable (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      JlyChartStyle style;
      double text, behind;

      adw_style_manager_set_color_scheme (manager, schemes[i]);
      jly_ui_settle (ui);
      style = jly_chart_style_of (GTK_WIDGET (ui->window));
      text = get_luminance (blend (style.dim, style.background)) + 0.05;
      behind = get_luminance (style.background) + 0.05;
      g_assert_cmpfloat (MAX (text, behind) / MIN (text, behind), >=, 4.5);
      jly_chart_style_clear (&style);
    }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_charts (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyPage *page = jly_ui_page_new ();
  GtkBox *box = jly_guide_fill (page, 900);
  JlyAnswerWords words = {
    .plots = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_plot_unref),
    .n_hidden = 1,
    .why_hidden = g_strdup ("hidden: fewer than 5 rows, or needed to keep another one hidden"),
  };

  g_ptr_array_add (words.plots, plot_mean ());
  g_ptr_array_add (words.plots, plot_cross ());
  g_ptr_array_add (words.plots, plot_quartiles ());
  g_ptr_array_add (words.plots, plot_growth ());
  jly_page_set_title (page, "Result");
  gtk_box_append (box, jly_answer_charts_new (&words, NULL));
  jly_window_push (ui->window, page);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "1 figure is hidden"));
  jly_ui_check_page (ui, "answer-charts");
  g_ptr_array_unref (words.plots);
  g_free (words.why_hidden);
}

static void
add_line (GPtrArray *lines, const char *name, const char *value)
{
  JlyAnswerLine *line = g_new0 (JlyAnswerLine, 1);

  line->name = (char *)name;
  line->value = (char *)value;
  g_ptr_array_add (lines, line);
}

/* Words with charts, n lines and a note; only the arrays are its own. */
static JlyAnswerWords
make_words (guint n_lines)
{
  static JlyAnswerNote note = { (char *)"It may be personal data.", TRUE };
  JlyAnswerWords words = {
    .asked = (char *)"The mean of Turnover, by Size, to all 5 parties.",
    .told = g_ptr_array_new (),
    .parts = g_ptr_array_new (),
    .lines = g_ptr_array_new_with_free_func (g_free),
    .notes = g_ptr_array_new (),
    .approvals = g_ptr_array_new_with_free_func (g_free),
    .plots = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_plot_unref),
  };

  g_ptr_array_add (words.told, (gpointer) "The mean of Turnover is 1 310 EUR.");
  g_ptr_array_add (words.plots, plot_mean ());
  g_ptr_array_add (words.plots, plot_cross ());
  for (guint i = 0; i < n_lines; i++)
    add_line (words.lines, "mean, a group with a rather long name that needs its room",
              i % 5 == 0 ? NULL : "1 234.50 EUR");
  g_ptr_array_add (words.notes, &note);
  add_line (words.approvals, "Meyer Ltd", "Yes, on 21 November 2026");
  return words;
}

static void
clear_words (JlyAnswerWords *words)
{
  g_ptr_array_unref (words->told);
  g_ptr_array_unref (words->parts);
  g_ptr_array_unref (words->lines);
  g_ptr_array_unref (words->notes);
  g_ptr_array_unref (words->approvals);
  g_ptr_array_unref (words->plots);
}

/* For people to look at, beside the pictures of pages. */
static void
keep_page (JlyAnswerReport *report, guint page)
{
  const char *keep = g_getenv ("JLY_SCREENSHOTS");
  g_autofree char *name
      = g_strdup_printf ("%s/answer-report-%u.png", keep != NULL ? keep : "", page);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 595, 842);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  jly_answer_report_draw_page (report, cr, page);
  cairo_destroy (cr);
  if (keep != NULL)
    cairo_surface_write_to_png (surface, name);
  cairo_surface_destroy (surface);
}

static guint
count_pages (guint n_lines)
{
  JlyAnswerWords words = make_words (n_lines);
  g_autoptr (JlyAnswerReport) report = jly_answer_report_new ("Members", &words);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  guint n = jly_answer_report_paginate (report, cr, 595, 842);

  for (guint page = 0; page < n && n_lines < 100; page++)
    keep_page (report, page);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  clear_words (&words);
  return n;
}

/* Nothing is cut off: what does not fit a page begins the next one. */
static void
test_pages (void)
{
  guint few = count_pages (30), many = count_pages (300);

  g_assert_cmpuint (few, <=, 3);
  g_assert_cmpuint (many, >=, 6);
  g_assert_cmpuint (many, <=, 12);
}

static void
check_file (JlyAnswerReport *report, const char *dir, const char *what, const char *start)
{
  g_autofree char *name = g_strconcat ("result.", what, NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL), *bytes = NULL;
  g_autofree char *nowhere = g_build_filename (dir, "none", name, NULL);
  g_autoptr (GError) error = NULL;
  const char *keep = g_getenv ("JLY_SCREENSHOTS");
  gsize n;

  g_assert_true (jly_answer_report_save (report, what, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  g_assert_cmpuint (n, >, 3000);
  g_assert_true (memcmp (bytes, start, strlen (start)) == 0);
  g_assert_false (jly_answer_report_save (report, what, nowhere, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_IO);
  if (keep != NULL)
    {
      g_autofree char *kept = g_build_filename (keep, name, NULL);

      g_file_set_contents (kept, bytes, (gssize)n, NULL);
    }
  g_remove (path);
}

static void
test_files (void)
{
  JlyAnswerWords words = make_words (60);
  g_autoptr (JlyAnswerReport) report = jly_answer_report_new ("Members", &words);
  g_autoptr (JlyAnswerReport) picture = jly_answer_report_new_picture ("Members", &words);
  g_autofree char *dir = g_dir_make_tmp ("jly-answer-XXXXXX", NULL);

  check_file (report, dir, "pdf", "%PDF-");
  check_file (picture, dir, "png", "\x89PNG");
  check_file (picture, dir, "svg", "<?xml");
  g_rmdir (dir);
  clear_words (&words);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/answer/which", test_which);
  g_test_add_func ("/app/answer/names", test_names);
  g_test_add_func ("/app/answer/charts", test_charts);
  g_test_add_func ("/app/answer/readable", test_readable);
  g_test_add_func ("/app/answer/pages", test_pages);
  g_test_add_func ("/app/answer/files", test_files);
  return g_test_run ();
}
