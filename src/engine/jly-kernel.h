/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inner loops: what one miner computes on words, before anything is sent. Each exists twice,
 * for every processor and for those with AVX2; which one runs is chosen at run time and never shows
 * in a result, so that miners on different machines agree.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether this processor has AVX2 (and this is a build that can use it). */
gboolean jly_kernel_has_avx2 (void);

/* This miner's share of x & y, masked with its share of zero:
 * z_i = x_i (y_i + y_{i-1}) + x_{i-1} y_i + rho_{i-1} + rho_i over GF(2), on n words. z overlaps
 * nothing else. Source: Araki et al., CCS 2016, section on multiplication of replicated
 * shares. */
void jly_kernel_and (guint64 *z,
                     const guint64 *x_own,
                     const guint64 *x_prev,
                     const guint64 *y_own,
                     const guint64 *y_prev,
                     const guint64 *rho_own,
                     const guint64 *rho_prev,
                     gsize n);
/* One more term of a sum of products, whose masks are in z already:
 * z_i ^= x_i (y_i + y_{i-1}) + x_{i-1} y_i; and the same with y + v in the place of y. */
void jly_kernel_and_add (guint64 *z,
                         const guint64 *x_own,
                         const guint64 *x_prev,
                         const guint64 *y_own,
                         const guint64 *y_prev,
                         gsize n);
void jly_kernel_and_add_2 (guint64 *z,
                           const guint64 *x_own,
                           const guint64 *x_prev,
                           const guint64 *y_own,
                           const guint64 *y_prev,
                           const guint64 *v_own,
                           const guint64 *v_prev,
                           gsize n);
/* The same modulo 2^64: z_i = x_i (y_i + y_{i-1}) + x_{i-1} y_i + rho_{i-1} - rho_i. The sign makes
 * the three masks cancel. One loop for every processor: AVX2 has no product of 64-bit numbers. */
void jly_kernel_multiply (guint64 *z,
                          const guint64 *x_own,
                          const guint64 *x_prev,
                          const guint64 *y_own,
                          const guint64 *y_prev,
                          const guint64 *rho_own,
                          const guint64 *rho_prev,
                          gsize n);
/* This miner's share of the sum of the n products, masked once with rho_prev - rho_own. */
guint64 jly_kernel_dot (const guint64 *x_own,
                        const guint64 *x_prev,
                        const guint64 *y_own,
                        const guint64 *y_prev,
                        gsize n,
                        guint64 rho_own,
                        guint64 rho_prev);
/* One row of a matrix product, whose masks are in z already: z_j += the sum over k < n_inner of
 * x_k (y_kj + y'_kj) + x'_k y_kj, for j < n. Row k of y begins stride words after row k - 1. z
 * overlaps nothing else. */
void jly_kernel_matrix_row (guint64 *z,
                            const guint64 *x_own,
                            const guint64 *x_prev,
                            gsize n_inner,
                            const guint64 *y_own,
                            const guint64 *y_prev,
                            gsize stride,
                            gsize n);
/* to := to ^ from, on n words that do not overlap. */
void jly_kernel_xor (guint64 *to, const guint64 *from, gsize n);
/* to := x ^ y; to may be x or y. */
void jly_kernel_set_xor (guint64 *to, const guint64 *x, const guint64 *y, gsize n);

/* The two twins of each; those for AVX2 only where jly_kernel_has_avx2. For tests. */
void jly_kernel_and_portable (guint64 *z,
                              const guint64 *x_own,
                              const guint64 *x_prev,
                              const guint64 *y_own,
                              const guint64 *y_prev,
                              const guint64 *rho_own,
                              const guint64 *rho_prev,
                              gsize n);
void jly_kernel_and_avx2 (guint64 *z,
                          const guint64 *x_own,
                          const guint64 *x_prev,
                          const guint64 *y_own,
                          const guint64 *y_prev,
                          const guint64 *rho_own,
                          const guint64 *rho_prev,
                          gsize n);
void jly_kernel_and_add_portable (guint64 *z,
                                  const guint64 *x_own,
                                  const guint64 *x_prev,
                                  const guint64 *y_own,
                                  const guint64 *y_prev,
                                  gsize n);
void jly_kernel_and_add_avx2 (guint64 *z,
                              const guint64 *x_own,
                              const guint64 *x_prev,
                              const guint64 *y_own,
                              const guint64 *y_prev,
                              gsize n);
void jly_kernel_and_add_2_portable (guint64 *z,
                                    const guint64 *x_own,
                                    const guint64 *x_prev,
                                    const guint64 *y_own,
                                    const guint64 *y_prev,
                                    const guint64 *v_own,
                                    const guint64 *v_prev,
                                    gsize n);
void jly_kernel_and_add_2_avx2 (guint64 *z,
                                const guint64 *x_own,
                                const guint64 *x_prev,
                                const guint64 *y_own,
                                const guint64 *y_prev,
                                const guint64 *v_own,
                                const guint64 *v_prev,
                                gsize n);
void jly_kernel_matrix_row_portable (guint64 *z,
                                     const guint64 *x_own,
                                     const guint64 *x_prev,
                                     gsize n_inner,
                                     const guint64 *y_own,
                                     const guint64 *y_prev,
                                     gsize stride,
                                     gsize n);
void jly_kernel_matrix_row_avx2 (guint64 *z,
                                 const guint64 *x_own,
                                 const guint64 *x_prev,
                                 gsize n_inner,
                                 const guint64 *y_own,
                                 const guint64 *y_prev,
                                 gsize stride,
                                 gsize n);
void jly_kernel_xor_portable (guint64 *to, const guint64 *from, gsize n);
void jly_kernel_xor_avx2 (guint64 *to, const guint64 *from, gsize n);

G_END_DECLS
