/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a case file (data/cases/README.md describes it) into a JlyCase. The table below says which
 * element may stand where and where its words go; anything else in the file is an error with its
 * row, so that a misspelt element cannot silently leave a field empty.
 */
#include "config.h"

#include "study/jly-case-private.h"
#include "study/jly-case-table.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  HOLDS_ELEMENTS,
  HOLDS_TEXT,     /* index: CaseText */
  HOLDS_SENTENCE, /* one more for the list of its parent */
  HOLDS_WHO,
  HOLDS_DETAIL,
  HOLDS_GROUP,
  HOLDS_SIDE,
  HOLDS_COLUMN,  /* the name of the last column, */
  HOLDS_CATEGORY /* and one of its categories */
} ElementHolds;

typedef struct
{
  const char *parent; /* "" for the outermost */
  const char *name;
  ElementHolds holds;
  guint index; /* CaseText or CaseList */
} Element;

static const Element elements[] = {
  { "", "case", HOLDS_ELEMENTS, 0 },
  { "case", "title", HOLDS_TEXT, CASE_TITLE },
  { "case", "long-title", HOLDS_TEXT, CASE_LONG_TITLE },
  { "case", "question", HOLDS_TEXT, CASE_QUESTION },
  { "case", "summary", HOLDS_TEXT, CASE_SUMMARY },
  { "case", "table", HOLDS_TEXT, CASE_TABLE },
  { "case", "owners", HOLDS_TEXT, CASE_OWNERS },
  { "case", "subjects", HOLDS_TEXT, CASE_SUBJECTS },
  { "case", "beforehand", HOLDS_TEXT, CASE_BEFOREHAND },
  { "case", "later", HOLDS_TEXT, CASE_LATER },
  { "case", "trust", HOLDS_TEXT, CASE_TRUST },
  { "case", "motivation", HOLDS_TEXT, CASE_MOTIVATION },
  { "case", "role", HOLDS_ELEMENTS, 0 },
  { "role", "who", HOLDS_WHO, 0 },
  { "role", "detail", HOLDS_DETAIL, 0 },
  { "case", "learned", HOLDS_ELEMENTS, CASE_LEARNED },
  { "learned", "sentence", HOLDS_SENTENCE, CASE_LEARNED },
  { "case", "learned-later", HOLDS_ELEMENTS, CASE_LEARNED_LATER },
  { "learned-later", "sentence", HOLDS_SENTENCE, CASE_LEARNED_LATER },
  { "case", "never-shown", HOLDS_ELEMENTS, CASE_NEVER_SHOWN },
  { "never-shown", "sentence", HOLDS_SENTENCE, CASE_NEVER_SHOWN },
  { "case", "good-to-know", HOLDS_ELEMENTS, CASE_GOOD_TO_KNOW },
  { "good-to-know", "sentence", HOLDS_SENTENCE, CASE_GOOD_TO_KNOW },
  { "case", "attacks", HOLDS_ELEMENTS, CASE_ATTACKS },
  { "attacks", "sentence", HOLDS_SENTENCE, CASE_ATTACKS },
  { "case", "rules", HOLDS_ELEMENTS, 0 },
  { "case", "policy", HOLDS_ELEMENTS, 0 },
  { "policy", "side", HOLDS_SIDE, 0 },
  { "policy", "ask", HOLDS_ELEMENTS, 0 },
  { "policy", "approve-first", HOLDS_ELEMENTS, 0 },
  { "policy", "approve", HOLDS_ELEMENTS, 0 },
  { "policy", "mandate", HOLDS_ELEMENTS, 0 },
  { "policy", "learn", HOLDS_ELEMENTS, 0 },
  { "policy", "join", HOLDS_ELEMENTS, 0 },
  { "case", "columns", HOLDS_ELEMENTS, 0 },
  { "columns", "column", HOLDS_ELEMENTS, 0 },
  { "column", "name", HOLDS_COLUMN, 0 },
  { "column", "category", HOLDS_CATEGORY, 0 },
  { "columns", "ask-of", HOLDS_ELEMENTS, 0 },
  { "case", "picture", HOLDS_ELEMENTS, 0 },
  { "picture", "description", HOLDS_TEXT, CASE_PICTURE },
  { "picture", "group", HOLDS_GROUP, 0 },
};

/* In the order of JlyRole. */
static const char *const role_names[] = { "brings", "computes", "asks", "approves", "learns" };
static const char *const topics[]
    = { "companies", "energy", "associations", "research", "public", NULL };

typedef struct
{
  JlyCase *self;
  const char *name;
  GMarkupParseContext *context;
  GPtrArray *open; /* const Element*, outermost first */
  guint row;       /* that is being parsed, from 1 */
  GString *text;   /* of the innermost element */
  JlyRole role;    /* of the <role> that is open */
  JlyCaseGroup *group;
} Reader;

G_GNUC_PRINTF (3, 4)
static gboolean
fail_here (const Reader *reader, GError **error, const char *format, ...)
{
  const JlyErrorDetail detail
      = { .file = reader->name,
          .row = reader->row,
          .next = _ ("Mend this row; data/cases/README.md describes the format.") };
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                   /* Translators: file name, row number, what is wrong there. */
                   _ ("%s, row %u: %s"), reader->name, reader->row, what);
}

static const Element *
find_element (const char *parent, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    if (g_str_equal (elements[i].parent, parent) && g_str_equal (elements[i].name, name))
      return &elements[i];
  return NULL;
}

static const char *
get_attribute (const char *const *names, const char *const *values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

/* Refuses attributes that the element does not have: a misspelt one must not be lost. */
static gboolean
check_attributes (const Reader *reader,
                  const char *const *names,
                  const char *const *allowed,
                  GError **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_strv_contains (allowed, names[i]))
      return fail_here (reader, error, _ ("“%s” is not known here."), names[i]);
  return TRUE;
}

/* A missing attribute leaves *value as it was. */
static gboolean
read_number (const Reader *reader,
             const char *const *names,
             const char *const *values,
             const char *name,
             guint max,
             guint *value,
             GError **error)
{
  const char *text = get_attribute (names, values, name);
  guint64 number;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, max, &number, NULL))
    return fail_here (reader, error, _ ("“%s” must be a whole number from 0 to %u, not “%s”."),
                      name, max, text);
  *value = (guint)number;
  return TRUE;
}

static gboolean
read_flag (const Reader *reader,
           const char *const *names,
           const char *const *values,
           const char *name,
           gboolean *value,
           GError **error)
{
  const char *text = get_attribute (names, values, name);

  if (text == NULL)
    return TRUE;
  *value = g_str_equal (text, "yes");
  if (!*value && !g_str_equal (text, "no"))
    return fail_here (reader, error, _ ("“%s” must be yes or no, not “%s”."), name, text);
  return TRUE;
}

static gboolean
start_case (Reader *reader, const char *const *names, const char *const *values, GError **error)
{
  static const char *const allowed[] = { "id", "order", "topic", "runs", NULL };
  JlyCase *self = reader->self;
  const char *id = get_attribute (names, values, "id");
  const char *topic = get_attribute (names, values, "topic");

  if (!check_attributes (reader, names, allowed, error)
      || !read_number (reader, names, values, "order", 9999, &self->order, error)
      || !read_flag (reader, names, values, "runs", &self->runs, error))
    return FALSE;
  if (id == NULL || id[0] == '\0'
      || strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (id))
    return fail_here (reader, error,
                      _ ("the case needs an id of small letters, digits and hyphens."));
  if (self->order == 0)
    return fail_here (reader, error, _ ("the case needs an order from 1 up."));
  if (topic == NULL || !g_strv_contains (topics, topic))
    return fail_here (reader, error,
                      _ ("the topic must be companies, energy, associations, research or public."));
  self->id = g_strdup (id);
  self->topic = g_strdup (topic);
  return TRUE;
}

static gboolean
start_role (Reader *reader, const char *const *names, const char *const *values, GError **error)
{
  static const char *const allowed[] = { "does", NULL };
  const char *does = get_attribute (names, values, "does");

  if (!check_attributes (reader, names, allowed, error))
    return FALSE;
  for (guint i = 0; i < JLY_N_ROLES; i++)
    if (g_strcmp0 (does, role_names[i]) == 0)
      {
        reader->role = (JlyRole)i;
        return TRUE;
      }
  return fail_here (reader, error,
                    _ ("a role needs does=\"…\": brings, computes, asks, approves or learns."));
}

static gboolean
start_table (Reader *reader, const char *const *names, const char *const *values, GError **error)
{
  static const char *const allowed[] = { "shape", NULL };
  const char *shape = get_attribute (names, values, "shape");

  if (!check_attributes (reader, names, allowed, error))
    return FALSE;
  if (g_strcmp0 (shape, "rows") != 0 && g_strcmp0 (shape, "columns") != 0)
    return fail_here (reader, error, _ ("the table needs shape=\"…\": rows or columns."));
  reader->self->shape = g_str_equal (shape, "rows") ? JLY_SHAPE_ROWS : JLY_SHAPE_COLUMNS;
  return TRUE;
}

static gboolean
start_rules (Reader *reader, const char *const *names, const char *const *values, GError **error)
{
  static const char *const allowed[] = { "rows", "parties", "top-share", "questions", NULL };
  JlyCaseRules *rules = &reader->self->rules;

  return check_attributes (reader, names, allowed, error)
         && read_number (reader, names, values, "rows", 1000000, &rules->rows, error)
         && read_number (reader, names, values, "parties", 1000, &rules->parties, error)
         && read_number (reader, names, values, "top-share", 100, &rules->top_share, error)
         && read_number (reader, names, values, "questions", 10000, &rules->questions, error);
}

static gboolean
start_picture (Reader *reader, const char *const *names, const char *const *values, GError **error)
{
  static const char *const allowed[] = { "outside", NULL };

  return check_attributes (reader, names, allowed, error)
         && read_number (reader, names, values, "outside", 3, &reader->self->outside_miners, error);
}

static gboolean
start_group (Reader *reader, const char *const *names, const char *const *values, GError **error)
{
  static const char *const allowed[]
      = { "count", "many", "computing", "asks", "approves", "learns", "side", "subjects", NULL };
  JlyCaseGroup *group = g_new0 (JlyCaseGroup, 1);
  const char *side = get_attribute (names, values, "side");

  g_ptr_array_add (reader->self->groups, group);
  reader->group = group;
  group->market_left = g_strcmp0 (side, "left") == 0;
  group->market_right = g_strcmp0 (side, "right") == 0;
  if (side != NULL && !group->market_left && !group->market_right)
    return fail_here (reader, error, _ ("“side” must be left or right, not “%s”."), side);
  return check_attributes (reader, names, allowed, error)
         && read_number (reader, names, values, "count", 14, &group->count, error)
         && read_number (reader, names, values, "computing", 3, &group->n_computing, error)
         && read_flag (reader, names, values, "many", &group->many, error)
         && read_flag (reader, names, values, "asks", &group->asks, error)
         && read_flag (reader, names, values, "approves", &group->approves, error)
         && read_flag (reader, names, values, "learns", &group->learns, error)
         && read_flag (reader, names, values, "subjects", &group->subjects, error);
}

/* The policy's elements read their own attributes. */
static gboolean
start_policy (Reader *reader,
              const Element *element,
              const char *const *names,
              const char *const *values,
              GError **error)
{
  g_autofree char *problem = NULL;

  return case_policy_start (&reader->self->policy, element->name,
                            &(CaseAttributes){ names, values }, &problem)
         || fail_here (reader, error, "%s", problem);
}

/* So do those of the columns. */
static gboolean
start_columns (Reader *reader,
               const Element *element,
               const char *const *names,
               const char *const *values,
               GError **error)
{
  g_autofree char *problem = NULL;

  return case_table_start (reader->self->columns, element->name, &(CaseAttributes){ names, values },
                           &problem)
         || fail_here (reader, error, "%s", problem);
}

static gboolean
read_attributes (Reader *reader,
                 const Element *element,
                 const char *const *names,
                 const char *const *values,
                 GError **error)
{
  static const struct
  {
    const char *name;
    gboolean (*start) (Reader *, const char *const *, const char *const *, GError **);
  } starts[] = { { "case", start_case },   { "role", start_role },   { "table", start_table },
                 { "rules", start_rules }, { "group", start_group }, { "picture", start_picture } };
  static const char *const none[] = { NULL };

  if (g_str_equal (element->name, "policy") || g_str_equal (element->parent, "policy"))
    return start_policy (reader, element, names, values, error);
  if (g_str_equal (element->name, "columns") || g_str_equal (element->parent, "columns"))
    return start_columns (reader, element, names, values, error);
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_str_equal (starts[i].name, element->name))
      return starts[i].start (reader, names, values, error);
  return check_attributes (reader, names, none, error);
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char *name,
                  const char **names,
                  const char **values,
                  gpointer data,
                  GError **error)
{
  Reader *reader = data;
  const Element *parent
      = reader->open->len > 0 ? g_ptr_array_index (reader->open, reader->open->len - 1) : NULL;
  const Element *element = find_element (parent != NULL ? parent->name : "", name);

  if (element == NULL)
    {
      fail_here (reader, error, _ ("<%s> is not known here."), name);
      return;
    }
  g_ptr_array_add (reader->open, (gpointer)element);
  g_string_truncate (reader->text, 0);
  read_attributes (reader, element, (const char *const *)names, (const char *const *)values, error);
}

/* Line breaks and indentation of the file are no part of a sentence; xgettext folds them the same
 * way, so that the translation is found. */
static char *
fold_space (const char *text)
{
  GString *folded = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isspace (*at))
      g_string_append_c (folded, *at);
    else if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
      g_string_append_c (folded, ' ');
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);
  return g_string_free (folded, FALSE);
}

static gboolean
set_once (const Reader *reader, char **place, const char *text, const char *element, GError **error)
{
  if (*place != NULL)
    return fail_here (reader, error, _ ("<%s> stands here a second time."), element);
  *place = g_strdup (text);
  return TRUE;
}

static gboolean
keep_text (Reader *reader, const Element *element, const char *text, GError **error)
{
  JlyCase *self = reader->self;
  g_autofree char *problem = NULL;

  switch (element->holds)
    {
    case HOLDS_TEXT:
      return set_once (reader, &self->texts[element->index], text, element->name, error);
    case HOLDS_WHO:
      return set_once (reader, &self->roles[reader->role], text, element->name, error);
    case HOLDS_DETAIL:
      return set_once (reader, &self->role_details[reader->role], text, element->name, error);
    case HOLDS_GROUP:
      return set_once (reader, &reader->group->name, text, element->name, error);
    case HOLDS_SIDE:
      return set_once (reader,
                       &((CaseSide *)self->policy.sides->pdata[self->policy.sides->len - 1])->title,
                       text, element->name, error);
    case HOLDS_SENTENCE:
      g_ptr_array_add (self->lists[element->index], g_strdup (text));
      return TRUE;
    case HOLDS_COLUMN:
      return case_table_set_name (self->columns, text, &problem)
             || fail_here (reader, error, "%s", problem);
    case HOLDS_CATEGORY:
      case_table_add_category (self->columns, text);
      return TRUE;
    case HOLDS_ELEMENTS:
    default:
      return TRUE;
    }
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Reader *reader = data;
  const Element *element = g_ptr_array_index (reader->open, reader->open->len - 1);
  g_autofree char *folded = fold_space (reader->text->str);

  g_ptr_array_set_size (reader->open, (int)reader->open->len - 1);
  g_string_truncate (reader->text, 0);
  if (element->holds == HOLDS_ELEMENTS)
    return;
  if (folded[0] == '\0')
    fail_here (reader, error, _ ("<%s> is empty."), name);
  else
    keep_text (reader, element, g_dgettext (GETTEXT_PACKAGE, folded), error);
}

static void
text_cb (
    GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Reader *reader = data;
  const Element *element
      = reader->open->len > 0 ? g_ptr_array_index (reader->open, reader->open->len - 1) : NULL;

  g_string_append_len (reader->text, text, (gssize)length);
  if (element == NULL || element->holds != HOLDS_ELEMENTS)
    return;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      {
        fail_here (reader, error, _ ("<%s> holds elements, not words."), element->name);
        return;
      }
}

/* GMarkup's own complaints (not well formed, not UTF-8, empty) get file and row like ours. */
static void
adopt_markup_error (const Reader *reader, GError **error)
{
  g_autoptr (GError) foreign = NULL;
  g_autofree char *message = NULL;

  if ((*error)->domain == JLY_ERROR)
    return;
  foreign = g_steal_pointer (error);
  message = g_utf8_make_valid (foreign->message, -1);
  fail_here (reader, error, _ ("this is not well-formed XML (%s)."), message);
}

/* Row by row: GMarkup's own position has often moved on to the next row when it calls us. */
static gboolean
parse_rows (Reader *reader, const char *text, gsize length, GError **error)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *line_end = memchr (text, '\n', (gsize)(end - text));
      const char *next = line_end != NULL ? line_end + 1 : end;

      reader->row++;
      if (!g_markup_parse_context_parse (reader->context, text, (gssize)(next - text), error))
        return FALSE;
      text = next;
    }
  return g_markup_parse_context_end_parse (reader->context, error);
}

gboolean
jly_case_read (JlyCase *self, const char *name, const char *text, gsize length, GError **error)
{
  static const GMarkupParser parser
      = { .start_element = start_element_cb, .end_element = end_element_cb, .text = text_cb };
  Reader reader = { .self = self, .name = name };
  g_autoptr (GError) problem = NULL;
  gboolean read;

  reader.open = g_ptr_array_new ();
  reader.text = g_string_new (NULL);
  reader.context
      = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  read = parse_rows (&reader, text, length, &problem);
  if (!read)
    {
      adopt_markup_error (&reader, &problem);
      g_propagate_error (error, g_steal_pointer (&problem));
    }
  g_markup_parse_context_free (reader.context);
  g_string_free (reader.text, TRUE);
  g_ptr_array_unref (reader.open);
  return read;
}
