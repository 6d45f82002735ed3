/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-condition-part.h. */
#include "config.h"

#include "study/jly-condition-part.h"

#include "base/jly-decimal.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Tests that a comparison says are its numbers. */
G_STATIC_ASSERT ((int)JLY_TEST_LESS == (int)JLY_COMPARISON_LESS);
G_STATIC_ASSERT ((int)JLY_TEST_MORE == (int)JLY_COMPARISON_MORE);

static JlyConditionPart *
new_part (void)
{
  JlyConditionPart *self = g_new0 (JlyConditionPart, 1);

  self->column = -1;
  self->test = JLY_TEST_IS;
  self->values = g_ptr_array_new_with_free_func (g_free);
  return self;
}

JlyConditionPart *
jly_condition_part_new_test (void)
{
  return new_part ();
}

JlyConditionPart *
jly_condition_part_new_group (void)
{
  JlyConditionPart *self = new_part ();

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_condition_part_free);
  return self;
}

void
jly_condition_part_free (JlyConditionPart *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_ptr_array_unref (self->values);
  g_free (self);
}

/* What is chosen. */

void
jly_condition_part_choose_column (JlyConditionPart *self, gint column)
{
  self->column = column;
  self->test = JLY_TEST_IS;
  g_ptr_array_set_size (self->values, 0);
}

/* How many values a test compares with; a list has as many as were put in. */
static guint
count_wanted (JlyTest test)
{
  switch (test)
    {
    case JLY_TEST_RANGE:
      return 2;
    case JLY_TEST_MISSING:
    case JLY_TEST_THERE:
      return 0;
    case JLY_TEST_LIST:
    case JLY_TEST_LESS:
    case JLY_TEST_AT_MOST:
    case JLY_TEST_IS:
    case JLY_TEST_IS_NOT:
    case JLY_TEST_AT_LEAST:
    case JLY_TEST_MORE:
    case JLY_N_TESTS:
    default:
      return 1;
    }
}

void
jly_condition_part_choose_test (JlyConditionPart *self, JlyTest test)
{
  guint most = count_wanted (test);

  self->test = test;
  if (test != JLY_TEST_LIST && self->values->len > most)
    g_ptr_array_set_size (self->values, (gint)most);
}

const char *
jly_condition_part_get_value (const JlyConditionPart *self, guint i)
{
  return i < self->values->len ? self->values->pdata[i] : "";
}

void
jly_condition_part_set_value (JlyConditionPart *self, guint i, const char *value)
{
  while (self->values->len <= i)
    g_ptr_array_add (self->values, g_strdup (""));
  g_free (self->values->pdata[i]);
  self->values->pdata[i] = g_strdup (value);
}

static gboolean
find_value (const JlyConditionPart *self, const char *value, guint *place)
{
  for (*place = 0; *place < self->values->len; (*place)++)
    if (strcmp (self->values->pdata[*place], value) == 0)
      return TRUE;
  return FALSE;
}

gboolean
jly_condition_part_has_value (const JlyConditionPart *self, const char *value)
{
  guint place;

  return find_value (self, value, &place);
}

void
jly_condition_part_toggle_value (JlyConditionPart *self, const char *value, gboolean is_in)
{
  guint place;
  gboolean was_in = find_value (self, value, &place);

  if (is_in && !was_in)
    g_ptr_array_add (self->values, g_strdup (value));
  else if (!is_in && was_in)
    g_ptr_array_remove_index (self->values, place);
}

gboolean
jly_test_suits (JlyTest test, const JlyInputColumn *column)
{
  switch (test)
    {
    case JLY_TEST_IS:
    case JLY_TEST_IS_NOT:
    case JLY_TEST_LIST:
      return TRUE;
    case JLY_TEST_MISSING:
    case JLY_TEST_THERE:
      return column->may_be_missing;
    case JLY_TEST_LESS:
    case JLY_TEST_AT_MOST:
    case JLY_TEST_AT_LEAST:
    case JLY_TEST_MORE:
    case JLY_TEST_RANGE:
    case JLY_N_TESTS:
    default:
      return column->categories == NULL;
    }
}

const char *
jly_test_get_words (JlyTest test)
{
  static const char *const words[JLY_N_TESTS] = {
    [JLY_TEST_LESS] = N_ ("is less than"),
    [JLY_TEST_AT_MOST] = N_ ("is at most"),
    [JLY_TEST_IS] = N_ ("is"),
    [JLY_TEST_IS_NOT] = N_ ("is not"),
    [JLY_TEST_AT_LEAST] = N_ ("is at least"),
    [JLY_TEST_MORE] = N_ ("is more than"),
    [JLY_TEST_RANGE] = N_ ("is from … to …"),
    [JLY_TEST_LIST] = N_ ("is one of"),
    [JLY_TEST_MISSING] = N_ ("is not given"),
    [JLY_TEST_THERE] = N_ ("is given"),
  };

  return _ (words[test]);
}

/* To a filter. */

/* Turned over twice it is itself again; takes filter. */
static JlyFilter *
turn_over (JlyFilter *filter)
{
  JlyFilter *turned;

  if (filter->kind == JLY_FILTER_NOT)
    {
      turned = g_ptr_array_steal_index (filter->parts, 0);
      jly_filter_free (filter);
      return turned;
    }
  turned = jly_filter_new (JLY_FILTER_NOT);
  g_ptr_array_add (turned->parts, filter);
  return turned;
}

static gboolean
add_value (const JlyConditionPart *self,
           guint i,
           const JlyInputColumn *column,
           GArray *values,
           GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Choose another value for the condition.") };
  const char *text = jly_condition_part_get_value (self, i);
  gint64 value;

  if (*text == '\0')
    return jly_fail (error, JLY_ERROR_USAGE, NULL,
                     _ ("To continue, choose what “%s” is compared with."), column->title);
  if (!jly_input_column_parse (column, text, &value))
    return jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("“%s” is no value that “%s” can have."),
                     text, column->title);
  g_array_append_val (values, value);
  return TRUE;
}

static JlyFilterKind
get_kind (JlyTest test)
{
  if (test == JLY_TEST_RANGE)
    return JLY_FILTER_RANGE;
  if (test == JLY_TEST_LIST)
    return JLY_FILTER_LIST;
  return test == JLY_TEST_MISSING || test == JLY_TEST_THERE ? JLY_FILTER_MISSING
                                                            : JLY_FILTER_COMPARE;
}

static JlyFilter *
make_test (const JlyConditionPart *self, const JlyInputs *inputs, GError **error)
{
  g_autoptr (JlyFilter) filter = jly_filter_new (get_kind (self->test));
  guint n = self->test == JLY_TEST_LIST ? MAX (self->values->len, 1) : count_wanted (self->test);

  if (self->column < 0)
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL, "%s",
                _ ("To continue, choose the condition’s column, or remove the condition."));
      return NULL;
    }
  filter->column = (guint)self->column;
  if (filter->kind == JLY_FILTER_COMPARE)
    filter->comparison = (JlyComparison)self->test;
  for (guint i = 0; i < n; i++)
    if (!add_value (self, i, &inputs->columns[self->column], filter->values, error))
      return NULL;
  return self->test == JLY_TEST_THERE ? turn_over (g_steal_pointer (&filter))
                                      : g_steal_pointer (&filter);
}

static JlyFilter *make (const JlyConditionPart *self, const JlyInputs *inputs, GError **error);

static JlyFilter *
make_group (const JlyConditionPart *self, const JlyInputs *inputs, GError **error)
{
  g_autoptr (JlyFilter) filter = jly_filter_new (self->is_any ? JLY_FILTER_ANY : JLY_FILTER_ALL);

  if (self->parts->len == 0)
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL, "%s",
                _ ("To continue, put a condition into the empty group, or remove the group."));
      return NULL;
    }
  for (guint i = 0; i < self->parts->len; i++)
    {
      JlyFilter *part = make (self->parts->pdata[i], inputs, error);

      if (part == NULL)
        return NULL;
      g_ptr_array_add (filter->parts, part);
    }
  return filter->parts->len > 1 ? g_steal_pointer (&filter)
                                : g_ptr_array_steal_index (filter->parts, 0);
}

static JlyFilter *
make (const JlyConditionPart *self, const JlyInputs *inputs, GError **error)
{
  JlyFilter *filter
      = self->parts != NULL ? make_group (self, inputs, error) : make_test (self, inputs, error);

  return filter != NULL && self->is_not ? turn_over (filter) : filter;
}

char *
jly_condition_part_print (const JlyConditionPart *self, const JlyInputs *inputs, GError **error)
{
  g_autoptr (JlyFilter) filter = NULL;
  g_autoptr (JlyFilter) read = NULL;
  g_autofree char *text = NULL;

  if (self->parts != NULL && self->parts->len == 0)
    return g_strdup ("");
  filter = make (self, inputs, error);
  if (filter == NULL)
    return NULL;
  text = jly_filter_print (filter, inputs);
  /* Read again: what is said of size, ranges and lists is said in one place. */
  read = jly_filter_parse (inputs, text, error);
  return read != NULL ? jly_filter_print (read, inputs) : NULL;
}

/* From a filter. */

static void
take_values (JlyConditionPart *self, const JlyFilter *filter, const JlyInputColumn *column)
{
  for (guint i = 0; i < filter->values->len; i++)
    {
      gint64 value = g_array_index (filter->values, gint64, i);

      g_ptr_array_add (self->values, column->categories != NULL
                                         ? g_strdup (column->categories[value])
                                         : jly_decimal_format (value, column->scale));
    }
}

static JlyTest
get_test (const JlyFilter *filter)
{
  if (filter->kind == JLY_FILTER_RANGE)
    return JLY_TEST_RANGE;
  if (filter->kind == JLY_FILTER_LIST)
    return JLY_TEST_LIST;
  return filter->kind == JLY_FILTER_MISSING ? JLY_TEST_MISSING : (JlyTest)filter->comparison;
}

static JlyConditionPart *
take (const JlyFilter *filter, const JlyInputs *inputs)
{
  JlyConditionPart *self;

  if (filter->kind == JLY_FILTER_NOT)
    {
      self = take (filter->parts->pdata[0], inputs);
      if (self->parts == NULL && self->test == JLY_TEST_MISSING && !self->is_not)
        self->test = JLY_TEST_THERE;
      else
        self->is_not = !self->is_not;
      return self;
    }
  if (filter->kind != JLY_FILTER_ALL && filter->kind != JLY_FILTER_ANY)
    {
      self = jly_condition_part_new_test ();
      self->column = (gint)filter->column;
      self->test = get_test (filter);
      take_values (self, filter, &inputs->columns[filter->column]);
      return self;
    }
  self = jly_condition_part_new_group ();
  self->is_any = filter->kind == JLY_FILTER_ANY;
  for (guint i = 0; i < filter->parts->len; i++)
    g_ptr_array_add (self->parts, take (filter->parts->pdata[i], inputs));
  return self;
}

JlyConditionPart *
jly_condition_part_read (const JlyInputs *inputs, const char *text, GError **error)
{
  g_autoptr (JlyFilter) filter = jly_filter_parse (inputs, text, error);
  JlyConditionPart *part, *group;

  if (filter == NULL)
    return NULL;
  part = take (filter, inputs);
  if (part->parts != NULL && !part->is_not)
    return part;
  group = jly_condition_part_new_group ();
  g_ptr_array_add (group->parts, part);
  return group;
}
