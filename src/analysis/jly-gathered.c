/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-gathered.h. */
#include "config.h"

#include "analysis/jly-gathered.h"

#include "engine/jly-lanes.h"

void
jly_gathered_free_columns (JlyBits **columns, guint n)
{
  for (guint c = 0; c < n; c++)
    jly_bits_free (columns[c]);
  g_free (columns);
}

/* What went up of a column, of all sources' rows. */
static JlyBits *
join_sources (const JlyInputs *inputs, JlyBits *const *const *columns, guint c)
{
  g_autofree const JlyBits **parts = g_new (const JlyBits *, inputs->n_sources);

  for (guint i = 0; i < inputs->n_sources; i++)
    parts[i] = columns[i][c];
  return jly_bits_join_lanes (parts, inputs->n_sources,
                              jly_input_column_get_upload_width (&inputs->columns[c]));
}

JlyGathered *
jly_gathered_new (const JlyInputs *inputs, JlyBits *const *const *columns)
{
  JlyGathered *self = g_new0 (JlyGathered, 1);

  self->n_columns = inputs->n_columns;
  self->codes = g_new0 (JlyBits *, inputs->n_columns);
  self->there = g_new0 (JlyBits *, inputs->n_columns);
  for (guint c = 0; c < inputs->n_columns; c++)
    {
      g_autoptr (JlyBits) all = join_sources (inputs, columns, c);
      JlyBits top;

      if (!inputs->columns[c].may_be_missing)
        {
          self->codes[c] = g_steal_pointer (&all);
          continue;
        }
      self->codes[c] = jly_bits_copy_resized (all, inputs->columns[c].width);
      top = jly_bits_view (all, inputs->columns[c].width, 1);
      self->there[c] = jly_bits_copy (&top);
    }
  return self;
}

void
jly_gathered_free (JlyGathered *self)
{
  if (self == NULL)
    return;
  jly_gathered_free_columns (self->codes, self->n_columns);
  jly_gathered_free_columns (self->there, self->n_columns);
  g_free (self);
}

JlySecretTable
jly_gathered_get_table (const JlyGathered *self)
{
  return (JlySecretTable){
    .columns = (const JlyBits *const *)self->codes,
    .there = (const JlyBits *const *)self->there,
  };
}

JlyBits ***
jly_gathered_new_blank (const JlyInputs *inputs)
{
  JlyBits ***blank = g_new (JlyBits **, inputs->n_sources);

  for (guint i = 0; i < inputs->n_sources; i++)
    {
      blank[i] = g_new (JlyBits *, inputs->n_columns);
      for (guint c = 0; c < inputs->n_columns; c++)
        blank[i][c] = jly_bits_new (inputs->n_rows[i],
                                    jly_input_column_get_upload_width (&inputs->columns[c]));
    }
  return blank;
}

void
jly_gathered_free_blank (const JlyInputs *inputs, JlyBits ***blank)
{
  for (guint i = 0; i < inputs->n_sources; i++)
    jly_gathered_free_columns (blank[i], inputs->n_columns);
  g_free (blank);
}
