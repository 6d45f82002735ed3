/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The note of what was received and what was erased: whatever is read is written as the same bytes.
 */
#include "config.h"

#include "fuzz/fuzz.h"
#include "post/jly-post-private.h"

const char *const fuzz_name = "received";

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) input = g_bytes_new (bytes, n);
  g_autoptr (GBytes) again = NULL;
  JlyPostNote note;

  if (!jly_post_note_decode (input, &note))
    {
      g_assert_null (note.given_up);
      return 0;
    }
  again = jly_post_note_encode (&note);
  g_assert_true (g_bytes_equal (input, again));
  g_array_unref (note.given_up);
  return 0;
}

/* Both forms. */
GBytes *
fuzz_seed (guint index)
{
  static const guint8 plain[] = { 0x19, 1, 2 };
  static const guint8 erased[] = { 0xa3, 1, 2, 2, 5, 3, 0x84, 1, 2, 4, 0x18, 40 };

  if (index == 0)
    return g_bytes_new_static (plain, sizeof plain);
  return index == 1 ? g_bytes_new_static (erased, sizeof erased) : NULL;
}
