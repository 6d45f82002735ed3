/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hostile network in front of a port of this computer: of each connection it draws, by its seed,
 * whether it leaves it alone or does one thing to it, where, and in which direction. It reads and
 * writes what is on the wire and nothing else, as whoever owns a router can. A connection that it
 * has disturbed and on which nothing moves any more is hung up on, so that no test waits out the
 * clocks of a link (which are tested in tests/net).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HOSTILE_NOTHING,
  HOSTILE_FLIP,     /* changes a bit */
  HOSTILE_DROP,     /* leaves a byte out */
  HOSTILE_CUT,      /* ends both sides in the middle */
  HOSTILE_RESET,    /* the same without a goodbye */
  HOSTILE_STALL,    /* passes nothing from there on; hangs up after its patience */
  HOSTILE_DRIP,     /* one byte at a time for a while */
  HOSTILE_DELAY,    /* holds all back for a while, and passes it on unchanged */
  HOSTILE_REPEAT,   /* passes a piece on twice */
  HOSTILE_SWAP,     /* passes a piece on after the one that follows it */
  HOSTILE_OVERSIZE, /* puts the head of a record of the largest size there, and noise behind it */
  HOSTILE_CROSS,    /* joins the caller to the other target */
  HOSTILE_REPLAY,   /* gives the called side what an earlier caller said, and then this one's */
  N_HOSTILE_DEEDS
} HostileDeed;

typedef struct _HostileWire HostileWire;

/* Listens on a port of its own, and passes on to target; crossed: where HOSTILE_CROSS leads. share:
 * of 1000 connections so many are not left alone. */
HostileWire *hostile_wire_new (guint16 target, guint16 crossed, guint share, guint32 seed);
guint16 hostile_wire_get_port (HostileWire *self);
/* Where new connections lead from now on. */
void hostile_wire_set_target (HostileWire *self, guint16 target);
/* From now on every connection gets this deed; N_HOSTILE_DEEDS: what is drawn. */
void hostile_wire_set_deed (HostileWire *self, HostileDeed deed);
/* How many connections it has done this to, so far as they came to where it happens. */
guint hostile_wire_count (HostileWire *self, HostileDeed deed);
const char *hostile_deed_name (HostileDeed deed);
/* Ends all connections and waits for the threads. */
void hostile_wire_free (HostileWire *self);

G_END_DECLS
