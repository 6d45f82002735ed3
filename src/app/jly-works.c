/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-works.h. */
#include "config.h"

#include "app/jly-works.h"

struct _JlyWorks
{
  GObject parent_instance;

  GPtrArray *all; /* JlyWork* that run */
};

enum
{
  CHANGED,
  TROUBLE,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyWorks, jly_works, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  g_ptr_array_unref (JLY_WORKS (object)->all);
  G_OBJECT_CLASS (jly_works_parent_class)->finalize (object);
}

static void
jly_works_class_init (JlyWorksClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TROUBLE] = g_signal_new ("trouble", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, JLY_TYPE_WORK, G_TYPE_STRING);
  signals[ENDED] = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, JLY_TYPE_WORK);
}

static void
jly_works_init (JlyWorks *self)
{
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
}

JlyWorks *
jly_works_new (void)
{
  return g_object_new (JLY_TYPE_WORKS, NULL);
}

static void
changed_cb (JlyWorks *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
trouble_cb (JlyWorks *self, const char *sentence, JlyWork *work)
{
  g_signal_emit (self, signals[TROUBLE], 0, work, sentence);
}

static void
ended_cb (JlyWorks *self, JlyWork *work)
{
  g_autoptr (JlyWork) own = g_object_ref (work);

  g_signal_handlers_disconnect_by_data (work, self);
  g_ptr_array_remove (self->all, work);
  g_signal_emit (self, signals[ENDED], 0, own);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
jly_works_add (JlyWorks *self, JlyWork *work)
{
  if (g_ptr_array_find (self->all, work, NULL))
    return;
  g_ptr_array_add (self->all, g_object_ref (work));
  g_signal_connect_object (work, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (work, "trouble", G_CALLBACK (trouble_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (work, "ended", G_CALLBACK (ended_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
jly_works_count (JlyWorks *self)
{
  return self->all->len;
}

JlyWork *
jly_works_get (JlyWorks *self, guint i)
{
  return self->all->pdata[i];
}

JlyWork *
jly_works_find (JlyWorks *self, const char *study_id)
{
  for (guint i = 0; i < self->all->len; i++)
    if (g_strcmp0 (jly_work_get_id (self->all->pdata[i]), study_id) == 0)
      return self->all->pdata[i];
  return NULL;
}

/* Backwards, for one that ends at once leaves. */
void
jly_works_stop (JlyWorks *self)
{
  for (guint i = self->all->len; i-- > 0;)
    if (i < self->all->len)
      jly_work_stop (self->all->pdata[i]);
}

void
jly_works_abandon (JlyWorks *self)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      g_signal_handlers_disconnect_by_data (self->all->pdata[i], self);
      jly_work_abandon (self->all->pdata[i]);
    }
  g_ptr_array_set_size (self->all, 0);
}
