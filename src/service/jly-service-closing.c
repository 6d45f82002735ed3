/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-closing.h. */
#include "config.h"

#include "service/jly-service-closing.h"

#include "base/jly-error.h"
#include "party/jly-json.h"

#include <glib/gstdio.h>
#include <string.h>

struct _JlyServiceClosing
{
  char *path;
  GMutex mutex; /* guards what is below */
  gint64 latest;
  GStrv without;
};

static GStrv
read_names (JsonArray *array)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (jly_json_element_text (array, i) != NULL)
      g_strv_builder_add (names, jly_json_element_text (array, i));
  return g_strv_builder_end (names);
}

static char *
print_names (const char *const *names)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    json_array_add_string_element (array, names[i]);
  json_object_set_array_member (object, "without", array);
  return jly_json_print (object, FALSE);
}

JlyServiceClosing *
jly_service_closing_new (const char *dir, gint64 now)
{
  JlyServiceClosing *self = g_new0 (JlyServiceClosing, 1);
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) wish = NULL;

  g_mutex_init (&self->mutex);
  self->path = g_build_filename (dir, "closing", NULL);
  if (g_file_get_contents (self->path, &text, NULL, NULL))
    wish = jly_json_parse (text, NULL);
  if (wish != NULL)
    {
      self->without = read_names (jly_json_get_array (wish, "without"));
      self->latest = now + JLY_SERVICE_CLOSING_PATIENCE;
    }
  return self;
}

void
jly_service_closing_free (JlyServiceClosing *self)
{
  if (self == NULL)
    return;
  g_mutex_clear (&self->mutex);
  g_strfreev (self->without);
  g_free (self->path);
  g_free (self);
}

gboolean
jly_service_closing_ask (JlyServiceClosing *self,
                         const char *const *without,
                         gint64 now,
                         GError **error)
{
  g_autofree char *text = print_names (without);

  if (!g_file_set_contents_full (self->path, text, (gssize)strlen (text),
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
    {
      jly_error_adopt (error, JLY_ERROR_IO, NULL);
      return FALSE;
    }
  g_mutex_lock (&self->mutex);
  self->latest = now + JLY_SERVICE_CLOSING_PATIENCE;
  g_strfreev (self->without);
  self->without = g_strdupv ((char **)without);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

gint64
jly_service_closing_get_latest (JlyServiceClosing *self)
{
  gint64 latest;

  g_mutex_lock (&self->mutex);
  latest = self->latest;
  g_mutex_unlock (&self->mutex);
  return latest;
}

gboolean
jly_service_closing_is_due (JlyServiceClosing *self, guint n_coming, gint64 now)
{
  gint64 latest = jly_service_closing_get_latest (self);

  return latest != 0 && (n_coming == 0 || now >= latest);
}

GStrv
jly_service_closing_dup_without (JlyServiceClosing *self)
{
  GStrv without;

  g_mutex_lock (&self->mutex);
  without = g_strdupv (self->without);
  g_mutex_unlock (&self->mutex);
  return without;
}

void
jly_service_closing_forget (JlyServiceClosing *self)
{
  g_mutex_lock (&self->mutex);
  self->latest = 0;
  g_clear_pointer (&self->without, g_strfreev);
  g_unlink (self->path);
  g_mutex_unlock (&self->mutex);
}
