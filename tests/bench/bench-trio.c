/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-trio.h. */
#include "config.h"

#include "bench/bench-trio.h"

#include "bench/bench-figures.h"
#include "bench/bench-link.h"
#include "bench/bench-work.h"
#include "party/jly-json.h"
#include "party/jly-trio.h"

#include <string.h>

#define FEWEST_RUNS 3
#define TIME_PER_OP 2.0 /* seconds after which no further run begins; quick: a tenth */

typedef struct
{
  const BenchTrioPlan *plan;
  BenchLink *link; /* NULL: loopback */
  JlyTrio *trio;
} Bench;

static guint16
route_cb (guint16 port, gpointer user_data, GError **error)
{
  return bench_link_add (user_data, port, error);
}

static gboolean
start (Bench *bench, GError **error)
{
  const char *const argv[] = { bench->plan->program, "--member", NULL };

  if (bench->trio == NULL)
    bench->trio
        = jly_trio_new (argv, bench->link != NULL ? route_cb : NULL, bench->link, NULL, error);
  return bench->trio != NULL;
}

static gboolean
ask (Bench *bench, JsonObject *command, JsonObject *answers[3], GError **error)
{
  return jly_trio_ask (bench->trio, command, answers, NULL, error);
}

/* For commands whose answer says nothing. */
static gboolean
tell (Bench *bench, JsonObject *command, GError **error)
{
  JsonObject *answers[3];

  if (!ask (bench, command, answers, error))
    return FALSE;
  jly_trio_answers_clear (answers);
  return TRUE;
}

static gboolean
prepare (Bench *bench, const BenchOp *op, gsize n, GError **error)
{
  JsonObject *command = jly_trio_command ("prepare");

  json_object_set_string_member (command, "op", op->name);
  json_object_set_int_member (command, "n", (gint64)n);
  json_object_set_boolean_member (command, "is_distant", bench->link != NULL);
  return tell (bench, command, error);
}

static gboolean
run_often (Bench *bench, BenchFigures *figures, GError **error)
{
  const double most = bench->plan->seconds > 0 ? bench->plan->seconds
                      : bench->plan->is_quick  ? TIME_PER_OP / 10
                                               : TIME_PER_OP;
  double spent = 0;

  for (guint i = 0; i < FEWEST_RUNS || spent < most; i++)
    {
      JsonObject *answers[3];

      /* What takes that long is as exact in one run. */
      if (i > 0 && spent > 5 * most)
        break;
      if (!ask (bench, jly_trio_command ("run"), answers, error))
        return FALSE;
      spent += bench_figures_take (figures, answers);
      jly_trio_answers_clear (answers);
    }
  return TRUE;
}

static gboolean
check (Bench *bench, BenchFigures *figures, GError **error)
{
  JsonObject *answers[3];

  if (!ask (bench, jly_trio_command ("check"), answers, error))
    return FALSE;
  figures->is_right = TRUE;
  for (guint i = 0; i < 3; i++)
    figures->is_right &= jly_json_get_bool (answers[i], "is_right", FALSE);
  jly_trio_answers_clear (answers);
  return TRUE;
}

/* Fresh processes where memory is asked for: what an earlier operation left would count. */
static gboolean
measure (Bench *bench, const BenchOp *op, BenchFigures *figures, GError **error)
{
  figures->op = op;
  figures->n = bench->plan->n > 0                         ? (gsize)bench->plan->n
               : bench->plan->is_quick && op->quick_n > 0 ? op->quick_n
                                                          : op->n;
  if (bench->plan->with_memory)
    g_clear_pointer (&bench->trio, jly_trio_free);
  return start (bench, error) && prepare (bench, op, figures->n, error)
         && run_often (bench, figures, error) && check (bench, figures, error)
         && tell (bench, jly_trio_command ("drop"), error);
}

static gboolean
measure_ring (Bench *bench, BenchYardsticks *yardsticks, GError **error)
{
  JsonObject *answers[3], *command = jly_trio_command ("ring");
  JsonArray *ports = json_array_new ();

  json_object_set_array_member (command, "ports", ports);
  if (!ask (bench, jly_trio_command ("listen"), answers, error))
    {
      json_object_unref (command);
      return FALSE;
    }
  for (guint i = 0; i < 3; i++)
    json_array_add_int_element (ports, jly_json_get_number (answers[i], "port", 0));
  jly_trio_answers_clear (answers);
  if (!ask (bench, command, answers, error))
    return FALSE;
  bench_yardsticks_take_ring (yardsticks, answers);
  jly_trio_answers_clear (answers);
  return TRUE;
}

static gboolean
calibrate (Bench *bench, BenchYardsticks *yardsticks, GError **error)
{
  JsonObject *answers[3];

  if (!start (bench, error) || !measure_ring (bench, yardsticks, error)
      || !ask (bench, jly_trio_command ("machine"), answers, error))
    return FALSE;
  bench_yardsticks_take_machine (yardsticks, answers);
  jly_trio_answers_clear (answers);
  if (bench->link != NULL)
    yardsticks->limit = bench_link_get_bytes_per_second (bench->link);
  return TRUE;
}

static gboolean
is_wanted (const BenchTrioPlan *plan, const BenchOp *op)
{
  if (plan->ops != NULL)
    return g_strv_contains ((const char *const *)plan->ops, op->name);
  return !plan->is_quick || op->quick_n > 0 || plan->n > 0;
}

static gboolean
run_all (Bench *bench, GError **error)
{
  BenchYardsticks yardsticks = { 0 };
  g_autoptr (BenchReport) report = NULL;
  gboolean is_right = TRUE;

  if (!calibrate (bench, &yardsticks, error))
    return FALSE;
  report = bench_report_new (&yardsticks, bench->plan->link, bench->plan->is_json,
                             bench->plan->with_memory);
  for (const BenchOp *op = bench_ops; op->name != NULL; op++)
    {
      g_autoptr (BenchFigures) figures = bench_figures_new ();

      if (!is_wanted (bench->plan, op))
        continue;
      if (!measure (bench, op, figures, error))
        return FALSE;
      is_right &= figures->is_right;
      bench_report_add (report, figures);
    }
  bench_report_end (report);
  if (!is_right)
    g_printerr ("jly-bench: a result was wrong.\n");
  return is_right;
}

gboolean
bench_trio (const BenchTrioPlan *plan)
{
  g_autoptr (GError) error = NULL;
  Bench bench = { .plan = plan };
  gboolean ok = TRUE;

  if (plan->link != NULL && strcmp (plan->link, "lan") != 0)
    {
      bench.link = bench_link_new (plan->link, &error);
      ok = bench.link != NULL;
    }
  ok = ok && run_all (&bench, &error);
  g_clear_pointer (&bench.trio, jly_trio_free);
  g_clear_pointer (&bench.link, bench_link_free);
  if (error != NULL)
    g_printerr ("jly-bench: %s\n", error->message);
  return ok;
}
