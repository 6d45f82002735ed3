/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exact aggregates by cell: what counts, sums, means, variances, tables and ratios have in common.
 * A question names one or more measures (columns), and cells (jly-cells.h); for each measure and
 * cell each term is a whole number over the rows that count, lie in the cell and have the measure's
 * cells. All measures go side by side, so that rounds do not grow with their number. The limits of
 * the study hide cells inside the computation (jly-suppress.h), each measure by itself.
 *
 * Values are numbered measure by measure, then cell by cell. Every provider is told the shown ones;
 * the computing parties learn nothing.
 */
#pragma once

#include "analysis/jly-analysis.h"
#include "analysis/jly-cells.h"
#include "analysis/jly-forms.h"

G_BEGIN_DECLS

#define JLY_TABULATE_MAX_TERMS 3
#define JLY_TABULATE_MAX_VALUES 256

typedef enum
{
  JLY_TERM_COUNT,   /* rows */
  JLY_TERM_SUM,     /* of the measure's first column, */
  JLY_TERM_OTHER,   /* of its second, */
  JLY_TERM_SQUARE,  /* of the first one's square, */
  JLY_TERM_PRODUCT, /* of both's product */
  JLY_TERM_MISSING  /* rows whose cell of the first column is missing; they count as the others */
} JlyTerm;

/* What an analysis asks for: its outputs are these terms and then the bits that say which values
 * are shown. */
typedef struct
{
  const char *column; /* the parameter with its column or columns; NULL: rows alone */
  const char *other;  /* the parameter with the second column, or NULL */
  JlyTerm terms[JLY_TABULATE_MAX_TERMS];
  guint n_terms;
} JlyTabulation;

gboolean jly_tabulate_check (const JlyTabulation *self,
                             const JlyQuery *query,
                             JlyOutputShape *shapes,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
JlyAnswer *
jly_tabulate_clear (const JlyTabulation *self, const JlyQuery *query, const JlyClearTable *table);
JlyShares *jly_tabulate_secure (const JlyTabulation *self,
                                JlyEngine *engine,
                                const JlyQuery *query,
                                const JlySecretTable *table,
                                GError **error);
/* "turnover/small", "small", or NULL for the only value. */
char *jly_tabulate_label (const JlyTabulation *self, const JlyQuery *query, gsize i);
/* What came out in one sentence: the only derived figure, or how many results there are and how
 * many of them are hidden. name says of what. Owned by the caller. */
char *jly_tabulate_describe (const JlyTabulation *self,
                             const JlyQuery *query,
                             const JlyAnswer *answer,
                             const char *name);
/* The same for an analysis that counts its own results and those of them that are hidden. */
char *jly_tabulate_describe_counts (
    const JlyTabulation *self, const JlyQuery *query, const char *name, gsize n, gsize n_hidden);
/* "Quartiles of “Turnover”: 10 EUR, 20 EUR, 40 EUR": all figures of an answer one after the other;
 * NULL if one of them is hidden or cannot be said. */
char *jly_tabulate_say_all (const JlyTabulation *self,
                            const JlyAnalysis *analysis,
                            const JlyQuery *query,
                            const JlyAnswer *answer,
                            const char *name,
                            JlyFormatFunc format);
/* The same with the only value itself, where there is one and it is shown: "Mean of “Turnover”:
 * 12.50 EUR". figure is the id of what is said, of analysis. */
char *jly_tabulate_say (const JlyTabulation *self,
                        const JlyAnalysis *analysis,
                        const JlyQuery *query,
                        const JlyAnswer *answer,
                        const char *name,
                        const char *figure,
                        JlyFormatFunc format);
/* Adds to figures what follows from each value: calls func for one after the other, with the first
 * column and the label of its place. */
typedef void (*JlyTabulateDeriveFunc) (const JlyQuery *query,
                                       const JlyAnswer *answer,
                                       GPtrArray *figures,
                                       const JlyInputColumn *column,
                                       const char *name,
                                       gsize i);
void jly_tabulate_derive (const JlyTabulation *self,
                          const JlyQuery *query,
                          const JlyAnswer *answer,
                          GPtrArray *figures,
                          JlyTabulateDeriveFunc func);
/* Whether value i is shown. */
gboolean jly_tabulate_is_shown (const JlyTabulation *self, const JlyAnswer *answer, gsize i);
/* How many values there are; the first column of value i, NULL if rows alone are counted. */
gsize jly_tabulate_count_values (const JlyTabulation *self, const JlyQuery *query);
const JlyInputColumn *
jly_tabulate_get_column (const JlyTabulation *self, const JlyQuery *query, gsize i);

/* The forms of an analysis that is such a tabulation, and its label. */
#define JLY_TABULATE_FORMS(self)                                                                   \
  JLY_ANALYSIS_FORMS (jly_tabulate, self)                                                          \
                                                                                                   \
  static char *label (const JlyQuery *query, guint output, gsize i)                                \
  {                                                                                                \
    return jly_tabulate_label (self, query, i);                                                    \
  }

G_END_DECLS
