/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parties agreed must hold of every group before anything of it is shown. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All zero: no limits. They hold for each cell of a result and for what hidden cells have together;
 * a cell that breaks one is never opened to anybody (jly-suppress.h). */
typedef struct
{
  guint min_rows;    /* rows that a cell must have to be shown */
  guint min_parties; /* parties with rows in it */
  guint top_share;   /* percent of a shown amount that one party may have at most; 0: no rule */
  gboolean may_show_ends; /* least and largest values, which are single rows', may be asked for */
} JlyLimits;

/* Whether they can be kept and mean something: 0 to 10^6 rows, 0 to 50 parties, 0 to 100 percent.
 */
gboolean jly_limits_is_valid (const JlyLimits *self);
/* Whether a cell may be hidden at all. */
gboolean jly_limits_is_any (const JlyLimits *self);
/* "fewer than 5 rows, or fewer than 3 companies …": why a cell may be hidden, for people. Which of
 * the reasons it was is not told. Owned by the caller; NULL if nothing is ever hidden. */
char *jly_limits_explain (const JlyLimits *self);

G_END_DECLS
