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

typedef struct
{
  GByteArray *styles;
  GHashTable *own; /* formats of the file's own, by number */
  gboolean in_cells;
} Reading;

static guint
read_format_id (const JlyAttributes *attributes)
{
  guint64 id = 0;

  jly_attributes_read_number (attributes, "numFmtId", 0, G_MAXUINT32, &id);
  return (guint)id;
}

static JlyXmlNext
start_cb (gpointer data, const char *name, const JlyAttributes *attributes, GError **error)
{
  Reading *reading = data;
  const guint id = read_format_id (attributes);

  if (strcmp (name, "numFmt") == 0)
    {
      g_autofree char *code = jly_attributes_dup (attributes, "formatCode");

      if (code != NULL)
        g_hash_table_insert (reading->own, GUINT_TO_POINTER (id),
                             GUINT_TO_POINTER (jly_xlsx_guess_kind (code)));
    }
  else if (strcmp (name, "cellXfs") == 0)
    reading->in_cells = TRUE;
  else if (reading->in_cells && strcmp (name, "xf") == 0)
    g_byte_array_append (reading->styles, &(guint8){ (guint8)get_kind (reading->own, id) }, 1);
  return JLY_XML_GO_ON;
}

static JlyXmlNext
end_cb (gpointer data, const char *name, GError **error)
{
  return strcmp (name, "cellXfs") == 0 ? JLY_XML_STOP : JLY_XML_GO_ON;
}

GByteArray *
jly_xlsx_read_styles (const JlyPackage *package, GError **error)
{
  static const JlyXmlListener listener = { .start = start_cb, .end = end_cb };
  g_autoptr (GByteArray) styles = g_byte_array_new ();
  g_autoptr (GHashTable) own = g_hash_table_new (NULL, NULL);
  Reading reading = { .styles = styles, .own = own };
  gboolean is_there;

  if (!jly_package_parse (package, "xl/styles.xml", &listener, &reading, &is_there, error))
    return NULL;
  return g_steal_pointer (&styles);
}
