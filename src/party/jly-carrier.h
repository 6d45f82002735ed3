/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters for those who are not there: members of a study are seldom online together, but each
 * calls the computing parties, so these keep sealed letters for the others until they call. It is
 * the same as a file of letters that goes round: who carries cannot open them, and a letter is
 * given along until its receiver's note says that it has it.
 *
 * What a member brings for another replaces what it brought before, since it always brings all that
 * is unconfirmed: what was confirmed is thereby erased. Pieces of uploads go to their receiver
 * itself wherever that can be called, and else the same way as letters, some at a time. Bytes:
 * PROTOCOL.md, "Letters for others".
 */
#pragma once

#include "net/jly-link.h"
#include "post/jly-post.h"

G_BEGIN_DECLS

#define JLY_CARRIER_MAX_BYTES (4u << 20) /* at once, from or for one member */
#define JLY_CARRIER_MAX_LETTERS 4096u

/* Behind a trade (jly-courier.h): sends what this side has for all but the one at the other end.
 * is_away, by place in the post's book (NULL: nobody): whom this side cannot call, so that pieces
 * of uploads for it go along as well. */
gboolean jly_carrier_give (JlyLink *link,
                           JlyPost *post,
                           guint other,
                           const gboolean *is_away,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Sends these (GBytes*). */
gboolean jly_carrier_give_these (JlyLink *link,
                                 const GPtrArray *envelopes,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What the other side brought (GBytes*), unopened. JLY_ERROR_PROTOCOL for more than was agreed. */
GPtrArray *jly_carrier_get (JlyLink *link, const char *name, GError **error);

/* The letters that lie below dir for members of a study, in place of those that from brought
 * before. They may grow by room bytes, and what one has for another to about 1 MiB; what does not
 * fit is left out, since its sender has it still. *grown: by how many bytes they did, less than 0
 * if they shrank. */
gboolean jly_carrier_keep (const char *dir,
                           const JlyAddressBook *book,
                           guint from,
                           const GPtrArray *envelopes,
                           guint64 room,
                           gint64 *grown,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* GBytes* for one member, from everybody as far as it is agreed for one time; of whom first is
 * drawn each time, so that all get their turn where it is more. What cannot be read is passed over:
 * it comes again. */
GPtrArray *jly_carrier_list (const char *dir, const JlyAddressBook *book, guint receiver);

G_END_DECLS
