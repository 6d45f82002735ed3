/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of PROTOCOL.md's table of operations whose bytes and rounds are exact, held against dry
 * runs of the code at the widths for which the table gives figures. */
#include "config.h"

#include "engine/jly-convert.h"
#include "engine/jly-gate-constant.h"
#include "engine/jly-gate-signed.h"
#include "engine/jly-gate.h"
#include "engine/jly-one-hot.h"
#include "engine/jly-prefix.h"
#include "engine/jly-transport-dry.h"

#define N_LANES 1024
#define LG_LANES 10
#define N8 (N_LANES / 8)
#define N_MINERS 3

/* Operands of zeros: a dry run looks at shapes alone. */
typedef struct
{
  JlyEngine *engine;
  JlyBits *x, *y, *z, *flag;
  JlyRing *ring;
  JlyPublic *public;
  guint64 constant;
} Work;

typedef JlyBits *(*BitsFunc) (const Work *work);
typedef JlyRing *(*RingFunc) (const Work *work);

static JlyBits *
less (const Work *work)
{
  return jly_gate_less_than (work->engine, work->x, work->y, NULL);
}

static JlyBits *
less_public (const Work *work)
{
  return jly_gate_less_than_public (work->engine, work->x, work->public, NULL);
}

static JlyBits *
less_constant (const Work *work)
{
  return jly_gate_less_than_constant (work->engine, work->x, work->constant, NULL);
}

static JlyBits *
equal (const Work *work)
{
  return jly_gate_equal (work->engine, work->x, work->y, NULL);
}

static JlyBits *
choose (const Work *work)
{
  return jly_gate_mux (work->engine, work->flag, work->x, work->y, NULL);
}

static JlyBits *
min_signed (const Work *work)
{
  return jly_gate_min_signed (work->engine, work->x, work->y, NULL);
}

static JlyBits *
clamp (const Work *work)
{
  return jly_gate_clamp (work->engine, work->x, work->y, work->z, FALSE, NULL);
}

static JlyBits *
run_and (const Work *work)
{
  return jly_prefix_and (work->engine, work->x, work->flag, NULL);
}

static JlyBits *
one_hot (const Work *work)
{
  return jly_one_hot (work->engine, work->x, work->flag, 1u << work->x->width, NULL);
}

static JlyRing *
bit_to_number (const Work *work)
{
  return jly_convert_bit (work->engine, work->flag, work->ring->width, NULL);
}

static JlyRing *
bit_times (const Work *work)
{
  return jly_convert_bit_times (work->engine, work->flag, work->ring, NULL);
}

static const struct
{
  const char *row; /* as the table calls it */
  BitsFunc bits;
  RingFunc ring;
  guint width;
  guint64 constant;
  guint sent; /* in N8 bytes */
  guint rounds;
} rows[] = {
  { "x < y", less, NULL, 8, 0, 9, 5 },
  { "x < y", less, NULL, 16, 0, 19, 6 },
  { "x < y", less, NULL, 32, 0, 41, 7 },
  { "x < y", less, NULL, 64, 0, 85, 8 },
  { "x < public c", less_public, NULL, 8, 0, 7, 4 },
  { "x < public c", less_public, NULL, 16, 0, 15, 6 },
  { "x < public c", less_public, NULL, 32, 0, 33, 7 },
  { "x < public c", less_public, NULL, 64, 0, 69, 8 },
  { "the same in all lanes", less_constant, NULL, 16, 201, 15, 6 },
  { "the same in all lanes", less_constant, NULL, 19, 8 * 201, 15, 6 },
  { "the same in all lanes, 2^t", less_constant, NULL, 64, 64, 57, 6 },
  { "the same in all lanes, 2^w - 2^t", less_constant, NULL, 16, 0xff00, 7, 3 },
  { "the same in all lanes, 0", less_constant, NULL, 16, 0, 0, 0 },
  { "x = y", equal, NULL, 64, 0, 63, 6 },
  { "s ? a : b", choose, NULL, 13, 0, 13, 1 },
  { "signed min", min_signed, NULL, 32, 0, 41 + 32, 8 },
  { "clamp to shared bounds", clamp, NULL, 16, 0, 2 * 19 + 2 * 16, 8 },
  { "running AND within runs", run_and, NULL, 13, 0, 13 + 2 * 13 * LG_LANES, 1 + LG_LANES },
  { "one-hot, with valid bits", one_hot, NULL, 5, 0, 32 - 5 - 1 + 5, 5 },
  { "bit to number", NULL, bit_to_number, 33, 0, 33, 2 },
  { "bit times number", NULL, bit_times, 33, 0, 2 * 33, 2 },
};

static void
run_row (gsize i, const Work *work)
{
  if (rows[i].bits != NULL)
    {
      g_autoptr (JlyBits) out = rows[i].bits (work);

      g_assert_nonnull (out);
    }
  else
    {
      g_autoptr (JlyRing) out = rows[i].ring (work);

      g_assert_nonnull (out);
    }
}

static void
check_row (gsize i, guint self)
{
  static const guint8 no_key[JLY_ENGINE_KEY_BYTES];
  JlyTransport *nobody = jly_transport_dry_new ();
  JlyEngine *engine = jly_engine_new (self, nobody, JLY_PRG_CHACHA20, no_key, no_key);
  g_autoptr (JlyBits) x = jly_bits_new (N_LANES, rows[i].width);
  g_autoptr (JlyBits) flag = jly_bits_new (N_LANES, 1);
  g_autoptr (JlyRing) ring = jly_ring_new (N_LANES, rows[i].width);
  JlyPublic *public = jly_public_new_same (0, N_LANES, rows[i].width);

  run_row (i, &(Work){ engine, x, x, x, flag, ring, public, rows[i].constant });
  g_test_message ("%s, %u bits, miner %u", rows[i].row, rows[i].width, self);
  g_assert_cmpuint (nobody->bytes_sent, ==, (guint64)rows[i].sent * N8);
  g_assert_cmpuint (nobody->rounds, ==, rows[i].rounds);
  jly_public_free (public);
  jly_engine_free (engine);
  jly_transport_dry_free (nobody);
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint self = 0; self < N_MINERS; self++)
      check_row (i, self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/cost-table/rows", test_rows);
  return g_test_run ();
}
