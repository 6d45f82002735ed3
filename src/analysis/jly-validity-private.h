/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the clear and the secure form of the checks share; not for other files. */
#pragma once

#include "analysis/jly-validity.h"

G_BEGIN_DECLS

/* A range of codes; has_*: the width does not imply it. */
typedef struct
{
  gboolean has_least, has_most;
  guint64 least, most;
} JlyBounds;

const JlyRule *jly_validity_get_rule (const JlyInputs *inputs, guint i);
/* Of ranges and categories; nothing is to be checked for the other kinds. */
JlyBounds jly_validity_get_bounds (const JlyInputs *inputs, const JlyRule *rule);

G_END_DECLS
