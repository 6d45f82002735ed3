/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-mine.h. */
#include "config.h"

#include "app/jly-mine.h"

#include <glib/gi18n.h>

JlyMine *
jly_mine_new (const char *id, const char *title, const char *words)
{
  JlyMine *self = g_new0 (JlyMine, 1);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->words = g_strdup (words);
  return self;
}

void
jly_mine_free (JlyMine *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->words);
  g_free (self);
}

/* A study that waits for something else than before is news as well. */
static gboolean
is_in (const JlyMine *one, const GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      const JlyMine *other = list->pdata[i];

      if (g_strcmp0 (one->id, other->id) == 0 && g_str_equal (one->title, other->title)
          && g_str_equal (one->words, other->words))
        return TRUE;
    }
  return FALSE;
}

static GNotification *
tell_one (const JlyMine *one)
{
  GNotification *notification = g_notification_new (one->title);

  g_notification_set_body (notification, one->words);
  if (one->id != NULL)
    g_notification_set_default_action_and_target (notification, "app.open-study", "s", one->id);
  return notification;
}

static GNotification *
tell_many (guint n)
{
  GNotification *notification = g_notification_new (_ ("Something waits for you"));
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u study needs you next.", "%u studies need you next.", n), n);

  g_notification_set_body (notification, text);
  return notification;
}

GNotification *
jly_mine_tell (const GPtrArray *before, const GPtrArray *now)
{
  const JlyMine *one = NULL;
  guint n_new = 0;

  for (guint i = 0; i < now->len; i++)
    if (!is_in (now->pdata[i], before))
      {
        one = now->pdata[i];
        n_new++;
      }
  return n_new == 0 ? NULL : n_new == 1 ? tell_one (one) : tell_many (now->len);
}
