/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-rows.h. */
#include "config.h"

#include "engine/jly-rows.h"

#include "engine/jly-lanes.h"

#include <string.h>

#define CHUNK_ROWS JLY_BITS_BLOCK_LANES
#define AHEAD 16 /* rows that are on their way from memory at once */

/* Part of a column that is one word of every row. */
typedef struct
{
  JlyRing *ring; /* or NULL */
  JlyBits bits;
  guint width;
  gsize offset; /* in a message */
} Field;

static Field *
get_field (const JlyRows *rows, guint f)
{
  return &g_array_index (rows->fields, Field, f);
}

static gsize
measure_field (const JlyRows *rows, guint f)
{
  return jly_ring_packed_size (rows->n, get_field (rows, f)->width);
}

static void
add_field (JlyRows *rows, Field field)
{
  guint f = rows->fields->len;

  g_assert (field.width > 0);
  field.offset = f > 0 ? get_field (rows, f - 1)->offset + measure_field (rows, f - 1) : 0;
  g_array_append_val (rows->fields, field);
}

static void
add_column (JlyRows *rows, const JlyShuffleColumn *column)
{
  const JlyBits *bits = column->bits;

  g_assert ((bits == NULL) != (column->ring == NULL));
  if (bits == NULL)
    {
      g_assert (column->ring->n == rows->n);
      add_field (rows, (Field){ .ring = column->ring, .width = column->ring->width });
      return;
    }
  g_assert (bits->n_lanes == rows->n && bits->width > 0);
  for (guint b = 0; b < bits->width; b += JLY_VALUE_MAX_WIDTH)
    {
      guint width = MIN (JLY_VALUE_MAX_WIDTH, bits->width - b);

      add_field (rows, (Field){ .bits = jly_bits_view (bits, b, width), .width = width });
    }
}

static gsize
count_rows (const JlyShuffleColumn *column)
{
  return column->ring != NULL ? column->ring->n : column->bits->n_lanes;
}

JlyRows *
jly_rows_new (JlyPool *pool, const JlyShuffleColumn *columns, gsize n_columns)
{
  JlyRows *rows = g_new0 (JlyRows, 1);

  g_assert (n_columns > 0);
  rows->n = count_rows (&columns[0]);
  rows->pool = pool;
  rows->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  for (gsize c = 0; c < n_columns; c++)
    add_column (rows, &columns[c]);
  rows->words = jly_pool_take (pool, rows->n * rows->fields->len);
  return rows;
}

void
jly_rows_free (JlyRows *rows)
{
  if (rows == NULL)
    return;
  jly_pool_give (rows->pool, rows->words);
  g_array_unref (rows->fields);
  g_free (rows);
}

/* n values of one component of a field, from row first on; they lie in the column or in spare. */
static const guint64 *
read_values (const Field *field, gboolean is_own, gsize first, gsize n, guint64 *spare)
{
  const JlyBits *bits = &field->bits;

  if (field->ring != NULL)
    return (is_own ? field->ring->own : field->ring->prev) + first;
  jly_lanes_unslice_some ((is_own ? bits->own : bits->prev) + first / 64, bits->words_per_plane, n,
                          bits->width, spare);
  return spare;
}

/* Word f of n rows becomes values, or changes by them. */
static void
put_values (guint64 *words, guint n_words, guint f, const guint64 *values, gsize n)
{
  for (gsize j = 0; j < n; j++)
    words[j * n_words + f] = values[j];
}

static void
combine_values (const Field *field,
                guint64 *words,
                guint n_words,
                guint f,
                const guint64 *values,
                gsize n,
                JlyRowsSign sign)
{
  guint64 mask = field->ring != NULL ? jly_ring_mask (field->width) : 0;

  words += f;
  if (field->ring == NULL)
    for (gsize j = 0; j < n; j++)
      words[j * n_words] ^= values[j];
  else if (sign == JLY_ROWS_ADD)
    for (gsize j = 0; j < n; j++)
      words[j * n_words] = (words[j * n_words] + values[j]) & mask;
  else
    for (gsize j = 0; j < n; j++)
      words[j * n_words] = (words[j * n_words] - values[j]) & mask;
}

static void
take_values (const guint64 *words, guint n_words, guint f, guint64 *values, gsize n)
{
  for (gsize j = 0; j < n; j++)
    values[j] = words[j * n_words + f];
}

void
jly_rows_load (JlyRows *rows, gboolean is_sum)
{
  guint64 *spare = jly_pool_take (rows->pool, CHUNK_ROWS);
  guint n_words = rows->fields->len;

  for (gsize first = 0; first < rows->n; first += CHUNK_ROWS)
    {
      gsize n = MIN (CHUNK_ROWS, rows->n - first);
      guint64 *words = rows->words + first * n_words;

      for (guint f = 0; f < n_words; f++)
        {
          const Field *field = get_field (rows, f);

          put_values (words, n_words, f, read_values (field, TRUE, first, n, spare), n);
          if (is_sum)
            combine_values (field, words, n_words, f, read_values (field, FALSE, first, n, spare),
                            n, JLY_ROWS_ADD);
        }
    }
  jly_pool_give (rows->pool, spare);
}

/* Rows come from all over the table, and so are asked for well before they are needed. Those of one
 * and two words are the most frequent ones. */
static inline __attribute__ ((always_inline)) void
gather_words (const guint64 *from, const guint32 *order, gsize n, guint n_words, guint64 *to)
{
  for (gsize j = 0; j < n; j++)
    {
      __builtin_prefetch (from + (gsize)order[MIN (j + AHEAD, n - 1)] * n_words);
      for (guint f = 0; f < n_words; f++)
        to[j * n_words + f] = from[(gsize)order[j] * n_words + f];
    }
}

static void
gather (const guint64 *from, const guint32 *order, gsize n, guint n_words, guint64 *to)
{
  if (n_words == 1)
    gather_words (from, order, n, 1, to);
  else if (n_words == 2)
    gather_words (from, order, n, 2, to);
  else
    gather_words (from, order, n, n_words, to);
}

static void
mask_chunk (const JlyRows *rows,
            guint64 *words,
            gsize n,
            JlyPrgStream *masks,
            JlyRowsSign sign,
            guint64 *spare)
{
  guint n_words = rows->fields->len;

  for (guint f = 0; f < n_words; f++)
    {
      const Field *field = get_field (rows, f);

      jly_mask_ring (masks, spare, n, field->width);
      combine_values (field, words, n_words, f, spare, n, sign);
    }
}

/* Chunks are multiples of 8 rows, so every one begins at a whole byte. */
static void
pack_chunk (const JlyRows *rows,
            const guint64 *words,
            gsize first,
            gsize n,
            guint8 *message,
            guint64 *spare)
{
  guint n_words = rows->fields->len;

  for (guint f = 0; f < n_words; f++)
    {
      const Field *field = get_field (rows, f);

      take_values (words, n_words, f, spare, n);
      jly_ring_pack (spare, n, field->width, message + field->offset + first / 8 * field->width);
    }
}

void
jly_rows_move (JlyRows *rows,
               const JlyPermutation *order,
               JlyPrgStream *masks,
               JlyRowsSign sign,
               guint8 *message)
{
  guint n_words = rows->fields->len;
  guint64 *to = jly_pool_take (rows->pool, (message != NULL ? CHUNK_ROWS : rows->n) * n_words);
  guint64 *spare = jly_pool_take (rows->pool, CHUNK_ROWS);

  for (gsize first = 0; first < rows->n; first += CHUNK_ROWS)
    {
      gsize n = MIN (CHUNK_ROWS, rows->n - first);
      guint64 *words = message != NULL ? to : to + first * n_words;

      gather (rows->words, order->from + first, n, n_words, words);
      if (masks != NULL)
        mask_chunk (rows, words, n, masks, sign, spare);
      if (message != NULL)
        pack_chunk (rows, words, first, n, message, spare);
    }
  jly_pool_give (rows->pool, spare);
  if (message == NULL)
    {
      guint64 *old = rows->words;

      rows->words = to;
      to = old;
    }
  jly_pool_give (rows->pool, to);
}

gsize
jly_rows_measure (const JlyRows *rows)
{
  guint last = rows->fields->len - 1;

  return get_field (rows, last)->offset + measure_field (rows, last);
}

void
jly_rows_unpack (JlyRows *rows, const guint8 *message)
{
  guint n_words = rows->fields->len;
  guint64 *spare = jly_pool_take (rows->pool, CHUNK_ROWS);

  for (gsize first = 0; first < rows->n; first += CHUNK_ROWS)
    {
      gsize n = MIN (CHUNK_ROWS, rows->n - first);

      for (guint f = 0; f < n_words; f++)
        {
          const Field *field = get_field (rows, f);

          jly_ring_unpack (message + field->offset + first / 8 * field->width, n, field->width,
                           spare);
          put_values (rows->words + first * n_words, n_words, f, spare, n);
        }
    }
  jly_pool_give (rows->pool, spare);
}

/* part is read at once, so one buffer serves all fields. */
void
jly_rows_reshare (const JlyRows *rows, JlyParcel *parcel)
{
  guint n_words = rows->fields->len;
  guint64 *values = jly_pool_take (rows->pool, rows->n), *planes = NULL;

  for (guint f = 0; f < n_words; f++)
    {
      const Field *field = get_field (rows, f);
      const JlyBits *bits = &field->bits;

      take_values (rows->words, n_words, f, values, rows->n);
      if (field->ring != NULL)
        {
          jly_parcel_reshare_ring (parcel, field->ring, values);
          continue;
        }
      planes = jly_pool_take (rows->pool, bits->words_per_plane * bits->width);
      memset (planes, 0, bits->words_per_plane * bits->width * sizeof *planes);
      jly_lanes_slice (values, rows->n, bits->width, planes);
      jly_parcel_reshare_bits (parcel, bits, planes);
      jly_pool_give (rows->pool, planes);
    }
  jly_pool_give (rows->pool, values);
}
