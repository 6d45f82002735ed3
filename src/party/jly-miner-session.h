/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One study at one miner, from the first connection to the erasing: links to both neighbours, every
 * provider's upload, receipts, one attempt, the computation, sealed results. Blocks; no I/O but
 * links and the store.
 */
#pragma once

#include "party/jly-gate.h"
#include "party/jly-inbox.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_SESSION_CONNECTED,   /* links to both neighbours are up */
  JLY_SESSION_UPLOAD,      /* one more provider's figures (party) */
  JLY_SESSION_ACCEPTED,    /* all figures; receipts are out */
  JLY_SESSION_COMPUTING,   /* share of the computation, rounds and bytes so far */
  JLY_SESSION_OPENING,     /* results are sealed and sent */
  JLY_SESSION_ERASED,      /* shares are wiped and uploads erased */
  JLY_SESSION_TURNED_AWAY, /* a caller (error) */
  JLY_SESSION_WAITING,     /* a neighbour (party) is not there; error: what came of calling it, or
                              NULL for the one that calls */
  JLY_SESSION_MET          /* a neighbour (party) is there; both only under a contract */
} JlySessionStep;

typedef struct
{
  JlySessionStep step;
  const char *party;
  guint64 rounds;
  guint64 bytes;
  double share; /* of the bytes that the plan predicts, 0 to 1; it grows, and ends at 1 */
  const GError *error;
} JlySessionNews;

/* Called in several threads. */
typedef void (*JlySessionFunc) (const JlySessionNews *news, gpointer user_data);

/* One sealed letter; reader as in jly_study_get_reader. */
typedef gboolean (*JlySessionLetterFunc) (guint reader,
                                          GBytes *letter,
                                          gpointer user_data,
                                          GError **error);

/* All sealed letters of an attempt, in the readers' order, before any party may count it: to be
 * kept on the disk. */
typedef gboolean (*JlySessionPrepareFunc) (const guint8 attempt[JLY_HASH_BYTES],
                                           const GPtrArray *letters,
                                           gpointer user_data,
                                           GError **error);

/* Between the uploads of a session and its computation: what was agreed over these uploads, one
 * part per provider of the study, which stay as long as the session. The gate is borrowed until the
 * session ends. Blocks as long as that takes. */
typedef const JlyGate *(*JlySessionAgreeFunc) (JlyUploadPart **parts,
                                               gpointer user_data,
                                               GError **error);

/* Where the links to both neighbours come from where not from a listener of the session's own: a
 * service has one door for all its studies. Each call blocks, and gives an open link with the
 * neighbour's pinned key; the session frees it. */
typedef struct
{
  JlyLink *(*open_next) (const JlyStudy *study,
                         guint self,
                         GCancellable *cancellable,
                         gpointer user_data,
                         GError **error);
  JlyLink *(*open_prev) (const JlyStudy *study,
                         guint self,
                         GCancellable *cancellable,
                         gpointer user_data,
                         GError **error);
  gpointer user_data;
} JlySessionDoor;

/* All borrowed for the time of the call. Nothing is computed that the gate does not let through. */
typedef struct
{
  /* Figures that were uploaded before: study is gate->agreed->study, and letters go out by
   * letter_func. */
  const JlyGate *gate;
  JlySessionLetterFunc letter_func;
  JlySessionPrepareFunc prepare_func; /* func_data is its data too */
  /* Or, with gate and letter_func NULL, figures that come now: study is the contract's frame
   * (jly_agreed_frame_new), letters go back over the links of the uploads, and the uploads are
   * erased at the end. */
  JlySessionAgreeFunc agree_func;
  const JlyStudy *study;
  guint self;
  const JlyIdentity *identity;
  JlyListener *listener;
  const JlySessionDoor *door; /* of a gate; then listener and addresses are NULL */
  JlyStore *store;
  char *const *addresses;   /* "host:port" of the three miners */
  const char *evidence_dir; /* where evidence of cheating is kept; NULL: nowhere */
  JlySessionFunc func;
  gpointer func_data;
} JlySessionConfig;

/* What is public of a finished attempt. */
typedef struct
{
  guint8 attempt[JLY_HASH_BYTES];
  guint64 rounds;
  guint64 bytes;
} JlySessionSummary;

/* On failure everybody connected is told, and everything is erased as after a success. */
gboolean jly_session_run (const JlySessionConfig *config,
                          JlySessionSummary *summary,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
