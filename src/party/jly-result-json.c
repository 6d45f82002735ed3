/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result document as JSON: exactly the members that PROTOCOL.md lists, no more and no fewer. */
#include "config.h"

#include "party/jly-result.h"

#include "base/jly-error.h"
#include "party/jly-json.h"

#include <glib/gi18n-lib.h>

static JsonObject *
item_to_json (const JlyResultItem *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", item->id);
  json_object_set_string_member (object, "analysis", item->analysis);
  json_object_set_string_member (object, "recipient", item->recipient);
  json_object_set_string_member (object, "kind", item->kind);
  if (item->value != NULL && g_str_equal (item->kind, "bool"))
    json_object_set_boolean_member (object, "value", g_str_equal (item->value, "true"));
  else
    jly_json_set_text (object, "value", item->value);
  jly_json_set_text (object, "unit", item->unit);
  json_object_set_int_member (object, "scale", item->scale);
  json_object_set_string_member (object, "precision", item->is_rounded ? "15 digits" : "exact");
  jly_json_set_text (object, "reason", item->reason);
  return object;
}

static JsonArray *
items_to_json (JlyResult *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    json_array_add_object_element (array, item_to_json (self->items->pdata[i]));
  return array;
}

static JsonArray *
opened_to_json (JlyResult *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->opened->len; i++)
    {
      const JlyResultOpened *opened = self->opened->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "what", opened->what);
      json_object_set_string_member (object, "to", opened->to);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
cost_to_json (JlyResult *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *bytes = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (self->bytes); i++)
    json_array_add_int_element (bytes, (gint64)self->bytes[i]);
  json_object_set_array_member (object, "bytes", bytes);
  json_object_set_int_member (object, "rounds", (gint64)self->rounds);
  json_object_set_double_member (object, "seconds", self->seconds);
  return object;
}

char *
jly_result_to_json (JlyResult *self, gboolean pretty)
{
  JsonObject *object = json_object_new ();

  jly_json_set_text (object, "study", self->study);
  jly_json_set_text (object, "attempt", self->attempt);
  json_object_set_string_member (object, "status", self->status);
  json_object_set_array_member (object, "results", items_to_json (self));
  json_object_set_array_member (object, "opened", opened_to_json (self));
  json_object_set_object_member (object, "cost", cost_to_json (self));
  if (self->error != NULL)
    json_object_set_object_member (object, "error", jly_json_from_error (self->error));
  else
    json_object_set_null_member (object, "error");
  return jly_json_print (object, pretty);
}

static gboolean
fail_document (GError **error, const char *member)
{
  return jly_fail (error, JLY_ERROR_DATA, NULL,
                   _ ("This is not a result that Jointly wrote: “%s” is missing or wrong."),
                   member);
}

/* Element i of an array if it is an object. */
static JsonObject *
element_object (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
read_item (JlyResult *self, JsonObject *object, GError **error)
{
  const char *id = jly_json_get_text (object, "id", NULL);
  const char *recipient = jly_json_get_text (object, "recipient", NULL);
  const char *kind = jly_json_get_text (object, "kind", NULL);
  const char *value = jly_json_get_text (object, "value", NULL);
  JlyResultItem *item;

  if (id == NULL || recipient == NULL || kind == NULL)
    return fail_document (error, "results");
  if (g_str_equal (kind, "bool"))
    value = jly_json_get_bool (object, "value", FALSE) ? "true" : "false";
  item = jly_result_add (self, jly_json_get_text (object, "analysis", "joint-bid"), id, recipient,
                         kind, value);
  item->unit = g_strdup (jly_json_get_text (object, "unit", NULL));
  item->scale = (guint)CLAMP (jly_json_get_number (object, "scale", 0), 0, 18);
  item->is_rounded = !g_str_equal (jly_json_get_text (object, "precision", "exact"), "exact");
  item->reason = g_strdup (jly_json_get_text (object, "reason", NULL));
  return TRUE;
}

static gboolean
read_items (JlyResult *self, JsonObject *object, GError **error)
{
  JsonArray *array = jly_json_get_array (object, "results");

  if (array == NULL)
    return fail_document (error, "results");
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_item (self, element_object (array, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_opened (JlyResult *self, JsonObject *object, GError **error)
{
  JsonArray *array = jly_json_get_array (object, "opened");

  if (array == NULL)
    return fail_document (error, "opened");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *opened = element_object (array, i);
      const char *what = jly_json_get_text (opened, "what", NULL);
      const char *to = jly_json_get_text (opened, "to", NULL);

      if (what == NULL || to == NULL)
        return fail_document (error, "opened");
      jly_result_add_opened (self, what, to);
    }
  return TRUE;
}

static void
read_cost (JlyResult *self, JsonObject *cost)
{
  JsonArray *bytes = jly_json_get_array (cost, "bytes");

  for (guint i = 0; bytes != NULL && i < G_N_ELEMENTS (self->bytes); i++)
    if (i < json_array_get_length (bytes))
      self->bytes[i] = (guint64)jly_json_element_number (bytes, i, 0);
  self->rounds = (guint64)jly_json_get_number (cost, "rounds", 0);
  self->seconds = jly_json_get_double (cost, "seconds", 0);
}

JlyResult *
jly_result_from_json (const char *json, GError **error)
{
  g_autoptr (JsonObject) object = jly_json_parse (json, error);
  g_autoptr (JlyResult) self = NULL;
  const char *status;

  if (object == NULL)
    return NULL;
  status = jly_json_get_text (object, "status", NULL);
  if (status == NULL)
    {
      fail_document (error, "status");
      return NULL;
    }
  self = jly_result_new (jly_json_get_text (object, "study", NULL),
                         jly_json_get_text (object, "attempt", NULL), status);
  if (!read_items (self, object, error) || !read_opened (self, object, error))
    return NULL;
  read_cost (self, jly_json_get_object (object, "cost"));
  if (jly_json_get_object (object, "error") != NULL)
    self->error = jly_json_to_error (jly_json_get_object (object, "error"));
  return g_steal_pointer (&self);
}
