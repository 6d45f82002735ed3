/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-asked.h. */
#include "config.h"

#include "app/jly-asked.h"

#include "study/jly-agreed.h"
#include "study/jly-leakage.h"
#include "study/jly-question-sentence.h"

#include "base/jly-error.h"

#include <glib/gi18n.h>
#include <string.h>

void
jly_asked_free (JlyAsked *self)
{
  if (self == NULL)
    return;
  g_free (self->question);
  g_clear_pointer (&self->statement, jly_statement_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_free (self);
}

static gboolean
check_plan (const JlyAgreed *agreed, const JlyProposal *proposal, GError **error)
{
  if (memcmp (agreed->plan->hash, proposal->plan_hash, JLY_HASH_BYTES) == 0)
    return TRUE;
  return jly_refuse (error, JLY_REFUSAL_PLAN, NULL);
}

JlyAsked *
jly_asked_new (const JlyContract *contract,
               const guint8 contract_hash[JLY_HASH_BYTES],
               const JlyProposal *proposal,
               GError **error)
{
  g_autoptr (JlyAgreed) agreed = jly_agreed_new_unknown (contract, contract_hash, proposal, error);
  JlyAsked *self;

  if (agreed == NULL || !check_plan (agreed, proposal, error))
    return NULL;
  self = g_new0 (JlyAsked, 1);
  self->question
      = jly_question_sentence_say_asked (contract, proposal->questions, proposal->recipients);
  self->statement = jly_leakage_new (agreed->study, agreed->plan);
  self->findings = jly_inference_find_in_questions (contract, proposal);
  return self;
}
