/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stands in for jly-randomness.c and jly-prg.c where a test enumerates every random choice: a mask
 * is what the test wrote down for the key, not what a generator makes. The protocols themselves
 * run unchanged. A test that links this file links neither of those two.
 *
 * Lanes do not meet in a conversion, so one run with 2^R lanes plays all 2^R random choices.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Forgets all; engines made from now on are numbered 0, 1, 2 in the order of their making. */
void test_script_reset (void);
/* Appends n masks that both holders of key read next, at once: bits of one plane, or whole words.
 * They fill whole blocks of the stream, as reading does. */
void test_script_add_plane (guint key, const guint64 *bits, gsize n);
void test_script_add_numbers (guint key, const guint64 *numbers, gsize n);
/* Fails the test unless both holders of every key have read all that there is. */
void test_script_check_used (void);

G_END_DECLS
