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

JlySheetOptions
jly_import_reading_to_options (const JlyImportReading *self)
{
  return (JlySheetOptions){
    .sheet = self->sheet,
    .encoding = self->encoding,
    .usual_encoding = self->usual_encoding,
    .delimiter = self->delimiter,
    .n_name_rows = self->n_name_rows,
    .keep_totals = self->keep_totals,
  };
}

gboolean
jly_import_reading_remember (JlyImportReading *self,
                             const char *path,
                             const JlyProfile *profile,
                             const JlyRules *rules)
{
  JlySheetOptions options = jly_import_reading_to_options (self);

  if (self->is_by_hand || !jly_profile_choose_reading (profile, path, rules, &options))
    return FALSE;
  self->usual_encoding = options.usual_encoding;
  self->delimiter = options.delimiter;
  self->n_name_rows = options.n_name_rows;
  return TRUE;
}

JlyProfileReading
jly_import_reading_to_profile (const JlyImportReading *self)
{
  return (JlyProfileReading){
    .encoding = jly_sheet_is_code_page (self->encoding) ? self->encoding : self->usual_encoding,
    .delimiter = self->delimiter,
    .n_name_rows = self->n_name_rows,
  };
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
