/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-paste-html.h. */
#include "config.h"

#include "table/jly-paste-html.h"

#include "table/jly-grid.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define SPAN_MAX 1000

typedef struct
{
  GString *text;
  guint below[JLY_GRID_COLUMNS_MAX]; /* rows that a joined cell of this column still covers */
  guint column;
} Writer;

static gboolean
is_element (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && g_str_equal ((const char *)node->name, name);
}

/* The next node in reading order inside of root; NULL behind the last. */
static const xmlNode *
step (const xmlNode *node, const xmlNode *root, gboolean goes_down)
{
  if (goes_down && node->children != NULL)
    return node->children;
  while (node != root && node->next == NULL)
    node = node->parent;
  return node == root ? NULL : node->next;
}

static const xmlNode *
find_element (const xmlNode *root, const char *name)
{
  for (const xmlNode *node = root; node != NULL; node = step (node, root, TRUE))
    if (is_element (node, name))
      return node;
  return NULL;
}

static guint
read_span (const xmlNode *cell, const char *name)
{
  xmlChar *value = xmlGetProp ((xmlNode *)cell, (const xmlChar *)name);
  const guint64 span = value != NULL ? g_ascii_strtoull ((const char *)value, NULL, 10) : 1;

  xmlFree (value);
  return (guint)CLAMP (span, 1, SPAN_MAX);
}

static void
put_cell (Writer *writer, const char *text)
{
  if (writer->column++ > 0)
    g_string_append_c (writer->text, '\t');
  g_string_append_c (writer->text, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (writer->text, '"');
      /* Lines of a page are broken where it suits its author. */
      g_string_append_c (writer->text, g_ascii_isspace (*at) ? ' ' : *at);
    }
  g_string_append_c (writer->text, '"');
}

static void
pass_covered (Writer *writer)
{
  while (writer->column < JLY_GRID_COLUMNS_MAX && writer->below[writer->column] > 0)
    {
      writer->below[writer->column]--;
      put_cell (writer, "");
    }
}

static void
write_cell (Writer *writer, const xmlNode *cell)
{
  g_autofree char *owned = NULL;
  xmlChar *content = xmlNodeGetContent (cell);
  const guint n_columns = read_span (cell, "colspan");
  const guint n_rows = read_span (cell, "rowspan");

  owned = g_strdup (content != NULL ? (const char *)content : "");
  xmlFree (content);
  pass_covered (writer);
  for (guint i = 0; i < n_columns && writer->column < JLY_GRID_COLUMNS_MAX; i++)
    {
      writer->below[writer->column] = n_rows - 1;
      put_cell (writer, i == 0 ? g_strstrip (owned) : "");
    }
}

static void
write_row (Writer *writer, const xmlNode *row)
{
  writer->column = 0;
  for (const xmlNode *cell = row->children; cell != NULL; cell = cell->next)
    if (is_element (cell, "td") || is_element (cell, "th"))
      write_cell (writer, cell);
  pass_covered (writer);
  g_string_append_c (writer->text, '\n');
}

/* Tables within a cell are part of its text. */
static char *
write_table (const xmlNode *table)
{
  g_autofree Writer *writer = g_new0 (Writer, 1);
  const xmlNode *node = table;

  writer->text = g_string_new (NULL);
  while (node != NULL)
    {
      const gboolean is_row = is_element (node, "tr");

      if (is_row)
        write_row (writer, node);
      node = step (node, table, !is_row);
    }
  return g_string_free (writer->text, FALSE);
}

char *
jly_paste_html_to_text (const char *html)
{
  htmlDocPtr document = htmlReadMemory (html, (int)strlen (html), NULL, "UTF-8",
                                        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR
                                            | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  const xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  const xmlNode *table = root != NULL ? find_element (root, "table") : NULL;
  char *text = table != NULL ? write_table (table) : NULL;

  xmlFreeDoc (document);
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    g_clear_pointer (&text, g_free);
  return text;
}
