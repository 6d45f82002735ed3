/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was measured of this computer, in words and as JSON; see jly-speed.h. */
#include "config.h"

#include "party/jly-speed.h"

#include "study/jly-study.h"
#include "table/jly-amount.h"

#include <glib/gi18n-lib.h>

#define MANY_PAIRS 1000000
#define MANY_ROWS 100000

/* "about 3 seconds": as exact as such a forecast is. */
static char *
dup_duration (double seconds)
{
  const guint whole = (guint)(seconds + 0.5), minutes = (guint)(seconds / 60 + 0.5);

  if (seconds < 1)
    return g_strdup (_ ("less than a second"));
  if (whole < 90)
    return g_strdup_printf (ngettext ("about %u second", "about %u seconds", whole), whole);
  if (minutes < 90)
    return g_strdup_printf (ngettext ("about %u minute", "about %u minutes", minutes), minutes);
  return g_strdup (_ ("more than an hour"));
}

static void
line_free (gpointer data)
{
  JlySpeedLine *line = data;

  g_free (line->what);
  g_free (line->here);
  g_free (line->apart);
  g_free (line);
}

/* Takes what. */
static void
add_line (GPtrArray *lines, char *what, double here, double apart)
{
  JlySpeedLine *line = g_new0 (JlySpeedLine, 1);
  g_autofree char *duration_here = dup_duration (here), *duration_apart = dup_duration (apart);

  line->what = what;
  /* Translators: %s is a duration, "about 3 seconds". */
  line->here = g_strdup_printf (_ ("On this computer alone: %s"), duration_here);
  /* Translators: %s is a duration, "about 3 seconds". */
  line->apart = g_strdup_printf (_ ("Over the internet: %s"), duration_apart);
  g_ptr_array_add (lines, line);
}

static void
add_bid (GPtrArray *lines, const JlySpeed *speed, guint64 n_rows)
{
  g_autofree char *rows = jly_amount_format (n_rows, 0);

  /* Translators: %s is a number, "10 000". */
  add_line (lines, g_strdup_printf (_ ("A joint bid of %s rows"), rows),
            jly_speed_predict_bid (speed, n_rows, NULL),
            jly_speed_predict_bid (speed, n_rows, &jly_speed_usual_distance));
}

GPtrArray *
jly_speed_dup_lines (const JlySpeed *speed)
{
  static const guint64 sizes[] = { 100, 1000, JLY_STUDY_MAX_ROWS };
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  g_autofree char *pairs = jly_amount_format (MANY_PAIRS, 0);
  g_autofree char *rows = jly_amount_format (MANY_ROWS, 0);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    add_bid (lines, speed, sizes[i]);
  /* Translators: %s is a number, "100 000". */
  add_line (lines, g_strdup_printf (_ ("Sorting %s rows"), rows),
            jly_speed_predict_sort (speed, MANY_ROWS, NULL),
            jly_speed_predict_sort (speed, MANY_ROWS, &jly_speed_usual_distance));
  /* Translators: %s is a number, "1 000 000". */
  add_line (lines, g_strdup_printf (_ ("Comparing %s pairs of figures"), pairs),
            jly_speed_predict_compare (speed, MANY_PAIRS, NULL),
            jly_speed_predict_compare (speed, MANY_PAIRS, &jly_speed_usual_distance));
  return lines;
}

char *
jly_speed_dup_summary (const JlySpeed *speed)
{
  const guint64 most = jly_speed_get_most_rows (speed);
  g_autofree char *rows = jly_amount_format (most, 0), *duration = NULL;

  if (most == 0)
    return g_strdup (
        _ ("This computer is too slow, or too busy, for a rehearsal of ten rows within "
           "a minute."));
  duration = dup_duration (jly_speed_predict_bid (speed, most, NULL));
  if (most == JLY_STUDY_MAX_ROWS)
    /* Translators: a number of rows, "10 000", and a duration, "about 3 seconds". */
    return g_strdup_printf (
        _ ("This computer is good for every joint bid: %s rows, the most that a "
           "study can have, take %s."),
        rows, duration);
  /* Translators: a number of rows, "1 000", and a duration, "about 3 seconds". */
  return g_strdup_printf (
      _ ("This computer is good for joint bids of up to %s rows, which take %s."), rows, duration);
}

static JsonObject *
figure_to_json (const JlySpeedFigure *figure)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "n", (gint64)figure->n);
  json_object_set_double_member (object, "seconds", figure->seconds);
  json_object_set_int_member (object, "bytes", (gint64)figure->bytes);
  json_object_set_int_member (object, "rounds", (gint64)figure->rounds);
  return object;
}

static JsonArray *
lines_to_json (const JlySpeed *speed)
{
  g_autoptr (GPtrArray) lines = jly_speed_dup_lines (speed);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      const JlySpeedLine *line = lines->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "what", line->what);
      json_object_set_string_member (object, "here", line->here);
      json_object_set_string_member (object, "apart", line->apart);
      json_array_add_object_element (array, object);
    }
  return array;
}

JsonObject *
jly_speed_to_json (const JlySpeed *speed)
{
  static const char *const names[JLY_N_SPEED_WORKS] = {
    [JLY_SPEED_ROUND] = "round",         [JLY_SPEED_SEND] = "send",
    [JLY_SPEED_COMPARE] = "compare",     [JLY_SPEED_SORT] = "sort",
    [JLY_SPEED_SMALL_BID] = "small_bid", [JLY_SPEED_LARGE_BID] = "large_bid",
  };
  g_autofree char *summary = jly_speed_dup_summary (speed);
  JsonObject *object = json_object_new (), *figures = json_object_new ();

  for (guint i = 0; i < JLY_N_SPEED_WORKS; i++)
    json_object_set_object_member (figures, names[i], figure_to_json (&speed->figures[i]));
  json_object_set_string_member (object, "summary", summary);
  json_object_set_int_member (object, "most_rows", (gint64)jly_speed_get_most_rows (speed));
  json_object_set_object_member (object, "figures", figures);
  json_object_set_array_member (object, "lines", lines_to_json (speed));
  return object;
}
