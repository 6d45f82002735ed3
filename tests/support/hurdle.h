/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A wire that misbehaves: passes bytes between a caller and a port of this computer, and does one
 * thing at one byte of one direction. It serves one connection in a thread of its own.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HURDLE_NONE,
  HURDLE_FLIP,     /* changes the byte at offset by mask; of TLS, the next that anybody reads */
  HURDLE_DROP,     /* leaves the byte at offset out */
  HURDLE_TRUNCATE, /* closes both sides before the byte at offset */
  HURDLE_STALL,    /* passes nothing from offset on, and keeps the connection open */
  HURDLE_DRIP,     /* from offset on, passes one byte at a time */
} HurdleKind;

typedef struct
{
  HurdleKind kind;
  gboolean from_caller; /* which direction */
  guint64 offset;
  guint8 mask; /* not 0 */
} HurdlePlan;

typedef struct _Hurdle Hurdle;

/* Listens on a port of its own and passes on to target_port. */
Hurdle *hurdle_new (guint16 target_port, const HurdlePlan *plan);
guint16 hurdle_get_port (Hurdle *self);
/* Closes everything, waits for the thread, and says how many bytes came from the caller and from
 * the called side. Frees self. */
void hurdle_end (Hurdle *self, guint64 *from_caller, guint64 *from_called);

G_END_DECLS
