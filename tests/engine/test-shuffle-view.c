/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one miner sees of a shuffle says nothing about the rows. Enumerated: for each choice of the
 * three orders the shuffle runs once, unchanged, on a table with a column for every sharing and
 * every mask of a column of two bits, which are two rows of one bit or one row of two. Each miner's
 * views must be the same multiset for all rows; with the shuffled rows opened, for all tables that
 * differ in the order of rows alone.
 */
#include "config.h"

#include "engine/test-parties.h"
#include "engine/test-script.h"

#include "engine/jly-shuffle.h"

#include <string.h>

#define N_COLUMNS 4096 /* 2^12: two free components and four masks of two bits */
#define N_DIGITS 7
#define MAX_MESSAGES 2

/* The digits of a column: components 0 to 2, then masks. */
enum
{
  MASK_2 = 3,
  MASK_0,
  RHO_0,
  RHO_2,
};

typedef struct
{
  guint n, width; /* rows of the table and bits of a row: n * width is 2 */
  gboolean is_ring, is_opened;
} Shape;

typedef struct
{
  Shape shape;
  guint orders; /* one bit for each key: whether its order leaves the rows alone */
  guint digits[N_COLUMNS][N_DIGITS];
  guint64 *views[3]; /* of this run, within those of all runs */
  GByteArray *messages[3][3][MAX_MESSAGES];
  guint n_messages[3][3];
} Run;

static guint64
get_row (const Run *run, guint digit, guint row)
{
  return digit >> (row * run->shape.width) & jly_ring_mask (run->shape.width);
}

/* Component 2: what is left of the value. */
static guint
get_rest (const Run *run, guint value, const guint *digits)
{
  guint rest = 0;

  for (guint row = 0; row < run->shape.n; row++)
    {
      guint64 x = get_row (run, value, row), a = get_row (run, digits[0], row);
      guint64 b = get_row (run, digits[1], row);
      guint64 left
          = run->shape.is_ring ? (x - a - b) & jly_ring_mask (run->shape.width) : x ^ a ^ b;

      rest |= (guint)(left << row * run->shape.width);
    }
  return rest;
}

static void
choose_digits (Run *run, guint value)
{
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      guint *digits = run->digits[c], random = c;

      for (guint d = 0; d < N_DIGITS; d++)
        if (d != 2)
          {
            digits[d] = random & 3;
            random >>= 2;
          }
      digits[2] = get_rest (run, value, digits);
    }
}

static void
add_mask (const Run *run, guint key, guint digit, gboolean is_plane)
{
  guint64 words[2] = { get_row (run, digit, 0), run->shape.n > 1 ? get_row (run, digit, 1) : 0 };

  if (is_plane)
    test_script_add_plane (key, words, run->shape.n);
  else
    test_script_add_numbers (key, words, run->shape.n);
}

/* An order of two rows takes the top bit of the first word of a chunk: 1 leaves them alone. */
static void
write_script (const Run *run)
{
  static guint64 words[512];

  test_script_reset ();
  for (guint key = 0; key < 3 && run->shape.n > 1; key++)
    {
      words[0] = (guint64)(run->orders >> key & 1) << 63;
      test_script_add_numbers (key, words, G_N_ELEMENTS (words));
    }
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      add_mask (run, 2, run->digits[c][MASK_2], FALSE);
      add_mask (run, 0, run->digits[c][MASK_0], FALSE);
    }
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      add_mask (run, 0, run->digits[c][RHO_0], !run->shape.is_ring);
      add_mask (run, 2, run->digits[c][RHO_2], !run->shape.is_ring);
    }
}

static JlyShuffleColumn *
hold_columns (const Run *run, guint i)
{
  JlyShuffleColumn *columns = g_new0 (JlyShuffleColumn, N_COLUMNS);

  for (guint c = 0; c < N_COLUMNS; c++)
    {
      const guint *digits = run->digits[c];
      JlyRing *ring = run->shape.is_ring ? jly_ring_new (run->shape.n, run->shape.width) : NULL;
      JlyBits *bits = run->shape.is_ring ? NULL : jly_bits_new (run->shape.n, run->shape.width);

      for (guint row = 0; row < run->shape.n; row++)
        {
          guint64 own = get_row (run, digits[i], row),
                  prev = get_row (run, digits[(i + 2) % 3], row);

          if (ring != NULL)
            {
              ring->own[row] = own;
              ring->prev[row] = prev;
            }
          else
            {
              bits->own[0] |= own << row;
              bits->prev[0] |= prev << row;
            }
        }
      columns[c] = (JlyShuffleColumn){ bits, ring };
    }
  return columns;
}

static gboolean
shuffle_party (JlyEngine *engine, gpointer user_data, GError **error)
{
  return jly_shuffle (engine, user_data, N_COLUMNS, error);
}

static void
keep_cb (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer data)
{
  Run *run = data;
  guint m = run->n_messages[from][to]++;

  g_assert_cmpuint (m, <, MAX_MESSAGES);
  g_assert_cmpuint (n, ==, N_COLUMNS); /* a byte a column */
  run->messages[from][to][m] = g_byte_array_new ();
  g_byte_array_append (run->messages[from][to][m], bytes, (guint)n);
}

static void
see (guint64 *view, guint bits, guint n)
{
  g_assert_cmpuint (bits, <, 1U << n);
  *view = *view << n | bits;
}

/* Two bits each: components, orders and masks of both keys, messages, and what is opened. */
static void
view_column (Run *run, guint i, guint c, const JlyShuffleColumn *missing)
{
  static const guint keys[] = { [MASK_2] = 2, [MASK_0] = 0, [RHO_0] = 0, [RHO_2] = 2 };
  const guint *digits = run->digits[c];
  guint64 *view = &run->views[i][c];
  guint lacking = (i + 1) % 3;

  *view = 1;
  see (view, digits[i], 2);
  see (view, digits[(i + 2) % 3], 2);
  see (view, run->orders & ~(1U << lacking), 3);
  for (guint d = MASK_2; d < N_DIGITS; d++)
    if (keys[d] != lacking)
      see (view, digits[d], 2);
  for (guint step = 1; step < 3; step++)
    for (guint m = 0; m < run->n_messages[(i + step) % 3][i]; m++)
      see (view, run->messages[(i + step) % 3][i][m]->data[c], 2);
  if (!run->shape.is_opened)
    return;
  for (guint row = 0; row < run->shape.n; row++)
    see (
        view,
        (guint)(missing->ring != NULL ? missing->ring->own[row] : missing->bits->own[0] >> row & 1),
        run->shape.width);
}

static void
clear_run (Run *run, JlyShuffleColumn *held[3])
{
  for (guint i = 0; i < 3; i++)
    {
      for (guint c = 0; c < N_COLUMNS; c++)
        {
          jly_bits_free (held[i][c].bits);
          jly_ring_free (held[i][c].ring);
        }
      g_free (held[i]);
      for (guint j = 0; j < 3; j++)
        for (guint m = 0; m < run->n_messages[i][j]; m++)
          g_byte_array_unref (run->messages[i][j][m]);
    }
}

static void
play (Run *run, guint value)
{
  g_autoptr (TestParties) parties = NULL;
  JlyShuffleColumn *held[3];
  GError *errors[3];

  choose_digits (run, value);
  write_script (run);
  parties = test_parties_new (1, JLY_PRG_CHACHA20);
  jly_local_net_set_hook (parties->net, keep_cb, run);
  for (guint i = 0; i < 3; i++)
    held[i] = hold_columns (run, i);
  test_parties_run (parties, shuffle_party, (gpointer *)held, errors);
  test_script_check_used ();
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      for (guint c = 0; c < N_COLUMNS; c++)
        view_column (run, i, c, &held[(i + 1) % 3][c]);
    }
  clear_run (run, held);
}

static int
compare_views (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;

  return x < y ? -1 : x > y;
}

/* Miner i's views over all orders and all random choices, sorted, in views[i]. */
static void
enumerate (const Shape *shape, guint value, guint64 *views[3])
{
  guint n_orders = shape->n > 1 ? 8 : 1;
  g_autofree Run *run = g_new (Run, 1);

  for (guint i = 0; i < 3; i++)
    views[i] = g_new0 (guint64, 8 * N_COLUMNS);
  for (guint orders = 0; orders < n_orders; orders++)
    {
      memset (run, 0, sizeof *run);
      run->shape = *shape;
      run->orders = orders;
      for (guint i = 0; i < 3; i++)
        run->views[i] = views[i] + orders * N_COLUMNS;
      play (run, value);
    }
  for (guint i = 0; i < 3; i++)
    qsort (views[i], (gsize)n_orders * N_COLUMNS, sizeof **views, compare_views);
}

/* What all tables with the same views have in common: nothing, or the rows in any order. */
static guint
get_allowed (const Shape *shape, guint value)
{
  if (!shape->is_opened)
    return 0;
  return shape->n > 1 && value == 2 ? 1 : value;
}

static void
check_shape (const Shape *shape)
{
  guint64 *views[4][3];

  for (guint value = 0; value < 4; value++)
    enumerate (shape, value, views[value]);
  for (guint a = 0; a < 4; a++)
    for (guint b = 0; b < a; b++)
      for (guint i = 0; i < 3; i++)
        g_assert_cmpint (memcmp (views[a][i], views[b][i], 8 * N_COLUMNS * sizeof ***views) == 0,
                         ==, get_allowed (shape, a) == get_allowed (shape, b));
  for (guint value = 0; value < 4; value++)
    for (guint i = 0; i < 3; i++)
      g_free (views[value][i]);
}

static void
test_view (gconstpointer data)
{
  gboolean is_opened = GPOINTER_TO_INT (data);
  const Shape shapes[] = {
    { 2, 1, FALSE, is_opened },
    { 2, 1, TRUE, is_opened },
    { 1, 2, TRUE, is_opened },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    check_shape (&shapes[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/shuffle-view/closed", GINT_TO_POINTER (FALSE), test_view);
  g_test_add_data_func ("/shuffle-view/opened", GINT_TO_POINTER (TRUE), test_view);
  return g_test_run ();
}
