/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-package.h. */
#include "config.h"

#include "table/jly-package.h"
#include "table/jly-table-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK (64 * 1024)
#define PREFIX_MOST 32 /* bytes before an element's name: longer ones are not looked for */

static gboolean
fail (const JlyPackage *package, GError **error, const char *what)
{
  const JlyTablePlace place = { .file = package->name };

  return jly_table_fail (error, &place, _ ("Open it in its own program and save it as CSV."), "%s",
                         what);
}

gboolean
jly_package_fail_damaged (const JlyPackage *package, GError **error)
{
  return fail (package, error, _ ("This file is damaged."));
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

/* Names of parts are compared as spreadsheet programs do it, without regard to case (ECMA-376-2,
 * part names). */
gboolean
jly_package_check_names (const JlyPackage *package, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  struct archive *archive = open_archive (package);
  struct archive_entry *entry;
  gboolean ok = TRUE;

  while (archive != NULL && ok)
    {
      const int status = archive_read_next_header (archive, &entry);
      const char *name
          = status == ARCHIVE_OK || status == ARCHIVE_WARN ? archive_entry_pathname (entry) : NULL;

      if (name == NULL)
        break;
      ok = g_hash_table_add (names, g_ascii_strdown (name, -1))
           && g_hash_table_size (names) <= JLY_PACKAGE_PARTS_MAX;
    }
  if (archive != NULL)
    archive_read_free (archive);
  return ok
         || fail (package, error,
                  _ ("This file is damaged: two parts of it have one name, or it has too many."));
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

GBytes *
jly_package_peek (const JlyPackage *package, const char *part, gsize n)
{
  struct archive *archive = open_archive (package);
  guint8 *bytes = NULL;
  la_ssize_t got = -1;

  if (archive == NULL)
    return NULL;
  if (find_part (archive, part))
    {
      bytes = g_malloc0 (n + 1);
      got = archive_read_data (archive, bytes, n);
    }
  archive_read_free (archive);
  if (got >= 0)
    return g_bytes_new_take (bytes, (gsize)got);
  g_free (bytes);
  return NULL;
}

const char *
jly_attributes_find (const JlyAttributes *self, const char *local_name, gsize *length)
{
  for (int i = 0; i < self->n; i++)
    {
      const xmlChar **at = self->list + (gsize)i * 5;

      if (strcmp ((const char *)at[0], local_name) == 0)
        {
          *length = (gsize)(at[4] - at[3]);
          return (const char *)at[3];
        }
    }
  return NULL;
}

char *
jly_attributes_dup (const JlyAttributes *self, const char *local_name)
{
  gsize length;
  const char *value = jly_attributes_find (self, local_name, &length);

  return value != NULL ? g_utf8_make_valid (value, (gssize)length) : NULL;
}

gboolean
jly_attributes_has (const JlyAttributes *self, const char *local_name, const char *value)
{
  for (int i = 0; i < self->n; i++)
    {
      const xmlChar **at = self->list + (gsize)i * 5;
      const gsize length = (gsize)(at[4] - at[3]);

      if (strcmp ((const char *)at[0], local_name) == 0 && strlen (value) == length
          && memcmp (at[3], value, length) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
jly_attributes_read_number (
    const JlyAttributes *self, const char *local_name, guint64 least, guint64 most, guint64 *number)
{
  gsize length;
  const char *value = jly_attributes_find (self, local_name, &length);
  guint64 read = 0;

  if (value == NULL)
    return TRUE;
  if (length == 0 || length > 18)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return FALSE;
      read = read * 10 + (guint64)(value[i] - '0');
    }
  if (read < least || read > most)
    return FALSE;
  *number = read;
  return TRUE;
}

/* One part while it is read. */
typedef struct
{
  const JlyXmlListener *listener;
  gpointer data;
  xmlParserCtxt *parser;
  JlyXmlNext next;
  gboolean is_damaged;
  GError *error;
} Reading;

static void
obey (Reading *reading, JlyXmlNext next)
{
  reading->next = next;
  if (next != JLY_XML_GO_ON)
    xmlStopParser (reading->parser);
}

static void
start_cb (void *data,
          const xmlChar *name,
          const xmlChar *prefix,
          const xmlChar *uri,
          int n_namespaces,
          const xmlChar **namespaces,
          int n_attributes,
          int n_defaulted,
          const xmlChar **list)
{
  Reading *reading = data;
  const JlyAttributes attributes = { .list = list, .n = n_attributes };

  if (reading->next == JLY_XML_GO_ON && reading->listener->start != NULL)
    obey (reading, reading->listener->start (reading->data, (const char *)name, &attributes,
                                             &reading->error));
}

static void
end_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Reading *reading = data;

  if (reading->next == JLY_XML_GO_ON && reading->listener->end != NULL)
    obey (reading, reading->listener->end (reading->data, (const char *)name, &reading->error));
}

static void
text_cb (void *data, const xmlChar *text, int length)
{
  Reading *reading = data;

  if (reading->next == JLY_XML_GO_ON && reading->listener->text != NULL)
    reading->listener->text (reading->data, (const char *)text, (gsize)length);
}

/* No spreadsheet brings declarations; entities could multiply or name files. */
static void
subset_cb (void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  Reading *reading = data;

  reading->is_damaged = TRUE;
  xmlStopParser (reading->parser);
}

static void
reference_cb (void *data, const xmlChar *name)
{
  subset_cb (data, name, NULL, NULL);
}

/* Our own sentence is enough; libxml2 would print its own. */
static void
ignore_error_cb (void *data, xmlErrorPtr error)
{
}

/* Both programs write UTF-8; to read anything else would only be a way around the checks. */
static xmlParserCtxt *
make_parser (Reading *reading)
{
  xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC,
                            .startElementNs = start_cb,
                            .endElementNs = end_cb,
                            .characters = text_cb,
                            .cdataBlock = text_cb,
                            .ignorableWhitespace = text_cb,
                            .internalSubset = subset_cb,
                            .reference = reference_cb,
                            .serror = ignore_error_cb };
  xmlParserCtxt *parser = xmlCreatePushParserCtxt (&handler, reading, NULL, 0, NULL);

  g_assert (parser != NULL);
  /* Or it would look at the first bytes for another encoding. */
  parser->charset = XML_CHAR_ENCODING_UTF8;
  xmlCtxtUseOptions (parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
                                 | XML_PARSE_IGNORE_ENC);
  return parser;
}

static gsize
get_most (const JlyPackage *package)
{
  const gsize by_size = MAX (package->n_bytes * JLY_PACKAGE_RATIO_MAX, JLY_PACKAGE_PART_FREE);

  return MIN (by_size, JLY_PACKAGE_PART_MAX);
}

/* Unpacks the next bytes of the entry: how many, 0 at its end, -1 with an error. What the entry
 * says of its size is not believed. */
static la_ssize_t
unpack (const JlyPackage *package,
        struct archive *archive,
        char *chunk,
        gsize *unpacked,
        GError **error)
{
  const la_ssize_t n = archive_read_data (archive, chunk, CHUNK);

  if (n < 0)
    fail (package, error, _ ("This file is damaged or locked with a password."));
  if (n <= 0)
    return n < 0 ? -1 : 0;
  *unpacked += (gsize)n;
  if (*unpacked > get_most (package))
    {
      fail (package, error, _ ("This file unpacks into far more than its size."));
      return -1;
    }
  if (package->source != NULL && !jly_source_check (package->source, error))
    return -1;
  if (package->source != NULL)
    jly_source_report (package->source, (double)archive_filter_bytes (archive, -1)
                                            / (double)MAX (package->n_bytes, 1));
  return n;
}

static gboolean
feed_all (const JlyPackage *package, struct archive *archive, Reading *reading, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gsize unpacked = 0;
  la_ssize_t n;
  int mark; /* bytes of a byte order mark */

  while ((n = unpack (package, archive, chunk, &unpacked, error)) > 0)
    {
      mark = unpacked == (gsize)n && n >= 3 && memcmp (chunk, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
      if (xmlParseChunk (reading->parser, chunk + mark, (int)n - mark, 0) != 0
          || reading->is_damaged || reading->next != JLY_XML_GO_ON)
        return TRUE;
    }
  if (n < 0)
    return FALSE;
  xmlParseChunk (reading->parser, NULL, 0, 1);
  return TRUE;
}

static gboolean
parse_entry (const JlyPackage *package, struct archive *archive, Reading *reading, GError **error)
{
  if (!feed_all (package, archive, reading, error))
    return FALSE;
  if (reading->next == JLY_XML_FAIL)
    {
      g_propagate_error (error, g_steal_pointer (&reading->error));
      return FALSE;
    }
  if (reading->is_damaged || (reading->next == JLY_XML_GO_ON && !reading->parser->wellFormed))
    return jly_package_fail_damaged (package, error);
  return TRUE;
}

/* One element while it is looked for. */
typedef struct
{
  GString *text; /* from the element on once it was found; till then the last bytes */
  const char *name;
  gsize length; /* of the name */
  gboolean is_found;
} Search;

/* The start tag in which the name stands at, with or without a prefix; NULL for other words. */
static const char *
find_tag (const Search *search, const char *at)
{
  const char *start = at;

  if (strchr (" \t\r\n/>", at[search->length]) == NULL)
    return NULL;
  if (start > search->text->str && start[-1] == ':')
    for (start--; start > search->text->str && at - start < PREFIX_MOST
                  && (g_ascii_isalnum (start[-1]) || start[-1] == '_');
         start--)
      ;
  return start > search->text->str && start[-1] == '<' ? start - 1 : NULL;
}

/* Takes bytes that were unpacked; a tag may be cut by their end, so that the last ones are kept. */
static void
search_in (Search *search, const char *bytes, gsize n)
{
  const gsize tail = search->length + PREFIX_MOST + 1;
  const char *from, *at, *end;

  g_string_append_len (search->text, bytes, (gssize)n);
  if (search->is_found)
    return;
  from = search->text->str;
  end = from + search->text->len;
  while ((at = memmem (from, (gsize)(end - from), search->name, search->length)) != NULL
         && at + search->length < end)
    {
      const char *tag = find_tag (search, at);

      search->is_found = tag != NULL;
      if (search->is_found)
        {
          g_string_erase (search->text, 0, tag - search->text->str);
          return;
        }
      from = at + search->length;
    }
  if (search->text->len > tail)
    g_string_erase (search->text, 0, (gssize)(search->text->len - tail));
}

/* FALSE only for what cannot be unpacked. */
static gboolean
feed_element (const JlyPackage *package,
              struct archive *archive,
              Search *search,
              Reading *reading,
              GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gsize unpacked = 0;
  la_ssize_t n;

  while ((n = unpack (package, archive, chunk, &unpacked, error)) > 0)
    {
      search_in (search, chunk, (gsize)n);
      if (!search->is_found)
        continue;
      if (xmlParseChunk (reading->parser, search->text->str, (int)search->text->len, 0) != 0
          || reading->is_damaged || reading->next != JLY_XML_GO_ON)
        return TRUE;
      g_string_truncate (search->text, 0);
    }
  return n == 0;
}

gboolean
jly_package_parse_element (const JlyPackage *package,
                           const char *part,
                           const char *local_name,
                           const JlyXmlListener *listener,
                           gpointer data,
                           GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (CHUNK * 2);
  struct archive *archive = open_archive (package);
  Reading reading = { .listener = listener, .data = data };
  Search search = { .text = text, .name = local_name, .length = strlen (local_name) };
  gboolean done = TRUE;

  if (archive != NULL && find_part (archive, part))
    {
      reading.parser = make_parser (&reading);
      done = feed_element (package, archive, &search, &reading, error)
             && reading.next != JLY_XML_FAIL;
      xmlFreeParserCtxt (reading.parser);
    }
  if (archive != NULL)
    archive_read_free (archive);
  if (reading.error != NULL)
    g_propagate_error (error, reading.error);
  return done;
}

gboolean
jly_package_parse (const JlyPackage *package,
                   const char *part,
                   const JlyXmlListener *listener,
                   gpointer data,
                   gboolean *is_there,
                   GError **error)
{
  struct archive *archive = open_archive (package);
  Reading reading = { .listener = listener, .data = data };
  const gboolean found = archive != NULL && find_part (archive, part);
  gboolean parsed = found || is_there != NULL;

  if (is_there != NULL)
    *is_there = found;
  else if (!found)
    jly_package_fail_damaged (package, error);
  if (found)
    {
      reading.parser = make_parser (&reading);
      parsed = parse_entry (package, archive, &reading, error);
      xmlFreeParserCtxt (reading.parser);
    }
  if (archive != NULL)
    archive_read_free (archive);
  g_clear_error (&reading.error);
  return parsed;
}
