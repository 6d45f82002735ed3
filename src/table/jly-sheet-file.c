/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file's bytes for a sheet: bounded, cancellable, and never from what is no plain file. */
#include "config.h"

#include "table/jly-sheet.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

#define CHUNK (1024 * 1024)

static gboolean
check_size (const char *name, goffset size, GError **error)
{
  const JlyErrorDetail detail
      = { .file = name, .next = _ ("Leave out what this study does not need.") };

  if (size <= JLY_SHEET_BYTES_MAX)
    return TRUE;
  return jly_fail (error, JLY_ERROR_DATA, &detail, _ ("%s is larger than 64 MiB."), name);
}

/* A folder, a device or a pipe could be endless or wait for ever: only plain files are opened. */
static gboolean
check_plain (GFile *file, const char *name, GError **error)
{
  const char *wanted = G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, wanted, G_FILE_QUERY_INFO_NONE, NULL, &problem);
  JlyErrorDetail detail = { .file = name, .next = _ ("Choose the file that holds your figures.") };

  if (info == NULL && g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("%s cannot be found."), name);
  if (info == NULL)
    return jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("%s cannot be opened."), name);
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    return jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("%s is a folder, not a file."), name);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("%s is not a plain file."), name);
  return check_size (name, g_file_info_get_size (info), error);
}

/* In pieces, so that a file that grows meanwhile cannot fill the memory. */
static GByteArray *
read_all (GInputStream *stream, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gssize n;

  while ((n = g_input_stream_read (stream, chunk, CHUNK, cancellable, error)) > 0)
    {
      g_byte_array_append (bytes, chunk, (guint)n);
      if (!check_size (name, bytes->len, error))
        return NULL;
    }
  return n < 0 ? NULL : g_steal_pointer (&bytes);
}

GBytes *
jly_sheet_read_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  const JlyErrorDetail detail = { .file = name, .next = _ ("Check that you may read it.") };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  GByteArray *bytes = NULL;

  if (!check_plain (file, name, error))
    return NULL;
  stream = g_file_read (file, cancellable, NULL);
  if (stream == NULL && g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      jly_error_adopt (error, JLY_ERROR_CANCELLED, &detail);
      return NULL;
    }
  if (stream == NULL)
    {
      jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("%s cannot be opened."), name);
      return NULL;
    }
  bytes = read_all (G_INPUT_STREAM (stream), name, cancellable, error);
  if (bytes == NULL)
    {
      jly_error_adopt (error, JLY_ERROR_IO, &detail);
      return NULL;
    }
  return g_byte_array_free_to_bytes (bytes);
}
