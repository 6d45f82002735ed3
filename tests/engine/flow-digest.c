/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prints a hash of all that the three miners send in each protocol, from fixed seeds and with each
 * generator that this processor has. The same lines on two processors mean that miners on them can
 * compute together (flow-digest.sh). "--features" prints what the processor has instead.
 */
#include "config.h"

#include "engine/flow-bodies.h"

#include "engine/jly-kernel.h"

#include <string.h>

typedef struct
{
  const FlowBody *body;
  FlowInputs in;
} Part;

/* In the thread of the miner that sends, so each has a checksum of its own. */
static void
add_message (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer user_data)
{
  GChecksum **sums = user_data;
  const guint8 receiver = (guint8)to;

  g_checksum_update (sums[from], &receiver, 1);
  g_checksum_update (sums[from], (const guchar *)step, (gssize)strlen (step));
  g_checksum_update (sums[from], bytes, (gssize)n);
}

static gboolean
run_part (JlyEngine *engine, gpointer user_data, GError **error)
{
  Part *part = user_data;

  return part->body->run (engine, &part->in, error);
}

static void
print_digest (const FlowBody *body, JlyPrgKind prg)
{
  g_autoptr (TestParties) parties = test_parties_new (11, prg);
  Part parts[3] = { { .body = body }, { .body = body }, { .body = body } };
  FlowInputs *held[3] = { &parts[0].in, &parts[1].in, &parts[2].in };
  GChecksum *sums[3];
  GError *errors[3];

  for (guint i = 0; i < 3; i++)
    sums[i] = g_checksum_new (G_CHECKSUM_SHA256);
  jly_local_net_set_hook (parties->net, add_message, sums);
  flow_inputs_share (parties, FLOW_USUAL, held);
  test_parties_run (parties, run_part, (gpointer[]){ &parts[0], &parts[1], &parts[2] }, errors);
  g_print ("%s %s", body->name, prg == JLY_PRG_CHACHA20 ? "chacha20" : "aes");
  for (guint i = 0; i < 3; i++)
    {
      g_assert_no_error (errors[i]);
      g_print (" %.16s", g_checksum_get_string (sums[i]));
      g_checksum_free (sums[i]);
      flow_inputs_clear (held[i]);
    }
  g_print ("\n");
}

int
main (int argc, char *argv[])
{
  if (argc > 1 && strcmp (argv[1], "--features") == 0)
    {
      g_print ("avx2=%d aes=%d\n", jly_kernel_has_avx2 (),
               jly_prg_is_available (JLY_PRG_AES128_CTR));
      return 0;
    }
  for (gsize i = 0; i < flow_n_bodies; i++)
    {
      print_digest (&flow_bodies[i], JLY_PRG_CHACHA20);
      if (jly_prg_is_available (JLY_PRG_AES128_CTR))
        print_digest (&flow_bodies[i], JLY_PRG_AES128_CTR);
    }
  return 0;
}
