/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-order.h. */
#include "config.h"

#include "engine/jly-order.h"

#include <string.h>

/* The size up to which rows are compared each with each while there is much to ask. Towards the end
 * a batch costs its rounds however little is asked in it, so larger segments are finished at once.
 */
#define LEAF 4
#define NOBODY G_MAXUINT32
/* Fewer rows stay in the cache wherever they lie. */
#define FEWEST_MOVED 4096

/* Rows start .. start + size - 1 of the arrangement. The first n_sample are compared each with each
 * while level < 0 (all of them if n_sample is size), and then are the tree of depth levels. */
typedef struct
{
  guint32 start, size, n_sample;
  gint8 depth, level;
} Segment;

/* The next question: this row of this segment, and with which other it is compared. */
typedef struct
{
  guint segment;
  guint32 row, other;
} Cursor;

struct _JlyOrder
{
  gsize n;
  guint32 *rows;
  guint32 *places;           /* of the row there: how many precede it in the sample, or its node */
  GArray *segments, *coming; /* Segment: of this batch, and of the next */
  guint32 *moves;            /* what the present numbers of rows were before the first split */
  gboolean is_moved, is_composed;
  gsize leaf; /* segments up to this size are compared each with each */
  gsize n_batch, n_answered, n_asked;
  Cursor cursor; /* where the last questions begin, */
  Cursor next;   /* and where they end */
};

static guint
get_depth (gsize n)
{
  guint depth = 0;

  while (((gsize)2 << depth) - 1 <= n)
    depth++;
  return depth;
}

/* About the square root: comparing the sample each with each then costs half a question a row, and
 * what falls between two of it is about as many again. */
static guint32
choose_sample (gsize size)
{
  guint depth = 2;

  while ((gsize)1 << 2 * (depth + 1) <= size)
    depth++;
  return ((guint32)1 << depth) - 1;
}

static void
add_segment (JlyOrder *order, gsize start, gsize size)
{
  Segment segment = { (guint32)start, (guint32)size, (guint32)size, 0, -1 };

  if (size < 2)
    return;
  if (size > order->leaf)
    {
      segment.n_sample = choose_sample (size);
      segment.depth = (gint8)get_depth (segment.n_sample);
    }
  memset (order->places + start, 0, size * sizeof *order->places);
  g_array_append_val (order->coming, segment);
}

static gsize
count_questions (const Segment *segment)
{
  if (segment->level < 0)
    return (gsize)segment->n_sample * (segment->n_sample - 1) / 2;
  return segment->size - segment->n_sample;
}

static void
start_batch (JlyOrder *order)
{
  GArray *done = order->segments;

  order->segments = order->coming;
  order->coming = done;
  g_array_set_size (done, 0);
  order->n_batch = order->n_answered = order->n_asked = 0;
  for (guint i = 0; i < order->segments->len; i++)
    order->n_batch += count_questions (&g_array_index (order->segments, Segment, i));
  order->cursor = order->next = (Cursor){ 0 };
}

JlyOrder *
jly_order_new (gsize n)
{
  JlyOrder *order = g_new0 (JlyOrder, 1);

  g_assert (n < G_MAXUINT32);
  order->n = n;
  order->rows = g_new (guint32, n);
  order->places = g_new0 (guint32, n);
  for (gsize i = 0; i < n; i++)
    order->rows[i] = (guint32)i;
  order->segments = g_array_new (FALSE, FALSE, sizeof (Segment));
  order->coming = g_array_new (FALSE, FALSE, sizeof (Segment));
  order->leaf = LEAF;
  add_segment (order, 0, n);
  start_batch (order);
  return order;
}

void
jly_order_free (JlyOrder *order)
{
  if (order == NULL)
    return;
  g_array_unref (order->segments);
  g_array_unref (order->coming);
  g_free (order->rows);
  g_free (order->places);
  g_free (order->moves);
  g_free (order);
}

gsize
jly_order_get_batch (JlyOrder *order)
{
  return order->n_batch;
}

const guint32 *
jly_order_get_rows (JlyOrder *order)
{
  for (gsize i = 0; i < order->n && order->moves != NULL && !order->is_composed; i++)
    order->rows[i] = order->moves[order->rows[i]];
  order->is_composed = TRUE;
  return order->rows;
}

const guint32 *
jly_order_take_moves (JlyOrder *order)
{
  if (order->moves == NULL || order->is_moved)
    return NULL;
  order->is_moved = TRUE;
  return order->moves;
}

/* From now on a row's number is where it lies. */
static void
renumber (JlyOrder *order)
{
  order->moves = g_memdup2 (order->rows, order->n * sizeof *order->rows);
  for (gsize i = 0; i < order->n; i++)
    order->rows[i] = (guint32)i;
}

/* Where in the sample the tree's node is that a row has come to: node is its path from the root. */
static guint32
find_pivot (const Segment *segment, guint32 node)
{
  return ((2 * node + 1) << (segment->depth - segment->level - 1)) - 1;
}

static const Segment *
get_segment (const JlyOrder *order, const Cursor *cursor)
{
  return &g_array_index (order->segments, Segment, cursor->segment);
}

/* Questions are numbered within their segment; at is moved past those of one segment, at most max,
 * and how many these are is returned. */
static gsize
ask_segment (const JlyOrder *order, Cursor *at, guint32 *x, guint32 *y, gsize max)
{
  const Segment *segment = get_segment (order, at);
  const guint32 *rows = order->rows + segment->start, *places = order->places + segment->start;
  gsize n = 0;

  if (segment->level < 0)
    {
      for (; at->row < segment->n_sample; at->row++, at->other = 0)
        for (; at->other < at->row; at->other++, n++)
          {
            if (n == max)
              return n;
            x[n] = rows[at->row];
            y[n] = rows[at->other];
          }
    }
  else
    {
      for (at->row = MAX (at->row, segment->n_sample); at->row < segment->size; at->row++, n++)
        {
          if (n == max)
            return n;
          x[n] = rows[at->row];
          y[n] = rows[find_pivot (segment, places[at->row])];
        }
    }
  *at = (Cursor){ at->segment + 1, 0, 0 };
  return n;
}

gsize
jly_order_ask (JlyOrder *order, guint32 *x, guint32 *y, gsize max)
{
  gsize n = 0;

  g_assert (order->n_asked == 0 && max > 0);
  while (n < max && order->next.segment < order->segments->len)
    n += ask_segment (order, &order->next, x + n, y + n, max - n);
  order->n_asked = n;
  return n;
}

/* The same walk with the answers. */
static gsize
answer_segment (JlyOrder *order, const guint64 *is_before, gsize max)
{
  Cursor *at = &order->cursor;
  const Segment *segment = get_segment (order, at);
  guint32 *places = order->places + segment->start;
  gsize n = 0;

  if (segment->level < 0)
    {
      for (; at->row < segment->n_sample; at->row++, at->other = 0)
        for (; at->other < at->row; at->other++, n++)
          {
            if (n == max)
              return n;
            places[is_before[n] ? at->other : at->row]++;
          }
    }
  else
    {
      for (at->row = MAX (at->row, segment->n_sample); at->row < segment->size; at->row++, n++)
        {
          if (n == max)
            return n;
          places[at->row] = 2 * places[at->row] + !is_before[n];
        }
    }
  *at = (Cursor){ at->segment + 1, 0, 0 };
  return n;
}

/* Puts the sample, in which each row was compared with each, in order. The places are 0, 1, 2, ...
 * in some order, unless answers contradict each other; then two rows have the same one. */
static gboolean
arrange_sample (JlyOrder *order, const Segment *segment, guint32 *spare)
{
  guint32 *rows = order->rows + segment->start, *places = order->places + segment->start;

  memcpy (spare, rows, segment->n_sample * sizeof *spare);
  for (guint32 i = 0; i < segment->n_sample; i++)
    rows[i] = NOBODY;
  for (guint32 i = 0; i < segment->n_sample; i++)
    {
      if (rows[places[i]] != NOBODY)
        return FALSE;
      rows[places[i]] = spare[i];
    }
  return TRUE;
}

/* All rows have come to a leaf of the tree: what lies between two of the sample goes there. */
static void
split_segment (JlyOrder *order, const Segment *segment, guint32 *spare)
{
  guint32 *rows = order->rows + segment->start, *places = order->places + segment->start;
  guint32 n_sample = segment->n_sample, end = 0;
  g_autofree guint32 *ends = g_new0 (guint32, n_sample + 1);

  memcpy (spare, rows, segment->size * sizeof *spare);
  for (guint32 i = n_sample; i < segment->size; i++)
    ends[places[i]]++;
  for (guint32 gap = 0; gap <= n_sample; gap++)
    {
      guint32 start = end, size = ends[gap];

      end += size;
      ends[gap] = start;
      if (gap < n_sample)
        rows[end++] = spare[gap];
    }
  for (guint32 i = n_sample; i < segment->size; i++)
    rows[ends[places[i]]++] = spare[i];
  if (segment->size == order->n && order->n >= FEWEST_MOVED)
    renumber (order);
  for (guint32 gap = 0, start = 0; gap <= n_sample; start = ends[gap++] + 1)
    add_segment (order, segment->start + start, ends[gap] - start);
}

static gboolean
advance_segment (JlyOrder *order, const Segment *segment, guint32 *spare)
{
  Segment after = *segment;

  if (segment->level < 0 && !arrange_sample (order, segment, spare))
    return FALSE;
  if (segment->n_sample == segment->size)
    return TRUE;
  after.level++;
  if (after.level == after.depth)
    {
      split_segment (order, segment, spare);
      return TRUE;
    }
  if (after.level == 0)
    memset (order->places + segment->start, 0, segment->size * sizeof *order->places);
  g_array_append_val (order->coming, after);
  return TRUE;
}

static gboolean
finish_batch (JlyOrder *order)
{
  guint32 largest = 0;
  g_autofree guint32 *spare = NULL;

  for (guint i = 0; i < order->segments->len; i++)
    largest = MAX (largest, g_array_index (order->segments, Segment, i).size);
  spare = g_new (guint32, largest);
  order->leaf = LEAF + order->n / order->n_batch;
  for (guint i = 0; i < order->segments->len; i++)
    if (!advance_segment (order, &g_array_index (order->segments, Segment, i), spare))
      return FALSE;
  start_batch (order);
  return TRUE;
}

gboolean
jly_order_answer (JlyOrder *order, const guint64 *is_before)
{
  gsize n = 0;

  while (n < order->n_asked)
    n += answer_segment (order, is_before + n, order->n_asked - n);
  order->n_answered += order->n_asked;
  order->n_asked = 0;
  return order->n_answered < order->n_batch || finish_batch (order);
}
