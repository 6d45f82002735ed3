/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-package.h. */
#include "config.h"

#include "table/jly-package.h"
#include "table/jly-table-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define CHUNK (64 * 1024)

static gboolean
fail (const JlyPackage *package, GError **error, const char *what)
{
  const JlyTablePlace place = { .file = package->name };

  return jly_table_fail (error, &place, _ ("Open it in its own program and save it as CSV."), "%s",
                         what);
}

static struct archive *
open_archive (const JlyPackage *package)
{
  struct archive *archive = archive_read_new ();

  archive_read_support_format_zip (archive);
  if (archive_read_open_memory (archive, package->bytes, package->n_bytes) == ARCHIVE_OK)
    return archive;
  archive_read_free (archive);
  return NULL;
}

/* Stands on the entry of this name; FALSE if there is none. */
static gboolean
find_part (struct archive *archive, const char *part)
{
  struct archive_entry *entry;

  for (guint i = 0; i < JLY_PACKAGE_PARTS_MAX; i++)
    {
      const int status = archive_read_next_header (archive, &entry);
      const char *name;

      if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
        return FALSE;
      name = archive_entry_pathname (entry);
      if (g_strcmp0 (name, part) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
jly_package_has (const JlyPackage *package, const char *part)
{
  struct archive *archive = open_archive (package);
  gboolean found;

  if (archive == NULL)
    return FALSE;
  found = find_part (archive, part);
  archive_read_free (archive);
  return found;
}

/* What the entry says of its size is not believed. */
static GByteArray *
unpack (const JlyPackage *package, struct archive *archive, GError **error)
{
  g_autoptr (GByteArray) unpacked = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  la_ssize_t n;

  while ((n = archive_read_data (archive, chunk, CHUNK)) > 0)
    {
      if (unpacked->len + (gsize)n > JLY_PACKAGE_PART_MAX)
        {
          fail (package, error, _ ("This file unpacks into more than 128 MiB."));
          return NULL;
        }
      g_byte_array_append (unpacked, chunk, (guint)n);
    }
  if (n < 0)
    {
      fail (package, error, _ ("This file is damaged or locked with a password."));
      return NULL;
    }
  return g_steal_pointer (&unpacked);
}

GBytes *
jly_package_read (const JlyPackage *package, const char *part, GError **error)
{
  struct archive *archive = open_archive (package);
  GByteArray *unpacked = NULL;

  if (archive == NULL)
    return NULL;
  if (find_part (archive, part))
    unpacked = unpack (package, archive, error);
  archive_read_free (archive);
  return unpacked == NULL ? NULL : g_byte_array_free_to_bytes (unpacked);
}

/* Our own sentence is enough; libxml2 would print its own. */
static void
ignore_error_cb (void *data, xmlErrorPtr error)
{
}

/* Both programs write UTF-8; to read anything else would only be a way around the checks. */
xmlTextReader *
jly_package_open_xml (GBytes *part)
{
  gsize length;
  const char *data = g_bytes_get_data (part, &length);
  xmlTextReader *reader;

  if (data == NULL || !g_utf8_validate_len (data, length, NULL))
    return NULL;
  reader = xmlReaderForMemory (data, (int)length, NULL, "UTF-8",
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (reader != NULL)
    xmlTextReaderSetStructuredErrorHandler (reader, ignore_error_cb, NULL);
  return reader;
}

int
jly_package_next (const JlyPackage *package, xmlTextReader *reader, GError **error)
{
  const int status = reader == NULL ? -1 : xmlTextReaderRead (reader);

  if (status == 1 && xmlTextReaderNodeType (reader) != XML_READER_TYPE_DOCUMENT_TYPE
      && xmlTextReaderNodeType (reader) != XML_READER_TYPE_ENTITY_REFERENCE)
    return 1;
  if (status == 0)
    return 0;
  fail (package, error, _ ("This file is damaged."));
  return -1;
}

gboolean
jly_package_is (xmlTextReader *reader, const char *local_name)
{
  return g_strcmp0 ((const char *)xmlTextReaderConstLocalName (reader), local_name) == 0;
}

char *
jly_package_dup_attribute (xmlTextReader *reader, const char *local_name)
{
  char *value = NULL;

  while (value == NULL && xmlTextReaderMoveToNextAttribute (reader) == 1)
    if (jly_package_is (reader, local_name))
      value = g_strdup ((const char *)xmlTextReaderConstValue (reader));
  xmlTextReaderMoveToElement (reader);
  return value;
}

/* 15 digits that count, never with an exponent, no zeros at the end. */
static char *
print_plain (double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE], format[16], plain[400];
  const char *exponent;
  int decimals;

  g_ascii_formatd (digits, sizeof digits, "%.14e", value);
  exponent = strchr (digits, 'e');
  decimals = 14 - (int)g_ascii_strtoll (exponent + 1, NULL, 10);
  g_snprintf (format, sizeof format, "%%.%df", CLAMP (decimals, 0, 60));
  g_ascii_formatd (plain, sizeof plain, format, value);
  if (strchr (plain, '.') != NULL)
    {
      gsize n = strlen (plain);

      while (plain[n - 1] == '0')
        n--;
      plain[plain[n - 1] == '.' ? n - 1 : n] = '\0';
    }
  return g_strdup (plain);
}

/* Most figures are written in plain digits already, few enough that nothing is to be done. */
static gboolean
is_plain (const char *value)
{
  const char *digits = value + (*value == '-');
  const gsize n_whole = strspn (digits, "0123456789");
  const gsize n_decimals = digits[n_whole] == '.' ? strspn (digits + n_whole + 1, "0123456789") : 0;
  const gsize length = n_whole + (n_decimals > 0 ? n_decimals + 1 : 0);

  return n_whole > 0 && n_whole + n_decimals <= 15 && digits[length] == '\0'
         && (n_whole == 1 || digits[0] != '0') && (n_decimals == 0 || digits[length - 1] != '0');
}

static gboolean
read_number (const char *value, double *number)
{
  char *end;

  *number = g_ascii_strtod (value, &end);
  return end != value && *end == '\0' && isfinite (*number) && fabs (*number) < 1e300
         && strpbrk (value, "xXnN") == NULL;
}

char *
jly_package_plain_number (const char *value)
{
  double number;

  if (is_plain (value))
    return g_strdup (value);
  return read_number (value, &number) ? print_plain (number) : NULL;
}

char *
jly_package_percent (const char *value)
{
  double number;
  g_autofree char *plain = NULL;

  if (!read_number (value, &number))
    return NULL;
  plain = print_plain (number * 100);
  return g_strconcat (plain, " %", NULL);
}
