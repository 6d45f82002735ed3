/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a filter's text, which a person or a file wrote: nothing in it reaches an assert, and depth
 * and size are bounded. */
#include "config.h"

#include "analysis/jly-filter-private.h"
#include "analysis/jly-filter.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const words[]
    = { "and", "or", "not", "is", "in", "from", "to", "missing", "there", NULL };

/* A text being read: the next token is text[0]. */
typedef struct
{
  const JlyInputs *inputs;
  const char *at;
  char *token; /* "" at the end */
  gboolean is_quoted;
  guint n_nodes;
  guint depth;
  GError **error;
} Reading;

static gboolean
is_separator (char c)
{
  return c == '\0' || strchr (" \t()[],\"<>=", c) != NULL;
}

gboolean
jly_filter_is_plain (const char *word)
{
  if (*word == '\0' || g_strv_contains (words, word))
    return FALSE;
  for (; *word != '\0'; word++)
    if (is_separator (*word) || *word == '\\')
      return FALSE;
  return TRUE;
}

static gboolean fail (const Reading *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (const Reading *self, const char *format, ...)
{
  JlyErrorDetail detail = {
    .step = "study",
    .next = _ ("Write it like: size = small and (turnover >= 1000 or exports is missing)."),
  };
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return jly_fail (self->error, JLY_ERROR_CONFIG, &detail, "%s", text);
}

static gboolean
read_quoted (Reading *self)
{
  GString *text = g_string_new (NULL);

  for (self->at++; *self->at != '"' && *self->at != '\0'; self->at++)
    {
      if (*self->at == '\\' && self->at[1] != '\0')
        self->at++;
      g_string_append_c (text, *self->at);
    }
  self->token = g_string_free (text, FALSE);
  self->is_quoted = TRUE;
  if (*self->at == '\0')
    return fail (self, _ ("The filter has an opening quote without a closing one."));
  self->at++;
  return TRUE;
}

static gboolean
next (Reading *self)
{
  gsize n = 0;

  g_clear_pointer (&self->token, g_free);
  self->is_quoted = FALSE;
  self->at += strspn (self->at, " \t");
  if (*self->at == '"')
    return read_quoted (self);
  if (strchr ("<>=", *self->at) != NULL && *self->at != '\0')
    n = strspn (self->at, "<>=");
  else if (is_separator (*self->at))
    n = *self->at != '\0';
  else
    while (!is_separator (self->at[n]))
      n++;
  self->token = g_strndup (self->at, n);
  self->at += n;
  return TRUE;
}

static gboolean
is_word (const Reading *self, const char *word)
{
  return !self->is_quoted && g_str_equal (self->token, word);
}

static gboolean
expect (Reading *self, const char *word)
{
  if (!is_word (self, word))
    return *self->token != '\0'
               ? fail (self, _ ("The filter has “%s” where “%s” belongs."), self->token, word)
               : fail (self, _ ("The filter ends where “%s” belongs."), word);
  return next (self);
}

static JlyFilter *
new_node (Reading *self, JlyFilterKind kind)
{
  if (++self->n_nodes > JLY_FILTER_MAX_NODES)
    {
      fail (self, _ ("The filter has more than %d parts."), JLY_FILTER_MAX_NODES);
      return NULL;
    }
  return jly_filter_new (kind);
}

static gboolean
read_value (Reading *self, JlyFilter *node)
{
  const JlyInputColumn *column = &self->inputs->columns[node->column];
  gint64 value;

  if (*self->token == '\0' && !self->is_quoted)
    return fail (self, _ ("The filter ends where a value of “%s” belongs."), column->title);
  if (!jly_input_column_parse (column, self->token, &value))
    return fail (self, _ ("“%s” is no value that “%s” can have."), self->token, column->title);
  g_array_append_val (node->values, value);
  return next (self);
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return x < y ? -1 : x > y;
}

/* Sorted and each once, so that one set has one form. */
static void
tidy_values (GArray *values)
{
  guint kept = 0;

  g_array_sort (values, compare_values);
  for (guint i = 0; i < values->len; i++)
    if (kept == 0 || g_array_index (values, gint64, i) != g_array_index (values, gint64, kept - 1))
      g_array_index (values, gint64, kept++) = g_array_index (values, gint64, i);
  g_array_set_size (values, kept);
}

static gboolean
read_list (Reading *self, JlyFilter *node)
{
  node->kind = JLY_FILTER_LIST;
  if (!next (self) || !expect (self, "[") || !read_value (self, node))
    return FALSE;
  while (is_word (self, ","))
    if (++self->n_nodes > JLY_FILTER_MAX_NODES || !next (self) || !read_value (self, node))
      return self->n_nodes <= JLY_FILTER_MAX_NODES
                 ? FALSE
                 : fail (self, _ ("The filter has more than %d parts."), JLY_FILTER_MAX_NODES);
  tidy_values (node->values);
  return expect (self, "]");
}

static gboolean
read_range (Reading *self, JlyFilter *node)
{
  const JlyInputColumn *column = &self->inputs->columns[node->column];

  node->kind = JLY_FILTER_RANGE;
  if (column->categories != NULL)
    return fail (self, _ ("“%s” does not hold numbers."), column->title);
  if (!next (self) || !read_value (self, node) || !expect (self, "to") || !read_value (self, node))
    return FALSE;
  if (g_array_index (node->values, gint64, 0) > g_array_index (node->values, gint64, 1))
    return fail (self, _ ("The filter's range of “%s” ends before it begins."), column->title);
  return TRUE;
}

static gboolean
read_comparison (Reading *self, JlyFilter *node)
{
  const JlyInputColumn *column = &self->inputs->columns[node->column];

  if (!jly_comparison_parse (self->token, column->categories == NULL, &node->comparison))
    return fail (self, _ ("“%s” is no comparison for “%s”."), self->token, column->title);
  return next (self) && read_value (self, node);
}

/* "is missing", "is there". The second is the first, turned over. */
static gboolean
read_missing (Reading *self, JlyFilter **node)
{
  JlyFilter * not ;

  (*node)->kind = JLY_FILTER_MISSING;
  if (!next (self))
    return FALSE;
  if (is_word (self, "missing"))
    return next (self);
  if (!is_word (self, "there"))
    return expect (self, "missing");
  not = new_node (self, JLY_FILTER_NOT);
  if (not == NULL)
    return FALSE;
  g_ptr_array_add (not ->parts, *node);
  *node = not ;
  return next (self);
}

/* A column and what is said of it. */
static gboolean
read_test (Reading *self, JlyFilter **node)
{
  guint column;

  if (*self->token == '\0')
    return fail (self, _ ("The filter ends where a column belongs."));
  if (jly_inputs_find_column (self->inputs, self->token, &column) == NULL)
    return fail (self, _ ("The study has no column “%s”."), self->token);
  *node = new_node (self, JLY_FILTER_COMPARE);
  if (*node == NULL)
    return FALSE;
  (*node)->column = column;
  if (!next (self))
    return FALSE;
  if (is_word (self, "is"))
    return read_missing (self, node);
  if (is_word (self, "in"))
    return read_list (self, *node);
  if (is_word (self, "from"))
    return read_range (self, *node);
  return read_comparison (self, *node);
}

static gboolean read_any (Reading *self, JlyFilter **node);

static gboolean
read_one (Reading *self, JlyFilter **node)
{
  JlyFilter *part = NULL;

  if (is_word (self, "("))
    return next (self) && read_any (self, node) && expect (self, ")");
  if (!is_word (self, "not"))
    return read_test (self, node);
  *node = new_node (self, JLY_FILTER_NOT);
  if (*node == NULL || !next (self))
    return FALSE;
  if (read_one (self, &part))
    {
      g_ptr_array_add ((*node)->parts, part);
      return TRUE;
    }
  jly_filter_free (part);
  return FALSE;
}

/* Parts with word between them; a single one stands for itself. */
static gboolean
read_parts (Reading *self,
            JlyFilter **node,
            JlyFilterKind kind,
            const char *word,
            gboolean (*read) (Reading *, JlyFilter **))
{
  JlyFilter *list;

  if (!read (self, node))
    return FALSE;
  if (!is_word (self, word))
    return TRUE;
  list = new_node (self, kind);
  if (list == NULL)
    return FALSE;
  g_ptr_array_add (list->parts, *node);
  *node = list;
  while (is_word (self, word))
    {
      JlyFilter *part = NULL;

      if (!next (self) || !read (self, &part))
        {
          jly_filter_free (part);
          return FALSE;
        }
      g_ptr_array_add (list->parts, part);
    }
  return TRUE;
}

static gboolean
read_all (Reading *self, JlyFilter **node)
{
  return read_parts (self, node, JLY_FILTER_ALL, "and", read_one);
}

static gboolean
read_any (Reading *self, JlyFilter **node)
{
  gboolean is_read;

  if (++self->depth > JLY_FILTER_MAX_NODES)
    return fail (self, _ ("The filter has more than %d parts."), JLY_FILTER_MAX_NODES);
  is_read = read_parts (self, node, JLY_FILTER_ANY, "or", read_all);
  self->depth--;
  return is_read;
}

JlyFilter *
jly_filter_parse (const JlyInputs *inputs, const char *text, GError **error)
{
  Reading self = { .inputs = inputs, .at = text, .error = error };
  g_autoptr (JlyFilter) node = NULL;
  gboolean is_read;

  if (strlen (text) > JLY_FILTER_MAX_BYTES)
    {
      fail (&self, _ ("The filter is longer than %d bytes."), JLY_FILTER_MAX_BYTES);
      return NULL;
    }
  is_read = next (&self) && read_any (&self, &node);
  if (is_read && (*self.token != '\0' || self.is_quoted))
    is_read = fail (&self, _ ("The filter has “%s” after its end."), self.token);
  g_free (self.token);
  return is_read ? g_steal_pointer (&node) : NULL;
}

/* A test begins at the beginning and after a bracket or one of these words. Whatever a text may
 * mean, no column of it is passed over; a word that is none is found not to be there. */
static gboolean
begins_test (const Reading *self)
{
  return is_word (self, "(") || is_word (self, "and") || is_word (self, "or")
         || is_word (self, "not");
}

char **
jly_filter_list_columns (const char *text)
{
  Reading self = { .at = text };
  GPtrArray *ids = g_ptr_array_new ();
  gboolean is_first = TRUE;

  while (next (&self) && (*self.token != '\0' || self.is_quoted))
    {
      if (begins_test (&self))
        {
          is_first = TRUE;
          continue;
        }
      if (is_first)
        g_ptr_array_add (ids, g_strdup (self.token));
      is_first = FALSE;
    }
  g_free (self.token);
  g_ptr_array_add (ids, NULL);
  return (char **)g_ptr_array_free (ids, FALSE);
}
