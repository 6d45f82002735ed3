/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-group.h. Groups that stay hidden. Where the rows of a group end, the sum of all rows so
 * far is taken; those sums are brought together, and their differences are the groups' sums. If the
 * rows are sorted by a value too, a group's largest is in its last row, and its smallest in the row
 * that comes after the last one of the group before.
 */
#include "config.h"

#include "engine/jly-group.h"

#include "engine/jly-convert.h"
#include "engine/jly-count.h"
#include "engine/jly-lanes.h"
#include "engine/jly-open.h"
#include "engine/jly-place.h"
#include "engine/jly-prefix.h"
#include "engine/jly-round.h"
#include "engine/jly-pick.h"
#include "engine/jly-runs.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

void
jly_hidden_groups_free (JlyHiddenGroups *groups)
{
  if (groups == NULL)
    return;
  for (guint k = 0; k < groups->n_keys; k++)
    jly_bits_free (groups->keys[k]);
  g_free (groups->keys);
  jly_bits_free (groups->is_used);
  jly_ring_free (groups->counts);
  g_free (groups);
}

/* One sort and what is made of it. The first pass makes keys, counts and sums; each pass has at
 * most one column of bits, which is sorted by and gives least and largest values. */
typedef struct
{
  JlyEngine *engine;
  guint self;
  JlyRuns *runs;
  JlyBits *ordered; /* the column of bits, NULL if there is none */
  JlyBits *next;    /* of every row: ordered in the row after it */
  JlyBits *first;   /* ordered in the very first row */
  JlyBits *is_last; /* where groups end; after that, where places are used */
  GPtrArray *sums;  /* JlyRing: numbers of rows so far, then one for each SUM of the first pass */
  gsize n_places;
} Pass;

static void
pass_clear (Pass *pass)
{
  g_clear_pointer (&pass->runs, jly_runs_free);
  g_clear_pointer (&pass->ordered, jly_bits_free);
  g_clear_pointer (&pass->next, jly_bits_free);
  g_clear_pointer (&pass->first, jly_bits_free);
  g_clear_pointer (&pass->is_last, jly_bits_free);
  g_clear_pointer (&pass->sums, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pass, pass_clear)

static gboolean
sort_rows (Pass *pass, gboolean is_signed, GError **error)
{
  g_autofree JlyShuffleColumn *columns = g_new0 (JlyShuffleColumn, pass->sums->len + 1);
  JlySortKey last = { pass->ordered, FALSE, is_signed };
  guint n = 0;

  for (; n < pass->sums->len; n++)
    columns[n].ring = pass->sums->pdata[n];
  if (pass->ordered != NULL)
    columns[n++].bits = pass->ordered;
  return jly_runs_sort (pass->runs, pass->engine, pass->ordered != NULL ? &last : NULL, columns, n,
                        error);
}

/* A group ends at a valid row that no repeat follows. Repeats are valid, so XOR takes them away. */
static gboolean
find_ends (Pass *pass, GError **error)
{
  g_autoptr (JlyBits) repeats = jly_runs_find_repeats (pass->runs, pass->engine, error);
  g_autoptr (JlyBits) after = NULL;

  if (repeats == NULL)
    return FALSE;
  after = jly_prefix_row_after (repeats);
  pass->is_last = jly_runs_copy_valid (pass->runs, pass->self);
  jly_bits_xor (pass->is_last, after);
  return TRUE;
}

/* What every row must know to speak for its group if it is the last. The number of rows so far is
 * public here. */
static void
run_over_rows (Pass *pass, gboolean is_first_pass)
{
  for (guint s = 0; s < pass->sums->len; s++)
    jly_prefix_sum (pass->sums->pdata[s]);
  if (is_first_pass)
    {
      JlyRing *ones = jly_pick_numbers (pass->runs->n, jly_count_width (pass->runs->n), pass->self);
      g_autofree guint64 *one = g_new (guint64, pass->runs->n);

      for (gsize j = 0; j < pass->runs->n; j++)
        one[j] = 1;
      jly_ring_add_public (ones, one, pass->self);
      g_ptr_array_insert (pass->sums, 0, ones);
    }
  if (pass->ordered == NULL)
    return;
  pass->next = jly_prefix_row_after (pass->ordered);
  pass->first = jly_bits_copy_lanes (pass->ordered, 0, 1);
}

static gboolean
bring_together (Pass *pass, gboolean is_first_pass, GError **error)
{
  g_autofree JlyShuffleColumn *columns
      = g_new0 (JlyShuffleColumn, pass->runs->n_keys + pass->sums->len + 3);
  guint n = 0;

  for (guint k = 0; k < pass->runs->n_keys && is_first_pass; k++)
    columns[n++].bits = pass->runs->keys[k];
  for (guint s = 0; s < pass->sums->len; s++)
    columns[n++].ring = pass->sums->pdata[s];
  columns[n++].bits = pass->is_last;
  if (pass->ordered != NULL)
    {
      columns[n++].bits = pass->ordered;
      columns[n++].bits = pass->next;
    }
  return jly_place_flagged_first (pass->engine, pass->is_last, columns, n, error);
}

/* x's first n lanes. */
static void
cut (JlyBits **x, gsize n)
{
  g_autoptr (JlyBits) all = *x;

  *x = jly_bits_copy_lanes (all, 0, n);
}

/* To the places; from here on a row is a group. */
static void
take_places (Pass *pass, gboolean is_first_pass)
{
  gsize n = pass->n_places;

  for (guint k = 0; k < pass->runs->n_keys && is_first_pass; k++)
    cut (&pass->runs->keys[k], n);
  cut (&pass->is_last, n);
  for (guint s = 0; s < pass->sums->len; s++)
    {
      JlyRing *places = jly_pick_first (pass->sums->pdata[s], n);

      jly_prefix_difference (places);
      jly_ring_free (pass->sums->pdata[s]);
      pass->sums->pdata[s] = places;
    }
  if (pass->ordered != NULL)
    {
      g_autoptr (JlyBits) above = jly_bits_copy_lanes (pass->next, 0, n - 1);
      const JlyBits *parts[] = { pass->first, above };

      cut (&pass->ordered, n);
      jly_bits_free (pass->next);
      pass->next = jly_bits_join_lanes (parts, G_N_ELEMENTS (parts), pass->ordered->width);
    }
}

static void
queue_masked_bits (JlyRound *round, GPtrArray *done, JlyBits **x, const JlyBits *s)
{
  JlyBits *masked = jly_bits_new ((*x)->n_lanes, (*x)->width);

  jly_round_and (round, masked, *x, s);
  g_ptr_array_add (done, *x); /* kept until the round has run */
  *x = masked;
}

static guint
get_widest (GPtrArray *rings)
{
  guint width = 1;

  for (guint i = 0; i < rings->len; i++)
    width = MAX (width, ((JlyRing *)rings->pdata[i])->width);
  return width;
}

/* Unused places hold rows that are nobody's business; all is made zero there. */
static gboolean
clear_unused (Pass *pass, gboolean is_first_pass, GError **error)
{
  g_autoptr (JlyRound) round = jly_round_new (pass->engine, "group");
  g_autoptr (GPtrArray) old_bits = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_bits_free);
  g_autoptr (GPtrArray) old_rings = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ring_free);
  g_autoptr (JlyRing) used = NULL;
  g_autofree JlyRing *factors = g_new (JlyRing, MAX (1, pass->sums->len));

  if (pass->sums->len > 0)
    used = jly_convert_bit (pass->engine, pass->is_last, get_widest (pass->sums), error);
  if (pass->sums->len > 0 && used == NULL)
    return FALSE;
  for (guint k = 0; k < pass->runs->n_keys && is_first_pass; k++)
    queue_masked_bits (round, old_bits, &pass->runs->keys[k], pass->is_last);
  if (pass->ordered != NULL)
    {
      queue_masked_bits (round, old_bits, &pass->ordered, pass->is_last);
      queue_masked_bits (round, old_bits, &pass->next, pass->is_last);
    }
  for (guint s = 0; s < pass->sums->len; s++)
    {
      JlyRing *old = pass->sums->pdata[s], *masked = jly_ring_new (old->n, old->width);

      factors[s] = *used;
      factors[s].width = old->width; /* the same bits modulo less */
      jly_round_multiply (round, masked, old, &factors[s]);
      g_ptr_array_add (old_rings, old);
      pass->sums->pdata[s] = masked;
    }
  return jly_round_run (round, error);
}

static gboolean
refuse_groups (GError **error)
{
  return jly_fail (
      error, JLY_ERROR_REFUSED,
      &(JlyErrorDetail){ .step = "group", .next = _ ("Agree on more places for groups.") },
      _ ("There are more groups than the agreed number of places."));
}

/* With more groups than places, the row after the last place speaks for a group too. */
static gboolean
check_places (const Pass *pass, GError **error)
{
  guint width = 0;
  guint64 is_too_many = 0;
  g_autoptr (JlyBits) flag = NULL;

  for (guint k = 0; k < pass->runs->n_keys; k++)
    width += pass->runs->keys[k]->width;
  if (pass->n_places == pass->runs->n || (width < 64 && pass->n_places >= (gsize)1 << width))
    return TRUE;
  flag = jly_bits_copy_lanes (pass->is_last, pass->n_places, 1);
  if (!jly_open_to_all (pass->engine, flag, &is_too_many, error))
    return FALSE;
  return is_too_many == 0 || jly_engine_get_transport (pass->engine)->is_dry
         || refuse_groups (error);
}

static gboolean
run_pass (Pass *pass, gboolean is_first_pass, gboolean is_signed, GError **error)
{
  if (!sort_rows (pass, is_signed, error) || !find_ends (pass, error))
    return FALSE;
  run_over_rows (pass, is_first_pass);
  if (!bring_together (pass, is_first_pass, error)
      || (is_first_pass && !check_places (pass, error)))
    return FALSE;
  take_places (pass, is_first_pass);
  return clear_unused (pass, is_first_pass, error);
}

/* The next column of bits for which values are still to be found, or NULL. */
static const JlyGroupValue *
find_unserved (const JlyGroupValue *values, guint n_values)
{
  for (guint v = 0; v < n_values; v++)
    if (values[v].kind != JLY_GROUP_SUM && values[v].bits_result == NULL)
      return &values[v];
  return NULL;
}

/* Copies what the pass found to every value of its column. */
static void
serve (const Pass *pass, const JlyGroupValue *wanted, JlyGroupValue *values, guint n_values)
{
  const JlyBits *bits = wanted != NULL ? wanted->bits : NULL;
  gboolean is_signed = wanted != NULL && wanted->is_signed;

  for (guint v = 0; v < n_values; v++)
    if (values[v].kind != JLY_GROUP_SUM && values[v].bits == bits
        && values[v].is_signed == is_signed)
      values[v].bits_result
          = jly_bits_copy (values[v].kind == JLY_GROUP_MAX ? pass->ordered : pass->next);
}

static void
serve_sums (Pass *pass, JlyGroupValue *values, guint n_values)
{
  for (guint v = 0; v < n_values; v++)
    if (values[v].kind == JLY_GROUP_SUM)
      values[v].ring_result = g_ptr_array_steal_index (pass->sums, 0);
}

static JlyHiddenGroups *
take_groups (Pass *pass)
{
  JlyHiddenGroups *groups = g_new0 (JlyHiddenGroups, 1);

  groups->n_places = pass->n_places;
  groups->n_keys = pass->runs->n_keys;
  groups->keys = g_new0 (JlyBits *, groups->n_keys);
  for (guint k = 0; k < groups->n_keys; k++)
    groups->keys[k] = g_steal_pointer (&pass->runs->keys[k]);
  groups->is_used = g_steal_pointer (&pass->is_last);
  groups->counts = g_ptr_array_steal_index (pass->sums, 0);
  return groups;
}

static gboolean
group_by (JlyEngine *engine,
          const JlyBits *const *keys,
          guint n_keys,
          const JlyBits *valid,
          JlyGroupValue *values,
          guint n_values,
          gsize n_places,
          JlyHiddenGroups **groups,
          GError **error)
{
  guint self = jly_engine_get_self (engine);
  const JlyGroupValue *wanted = find_unserved (values, n_values);
  g_autoptr (JlyHiddenGroups) found = NULL;
  gboolean is_first_pass = TRUE;

  for (; is_first_pass || wanted != NULL; wanted = find_unserved (values, n_values))
    {
      g_auto (Pass) pass = { .engine = engine, .self = self, .n_places = n_places };

      pass.runs = jly_runs_new (keys, n_keys, valid, self);
      pass.sums = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ring_free);
      pass.ordered = wanted != NULL ? jly_bits_copy (wanted->bits) : NULL;
      for (guint v = 0; v < n_values && is_first_pass; v++)
        if (values[v].kind == JLY_GROUP_SUM)
          g_ptr_array_add (pass.sums, jly_ring_copy (values[v].ring));
      if (!run_pass (&pass, is_first_pass, wanted != NULL && wanted->is_signed, error))
        return FALSE;
      serve (&pass, wanted, values, n_values);
      if (is_first_pass)
        {
          found = take_groups (&pass);
          serve_sums (&pass, values, n_values);
        }
      is_first_pass = FALSE;
    }
  *groups = g_steal_pointer (&found);
  return TRUE;
}

gboolean
jly_group_by_hidden (JlyEngine *engine,
                     const JlyBits *const *keys,
                     guint n_keys,
                     const JlyBits *valid,
                     JlyGroupValue *values,
                     guint n_values,
                     gsize n_places,
                     JlyHiddenGroups **groups,
                     GError **error)
{
  g_assert (n_places >= 1 && n_places <= keys[0]->n_lanes);
  if (group_by (engine, keys, n_keys, valid, values, n_values, n_places, groups, error))
    return TRUE;
  jly_group_values_clear (values, n_values);
  return FALSE;
}
