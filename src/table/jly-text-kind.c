/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files that people take for tables really are, by their first bytes. */
#include "config.h"

#include "table/jly-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
holds (const guint8 *bytes, gsize n_bytes, const char *words)
{
  return memmem (bytes, n_bytes, words, strlen (words)) != NULL;
}

const char *
jly_text_guess_kind (const guint8 *bytes, gsize n_bytes)
{
  static const struct
  {
    const char *start;
    gsize length;
    const char *kind;
  } kinds[] = {
    { "\xd0\xcf\x11\xe0", 4, N_ ("This is an Excel file of an old kind, or one with a password.") },
    { "PK\x03\x04", 4, N_ ("This is a packed folder (ZIP), not a table.") },
    { "\x89PNG", 4, N_ ("This is a picture, not a table.") },
    { "\xff\xd8\xff", 3, N_ ("This is a picture, not a table.") },
    { "GIF8", 4, N_ ("This is a picture, not a table.") },
    { "%PDF-", 5, N_ ("This is a PDF document, not a table.") },
    { "\x1f\x8b", 2, N_ ("This is a packed file, not a table.") },
    { "SQLite format 3", 15, N_ ("This is a database, not a table.") },
    { "{\\rtf", 5, N_ ("This is a text document, not a table.") },
    { "<!DOCTYPE", 9, N_ ("This is a web page, not a table.") },
    { "<html", 5, N_ ("This is a web page, not a table.") },
    { "<?xml", 5, N_ ("This is an XML file, not a table.") },
    { "\xff\xfe\0\0", 4, N_ ("This text is in UTF-32, which is not read here.") },
    { "\0\0\xfe\xff", 4, N_ ("This text is in UTF-32, which is not read here.") },
  };

  if (bytes == NULL)
    return NULL;
  if (n_bytes >= 4 && memcmp (bytes, "PK\x03\x04", 4) == 0)
    {
      const gsize head = MIN (n_bytes, 4096);

      if (holds (bytes, head, "[Content_Types].xml")
          || holds (bytes, head, "application/vnd.oasis.opendocument"))
        return _ ("This is an office document, but not a spreadsheet.");
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (n_bytes >= kinds[i].length && memcmp (bytes, kinds[i].start, kinds[i].length) == 0)
      return _ (kinds[i].kind);
  return NULL;
}
