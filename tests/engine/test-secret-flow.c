/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No branch and no index depends on a share. Valgrind keeps, for every bit of memory, whether it is
 * defined, and complains when an undefined one decides where a program goes or what it reads; so
 * all shares are marked undefined, the protocols run as they are, and nothing may be reported.
 *
 * Must run under Valgrind (tests/engine/meson.build does that). The first test makes sure that a
 * branch on a share would be reported.
 */
#include "config.h"

#include "engine/flow-bodies.h"
#include "engine/test-parties.h"

#include <valgrind/memcheck.h>

typedef struct
{
  const FlowBody *body;
  FlowInputs in;
} Part;

static guint64
count_reports (void)
{
  return VALGRIND_COUNT_ERRORS;
}

static void
hide (guint64 *words, gsize n)
{
  (void)VALGRIND_MAKE_MEM_UNDEFINED (words, n * sizeof *words);
}

static void
hide_bits (JlyBits *x)
{
  hide (x->own, x->width * x->words_per_plane);
  hide (x->prev, x->width * x->words_per_plane);
}

static void
hide_ring (JlyRing *x)
{
  hide (x->own, x->n);
  hide (x->prev, x->n);
}

static void
hide_inputs (FlowInputs *in)
{
  hide_bits (in->x);
  hide_bits (in->y);
  hide_bits (in->s);
  hide_ring (in->r);
  hide_ring (in->t);
}

static gboolean
run_part (JlyEngine *engine, gpointer user_data, GError **error)
{
  Part *part = user_data;

  return part->body->run (engine, &part->in, error);
}

/* How often Valgrind complained while the three miners ran the body. */
static guint64
run_body (const FlowBody *body, JlyPrgKind prg)
{
  g_autoptr (TestParties) parties = test_parties_new (7, prg);
  Part parts[3] = { { .body = body }, { .body = body }, { .body = body } };
  FlowInputs *held[3];
  GError *errors[3];
  guint64 before;

  for (guint i = 0; i < 3; i++)
    held[i] = &parts[i].in;
  flow_inputs_share (parties, FLOW_USUAL, held);
  for (guint i = 0; i < 3; i++)
    hide_inputs (held[i]);
  before = count_reports ();
  test_parties_run (parties, run_part, (gpointer[]){ &parts[0], &parts[1], &parts[2] }, errors);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      flow_inputs_clear (&parts[i].in);
    }
  return count_reports () - before;
}

static gboolean
look_up_by_share (JlyEngine *engine, const FlowInputs *in, GError **error)
{
  static const volatile guint8 table[256];

  (void)engine;
  (void)error;
  return table[in->r->own[0] & 255] == 0;
}

static void
test_control (void)
{
  const FlowBody body = { "index", look_up_by_share };

  g_assert_cmpuint (run_body (&body, JLY_PRG_CHACHA20), >=, 3);
}

static void
test_body (gconstpointer data)
{
  const FlowBody *body = data;

  g_assert_cmpuint (run_body (body, JLY_PRG_CHACHA20), ==, 0);
  g_assert_cmpuint (run_body (body, test_parties_choose_prg (1)), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!RUNNING_ON_VALGRIND)
    g_error ("Start this with valgrind in front: it finds nothing by itself.");
  g_test_add_func ("/engine/secret-flow/control", test_control);
  for (gsize i = 0; i < flow_n_bodies; i++)
    {
      g_autofree char *path = g_strconcat ("/engine/secret-flow/", flow_bodies[i].name, NULL);

      g_test_add_data_func (path, &flow_bodies[i], test_body);
    }
  return g_test_run ();
}
