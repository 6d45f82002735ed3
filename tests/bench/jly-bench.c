/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measures the pieces named, or all; see jly-bench.h.
 *
 *   jly-bench [--quick] [PIECE...]
 */
#include "config.h"

#include "bench/jly-bench.h"

#include <locale.h>
#include <string.h>

#define FEWEST_RUNS 3
#define SHORTEST_TIME G_TIME_SPAN_SECOND

static const struct
{
  const char *name;
  void (*run) (void);
} pieces[] = {
  { "engine", bench_engine },
  { "net", bench_net },
};

static gboolean is_quick = FALSE;
static char **chosen = NULL;

static const GOptionEntry options[]
    = { { "quick", 0, 0, G_OPTION_ARG_NONE, &is_quick, "Measure on less", NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &chosen, NULL, "[PIECE...]" },
        G_OPTION_ENTRY_NULL };

gboolean
bench_is_quick (void)
{
  return is_quick;
}

double
bench_time (void (*job) (gpointer data), gpointer data)
{
  const gint64 start = g_get_monotonic_time ();
  gint64 fastest = G_MAXINT64;
  guint run = 0;

  do
    {
      const gint64 before = g_get_monotonic_time ();

      job (data);
      fastest = MIN (fastest, g_get_monotonic_time () - before);
      run++;
    }
  while (!is_quick && (run < FEWEST_RUNS || g_get_monotonic_time () - start < SHORTEST_TIME));
  return (double)MAX (fastest, 1) / G_TIME_SPAN_SECOND;
}

static gboolean
is_piece (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    if (strcmp (pieces[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("jly-bench: %s\n", error->message);
      return 64;
    }
  for (guint i = 0; chosen != NULL && chosen[i] != NULL; i++)
    if (!is_piece (chosen[i]))
      {
        g_printerr ("jly-bench: there is no piece %s.\n", chosen[i]);
        return 64;
      }
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    if (chosen == NULL || g_strv_contains ((const char *const *)chosen, pieces[i].name))
      pieces[i].run ();
  g_strfreev (chosen);
  return 0;
}
