/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of what is kept, and its file. */
#include "config.h"

#include "table/jly-kept-private.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"
#include "table/jly-import-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define FORMAT 2
#define BYTES_MAX JLY_CBOR_MAX_BYTES
#define ID_CHARACTERS 32
#define SUFFIX ".kept"

enum
{
  KEY_FORMAT = 1,
  KEY_NAME,
  KEY_DIGEST,
  KEY_RULES,
  KEY_PROFILE,
  KEY_EDITS,
  KEY_CONFIRMED,
  KEY_ROWS,
  N_KEYS = KEY_ROWS
};

static void
put_edits (JlyCborWriter *writer, const JlyKept *self)
{
  jly_cbor_put_key (writer, KEY_EDITS);
  jly_cbor_begin_array (writer, self->edits->len);
  for (guint i = 0; i < self->edits->len; i++)
    {
      const JlyKeptEdit *edit = g_ptr_array_index (self->edits, i);

      jly_cbor_begin_array (writer, 4);
      jly_cbor_put_uint (writer, edit->file_row);
      jly_cbor_put_text (writer, edit->header);
      jly_cbor_put_text (writer, edit->before);
      jly_cbor_put_text (writer, edit->after);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static void
put_rows (JlyCborWriter *writer, const JlyKept *self)
{
  jly_cbor_put_key (writer, KEY_ROWS);
  jly_cbor_begin_array (writer, self->rows->len);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const JlyKeptLeft *row = &g_array_index (self->rows, JlyKeptLeft, i);

      jly_cbor_begin_array (writer, 2);
      jly_cbor_put_uint (writer, row->file_row);
      jly_cbor_put_bytes (writer, row->digest, sizeof row->digest);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

GBytes *
jly_kept_encode (const JlyKept *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GBytes) profile = jly_profile_encode (self->profile);

  if (profile == NULL)
    return NULL;
  jly_cbor_begin_map (writer, N_KEYS);
  jly_cbor_put_key (writer, KEY_FORMAT);
  jly_cbor_put_uint (writer, FORMAT);
  jly_cbor_put_key (writer, KEY_NAME);
  jly_cbor_put_text (writer, self->name);
  jly_cbor_put_key (writer, KEY_DIGEST);
  jly_cbor_put_bytes (writer, self->digest, sizeof self->digest);
  jly_cbor_put_key (writer, KEY_RULES);
  jly_cbor_put_bytes (writer, self->rules, sizeof self->rules);
  jly_cbor_put_key (writer, KEY_PROFILE);
  jly_cbor_put_bytes (writer, g_bytes_get_data (profile, NULL), g_bytes_get_size (profile));
  put_edits (writer, self);
  jly_cbor_put_key (writer, KEY_CONFIRMED);
  jly_cbor_begin_array (writer, self->confirmed->len);
  for (guint i = 0; i < self->confirmed->len; i++)
    jly_cbor_put_text (writer, g_ptr_array_index (self->confirmed, i));
  jly_cbor_end (writer);
  put_rows (writer, self);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static char *
get_text (JlyCborReader *reader, const char *field)
{
  char *text = NULL;

  return jly_cbor_get_text (reader, field, BYTES_MAX, &text) ? text : g_strdup ("");
}

static void
get_edits (JlyCborReader *reader, JlyKept *self)
{
  gsize n = 0, n_items = 0;

  jly_cbor_get_key (reader, "edits", KEY_EDITS);
  jly_cbor_enter_array (reader, "edits", JLY_EDITS_MAX, &n);
  for (gsize i = 0; i < n && jly_cbor_enter_array (reader, "edit", 4, &n_items); i++)
    {
      JlyKeptEdit *edit = g_new0 (JlyKeptEdit, 1);

      if (n_items != 4)
        jly_cbor_refuse (reader, "edit");
      jly_cbor_get_uint (reader, "row", G_MAXUINT32, &edit->file_row);
      edit->header = get_text (reader, "header");
      edit->before = get_text (reader, "before");
      edit->after = get_text (reader, "after");
      g_ptr_array_add (self->edits, edit);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static void
get_confirmed (JlyCborReader *reader, JlyKept *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "confirmed", KEY_CONFIRMED);
  jly_cbor_enter_array (reader, "confirmed", JLY_EDITS_MAX, &n);
  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (self->confirmed, get_text (reader, "confirmed"));
  jly_cbor_leave (reader);
}

static void
get_rows (JlyCborReader *reader, JlyKept *self)
{
  gsize n = 0, n_items = 0;

  jly_cbor_get_key (reader, "rows", KEY_ROWS);
  jly_cbor_enter_array (reader, "rows", JLY_EDITS_MAX, &n);
  for (gsize i = 0; i < n && jly_cbor_enter_array (reader, "row", 2, &n_items); i++)
    {
      JlyKeptLeft row = { 0 };

      if (n_items != 2)
        jly_cbor_refuse (reader, "row");
      jly_cbor_get_uint (reader, "row", G_MAXUINT32, &row.file_row);
      jly_cbor_get_fixed_bytes (reader, "digest", row.digest, sizeof row.digest);
      g_array_append_val (self->rows, row);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static void
get_profile (JlyCborReader *reader, JlyKept *self)
{
  g_autoptr (GBytes) bytes = NULL;

  jly_cbor_get_key (reader, "profile", KEY_PROFILE);
  if (!jly_cbor_get_bytes (reader, "profile", BYTES_MAX, &bytes))
    return;
  self->profile = jly_profile_decode (bytes, NULL);
  if (self->profile == NULL)
    jly_cbor_refuse (reader, "profile");
}

JlyKept *
jly_kept_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, _ ("what was kept"));
  g_autoptr (JlyKept) self = jly_kept_new_empty ();
  guint64 format = 0;

  jly_cbor_enter_map (reader, "kept", N_KEYS);
  jly_cbor_get_key (reader, "format", KEY_FORMAT);
  jly_cbor_get_uint (reader, "format", FORMAT, &format);
  if (format != FORMAT)
    jly_cbor_refuse (reader, "format");
  jly_cbor_get_key (reader, "name", KEY_NAME);
  self->name = get_text (reader, "name");
  jly_cbor_get_key (reader, "digest", KEY_DIGEST);
  jly_cbor_get_fixed_bytes (reader, "digest", self->digest, sizeof self->digest);
  jly_cbor_get_key (reader, "rules", KEY_RULES);
  jly_cbor_get_fixed_bytes (reader, "rules", self->rules, sizeof self->rules);
  get_profile (reader, self);
  get_edits (reader, self);
  get_confirmed (reader, self);
  get_rows (reader, self);
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, error) ? g_steal_pointer (&self) : NULL;
}

/* A study's id as the start of a file's name, whatever it is made of. */
static char *
name_study (const char *study_id)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, study_id, -1);

  return g_strndup (digest, ID_CHARACTERS);
}

char *
jly_kept_build_path (const char *folder, const char *study_id, const char *file)
{
  g_autofree char *study = name_study (study_id);
  g_autofree char *absolute = g_canonicalize_filename (file, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, absolute, -1);
  g_autofree char *name = g_strdup_printf ("%s-%.32s" SUFFIX, study, digest);

  return g_build_filename (folder, name, NULL);
}

gboolean
jly_kept_save (const JlyKept *self, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = jly_kept_encode (self);

  return jly_import_file_save (path, bytes, _ ("Your corrections"), error);
}

JlyKept *
jly_kept_load (const char *path)
{
  g_autoptr (GBytes) bytes = jly_import_file_load (path, BYTES_MAX);

  return bytes != NULL ? jly_kept_decode (bytes, NULL) : NULL;
}

void
jly_kept_erase (const char *folder, const char *study_id)
{
  g_autofree char *study = name_study (study_id);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, study) && g_str_has_suffix (name, SUFFIX))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}
