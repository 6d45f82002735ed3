/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-reading.h. */
#include "config.h"

#include "app/jly-import-reading.h"

void
jly_import_reading_clear (JlyImportReading *self)
{
  g_free (self->sheet);
  *self = (JlyImportReading){ 0 };
}

void
jly_import_reading_copy (const JlyImportReading *self, JlyImportReading *into)
{
  *into = *self;
  into->sheet = g_strdup (self->sheet);
}

char *
jly_import_reading_dup_name (const JlyImportReading *self, const char *file)
{
  GString *name;

  if (file == NULL)
    return NULL;
  name = g_string_new (file);
  if (self->sheet != NULL)
    g_string_append_printf (name, "#%s", self->sheet);
  if (self->keep_totals)
    g_string_append (name, "#totals");
  if (self->encoding != NULL)
    g_string_append_printf (name, "#%s", self->encoding);
  if (self->delimiter != 0)
    g_string_append_printf (name, "#%c", self->delimiter);
  if (self->n_name_rows > 0)
    g_string_append_printf (name, "#%u", self->n_name_rows);
  return g_string_free (name, FALSE);
}
