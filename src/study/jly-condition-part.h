/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A condition that is being put together by choosing: tests of columns, and groups of them of which
 * all or any must hold. It may be unfinished, as a filter (jly-filter.h) may not; finished, it
 * makes the one filter that its typed form is read as. No widgets.
 */
#pragma once

#include "analysis/jly-filter.h"

G_BEGIN_DECLS

/* Begins as JlyComparison does. */
typedef enum
{
  JLY_TEST_LESS,
  JLY_TEST_AT_MOST,
  JLY_TEST_IS,
  JLY_TEST_IS_NOT,
  JLY_TEST_AT_LEAST,
  JLY_TEST_MORE,
  JLY_TEST_RANGE,
  JLY_TEST_LIST,
  JLY_TEST_MISSING,
  JLY_TEST_THERE,
  JLY_N_TESTS
} JlyTest;

typedef struct _JlyConditionPart JlyConditionPart;

struct _JlyConditionPart
{
  gboolean is_not;

  GPtrArray *parts; /* JlyConditionPart*, of a group; NULL: this is a test */
  gboolean is_any;  /* one of them suffices */

  gint column; /* -1: not chosen yet */
  JlyTest test;
  GPtrArray *values; /* char*, as they were typed, or categories by name; "" or less than the test
                        wants: not chosen yet */
};

JlyConditionPart *jly_condition_part_new_test (void);
JlyConditionPart *jly_condition_part_new_group (void);
void jly_condition_part_free (JlyConditionPart *self);

/* Another column: what was compared with the former one is forgotten. */
void jly_condition_part_choose_column (JlyConditionPart *self, gint column);
/* Another comparison keeps the values that it can still use. */
void jly_condition_part_choose_test (JlyConditionPart *self, JlyTest test);
/* Value i as text; "" while there is none. */
const char *jly_condition_part_get_value (const JlyConditionPart *self, guint i);
void jly_condition_part_set_value (JlyConditionPart *self, guint i, const char *value);
gboolean jly_condition_part_has_value (const JlyConditionPart *self, const char *value);
/* Puts a value into a list, or takes it out. */
void jly_condition_part_toggle_value (JlyConditionPart *self, const char *value, gboolean is_in);
/* Whether a column can be tested so. */
gboolean jly_test_suits (JlyTest test, const JlyInputColumn *column);
/* "is at least" */
const char *jly_test_get_words (JlyTest test);

/* The text of the filter, in the one spelling that jly_filter_print has: "" for a group without
 * parts. JLY_ERROR_USAGE with what is still to be chosen; JLY_ERROR_CONFIG for a value that the
 * column cannot have, or for too much. Owned by the caller. */
char *
jly_condition_part_print (const JlyConditionPart *self, const JlyInputs *inputs, GError **error);
/* What a typed text means, always as a group; JLY_ERROR_CONFIG. */
JlyConditionPart *
jly_condition_part_read (const JlyInputs *inputs, const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyConditionPart, jly_condition_part_free)

G_END_DECLS
