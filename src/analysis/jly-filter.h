/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which rows a question is about: a condition on the row's own columns, in clear for the reference
 * and as one secret bit a row on the engine.
 *
 *   size = small and (turnover >= 1000.00 or not region in [north, "far east"])
 *   employees from 10 to 49        both ends belong to it
 *   training is missing            and: training is there
 *
 * Columns go by their ids, categories by their names, in double quotes where these hold blanks,
 * brackets, commas or are words of this language. "not" binds most, then "and", then "or". A
 * comparison with a cell that is missing does not hold, and so its negation does. Which rows meet
 * it is never opened; the text is part of the study that all agree on.
 */
#pragma once

#include "analysis/jly-answer.h"
#include "analysis/jly-condition.h"
#include "analysis/jly-query.h"
#include "analysis/jly-shares.h"
#include "engine/jly-engine.h"

G_BEGIN_DECLS

#define JLY_FILTER_MAX_BYTES 1000
#define JLY_FILTER_MAX_NODES 200 /* also bounds the depth */

typedef enum
{
  JLY_FILTER_ALL,     /* every part holds; without parts: every row */
  JLY_FILTER_ANY,     /* a part holds */
  JLY_FILTER_NOT,     /* its only part does not */
  JLY_FILTER_COMPARE, /* column comparison values[0] */
  JLY_FILTER_RANGE,   /* values[0] <= column <= values[1] */
  JLY_FILTER_LIST,    /* column is one of values, which ascend and are different */
  JLY_FILTER_MISSING  /* the cell is not there */
} JlyFilterKind;

typedef struct _JlyFilter JlyFilter;

struct _JlyFilter
{
  JlyFilterKind kind;
  GPtrArray *parts; /* JlyFilter*, of ALL, ANY and NOT */
  guint column;
  JlyComparison comparison;
  GArray *values; /* gint64, in steps or numbers of categories */
};

/* JLY_ERROR_CONFIG that says what was not understood, and where. */
JlyFilter *jly_filter_parse (const JlyInputs *inputs, const char *text, GError **error);
/* The ids of all columns that a text names, which need not be understood otherwise: what begins a
 * test is one. NULL-terminated, owned by the caller. */
char **jly_filter_list_columns (const char *text);
JlyFilter *jly_filter_new (JlyFilterKind kind);
void jly_filter_free (JlyFilter *self);
/* One spelling for all that mean the same tree: what it prints, parses to what it prints. Owned by
 * the caller. */
char *jly_filter_print (const JlyFilter *self, const JlyInputs *inputs);
/* The same for people, by the titles of columns: "“Size” is small and (“Turnover” is at least
 * 1000.00 EUR or “Region” is not given)". Owned by the caller. */
char *jly_filter_say (const JlyFilter *self, const JlyInputs *inputs);

/* Whether this row of the table meets it. */
gboolean jly_filter_holds (const JlyFilter *self, const JlyClearTable *table, gsize row);

/* One plane: 1 where the row meets it; the checks are not in it. For a comparison what
 * jly-gate-constant.h says (= and <>: w - 1 ANDs, lg w rounds), for a range two of them side by
 * side, for a list an equality each, and one AND a row and round for each further part and each
 * column that may be missing. Opens nothing. */
JlyBits *jly_filter_secure (JlyEngine *engine,
                            const JlyFilter *self,
                            const JlyInputs *inputs,
                            const JlySecretTable *table,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyFilter, jly_filter_free)

G_END_DECLS
