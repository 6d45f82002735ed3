/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-kernel.h. Plain loops that the compiler turns into vector instructions. */
#include "config.h"

#include "engine/jly-kernel.h"

void
jly_kernel_and (guint64 *restrict z,
                const guint64 *x_own,
                const guint64 *x_prev,
                const guint64 *y_own,
                const guint64 *y_prev,
                const guint64 *rho_own,
                const guint64 *rho_prev,
                gsize n)
{
  for (gsize i = 0; i < n; i++)
    z[i] = (x_own[i] & (y_own[i] ^ y_prev[i])) ^ (x_prev[i] & y_own[i]) ^ rho_prev[i] ^ rho_own[i];
}
