/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-xlsx-styles.h. The numbers of built-in formats are those of ECMA-376, part 1, 18.8.30. */
#include "config.h"

#include "table/jly-xlsx-styles.h"

#include <string.h>

JlyXlsxKind
jly_xlsx_guess_kind (const char *format)
{
  gboolean is_quoted = FALSE;

  for (const char *at = format; *at != '\0' && *at != ';'; at++)
    {
      if (*at == '"')
        is_quoted = !is_quoted;
      if (is_quoted)
        continue;
      /* The next character stands for itself, or only for its width. */
      if ((*at == '\\' || *at == '_' || *at == '*') && at[1] != '\0')
        at++;
      else if (*at == '[')
        {
          const char *end = strchr (at, ']');

          /* [h] is a time; [Red] and [$€-407] are not. */
          if (end == NULL || strchr ("hHmMsS", at[1]) != NULL)
            return JLY_XLSX_DATE;
          at = end;
        }
      else if (*at == '%')
        return JLY_XLSX_PERCENT;
      else if (strchr ("dDmMyYhHsS", *at) != NULL)
        return JLY_XLSX_DATE;
      else if (g_ascii_strncasecmp (at, "general", 7) == 0)
        at += 6;
    }
  return JLY_XLSX_NUMBER;
}

static JlyXlsxKind
get_kind (GHashTable *own, guint64 id)
{
  gpointer kind;

  if (g_hash_table_lookup_extended (own, GUINT_TO_POINTER ((guint)id), NULL, &kind))
    return (JlyXlsxKind)GPOINTER_TO_UINT (kind);
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47)
      || (id >= 50 && id <= 58))
    return JLY_XLSX_DATE;
  return id == 9 || id == 10 ? JLY_XLSX_PERCENT : JLY_XLSX_NUMBER;
}

static guint64
read_format_id (xmlTextReader *reader)
{
  g_autofree char *text = jly_package_dup_attribute (reader, "numFmtId");
  guint64 id = 0;

  if (text != NULL)
    g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &id, NULL);
  return id;
}

static void
take_format (xmlTextReader *reader, GHashTable *own)
{
  g_autofree char *code = jly_package_dup_attribute (reader, "formatCode");

  if (code != NULL)
    g_hash_table_insert (own, GUINT_TO_POINTER ((guint)read_format_id (reader)),
                         GUINT_TO_POINTER (jly_xlsx_guess_kind (code)));
}

GByteArray *
jly_xlsx_read_styles (const JlyPackage *package, GError **error)
{
  g_autoptr (GByteArray) styles = g_byte_array_new ();
  g_autoptr (GHashTable) own = g_hash_table_new (NULL, NULL);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) bytes = jly_package_read (package, "xl/styles.xml", &problem);
  g_autoptr (xmlTextReader) reader = NULL;
  gboolean in_cells = FALSE;
  int status = 0;

  if (bytes != NULL)
    reader = jly_package_open_xml (bytes);
  while (bytes != NULL && (status = jly_package_next (package, reader, &problem)) == 1)
    {
      if (jly_package_is (reader, "cellXfs"))
        in_cells = xmlTextReaderNodeType (reader) == XML_READER_TYPE_ELEMENT;
      if (xmlTextReaderNodeType (reader) != XML_READER_TYPE_ELEMENT)
        continue;
      if (jly_package_is (reader, "numFmt"))
        take_format (reader, own);
      if (in_cells && jly_package_is (reader, "xf"))
        g_byte_array_append (styles, &(guint8){ (guint8)get_kind (own, read_format_id (reader)) },
                             1);
    }
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  return g_steal_pointer (&styles);
}
