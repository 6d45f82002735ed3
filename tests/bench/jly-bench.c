/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measures operations over three processes, linked as computing parties are, beside what the
 * machine can do at all (bench-trio.h):
 *
 *   jly-bench [--quick] [--json] [--memory] [--link lan|40ms-20|40ms-100] [--op NAME]... [--n N]
 *             [--seconds S]
 *
 * or, if they are named, pieces of the program alone (jly-bench.h):
 *
 *   jly-bench [--quick] PIECE...
 */
#include "config.h"

#include "bench/jly-bench.h"

#include "bench/bench-member.h"
#include "bench/bench-trio.h"
#include "bench/bench-work.h"

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
  { "table", bench_table },
};

static gboolean is_quick = FALSE, is_json = FALSE, with_memory = FALSE, is_member = FALSE;
static gint64 n_rows = 0;
static double seconds = 0;
static char *link_name = NULL;
static char **ops = NULL, **chosen = NULL;

static const GOptionEntry options[]
    = { { "quick", 0, 0, G_OPTION_ARG_NONE, &is_quick, "Measure on less, within 40 seconds", NULL },
        { "json", 0, 0, G_OPTION_ARG_NONE, &is_json, "Print one JSON document", NULL },
        { "op", 0, 0, G_OPTION_ARG_STRING_ARRAY, &ops, "Only this operation", "NAME" },
        { "n", 0, 0, G_OPTION_ARG_INT64, &n_rows, "On that many rows", "N" },
        { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds, "Repeat each for so long", "S" },
        { "link", 0, 0, G_OPTION_ARG_STRING, &link_name, "lan, 40ms-20, 40ms-100", "LINK" },
        { "memory", 0, 0, G_OPTION_ARG_NONE, &with_memory, "Peak memory of each operation", NULL },
        { "member", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &is_member, NULL, NULL },
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

static gboolean
are_known (void)
{
  for (guint i = 0; chosen != NULL && chosen[i] != NULL; i++)
    if (!is_piece (chosen[i]))
      {
        g_printerr ("jly-bench: there is no piece %s.\n", chosen[i]);
        return FALSE;
      }
  for (guint i = 0; ops != NULL && ops[i] != NULL; i++)
    if (bench_find_op (ops[i]) == NULL)
      {
        g_printerr ("jly-bench: there is no operation %s.\n", ops[i]);
        return FALSE;
      }
  return n_rows >= 0;
}

static gboolean
run_trio (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const BenchTrioPlan plan
      = { program, ops, n_rows, link_name, seconds, is_quick, is_json, with_memory };

  return program != NULL && bench_trio (&plan);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean ok = TRUE;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("jly-bench: %s\n", error->message);
      return 64;
    }
  if (!are_known ())
    return 64;
  if (is_member)
    return bench_member_run ();
  if (chosen == NULL)
    ok = run_trio ();
  for (guint i = 0; chosen != NULL && i < G_N_ELEMENTS (pieces); i++)
    if (g_strv_contains ((const char *const *)chosen, pieces[i].name))
      pieces[i].run ();
  g_strfreev (chosen);
  g_strfreev (ops);
  g_free (link_name);
  return ok ? 0 : 70;
}
