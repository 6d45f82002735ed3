/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-closing.h. The mutex is held while the file is written, so that both say the
 * same. */
#include "config.h"

#include "service/jly-service-closing.h"

#include "base/jly-error.h"
#include "party/jly-json.h"

#include <glib/gstdio.h>
#include <string.h>

struct _JlyServiceClosing
{
  char *path;
  GMutex mutex; /* guards what is below, and the file */
  guint64 wish; /* counted up by each; 0: none was there yet */
  gint64 latest;
  GStrv without;
  char *after; /* the set that was the last when it was begun with; NULL: not begun */
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

static gboolean
save (const char *path, const char *const *without, const char *after, GError **error)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; without != NULL && without[i] != NULL; i++)
    json_array_add_string_element (array, without[i]);
  json_object_set_array_member (object, "without", array);
  jly_json_set_text (object, "after", after);
  text = jly_json_print (object, FALSE);
  if (g_file_set_contents_full (path, text, (gssize)strlen (text),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                error))
    return TRUE;
  jly_error_adopt (error, JLY_ERROR_IO, NULL);
  return FALSE;
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
  if (wish == NULL)
    return self;
  self->wish = 1;
  self->latest = now + JLY_SERVICE_CLOSING_PATIENCE;
  self->without = read_names (jly_json_get_array (wish, "without"));
  self->after = g_strdup (jly_json_get_text (wish, "after", NULL));
  return self;
}

void
jly_service_closing_free (JlyServiceClosing *self)
{
  if (self == NULL)
    return;
  g_mutex_clear (&self->mutex);
  g_strfreev (self->without);
  g_free (self->after);
  g_free (self->path);
  g_free (self);
}

gboolean
jly_service_closing_ask (JlyServiceClosing *self,
                         const char *const *without,
                         gint64 now,
                         GError **error)
{
  gboolean ok;

  g_mutex_lock (&self->mutex);
  ok = save (self->path, without, NULL, error);
  if (ok)
    {
      self->wish++;
      self->latest = now + JLY_SERVICE_CLOSING_PATIENCE;
      g_strfreev (self->without);
      self->without = g_strdupv ((char **)without);
      g_clear_pointer (&self->after, g_free);
    }
  g_mutex_unlock (&self->mutex);
  return ok;
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

guint64
jly_service_closing_get_wish (JlyServiceClosing *self, GStrv *without)
{
  guint64 wish;

  g_mutex_lock (&self->mutex);
  wish = self->latest != 0 ? self->wish : 0;
  *without = g_strdupv (self->without);
  g_mutex_unlock (&self->mutex);
  return wish;
}

gboolean
jly_service_closing_begin (
    JlyServiceClosing *self, guint64 wish, const char *last, gboolean *is_done, GError **error)
{
  gboolean ok = TRUE;

  g_mutex_lock (&self->mutex);
  *is_done = self->wish == wish && self->after != NULL && !g_str_equal (self->after, last);
  if (self->wish == wish && self->after == NULL)
    {
      ok = save (self->path, (const char *const *)self->without, last, error);
      self->after = ok ? g_strdup (last) : NULL;
    }
  g_mutex_unlock (&self->mutex);
  return ok;
}

void
jly_service_closing_forget (JlyServiceClosing *self, guint64 wish)
{
  g_mutex_lock (&self->mutex);
  if (wish == self->wish || wish == G_MAXUINT64)
    {
      self->latest = 0;
      g_clear_pointer (&self->without, g_strfreev);
      g_clear_pointer (&self->after, g_free);
      g_unlink (self->path);
    }
  g_mutex_unlock (&self->mutex);
}
