/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-figure.h. */
#include "config.h"

#include "analysis/jly-figure.h"

#include "base/jly-decimal.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_EXTRA 6 /* decimals that a divisor may add */

static void
free_figure (gpointer data)
{
  JlyFigure *figure = data;

  g_free (figure->id);
  g_free (figure->value);
  g_free (figure->unit);
  g_free (figure->reason);
  g_free (figure);
}

static JlyFigure *
add (GPtrArray *figures, const char *id, const char *label, JlyFigureKind kind)
{
  JlyFigure *figure = g_new0 (JlyFigure, 1);

  figure->id = g_strjoin ("/", id, label, NULL);
  figure->output = G_MAXUINT;
  figure->kind = kind;
  figure->is_exact = TRUE;
  g_ptr_array_add (figures, figure);
  return figure;
}

JlyFigure *
jly_figures_add_text (GPtrArray *figures, const char *id, const char *label, const char *text)
{
  JlyFigure *figure = add (figures, id, label, JLY_FIGURE_TEXT);

  figure->value = g_strdup (text);
  return figure;
}

JlyFigure *
jly_figures_add_none (GPtrArray *figures, const char *id, const char *label, const char *reason)
{
  JlyFigure *figure = add (figures, id, label, JLY_FIGURE_HIDDEN);

  figure->reason = g_strdup (reason);
  return figure;
}

JlyFigure *
jly_figures_add_hidden (GPtrArray *figures,
                        const char *id,
                        const char *label,
                        const JlyQuery *query)
{
  JlyFigure *figure = add (figures, id, label, JLY_FIGURE_HIDDEN);

  /* Where nobody asks for more than a row, that is what is lacking. */
  figure->reason = jly_limits_is_any (&query->inputs->limits)
                       ? jly_limits_explain (&query->inputs->limits)
                       : g_strdup (_ ("no rows"));
  return figure;
}

/* JLY_FIGURE_DIGITS digits that count, without an exponent, and how many decimals these are. */
static char *
print_double (double value, guint *scale)
{
  int whole = value == 0 ? 1 : (int)floor (log10 (fabs (value))) + 1;
  int decimals = CLAMP (JLY_FIGURE_DIGITS - whole, 0, 30);
  char text[400];

  g_ascii_formatd (text, sizeof text, "%.0f", 0);
  {
    g_autofree char *format = g_strdup_printf ("%%.%df", decimals);

    g_ascii_formatd (text, sizeof text, format, value);
  }
  /* Zeros at the end say nothing. */
  if (strchr (text, '.') != NULL)
    {
      gsize n = strlen (text);

      while (text[n - 1] == '0')
        text[--n] = '\0';
      if (text[n - 1] == '.')
        text[--n] = '\0';
    }
  *scale = strchr (text, '.') != NULL ? (guint)strlen (strchr (text, '.') + 1) : 0;
  return g_strdup (text);
}

JlyFigure *
jly_figures_add_number (
    GPtrArray *figures, const char *id, const char *label, double value, const char *unit)
{
  JlyFigure *figure = add (figures, id, label, JLY_FIGURE_NUMBER);

  figure->value = print_double (value, &figure->scale);
  figure->unit = g_strdup (unit);
  figure->is_exact = FALSE;
  return figure;
}

JlyFigure *
jly_figures_add_ratio (GPtrArray *figures,
                       const char *id,
                       const char *label,
                       __int128 numerator,
                       __int128 denominator,
                       guint scale,
                       const char *unit)
{
  /* The whole part exactly, so that nothing cancels; long double holds 64 bits of the rest. */
  __int128 whole = numerator / denominator, rest = numerator % denominator;
  long double value = (long double)whole + (long double)rest / (long double)denominator;

  for (guint i = 0; i < scale; i++)
    value /= 10;
  return jly_figures_add_number (figures, id, label, (double)value, unit);
}

/* Decimals that a divisor of powers of 2 and 5 adds, and by what steps are to be multiplied. */
static gboolean
find_decimals (guint divisor, guint *decimals, guint *times)
{
  guint power = 1;

  for (*decimals = 0; *decimals <= MAX_EXTRA; (*decimals)++, power *= 10)
    if (power % divisor == 0)
      {
        *times = power / divisor;
        return TRUE;
      }
  return FALSE;
}

/* Digits with a point before the last scale ones. */
static char *
print_wide (__int128 value, guint scale)
{
  unsigned __int128 rest = value < 0 ? -(unsigned __int128)value : (unsigned __int128)value;
  char digits[80];
  gsize at = sizeof digits;

  digits[--at] = '\0';
  for (guint i = 0; rest > 0 || i <= scale; i++)
    {
      if (i == scale && scale > 0)
        digits[--at] = '.';
      digits[--at] = (char)('0' + (int)(rest % 10));
      rest /= 10;
    }
  if (value < 0)
    digits[--at] = '-';
  return g_strdup (digits + at);
}

static void
set_number (JlyFigure *figure, const JlyOutputShape *shape, __int128 steps)
{
  guint divisor = MAX (shape->divisor, 1), decimals = 0, times = 1;

  figure->kind = JLY_FIGURE_NUMBER;
  figure->unit = g_strdup (shape->unit);
  if (find_decimals (divisor, &decimals, &times))
    {
      figure->scale = shape->scale + decimals;
      figure->value = print_wide (steps * times, figure->scale);
      return;
    }
  figure->is_exact = FALSE;
  figure->value = print_double ((double)((long double)steps / divisor / powl (10, shape->scale)),
                                &figure->scale);
}

__int128
jly_answer_get (const JlyAnswer *self, guint output, gsize i)
{
  const JlyAnswerOutput *from = &self->outputs[output];
  gsize n = from->n_values;

  if (from->n == n)
    return (gint64)from->values[i];
  return (__int128)((unsigned __int128)from->values[n + i] << 64 | from->values[i]);
}

void
jly_answer_set (JlyAnswer *self, guint output, gsize i, __int128 value)
{
  JlyAnswerOutput *to = &self->outputs[output];

  to->values[i] = (guint64)value;
  if (to->n != to->n_values)
    to->values[to->n_values + i] = (guint64)(value >> 64);
}

char *
jly_figure_name (const JlyAnalysis *self, const JlyQuery *query, guint output, gsize i)
{
  g_autofree char *label = self->label != NULL ? self->label (query, output, i) : NULL;

  return g_strjoin ("/", self->outputs[output].id, label, NULL);
}

static gboolean
is_shown (const JlyAnalysis *self, const JlyAnswer *answer, guint output, gsize i)
{
  guint by = self->outputs[output].shown_by;
  const JlyAnswerOutput *shown = by > 0 ? &answer->outputs[by - 1] : NULL;

  return shown == NULL || shown->values[shown->n == 1 ? 0 : i] != 0;
}

/* Which of the reasons it was is not told. Without limits there is no other than the analysis'
 * own. */
static void
add_reason (JlyFigure *figure, const JlyLimits *limits, const char *reason)
{
  char *both;

  if (reason == NULL)
    return;
  both = jly_limits_is_any (limits) ? g_strdup_printf ("%s, %s", figure->reason, _ (reason))
                                    : g_strdup_printf (_ ("hidden: %s"), _ (reason));
  g_free (figure->reason);
  figure->reason = both;
}

static void
add_value (GPtrArray *figures,
           const JlyAnalysis *self,
           const JlyQuery *query,
           const JlyAnswer *answer,
           const JlyOutputShape *shape,
           guint output,
           gsize i)
{
  g_autofree char *name = jly_figure_name (self, query, output, i);
  JlyFigure *figure;

  if (!is_shown (self, answer, output, i))
    {
      figure = jly_figures_add_hidden (figures, name, NULL, query);
      add_reason (figure, &query->inputs->limits, self->outputs[output].reason);
    }
  else
    figure = add (figures, name, NULL, JLY_FIGURE_BOOL);
  figure->output = output;
  figure->is_own = self->outputs[output].to == JLY_OUTPUT_TO_EACH_PROVIDER;
  if (figure->kind == JLY_FIGURE_HIDDEN)
    return;
  if (self->outputs[output].kind == JLY_OUTPUT_NUMBER)
    set_number (figure, shape, jly_answer_get (answer, output, i));
  else
    figure->value = g_strdup (answer->outputs[output].values[i] != 0 ? "true" : "false");
}

GPtrArray *
jly_figures_list (const JlyAnalysis *self, const JlyQuery *query, const JlyAnswer *answer)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func (free_figure);
  JlyOutputShape shapes[JLY_ANALYSIS_MAX_OUTPUTS] = { 0 };
  gboolean is_fine = self->check (query, shapes, NULL);

  g_assert (is_fine); /* the query was checked */
  for (guint k = 0; k < self->n_outputs; k++)
    for (gsize i = 0; i < shapes[k].n && answer->outputs[k].is_open; i++)
      if (!self->outputs[k].is_internal && !self->outputs[k].is_per_row)
        add_value (figures, self, query, answer, &shapes[k], k, i);
  if (self->derive != NULL)
    self->derive (query, answer, figures);
  return figures;
}

const JlyFigure *
jly_figures_find (const GPtrArray *figures, const char *id)
{
  for (guint i = 0; i < figures->len; i++)
    if (g_str_equal (((const JlyFigure *)figures->pdata[i])->id, id))
      return figures->pdata[i];
  return NULL;
}
