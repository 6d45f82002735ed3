/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a study's work is made of; for its two files, the second of which tells the operator. */
#pragma once

#include "party/jly-member.h"
#include "post/jly-post.h"
#include "service/jly-service-backoff.h"
#include "service/jly-service-calls.h"
#include "service/jly-service-closing.h"
#include "service/jly-service-work.h"

G_BEGIN_DECLS

/* Another computing party: what became of the calls. */
typedef struct
{
  JlyServiceBackoff backoff;
  gint64 rested;     /* monotonic: receipts alone wait until then */
  gint64 last_seen;  /* seconds since 1970; 0: never */
  gint64 round_trip; /* microseconds; -1: unknown */
  char *problem;     /* sentence; NULL if the last call went well */
} JlyServicePeer;

/* A question that was tried. */
typedef struct
{
  JlyServiceBackoff backoff;
  gint64 tried;        /* monotonic */
  gboolean is_settled; /* refused by a rule that time does not change */
  gboolean is_queued;  /* it is another study’s turn */
  gboolean is_called;  /* another computing party waits for this one */
  gboolean has_hash;
  guint8 hash[JLY_HASH_BYTES]; /* of what is computed, as the others name it when they call */
  char *problem;
} JlyServiceTrial;

struct _JlyServiceWork
{
  JlyServiceShared *shared;
  JlyMember *member;
  GCancellable *cancellable;
  JlyServiceRoster *roster;
  JlyPost *post;
  GHashTable *trials;             /* question number -> JlyServiceTrial */
  gpointer study;                 /* whose work it is, for the turns, */
  JlyServiceTurnsWake wake;       /* which wake it */
  GCancellable *meeting;          /* of the computation under way */
  guint n_open;                   /* links that it has to its two partners */
  gint is_stopping, is_computing; /* atomic */
  gboolean has_looked;            /* since the start of the service */
  JlyServiceCalls *calls;
  JlyServiceClosing *closing;

  GMutex mutex;          /* guards what is below */
  JlyServicePeer *peers; /* by place */
  guint n_peers;
  guint64 bytes;
  gboolean is_refused;
};

G_END_DECLS
