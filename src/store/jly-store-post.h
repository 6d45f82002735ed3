/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Outbox and inbox: what is on its way to others and what came from them, so that no stop of the
 * program or the computer loses a letter or takes one twice. What stands in letters is for `post`;
 * here they are sealed bytes with numbers.
 *
 * A letter gets its number and is on the disk (synchronous = FULL) before anybody is given it, and
 * stays, the same bytes, until its receiver says that it is on a disk there. What came stays until
 * it was made use of. The store must be unlocked: who the other parties are stands in no column in
 * clear. Calls with other keys, or while locked, are JLY_ERROR_REFUSED.
 */
#pragma once

#include "store/jly-store.h"

G_BEGIN_DECLS

/* Letters that come before earlier ones are kept, but not more than this many numbers ahead. */
#define JLY_STORE_POST_WINDOW 4096

/* Kinds of letters (post/jly-post-kind.h) that hold answers and figures: they go when those are
 * erased, while what was agreed still travels. */
#define JLY_STORE_POST_ANSWER 12u
#define JLY_STORE_POST_PIECE 13u

/* Letters with these numbers and those between, which their sender has erased. */
typedef struct
{
  guint64 first, last;
} JlyGivenUp;
#define JLY_STORE_MAX_GIVEN_UP 64

/* What is waiting for one receiver. */
typedef struct
{
  guint8 receiver[32]; /* identity key */
  guint64 number;
  guint kind;
  GBytes *envelope; /* as it is sent, each time; NULL where only the letters are listed */
} JlyOutgoing;

/* Both directions between this party and one other, in one study. */
typedef struct
{
  guint64 sent;         /* number of the last letter written to the other */
  guint64 acknowledged; /* the other has all up to here */
  guint64 received;     /* this party has all of the other's up to here */
  guint64 highest;      /* and this one is the last; more than received: some are missing */
  guint64 taken;        /* all up to here were made use of */
} JlyPostState;

typedef enum
{
  JLY_ARRIVAL_NEW,
  JLY_ARRIVAL_KNOWN,       /* came before; nothing has changed */
  JLY_ARRIVAL_CONTRADICTS, /* another one with this number came before, and stays */
  JLY_ARRIVAL_TOO_EARLY,   /* too many before it are missing; it was not kept */
  JLY_ARRIVAL_TOO_LATE,    /* its sender gave it up, and later ones were made use of; not kept */
} JlyArrival;

/* The letter with this number: called inside of the transaction, must not use the store. */
typedef GBytes *(*JlyStoreWriteFunc) (guint64 number, gpointer user_data, GError **error);

/* Draws the next number, has the letter written, and keeps it. number may be NULL. */
gboolean jly_store_post_send (JlyStore *self,
                              const char *study_id,
                              const guint8 receiver[32],
                              guint kind,
                              JlyStoreWriteFunc write,
                              gpointer user_data,
                              guint64 *number,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* JlyOutgoing* that receiver (NULL: anybody) has not acknowledged, by receiver, in ascending order
 * of numbers after `after`. At most max_bytes of envelopes, but at least one. NULL on failure. */
GPtrArray *jly_store_post_list (JlyStore *self,
                                const char *study_id,
                                const guint8 *receiver,
                                guint64 after,
                                gsize max_bytes,
                                GError **error);
void jly_outgoing_free (JlyOutgoing *outgoing);
/* How many letters were written in a study, to anybody, ever. */
gboolean jly_store_post_count_written (JlyStore *self,
                                       const char *study_id,
                                       guint64 *n,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The other has all letters up to this number, which are forgotten here. One that was never written
 * is JLY_ERROR_REFUSED with the step "rolled-back": this folder is older than what left it. */
gboolean jly_store_post_acknowledge (JlyStore *self,
                                     const char *study_id,
                                     const guint8 receiver[32],
                                     guint64 number,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* JlyGivenUp that receiver has not acknowledged and that are here no more, in ascending order; at
 * most JLY_STORE_MAX_GIVEN_UP, the rest once these are acknowledged. NULL on failure. */
GArray *jly_store_post_list_given_up (JlyStore *self,
                                      const char *study_id,
                                      const guint8 receiver[32],
                                      GError **error);
/* What a sender says of its own letters: what of them did not come is passed over from now on, and
 * written into the study's log, with the sender's name. *n: how many were missing. */
gboolean jly_store_post_pass_over (JlyStore *self,
                                   const char *study_id,
                                   const guint8 sender[32],
                                   const char *name,
                                   const GArray *given_up,
                                   guint *n,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Keeps what came. hash is that of what stands in the letter, by which the same is known again. */
gboolean jly_store_post_receive (JlyStore *self,
                                 const char *study_id,
                                 const guint8 sender[32],
                                 guint64 number,
                                 const guint8 hash[32],
                                 GBytes *envelope,
                                 JlyArrival *arrival,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The first letter of a sender that was not made use of, if all before it are there; NULL and no
 * error if there is none. */
GBytes *jly_store_post_next (
    JlyStore *self, const char *study_id, const guint8 sender[32], guint64 *number, GError **error);
/* That letter, and no other, has been made use of; what stood in it is forgotten. */
gboolean jly_store_post_take (JlyStore *self,
                              const char *study_id,
                              const guint8 sender[32],
                              guint64 number,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean jly_store_post_get_state (JlyStore *self,
                                   const char *study_id,
                                   const guint8 other[32],
                                   JlyPostState *state,
                                   GError **error);

/* An invitation, by the hash of its one-time secret: written down when it is made, and used once.
 */
gboolean jly_store_add_invitation (JlyStore *self,
                                   const char *study_id,
                                   const guint8 hash[32],
                                   gint64 expires_at,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lets joiner in, and nobody else after it: JLY_ERROR_REFUSED, with the step saying why: "unknown",
 * "expired" or "used". The same joiner again is no error. */
gboolean jly_store_burn_invitation (JlyStore *self,
                                    const char *study_id,
                                    const guint8 hash[32],
                                    const guint8 joiner[32],
                                    gint64 now,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How far the verification of a study's founders is (post/jly-verification.h), as a sealed record;
 * NULL and no error if it has not begun. */
gboolean jly_store_set_verification (JlyStore *self,
                                     const char *study_id,
                                     GBytes *state,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *jly_store_get_verification (JlyStore *self, const char *study_id, GError **error);

/* Ids (char*) of the studies in which there may be letters. */
GPtrArray *jly_store_post_list_studies (JlyStore *self, GError **error);

/* Pieces of the upload that a sender is handing in, in their order from 0. The first of another
 * upload forgets those of the one before. */
gboolean jly_store_add_piece (JlyStore *self,
                              const char *study_id,
                              const guint8 sender[32],
                              const guint8 upload[32],
                              guint number,
                              GBytes *bytes,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean jly_store_count_pieces (
    JlyStore *self, const char *study_id, const guint8 sender[32], guint *n, GError **error);
/* GBytes* in the order of their numbers; NULL on failure. */
GPtrArray *jly_store_list_pieces (JlyStore *self,
                                  const char *study_id,
                                  const guint8 sender[32],
                                  GError **error);
gboolean jly_store_erase_pieces (JlyStore *self,
                                 const char *study_id,
                                 const guint8 sender[32],
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyOutgoing, jly_outgoing_free)

G_END_DECLS
