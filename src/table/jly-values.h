/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One column of a file as the study counts it: exact, in steps of the study's scale. Nothing is
 * guessed and nothing rounded; where the cells leave a choice, the reading carries a question and
 * no cell is read until it is answered. The same sheet, column and answers always give the same
 * values.
 */
#pragma once

#include "base/jly-rules.h"
#include "table/jly-categories.h"
#include "table/jly-column.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_CELL_PRESENT,
  JLY_CELL_MISSING, /* never zero */
  JLY_CELL_WRONG    /* cannot be what the study wants; see jly_values_explain */
} JlyCellState;

/* How cells are read: decided from the whole column, its name, and the answers. */
typedef struct
{
  JlyDecimalMark mark;
  JlyDateOrder order;
  guint exponent;     /* figures are in 10^exponent: 3 for thousands */
  gboolean says_each; /* only cells say so, not the column's name */
  JlyDigitsAnswer digits;
  JlyNearAnswer near;
  const JlyKeyFormat *key_format; /* static; NULL: any text */
} JlyReading;

#define JLY_VALUES_NEAR_SHOWN 5

/* A cell that is nearly written like a category. */
typedef struct
{
  gsize row;
  int place;
} JlyNear;

/* Owned by the caller. Arrays have n_rows entries. */
typedef struct
{
  const JlyRuleColumn *column; /* borrowed from the rules */
  guint sheet_column;
  JlyReading reading;
  JlyColumnQuestion question; /* while one is open there are no states, values and texts */
  gsize question_row;         /* a row that shows it */
  gsize other_row;            /* a row that contradicts it, n_rows if none */
  char *name_problem;         /* the column's name says another unit: a sentence, NULL if not */

  gsize n_rows;
  guint8 *states; /* JlyCellState */
  gint64 *values; /* of cells present: steps, days as in jly-date.h, 1 and 0 for yes and no, a
                     category's place in the list, JLY_CATEGORY_NONE for what is none of it; of
                     other texts and of keys NULL */
  char **texts;   /* of texts and keys, in the form that two files share; else NULL */
  gsize n_present, n_missing, n_wrong;
  gsize n_distinct;   /* of the cells present; of numbers and dates it is not counted: 0 */
  gboolean has_range; /* any number or date is present */
  gint64 least, most;
  JlyAddable adds;
  gboolean has_total; /* of numbers that add up, if it fits 64 bits */
  gint64 total;
  JlyCategories *categories;           /* NULL: there is no list */
  gsize n_near;                        /* cells nearly like one of it, also while that is asked */
  JlyNear near[JLY_VALUES_NEAR_SHOWN]; /* the first of each writing */
  guint n_near_shown;
  GHashTable *taken; /* borrowed while it is read; NULL after that */
  gsize n_taken;     /* cells that count as the category which they are nearly written like */
  gsize n_rounded;   /* cells that lost digits because the person chose so */
  gsize rounded_row; /* the first of them */
} JlyValues;

/* taken: writings that the person took for categories before (folded cell -> category), or NULL;
 * they are not asked about again. column and its texts must outlive the values, and so must
 * categories, the list that is agreed for a column of texts, or NULL; answers may be NULL. */
JlyValues *jly_values_read (JlySheet *sheet,
                            guint sheet_column,
                            const JlyRuleColumn *column,
                            const char *const *categories,
                            GHashTable *taken,
                            const JlyColumnAnswers *answers);
void jly_values_free (JlyValues *self);

/* Why a cell that is JLY_CELL_WRONG cannot be read, as a sentence; *next becomes what to do
 * (static). Owned by the caller. */
char *jly_values_explain (const JlyValues *self, JlySheet *sheet, gsize row, const char **next);

/* A value as people read it, without and with unit: "1 234.00", "1 234.00 euro", "2025-04-03". */
char *jly_value_format (const JlyRuleColumn *column, gint64 value);
char *jly_value_format_with_unit (const JlyRuleColumn *column, gint64 value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyValues, jly_values_free)

G_END_DECLS
