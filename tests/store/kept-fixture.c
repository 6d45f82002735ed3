/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kept-fixture.h. */
#include "config.h"

#include "store/kept-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
open_store (Kept *self)
{
  g_autoptr (GError) error = NULL;

  self->store = jly_store_open (self->dir, &error);
  g_assert_no_error (error);
  g_assert_true (jly_store_unlock (self->store, self->base.people[self->owner], &error));
  g_assert_no_error (error);
}

void
kept_set_up (Kept *self)
{
  g_autoptr (GError) error = NULL;

  memset (self, 0, sizeof *self);
  fixture_set_up (&self->base);
  self->dir = g_dir_make_tmp ("jly-kept-XXXXXX", &error);
  g_assert_no_error (error);
  open_store (self);
}

void
kept_set_up_beside (Kept *self, const Kept *other, guint owner)
{
  g_autoptr (GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->base = other->base;
  self->owner = owner;
  self->is_beside = TRUE;
  self->dir = g_dir_make_tmp ("jly-kept-XXXXXX", &error);
  g_assert_no_error (error);
  open_store (self);
}

static void
close_store (Kept *self)
{
  g_clear_pointer (&self->kept, jly_store_governance_free);
  g_clear_pointer (&self->store, jly_store_close);
}

void
kept_tear_down (Kept *self)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  close_store (self);
  dir = g_dir_open (self->dir, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->dir);
  g_free (self->dir);
  if (!self->is_beside)
    fixture_tear_down (&self->base);
}

void
kept_reopen (Kept *self)
{
  g_autoptr (GError) error = NULL;

  close_store (self);
  open_store (self);
  self->kept = jly_store_load_governance (self->store, self->base.contract->study_id, NOW, &error);
  g_assert_no_error (error);
}

GBytes *
kept_encode_contract (Kept *self)
{
  return jly_contract_encode (self->base.contract);
}

gboolean
kept_sign (Kept *self, guint signer, GError **error)
{
  g_autoptr (GBytes) bytes = kept_encode_contract (self);
  JlySigned item;
  gboolean ok;

  fixture_sign (&self->base, signer, JLY_SIGNS_CONTRACT, bytes, &item);
  ok = jly_store_take_signature (self->kept, signer, item.signature, NOW, error);
  jly_signed_clear (&item);
  return ok;
}

gboolean
kept_freeze (Kept *self, guint n, guint8 version, GError **error)
{
  g_autofree JlySubmission *submissions = g_new0 (JlySubmission, n);

  for (guint i = 0; i < n; i++)
    {
      submissions[i].provider[0] = (guint8)(200 - i);
      submissions[i].upload[0] = i == 0 ? version : 0;
      submissions[i].n_rows = 10;
    }
  jly_submissions_root (submissions, n, self->base.root);
  self->base.n_inputs = n;
  return jly_store_freeze (self->kept, submissions, n, NOW, error);
}

void
kept_begin (Kept *self)
{
  g_autoptr (GBytes) contract = kept_encode_contract (self);
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_store_add_contract (self->store, contract, NOW, &error));
  g_assert_no_error (error);
  self->kept = jly_store_load_governance (self->store, self->base.contract->study_id, NOW, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_assert_true (kept_sign (self, i, &error));
  g_assert_true (kept_freeze (self, 4, 0, &error));
}

GBytes *
kept_question (Kept *self)
{
  g_autoptr (JlyProposal) question = NULL;

  self->base.governance = jly_store_governance_get (self->kept, NULL);
  question = fixture_question (&self->base);
  self->base.governance = NULL;
  return jly_proposal_encode (question);
}

static void
take_head (Kept *self, JlyDecision *decision)
{
  JlyLogHead head;
  guint8 signature[64];
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_store_get_log_head (self->store, self->base.contract->study_id, &head,
                                         signature, &error));
  decision->log_size = head.size;
  memcpy (decision->log_root, head.root.bytes, sizeof decision->log_root);
}

void
kept_decide (Kept *self, GBytes *question, guint signer, JlyVerdict verdict, JlySigned *decision)
{
  g_autoptr (JlyDecision) words = jly_decision_new ();
  g_autoptr (GBytes) contract = kept_encode_contract (self);
  g_autoptr (GBytes) bytes = NULL;

  jly_contract_hash (contract, words->contract_hash);
  if (question != NULL)
    jly_proposal_hash (question, words->question_hash);
  words->verdict = verdict;
  g_free (words->reason);
  words->reason = g_strdup ("as we spoke");
  words->made_at = NOW;
  words->expires_at = LATER;
  if (signer == self->owner)
    take_head (self, words);
  bytes = jly_decision_encode (words);
  fixture_sign (&self->base, signer, JLY_SIGNS_DECISION, bytes, decision);
}

gboolean
kept_propose (Kept *self, GBytes *question, GError **error)
{
  JlySigned proposal;
  gboolean ok;

  kept_decide (self, question, NORTH, JLY_VERDICT_PROPOSE, &proposal);
  ok = jly_store_take_question (self->kept, question, &proposal, NOW, NULL, error);
  jly_signed_clear (&proposal);
  return ok;
}

gboolean
kept_say (Kept *self, GBytes *question, guint signer, JlyVerdict verdict, GError **error)
{
  JlySigned decision;
  gboolean ok;

  kept_decide (self, question, signer, verdict, &decision);
  ok = jly_store_take_decision (self->kept, &decision, NOW, error);
  jly_signed_clear (&decision);
  return ok;
}

gboolean
kept_start (Kept *self, guint question, guint64 *number, GError **error)
{
  guint8 plan[JLY_HASH_BYTES];
  guint attempt;

  memset (plan, KEPT_PLAN, sizeof plan);
  return jly_store_start_attempt (self->kept, question, plan, NOW, &attempt, number, error);
}

guint
kept_agree (Kept *self, GBytes **question)
{
  guint index = jly_governance_count_questions (jly_store_governance_get (self->kept, NULL));
  g_autoptr (GError) error = NULL;

  *question = kept_question (self);
  g_assert_true (kept_propose (self, *question, &error));
  for (guint i = HARBOUR; i <= TOWN_HALL; i++)
    g_assert_true (kept_say (self, *question, i, JLY_VERDICT_APPROVE, &error));
  g_assert_no_error (error);
  return index;
}

char *
kept_describe (JlyGovernance *governance)
{
  GString *out = g_string_new (NULL);

  g_assert_nonnull (governance);
  g_string_append_printf (out, "unsigned %" G_GINT64_MODIFIER "x budget %u",
                          jly_governance_get_unsigned (governance),
                          jly_governance_get_budget (governance));
  for (guint i = 0; i < jly_governance_count_questions (governance); i++)
    g_string_append_printf (out, " [%d missing %" G_GINT64_MODIFIER "x]",
                            jly_governance_get_stage (governance, i, NOW),
                            jly_governance_get_missing (governance, i, NOW));
  return g_string_free (out, FALSE);
}

void
kept_assert_files_lack (Kept *self, const void *text, gsize n)
{
  g_autoptr (GDir) dir = g_dir_open (self->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->dir, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size = 0;

      if (g_file_get_contents (path, &bytes, &size, NULL) && memmem (bytes, size, text, n) != NULL)
        g_error ("“%s” still holds what must not be in it", name);
    }
}
