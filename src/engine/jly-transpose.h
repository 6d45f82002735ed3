/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A 64 by 64 matrix of bits, turned about its diagonal: bit j of word i becomes bit i of word j. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void jly_transpose_64 (guint64 rows[64]);

/* Its two twins, as in jly-kernel.h; that for AVX2 only where jly_kernel_has_avx2. For tests. */
void jly_transpose_64_portable (guint64 rows[64]);
void jly_transpose_64_avx2 (guint64 rows[64]);

G_END_DECLS
