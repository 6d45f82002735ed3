/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-model.h. */
#include "config.h"

#include "analysis/jly-model.h"

gboolean
jly_model_check (const JlyModel *self,
                 const JlyQuery *query,
                 JlyOutputShape *shapes,
                 GError **error)
{
  g_autoptr (JlyMoments) moments = NULL;

  if (self->check != NULL && !self->check (query, error))
    return FALSE;
  moments = self->make (query);
  return jly_moments_check (moments, shapes, error);
}

JlyAnswer *
jly_model_clear (const JlyModel *self, const JlyQuery *query, const JlyClearTable *table)
{
  g_autoptr (JlyMoments) moments = self->make (query);

  return jly_moments_clear (moments, table);
}

JlyShares *
jly_model_secure (const JlyModel *self,
                  JlyEngine *engine,
                  const JlyQuery *query,
                  const JlySecretTable *table,
                  GError **error)
{
  g_autoptr (JlyMoments) moments = self->make (query);

  return jly_moments_secure (moments, engine, table, error);
}
