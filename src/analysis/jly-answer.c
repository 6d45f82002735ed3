/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-answer.h. */
#include "config.h"

#include "analysis/jly-answer.h"

#include <sodium.h>

gboolean
jly_clear_table_has (const JlyClearTable *self, guint column, gsize row)
{
  return self->is_there == NULL || self->is_there[column] == NULL || self->is_there[column][row];
}

JlyAnswer *
jly_answer_new (gsize n_outputs)
{
  JlyAnswer *self = g_new0 (JlyAnswer, 1);

  self->n_outputs = n_outputs;
  self->outputs = g_new0 (JlyAnswerOutput, n_outputs);
  return self;
}

guint64 *
jly_answer_open (JlyAnswer *self, gsize output, gsize n)
{
  JlyAnswerOutput *opened = &self->outputs[output];

  g_assert (!opened->is_open);
  opened->is_open = TRUE;
  opened->n = opened->n_values = n;
  opened->values = g_new0 (guint64, n);
  return opened->values;
}

guint64 *
jly_answer_open_wide (JlyAnswer *self, gsize output, gsize n)
{
  guint64 *values = jly_answer_open (self, output, 2 * n);

  self->outputs[output].n_values = n;
  return values;
}

void
jly_answer_free (JlyAnswer *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_outputs; i++)
    {
      JlyAnswerOutput *output = &self->outputs[i];

      if (output->values != NULL)
        sodium_memzero (output->values, output->n * sizeof *output->values);
      g_free (output->values);
    }
  g_free (self->outputs);
  g_free (self);
}
