/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inner loops: what one miner computes on words, before anything is sent.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* This miner's share of x & y, masked with its share of zero:
 * z_i = x_i (y_i + y_{i-1}) + x_{i-1} y_i + rho_{i-1} + rho_i over GF(2), on n words. z overlaps
 * nothing else. Source: Araki et al., CCS 2016, section on multiplication of replicated shares. */
void jly_kernel_and (guint64 *restrict z,
                     const guint64 *x_own,
                     const guint64 *x_prev,
                     const guint64 *y_own,
                     const guint64 *y_prev,
                     const guint64 *rho_own,
                     const guint64 *rho_prev,
                     gsize n);

G_END_DECLS
