/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a study's work is made of; for its files: what a look does, calls (-call), attempts (-try),
 * and what the operator is told (-describe). */
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
  gboolean has_address; /* at the last look */
  gint64 rested;        /* monotonic: receipts alone wait until then */
  gint64 last_seen;     /* seconds since 1970; 0: never */
  gint64 round_trip;    /* microseconds; -1: unknown */
  char *problem;        /* sentence; NULL if the last call went well */
} JlyServicePeer;

/* A question that was tried. */
typedef struct
{
  JlyServiceBackoff backoff;
  gint64 tried;        /* monotonic */
  gboolean is_open;    /* approved at the last look: it may be tried */
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
  gint64 erased_on;               /* the day on which what is due was erased last */
  JlyServiceCalls *calls;
  JlyServiceClosing *closing;

  GMutex mutex;          /* guards what is below */
  JlyServicePeer *peers; /* by place */
  guint n_peers;
  guint64 bytes;
  gboolean is_refused;
  gboolean is_over; /* its days are, so that nobody’s figures are kept here any more */
};

/* Microseconds that a computation waits for the one that calls, and for which a call counts. */
#define JLY_SERVICE_MEET_TIME (15 * G_TIME_SPAN_SECOND)

/* The first thing that went wrong is told; the others only if there was none. Takes *problem. */
void jly_service_work_note_problem (GError **first, GError **problem);
/* The others of the three, when their time has come or there is something for them. TRUE if letters
 * came. */
gboolean jly_service_work_call_others (JlyServiceWork *self);
/* All questions that are approved, and whose time has come. */
void jly_service_work_try_questions (JlyServiceWork *self, GError **first);
/* When the next call or attempt is due by itself (monotonic); G_MAXINT64: never. */
gint64 jly_service_work_find_call_due (JlyServiceWork *self);
gint64 jly_service_work_find_trial_due (JlyServiceWork *self);

G_END_DECLS
