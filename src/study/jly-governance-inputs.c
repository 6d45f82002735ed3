/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frozen input sets, and the guard against differences: two answers over sets that differ in a few
 * parties, or in few rows, show what those few brought.
 */
#include "config.h"

#include "study/jly-governance-private.h"

#include "crypto/jly-merkle.h"
#include "study/jly-inference.h"

#include <string.h>

static gint
compare_submissions (gconstpointer a, gconstpointer b)
{
  return memcmp (((const JlySubmission *)a)->provider, ((const JlySubmission *)b)->provider, 32);
}

static GArray *
sort_submissions (const JlySubmission *submissions, gsize n)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (JlySubmission));

  g_array_append_vals (sorted, submissions, (guint)n);
  g_array_sort (sorted, compare_submissions);
  return sorted;
}

#define ENTRY_BYTES 72

static void
fill_entry (const JlySubmission *submission, guint8 entry[ENTRY_BYTES])
{
  memcpy (entry, submission->provider, 32);
  memcpy (entry + 32, submission->upload, 32);
  for (guint b = 0; b < 8; b++)
    entry[64 + b] = (guint8)(submission->n_rows >> 8 * b);
}

static JlyMerkle *
make_tree (const GArray *sorted)
{
  JlyMerkle *tree = jly_merkle_new ();

  for (guint i = 0; i < sorted->len; i++)
    {
      guint8 entry[ENTRY_BYTES];

      fill_entry (&g_array_index (sorted, JlySubmission, i), entry);
      jly_merkle_append (tree, entry, sizeof entry);
    }
  return tree;
}

static void
hash_sorted (const GArray *sorted, guint8 root[JLY_HASH_BYTES])
{
  g_autoptr (JlyMerkle) tree = make_tree (sorted);
  JlyMerkleHash hash;

  hash = jly_merkle_root (tree, sorted->len);
  memcpy (root, hash.bytes, JLY_HASH_BYTES);
}

void
jly_submissions_root (const JlySubmission *submissions, gsize n, guint8 root[JLY_HASH_BYTES])
{
  g_autoptr (GArray) sorted = sort_submissions (submissions, n);

  hash_sorted (sorted, root);
}

gboolean
jly_submissions_prove (const JlySubmission *submissions,
                       gsize n,
                       const JlySubmission *own,
                       guint64 *index,
                       JlyMerklePath *path)
{
  g_autoptr (GArray) sorted = sort_submissions (submissions, n);
  g_autoptr (JlyMerkle) tree = make_tree (sorted);

  for (*index = 0; *index < sorted->len; (*index)++)
    if (compare_submissions (&g_array_index (sorted, JlySubmission, *index), own) == 0)
      {
        jly_merkle_prove_inclusion (tree, *index, sorted->len, path);
        return TRUE;
      }
  return FALSE;
}

gboolean
jly_submissions_verify (const JlySubmission *own,
                        guint64 index,
                        guint64 size,
                        const JlyMerklePath *path,
                        const guint8 root[JLY_HASH_BYTES])
{
  guint8 entry[ENTRY_BYTES];
  JlyMerkleHash leaf, expected;

  fill_entry (own, entry);
  leaf = jly_merkle_leaf (entry, sizeof entry);
  memcpy (expected.bytes, root, JLY_HASH_BYTES);
  return jly_merkle_verify_inclusion (&leaf, index, size, path, &expected);
}

const JlyInputSet *
jly_governance_find_inputs (const JlyGovernance *self, const guint8 root[JLY_HASH_BYTES])
{
  for (guint i = 0; i < self->input_sets->len; i++)
    {
      const JlyInputSet *set = self->input_sets->pdata[i];

      if (memcmp (set->root, root, JLY_HASH_BYTES) == 0)
        return set;
    }
  return NULL;
}

const JlySubmission *
jly_governance_get_submissions (const JlyGovernance *self,
                                const guint8 root[JLY_HASH_BYTES],
                                gsize *n)
{
  const JlyInputSet *set = jly_governance_find_inputs (self, root);

  *n = set != NULL ? set->submissions->len : 0;
  return set != NULL ? (const JlySubmission *)(gpointer)set->submissions->data : NULL;
}

gboolean
jly_governance_freeze (JlyGovernance *self,
                       const JlySubmission *submissions,
                       gsize n,
                       GError **error)
{
  g_autoptr (GArray) sorted = sort_submissions (submissions, n);
  JlyInputSet *set;

  for (guint i = 1; i < sorted->len; i++)
    if (compare_submissions (&g_array_index (sorted, JlySubmission, i - 1),
                             &g_array_index (sorted, JlySubmission, i))
        == 0)
      return jly_refuse (error, JLY_REFUSAL_TWICE, NULL);
  set = g_new0 (JlyInputSet, 1);
  hash_sorted (sorted, set->root);
  set->submissions = g_steal_pointer (&sorted);
  g_ptr_array_add (self->input_sets, set);
  return TRUE;
}

/* Parties and rows by which two sets differ. Who corrected its figures counts with the rows of
 * both: within a version each upload may be a correction, between two the marks say so. */
typedef struct
{
  guint64 parties, rows;
} Difference;

static void
add_difference (Difference *difference, const JlySubmission *submission)
{
  difference->parties++;
  difference->rows += submission->n_rows;
}

typedef enum
{
  WITHIN_VERSION,
  BETWEEN_VERSIONS,
} Span;

static gboolean
is_corrected (const JlySubmission *x, const JlySubmission *y, Span span)
{
  if (span == WITHIN_VERSION)
    return memcmp (x->upload, y->upload, sizeof x->upload) != 0;
  return memcmp (x->figures, y->figures, sizeof x->figures) != 0 || x->n_rows != y->n_rows;
}

static Difference
compare_sets (const GArray *a, const GArray *b, Span span)
{
  Difference difference = { 0, 0 };
  guint i = 0, j = 0;

  while (i < a->len || j < b->len)
    {
      const JlySubmission *x = i < a->len ? &g_array_index (a, JlySubmission, i) : NULL;
      const JlySubmission *y = j < b->len ? &g_array_index (b, JlySubmission, j) : NULL;
      gint order = x == NULL ? 1 : y == NULL ? -1 : compare_submissions (x, y);

      if (order == 0 && is_corrected (x, y, span))
        {
          add_difference (&difference, x);
          difference.rows += y->n_rows;
        }
      else if (order < 0)
        add_difference (&difference, x);
      else if (order > 0)
        add_difference (&difference, y);
      i += order <= 0;
      j += order >= 0;
    }
  return difference;
}

static gboolean
is_small (const JlyPolicy *policy, Difference difference)
{
  return difference.parties > 0
         && (difference.parties < policy->min_parties || difference.rows < policy->min_rows);
}

/* Whether both ask for the same thing of different figures. */
static gboolean
is_comparable (const JlyProposal *a, const JlyProposal *b)
{
  for (guint i = 0; i < a->uses->len; i++)
    for (guint j = 0; j < b->uses->len; j++)
      if (g_array_index (a->uses, JlyProposalUse, i).column
          == g_array_index (b->uses, JlyProposalUse, j).column)
        return TRUE;
  return a->uses->len == 0 && b->uses->len == 0;
}

/* Whether an earlier question, once it may have been answered, makes this one tell too much. An
 * attempt that failed counts too: somebody may have seen its answer. */
static gboolean
is_too_near (const JlyGovernance *self, const JlyAsked *earlier, const JlyAsked *asked)
{
  const JlyInputSet *a, *b;

  if (earlier == asked || earlier->attempts == 0 || earlier->is_unseen
      || !is_comparable (earlier->question, asked->question))
    return FALSE;
  a = jly_governance_find_inputs (self, earlier->question->inputs_root);
  b = jly_governance_find_inputs (self, asked->question->inputs_root);
  g_return_val_if_fail (a != NULL && b != NULL, TRUE);
  return is_small (&self->contract->policy,
                   compare_sets (a->submissions, b->submissions, WITHIN_VERSION));
}

void
jly_governance_inherit (JlyGovernance *self, const JlyGovernance *earlier)
{
  for (guint i = 0; i < earlier->asked->len; i++)
    {
      const JlyAsked *asked = earlier->asked->pdata[i];
      const JlyInputSet *set = jly_governance_find_inputs (earlier, asked->question->inputs_root);

      if (asked->attempts > 0 && !asked->is_unseen && set != NULL)
        g_ptr_array_add (self->inherited, g_array_ref (set->submissions));
    }
}

static guint64
count_rows (const GArray *submissions)
{
  guint64 n = 0;

  for (guint i = 0; i < submissions->len; i++)
    n += g_array_index (submissions, JlySubmission, i).n_rows;
  return n;
}

gboolean
jly_governance_check_inputs (const JlyGovernance *self, const JlyAsked *asked, GError **error)
{
  const JlyInputSet *set = jly_governance_find_inputs (self, asked->question->inputs_root);

  if (set == NULL || set->submissions->len != asked->question->n_submissions)
    return jly_refuse (error, JLY_REFUSAL_INPUTS, NULL);
  if (set->submissions->len < self->contract->policy.min_parties)
    return jly_refuse (error, JLY_REFUSAL_FEW_PARTIES, NULL);
  if (count_rows (set->submissions) < self->contract->policy.min_rows)
    return jly_refuse (error, JLY_REFUSAL_FEW_ROWS, NULL);
  for (guint i = 0; i < self->asked->len; i++)
    if (is_too_near (self, self->asked->pdata[i], asked))
      return jly_refuse (error, JLY_REFUSAL_OVERLAP, NULL);
  for (guint i = 0; i < self->inherited->len; i++)
    if (is_small (&self->contract->policy,
                  compare_sets (self->inherited->pdata[i], set->submissions, BETWEEN_VERSIONS)))
      return jly_refuse (error, JLY_REFUSAL_OVERLAP, NULL);
  return TRUE;
}

gboolean
jly_governance_check_inference (const JlyGovernance *self,
                                const JlyProposal *question,
                                GError **error)
{
  gsize n;
  const JlySubmission *set = jly_governance_get_submissions (self, question->inputs_root, &n);

  return !jly_inference_is_refused (self->contract, question, set, n)
         || jly_refuse (error, JLY_REFUSAL_INFERENCE, NULL);
}

GArray *
jly_governance_list_earlier (const JlyGovernance *self, guint question)
{
  const JlyAsked *asked = self->asked->pdata[question];
  GArray *earlier = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->asked->len; i++)
    {
      const JlyAsked *other = self->asked->pdata[i];

      if (i != question && other->attempts > 0 && !other->is_unseen
          && memcmp (other->question->inputs_root, asked->question->inputs_root, JLY_HASH_BYTES)
                 == 0)
        g_array_append_val (earlier, i);
    }
  return earlier;
}
