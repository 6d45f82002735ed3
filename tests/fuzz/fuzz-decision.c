/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions of strangers: what is read has one form, and a rejection has a reason. */
#include "config.h"

#include "base/jly-error.h"
#include "fuzz/fuzz.h"
#include "study/jly-proposal.h"

const char *const fuzz_name = "decision";

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) whole = g_bytes_new (bytes, n);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyDecision) read = jly_decision_decode (whole, &error);

  g_assert ((read == NULL) == (error != NULL));
  if (read == NULL)
    {
      g_assert (error->domain == JLY_ERROR && g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  again = jly_decision_encode (read);
  g_assert (g_bytes_equal (whole, again));
  g_assert (read->verdict != JLY_VERDICT_REJECT || *read->reason != '\0');
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  g_autoptr (JlyDecision) decision = jly_decision_new ();

  if (index > 0)
    return NULL;
  decision->verdict = JLY_VERDICT_REJECT;
  g_free (decision->reason);
  decision->reason = g_strdup ("too few");
  decision->log_size = 300;
  return jly_decision_encode (decision);
}
