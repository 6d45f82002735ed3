/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-help-topic.h. */
#include "config.h"

#include "app/jly-help-topic.h"

#include <string.h>

enum
{
  PROP_NAME = 1,
  PROP_TITLE,
  PROP_SUMMARY,
  PROP_TEXT,
  N_PROPS
};

struct _JlyHelpTopic
{
  GObject parent_instance;

  char *strings[N_PROPS];
};

G_DEFINE_FINAL_TYPE (JlyHelpTopic, jly_help_topic, G_TYPE_OBJECT)

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  JlyHelpTopic *self = JLY_HELP_TOPIC (object);

  g_free (self->strings[id]);
  self->strings[id] = g_value_dup_string (value);
}

static void
finalize (GObject *object)
{
  for (guint i = 0; i < N_PROPS; i++)
    g_free (JLY_HELP_TOPIC (object)->strings[i]);
  G_OBJECT_CLASS (jly_help_topic_parent_class)->finalize (object);
}

static void
jly_help_topic_class_init (JlyHelpTopicClass *klass)
{
  static const char *const names[N_PROPS] = { NULL, "name", "title", "summary", "text" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = set_property;
  object_class->finalize = finalize;
  for (guint i = 1; i < N_PROPS; i++)
    g_object_class_install_property (
        object_class, i,
        g_param_spec_string (names[i], NULL, NULL, NULL,
                             G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
}

static void
jly_help_topic_init (JlyHelpTopic *self)
{
}

const char *
jly_help_topic_get_name (JlyHelpTopic *self)
{
  return self->strings[PROP_NAME];
}

const char *
jly_help_topic_get_title (JlyHelpTopic *self)
{
  return self->strings[PROP_TITLE];
}

const char *
jly_help_topic_get_summary (JlyHelpTopic *self)
{
  return self->strings[PROP_SUMMARY];
}

char **
jly_help_topic_split (JlyHelpTopic *self)
{
  return g_strsplit (self->strings[PROP_TEXT], "\n\n", -1);
}

/* Without case and accents, which not every keyboard has. */
static char *
fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *p = apart; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (bare, g_utf8_get_char (p));
  return g_utf8_casefold (bare->str, -1);
}

gboolean
jly_help_topic_matches (JlyHelpTopic *self, const char *search)
{
  g_autofree char *all = g_strjoin ("\n", self->strings[PROP_TITLE], self->strings[PROP_SUMMARY],
                                    self->strings[PROP_TEXT], NULL);
  g_autofree char *folded = fold (all);
  g_autofree char *wanted = fold (search);
  g_auto (GStrv) words = g_strsplit_set (wanted, " \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}
