/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters for those who are not there: members of a study are seldom online together, but each
 * calls the computing parties, so these keep sealed letters for the others until they call. It is
 * the same as a file of letters that goes round: who carries cannot open them, and a letter is
 * given along until its receiver's note says that it has it.
 *
 * What a member brings for another replaces what it brought before, since it always brings all that
 * is unconfirmed. Bytes: PROTOCOL.md, "Letters for others".
 */
#pragma once

#include "net/jly-link.h"
#include "post/jly-post.h"

G_BEGIN_DECLS

#define JLY_CARRIER_MAX_BYTES (4u << 20) /* at once, from or for one member */
#define JLY_CARRIER_MAX_LETTERS 4096u

/* Behind a trade (jly-courier.h): sends what this side has for all but the one at the other end,
 * pieces of uploads excepted, which go to their receiver only. */
gboolean jly_carrier_give (JlyLink *link, JlyPost *post, guint other, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Sends these (GBytes*). */
gboolean jly_carrier_give_these (JlyLink *link,
                                 const GPtrArray *envelopes,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What the other side brought (GBytes*), unopened. JLY_ERROR_PROTOCOL for more than was agreed. */
GPtrArray *jly_carrier_get (JlyLink *link, const char *name, GError **error);

/* The letters that lie below dir for members of a study. */
gboolean jly_carrier_keep (const char *dir,
                           const JlyAddressBook *book,
                           guint from,
                           const GPtrArray *envelopes,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* GBytes* for one member, from everybody. What cannot be read is passed over: it comes again. */
GPtrArray *jly_carrier_list (const char *dir, const JlyAddressBook *book, guint receiver);

G_END_DECLS
