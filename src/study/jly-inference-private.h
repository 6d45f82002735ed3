/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files behind jly-inference.h share. */
#pragma once

#include "study/jly-inference.h"

G_BEGIN_DECLS

typedef struct
{
  guint one, other; /* equal for one party alone */
} Coalition;

/* Of one figure: the share of all cases in which it is known for certain, and by what. */
typedef struct
{
  double share;
  JlyInferenceRule rule;
} Knowledge;

gboolean inference_takes (const JlyWorldQuestion *question, guint figure);
/* knowledge has one entry per figure; of their own figures parties know nothing new: 0. */
void inference_know_all (const JlyWorld *world,
                         const Coalition *coalition,
                         guint of,
                         Knowledge *knowledge);
/* Fills in sentence and next from the rest. */
void inference_word (const JlyWorld *world, JlyInference *finding);

G_END_DECLS
