/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signed comparisons, clamping and comparisons with public constants against plain arithmetic: all
 * inputs and all constants of small widths, then random ones of every width.
 */
#include "config.h"

#include "engine/test-work.h"

#include "engine/jly-gate-constant.h"
#include "engine/jly-gate-signed.h"
#include "engine/jly-gate.h"

typedef enum
{
  GATE_LESS,
  GATE_LESS_PUBLIC,
  GATE_MIN,
  GATE_MAX,
  GATE_EXTEND,
  GATE_CLAMP,
  GATE_CLAMP_SIGNED,
  GATE_CLAMP_PUBLIC,
  GATE_CLAMP_PUBLIC_SIGNED,
  GATE_LESS_CONSTANT,
  GATE_MORE_CONSTANT,
  GATE_LESS_CONSTANTS,
  N_GATES
} Gate;

static const char *const names[N_GATES] = { "less",          "less-public",   "min",
                                            "max",           "extend",        "clamp",
                                            "clamp-signed",  "clamp-public",  "clamp-public-signed",
                                            "less-constant", "more-constant", "less-constants" };

/* x, y and z are one number a lane; low and high the same for all. */
typedef struct
{
  Gate gate;
  guint width;
  gsize n;
  const guint64 *x, *y, *z;
  guint64 low, high;
} Case;

static gint64
to_signed (guint64 x, guint width)
{
  return (gint64)(x << (64 - width)) >> (64 - width);
}

static JlyBits *
run_gate (JlyEngine *engine, const Case *c, const TestWork *work, GError **error)
{
  const JlyBits *x = work->bits[0], *y = work->bits[1], *z = work->bits[2];
  const guint64 bounds[] = { c->low, c->high };
  g_autoptr (JlyPublic) known = NULL;

  switch (c->gate)
    {
    case GATE_LESS:
      return jly_gate_less_than_signed (engine, x, y, error);
    case GATE_LESS_PUBLIC:
      known = jly_public_new (c->y, c->n, c->width);
      return jly_gate_less_than_signed_public (engine, x, known, error);
    case GATE_MIN:
      return jly_gate_min_signed (engine, x, y, error);
    case GATE_MAX:
      return jly_gate_max_signed (engine, x, y, error);
    case GATE_EXTEND:
      return jly_gate_extend_signed (x, c->width == 64 ? 64 : c->width + 1);
    case GATE_CLAMP:
    case GATE_CLAMP_SIGNED:
      return jly_gate_clamp (engine, x, y, z, c->gate == GATE_CLAMP_SIGNED, error);
    case GATE_CLAMP_PUBLIC:
    case GATE_CLAMP_PUBLIC_SIGNED:
      return jly_gate_clamp_public (engine, x, c->low, c->high, c->gate == GATE_CLAMP_PUBLIC_SIGNED,
                                    error);
    case GATE_LESS_CONSTANT:
      return jly_gate_less_than_constant (engine, x, c->low, error);
    case GATE_MORE_CONSTANT:
      return jly_gate_more_than_constant (engine, x, c->low, error);
    case GATE_LESS_CONSTANTS:
      return jly_gate_less_than_constants (engine, x, bounds, G_N_ELEMENTS (bounds), error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
gate_party (JlyEngine *engine, gpointer data, GError **error)
{
  TestWork *work = data;

  work->bits_out[0] = run_gate (engine, work->params, work, error);
  return work->bits_out[0] != NULL;
}

/* Where low > high the upper bound wins if it is passed. */
static guint64
clamp (guint64 x, guint64 low, guint64 high)
{
  return x > high ? high : x < low ? low : x;
}

static guint64
clamp_signed (guint64 x, guint64 low, guint64 high, guint width)
{
  if (to_signed (x, width) > to_signed (high, width))
    return high;
  return to_signed (x, width) < to_signed (low, width) ? low : x;
}

static guint64
expect (const Case *c, gsize j)
{
  guint64 x = c->x[j], y = c->y[j], z = c->z[j];
  gint64 x_signed = to_signed (x, c->width), y_signed = to_signed (y, c->width);

  switch (c->gate)
    {
    case GATE_LESS:
    case GATE_LESS_PUBLIC:
      return x_signed < y_signed;
    case GATE_MIN:
      return x_signed < y_signed ? x : y;
    case GATE_MAX:
      return x_signed < y_signed ? y : x;
    case GATE_EXTEND:
      return (guint64)x_signed & jly_ring_mask (c->width == 64 ? 64 : c->width + 1);
    case GATE_CLAMP:
      return clamp (x, y, z);
    case GATE_CLAMP_SIGNED:
      return clamp_signed (x, y, z, c->width);
    case GATE_CLAMP_PUBLIC:
      return clamp (x, c->low, c->high);
    case GATE_CLAMP_PUBLIC_SIGNED:
      return clamp_signed (x, c->low, c->high, c->width);
    case GATE_LESS_CONSTANT:
      return x < c->low;
    case GATE_MORE_CONSTANT:
      return x > c->low;
    case GATE_LESS_CONSTANTS:
      return (x < c->low ? 1 : 0) | (x < c->high ? 2 : 0);
    default:
      g_assert_not_reached ();
    }
}

/* Bounds that a caller may not give. */
static gboolean
is_excluded (const Case *c)
{
  if (c->gate == GATE_CLAMP_PUBLIC)
    return c->low > c->high;
  return c->gate == GATE_CLAMP_PUBLIC_SIGNED
         && to_signed (c->low, c->width) > to_signed (c->high, c->width);
}

static void
check_case (const Case *c, guint32 seed)
{
  g_autoptr (TestTask) task = test_task_new (seed, c);
  g_autofree guint64 *got = NULL;

  if (is_excluded (c))
    return;
  test_task_add_bits (task, 0, c->x, c->n, c->width);
  test_task_add_bits (task, 1, c->y, c->n, c->width);
  test_task_add_bits (task, 2, c->z, c->n, c->width);
  test_task_run (task, gate_party);
  test_task_check_cost (task, gate_party);
  got = test_task_reveal_bits (task, 0);
  for (gsize j = 0; j < c->n; j++)
    g_assert_cmpuint (got[j], ==, expect (c, j));
}

/* All x, y and z of up to three bits lie beside each other; all pairs of bounds one after another.
 */
static void
test_exhaustive (gconstpointer data)
{
  for (guint width = 1; width <= 3; width++)
    {
      gsize n = (gsize)1 << 3 * width;
      guint64 mask = jly_ring_mask (width);
      g_autofree guint64 *x = g_new (guint64, n), *y = g_new (guint64, n), *z = g_new (guint64, n);

      for (gsize j = 0; j < n; j++)
        {
          x[j] = j & mask;
          y[j] = j >> width & mask;
          z[j] = j >> 2 * width & mask;
        }
      for (guint64 bounds = 0; bounds < (guint64)1 << 2 * width; bounds++)
        {
          Case c = {
            (Gate)GPOINTER_TO_UINT (data), width, n, x, y, z, bounds & mask, bounds >> width
          };

          check_case (&c, (guint32)bounds);
        }
    }
}

static guint64
draw (TestParties *source, guint width)
{
  static const guint64 ends[] = { 0, 1, G_MAXUINT64, G_MAXINT64, (guint64)G_MAXINT64 + 1, 2 };
  guint64 choice = test_parties_random (source, 4);
  guint64 random = test_parties_random (source, width);

  if (choice < G_N_ELEMENTS (ends))
    return (choice == 3 || choice == 4 ? ends[choice] >> (64 - width) : ends[choice])
           & jly_ring_mask (width);
  return choice < 10 ? random << width / 2 & jly_ring_mask (width) : random;
}

static void
test_random (gconstpointer data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (TestParties) source = test_parties_new (seed, JLY_PRG_CHACHA20);

  g_test_message ("seed %u", seed);
  for (guint width = 1; width <= 64; width++)
    {
      gsize n = 1 + width * 17 % 530;
      g_autofree guint64 *x = g_new (guint64, n), *y = g_new (guint64, n), *z = g_new (guint64, n);
      Case c = { (Gate)GPOINTER_TO_UINT (data), width, n, x, y, z, draw (source, width),
                 draw (source, width) };

      for (gsize j = 0; j < n; j++)
        {
          x[j] = j % 5 == 0 ? c.low : draw (source, width);
          y[j] = j % 3 == 0 ? x[j] : draw (source, width);
          z[j] = draw (source, width);
        }
      check_case (&c, seed + width);
    }
}

/* ANDs and rounds on 8 lanes, where a plane is a byte. */
static void
check_cost (Gate gate, guint width, guint64 low, guint64 high, guint64 n_ands, guint64 n_rounds)
{
  static const guint64 zeros[8] = { 0 };
  Case c = { gate, width, 8, zeros, zeros, zeros, low, high };
  g_autoptr (TestTask) task = test_task_new (1, &c);

  for (guint slot = 0; slot < 3; slot++)
    test_task_add_bits (task, slot, zeros, 8, width);
  test_task_run (task, gate_party);
  g_assert_cmpuint (jly_local_net_get_end (task->parties->net, 0)->bytes_sent, <=, n_ands);
  g_assert_cmpuint (jly_local_net_get_end (task->parties->net, 0)->rounds, <=, n_rounds);
}

/* What is promised in the headers; whoever makes the circuits smaller need not come here. */
static void
test_cost (void)
{
  check_cost (GATE_LESS, 32, 0, 0, 41, 7);
  check_cost (GATE_CLAMP, 32, 0, 0, 2 * 41 + 2 * 32, 9);
  check_cost (GATE_CLAMP_PUBLIC, 32, 5, 99, 2 * 33 + 32, 8);
  check_cost (GATE_CLAMP_PUBLIC, 32, 0, 99, 33 + 32, 8);
  check_cost (GATE_CLAMP_PUBLIC, 32, 0, G_MAXUINT32, 0, 0);
  check_cost (GATE_LESS_CONSTANT, 32, 99, 0, 33, 7);
  check_cost (GATE_LESS_CONSTANT, 32, 0, 0, 0, 0);
  check_cost (GATE_LESS_CONSTANT, 32, 1024, 0, 21, 7);
  check_cost (GATE_LESS_CONSTANT, 32, (guint64)3 << 30, 0, 1, 1);
  check_cost (GATE_MORE_CONSTANT, 32, G_MAXUINT32, 0, 0, 0);
  check_cost (GATE_MORE_CONSTANT, 32, 1023, 0, 21, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint gate = 0; gate < N_GATES; gate++)
    {
      g_autofree char *all = g_strdup_printf ("/gate-signed/%s/exhaustive", names[gate]);
      g_autofree char *some = g_strdup_printf ("/gate-signed/%s/random", names[gate]);

      g_test_add_data_func (all, GUINT_TO_POINTER (gate), test_exhaustive);
      g_test_add_data_func (some, GUINT_TO_POINTER (gate), test_random);
    }
  g_test_add_func ("/gate-signed/cost", test_cost);
  return g_test_run ();
}
