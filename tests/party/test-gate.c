/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gate of one computing party: what it lets through, what it writes down, and what it finds in
 * the uploads that it is given. */
#include "config.h"

#include "party/members-fixture.h"

#include "party/jly-gate-guard.h"
#include "party/jly-member-private.h"

#include <string.h>

/* The first computing party at its gate. */
typedef struct
{
  Members world;
  JlyMember *member;
  JlyAgreed *agreed;
  JlyUploadPart *parts[N_COMPANIES];
  JlyBits **bits[N_COMPANIES];
  JlyGate gate;
} AtGate;

/* Everything up to a question of two parts, of which one has a filter. */
static void
prepare_filtered (const Members *world)
{
  g_autoptr (JlyStudy) study = members_make_study (world);
  JlyStudyQuestion *all = study->questions->pdata[0];
  JlyStudyQuestion *filtered = jly_study_add_question (study, "above", "sum");

  g_free (all->id);
  all->id = g_strdup ("all");
  jly_study_question_set (filtered, "column", "amount");
  jly_study_question_set (filtered, "where", "amount");
  jly_study_question_set (filtered, "is", ">");
  jly_study_question_set (filtered, "value", "15");
  study->limits.min_rows = 2;
  members_agree_on_contract (world, study);
  members_hand_in (world);
  members_freeze (world);
  members_ask (world, study);
}

static void
set_up (AtGate *self, gconstpointer is_filtered)
{
  g_autoptr (GError) error = NULL;

  members_set_up (&self->world);
  members_in_child (&self->world, is_filtered != NULL ? prepare_filtered : members_prepare);
  self->member = members_open (&self->world, N_COMPANIES);
  self->agreed = jly_member_agree (self->member, 0, &error);
  g_assert_no_error (error);
  self->gate = (JlyGate){ .governance = self->member->governance,
                          .agreed = self->agreed,
                          .parts = self->parts,
                          .identity = self->member->identity,
                          .now = self->world.now };
  for (guint i = 0; i < N_COMPANIES; i++)
    {
      self->parts[i] = jly_member_load_upload (self->member, self->agreed->uploads[i]);
      self->bits[i] = g_new0 (JlyBits *, self->agreed->n_columns);
    }
}

static void
tear_down (AtGate *self, gconstpointer unused)
{
  for (guint i = 0; i < N_COMPANIES; i++)
    {
      for (guint k = 0; k < self->agreed->n_columns; k++)
        jly_bits_free (self->bits[i][k]);
      g_free (self->bits[i]);
      jly_upload_part_free (self->parts[i]);
    }
  jly_agreed_free (self->agreed);
  jly_member_free (self->member);
  members_tear_down (&self->world);
}

static void
assert_rule (gboolean ok, GError **error, JlyRefusal rule)
{
  g_assert_false (ok);
  g_assert_cmpstr (jly_error_get_detail (*error)->step, ==, jly_refusal_name (rule));
  g_clear_error (error);
}

static JlyProposalStage
get_stage (AtGate *self)
{
  return jly_governance_get_stage (jly_store_governance_get (self->member->governance, NULL), 0,
                                   self->world.now);
}

static void
test_attempts (AtGate *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) lost = g_error_new (JLY_ERROR, JLY_ERROR_UNAVAILABLE, "gone");
  g_autoptr (GError) cheated = g_error_new (JLY_ERROR, JLY_ERROR_PROTOCOL, "cheated");
  guint64 number = 0, next = 0;

  g_assert_true (jly_gate_check (&self->gate, &error));
  g_assert_true (jly_gate_start (&self->gate, &number, &error));
  assert_rule (jly_gate_start (&self->gate, &next, &error), &error, JLY_REFUSAL_STARTED);
  g_assert_true (jly_gate_fail (&self->gate, lost, &error));
  g_assert_cmpint (get_stage (self), ==, JLY_PROPOSAL_APPROVED);
  g_assert_true (jly_gate_start (&self->gate, &next, &error));
  g_assert_cmpuint (next, >, number);
  g_assert_true (jly_gate_fail (&self->gate, cheated, &error));
  g_assert_cmpint (get_stage (self), ==, JLY_PROPOSAL_FAILED);
  assert_rule (jly_gate_check (&self->gate, &error), &error, JLY_REFUSAL_ATTEMPTS);
  g_assert_no_error (error);
}

/* Whether the same once more would be compared with the first one. */
static gboolean
is_compared (AtGate *self)
{
  g_autoptr (JlyMember) north = members_open (&self->world, 0);
  g_autoptr (JlyStudy) study = members_make_study (&self->world);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) earlier = NULL;
  const JlyGovernance *governance;
  gint answered;

  jly_member_propose (north, study->questions, 7, self->world.now + 900, &answered, &error);
  g_assert_no_error (error);
  g_assert_true (jly_member_flush (north, &error));
  g_assert_true (jly_member_sync (self->member, &error));
  governance = jly_store_governance_get (self->member->governance, &error);
  g_assert_cmpuint (jly_governance_count_questions (governance), ==, 2);
  earlier = jly_governance_list_earlier (governance, 1);
  return earlier->len > 0;
}

static void
end_attempt (AtGate *self, GError *why)
{
  g_autoptr (GError) error = NULL;
  guint64 number;

  g_assert_true (jly_gate_start (&self->gate, &number, &error));
  g_assert_true (jly_gate_fail (&self->gate, why, &error));
  g_assert_no_error (error);
}

/* Of a question that was stopped by the guard nothing was computed, so nothing can differ from it.
 */
static void
test_overlap (AtGate *self, gconstpointer unused)
{
  g_autoptr (GError) overlap = NULL;

  g_assert_false (jly_refuse (&overlap, JLY_REFUSAL_OVERLAP, NULL));
  end_attempt (self, overlap);
  g_assert_cmpint (get_stage (self), ==, JLY_PROPOSAL_FAILED);
  g_assert_false (is_compared (self));
}

static void
test_stopped_is_compared (AtGate *self, gconstpointer unused)
{
  g_autoptr (GError) lost = g_error_new (JLY_ERROR, JLY_ERROR_UNAVAILABLE, "gone");

  end_attempt (self, lost);
  g_assert_true (is_compared (self));
}

static guint64
get_guard_cost (AtGate *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyGateGuard) guard = jly_gate_guard_new (&self->gate, &error);
  guint64 bytes[3];

  g_assert_no_error (error);
  jly_gate_guard_cost (guard, bytes);
  return bytes[0] + bytes[1] + bytes[2];
}

/* What its own questions cost to compare is in the plan; each earlier one comes on top. */
static void
test_guard_cost (AtGate *self, gconstpointer unused)
{
  g_autoptr (GError) lost = g_error_new (JLY_ERROR, JLY_ERROR_UNAVAILABLE, "gone");
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyAgreed) second = NULL;

  g_assert_cmpuint (get_guard_cost (self), ==, 0);
  end_attempt (self, lost);
  g_assert_true (is_compared (self));
  second = jly_member_agree (self->member, 1, &error);
  g_assert_no_error (error);
  self->gate.agreed = second;
  self->gate.question = 1;
  g_assert_cmpuint (get_guard_cost (self), >, 0);
}

static void
test_answered (AtGate *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GError) error = NULL;
  guint64 number;

  g_ptr_array_add (letters, g_bytes_new_static ("sealed", 6));
  g_assert_false (jly_gate_finish (&self->gate, letters, &error)); /* not begun */
  g_clear_error (&error);
  g_assert_true (jly_gate_start (&self->gate, &number, &error));
  g_assert_false (jly_gate_is_answered (&self->gate));
  g_assert_true (jly_gate_finish (&self->gate, letters, &error));
  g_assert_no_error (error);
  g_assert_true (jly_gate_is_answered (&self->gate));
  kept = jly_store_get_answer (self->member->governance, 0, &error);
  g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), "\x81\x46sealed", 8);
}

static gboolean
open_all (AtGate *self, GError **error)
{
  guint8 hashes[N_COMPANIES][JLY_HASH_BYTES];

  return jly_gate_open_uploads (&self->gate, self->bits, hashes, error);
}

static void
test_uploads (AtGate *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (open_all (self, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < N_COMPANIES; i++)
    g_assert_cmpuint (self->bits[i][0]->n_lanes, ==, 1);
}

/* A whole upload of somebody else, of which every signature is good. */
static void
test_other_upload (AtGate *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  JlyUploadPart *first = self->parts[0];

  self->parts[0] = self->parts[1];
  self->parts[1] = first;
  assert_rule (open_all (self, &error), &error, JLY_REFUSAL_INPUTS);
}

static void
test_missing_upload (AtGate *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->parts[2], jly_upload_part_free);
  assert_rule (open_all (self, &error), &error, JLY_REFUSAL_INPUTS);
}

/* The set that was approved says how many rows there are. */
static void
test_other_rows (AtGate *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  self->agreed->n_rows[1] = 2;
  assert_rule (open_all (self, &error), &error, JLY_REFUSAL_INPUTS);
}

static void
test_rules (AtGate *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  guint64 number;

  self->agreed->plan->hash[0] ^= 1;
  assert_rule (jly_gate_check (&self->gate, &error), &error, JLY_REFUSAL_PLAN);
  assert_rule (jly_gate_start (&self->gate, &number, &error), &error, JLY_REFUSAL_PLAN);
  self->agreed->plan->hash[0] ^= 1;
  self->gate.now += 1000;
  assert_rule (jly_gate_check (&self->gate, &error), &error, JLY_REFUSAL_EXPIRED);
  self->gate.now += 24 * 3600;
  assert_rule (jly_gate_start (&self->gate, &number, &error), &error, JLY_REFUSAL_CONTRACT_ENDED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/gate/" name, AtGate, NULL, set_up, func, tear_down)
  ADD ("attempts", test_attempts);
  ADD ("overlap", test_overlap);
  ADD ("stopped-is-compared", test_stopped_is_compared);
  g_test_add ("/gate/guard-cost", AtGate, "filtered", set_up, test_guard_cost, tear_down);
  ADD ("answered", test_answered);
  ADD ("uploads", test_uploads);
  ADD ("other-upload", test_other_upload);
  ADD ("missing-upload", test_missing_upload);
  ADD ("other-rows", test_other_rows);
  ADD ("rules", test_rules);
#undef ADD
  return g_test_run ();
}
