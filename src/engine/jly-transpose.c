/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-transpose.h. Swaps the off-diagonal quarters of ever smaller squares. */
#include "config.h"

#include "engine/jly-transpose.h"

void
jly_transpose_64 (guint64 rows[64])
{
  guint64 low_half = 0xffffffff;

  for (guint size = 32; size > 0; size /= 2, low_half ^= low_half << size)
    for (guint top = 0; top < 64; top = (top + size + 1) & ~size)
      {
        guint64 difference = ((rows[top] >> size) ^ rows[top + size]) & low_half;

        rows[top] ^= difference << size;
        rows[top + size] ^= difference;
      }
}
