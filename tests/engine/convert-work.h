/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conversion as a miner's part, for the tests of conversions. */
#pragma once

#include "engine/jly-convert.h"

G_BEGIN_DECLS

typedef enum
{
  CONVERT_BIT,       /* bits to ring_out */
  CONVERT_BIT_TIMES, /* bits and ring to ring_out */
  CONVERT_TO_RING,   /* bits to ring_out */
  CONVERT_TO_BITS,   /* ring to bits_out */
} ConvertKind;

typedef struct
{
  ConvertKind kind;
  guint width; /* of the result */
  const JlyBits *bits;
  const JlyRing *ring;
  JlyRing *ring_out;
  JlyBits *bits_out;
} ConvertWork;

/* A TestPartyFunc; user_data is a ConvertWork. */
gboolean convert_party (JlyEngine *engine, gpointer user_data, GError **error);

G_END_DECLS
