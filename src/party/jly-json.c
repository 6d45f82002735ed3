/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-json.h. Nothing that is read here may end the program: wrong types read as absent. */
#include "config.h"

#include "party/jly-json.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Brackets within brackets; the parser goes down once for each and has only so much stack. */
#define MAX_DEPTH 32

/* Digits of a whole number that always fits into 64 bits with a sign. */
#define MAX_DIGITS 18

/* Past a string that begins at its quotation mark; NULL if it does not end, or holds a NUL, at
 * which everybody who reads it would take it to end. */
static const char *
skip_string (const char *at)
{
  for (at++; *at != '"'; at++)
    {
      if (g_str_has_prefix (at, "\\u0000"))
        return NULL;
      if (*at == '\\')
        at++;
      if (*at == '\0')
        return NULL;
    }
  return at + 1;
}

/* Past a run of letters and digits. NULL for a whole number that the parser would make another one
 * of, because it is longer than 64 bits hold. */
static const char *
skip_word (const char *at)
{
  gsize n = 0, digits = strspn (at, "0123456789");

  while (g_ascii_isalnum (at[n]))
    n++;
  if (n == digits && digits > MAX_DIGITS)
    {
      g_autofree char *text = g_strndup (at, digits);

      if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, NULL, NULL))
        return NULL;
    }
  return at + n;
}

/* Whether the parser may be let near: nothing but JSON's own signs outside of strings, so that both
 * see the same strings, no endless nesting, nothing that it would silently cut, and no second
 * object after the first, which would take its place. */
static gboolean
is_tame (const char *at)
{
  guint depth = 0, n_objects = 0;

  while (at != NULL && *at != '\0')
    {
      if (*at == '"')
        {
          at = skip_string (at);
          continue;
        }
      if (g_ascii_isalnum (*at))
        {
          at = skip_word (at);
          continue;
        }
      if (*at == '[' || *at == '{')
        n_objects += depth++ == 0;
      else if ((*at == ']' || *at == '}') && depth > 0)
        depth--;
      else if (strchr (" \t\r\n,:+-.", *at) == NULL)
        return FALSE;
      if (depth > MAX_DEPTH || n_objects > 1)
        return FALSE;
      at++;
    }
  return at != NULL;
}

/* Counts the members of each object as they are read: one that comes twice takes the place of the
 * one before, which nobody would see again. */
static void
member_cb (JsonParser *parser, JsonObject *object, const char *name, gpointer user_data)
{
  GHashTable *counts = user_data;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, object));

  g_hash_table_insert (counts, json_object_ref (object), GUINT_TO_POINTER (n + 1));
}

static gboolean
is_without_twins (GHashTable *counts)
{
  GHashTableIter iter;
  gpointer object, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &object, &n))
    if (json_object_get_size (object) != GPOINTER_TO_UINT (n))
      return FALSE;
  return TRUE;
}

JsonObject *
jly_json_parse (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  /* The objects are held: one that was replaced must not leave its place in memory to another. */
  g_autoptr (GHashTable) counts
      = g_hash_table_new_full (NULL, NULL, (GDestroyNotify)json_object_unref, NULL);
  JsonNode *root;

  g_signal_connect (parser, "object-member", G_CALLBACK (member_cb), counts);

  if (!g_utf8_validate (text, -1, NULL) || !is_tame (text)
      || !json_parser_load_from_data (parser, text, -1, NULL)
      || (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || !is_without_twins (counts))
    {
      jly_fail (error, JLY_ERROR_PROTOCOL, NULL, _ ("This is not a JSON object."));
      return NULL;
    }
  return json_node_dup_object (root);
}

char *
jly_json_print (JsonObject *object, gboolean pretty)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  return json_to_string (node, pretty);
}

/* The member's node if it holds a value of this fundamental type. */
static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
    return NULL;
  return node;
}

const char *
jly_json_get_text (JsonObject *object, const char *name, const char *fallback)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : fallback;
}

gint64
jly_json_get_number (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = get_value (object, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : fallback;
}

double
jly_json_get_double (JsonObject *object, const char *name, double fallback)
{
  JsonNode *node = get_value (object, name, G_TYPE_DOUBLE);

  return node != NULL ? json_node_get_double (node)
                      : (double)jly_json_get_number (object, name, (gint64)fallback);
}

gboolean
jly_json_get_bool (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : fallback;
}

JsonArray *
jly_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
jly_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* An element's node if it holds a value of this fundamental type. */
static JsonNode *
get_element (JsonArray *array, guint i, GType type)
{
  JsonNode *node = array != NULL && i < json_array_get_length (array)
                       ? json_array_get_element (array, i)
                       : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
    return NULL;
  return node;
}

const char *
jly_json_element_text (JsonArray *array, guint i)
{
  JsonNode *node = get_element (array, i, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

gint64
jly_json_element_number (JsonArray *array, guint i, gint64 fallback)
{
  JsonNode *node = get_element (array, i, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : fallback;
}

JsonObject *
jly_json_element_object (JsonArray *array, guint i)
{
  JsonNode *node = array != NULL && i < json_array_get_length (array)
                       ? json_array_get_element (array, i)
                       : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

gboolean
jly_json_element_bool (JsonArray *array, guint i, gboolean fallback)
{
  JsonNode *node = get_element (array, i, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : fallback;
}

void
jly_json_set_bytes (JsonObject *object, const char *name, const guint8 *bytes, gsize n)
{
  g_autofree char *text = g_base64_encode (bytes, n);

  json_object_set_string_member (object, name, text);
}

GBytes *
jly_json_get_bytes (JsonObject *object, const char *name)
{
  const char *text = jly_json_get_text (object, name, NULL);
  g_autofree char *again = NULL;
  guint8 *bytes;
  gsize n;

  if (text == NULL)
    return NULL;
  bytes = g_base64_decode (text, &n);
  again = g_base64_encode (bytes, n);
  if (!g_str_equal (again, text))
    {
      g_free (bytes);
      return NULL;
    }
  return g_bytes_new_take (bytes, n);
}

void
jly_json_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

JsonObject *
jly_json_from_error (const GError *error)
{
  const JlyErrorDetail *detail = jly_error_get_detail (error);
  JsonObject *object = json_object_new ();
  int code = error->domain == JLY_ERROR ? error->code : JLY_ERROR_INTERNAL;

  json_object_set_string_member (object, "code", jly_error_code_name (code));
  json_object_set_string_member (object, "message", error->message);
  jly_json_set_text (object, "file", detail->file);
  if (detail->row > 0)
    json_object_set_int_member (object, "row", (gint64)detail->row);
  else
    json_object_set_null_member (object, "row");
  jly_json_set_text (object, "column", detail->column);
  jly_json_set_text (object, "party", detail->party);
  jly_json_set_text (object, "step", detail->step);
  jly_json_set_text (object, "next", detail->next);
  return object;
}

GError *
jly_json_to_error (JsonObject *object)
{
  JlyErrorDetail detail = {
    .file = jly_json_get_text (object, "file", NULL),
    .row = (guint64)jly_json_get_number (object, "row", 0),
    .column = jly_json_get_text (object, "column", NULL),
    .party = jly_json_get_text (object, "party", NULL),
    .step = jly_json_get_text (object, "step", NULL),
    .next = jly_json_get_text (object, "next", NULL),
  };
  GError *error = NULL;

  jly_fail (&error, jly_error_code_from_name (jly_json_get_text (object, "code", "internal")),
            &detail, "%s", jly_json_get_text (object, "message", _ ("Something went wrong.")));
  return error;
}
