/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See convert-work.h. */
#include "config.h"

#include "engine/convert-work.h"

gboolean
convert_party (JlyEngine *engine, gpointer user_data, GError **error)
{
  ConvertWork *work = user_data;

  switch (work->kind)
    {
    case CONVERT_BIT:
      work->ring_out = jly_convert_bit (engine, work->bits, work->width, error);
      break;
    case CONVERT_BIT_TIMES:
      work->ring_out = jly_convert_bit_times (engine, work->bits, work->ring, error);
      break;
    case CONVERT_TO_RING:
      work->ring_out = jly_convert_to_ring (engine, work->bits, work->width, error);
      break;
    default:
      work->bits_out = jly_convert_to_bits (engine, work->ring, work->width, error);
    }
  return work->ring_out != NULL || work->bits_out != NULL;
}
