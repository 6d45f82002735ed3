/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-shares.h. */
#include "config.h"

#include "analysis/jly-shares.h"

#include "engine/jly-open.h"

const JlyBits *
jly_secret_table_get_there (const JlySecretTable *self, guint column)
{
  return self->there != NULL ? self->there[column] : NULL;
}

JlyShares *
jly_shares_new (gsize n_outputs)
{
  JlyShares *self = g_new0 (JlyShares, 1);

  self->n_outputs = n_outputs;
  self->outputs = g_new0 (JlySharesOutput, n_outputs);
  return self;
}

void
jly_shares_add_piece (JlyShares *self, gsize output, GBytes *piece)
{
  JlySharesOutput *to = &self->outputs[output];

  to->pieces = g_renew (GBytes *, to->pieces, to->n_pieces + 1);
  to->pieces[to->n_pieces++] = g_bytes_ref (piece);
}

void
jly_shares_add (JlyShares *self, gsize output, const JlyBits *x)
{
  g_autoptr (GBytes) piece = jly_open_piece (x);

  jly_shares_add_piece (self, output, piece);
}

GBytes *
jly_shares_get (const JlyShares *self, gsize output, guint provider)
{
  const JlySharesOutput *from = &self->outputs[output];

  if (from->n_pieces == 0)
    return NULL;
  return from->pieces[from->n_pieces > 1 ? provider : 0];
}

void
jly_shares_free (JlyShares *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_outputs; i++)
    {
      for (guint k = 0; k < self->outputs[i].n_pieces; k++)
        g_bytes_unref (self->outputs[i].pieces[k]);
      g_free (self->outputs[i].pieces);
    }
  g_free (self->outputs);
  g_free (self);
}
