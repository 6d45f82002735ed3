/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * jly-sim --seeds N [--seed S] [--verbose]: N whole studies of many parties, in which letters are
 * lost, doubled, delayed, damaged and led astray, programs killed, networks parted and clocks set
 * wrong, each as its seed says (sim-world.h). A failure prints its seed, with which it plays again.
 */
#include "config.h"

#include "sim/sim-world.h"

#include "party/jly-folder.h"

#include <locale.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static gint n_seeds = 1;
static gint64 first_seed = 1;
static gboolean is_verbose, is_brief;

static const GOptionEntry entries[] = {
  { "seeds", 0, 0, G_OPTION_ARG_INT, &n_seeds, "Studies to play", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &first_seed, "Seed of the first one", "S" },
  { "verbose", 0, 0, G_OPTION_ARG_NONE, &is_verbose, "Tell what happens in each", NULL },
  { "brief", 0, 0, G_OPTION_ARG_NONE, &is_brief, "Tell how each ended", NULL },
  { NULL },
};

typedef struct
{
  guint n_results, n_refusals, n_persons, n_kills, n_computed;
  guint64 n_steps;
} Count;

static void
count_end (Count *count, SimWorld *world)
{
  const char *end = sim_name_end (world);

  count->n_results += g_str_equal (end, "result");
  count->n_refusals += g_str_equal (end, "refusal");
  count->n_persons += g_str_equal (end, "person");
  count->n_kills += world->n_kills;
  count->n_computed += world->n_computed;
  count->n_steps += world->step;
}

static gboolean
play (guint64 seed, const char *root, Count *count)
{
  SimWorld *world = sim_world_new (seed, root);
  gboolean ok = sim_run (world);

  if (!ok || is_verbose)
    printf ("# seed %" G_GUINT64_FORMAT "\n%s", seed, world->story->str);
  if (!ok)
    printf ("# %s\n# again: jly-sim --verbose --seed %" G_GUINT64_FORMAT "\n", world->broken, seed);
  if (is_brief)
    printf ("# seed %" G_GUINT64_FORMAT ": %s, %" G_GUINT64_FORMAT " steps, %u kills\n", seed,
            sim_name_end (world), world->step, world->n_kills);
  count_end (count, world);
  sim_world_free (world);
  return ok;
}

/* In memory where there is such a place: a simulated disk need not be a slow one. */
static char *
make_root (void)
{
  char *root = g_mkdtemp (g_strdup ("/dev/shm/jly-sim-XXXXXX"));

  return root != NULL ? root : g_dir_make_tmp ("jly-sim-XXXXXX", NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *root = NULL;
  Count count = { 0 };
  gint failed = 0;

  setlocale (LC_ALL, "C.UTF-8");
  setvbuf (stdout, NULL, _IOLBF, 0);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || n_seeds < 1)
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "--seeds must be 1 or more");
      return 64;
    }
  sim_crypto_install ();
  g_assert_cmpint (sodium_init (), >=, 0);
  root = make_root ();
  for (gint i = 0; i < n_seeds && failed == 0; i++)
    failed += !play ((guint64)(first_seed + i), root, &count);
  jly_folder_remove (root);
  printf ("# %u results, %u refusals, %u waiting for a person; %u kills, %u parts computed, "
          "%" G_GUINT64_FORMAT " steps\n",
          count.n_results, count.n_refusals, count.n_persons, count.n_kills, count.n_computed,
          count.n_steps);
  printf ("1..1\n%s 1 - seeds %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "\n",
          failed > 0 ? "not ok" : "ok", first_seed, first_seed + n_seeds - 1);
  return failed > 0;
}
