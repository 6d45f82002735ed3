/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on the engine; see jly-tabulate.h. Rows become totals (jly-tabulate-rows.h), totals become
 * bits again, and are kept or cleared. */
#include "config.h"

#include "analysis/jly-tabulate-rows.h"
#include "engine/jly-convert.h"
#include "engine/jly-gate-constant.h"
#include "engine/jly-gate.h"

#define WORD_BITS 64

static JlyRing *
add_parties (const JlyTabulateWork *work, const JlyRing *x)
{
  JlyRing *out = jly_ring_new (work->measures->n_values, WORD_BITS);

  for (gsize i = 0; i < x->n; i++)
    {
      out->own[i % out->n] += x->own[i];
      out->prev[i % out->n] += x->prev[i];
    }
  return out;
}

/* One plane, a lane a value. sums may be NULL. */
static JlyBits *
find_shown (const JlyTabulateWork *work,
            const JlyRing *counts,
            const JlyTotal *sums,
            GError **error)
{
  const JlyLimits *limits = &work->query->inputs->limits;
  const JlyAmounts amounts
      = { sums != NULL ? sums->numbers : NULL, sums != NULL ? sums->n : 0, work->limb_bits };
  JlyBits *shown;

  if (jly_limits_is_any (limits))
    return jly_suppress_secure_wide (work->engine, &work->tables, limits, counts,
                                     sums != NULL ? &amounts : NULL, error);
  shown = jly_bits_new (work->measures->n_values, 1);
  jly_bits_flip (shown, jly_engine_get_self (work->engine));
  return shown;
}

/* A term of all parties as planes, of 128 bits if the term is wide. */
static JlyBits *
make_bits (const JlyTabulateWork *work, JlyTerm term, const JlyTotal *total, GError **error)
{
  guint width = jly_measures_get_width (work->measures, work->query, term);
  JlyRing *sums[JLY_LIMBS_MAX_SUMS];
  JlyBits *bits;

  for (guint s = 0; s < total->n; s++)
    sums[s] = add_parties (work, total->numbers[s]);
  bits = width <= JLY_TABULATE_WORD
             ? jly_convert_to_bits (work->engine, sums[0], width, error)
             : jly_limbs_join (work->engine, sums, total->n, work->limb_bits, error);
  for (guint s = 0; s < total->n; s++)
    jly_ring_free (sums[s]);
  return bits;
}

/* The term where it is shown, else zero: masked anew by the AND. */
static gboolean
hand_out (const JlyTabulateWork *work,
          JlyTerm term,
          const JlyTotal *total,
          const JlyBits *shown,
          guint output,
          JlyShares *shares,
          GError **error)
{
  g_autoptr (JlyBits) bits = make_bits (work, term, total, error);
  g_autoptr (JlyBits) kept = bits != NULL ? jly_gate_and (work->engine, bits, shown, error) : NULL;
  g_autoptr (JlyBits) arranged = NULL;

  if (kept == NULL)
    return FALSE;
  if (kept->width > WORD_BITS)
    arranged = jly_limbs_arrange (kept);
  jly_shares_add (shares, output, arranged != NULL ? arranged : kept);
  return TRUE;
}

static gboolean
hand_out_all (const JlyTabulateWork *work,
              const JlyTotals *totals,
              JlyShares *shares,
              GError **error)
{
  const JlyTabulation *tabulation = work->tabulation;
  g_autoptr (JlyBits) shown = NULL, fresh = NULL, ones = NULL;

  shown = find_shown (work, totals->of[JLY_TERM_COUNT].numbers[0],
                      work->tables.sum_width > 0 ? &totals->of[JLY_TERM_SUM] : NULL, error);
  if (shown == NULL)
    return FALSE;
  for (guint i = 0; i < tabulation->n_terms; i++)
    if (!hand_out (work, tabulation->terms[i], &totals->of[tabulation->terms[i]], shown, i, shares,
                   error))
      return FALSE;
  ones = jly_bits_new (shown->n_lanes, 1);
  jly_bits_flip (ones, jly_engine_get_self (work->engine));
  fresh = jly_gate_and (work->engine, shown, ones, error);
  if (fresh == NULL)
    return FALSE;
  jly_shares_add (shares, tabulation->n_terms, fresh);
  return TRUE;
}

JlyShares *
jly_tabulate_secure (const JlyTabulation *self,
                     JlyEngine *engine,
                     const JlyQuery *query,
                     const JlySecretTable *table,
                     GError **error)
{
  g_auto (JlyMeasures) measures = jly_measures_read (self, query);
  g_auto (JlyTotals) totals = { 0 };
  g_autoptr (JlyShares) shares = jly_shares_new (self->n_terms + 1);
  const JlyTabulateWork work = jly_tabulate_work (engine, self, query, table, &measures);

  if (!jly_tabulate_add_up (&work, &totals, error) || !hand_out_all (&work, &totals, shares, error))
    return NULL;
  return g_steal_pointer (&shares);
}

/* 1 where a value has a row at all. */
static JlyBits *
find_used (const JlyTabulateWork *work, const JlyRing *counts, GError **error)
{
  guint width = jly_measures_get_width (work->measures, work->query, JLY_TERM_COUNT);
  g_autoptr (JlyRing) totals = add_parties (work, counts);
  g_autoptr (JlyBits) bits = jly_convert_to_bits (work->engine, totals, width, error);
  JlyBits *used = bits != NULL ? jly_gate_less_than_constant (work->engine, bits, 1, error) : NULL;

  if (used != NULL)
    jly_bits_flip (used, jly_engine_get_self (work->engine));
  return used;
}

JlyBits *
jly_tabulate_find_shown (const JlyTabulation *self,
                         JlyEngine *engine,
                         const JlyQuery *query,
                         const JlySecretTable *table,
                         JlyBits **rows,
                         GError **error)
{
  g_auto (JlyMeasures) measures = jly_measures_read (self, query);
  const JlyTabulateWork work = jly_tabulate_work (engine, self, query, table, &measures);
  g_auto (JlyTotals) totals = { 0 };
  g_autoptr (JlyBits) planes = jly_tabulate_make_planes (&work, FALSE, error);
  g_autoptr (JlyBits) shown = NULL, used = NULL;
  g_autoptr (JlyRing) counts = NULL;
  JlyBits *both;

  counts = planes != NULL ? jly_tabulate_count_planes (&work, planes, error) : NULL;
  if (counts == NULL)
    return NULL;
  if (work.tables.sum_width > 0 && !jly_tabulate_add_up (&work, &totals, error))
    return NULL;
  shown = find_shown (&work, counts, work.tables.sum_width > 0 ? &totals.of[JLY_TERM_SUM] : NULL,
                      error);
  used = shown != NULL ? find_used (&work, counts, error) : NULL;
  both = used != NULL ? jly_gate_and (engine, shown, used, error) : NULL;
  if (both != NULL)
    *rows = g_steal_pointer (&planes);
  return both;
}

gboolean
jly_tabulate_find_parties (const JlyTabulation *self,
                           JlyEngine *engine,
                           const JlyQuery *query,
                           const JlySecretTable *table,
                           JlyRing **counts,
                           JlyRing **sums,
                           GError **error)
{
  g_auto (JlyMeasures) measures = jly_measures_read (self, query);
  g_auto (JlyTotals) totals = { 0 };
  JlyTabulateWork work = jly_tabulate_work (engine, self, query, table, &measures);

  work.tables.n_parties = query->inputs->n_sources;
  if (!jly_tabulate_add_up (&work, &totals, error))
    return FALSE;
  *counts = jly_ring_copy (totals.of[JLY_TERM_COUNT].numbers[0]);
  *sums = jly_ring_copy (totals.of[JLY_TERM_SUM].numbers[0]);
  return TRUE;
}
