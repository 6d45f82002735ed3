/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The family (jly-forms.h) of tests and models: all that they open are sums of products and which
 * of these are shown (jly-moments.h). */
#pragma once

#include "analysis/jly-forms.h"
#include "analysis/jly-moments.h"

G_BEGIN_DECLS

typedef struct
{
  /* Whether what is asked has a meaning: JLY_ERROR_CONFIG. NULL: it always has. */
  gboolean (*check) (const JlyQuery *query, GError **error);
  /* The sums, of a query that passed check; owned by the caller. */
  JlyMoments *(*make) (const JlyQuery *query);
} JlyModel;

/* JLY_ERROR_CONFIG, of check or where sums could be too wide; shapes as jly_moments_check. */
gboolean jly_model_check (const JlyModel *self,
                          const JlyQuery *query,
                          JlyOutputShape *shapes,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
JlyAnswer *
jly_model_clear (const JlyModel *self, const JlyQuery *query, const JlyClearTable *table);
JlyShares *jly_model_secure (const JlyModel *self,
                             JlyEngine *engine,
                             const JlyQuery *query,
                             const JlySecretTable *table,
                             GError **error);

G_END_DECLS
