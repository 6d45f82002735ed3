/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-work.h. */
#include "config.h"

#include "app/jly-work.h"

typedef struct
{
  char *id, *title, *words, *outcome;
  gboolean is_running, is_rehearsal, is_seen, was_stopped;
} JlyWorkPrivate;

enum
{
  CHANGED,
  TROUBLE,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (JlyWork, jly_work, G_TYPE_OBJECT)

static JlyWorkPrivate *
get_private (JlyWork *self)
{
  return jly_work_get_instance_private (self);
}

static void
replace (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

static void
finalize (GObject *object)
{
  JlyWorkPrivate *priv = get_private (JLY_WORK (object));

  g_free (priv->id);
  g_free (priv->title);
  g_free (priv->words);
  g_free (priv->outcome);
  G_OBJECT_CLASS (jly_work_parent_class)->finalize (object);
}

static guint
add_signal (JlyWorkClass *klass, const char *name, guint n_values)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_values, G_TYPE_STRING);
}

static void
jly_work_class_init (JlyWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = add_signal (klass, "changed", 0);
  signals[TROUBLE] = add_signal (klass, "trouble", 1);
  signals[ENDED] = add_signal (klass, "ended", 0);
}

static void
jly_work_init (JlyWork *self)
{
  JlyWorkPrivate *priv = get_private (self);

  priv->title = g_strdup ("");
  priv->words = g_strdup ("");
}

gboolean
jly_work_is_running (JlyWork *self)
{
  return get_private (self)->is_running;
}

const char *
jly_work_get_id (JlyWork *self)
{
  return get_private (self)->id;
}

const char *
jly_work_get_title (JlyWork *self)
{
  return get_private (self)->title;
}

const char *
jly_work_get_words (JlyWork *self)
{
  return get_private (self)->words;
}

const char *
jly_work_get_outcome (JlyWork *self)
{
  return get_private (self)->outcome;
}

gboolean
jly_work_get_is_rehearsal (JlyWork *self)
{
  return get_private (self)->is_rehearsal;
}

void
jly_work_stop (JlyWork *self)
{
  if (!jly_work_is_running (self))
    return;
  get_private (self)->was_stopped = TRUE;
  JLY_WORK_GET_CLASS (self)->stop (self);
}

gboolean
jly_work_was_stopped (JlyWork *self)
{
  return get_private (self)->was_stopped;
}

void
jly_work_abandon (JlyWork *self)
{
  if (jly_work_is_running (self))
    JLY_WORK_GET_CLASS (self)->abandon (self);
  get_private (self)->is_running = FALSE;
}

const char *
jly_work_explain_stop (JlyWork *self)
{
  return JLY_WORK_GET_CLASS (self)->explain_stop (self);
}

void
jly_work_set_seen (JlyWork *self)
{
  get_private (self)->is_seen = TRUE;
}

gboolean
jly_work_is_seen (JlyWork *self)
{
  return get_private (self)->is_seen;
}

void
jly_work_begin (JlyWork *self)
{
  JlyWorkPrivate *priv = get_private (self);

  priv->is_running = TRUE;
  priv->is_seen = FALSE;
  priv->was_stopped = FALSE;
  g_clear_pointer (&priv->outcome, g_free);
}

void
jly_work_set_id (JlyWork *self, const char *id)
{
  replace (&get_private (self)->id, id);
}

void
jly_work_set_title (JlyWork *self, const char *title)
{
  replace (&get_private (self)->title, title);
}

void
jly_work_set_is_rehearsal (JlyWork *self, gboolean is_rehearsal)
{
  get_private (self)->is_rehearsal = is_rehearsal;
}

void
jly_work_set_words (JlyWork *self, const char *words)
{
  replace (&get_private (self)->words, words);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
jly_work_say_trouble (JlyWork *self, const char *sentence)
{
  g_signal_emit (self, signals[TROUBLE], 0, sentence);
}

void
jly_work_end (JlyWork *self, const char *outcome)
{
  JlyWorkPrivate *priv = get_private (self);

  if (!priv->is_running)
    return;
  priv->is_running = FALSE;
  replace (&priv->outcome, outcome);
  g_signal_emit (self, signals[ENDED], 0);
}
