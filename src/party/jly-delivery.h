/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters that travel by themselves, for all studies of one folder: through a drop folder
 * (jly-drop-folder.h), and by calls at the computing parties whose address is known. One run brings
 * what was signed, gets what came and takes it by each study's rules. Blocks; may run in a thread,
 * with a store of its own.
 */
#pragma once

#include "party/jly-member.h"
#include "post/jly-post-report.h"

G_BEGIN_DECLS

/* A computing party that was to be called. */
typedef struct
{
  const char *study_id;
  const char *name;
  gboolean is_known; /* somebody said where it is reached */
  gint64 round_trip; /* microseconds to the answer of the greeting; -1: there was none */
  GError *problem;   /* NULL: letters went both ways */
} JlyDeliveryCall;

/* A study all of whose notes up to this number were given to a carrier. */
typedef struct
{
  char *study_id;
  guint last;
} JlyDelivered;

/* After each call, in the thread that calls; call is borrowed. */
typedef void (*JlyDeliveryFunc) (const JlyDeliveryCall *call, gpointer data);

typedef struct
{
  JlyDeliveryFunc told; /* may be NULL */
  gpointer data;
  GCancellable *cancellable;  /* may be NULL */
  JlyPostReport *report;      /* what the letters were */
  guint n_calls;              /* of parties whose address is known, */
  guint n_reached;            /* and those that went well */
  GPtrArray *refused;         /* char*: what a study's rules stood against, one sentence each */
  GPtrArray *guests;          /* char*: who answered an invitation and was let in */
  GPtrArray *carried;         /* JlyDelivered* */
  guint8 put[JLY_HASH_BYTES]; /* jly_drop_folder_put_new: from the run before, else zeros */
} JlyDelivery;

JlyDelivery *jly_delivery_new (void);
void jly_delivery_free (JlyDelivery *self);

/* Calls all three computing parties of the member's study (itself excepted), again while
 * what they bring makes this party write, tells it where another is, or is to be confirmed by way
 * of them. One of them is enough, since each keeps letters for those who are not there: the first
 * problem is *error only where none was reached. Addresses that this party was handed
 * (jly-pass-book.h) are told to the others first. */
gboolean jly_delivery_call_all (JlyDelivery *self, JlyMember *member, GError **error);

/* All studies that are kept in store, which identity has unlocked. folder may be NULL; a card of
 * this name (NULL: none) is put there if it is missing, so that others find it. Parties that are
 * not reached are no error; a folder that cannot be used is one, after everything else was done. */
gboolean jly_delivery_run (JlyDelivery *self,
                           JlyStore *store,
                           const JlyIdentity *identity,
                           gint64 now,
                           const char *folder,
                           const char *name,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyDelivery, jly_delivery_free)

G_END_DECLS
