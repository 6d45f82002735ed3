/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hello of a stranger: only the one with the right MAC fits, and it is the one that was made.
 */
#include "config.h"

#include "fuzz/fuzz.h"
#include "net/jly-hello.h"

#include <string.h>

const char *const fuzz_name = "hello";

static const guint8 exporter[32] = { 1, 2, 3 };

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  JlyHello hello = { .role = 77 };
  guint8 again[JLY_HELLO_BYTES];
  guint version = 0;

  if (jly_hello_decode (bytes, n, JLY_HELLO_FROM_CALLER, exporter, &version, &hello)
      != JLY_HELLO_FITS)
    {
      g_assert (hello.role == 77);
      return 0;
    }
  jly_hello_encode (&hello, JLY_HELLO_FROM_CALLER, exporter, again);
  g_assert (n == sizeof again && memcmp (bytes, again, n) == 0);
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  const JlyHello hello = { .role = index, .index = 3 * index, .study = { 9, 9 } };
  guint8 bytes[JLY_HELLO_BYTES];

  if (index >= 3)
    return NULL;
  jly_hello_encode (&hello, JLY_HELLO_FROM_CALLER, exporter, bytes);
  return g_bytes_new (bytes, sizeof bytes);
}
