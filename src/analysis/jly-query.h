/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked, of which columns: the public side of a computation. Who asks for it and who may
 * learn it is the study's matter; here is only what analyses need to know.
 *
 * A secret number goes up as its code: its distance in steps from the column's base, which is the
 * least agreed value where that is below zero, else zero. So codes are never negative. Where a cell
 * may be missing one more bit goes up above the code: 1 where it is there.
 */
#pragma once

#include "analysis/jly-limits.h"
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
  gboolean may_be_missing;       /* cells may be empty */
} JlyInputColumn;

/* Value = base + code. */
gint64 jly_input_column_get_base (const JlyInputColumn *self);
/* Bits that go up for a cell: those of a code, and one more where it may be missing. */
guint jly_input_column_get_upload_width (const JlyInputColumn *self);
/* How many categories there are; 0 for numbers. */
guint jly_input_column_count_categories (const JlyInputColumn *self);
/* Bits that the codes of this range need; 0 where the range is not usable. */
guint jly_input_width (gint64 least, gint64 most);

/* All that is public about what the providers bring. Everything is borrowed. */
typedef struct
{
  const JlyInputColumn *columns;
  guint n_columns;
  const JlyRules *rules; /* the agreed checks, of these columns in this order */
  guint n_sources;
  const char *const
      *names;           /* of the sources, for sentences; NULL where it is not told who they are */
  const gsize *n_rows;  /* one per source, each from 1 to most_rows */
  gsize most_rows;      /* agreed before anybody brought anything */
  const guint64 *needs; /* one per public row, in steps of the first column; NULL: none, and
                           everybody brings rows of his own */
  gboolean is_alone;    /* there is one source, and nobody else learns the results */
  JlyLimits limits;     /* what must hold of every shown group */
  GHashTable *index; /* from jly_inputs_make_index, or NULL: then names are looked for one by one */
} JlyInputs;

/* For studies of many columns; freed by g_hash_table_unref, after the inputs' last use. Borrows the
 * columns. */
GHashTable *jly_inputs_make_index (const JlyInputs *self);

/* The name of a source; where it is not told, its number in the order of the contract. Owned by the
 * caller. */
char *jly_inputs_dup_name (const JlyInputs *self, guint source);
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
/* The columns that parameter name names, by their indices (n at most), and how many there are. */
guint jly_query_get_columns (const JlyQuery *self, const char *name, guint *indices, guint n);
/* A whole number, or fallback; tenths of a percentage; edges in steps. The query was checked. */
guint jly_query_get_whole (const JlyQuery *self, const char *name, guint fallback);
guint jly_query_get_tenths (const JlyQuery *self, const char *name, guint fallback);
GArray *jly_query_get_edges (const JlyQuery *self, const char *name, const char *of); /* gint64 */
/* The column that parameter name names; the query was checked. */
const JlyInputColumn *jly_query_get_column (const JlyQuery *self, const char *name, guint *index);
/* The value of parameter name in steps of the column that parameter of names; likewise. */
gint64 jly_query_get_value (const JlyQuery *self, const char *name, const char *of);

/* text as a value of column, in steps or as a category's number; FALSE if it can be none. */
gboolean jly_input_column_parse (const JlyInputColumn *column, const char *text, gint64 *value);

typedef enum
{
  JLY_PARAMETER_COLUMN,     /* the id of a column of numbers */
  JLY_PARAMETER_ANY_COLUMN, /* the id of any column */
  JLY_PARAMETER_COMPARISON, /* "<", "<=", "=", "<>", ">=", ">"; of categories "=" and "<>" */
  JLY_PARAMETER_VALUE,      /* a number ("-12.5") or a category */
  JLY_PARAMETER_COLUMNS,    /* ids of columns of numbers, a comma between, none twice */
  JLY_PARAMETER_CATEGORIES, /* the id of a column of categories */
  JLY_PARAMETER_FILTER,     /* see jly-filter.h */
  JLY_PARAMETER_EDGES,      /* numbers of the column that of names, ascending, a space between */
  JLY_PARAMETER_PERCENT,    /* from 0 to 100 with at most one decimal */
  JLY_PARAMETER_WHOLE,      /* a whole number from 1 to 1000 */
  JLY_PARAMETER_CHOICE      /* one of choices, "|" between */
} JlyParameterKind;

typedef struct
{
  const char *name;
  JlyParameterKind kind;
  gboolean is_required;
  const char *of;      /* of comparison, value and edges: the parameter that names their column.
                          They are given if and only if that one is */
  const char *title;   /* N_() */
  JlyUseFlags use;     /* of a column: how the analysis uses it; never 0 */
  const char *choices; /* of a choice: "7|1"; the first is meant where none is given */
} JlyParameterSpec;

/* The ids of all columns that value names for such a parameter, whether there are such columns or
 * not; NULL-terminated, owned by the caller. */
char **jly_parameter_list_columns (const JlyParameterSpec *spec, const char *value);

/* Exactly the parameters of the schema, each once, and each usable. JLY_ERROR_CONFIG. */
gboolean jly_query_check (const JlyQuery *self,
                          const JlyParameterSpec *specs,
                          gsize n_specs,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
