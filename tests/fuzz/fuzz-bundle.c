/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of letters: what is read is written again as the same bytes. */
#include "config.h"

#include "crypto/jly-identity.h"
#include "fuzz/fuzz.h"
#include "post/jly-bundle.h"

const char *const fuzz_name = "bundle";

static void
try_decode (GBytes *bytes)
{
  g_autoptr (GPtrArray) envelopes = jly_bundle_decode (bytes, "a file", NULL);
  g_autoptr (GBytes) again = NULL;

  if (envelopes == NULL)
    return;
  again = jly_bundle_encode (envelopes, NULL);
  g_assert_true (g_bytes_equal (again, bytes));
}

/* As it is, and with the check that belongs to it, so that what stands inside is reached too. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) as_it_is = g_bytes_new (bytes, n);
  g_autoptr (GByteArray) checked = g_byte_array_new ();
  g_autoptr (GBytes) whole = NULL;
  guint8 hash[32];

  try_decode (as_it_is);
  jly_hash ("letters-file", bytes, n, hash);
  g_byte_array_append (checked, bytes, (guint)n);
  g_byte_array_append (checked, hash, sizeof hash);
  whole = g_byte_array_free_to_bytes (g_steal_pointer (&checked));
  try_decode (whole);
  return 0;
}

/* 0: a whole file. 1: without its check. */
GBytes *
fuzz_seed (guint index)
{
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GBytes) whole = NULL;

  if (index > 1)
    return NULL;
  g_ptr_array_add (envelopes, g_bytes_new_static ("one", 3));
  g_ptr_array_add (envelopes, g_bytes_new_static ("", 0));
  whole = jly_bundle_encode (envelopes, NULL);
  return g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) - 32 * index);
}
