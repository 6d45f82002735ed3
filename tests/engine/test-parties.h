/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three miners in this process, for tests: shares secrets among them, runs the same function in
 * three threads, and looks at all shares at the end, which only a test may do.
 *
 * All randomness comes from a seed, so that a failure can be played again.
 */
#pragma once

#include "engine/jly-bits.h"
#include "engine/jly-engine.h"
#include "engine/jly-ring.h"
#include "engine/jly-transport-local.h"

G_BEGIN_DECLS

typedef struct
{
  JlyLocalNet *net;
  JlyEngine *engines[3];
  GRand *rand;    /* of the test's data and of the sharings; never of the engines */
  gpointer wires; /* of TestWires; NULL: what is sent goes through memory */
} TestParties;

/* Other wires than memory between the three: then the same test bodies run over them. What is
 * counted stays with the net's ends; hooks of the net see nothing. */
typedef struct
{
  gpointer (*open) (TestParties *parties);      /* sets exchange of the net's ends */
  void (*hang_up) (gpointer wires, guint self); /* in the thread of the party that is gone */
  void (*close) (gpointer wires);
} TestWires;

/* For all parties from now on; before the first of them. */
void test_parties_set_wires (const TestWires *wires);

/* One secret vector: what each of the three holds. */
typedef struct
{
  JlyBits *held[3];
} TestSecret;

/* A miner's part. FALSE with error stops this miner and hangs up for it. */
typedef gboolean (*TestPartyFunc) (JlyEngine *engine, gpointer user_data, GError **error);

TestParties *test_parties_new (guint32 seed, JlyPrgKind prg);
/* One of the two generators, by turns of choice; always the same where AES cannot run. */
JlyPrgKind test_parties_choose_prg (guint choice);
void test_parties_free (TestParties *parties);

/* Runs func in three threads with user_data[i] for miner i; errors[i] is what came back. */
void test_parties_run (TestParties *parties,
                       TestPartyFunc func,
                       gpointer const user_data[3],
                       GError *errors[3]);

guint64 test_parties_random (TestParties *parties, guint width); /* uniform below 2^width */

void test_secret_share (
    TestSecret *secret, TestParties *parties, const guint64 *values, gsize n_lanes, guint width);
/* The values; fails the test if two holders of a component differ or a padding lane is not zero. */
guint64 *test_secret_reveal (const TestSecret *secret);
void test_secret_clear (TestSecret *secret);

/* The same for numbers modulo 2^width. */
typedef struct
{
  JlyRing *held[3];
} TestRing;

void test_ring_share (
    TestRing *secret, TestParties *parties, const guint64 *values, gsize n, guint width);
guint64 *test_ring_reveal (const TestRing *secret);
void test_ring_clear (TestRing *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestParties, test_parties_free)

G_END_DECLS
