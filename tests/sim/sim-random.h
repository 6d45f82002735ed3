/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All chance of a simulated study, drawn from its seed: the dice of the schedule, and what
 * libsodium draws for keys, seals and nonces while a party acts. The latter begins anew with each
 * step, by a number of its own, so that a process that is forked for one step does not repeat its
 * parent's.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint8 key[32];
  guint64 at;
} SimDice;

void sim_dice_init (SimDice *self, guint64 seed);
/* 0 to n - 1; n > 0. */
guint sim_dice_roll (SimDice *self, guint n);
/* TRUE in so many of 1000. */
gboolean sim_dice_is (SimDice *self, guint of_1000);
/* Puts the n places 0 to n - 1 in some order. */
void sim_dice_shuffle (SimDice *self, guint *places, guint n);

/* From here on libsodium draws from these streams in every thread; call it before sodium_init. */
void sim_crypto_install (void);
/* What this thread draws from now on. */
void sim_crypto_begin (guint64 seed, guint64 step, guint party);

G_END_DECLS
