/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-round.h. Everything is computed a chunk at a time, so that masks and sums of products
 * never leave the first cache. Planes that lie one after the other, as a gate lays them out, are
 * sent from where they are and received into their place; others are packed into a message.
 */
#include "config.h"

#include "engine/jly-round.h"

#include "engine/jly-kernel.h"
#include "engine/jly-lanes.h"

#include <sodium.h>
#include <string.h>

#define CHUNK_WORDS 256
#define TILE_INNER 64
#define TILE_COLUMNS 128

/* One product x & y, or x & (y ^ v), of a sum. */
typedef struct
{
  JlyBits x, y, v;
  gboolean has_v;
} Term;

/* out is the sum of n_terms products from first_term on, and of linear if that is there. */
typedef struct
{
  JlyBits out, linear;
  gboolean has_linear;
  guint first_term, n_terms;
} SumItem;

/* out is x times y number by number; or, with n_inner, their matrix product, in which n_inner
 * products make each number: a dot product is one by one. */
typedef struct
{
  JlyRing *out;
  const JlyRing *x, *y;
  gsize n_inner, n_columns;
} ProductItem;

struct _JlyRound
{
  JlyEngine *engine;
  const char *step;
  GArray *items;    /* SumItem; first on the wire, */
  GArray *terms;    /* Term */
  GArray *products; /* then ProductItem */
};

/* One exchange: where this miner's bytes lie, and where those of the previous miner go. */
typedef struct
{
  guint8 *to_next, *from_prev;
  gboolean is_in_place; /* both are planes of the results themselves */
} Message;

JlyRound *
jly_round_new (JlyEngine *engine, const char *step)
{
  JlyRound *round = g_new0 (JlyRound, 1);

  round->engine = engine;
  round->step = step;
  round->items = g_array_new (FALSE, FALSE, sizeof (SumItem));
  round->terms = g_array_new (FALSE, FALSE, sizeof (Term));
  round->products = g_array_new (FALSE, FALSE, sizeof (ProductItem));
  return round;
}

void
jly_round_free (JlyRound *round)
{
  if (round == NULL)
    return;
  g_array_unref (round->items);
  g_array_unref (round->terms);
  g_array_unref (round->products);
  g_free (round);
}

void
jly_round_and (JlyRound *round, const JlyBits *out, const JlyBits *x, const JlyBits *y)
{
  if (out->width == 0 || out->n_lanes == 0)
    return;
  jly_round_sum (round, out, NULL);
  jly_round_add_product (round, x, y, NULL);
}

void
jly_round_sum (JlyRound *round, const JlyBits *out, const JlyBits *linear)
{
  SumItem item = { .out = *out, .first_term = round->terms->len };

  g_assert (out->width > 0 && out->n_lanes > 0);
  if (linear != NULL)
    {
      g_assert (linear->n_lanes == out->n_lanes && linear->width == out->width);
      item.linear = *linear;
      item.has_linear = TRUE;
    }
  g_array_append_val (round->items, item);
}

void
jly_round_add_product (JlyRound *round, const JlyBits *x, const JlyBits *y, const JlyBits *v)
{
  SumItem *item = &g_array_index (round->items, SumItem, round->items->len - 1);
  Term term = { .x = *x, .y = *y };

  g_assert (item->out.n_lanes == x->n_lanes && x->n_lanes == y->n_lanes);
  g_assert (item->out.width == x->width && (y->width == x->width || y->width == 1));
  if (v != NULL)
    {
      g_assert (v->n_lanes == y->n_lanes && v->width == y->width);
      term.v = *v;
      term.has_v = TRUE;
    }
  item->n_terms++;
  g_array_append_val (round->terms, term);
}

static void
queue_product (JlyRound *round, ProductItem item)
{
  g_assert (item.x->width == item.y->width && item.out->width == item.x->width);
  g_array_append_val (round->products, item);
}

void
jly_round_multiply (JlyRound *round, JlyRing *out, const JlyRing *x, const JlyRing *y)
{
  g_assert (x->n == y->n && out->n == x->n);
  queue_product (round, (ProductItem){ out, x, y, 0, 0 });
}

void
jly_round_dot (JlyRound *round, JlyRing *out, const JlyRing *x, const JlyRing *y)
{
  jly_round_matrix (round, out, x, y, 1, 1);
}

void
jly_round_matrix (JlyRound *round,
                  JlyRing *out,
                  const JlyRing *x,
                  const JlyRing *y,
                  gsize n_rows,
                  gsize n_columns)
{
  const gsize n_inner = x->n / n_rows;

  g_assert (n_inner > 0 && n_inner * n_rows == x->n && n_inner * n_columns == y->n
            && n_rows * n_columns == out->n);
  queue_product (round, (ProductItem){ out, x, y, n_inner, n_columns });
}

static gsize
measure (const JlyRound *round)
{
  gsize n = 0;

  for (guint i = 0; i < round->items->len; i++)
    {
      const JlyBits *out = &g_array_index (round->items, SumItem, i).out;

      n += jly_lanes_packed_size (out->n_lanes, out->width);
    }
  for (guint i = 0; i < round->products->len; i++)
    {
      const JlyRing *out = g_array_index (round->products, ProductItem, i).out;

      n += jly_ring_packed_size (out->n, out->width);
    }
  return n;
}

/* Whether all results are planes without padding, each right after the one before, in both
 * components; then *message is where they begin. */
static gboolean
find_planes_in_place (const JlyRound *round, Message *message)
{
  const JlyBits *first = &g_array_index (round->items, SumItem, 0).out;
  gsize words = jly_bits_words (first->n_lanes), done = 0;

  for (guint i = 0; i < round->items->len; i++)
    {
      const JlyBits *out = &g_array_index (round->items, SumItem, i).out;

      if (out->n_lanes != first->n_lanes || out->n_lanes % JLY_BITS_BLOCK_LANES != 0
          || (out->width > 1 && out->words_per_plane != words) || out->own != first->own + done
          || out->prev != first->prev + done)
        return FALSE;
      done += out->width * words;
    }
  message->to_next = (guint8 *)first->own;
  message->from_prev = (guint8 *)first->prev;
  return TRUE;
}

static gboolean
find_in_place (const JlyRound *round, Message *message)
{
  if (round->products->len == 0)
    return find_planes_in_place (round, message);
  if (round->items->len == 0 && round->products->len == 1)
    {
      JlyRing *out = g_array_index (round->products, ProductItem, 0).out;

      message->to_next = (guint8 *)out->own;
      message->from_prev = (guint8 *)out->prev;
      return out->width == 64; /* these are packed as they lie */
    }
  return FALSE;
}

/* The two streams of a round, and the masks of the chunk at hand. */
typedef struct
{
  JlyPrgStream own, prev;
  guint64 rho_own[CHUNK_WORDS], rho_prev[CHUNK_WORDS];
} Masks;

static void
draw_masks (Masks *masks, gsize n)
{
  jly_prg_stream_read (&masks->own, (guint8 *)masks->rho_own, n * sizeof *masks->rho_own);
  jly_prg_stream_read (&masks->prev, (guint8 *)masks->rho_prev, n * sizeof *masks->rho_prev);
}

/* Plane b of x, from word at on; of a vector of one plane, that plane. */
static gsize
find_words (const JlyBits *x, guint b, gsize at)
{
  return (x->width == 1 ? 0 : b * x->words_per_plane) + at;
}

/* z ^= x & y, or x & (y ^ v). */
static void
add_term (guint64 *z, const Term *term, guint b, gsize at, gsize n)
{
  const JlyBits *x = &term->x, *y = &term->y, *v = &term->v;
  gsize i = find_words (x, b, at), j = find_words (y, b, at);
  gsize k = term->has_v ? find_words (v, b, at) : 0;

  if (term->has_v)
    jly_kernel_and_add_2 (z, x->own + i, x->prev + i, y->own + j, y->prev + j, v->own + k,
                          v->prev + k, n);
  else
    jly_kernel_and_add (z, x->own + i, x->prev + i, y->own + j, y->prev + j, n);
}

/* This miner's component of n words of one plane of the result, at word at. What is known without
 * sending is added before sending, so that the next miner gets its whole component at once. */
static void
compute_chunk (const JlyRound *round, const SumItem *item, guint b, gsize at, gsize n, Masks *masks)
{
  const Term *terms = &g_array_index (round->terms, Term, item->first_term);
  guint64 *z = item->out.own + find_words (&item->out, b, at);
  guint done = 0;

  draw_masks (masks, n);
  if (item->n_terms > 0 && !terms->has_v)
    {
      gsize i = find_words (&terms->x, b, at), j = find_words (&terms->y, b, at);

      jly_kernel_and (z, terms->x.own + i, terms->x.prev + i, terms->y.own + j, terms->y.prev + j,
                      masks->rho_own, masks->rho_prev, n);
      done = 1;
    }
  else
    jly_kernel_set_xor (z, masks->rho_own, masks->rho_prev, n);
  for (; done < item->n_terms; done++)
    add_term (z, &terms[done], b, at, n);
  if (item->has_linear)
    jly_kernel_xor (z, item->linear.own + find_words (&item->linear, b, at), n);
}

/* One plane; to_next is NULL where it is sent from its place. What lies beyond the last lane in the
 * last byte is sent as it came out of the masks, so that every byte on the wire is uniform; then it
 * is made zero again here. */
static void
compute_plane (const JlyRound *round, const SumItem *item, guint b, Masks *masks, guint8 *to_next)
{
  gsize words = jly_bits_words (item->out.n_lanes);
  gsize n_left = jly_lanes_packed_size (item->out.n_lanes, 1);
  guint64 *plane = item->out.own + find_words (&item->out, b, 0);

  for (gsize at = 0; at < words; at += CHUNK_WORDS)
    {
      gsize n = MIN (CHUNK_WORDS, words - at), n_bytes = MIN (n * sizeof *plane, n_left);

      compute_chunk (round, item, b, at, n, masks);
      if (to_next != NULL)
        memcpy (to_next + at * sizeof *plane, plane + at, n_bytes);
      n_left -= n_bytes;
    }
  jly_bits_clear_tail (plane, item->out.n_lanes);
}

/* This miner's component of the products, a chunk at a time. */
static void
multiply_numbers (const ProductItem *item, Masks *masks)
{
  const JlyRing *x = item->x, *y = item->y, *out = item->out;

  for (gsize done = 0; done < out->n; done += CHUNK_WORDS)
    {
      gsize n = MIN (CHUNK_WORDS, out->n - done);

      draw_masks (masks, n);
      jly_kernel_multiply (out->own + done, x->own + done, x->prev + done, y->own + done,
                           y->prev + done, masks->rho_own, masks->rho_prev, n);
    }
}

/* Matrices are added to by squares of y that stay in the cache while all rows of x meet them. */
static void
add_matrix (const ProductItem *item)
{
  const JlyRing *x = item->x, *y = item->y, *out = item->out;
  const gsize inner = item->n_inner, columns = item->n_columns, rows = x->n / inner;

  for (gsize k = 0; k < inner; k += TILE_INNER)
    for (gsize j = 0; j < columns; j += TILE_COLUMNS)
      for (gsize i = 0; i < rows; i++)
        jly_kernel_matrix_row (out->own + i * columns + j, x->own + i * inner + k,
                               x->prev + i * inner + k, MIN (TILE_INNER, inner - k),
                               y->own + k * columns + j, y->prev + k * columns + j, columns,
                               MIN (TILE_COLUMNS, columns - j));
}

/* A column lies as a row does. */
static void
add_dots (const ProductItem *item)
{
  const JlyRing *x = item->x, *y = item->y, *out = item->out;

  for (gsize i = 0; i < out->n; i++)
    out->own[i] += jly_kernel_dot (x->own + i * item->n_inner, x->prev + i * item->n_inner, y->own,
                                   y->prev, item->n_inner, 0, 0);
}

/* This miner's component of a matrix product: each number is masked once. */
static void
multiply_matrix (const ProductItem *item, Masks *masks)
{
  const JlyRing *out = item->out;

  for (gsize done = 0; done < out->n; done += CHUNK_WORDS)
    {
      gsize n = MIN (CHUNK_WORDS, out->n - done);

      draw_masks (masks, n);
      for (gsize i = 0; i < n; i++)
        out->own[done + i] = masks->rho_prev[i] - masks->rho_own[i];
    }
  if (item->n_columns == 1)
    add_dots (item);
  else
    add_matrix (item);
}

static void
reduce_numbers (const JlyRing *x)
{
  const guint64 mask = jly_ring_mask (x->width);

  for (gsize i = 0; i < x->n && x->width < 64; i++)
    x->own[i] &= mask;
}

static void
compute_products (JlyRound *round, Masks *masks, const Message *message, guint8 *to_next)
{
  for (guint i = 0; i < round->products->len; i++)
    {
      const ProductItem *item = &g_array_index (round->products, ProductItem, i);

      if (item->n_inner > 0)
        multiply_matrix (item, masks);
      else
        multiply_numbers (item, masks);
      reduce_numbers (item->out);
      if (message->is_in_place)
        continue;
      jly_ring_pack (item->out->own, item->out->n, item->out->width, to_next);
      to_next += jly_ring_packed_size (item->out->n, item->out->width);
    }
}

static void
compute (JlyRound *round, Masks *masks, const Message *message)
{
  guint8 *to_next = message->to_next;

  for (guint i = 0; i < round->items->len; i++)
    {
      const SumItem *item = &g_array_index (round->items, SumItem, i);

      for (guint b = 0; b < item->out.width; b++)
        {
          compute_plane (round, item, b, masks, message->is_in_place ? NULL : to_next);
          to_next += jly_lanes_packed_size (item->out.n_lanes, 1);
        }
    }
  compute_products (round, masks, message, to_next);
}

/* Only where the results are not in place already. */
static void
unpack (JlyRound *round, const guint8 *from_prev)
{
  for (guint i = 0; i < round->items->len; i++)
    {
      const JlyBits *out = &g_array_index (round->items, SumItem, i).out;

      for (guint b = 0; b < out->width; b++)
        {
          jly_lanes_unpack (from_prev, out->n_lanes, 1, out->prev + find_words (out, b, 0));
          from_prev += jly_lanes_packed_size (out->n_lanes, 1);
        }
    }
  for (guint i = 0; i < round->products->len; i++)
    {
      JlyRing *out = g_array_index (round->products, ProductItem, i).out;

      jly_ring_unpack (from_prev, out->n, out->width, out->prev);
      from_prev += jly_ring_packed_size (out->n, out->width);
    }
}

/* Computes, sends n bytes and receives as many. */
static gboolean
exchange (JlyRound *round, const Message *message, gsize n, Masks *masks, GError **error)
{
  JlyTransport *transport = jly_engine_get_transport (round->engine);

  compute (round, masks, message);
  transport->step = round->step;
  return jly_transport_exchange (transport,
                                 &(JlyExchange){ .to_next = message->to_next,
                                                 .n_to_next = n,
                                                 .from_prev = message->from_prev,
                                                 .n_from_prev = n },
                                 error);
}

static gboolean
exchange_packed (JlyRound *round, gsize n, Masks *masks, GError **error)
{
  JlyPool *pool = jly_engine_get_pool (round->engine);
  gsize n_words = n / sizeof (guint64) + 1;
  guint64 *to_next = jly_pool_take (pool, n_words), *from_prev = jly_pool_take (pool, n_words);
  Message message = { (guint8 *)to_next, (guint8 *)from_prev, FALSE };
  gboolean is_done = exchange (round, &message, n, masks, error);

  if (is_done)
    unpack (round, message.from_prev);
  jly_pool_give (pool, to_next);
  jly_pool_give (pool, from_prev);
  return is_done;
}

static void
empty (JlyRound *round)
{
  g_array_set_size (round->items, 0);
  g_array_set_size (round->terms, 0);
  g_array_set_size (round->products, 0);
}

/* With nobody there only the bytes count. */
static gboolean
run_dry (JlyRound *round, gsize n, GError **error)
{
  const JlyExchange nothing = { .n_to_next = n, .n_from_prev = n };

  jly_randomness_next_operation (jly_engine_get_randomness (round->engine));
  empty (round);
  return jly_transport_exchange (jly_engine_get_transport (round->engine), &nothing, error);
}

gboolean
jly_round_run (JlyRound *round, GError **error)
{
  JlyRandomness *randomness = jly_engine_get_randomness (round->engine);
  gsize n = measure (round);
  Message message = { .is_in_place = TRUE };
  gboolean is_done;
  Masks masks;

  if (n == 0)
    return TRUE;
  if (jly_engine_get_transport (round->engine)->is_dry)
    return run_dry (round, n, error);
  if (!jly_randomness_draw (randomness, jly_randomness_next_operation (randomness),
                            JLY_PURPOSE_ZERO, &masks.own, &masks.prev, error))
    return FALSE;
  is_done = find_in_place (round, &message) ? exchange (round, &message, n, &masks, error)
                                            : exchange_packed (round, n, &masks, error);
  sodium_memzero (&masks, sizeof masks);
  empty (round);
  return is_done;
}
