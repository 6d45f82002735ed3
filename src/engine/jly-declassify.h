/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Marks what has just become public.
 *
 * A test runs the protocols under Valgrind with all shares marked as undefined; a branch or an
 * index that depends on one is then reported. What was opened may be branched on, so each opening
 * says here what is from now on no secret. Outside Valgrind a call does nothing that could be seen,
 * and takes a few instructions; where Valgrind's header is missing it is nothing at all.
 */
#pragma once

#include "config.h"

#include <glib.h>

#ifdef JLY_HAVE_MEMCHECK
#include <valgrind/memcheck.h>
#endif

static inline void
jly_declassify (const void *data, gsize n)
{
#ifdef JLY_HAVE_MEMCHECK
  (void)VALGRIND_MAKE_MEM_DEFINED (data, n);
#else
  (void)data;
  (void)n;
#endif
}
