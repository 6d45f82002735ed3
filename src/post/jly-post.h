/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One party's post in one study: writes letters into the outbox, gathers what a carrier is to take
 * along, and takes in what one brought, whoever it was. A letter is gathered again and again until
 * its receiver's note says that it is on a disk there; a letter that comes again changes nothing.
 *
 * Letters of one sender are read in the order of their numbers, whatever order they came in.
 */
#pragma once

#include "post/jly-address-book.h"
#include "post/jly-post-report.h"
#include "store/jly-store-post.h"

G_BEGIN_DECLS

typedef struct _JlyPost JlyPost;

/* What a carrier takes along: for member of the book, of a kind. */
typedef struct
{
  guint member;
  guint kind;
  GBytes *envelope;
} JlyPostItem;

/* All three are borrowed and must outlive self; store is unlocked by identity, which is a member of
 * the book. JLY_ERROR_USAGE if it is not. */
JlyPost *jly_post_new (JlyStore *store,
                       const JlyIdentity *identity,
                       const JlyAddressBook *book,
                       GError **error);
void jly_post_free (JlyPost *self);
const JlyAddressBook *jly_post_get_book (const JlyPost *self);
/* This party's place in the book. */
guint jly_post_get_own (const JlyPost *self);

/* Writes a letter to a member; it is on the disk when this returns. */
gboolean jly_post_send (JlyPost *self, guint member, guint kind, GBytes *body, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* The same to all others. */
gboolean jly_post_send_all (JlyPost *self, guint kind, GBytes *body, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* JlyPostItem*: for each member but this party (or for the one at member, if that is not -1), the
 * note of what came from it, if anything did, and all letters that it does not have yet, in order.
 * Stops before more than max_bytes; *is_all (may be NULL) says whether anything was left out. */
GPtrArray *
jly_post_gather (JlyPost *self, gint member, gsize max_bytes, gboolean *is_all, GError **error);
/* The same for one member, who is there and is told a note once: *told is one more than the last
 * note said (0 before the first), and the note is left out while it would say the same. */
GPtrArray *
jly_post_gather_news (JlyPost *self, guint member, gsize max_bytes, guint64 *told, GError **error);
void jly_post_item_free (JlyPostItem *item);

/* Takes one envelope from a carrier. *is_mine: it belongs to this study; otherwise nothing was done
 * with it. What it was is added to report; FALSE only if the store failed. Once this returns, the
 * letter may be acknowledged. */
gboolean jly_post_take_in (JlyPost *self,
                           GBytes *envelope,
                           JlyPostReport *report,
                           gboolean *is_mine,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Adds to report whose letters have gaps before them. */
gboolean jly_post_report_gaps (JlyPost *self,
                               JlyPostReport *report,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The next letter of a member to be read; NULL and no error if there is none. It comes again until
 * jly_post_done: whoever reads it makes use of it first, in a way that does no harm twice. */
JlyEnvelope *jly_post_next (JlyPost *self, guint member, GError **error);
gboolean
jly_post_done (JlyPost *self, const JlyEnvelope *letter, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPost, jly_post_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPostItem, jly_post_item_free)

G_END_DECLS
