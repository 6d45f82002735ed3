/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mandates of strangers: what is read has one form, and begins before it ends. */
#include "config.h"

#include "base/jly-error.h"
#include "fuzz/fuzz.h"
#include "study/jly-proposal.h"

const char *const fuzz_name = "mandate";

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) whole = g_bytes_new (bytes, n);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  JlyMandate read;

  if (!jly_mandate_decode (whole, &read, &error))
    {
      g_assert (error->domain == JLY_ERROR && g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  again = jly_mandate_encode (&read);
  g_assert (g_bytes_equal (whole, again));
  g_assert (read.from < read.until);
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  const JlyMandate mandate = { .representative = 4, .side = 1, .from = 5, .until = 600 };

  return index == 0 ? jly_mandate_encode (&mandate) : NULL;
}
