/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked, of which columns: the public side of a computation. Who asks for it and who may
 * learn it is the study's matter; here is only what analyses need to know.
 *
 * A secret number goes up as its code: its distance in steps from the column's base, which is the
 * least agreed value where that is below zero, else zero. So codes are never negative.
 */
#pragma once

#include "analysis/jly-use.h"
#include "base/jly-rules.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;    /* "turnover" */
  const char *title; /* "Turnover" */
  const char *unit;  /* "EUR", "" */
  JlyValueKind kind; /* JLY_VALUE_NUMBER, or JLY_VALUE_TEXT for categories */
  guint scale;
  gint64 least, most; /* the agreed range in steps; of categories 0 and their number - 1 */
  guint width;        /* bits of a code */
  const char *const *categories; /* NULL-terminated; NULL for numbers */
} JlyInputColumn;

/* Value = base + code. */
gint64 jly_input_column_get_base (const JlyInputColumn *self);
/* Bits that the codes of this range need; 0 where the range is not usable. */
guint jly_input_width (gint64 least, gint64 most);

/* All that is public about what the providers bring. Everything is borrowed. */
typedef struct
{
  const JlyInputColumn *columns;
  guint n_columns;
  const JlyRules *rules; /* the agreed checks, of these columns in this order */
  guint n_sources;
  const gsize *n_rows;  /* one per source, each from 1 to most_rows */
  gsize most_rows;      /* agreed before anybody brought anything */
  const guint64 *needs; /* one per public row, in steps of the first column; NULL: none, and
                           everybody brings rows of his own */
  gboolean is_alone;    /* there is one source, and nobody else learns the results */
} JlyInputs;

gsize jly_inputs_count_rows (const JlyInputs *self);      /* of all sources */
gsize jly_inputs_count_most_rows (const JlyInputs *self); /* that all could bring */
/* NULL if there is none of this id; *index may be NULL. */
const JlyInputColumn *jly_inputs_find_column (const JlyInputs *self, const char *id, guint *index);

typedef struct
{
  const char *name;
  const char *value;
} JlyParameter;

typedef struct
{
  const JlyInputs *inputs;
  const JlyParameter *parameters;
  gsize n_parameters;
} JlyQuery;

/* NULL if it was not given. */
const char *jly_query_get (const JlyQuery *self, const char *name);
/* The column that parameter name names; the query was checked. */
const JlyInputColumn *jly_query_get_column (const JlyQuery *self, const char *name, guint *index);
/* The value of parameter name in steps of the column that parameter of names; likewise. */
gint64 jly_query_get_value (const JlyQuery *self, const char *name, const char *of);

typedef enum
{
  JLY_PARAMETER_COLUMN,     /* the id of a column of numbers */
  JLY_PARAMETER_ANY_COLUMN, /* the id of any column */
  JLY_PARAMETER_COMPARISON, /* "<", "<=", "=", "<>", ">=", ">"; of categories "=" and "<>" */
  JLY_PARAMETER_VALUE       /* a number ("-12.5") or a category */
} JlyParameterKind;

typedef struct
{
  const char *name;
  JlyParameterKind kind;
  gboolean is_required; /* of a column */
  const char *of;       /* of comparison and value: the parameter that names their column. They are
                           given if and only if that one is */
  const char *title;    /* N_() */
  JlyUseFlags use;      /* of a column: how the analysis uses it; never 0 */
} JlyParameterSpec;

/* Exactly the parameters of the schema, each once, and each usable. JLY_ERROR_CONFIG. */
gboolean jly_query_check (const JlyQuery *self,
                          const JlyParameterSpec *specs,
                          gsize n_specs,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
