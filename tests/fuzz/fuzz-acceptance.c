/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acceptances of strangers: what is read has one form, and a name of one line. */
#include "config.h"

#include "base/jly-error.h"
#include "fuzz/fuzz.h"
#include "base/jly-plain.h"
#include "study/jly-acceptance.h"

const char *const fuzz_name = "acceptance";

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) whole = g_bytes_new (bytes, n);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyAcceptance) read = jly_acceptance_decode (whole, &error);

  g_assert ((read == NULL) == (error != NULL));
  if (read == NULL)
    {
      g_assert (error->domain == JLY_ERROR && g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  again = jly_acceptance_encode (read);
  g_assert (g_bytes_equal (whole, again));
  g_assert (jly_plain_is_line (read->name));
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  g_autoptr (JlyAcceptance) acceptance = jly_acceptance_new ();

  if (index > 0)
    return NULL;
  g_free (acceptance->name);
  acceptance->name = g_strdup ("lane");
  acceptance->wording = 1;
  return jly_acceptance_encode (acceptance);
}
