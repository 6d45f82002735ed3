/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-gate-guard.h. */
#include "config.h"

#include "party/jly-gate-guard.h"

#include "analysis/jly-guard.h"
#include "crypto/jly-identity.h"

#include <string.h>

/* An earlier question, made again as it was computed then. */
typedef struct
{
  JlyAgreed *agreed;
  guint8 hash[JLY_HASH_BYTES];
  JlyBits ***bits; /* [provider][column] */
} Earlier;

struct _JlyGateGuard
{
  const JlyGate *gate;
  gsize least_rows;
  GPtrArray *earlier; /* Earlier */
};

static void
free_earlier (gpointer data)
{
  Earlier *earlier = data;
  guint n = earlier->agreed != NULL ? earlier->agreed->study->providers->len : 0;

  for (guint i = 0; earlier->bits != NULL && i < n; i++)
    {
      for (guint k = 0; k < earlier->agreed->n_columns; k++)
        jly_bits_free (earlier->bits[i][k]);
      g_free (earlier->bits[i]);
    }
  g_free (earlier->bits);
  jly_agreed_free (earlier->agreed);
  g_free (earlier);
}

/* The same providers in the same order as now, since the frozen set is the same. */
static gboolean
open_bits (const JlyGate *gate, Earlier *earlier, GError **error)
{
  guint n = earlier->agreed->study->providers->len;
  g_autofree guint8 (*hashes)[JLY_HASH_BYTES] = g_malloc0_n (n, sizeof *hashes);
  JlyGate then = *gate;

  then.agreed = earlier->agreed;
  earlier->bits = g_new0 (JlyBits **, n);
  for (guint i = 0; i < n; i++)
    earlier->bits[i] = g_new0 (JlyBits *, earlier->agreed->n_columns);
  return jly_gate_open_uploads (&then, earlier->bits, hashes, error);
}

static gboolean
add_earlier (JlyGateGuard *self, const JlyGovernance *governance, guint question, GError **error)
{
  const JlyContract *contract = jly_store_governance_get_contract (self->gate->governance);
  const JlyProposal *proposal = jly_governance_get_question (governance, question);
  g_autoptr (GBytes) bytes = jly_proposal_encode (proposal);
  const JlySubmission *submissions;
  Earlier *earlier = g_new0 (Earlier, 1);
  gsize n;

  g_ptr_array_add (self->earlier, earlier);
  jly_proposal_hash (bytes, earlier->hash);
  submissions = jly_governance_get_submissions (governance, proposal->inputs_root, &n);
  earlier->agreed
      = jly_agreed_new (contract, jly_governance_get_contract_hash (governance), proposal,
                        earlier->hash, submissions, n, self->gate->joined, error);
  return earlier->agreed != NULL && open_bits (self->gate, earlier, error);
}

static gint
compare_earlier (gconstpointer a, gconstpointer b)
{
  return memcmp ((*(Earlier *const *)a)->hash, (*(Earlier *const *)b)->hash, JLY_HASH_BYTES);
}

/* In the order of their hashes: that in which they came may differ from party to party. */
JlyGateGuard *
jly_gate_guard_new (const JlyGate *gate, GError **error)
{
  g_autoptr (JlyGateGuard) self = g_new0 (JlyGateGuard, 1);
  const JlyGovernance *governance = jly_store_governance_get (gate->governance, error);
  g_autoptr (GArray) list = NULL;

  self->gate = gate;
  self->earlier = g_ptr_array_new_with_free_func (free_earlier);
  if (governance == NULL)
    return NULL;
  self->least_rows = jly_store_governance_get_contract (gate->governance)->policy.min_rows;
  list = jly_governance_list_earlier (governance, gate->question);
  for (guint i = 0; i < list->len; i++)
    if (!add_earlier (self, governance, g_array_index (list, guint, i), error))
      return NULL;
  g_ptr_array_sort (self->earlier, compare_earlier);
  return g_steal_pointer (&self);
}

void
jly_gate_guard_free (JlyGateGuard *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->earlier);
  g_free (self);
}

void
jly_gate_guard_hash (const JlyGateGuard *self, guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (GByteArray) all = g_byte_array_new ();

  for (guint i = 0; i < self->earlier->len; i++)
    g_byte_array_append (all, ((const Earlier *)self->earlier->pdata[i])->hash, JLY_HASH_BYTES);
  g_byte_array_append (all, (const guint8 *)"", 1);
  jly_hash ("earlier-questions", all->data, all->len, hash);
}

static JlyGuardPart
make_part (const JlyAgreed *agreed, JlyBits *const *const *columns)
{
  const JlyStudyInputs *inputs = agreed->plan->inputs;

  return (JlyGuardPart){ &inputs->inputs, inputs->questions, inputs->n_questions, columns };
}

/* The question of now and then all earlier ones. */
static JlyGuardPart *
make_parts (const JlyGateGuard *self, JlyBits *const *const *columns)
{
  JlyGuardPart *parts = g_new (JlyGuardPart, self->earlier->len + 1);

  parts[0] = make_part (self->gate->agreed, columns);
  for (guint i = 0; i < self->earlier->len; i++)
    {
      const Earlier *earlier = self->earlier->pdata[i];

      parts[i + 1] = make_part (earlier->agreed, (JlyBits *const *const *)earlier->bits);
    }
  return parts;
}

/* All comparing, less that of the questions of now with one another. */
void
jly_gate_guard_cost (const JlyGateGuard *self, guint64 bytes[3])
{
  g_autofree JlyGuardPart *parts = make_parts (self, NULL);
  guint64 own[3], rounds;

  jly_guard_cost (parts, self->earlier->len + 1, self->least_rows, bytes, &rounds);
  jly_guard_cost (parts, 1, self->least_rows, own, &rounds);
  for (guint i = 0; i < 3; i++)
    bytes[i] -= own[i];
}

gboolean
jly_gate_guard_run (JlyGateGuard *self,
                    JlyEngine *engine,
                    JlyBits *const *const *columns,
                    GError **error)
{
  gsize n = self->earlier->len + 1;
  g_autofree JlyGuardPart *parts = make_parts (self, columns);
  gboolean is_too_near = FALSE;

  if (!jly_guard_is_needed (parts, n, self->least_rows))
    return TRUE;
  if (!jly_guard_secure (engine, parts, n, self->least_rows, &is_too_near, error))
    return FALSE;
  return !is_too_near || jly_refuse (error, JLY_REFUSAL_OVERLAP, NULL);
}
