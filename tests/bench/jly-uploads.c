/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many providers hand in at once: three jointly-miner --config with a limit of memory each, studies
 * of at most 50 providers (what one study may have), and this program as all of the providers, each
 * with keys, a store and letters of its own. What it does for one of them is what jointlyctl study
 * submit and study sync do, again until the receipts of all three are there; it only is not started
 * anew for each. That every receipt comes, and that a sum asked for afterwards is right, is a
 * condition; how long it takes is measured.
 *
 *   jly-uploads MINER [--providers 1000] [--rows 100] [--columns 10] [--memory 512] [--threads 8]
 */
#include "config.h"

#include "base/jly-error.h"
#include "party/jly-folder.h"
#include "service/association.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define PER_STUDY 50
#define LONGEST (600 * G_TIME_SPAN_SECOND)

static int n_providers = 1000, n_rows = 100, n_columns = 10, memory = 0, n_threads = 8;
static char *where = NULL;
static char **programs = NULL;

static const GOptionEntry options[]
    = { { "providers", 0, 0, G_OPTION_ARG_INT, &n_providers, "Who hands in (1000)", "N" },
        { "rows", 0, 0, G_OPTION_ARG_INT, &n_rows, "Rows of each (100)", "N" },
        { "columns", 0, 0, G_OPTION_ARG_INT, &n_columns, "Columns of each (10)", "N" },
        { "memory", 0, 0, G_OPTION_ARG_INT, &memory,
          "Address space of each computing party in MiB (no limit)", "N" },
        { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads, "Providers at the same moment (8)", "N" },
        { "folder", 0, 0, G_OPTION_ARG_FILENAME, &where, "Where all folders lie (/dev/shm)",
          "DIR" },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &programs, NULL, "MINER" },
        G_OPTION_ENTRY_NULL };

typedef struct
{
  Association *association;
  guint place;
  JlyMember *member; /* its program is open, as the app is; one thread at a time has it */
  gboolean has_sent;
  gint64 start, end; /* from the first look at its figures to the last receipt */
} Provider;

typedef struct
{
  GAsyncQueue *waiting; /* Provider* */
  gint n_left;          /* atomic */
  gint n_visits;        /* atomic */
  gint n_unreached;     /* atomic: visits in which a call failed */
  gint64 until;
} Load;

static void
limit_memory (gpointer data)
{
  const struct rlimit limit = { (rlim_t)memory << 20, (rlim_t)memory << 20 };

  if (memory > 0)
    g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
}

/* One visit: figures the first time, letters each time. TRUE once all receipts are there. */
static gboolean
visit (Load *load, Provider *provider)
{
  Association *association = provider->association;
  JlyMember *member = provider->member;
  g_autoptr (GError) error = NULL;

  if (!provider->has_sent)
    {
      association_hand_in (member, provider->place, &association->plan, &error);
      g_assert_no_error (error);
      provider->has_sent = TRUE;
    }
  if (!association_sync (member, &error))
    g_atomic_int_inc (&load->n_unreached);
  g_atomic_int_inc (&load->n_visits);
  return association_count_receipts (member, provider->place) == N_SERVICES;
}

static gpointer
load_worker (gpointer data)
{
  Load *load = data;

  while (g_atomic_int_get (&load->n_left) > 0)
    {
      Provider *provider = g_async_queue_timeout_pop (load->waiting, 50 * G_TIME_SPAN_MILLISECOND);

      if (provider == NULL)
        continue;
      if (provider->start == 0)
        provider->start = g_get_monotonic_time ();
      if (visit (load, provider))
        {
          provider->end = g_get_monotonic_time ();
          g_atomic_int_add (&load->n_left, -1);
        }
      else
        g_async_queue_push (load->waiting, provider);
      if (g_get_monotonic_time () > load->until)
        g_error ("%d providers have no receipts", g_atomic_int_get (&load->n_left));
    }
  return NULL;
}

static void
hand_in (Load *load, Provider *providers, guint n)
{
  g_autofree GThread **threads = g_new0 (GThread *, (gsize)n_threads);

  load->waiting = g_async_queue_new ();
  load->n_left = (gint)n;
  load->until = g_get_monotonic_time () + LONGEST;
  for (guint i = 0; i < n; i++)
    g_async_queue_push (load->waiting, &providers[i]);
  for (int i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("providers", load_worker, load);
  for (int i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);
  g_async_queue_unref (load->waiting);
}

/* In KiB, from the process's own account: "VmHWM" and the like. */
static guint64
read_memory (int pid, const char *key)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", pid);
  g_autofree char *text = NULL;
  const char *at;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  at = strstr (text, key);
  return at != NULL ? g_ascii_strtoull (at + strlen (key) + 1, NULL, 10) : 0;
}

/* Seconds of one core that a process has taken so far. */
static double
read_seconds (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  words = g_strsplit (strrchr (text, ')') + 2, " ", -1);
  /* User and system time are the fields 14 and 15, of which two were left behind. */
  return (double)(g_ascii_strtoull (words[11], NULL, 10) + g_ascii_strtoull (words[12], NULL, 10))
         / (double)sysconf (_SC_CLK_TCK);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *)a, other = *(const gint64 *)b;

  return (one > other) - (one < other);
}

static void
print_times (const Provider *providers, guint n, double seconds)
{
  g_autofree gint64 *times = g_new (gint64, n);

  for (guint i = 0; i < n; i++)
    times[i] = providers[i].end - providers[i].start;
  qsort (times, n, sizeof *times, compare_times);
  printf ("%u uploads of %d rows by %d columns: %.1f s; one of them: median %.2f s, 99 of 100 "
          "%.2f s, longest %.2f s\n",
          n, n_rows, n_columns, seconds, (double)times[n / 2] / G_USEC_PER_SEC,
          (double)times[(n - 1) * 99 / 100] / G_USEC_PER_SEC,
          (double)times[n - 1] / G_USEC_PER_SEC);
}

static void
take_seconds (const Services *services, double sign, double seconds[N_SERVICES + 1])
{
  for (guint i = 0; i < N_SERVICES; i++)
    seconds[i] += sign * read_seconds (services->parties[i].pid);
  seconds[N_SERVICES] += sign * read_seconds (getpid ());
  if (sign > 0)
    printf (
        "seconds of a core: %.1f, %.1f and %.1f of the computing parties, %.1f of all providers\n",
        seconds[0], seconds[1], seconds[2], seconds[3]);
}

static void
print_memory (const Services *services)
{
  for (guint i = 0; i < N_SERVICES; i++)
    printf ("%s: %" G_GUINT64_FORMAT " MiB of memory, %" G_GUINT64_FORMAT
            " MiB of address space at most\n",
            services->parties[i].name, read_memory (services->parties[i].pid, "VmHWM:") >> 10,
            read_memory (services->parties[i].pid, "VmPeak:") >> 10);
}

/* The first study's sum of a column, once all is there. */
static void
check_answer (Association *association)
{
  gint64 until = g_get_monotonic_time () + LONGEST;

  association_ask (association, 1 % association->plan.n_columns);
  while (!association_learn (association, 0, 1 % association->plan.n_columns))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      services_rest (100);
    }
}

static void
measure (Services *services, GPtrArray *associations, guint n)
{
  g_autofree Provider *providers = g_new0 (Provider, n);
  Load load = { 0 };
  double seconds[N_SERVICES + 1] = { 0 };
  gint64 start;

  for (guint i = 0; i < n; i++)
    providers[i] = (Provider){ .association = associations->pdata[i % associations->len],
                               .place = i / associations->len };
  for (guint i = 0; i < n; i++)
    providers[i].member = association_open (providers[i].association, providers[i].place);
  fprintf (stderr, "the programs of %u providers are open\n", n);
  take_seconds (services, -1, seconds);
  start = g_get_monotonic_time ();
  hand_in (&load, providers, n);
  print_times (providers, n, (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  printf ("%d visits, %d of them did not reach all three\n", load.n_visits, load.n_unreached);
  take_seconds (services, 1, seconds);
  print_memory (services);
  for (guint i = 0; i < n; i++)
    jly_member_free (providers[i].member);
  check_answer (associations->pdata[0]);
  puts ("the sum of the first study is right");
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GPtrArray) associations
      = g_ptr_array_new_with_free_func ((GDestroyNotify)association_free);
  g_autofree char *root = NULL;
  guint n_studies;
  Services services;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) || programs == NULL || n_providers < 2
      || n_rows < 1 || n_columns < 1 || n_threads < 1)
    return 64;
  root = g_build_filename (where != NULL ? where : "/dev/shm", "jly-uploads-XXXXXX", NULL);
  g_assert_nonnull (g_mkdtemp (root));
  services_init (&services, root, programs[0]);
  services.child_func = limit_memory;
  services.call_seconds = 60;
  services.limits = "studies=1000\n";
  services_start_all (&services);
  n_studies = (guint)(n_providers + PER_STUDY - 1) / PER_STUDY;
  for (guint i = 0; i < n_studies; i++)
    {
      const AssociationPlan plan
          = { .n_members = ((guint)n_providers + n_studies - 1 - i) / n_studies,
              .n_columns = (guint)n_columns,
              .n_rows = (guint)n_rows };
      g_autofree char *dir = g_strdup_printf ("%s/study-%u", root, i);

      g_ptr_array_add (associations, association_new (&services, &plan, dir));
      fprintf (stderr, "study %u of %u is signed\n", i + 1, n_studies);
    }
  measure (&services, associations, (guint)n_providers);
  services_clear (&services);
  g_ptr_array_set_size (associations, 0);
  jly_folder_remove (root);
  g_strfreev (programs);
  return 0;
}
