/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What strangers propose: what is read has one form, and a hash of its content. */
#include "config.h"

#include "base/jly-error.h"
#include "fuzz/fuzz.h"
#include "study/jly-proposal.h"

const char *const fuzz_name = "proposal";

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) whole = g_bytes_new (bytes, n);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyProposal) read = jly_proposal_decode (whole, &error);

  g_assert ((read == NULL) == (error != NULL));
  if (read == NULL)
    {
      g_assert (error->domain == JLY_ERROR && g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  again = jly_proposal_encode (read);
  g_assert (g_bytes_equal (whole, again));
  jly_proposal_hash_content (read, (guint8[JLY_HASH_BYTES]){ 0 });
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  g_autoptr (JlyProposal) proposal = jly_proposal_new ();
  JlyStudyQuestion *question;

  if (index > 0)
    return NULL;
  question = jly_study_questions_add (proposal->questions, "total", "sum");
  jly_study_question_set (question, "column", "turnover");
  jly_study_question_set (question, "where", "size");
  g_array_append_val (proposal->uses, ((JlyProposalUse){ 0, JLY_USE_SUM }));
  g_array_append_val (proposal->uses, ((JlyProposalUse){ 1, JLY_USE_FILTER }));
  jly_proposal_sort (proposal);
  proposal->recipients = 5;
  proposal->n_submissions = 3;
  return jly_proposal_encode (proposal);
}
