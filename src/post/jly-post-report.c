/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-post-report.h. */
#include "config.h"

#include "post/jly-post-report.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>

static void
count_free (JlyPostCount *count)
{
  g_free (count->name);
  g_free (count);
}

static GPtrArray *
counts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)count_free);
}

JlyPostReport *
jly_post_report_new (void)
{
  JlyPostReport *self = g_new0 (JlyPostReport, 1);

  self->taken = counts_new ();
  self->confirmed = counts_new ();
  self->for_others = counts_new ();
  self->joins = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_envelope_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
jly_post_report_free (JlyPostReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->taken);
  g_ptr_array_unref (self->confirmed);
  g_ptr_array_unref (self->for_others);
  g_ptr_array_unref (self->joins);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

void
jly_post_report_count (GPtrArray *counts, const char *name, guint kind, guint n)
{
  JlyPostCount *count;

  for (guint i = 0; i < counts->len; i++)
    {
      count = counts->pdata[i];
      if (count->kind == kind && g_str_equal (count->name, name))
        {
          count->n += n;
          return;
        }
    }
  count = g_new0 (JlyPostCount, 1);
  count->name = g_strdup (name);
  count->kind = kind;
  count->n = n;
  g_ptr_array_add (counts, count);
}

void
jly_post_report_problem (JlyPostReport *self, GError *error)
{
  const char *next = jly_error_get_detail (error)->next;
  g_autofree char *sentence
      = next != NULL ? g_strdup_printf ("%s %s", error->message, next) : g_strdup (error->message);

  /* A whole file of such messages is said once. */
  if (self->problems->len < JLY_POST_MOST_PROBLEMS
      && !g_ptr_array_find_with_equal_func (self->problems, sentence, g_str_equal, NULL))
    g_ptr_array_add (self->problems, g_steal_pointer (&sentence));
  g_error_free (error);
}

char *
jly_post_report_describe (GPtrArray *counts, const char *name, guint *n_letters)
{
  g_autoptr (GString) words = g_string_new (NULL);

  *n_letters = 0;
  for (guint i = 0; i < counts->len; i++)
    {
      const JlyPostCount *count = counts->pdata[i];
      g_autofree char *kind = NULL;

      if (!g_str_equal (count->name, name))
        continue;
      kind = jly_post_kind_words (count->kind, count->n);
      *n_letters += count->n;
      /* Translators: between the parts of a list. */
      g_string_append (words, words->len > 0 ? _ (", ") : "");
      g_string_append (words, kind);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static gboolean
is_first_of_name (GPtrArray *counts, guint place)
{
  const char *name = ((const JlyPostCount *)counts->pdata[place])->name;

  for (guint i = 0; i < place; i++)
    if (g_str_equal (((const JlyPostCount *)counts->pdata[i])->name, name))
      return FALSE;
  return TRUE;
}

static void
say_taken (const JlyPostReport *self, GPtrArray *sentences)
{
  for (guint i = 0; i < self->taken->len; i++)
    {
      const char *name = ((const JlyPostCount *)self->taken->pdata[i])->name;
      g_autofree char *what = NULL;
      guint n = 0;

      if (!is_first_of_name (self->taken, i))
        continue;
      what = jly_post_report_describe (self->taken, name, &n);
      g_ptr_array_add (sentences, g_strdup_printf (ngettext ("%u message from “%s”: %s.",
                                                             "%u messages from “%s”: %s.", n),
                                                   n, name, what));
    }
}

static void
say_of_others (const JlyPostReport *self, GPtrArray *sentences)
{
  for (guint i = 0; i < self->confirmed->len; i++)
    {
      const JlyPostCount *count = self->confirmed->pdata[i];

      g_ptr_array_add (
          sentences,
          g_strdup_printf (ngettext ("“%s” has received %u message of yours.",
                                     "“%s” has received %u messages of yours.", count->n),
                           count->name, count->n));
    }
  for (guint i = 0; i < self->for_others->len; i++)
    {
      const JlyPostCount *count = self->for_others->pdata[i];

      g_ptr_array_add (sentences, g_strdup_printf (ngettext ("%u message is for “%s”.",
                                                             "%u messages are for “%s”.", count->n),
                                                   count->n, count->name));
    }
}

GPtrArray *
jly_post_report_to_sentences (const JlyPostReport *self)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  say_taken (self, sentences);
  if (self->joins->len > 0)
    g_ptr_array_add (sentences,
                     g_strdup_printf (ngettext ("%u answer to an invitation.",
                                                "%u answers to invitations.", self->joins->len),
                                      self->joins->len));
  say_of_others (self, sentences);
  if (self->n_known > 0)
    g_ptr_array_add (sentences,
                     g_strdup_printf (ngettext ("%u message was here already.",
                                                "%u messages were here already.", self->n_known),
                                      self->n_known));
  if (self->n_strange > 0)
    g_ptr_array_add (
        sentences,
        g_strdup_printf (ngettext ("%u message belongs to a study that is not on this computer.",
                                   "%u messages belong to studies that are not on this computer.",
                                   self->n_strange),
                         self->n_strange));
  for (guint i = 0; i < self->problems->len; i++)
    g_ptr_array_add (sentences, g_strdup (self->problems->pdata[i]));
  if (sentences->len == 0)
    g_ptr_array_add (sentences, g_strdup (_ ("There was nothing in it for you.")));
  return sentences;
}
