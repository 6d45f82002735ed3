/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile's bytes and its file. The file is found by the study's columns, so that the study of
 * next year finds the profile of this one. */
#include "config.h"

#include "table/jly-profile.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"
#include "table/jly-import-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <errno.h>

#define FORMAT 2
#define BYTES_MAX (1024 * 1024)
#define FACTOR_MAX 1000000000
#define NAME_ROWS_MAX 4

enum
{
  KEY_FORMAT = 1,
  KEY_WRITTEN,
  KEY_COLUMNS,
  KEY_READING,
  N_KEYS = KEY_READING
};

static void
put_column (JlyCborWriter *writer, const JlyProfileColumn *column)
{
  jly_cbor_begin_array (writer, 7);
  jly_cbor_put_text (writer, column->id);
  jly_cbor_put_text (writer, column->header);
  jly_cbor_put_uint (writer, column->answers.mark);
  jly_cbor_put_uint (writer, column->answers.order);
  jly_cbor_put_uint (writer, column->answers.factor);
  jly_cbor_put_uint (writer, column->answers.digits);
  jly_cbor_begin_array (writer, column->near->len);
  for (guint i = 0; i < column->near->len; i++)
    {
      const JlyProfileNear *near = g_ptr_array_index (column->near, i);

      jly_cbor_begin_array (writer, 2);
      jly_cbor_put_text (writer, near->cell);
      jly_cbor_put_text (writer, near->category);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
  jly_cbor_end (writer);
}

static void
put_reading (JlyCborWriter *writer, const JlyProfileReading *reading)
{
  jly_cbor_put_key (writer, KEY_READING);
  jly_cbor_begin_array (writer, 3);
  jly_cbor_put_text (writer, reading->encoding != NULL ? reading->encoding : "");
  jly_cbor_put_uint (writer, (guint8)reading->delimiter);
  jly_cbor_put_uint (writer, reading->n_name_rows);
  jly_cbor_end (writer);
}

GBytes *
jly_profile_encode (const JlyProfile *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_KEYS);
  jly_cbor_put_key (writer, KEY_FORMAT);
  jly_cbor_put_uint (writer, FORMAT);
  jly_cbor_put_key (writer, KEY_WRITTEN);
  jly_cbor_put_text (writer, self->format);
  jly_cbor_put_key (writer, KEY_COLUMNS);
  jly_cbor_begin_array (writer, self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    put_column (writer, g_ptr_array_index (self->columns, i));
  jly_cbor_end (writer);
  put_reading (writer, &self->reading);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static gboolean
is_factor (guint64 factor)
{
  return factor == 0 || factor == 1 || factor == 1000 || factor == 1000000 || factor == FACTOR_MAX;
}

static guint
get_uint (JlyCborReader *reader, const char *field, guint64 max)
{
  guint64 value = 0;

  jly_cbor_get_uint (reader, field, max, &value);
  return (guint)value;
}

/* column NULL: it is not remembered, but its bytes are read. */
static void
get_near (JlyCborReader *reader, JlyProfileColumn *column)
{
  gsize n = 0;

  jly_cbor_enter_array (reader, "near", JLY_PROFILE_NEAR_MAX, &n);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *cell = NULL;
      g_autofree char *category = NULL;
      gsize n_items;

      if (!jly_cbor_enter_array (reader, "near", 2, &n_items))
        return;
      if (n_items != 2)
        jly_cbor_refuse (reader, "near");
      jly_cbor_get_text (reader, "near", JLY_PROFILE_TEXT_MAX, &cell);
      jly_cbor_get_text (reader, "near", JLY_PROFILE_TEXT_MAX, &category);
      if (column != NULL && cell != NULL && category != NULL)
        jly_profile_column_add_near (column, cell, category);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static gboolean
is_delimiter (guint64 mark)
{
  return mark == 0 || mark == ',' || mark == ';' || mark == '\t' || mark == '|';
}

/* The static name; NULL for none. */
static const char *
find_encoding (const char *name)
{
  const char *const *names = jly_sheet_list_encodings ();

  for (guint i = 0; name != NULL && names[i] != NULL; i++)
    if (g_str_equal (names[i], name) && jly_sheet_is_code_page (name))
      return names[i];
  return NULL;
}

static void
get_reading (JlyCborReader *reader, JlyProfileReading *reading)
{
  g_autofree char *encoding = NULL;
  guint delimiter;
  gsize n = 0;

  jly_cbor_get_key (reader, "reading", KEY_READING);
  if (!jly_cbor_enter_array (reader, "reading", 3, &n))
    return;
  if (n != 3)
    jly_cbor_refuse (reader, "reading");
  jly_cbor_get_text (reader, "encoding", JLY_PROFILE_TEXT_MAX, &encoding);
  delimiter = get_uint (reader, "delimiter", G_MAXUINT8);
  reading->n_name_rows = get_uint (reader, "names", NAME_ROWS_MAX);
  reading->encoding = find_encoding (encoding);
  reading->delimiter = (char)delimiter;
  if (!is_delimiter (delimiter)
      || (encoding != NULL && *encoding != '\0' && reading->encoding == NULL))
    jly_cbor_refuse (reader, "reading");
  jly_cbor_leave (reader);
}

/* A failed reader leaves empty texts and zeros. */
static void
get_column (JlyCborReader *reader, JlyProfile *self)
{
  g_autofree char *id = NULL;
  g_autofree char *header = NULL;
  JlyColumnAnswers answers = { 0 };

  jly_cbor_get_text (reader, "column", JLY_PROFILE_TEXT_MAX, &id);
  jly_cbor_get_text (reader, "column", JLY_PROFILE_TEXT_MAX, &header);
  answers.mark = get_uint (reader, "mark", JLY_MARK_COMMA);
  answers.order = get_uint (reader, "order", JLY_DATE_ORDER_MONTH_FIRST);
  answers.factor = get_uint (reader, "factor", FACTOR_MAX);
  answers.digits = get_uint (reader, "digits", JLY_DIGITS_KEEP);
  if (!is_factor (answers.factor))
    jly_cbor_refuse (reader, "factor");
  get_near (reader,
            jly_profile_add (self, id != NULL ? id : "", header != NULL ? header : "", &answers));
}

static void
get_columns (JlyCborReader *reader, JlyProfile *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "columns", KEY_COLUMNS);
  jly_cbor_enter_array (reader, "columns", JLY_PROFILE_COLUMNS_MAX, &n);
  for (gsize i = 0; i < n; i++)
    {
      gsize n_items;

      if (!jly_cbor_enter_array (reader, "column", 7, &n_items))
        return;
      if (n_items != 7)
        jly_cbor_refuse (reader, "column");
      get_column (reader, self);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

JlyProfile *
jly_profile_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, _ ("what was remembered"));
  g_autoptr (JlyProfile) self = jly_profile_new (NULL);
  guint64 format = 0;

  jly_cbor_enter_map (reader, "profile", N_KEYS);
  jly_cbor_get_key (reader, "format", KEY_FORMAT);
  jly_cbor_get_uint (reader, "format", FORMAT, &format);
  if (format != FORMAT)
    jly_cbor_refuse (reader, "format");
  jly_cbor_get_key (reader, "written", KEY_WRITTEN);
  if (!jly_cbor_get_text (reader, "written", JLY_PROFILE_TEXT_MAX, &self->format))
    self->format = g_strdup ("");
  get_columns (reader, self);
  get_reading (reader, &self->reading);
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, error) ? g_steal_pointer (&self) : NULL;
}

static char *
build_path (const char *folder, const JlyRules *rules)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autofree char *digest = NULL;
  g_autofree char *name = NULL;

  for (guint i = 0; i < rules->columns->len; i++)
    g_string_append_printf (ids, "%s\n", jly_rules_get_column (rules, i)->id);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, ids->str, (gssize)ids->len);
  name = g_strdup_printf ("%.32s.profile", digest);
  return g_build_filename (folder, name, NULL);
}

JlyProfile *
jly_profile_load (const char *folder, const JlyRules *rules)
{
  g_autofree char *path = build_path (folder, rules);
  g_autoptr (GBytes) bytes = jly_import_file_load (path, BYTES_MAX);

  return bytes != NULL ? jly_profile_decode (bytes, NULL) : NULL;
}

gboolean
jly_profile_save (const JlyProfile *self, const char *folder, const JlyRules *rules, GError **error)
{
  g_autofree char *path = build_path (folder, rules);
  g_autoptr (GBytes) bytes = jly_profile_encode (self);

  return jly_import_file_save (path, bytes, _ ("How your file was read"), error);
}
