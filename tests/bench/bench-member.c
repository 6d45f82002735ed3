/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-member.h. */
#include "config.h"

#include "bench/bench-member.h"

#include "base/jly-error.h"
#include "bench/bench-work.h"
#include "party/jly-json.h"

#include <string.h>
#include <sys/resource.h>

typedef struct
{
  BenchWork *work;
  const BenchOp *op;
} State;

static gboolean
prepare (State *state, const JlyTrioMember *member, JsonObject *command)
{
  state->op = bench_find_op (jly_json_get_text (command, "op", ""));
  g_assert (state->op != NULL);
  if (jly_json_get_bool (command, "is_distant", FALSE))
    jly_engine_set_block_bytes (member->engine, JLY_ENGINE_DISTANT_BLOCK_BYTES);
  state->work
      = bench_work_new (member->engine, state->op, (gsize)jly_json_get_number (command, "n", 0));
  return TRUE;
}

static double
get_processor_seconds (void)
{
  struct rusage use;

  getrusage (RUSAGE_SELF, &use);
  return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec)
         + (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

/* Linux forgets the largest memory so far; where that is not allowed it stays, and is too large. */
static void
forget_peak (void)
{
  g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

static gint64
get_peak_kib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, "VmHWM:");
  return line == NULL ? 0 : g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}

/* All three begin together; how long it took is what the slowest says. */
static gboolean
run (State *state, const JlyTrioMember *member, JsonObject *answer, GError **error)
{
  const JlyTransport *transport = member->transport;
  guint64 rounds, bytes;
  double processor;
  gint64 start;

  bench_work_clear_out (state->work);
  forget_peak ();
  if (!jly_trio_member_meet (member, error))
    return FALSE;
  rounds = transport->rounds;
  bytes = transport->bytes_sent;
  processor = get_processor_seconds ();
  start = g_get_monotonic_time ();
  if (!state->op->kind->run (state->work, error))
    return FALSE;
  json_object_set_double_member (answer, "seconds",
                                 (double)(g_get_monotonic_time () - start) / G_TIME_SPAN_SECOND);
  json_object_set_double_member (answer, "processor", get_processor_seconds () - processor);
  json_object_set_int_member (answer, "rounds", (gint64)(transport->rounds - rounds));
  json_object_set_int_member (answer, "bytes", (gint64)(transport->bytes_sent - bytes));
  json_object_set_int_member (answer, "peak_kib", get_peak_kib ());
  return TRUE;
}

static gboolean
check (State *state, JsonObject *answer, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean is_right = state->op->kind->check (state->work, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  json_object_set_boolean_member (answer, "is_right", is_right);
  return TRUE;
}

static gboolean
answer_cb (const JlyTrioMember *member,
           JsonObject *command,
           JsonObject *answer,
           gpointer user_data,
           GError **error)
{
  State *state = user_data;
  const char *name = jly_json_get_text (command, "command", "");

  if (g_str_equal (name, "prepare"))
    return prepare (state, member, command);
  if (g_str_equal (name, "run"))
    return run (state, member, answer, error);
  if (g_str_equal (name, "check"))
    return check (state, answer, error);
  if (g_str_equal (name, "listen"))
    return bench_answer_listen (answer, error);
  if (g_str_equal (name, "ring"))
    return bench_answer_ring (member, command, answer, error);
  if (g_str_equal (name, "machine"))
    return bench_answer_machine (member, answer, error);
  g_assert (g_str_equal (name, "drop"));
  g_clear_pointer (&state->work, bench_work_free);
  return TRUE;
}

int
bench_member_run (void)
{
  State state = { NULL };
  int code = jly_trio_member_run (0, 1, answer_cb, &state);

  g_clear_pointer (&state.work, bench_work_free);
  return code;
}
