/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-kernel.h. One plain loop each, which the compiler turns into vector instructions; the
 * twins differ only in the instructions that it may use.
 */
#include "config.h"

#include "engine/jly-kernel.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_AVX2 1
#define WITH_AVX2 __attribute__ ((target ("avx2")))
#else
#define HAVE_AVX2 0
#define WITH_AVX2
#endif

gboolean
jly_kernel_has_avx2 (void)
{
#if HAVE_AVX2
  return __builtin_cpu_supports ("avx2") != 0;
#else
  return FALSE;
#endif
}

static inline __attribute__ ((always_inline)) void
multiply (guint64 *restrict z,
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

static inline __attribute__ ((always_inline)) void
multiply_add (guint64 *restrict z,
              const guint64 *x_own,
              const guint64 *x_prev,
              const guint64 *y_own,
              const guint64 *y_prev,
              gsize n)
{
  for (gsize i = 0; i < n; i++)
    z[i] ^= (x_own[i] & (y_own[i] ^ y_prev[i])) ^ (x_prev[i] & y_own[i]);
}

static inline __attribute__ ((always_inline)) void
multiply_add_2 (guint64 *restrict z,
                const guint64 *x_own,
                const guint64 *x_prev,
                const guint64 *y_own,
                const guint64 *y_prev,
                const guint64 *v_own,
                const guint64 *v_prev,
                gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      guint64 own = y_own[i] ^ v_own[i];

      z[i] ^= (x_own[i] & (own ^ y_prev[i] ^ v_prev[i])) ^ (x_prev[i] & own);
    }
}

static inline __attribute__ ((always_inline)) void
add (guint64 *restrict to, const guint64 *restrict from, gsize n)
{
  for (gsize i = 0; i < n; i++)
    to[i] ^= from[i];
}

static inline __attribute__ ((always_inline)) void
set_xor (guint64 *to, const guint64 *x, const guint64 *y, gsize n)
{
  for (gsize i = 0; i < n; i++)
    to[i] = x[i] ^ y[i];
}

void
jly_kernel_and_portable (guint64 *z,
                         const guint64 *x_own,
                         const guint64 *x_prev,
                         const guint64 *y_own,
                         const guint64 *y_prev,
                         const guint64 *rho_own,
                         const guint64 *rho_prev,
                         gsize n)
{
  multiply (z, x_own, x_prev, y_own, y_prev, rho_own, rho_prev, n);
}

WITH_AVX2 void
jly_kernel_and_avx2 (guint64 *z,
                     const guint64 *x_own,
                     const guint64 *x_prev,
                     const guint64 *y_own,
                     const guint64 *y_prev,
                     const guint64 *rho_own,
                     const guint64 *rho_prev,
                     gsize n)
{
  multiply (z, x_own, x_prev, y_own, y_prev, rho_own, rho_prev, n);
}

void
jly_kernel_and (guint64 *z,
                const guint64 *x_own,
                const guint64 *x_prev,
                const guint64 *y_own,
                const guint64 *y_prev,
                const guint64 *rho_own,
                const guint64 *rho_prev,
                gsize n)
{
  if (jly_kernel_has_avx2 ())
    jly_kernel_and_avx2 (z, x_own, x_prev, y_own, y_prev, rho_own, rho_prev, n);
  else
    jly_kernel_and_portable (z, x_own, x_prev, y_own, y_prev, rho_own, rho_prev, n);
}

void
jly_kernel_and_add_portable (guint64 *z,
                             const guint64 *x_own,
                             const guint64 *x_prev,
                             const guint64 *y_own,
                             const guint64 *y_prev,
                             gsize n)
{
  multiply_add (z, x_own, x_prev, y_own, y_prev, n);
}

WITH_AVX2 void
jly_kernel_and_add_avx2 (guint64 *z,
                         const guint64 *x_own,
                         const guint64 *x_prev,
                         const guint64 *y_own,
                         const guint64 *y_prev,
                         gsize n)
{
  multiply_add (z, x_own, x_prev, y_own, y_prev, n);
}

void
jly_kernel_and_add (guint64 *z,
                    const guint64 *x_own,
                    const guint64 *x_prev,
                    const guint64 *y_own,
                    const guint64 *y_prev,
                    gsize n)
{
  if (jly_kernel_has_avx2 ())
    jly_kernel_and_add_avx2 (z, x_own, x_prev, y_own, y_prev, n);
  else
    jly_kernel_and_add_portable (z, x_own, x_prev, y_own, y_prev, n);
}

void
jly_kernel_and_add_2_portable (guint64 *z,
                               const guint64 *x_own,
                               const guint64 *x_prev,
                               const guint64 *y_own,
                               const guint64 *y_prev,
                               const guint64 *v_own,
                               const guint64 *v_prev,
                               gsize n)
{
  multiply_add_2 (z, x_own, x_prev, y_own, y_prev, v_own, v_prev, n);
}

WITH_AVX2 void
jly_kernel_and_add_2_avx2 (guint64 *z,
                           const guint64 *x_own,
                           const guint64 *x_prev,
                           const guint64 *y_own,
                           const guint64 *y_prev,
                           const guint64 *v_own,
                           const guint64 *v_prev,
                           gsize n)
{
  multiply_add_2 (z, x_own, x_prev, y_own, y_prev, v_own, v_prev, n);
}

void
jly_kernel_and_add_2 (guint64 *z,
                      const guint64 *x_own,
                      const guint64 *x_prev,
                      const guint64 *y_own,
                      const guint64 *y_prev,
                      const guint64 *v_own,
                      const guint64 *v_prev,
                      gsize n)
{
  if (jly_kernel_has_avx2 ())
    jly_kernel_and_add_2_avx2 (z, x_own, x_prev, y_own, y_prev, v_own, v_prev, n);
  else
    jly_kernel_and_add_2_portable (z, x_own, x_prev, y_own, y_prev, v_own, v_prev, n);
}

void
jly_kernel_multiply (guint64 *z,
                     const guint64 *x_own,
                     const guint64 *x_prev,
                     const guint64 *y_own,
                     const guint64 *y_prev,
                     const guint64 *rho_own,
                     const guint64 *rho_prev,
                     gsize n)
{
  for (gsize i = 0; i < n; i++)
    z[i] = x_own[i] * (y_own[i] + y_prev[i]) + x_prev[i] * y_own[i] + rho_prev[i] - rho_own[i];
}

guint64
jly_kernel_dot (const guint64 *x_own,
                const guint64 *x_prev,
                const guint64 *y_own,
                const guint64 *y_prev,
                gsize n,
                guint64 rho_own,
                guint64 rho_prev)
{
  guint64 sum = rho_prev - rho_own;

  for (gsize i = 0; i < n; i++)
    sum += x_own[i] * (y_own[i] + y_prev[i]) + x_prev[i] * y_own[i];
  return sum;
}

static inline __attribute__ ((always_inline)) void
add_row (guint64 *restrict z,
         const guint64 *x_own,
         const guint64 *x_prev,
         gsize n_inner,
         const guint64 *y_own,
         const guint64 *y_prev,
         gsize stride,
         gsize n)
{
  for (gsize k = 0; k < n_inner; k++, y_own += stride, y_prev += stride)
    for (gsize j = 0; j < n; j++)
      z[j] += x_own[k] * (y_own[j] + y_prev[j]) + x_prev[k] * y_own[j];
}

void
jly_kernel_matrix_row_portable (guint64 *z,
                                const guint64 *x_own,
                                const guint64 *x_prev,
                                gsize n_inner,
                                const guint64 *y_own,
                                const guint64 *y_prev,
                                gsize stride,
                                gsize n)
{
  add_row (z, x_own, x_prev, n_inner, y_own, y_prev, stride, n);
}

WITH_AVX2 void
jly_kernel_matrix_row_avx2 (guint64 *z,
                            const guint64 *x_own,
                            const guint64 *x_prev,
                            gsize n_inner,
                            const guint64 *y_own,
                            const guint64 *y_prev,
                            gsize stride,
                            gsize n)
{
  add_row (z, x_own, x_prev, n_inner, y_own, y_prev, stride, n);
}

void
jly_kernel_matrix_row (guint64 *z,
                       const guint64 *x_own,
                       const guint64 *x_prev,
                       gsize n_inner,
                       const guint64 *y_own,
                       const guint64 *y_prev,
                       gsize stride,
                       gsize n)
{
  if (jly_kernel_has_avx2 ())
    jly_kernel_matrix_row_avx2 (z, x_own, x_prev, n_inner, y_own, y_prev, stride, n);
  else
    jly_kernel_matrix_row_portable (z, x_own, x_prev, n_inner, y_own, y_prev, stride, n);
}

void
jly_kernel_xor_portable (guint64 *to, const guint64 *from, gsize n)
{
  add (to, from, n);
}

WITH_AVX2 void
jly_kernel_xor_avx2 (guint64 *to, const guint64 *from, gsize n)
{
  add (to, from, n);
}

void
jly_kernel_xor (guint64 *to, const guint64 *from, gsize n)
{
  if (jly_kernel_has_avx2 ())
    jly_kernel_xor_avx2 (to, from, n);
  else
    jly_kernel_xor_portable (to, from, n);
}

WITH_AVX2 static void
set_xor_avx2 (guint64 *to, const guint64 *x, const guint64 *y, gsize n)
{
  set_xor (to, x, y, n);
}

void
jly_kernel_set_xor (guint64 *to, const guint64 *x, const guint64 *y, gsize n)
{
  if (jly_kernel_has_avx2 ())
    set_xor_avx2 (to, x, y, n);
  else
    set_xor (to, x, y, n);
}
