/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a letter can be. The post carries bodies without looking into them; the kind tells the
 * receiver which room reads them, and lets people be told what came.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The numbers are written down and never change their meaning. */
typedef enum
{
  JLY_POST_RECEIVED = 0,   /* what the receiver has of the other's letters; has no number */
  JLY_POST_JOIN = 1,       /* the answer to an invitation, by a stranger */
  JLY_POST_CONTRACT = 2,   /* a contract's text, to be read or signed */
  JLY_POST_SIGNATURE = 3,  /* of a contract */
  JLY_POST_COMMITMENT = 4, /* verification words: jly-verification.h */
  JLY_POST_REVEAL = 5,
  JLY_POST_ACCEPTANCE = 6, /* a joining provider's, of the contract */
  JLY_POST_MANDATE = 7,
  JLY_POST_INPUTS = 8, /* a frozen input set */
  JLY_POST_QUESTION = 9,
  JLY_POST_DECISION = 10,
  JLY_POST_REFUSAL = 11,
  JLY_POST_ANSWER = 12,
  JLY_POST_PIECE = 13,   /* a piece of an upload: party/jly-upload-pieces.h */
  JLY_POST_RECEIPT = 14, /* a computing party's, for an upload */
  JLY_POST_LOG_HEAD = 15,
  JLY_POST_CHANGE = 16, /* asks for a question to be changed */
  JLY_POST_OTHER = 17,  /* a note of a kind that has no number of its own */
  JLY_N_POST_KINDS
} JlyPostKind;

/* "contract", "decision" ...: in logs and for --json. "unknown" for a number that no kind has. */
const char *jly_post_kind_name (guint kind);

/* What n letters of a kind are to the one who gets them: "its approval or refusal", "3 pieces of
 * its figures". Owned by the caller. */
char *jly_post_kind_words (guint kind, guint n);

G_END_DECLS
