/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The types of frames that this room sends over links (PROTOCOL.md says what stands in them), and
 * how long it waits. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  /* provider to miner */
  JLY_FRAME_MANIFEST = 0x10, /* signature, manifest */
  JLY_FRAME_SECRETS = 0x11,
  JLY_FRAME_BLOB = 0x12,
  /* miner to provider */
  JLY_FRAME_RECEIPT = 0x18,
  JLY_FRAME_LETTER = 0x19,
  /* miner to miner */
  JLY_FRAME_UPLOADS = 0x20, /* which uploads this miner took */
  JLY_FRAME_OFFER = 0x21,
  JLY_FRAME_REVEAL = 0x22,
  JLY_FRAME_CONFIRM = 0x23,
  JLY_FRAME_READY = 0x24, /* by its own rules this miner may compute */
  JLY_FRAME_HEADS = 0x26, /* how the logs stand (jly-heads.h) */
  JLY_FRAME_DONE = 0x25,  /* its results of this attempt are on its disk */
  /* between any two parties */
  JLY_FRAME_ENVELOPE = 0x30,    /* a letter; of one byte: the end of a turn */
  JLY_FRAME_CARRIED = 0x31,     /* a letter that is for somebody else; of one byte: the last */
  JLY_FRAME_OFFER_STUDY = 0x32, /* an invitation's secret, then the note of a contract */
  JLY_FRAME_OFFER_TAKEN = 0x33,
  JLY_FRAME_TIME = 0x34, /* asks for a clock (1 byte), or tells it (8) */
} JlyFrameType;

/* Milliseconds. A miner answers its neighbours at once; a provider waits for the other providers
 * and for the computation. */
#define JLY_MINER_TIMEOUT 30000
#define JLY_PROVIDER_TIMEOUT 600000

G_END_DECLS
