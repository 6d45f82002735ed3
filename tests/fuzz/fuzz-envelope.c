/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on the outside of an envelope, and what stands inside of one that a member sealed: only
 * the letter that was written comes out of it. */
#include "config.h"

#include "fuzz/fuzz.h"
#include "post/jly-envelope.h"

#include <string.h>

const char *const fuzz_name = "envelope";

static const guint8 sender_secret[JLY_IDENTITY_SECRET_BYTES] = { 1 };
static const guint8 receiver_secret[JLY_IDENTITY_SECRET_BYTES] = { 2 };
static const guint8 study[JLY_ENVELOPE_STUDY_BYTES] = { 3 };

/* Made once: making keys takes longer than all that is tried with them. */
static const JlyIdentity *
find_receiver (void)
{
  static JlyIdentity *receiver;

  if (receiver == NULL)
    receiver = jly_identity_from_secret (receiver_secret);
  return receiver;
}

static void
get_receiver (guint8 own[32], guint8 sealing[32])
{
  guint8 unused[32];

  jly_identity_get_public (find_receiver (), own, unused, sealing);
}

/* Opens in any case without harm; what opens says that it is for the receiver in this study. */
static void
try_open (GBytes *bytes, const JlyIdentity *receiver)
{
  guint8 own[32], sealing[32], mark[JLY_ENVELOPE_MARK_BYTES], expected[JLY_ENVELOPE_MARK_BYTES];
  g_autoptr (JlyEnvelope) opened = jly_envelope_open (bytes, receiver, NULL);

  if (opened == NULL)
    return;
  get_receiver (own, sealing);
  jly_envelope_mark (opened->study, own, expected);
  g_assert_true (jly_envelope_peek (bytes, mark, NULL));
  g_assert_cmpmem (mark, sizeof mark, expected, sizeof expected);
  g_assert_cmpmem (opened->receiver, 32, own, 32);
}

/* The same bytes as what a member sealed by a changed program: head of an envelope, seal of them.
 */
static GBytes *
seal_raw (const guint8 *bytes, gsize n)
{
  static const guint8 head[] = { 0xa3, 1, 1, 2, 0x50 }, middle[] = { 3, 0x59 };
  guint8 own[32], sealing[32], mark[JLY_ENVELOPE_MARK_BYTES], length[2];
  g_autoptr (GBytes) plain = g_bytes_new (bytes, n);
  g_autoptr (GBytes) context = NULL;
  g_autoptr (GBytes) sealed = NULL;
  GByteArray *all = g_byte_array_new ();

  get_receiver (own, sealing);
  jly_envelope_mark (study, own, mark);
  context = g_bytes_new (mark, sizeof mark);
  sealed = jly_seal (sealing, "envelope", context, plain);
  n = g_bytes_get_size (sealed);
  length[0] = (guint8)(n >> 8);
  length[1] = (guint8)n;
  g_byte_array_append (all, head, sizeof head);
  g_byte_array_append (all, mark, sizeof mark);
  g_byte_array_append (all, middle, sizeof middle);
  g_byte_array_append (all, length, sizeof length);
  g_byte_array_append (all, g_bytes_get_data (sealed, NULL), (guint)n);
  return g_byte_array_free_to_bytes (all);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) outside = g_bytes_new (bytes, n);

  try_open (outside, find_receiver ());
  if (n > 300 && n < 60000)
    {
      g_autoptr (GBytes) inside = seal_raw (bytes, n);

      try_open (inside, find_receiver ());
    }
  return 0;
}

/* 0: a whole envelope. 1: what was sealed into it. */
static GBytes *
make_seed (guint index)
{
  g_autoptr (JlyIdentity) sender = jly_identity_from_secret (sender_secret);
  g_autoptr (GBytes) body = g_bytes_new_static ("yes", 3);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) context = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (JlyEnvelope) envelope = NULL;
  guint8 own[32], sealing[32], mark[JLY_ENVELOPE_MARK_BYTES];

  get_receiver (own, sealing);
  envelope = jly_envelope_new (study, NULL, own, 1, JLY_POST_DECISION, body);
  whole = jly_envelope_seal (envelope, sender, sealing, NULL);
  if (index == 0)
    return g_steal_pointer (&whole);
  jly_envelope_mark (study, own, mark);
  context = g_bytes_new (mark, sizeof mark);
  /* Head, mark, key and length of the seal take 25 bytes. */
  sealed = g_bytes_new_from_bytes (whole, 25, g_bytes_get_size (whole) - 25);
  return jly_identity_unseal (find_receiver (), "envelope", context, sealed);
}

GBytes *
fuzz_seed (guint index)
{
  static GBytes *seeds[2];

  if (index >= G_N_ELEMENTS (seeds))
    return NULL;
  if (seeds[index] == NULL)
    seeds[index] = make_seed (index);
  return g_bytes_ref (seeds[index]);
}
