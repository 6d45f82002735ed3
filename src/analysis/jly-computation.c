/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-computation.h. */
#include "config.h"

#include "analysis/jly-computation.h"

#include "analysis/jly-gathered.h"
#include "analysis/jly-validity.h"
#include "base/jly-error.h"
#include "engine/jly-lanes.h"
#include "engine/jly-strands.h"
#include "engine/jly-transport-dry.h"

#include <glib/gi18n-lib.h>

void
jly_computation_free (JlyComputation *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_shares; i++)
    jly_shares_free (self->shares[i]);
  g_free (self->shares);
  jly_shares_free (self->rejected);
  g_free (self);
}

static gboolean
check_columns (const JlyInputs *inputs, JlyBits *const *const *columns, GError **error)
{
  JlyErrorDetail detail = { .step = "input", .next = _ ("Ask this company to send again.") };

  for (guint i = 0; i < inputs->n_sources; i++)
    for (guint c = 0; c < inputs->n_columns; c++)
      {
        const JlyBits *x = columns[i][c];

        if (x == NULL || x->n_lanes != inputs->n_rows[i]
            || x->width != jly_input_column_get_upload_width (&inputs->columns[c]))
          return jly_fail (
              error, JLY_ERROR_CONFIG, &detail,
              _ ("The figures of company %u are incomplete or have another shape than agreed."),
              i + 1);
      }
  return TRUE;
}

/* Leaves valid NULL where no row can break a rule. */
static gboolean
check_rows (JlyEngine *engine,
            const JlyInputs *inputs,
            const JlySecretTable *table,
            JlyBits **valid,
            JlyComputation *self,
            GError **error)
{
  g_autoptr (JlyBits) counts = NULL;

  if (jly_validity_is_free (inputs))
    return TRUE;
  *valid = jly_validity_secure (engine, inputs, table, error);
  counts = *valid != NULL ? jly_validity_count (engine, inputs, *valid, error) : NULL;
  if (counts == NULL)
    return FALSE;
  self->rejected = jly_shares_new (1);
  for (guint i = 0; i < inputs->n_sources; i++)
    {
      g_autoptr (JlyBits) count = jly_bits_copy_lanes (counts, i, 1);

      jly_shares_add (self->rejected, 0, count);
    }
  return TRUE;
}

/* Questions side by side share their rounds, and all hold their working memory at once: so as many
 * as have together these many rows. Part of the shape. */
#define ROWS_AT_ONCE 100000

typedef struct
{
  const JlyRequest *question;
  const JlySecretTable *table;
  JlyShares **shares;
} Task;

static gboolean
compute_one (JlyEngine *engine, gpointer data, GError **error)
{
  Task *task = data;
  const JlyRequest *question = task->question;

  *task->shares = question->analysis->secure (engine, &question->query, task->table, error);
  return *task->shares != NULL;
}

static gboolean
compute_all (JlyEngine *engine,
             const JlyInputs *inputs,
             const JlyRequest *questions,
             const JlySecretTable *table,
             JlyComputation *self,
             GError **error)
{
  gsize n_rows = MAX (1, jly_inputs_count_rows (inputs));
  gsize at_once = CLAMP (ROWS_AT_ONCE / n_rows, 1, JLY_STRANDS_MAX);

  for (gsize first = 0; first < self->n_shares; first += at_once)
    {
      guint n = (guint)MIN (at_once, self->n_shares - first);
      Task tasks[JLY_STRANDS_MAX];
      gpointer data[JLY_STRANDS_MAX];

      for (guint i = 0; i < n; i++)
        {
          tasks[i] = (Task){ &questions[first + i], table, &self->shares[first + i] };
          data[i] = &tasks[i];
        }
      if (!jly_strands_run (engine, compute_one, data, n, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_all (JlyEngine *engine,
         const JlyInputs *inputs,
         const JlyRequest *questions,
         const JlyGathered *joined,
         JlyComputation *self,
         GError **error)
{
  g_autoptr (JlyBits) valid = NULL;
  JlySecretTable table = jly_gathered_get_table (joined);

  if (!check_rows (engine, inputs, &table, &valid, self, error))
    return FALSE;
  table.valid = valid;
  return compute_all (engine, inputs, questions, &table, self, error);
}

JlyComputation *
jly_computation_run (JlyEngine *engine,
                     const JlyInputs *inputs,
                     const JlyRequest *questions,
                     gsize n_questions,
                     JlyBits *const *const *columns,
                     GError **error)
{
  g_autoptr (JlyComputation) self = NULL;
  g_autoptr (JlyGathered) joined = NULL;

  if (!check_columns (inputs, columns, error))
    return NULL;
  self = g_new0 (JlyComputation, 1);
  self->n_shares = n_questions;
  self->shares = g_new0 (JlyShares *, n_questions);
  joined = jly_gathered_new (inputs, columns);
  return run_all (engine, inputs, questions, joined, self, error) ? g_steal_pointer (&self) : NULL;
}

/* What miner self sends, by a run with nobody there. */
static void
count_miner (const JlyInputs *inputs,
             const JlyRequest *questions,
             gsize n_questions,
             JlyBits ***blank,
             guint self,
             guint64 *bytes,
             guint64 *rounds)
{
  static const guint8 no_key[JLY_ENGINE_KEY_BYTES] = { 0 };
  JlyTransport *nobody = jly_transport_dry_new ();
  JlyEngine *engine = jly_engine_new (self, nobody, JLY_PRG_CHACHA20, no_key, no_key);
  g_autoptr (JlyComputation) done = jly_computation_run (engine, inputs, questions, n_questions,
                                                         (JlyBits *const *const *)blank, NULL);

  g_assert (done != NULL);
  *bytes = nobody->bytes_sent;
  *rounds = nobody->rounds;
  jly_engine_free (engine);
  jly_transport_dry_free (nobody);
}

void
jly_computation_cost (const JlyInputs *inputs,
                      const JlyRequest *questions,
                      gsize n_questions,
                      guint64 bytes[3],
                      guint64 *rounds)
{
  JlyBits ***blank = jly_gathered_new_blank (inputs);

  /* Where bits become numbers the three have different parts. */
  for (guint self = 0; self < 3; self++)
    count_miner (inputs, questions, n_questions, blank, self, &bytes[self], rounds);
  jly_gathered_free_blank (inputs, blank);
}
