/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-analysis.h. A new analysis is a file of its own and a line here. */
#include "config.h"

#include "analysis/jly-analysis.h"

#include "analysis/jly-joint-bid.h"

const JlyAnalysis *
jly_analysis_find (const char *id)
{
  static const JlyAnalysis *const analyses[] = { &jly_joint_bid_analysis };

  for (guint i = 0; i < G_N_ELEMENTS (analyses); i++)
    if (g_strcmp0 (analyses[i]->id, id) == 0)
      return analyses[i];
  return NULL;
}
