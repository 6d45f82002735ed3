/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a provider does in a study: shares its figures, sends each miner its sealed piece, waits for
 * three receipts, and later opens what the miners sealed to it. Blocks; for a thread of its own.
 */
#pragma once

#include "party/jly-figures.h"
#include "party/jly-letter.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_PROVIDER_CONNECTED, /* to one more miner */
  JLY_PROVIDER_SENT,      /* to one more miner */
  JLY_PROVIDER_RECEIPT,   /* from one more miner, checked */
  JLY_PROVIDER_LETTER,    /* from one more miner */
} JlyProviderStep;

typedef void (*JlyProviderFunc) (JlyProviderStep step, gpointer user_data);

/* What was agreed over the uploads, once there are receipts: the study that letters are opened
 * with, which belongs to whoever gives it. Blocks as long as that takes. */
typedef const JlyStudy *(*JlyProviderAgreeFunc) (gpointer user_data, GError **error);

/* All borrowed for the time of the call. */
typedef struct
{
  const JlyStudy *study; /* the contract's frame (jly_agreed_frame_new) */
  guint index;
  const JlyIdentity *identity;
  const JlyFigures *figures;
  char *const *addresses; /* "host:port" of the three miners */
  JlyProviderAgreeFunc agree;
  JlyProviderFunc progress; /* in the calling thread; may be NULL */
  gpointer data;            /* of both */
} JlyProvider;

/* The company's results, or the first error, which names the party. Nothing is returned unless all
 * three miners' pieces agree. */
JlyOutcome *jly_provider_run (const JlyProvider *self, GCancellable *cancellable, GError **error);

G_END_DECLS
