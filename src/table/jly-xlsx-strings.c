/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts that cells of an Excel file share: kept once, however many cells hold them. */
#include "config.h"

#include "table/jly-xlsx-private.h"

#include <string.h>

typedef struct
{
  JlyXlsxBook *book;
  GString *words;
  gboolean in_text;
  gboolean is_spoken; /* rPh: how it is pronounced, no part of it */
} Reading;

static JlyXmlNext
start_cb (gpointer data, const char *name, const JlyAttributes *attributes, GError **error)
{
  Reading *reading = data;

  if (strcmp (name, "si") == 0)
    g_string_truncate (reading->words, 0);
  else if (strcmp (name, "rPh") == 0)
    reading->is_spoken = TRUE;
  else if (strcmp (name, "t") == 0)
    reading->in_text = TRUE;
  return JLY_XML_GO_ON;
}

static JlyXmlNext
end_cb (gpointer data, const char *name, GError **error)
{
  Reading *reading = data;
  guint32 offset;

  if (strcmp (name, "rPh") == 0)
    reading->is_spoken = FALSE;
  else if (strcmp (name, "t") == 0)
    reading->in_text = FALSE;
  if (strcmp (name, "si") != 0)
    return JLY_XML_GO_ON;
  if (!jly_grid_builder_keep (reading->book->builder, reading->words->str, &offset, error))
    return JLY_XML_FAIL;
  g_array_append_val (reading->book->strings, offset);
  return JLY_XML_GO_ON;
}

static void
text_cb (gpointer data, const char *text, gsize length)
{
  Reading *reading = data;

  if (reading->in_text && !reading->is_spoken && reading->words->len <= JLY_GRID_CELL_MAX)
    g_string_append_len (reading->words, text, (gssize)length);
}

gboolean
jly_xlsx_read_strings (JlyXlsxBook *book, GError **error)
{
  static const JlyXmlListener listener = { .start = start_cb, .end = end_cb, .text = text_cb };
  g_autoptr (GString) words = g_string_new (NULL);
  Reading reading = { .book = book, .words = words };
  gboolean is_there;

  return jly_package_parse (book->package, "xl/sharedStrings.xml", &listener, &reading, &is_there,
                            error);
}
