/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How likely chance alone gives what was found, and in which words that may be said. All from
 * opened numbers. The distributions are those of the GNU Scientific Library.
 *
 * A sentence says "more than chance alone would explain" below five percent and "chance alone could
 * explain that" from there on: neither that something is proved, nor that there is no difference,
 * and nothing about causes.
 */
#pragma once

#include "analysis/jly-figure.h"

G_BEGIN_DECLS

/* Two-sided for t and z; the upper end for F and chi-squared. */
double jly_chance_of_t (double t, double degrees);
double jly_chance_of_z (double z);
double jly_chance_of_f (double f, double degrees, double degrees_below);
double jly_chance_of_chi_squared (double x, double degrees);
/* What a t of so many degrees of freedom, or a z, stays below in 97.5 of 100 cases. */
double jly_chance_get_edge_of_t (double degrees);
double jly_chance_get_edge_of_z (void);

/* Whether chance alone is a poor explanation: p below 0.05. */
gboolean jly_chance_is_small (double p);
/* "p = 0.003", "p < 0.0001"; owned by the caller. */
char *jly_chance_format (double p);
/* What is to be said of what was found, a sentence for each of both cases, followed by the p-value.
 * Owned by the caller. */
char *jly_chance_conclude (double p, const char *found);

/* A figure "p-value", as text where it is too small to be written down. */
void jly_chance_add_figure (GPtrArray *figures, const char *label, double p);

/* value 10^scale as steps for a JlyFormatFunc, cut to what fits. */
char *jly_chance_format_number (JlyFormatFunc format, double value, guint scale, const char *unit);

G_END_DECLS
