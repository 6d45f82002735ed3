/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small words around json-glib that this room, jointly-miner and jointlyctl share: reading members
 * of an object that another program wrote, and errors as JSON.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* One JSON object from text; JLY_ERROR_PROTOCOL if it is none, or if something of it would be lost:
 * a member that stands twice in an object, a NUL in a text, a whole number beyond 64 bits. */
JsonObject *jly_json_parse (const char *text, GError **error);
/* One line (pretty: several), without a line end. Takes object. */
char *jly_json_print (JsonObject *object, gboolean pretty);

/* A member if it is there and of this type, else the fallback. Strings are borrowed. */
const char *jly_json_get_text (JsonObject *object, const char *name, const char *fallback);
gint64 jly_json_get_number (JsonObject *object, const char *name, gint64 fallback);
double jly_json_get_double (JsonObject *object, const char *name, double fallback);
gboolean jly_json_get_bool (JsonObject *object, const char *name, gboolean fallback);
/* NULL if it is not there or not of this type; borrowed. */
JsonArray *jly_json_get_array (JsonObject *object, const char *name);
JsonObject *jly_json_get_object (JsonObject *object, const char *name);
/* An element of an array as text, or NULL. */
const char *jly_json_element_text (JsonArray *array, guint i);
/* An element as a whole number, or the fallback. */
gint64 jly_json_element_number (JsonArray *array, guint i, gint64 fallback);
/* An element as an object, borrowed; or NULL. */
JsonObject *jly_json_element_object (JsonArray *array, guint i);
gboolean jly_json_element_bool (JsonArray *array, guint i, gboolean fallback);
/* Base64; get gives NULL if the member is not there or not base64. */
void jly_json_set_bytes (JsonObject *object, const char *name, const guint8 *bytes, gsize n);
GBytes *jly_json_get_bytes (JsonObject *object, const char *name);
/* A member that is null where text is NULL. */
void jly_json_set_text (JsonObject *object, const char *name, const char *text);

/* {"code","message","file","row","column","party","step","next"}, null where unknown. */
JsonObject *jly_json_from_error (const GError *error);
/* The error that such an object says. Transfer full. */
GError *jly_json_to_error (JsonObject *object);

G_END_DECLS
