/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How numbers with a check digit are built. A format more is a row more in jly-key-formats.c. */
#pragma once

#include "table/jly-key.h"

G_BEGIN_DECLS

#define JLY_KEY_DIGITS_MAX 16

/* What the check digit, which is always the last one, is made of the weighted sum of the others. */
typedef enum
{
  JLY_CHECK_REMAINDER, /* the remainder itself */
  JLY_CHECK_COMPLEMENT /* what is missing to the next multiple of the modulus */
} JlyCheckRule;

struct _JlyKeyFormat
{
  const char *id;
  const char *name;       /* N_() */
  guint n_digits;         /* with the check digit */
  const char *weights;    /* one for each other digit, 'a' for ten */
  const char *weights_10; /* used instead where the first ones give 10; NULL: such numbers are never
                             given out */
  guint modulus;
  JlyCheckRule rule;
  gboolean has_birth; /* starts with century and sex, year, month, day: GYYMMDD */
};

extern const JlyKeyFormat jly_key_formats[];
extern const guint jly_key_n_formats;

G_END_DECLS
