/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a coalition knows of each figure. Totals: the answers are linear equations in the figures
 * that it does not own; figures that enter exactly the same answers look alike, so they are counted
 * as one unknown and only one that is alone can be known. The equations are brought to reduced row
 * echelon form modulo a prime; a figure is known if a row has nothing else.
 */
#include "config.h"

#include "study/jly-inference-private.h"

#include <math.h>
#include <string.h>

#define PRIME G_GUINT64_CONSTANT (2147483647)
#define MANY_VALUES 1000 /* beyond this the shares below differ by less than a thousandth */

gboolean
inference_takes (const JlyWorldQuestion *question, guint figure)
{
  return question->takes == NULL || question->takes[figure];
}

static gboolean
is_own (const JlyWorld *world, const Coalition *coalition, guint figure)
{
  return world->owners[figure] == coalition->one || world->owners[figure] == coalition->other;
}

static gboolean
learns (const JlyWorld *world, guint party)
{
  return party < 64 && (world->learners >> party & 1) != 0;
}

/* Figures of others that enter, and own ones. */
static void
count_figures (const JlyWorld *world,
               const Coalition *coalition,
               const JlyWorldQuestion *question,
               guint *n_others,
               guint *n_own)
{
  *n_others = *n_own = 0;
  for (guint i = 0; i < world->n_figures; i++)
    if (inference_takes (question, i))
      *(is_own (world, coalition, i) ? n_own : n_others) += 1;
}

/* How many totals of n figures there are; a double, since only its size matters. */
static double
count_totals (const JlyWorldQuestion *question, guint n)
{
  return ((double)question->n_values - 1) * n + 1;
}

static gboolean
finds_total (const JlyWorldQuestion *question, guint n_others)
{
  if (question->asks == JLY_ASKS_SUM)
    return TRUE;
  return question->asks == JLY_ASKS_THRESHOLD
         && ldexp (1, (int)MIN (question->times, 1000u)) >= count_totals (question, n_others);
}

/* An unknown: the figures that enter exactly the answers of mask. */
typedef struct
{
  guint64 mask;
  guint n;
} Unknown;

typedef struct
{
  const JlyWorldQuestion *questions[JLY_WORLD_MAX_QUESTIONS];
  guint n_questions;
  GArray *unknowns; /* Unknown */
  guint64 *cells;   /* n_questions rows, one column an unknown */
} Equations;

static guint64
find_mask (const Equations *self, guint figure)
{
  guint64 mask = 0;

  for (guint i = 0; i < self->n_questions; i++)
    mask |= (guint64)inference_takes (self->questions[i], figure) << i;
  return mask;
}

static void
add_unknown (Equations *self, guint64 mask)
{
  for (guint i = 0; i < self->unknowns->len; i++)
    if (g_array_index (self->unknowns, Unknown, i).mask == mask)
      {
        g_array_index (self->unknowns, Unknown, i).n++;
        return;
      }
  g_array_append_val (self->unknowns, ((Unknown){ mask, 1 }));
}

static guint64
power (guint64 base, guint64 exponent)
{
  guint64 result = 1;

  for (; exponent > 0; exponent >>= 1)
    {
      if ((exponent & 1) != 0)
        result = result * base % PRIME;
      base = base * base % PRIME;
    }
  return result;
}

/* Brings a row with something in column to place rank and clears the column elsewhere. FALSE if
 * there is none. */
static gboolean
eliminate (Equations *self, guint rank, guint column)
{
  guint n = self->unknowns->len, found = rank;
  guint64 inverse;

  while (found < self->n_questions && self->cells[found * n + column] == 0)
    found++;
  if (found == self->n_questions)
    return FALSE;
  inverse = power (self->cells[found * n + column], PRIME - 2);
  for (guint k = 0; k < n; k++)
    {
      guint64 cell = self->cells[found * n + k] * inverse % PRIME;

      self->cells[found * n + k] = self->cells[rank * n + k];
      self->cells[rank * n + k] = cell;
    }
  for (guint i = 0; i < self->n_questions; i++)
    {
      guint64 factor = i == rank ? 0 : PRIME - self->cells[i * n + column];

      for (guint k = 0; factor != 0 && k < n; k++)
        self->cells[i * n + k]
            = (self->cells[i * n + k] + factor * self->cells[rank * n + k]) % PRIME;
    }
  return TRUE;
}

static void
solve (Equations *self)
{
  guint n = self->unknowns->len, rank = 0;

  self->cells = g_new0 (guint64, (gsize)self->n_questions * n + 1);
  for (guint i = 0; i < self->n_questions; i++)
    for (guint k = 0; k < n; k++)
      self->cells[i * n + k] = g_array_index (self->unknowns, Unknown, k).mask >> i & 1;
  for (guint k = 0; k < n && rank < self->n_questions; k++)
    rank += eliminate (self, rank, k) ? 1 : 0;
}

/* Whether some row has this unknown and no other. */
static gboolean
is_solved (const Equations *self, guint64 mask)
{
  guint n = self->unknowns->len;

  for (guint i = 0; i < self->n_questions; i++)
    {
      guint n_cells = 0, last = 0;

      for (guint k = 0; k < n; k++)
        if (self->cells[i * n + k] != 0)
          {
            n_cells++;
            last = k;
          }
      if (n_cells == 1 && g_array_index (self->unknowns, Unknown, last).mask == mask
          && g_array_index (self->unknowns, Unknown, last).n == 1)
        return TRUE;
    }
  return FALSE;
}

/* By what a figure that is known for certain is known: by one answer, or by several together. */
static JlyInferenceRule
find_cause (const JlyWorld *world, const Coalition *coalition, const Equations *self, guint figure)
{
  JlyInferenceRule cause = JLY_INFERS_DIFFERENCE;

  for (guint i = 0; i < self->n_questions; i++)
    {
      guint n_others, n_own;

      count_figures (world, coalition, self->questions[i], &n_others, &n_own);
      if (n_others != 1 || !inference_takes (self->questions[i], figure))
        continue;
      if (self->questions[i]->asks == JLY_ASKS_SUM)
        return JLY_INFERS_TOTAL;
      cause = JLY_INFERS_BISECTION;
    }
  return cause;
}

static void
know (Knowledge *knowledge, guint figure, double share, JlyInferenceRule rule)
{
  if (share <= knowledge[figure].share)
    return;
  knowledge[figure].share = share;
  knowledge[figure].rule = rule;
}

static void
know_by_totals (const JlyWorld *world, const Coalition *coalition, guint of, Knowledge *knowledge)
{
  Equations equations = { .unknowns = g_array_new (FALSE, FALSE, sizeof (Unknown)) };

  for (gsize i = 0; i < world->n_questions && equations.n_questions < JLY_WORLD_MAX_QUESTIONS; i++)
    {
      const JlyWorldQuestion *question = &world->questions[i];
      guint n_others, n_own;

      count_figures (world, coalition, question, &n_others, &n_own);
      if (question->of == of && question->n_values > 1 && finds_total (question, n_others))
        equations.questions[equations.n_questions++] = question;
    }
  for (guint i = 0; i < world->n_figures; i++)
    if (!is_own (world, coalition, i) && find_mask (&equations, i) != 0)
      add_unknown (&equations, find_mask (&equations, i));
  solve (&equations);
  for (guint i = 0; i < world->n_figures; i++)
    if (!is_own (world, coalition, i) && is_solved (&equations, find_mask (&equations, i)))
      know (knowledge, i, 1, find_cause (world, coalition, &equations, i));
  g_array_unref (equations.unknowns);
  g_free (equations.cells);
}

/* The largest of others' and own figures is certainly the other's if it is above all own ones; and
 * if all are at the lowest value, nobody can be above. The smallest likewise. */
static double
share_of_extreme (const JlyWorldQuestion *question, guint n_others, guint n_own)
{
  double n = (double)MIN (question->n_values, MANY_VALUES);
  double share = pow (n, -(double)(n_others + n_own));

  for (guint i = 1; n_others == 1 && i < (guint)n; i++)
    share += pow (i / n, n_own) / n;
  return share;
}

/* A total at either end of its range tells all figures in it. */
static double
share_of_ends (const JlyWorldQuestion *question, guint n_others, guint n_ends)
{
  return n_ends * pow ((double)question->n_values, -(double)n_others);
}

/* Each bound can cut off one value for certain. */
static double
share_of_bounds (const JlyWorldQuestion *question, guint n_others)
{
  double n_cuts = ldexp (1, (int)MIN (question->times, 60u)) - 1;

  if (n_others > 1)
    return share_of_ends (question, n_others, question->times > 1 ? 2 : 1);
  return MIN (1, n_cuts / count_totals (question, n_others));
}

static void
know_by_chance (const JlyWorld *world,
                const Coalition *coalition,
                const JlyWorldQuestion *question,
                Knowledge *knowledge)
{
  JlyInferenceRule rule = JLY_INFERS_EDGE;
  guint n_others, n_own;
  double share;

  count_figures (world, coalition, question, &n_others, &n_own);
  if (n_others == 0 || question->n_values < 2)
    return;
  switch (question->asks)
    {
    case JLY_ASKS_LEAST:
    case JLY_ASKS_MOST:
      share = share_of_extreme (question, n_others, n_own);
      rule = n_others == 1 ? JLY_INFERS_EXTREME : JLY_INFERS_EDGE;
      break;
    case JLY_ASKS_THRESHOLD:
      share = finds_total (question, n_others) ? share_of_ends (question, n_others, 2)
                                               : share_of_bounds (question, n_others);
      rule = n_others == 1 && question->times > 1 ? JLY_INFERS_BISECTION : JLY_INFERS_EDGE;
      break;
    case JLY_ASKS_SUM:
      share = share_of_ends (question, n_others, 2);
      break;
    default:
      return;
    }
  for (guint i = 0; i < world->n_figures; i++)
    if (inference_takes (question, i) && !is_own (world, coalition, i))
      know (knowledge, i, share, rule);
}

void
inference_know_all (const JlyWorld *world,
                    const Coalition *coalition,
                    guint of,
                    Knowledge *knowledge)
{
  memset (knowledge, 0, world->n_figures * sizeof *knowledge);
  if (!learns (world, coalition->one) && !learns (world, coalition->other))
    return;
  know_by_totals (world, coalition, of, knowledge);
  for (gsize i = 0; i < world->n_questions; i++)
    if (world->questions[i].of == of)
      know_by_chance (world, coalition, &world->questions[i], knowledge);
}

double
jly_inference_know (
    const JlyWorld *world, guint one, guint other, guint figure, guint of, JlyInferenceRule *rule)
{
  g_autofree Knowledge *knowledge = g_new (Knowledge, world->n_figures);
  const Coalition coalition = { one, other };

  inference_know_all (world, &coalition, of, knowledge);
  if (rule != NULL)
    *rule = knowledge[figure].share > 0 ? knowledge[figure].rule : JLY_INFERS_NOTHING;
  return knowledge[figure].share;
}
