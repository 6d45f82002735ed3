/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-answer-plot.h. */
#include "config.h"

#include "app/jly-answer-plot.h"

#include "app/jly-answer-names.h"
#include "study/jly-study-inputs.h"
#include "table/jly-amount.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MOST_PLACES 40
#define DIGITS 4 /* that count, of what was worked out */
#define MOST_STEPS 9e15

/* Which figure of an analysis is drawn, and how. */
static const struct
{
  const char *analysis, *figure, *title;
  JlyPlotKind kind;
} drawn[] = {
  { "anova", "mean", N_ ("Mean"), JLY_PLOT_BARS },
  { "box-plot", "box", N_ ("Box plot"), JLY_PLOT_BOXES },
  { "chi-squared", "count", N_ ("Number of rows"), JLY_PLOT_BARS },
  { "count", "count", N_ ("Number of rows"), JLY_PLOT_BARS },
  { "growth", "growth", N_ ("Growth"), JLY_PLOT_BARS },
  { "histogram", "count", N_ ("Number of rows"), JLY_PLOT_HISTOGRAM },
  { "mean", "mean", N_ ("Mean"), JLY_PLOT_BARS },
  { "median", "median", N_ ("Median"), JLY_PLOT_BARS },
  { "missing", "missing", N_ ("Rows without it"), JLY_PLOT_BARS },
  { "percentile", "percentile", N_ ("Percentile"), JLY_PLOT_BARS },
  { "quartiles", "quartiles", N_ ("Quartiles"), JLY_PLOT_BOXES },
  { "ratio", "ratio", N_ ("Ratio"), JLY_PLOT_BARS },
  { "share", "share", N_ ("Share"), JLY_PLOT_BARS },
  { "sum", "sum", N_ ("Sum"), JLY_PLOT_BARS },
  { "t-test", "mean", N_ ("Mean"), JLY_PLOT_BARS },
  { "variance", "standard-deviation", N_ ("Standard deviation"), JLY_PLOT_BARS },
  { "weighted-mean", "mean", N_ ("Mean"), JLY_PLOT_BARS },
};

/* One group's figure. */
typedef struct
{
  char *place, *series;
  const JlyResultItem *item;
} Point;

static void
clear_point (gpointer data)
{
  g_free (((Point *)data)->place);
  g_free (((Point *)data)->series);
}

/* A group's name stays as it is. */
static const char *
say_part (const JlyStudy *study, const char *part)
{
  const char *title = jly_answer_name_column (study, part);

  return title != NULL ? title : part;
}

/* Of "small/north" the last part is the series; of boxes it is the figure, and what is before it
 * the place. */
static void
add_point (GArray *points,
           const JlyStudy *study,
           const char *label,
           const JlyResultItem *item,
           gboolean is_box)
{
  const char *last = strrchr (label, '/');
  g_autofree char *first = last != NULL ? g_strndup (label, (gsize)(last - label)) : NULL;
  Point point = { .item = item };

  if (last == NULL)
    {
      point.place = g_strdup (is_box ? "" : say_part (study, label));
      point.series = g_strdup (is_box ? label : "");
    }
  else
    {
      point.place = g_strdup (say_part (study, first));
      point.series = g_strdup (last + 1);
    }
  g_array_append_val (points, point);
}

static GArray *
list_points (const JlyStudy *study,
             const JlyResult *result,
             guint question,
             const char *figure_id,
             gboolean is_box)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (Point));
  g_autofree char *start = g_strconcat (figure_id, "/", NULL);
  const JlyFigure figure = { .id = start };
  g_autofree char *name = jly_study_name_figure (study, question, &figure);
  const char *analysis = ((const JlyStudyQuestion *)study->questions->pdata[question])->analysis;

  g_array_set_clear_func (points, clear_point);
  for (guint i = 0; i < result->items->len; i++)
    {
      const JlyResultItem *item = result->items->pdata[i];

      if (g_str_equal (item->analysis, analysis) && g_str_has_prefix (item->id, name)
          && !g_str_equal (item->kind, "text"))
        add_point (points, study, item->id + strlen (name), item, is_box);
    }
  return points;
}

static gboolean
find (const GPtrArray *names, const char *name, guint *i)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *)names, name, g_str_equal, i);
}

/* All different ones, in their order; borrowed. */
static GPtrArray *
list_names (const GArray *points, gboolean is_series)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < points->len; i++)
    {
      const Point *point = &g_array_index (points, Point, i);
      char *name = is_series ? point->series : point->place;

      if (!find (names, name, NULL))
        g_ptr_array_add (names, name);
    }
  return names;
}

/* As it is written beside a bar: what was worked out has fewer digits than in the table. */
static char *
format_value (const JlyResultItem *item, double value)
{
  int whole = value == 0 ? 1 : (int)floor (log10 (fabs (value))) + 1;
  guint scale = (guint)CLAMP (item->is_rounded ? DIGITS - whole : (int)item->scale, 0, 15);
  double steps = value * pow (10, scale);
  g_autofree char *number = NULL;

  scale = MIN (scale, item->scale);
  steps = value * pow (10, scale);
  number = fabs (steps) < MOST_STEPS ? jly_amount_format_signed ((gint64)llround (steps), scale)
                                     : g_strdup (item->value);
  if (item->unit == NULL || *item->unit == '\0')
    return g_steal_pointer (&number);
  return g_strdup_printf ("%s\u00a0%s", number, item->unit);
}

static void
set_point (JlyPlot *plot, guint series, guint place, const JlyResultItem *item)
{
  double value = item->value != NULL ? g_ascii_strtod (item->value, NULL) : 0;
  g_autofree char *text = item->value != NULL ? format_value (item, value) : NULL;

  if (text != NULL)
    jly_plot_set_value (plot, series, place, value, text);
  else
    jly_plot_set_hidden (plot, series, place, _ ("hidden"));
}

static void
add_box_series (JlyPlot *plot, const GPtrArray *names)
{
  gboolean has_ends = names->len == JLY_PLOT_BOX_FIGURES;

  jly_plot_add_series (plot, has_ends ? names->pdata[0] : _ ("smallest"));
  jly_plot_add_series (plot, _ ("lower quartile"));
  jly_plot_add_series (plot, _ ("median"));
  jly_plot_add_series (plot, _ ("upper quartile"));
  jly_plot_add_series (plot, has_ends ? names->pdata[4] : _ ("largest"));
}

static JlyPlot *
fill (JlyPlotKind kind, const char *title, const GArray *points)
{
  g_autoptr (GPtrArray) places = list_names (points, FALSE), series = list_names (points, TRUE);
  gboolean is_box = kind == JLY_PLOT_BOXES;
  JlyPlot *plot;

  if (places->len > MOST_PLACES
      || (is_box ? series->len != 3 && series->len != JLY_PLOT_BOX_FIGURES
                 : series->len > JLY_PLOT_MAX_SERIES || points->len < 2))
    return NULL;
  plot = jly_plot_new (kind, title);
  if (is_box)
    add_box_series (plot, series);
  for (guint i = 0; i < series->len && !is_box; i++)
    jly_plot_add_series (plot, series->pdata[i]);
  for (guint i = 0; i < places->len; i++)
    jly_plot_add_place (plot, places->pdata[i]);
  for (guint i = 0; i < points->len; i++)
    {
      const Point *point = &g_array_index (points, Point, i);
      guint place = 0, at = 0;

      find (places, point->place, &place);
      find (series, point->series, &at);
      set_point (plot, at + (is_box && series->len == 3 ? 1 : 0), place, point->item);
    }
  return plot;
}

/* Adds what one period has: of all, or of each group as a line of its own. */
static GArray *
list_period (const JlyStudy *study, const JlyResult *result, guint question, const char *id)
{
  GArray *points = list_points (study, result, question, id, FALSE);
  const JlyFigure figure = { .id = (char *)id };
  g_autofree char *name = jly_study_name_figure (study, question, &figure);

  for (guint i = 0; i < result->items->len && points->len == 0; i++)
    {
      const JlyResultItem *item = result->items->pdata[i];

      if (g_str_equal (item->id, name) && item->value != NULL)
        g_array_append_val (points, ((Point){ g_strdup (""), g_strdup (""), item }));
    }
  return points;
}

/* The title of the column that a setting names. */
static const char *
name_column (const JlyStudy *study, const JlyStudyQuestion *asked, const char *setting)
{
  for (guint i = 0; i < asked->parameters->len; i++)
    {
      const JlyStudyParameter *parameter = asked->parameters->pdata[i];

      if (g_str_equal (parameter->name, setting))
        return say_part (study, parameter->value);
    }
  return "";
}

/* From the earlier period to the later one; NULL where there are more lines than can be told
 * apart. */
static JlyPlot *
plot_growth (const JlyStudy *study, const JlyResult *result, guint question)
{
  static const struct
  {
    const char *figure, *setting;
  } periods[] = { { "from-sum", "from" }, { "sum", "column" } };
  const JlyStudyQuestion *asked = study->questions->pdata[question];
  JlyPlot *plot = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autoptr (GArray) points = list_period (study, result, question, periods[i].figure);

      if (points->len == 0 || points->len > JLY_PLOT_MAX_SERIES)
        break;
      if (i == 0)
        {
          plot = jly_plot_new (JLY_PLOT_LINES, _ ("Growth"));
          for (guint k = 0; k < points->len; k++)
            jly_plot_add_series (plot, g_array_index (points, Point, k).place);
          for (guint k = 0; k < G_N_ELEMENTS (periods); k++)
            jly_plot_add_place (plot, name_column (study, asked, periods[k].setting));
        }
      for (guint k = 0; k < points->len; k++)
        set_point (plot, k, i, g_array_index (points, Point, k).item);
    }
  return plot;
}

/* "Mean of “Turnover”". */
static char *
name_plot (const JlyStudy *study,
           const JlyStudyQuestion *asked,
           const char *title,
           JlyPlotKind kind)
{
  const char *column = name_column (study, asked, "column");

  if (*column == '\0')
    return g_strdup (title);
  /* Translators: what is drawn, and of which column: “Mean of “Turnover””. */
  return kind != JLY_PLOT_HISTOGRAM ? g_strdup_printf (_ ("%1$s of “%2$s”"), title, column)
                                    /* Translators: “Number of rows by “Turnover””. */
                                    : g_strdup_printf (_ ("%1$s by “%2$s”"), title, column);
}

JlyPlot *
jly_answer_plot_new (const JlyStudy *study, const JlyResult *result, guint question)
{
  const JlyStudyQuestion *asked = study->questions->pdata[question];
  JlyPlot *growth
      = g_str_equal (asked->analysis, "growth") ? plot_growth (study, result, question) : NULL;

  if (growth != NULL)
    return growth;
  for (gsize i = 0; i < G_N_ELEMENTS (drawn); i++)
    if (g_str_equal (drawn[i].analysis, asked->analysis))
      {
        g_autoptr (GArray) points = list_points (study, result, question, drawn[i].figure,
                                                 drawn[i].kind == JLY_PLOT_BOXES);
        g_autofree char *title = name_plot (study, asked, _ (drawn[i].title), drawn[i].kind);

        return points->len > 0 ? fill (drawn[i].kind, title, points) : NULL;
      }
  return NULL;
}
