/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exact numbers as programs write them to each other: "-1250.5". What people write in their files,
 * with thousands marks and decimal commas, is read in the room of tables.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_DECIMAL_SCALE_MAX 9

/* Reads an optional minus sign, digits, and a point with at most scale decimals; *steps counts in
 * steps of 10^-scale. FALSE, with *steps untouched, for anything else and beyond 62 bits. */
gboolean jly_decimal_parse (const char *text, guint scale, gint64 *steps) G_GNUC_WARN_UNUSED_RESULT;
/* The reverse, with exactly scale decimals: "-12.50" for -1250 at scale 2. Owned by the caller. */
char *jly_decimal_format (gint64 steps, guint scale);

G_END_DECLS
