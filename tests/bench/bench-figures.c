/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-figures.h. */
#include "config.h"

#include "bench/bench-figures.h"

#include "party/jly-json.h"

struct _BenchReport
{
  BenchYardsticks yardsticks;
  gboolean is_json, with_memory;
  JsonObject *document; /* of JSON */
  JsonArray *results;   /* in it */
};

BenchFigures *
bench_figures_new (void)
{
  BenchFigures *figures = g_new0 (BenchFigures, 1);

  figures->seconds = g_array_new (FALSE, FALSE, sizeof (double));
  return figures;
}

void
bench_figures_free (BenchFigures *figures)
{
  g_array_unref (figures->seconds);
  g_free (figures);
}

static gboolean
is_fastest (const BenchFigures *figures, double seconds)
{
  for (guint i = 0; i < figures->seconds->len; i++)
    if (g_array_index (figures->seconds, double, i) < seconds)
      return FALSE;
  return TRUE;
}

double
bench_figures_take (BenchFigures *figures, JsonObject *answers[3])
{
  double seconds = 0, processor = 0;
  guint64 all_bytes = 0;

  for (guint i = 0; i < 3; i++)
    {
      guint64 bytes = (guint64)jly_json_get_number (answers[i], "bytes", 0);
      guint64 peak = (guint64)jly_json_get_number (answers[i], "peak_kib", 0);

      seconds = MAX (seconds, jly_json_get_double (answers[i], "seconds", 0));
      processor += jly_json_get_double (answers[i], "processor", 0);
      all_bytes += bytes;
      figures->most_bytes = MAX (figures->most_bytes, bytes);
      figures->peak_kib = MAX (figures->peak_kib, peak);
    }
  figures->bytes = all_bytes / 3;
  figures->rounds = (guint64)jly_json_get_number (answers[0], "rounds", 0);
  if (is_fastest (figures, seconds))
    figures->processor = processor;
  g_array_append_val (figures->seconds, seconds);
  return seconds;
}

void
bench_yardsticks_take_ring (BenchYardsticks *yardsticks, JsonObject *answers[3])
{
  JsonArray *passes[3];

  for (guint i = 0; i < 3; i++)
    passes[i] = jly_json_get_array (answers[i], "bytes_per_second");
  for (guint pass = 0; pass < json_array_get_length (passes[0]); pass++)
    {
      double slowest = G_MAXDOUBLE;

      for (guint i = 0; i < 3; i++)
        slowest = MIN (slowest, json_array_get_double_element (passes[i], pass));
      yardsticks->ring = MAX (yardsticks->ring, slowest);
    }
  yardsticks->limit = yardsticks->ring;
}

static double
take_mean (JsonObject *answers[3], const char *name)
{
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += jly_json_get_double (answers[i], name, 0);
  return sum / 3;
}

void
bench_yardsticks_take_machine (BenchYardsticks *yardsticks, JsonObject *answers[3])
{
  yardsticks->aes = take_mean (answers, "aes");
  yardsticks->chacha20 = take_mean (answers, "chacha20");
  yardsticks->copy = take_mean (answers, "copy");
}

static int
compare_seconds (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* quantile 0: the best, 0.5: the median. */
static double
get_seconds (const BenchFigures *figures, double quantile)
{
  g_autoptr (GArray) sorted = g_array_copy (figures->seconds);

  g_array_sort (sorted, compare_seconds);
  return MAX (g_array_index (sorted, double, (guint)(quantile * (sorted->len - 1) + 0.5)), 1e-9);
}

/* How near the best run came to one that only sends. */
static double
get_fraction (const BenchReport *report, const BenchFigures *figures)
{
  return (double)figures->bytes / report->yardsticks.limit / get_seconds (figures, 0);
}

static JsonObject *
describe_yardsticks (const BenchYardsticks *yardsticks, const char *link)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "link", link != NULL ? link : "lan");
  json_object_set_double_member (object, "ring_bytes_per_second", yardsticks->ring);
  json_object_set_double_member (object, "limit_bytes_per_second", yardsticks->limit);
  json_object_set_double_member (object, "aes_bytes_per_second", yardsticks->aes);
  json_object_set_double_member (object, "chacha20_bytes_per_second", yardsticks->chacha20);
  json_object_set_double_member (object, "copy_bytes_per_second", yardsticks->copy);
  return object;
}

BenchReport *
bench_report_new (const BenchYardsticks *yardsticks,
                  const char *link,
                  gboolean is_json,
                  gboolean with_memory)
{
  BenchReport *report = g_new0 (BenchReport, 1);

  report->yardsticks = *yardsticks;
  report->is_json = is_json;
  report->with_memory = with_memory;
  if (is_json)
    {
      report->document = json_object_new ();
      report->results = json_array_new ();
      json_object_set_object_member (report->document, "calibration",
                                     describe_yardsticks (yardsticks, link));
      json_object_set_array_member (report->document, "results", report->results);
      return report;
    }
  g_print ("Three processes at once, each: bare TLS ring %.0f MB/s; AES-128-CTR %.1f, ChaCha20 "
           "%.1f, memcpy %.1f GB/s.\nThe limit is %.1f MB/s sent by a party (link %s).\n\n",
           yardsticks->ring / 1e6, yardsticks->aes / 1e9, yardsticks->chacha20 / 1e9,
           yardsticks->copy / 1e9, yardsticks->limit / 1e6, link != NULL ? link : "lan");
  g_print ("%-26s %8s %9s %9s %9s %9s %7s %6s %8s%s  %s\n", "operation", "n", "best s", "median s",
           "best M/s", "bytes/row", "rounds", "limit", "cpu us/1", with_memory ? "  peak MiB" : "",
           "floor / goal");
  return report;
}

static JsonObject *
describe (const BenchReport *report, const BenchFigures *figures)
{
  JsonObject *object = json_object_new ();
  const double n = (double)figures->n;

  json_object_set_string_member (object, "op", figures->op->name);
  json_object_set_int_member (object, "n", (gint64)figures->n);
  json_object_set_int_member (object, "runs", figures->seconds->len);
  json_object_set_double_member (object, "best_seconds", get_seconds (figures, 0));
  json_object_set_double_member (object, "median_seconds", get_seconds (figures, 0.5));
  json_object_set_double_member (object, "best_per_second", n / get_seconds (figures, 0));
  json_object_set_double_member (object, "median_per_second", n / get_seconds (figures, 0.5));
  json_object_set_double_member (object, "bytes_per_row", (double)figures->bytes / n);
  json_object_set_int_member (object, "bytes_of_a_party", (gint64)figures->bytes);
  json_object_set_int_member (object, "most_bytes_of_a_party", (gint64)figures->most_bytes);
  json_object_set_int_member (object, "rounds", (gint64)figures->rounds);
  json_object_set_double_member (object, "fraction_of_limit", get_fraction (report, figures));
  json_object_set_double_member (object, "processor_seconds", figures->processor);
  if (report->with_memory)
    json_object_set_int_member (object, "peak_kib", (gint64)figures->peak_kib);
  json_object_set_boolean_member (object, "is_right", figures->is_right);
  return object;
}

void
bench_report_add (BenchReport *report, const BenchFigures *figures)
{
  const double n = (double)figures->n, best = get_seconds (figures, 0);
  g_autofree char *peak = report->with_memory
                              ? g_strdup_printf ("%10.1f", (double)figures->peak_kib / 1024)
                              : g_strdup ("");

  if (report->is_json)
    {
      json_array_add_object_element (report->results, describe (report, figures));
      return;
    }
  g_print ("%-26s %8" G_GSIZE_FORMAT " %9.4f %9.4f %9.2f %9.2f %7" G_GUINT64_FORMAT
           " %5.0f%% %8.3f%s  %s%s\n",
           figures->op->title, figures->n, best, get_seconds (figures, 0.5), n / best / 1e6,
           (double)figures->bytes / n, figures->rounds, 100 * get_fraction (report, figures),
           figures->processor * 1e6 / n, peak,
           figures->op->wanted != NULL ? figures->op->wanted : "",
           figures->is_right ? "" : "  WRONG RESULT");
}

void
bench_report_end (BenchReport *report)
{
  g_autofree char *text = NULL;

  if (!report->is_json)
    return;
  text = jly_json_print (g_steal_pointer (&report->document), TRUE);
  g_print ("%s\n", text);
}

void
bench_report_free (BenchReport *report)
{
  g_clear_pointer (&report->document, json_object_unref);
  g_free (report);
}
