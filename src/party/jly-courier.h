/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters over a link: two parties that are there at the same time tell each other what they have,
 * and then give each other what is missing, in turns, until nothing is. A link that breaks loses
 * what was under way and nothing else: the next one goes on there. Bytes: PROTOCOL.md, "Letters
 * over a link".
 */
#pragma once

#include "net/jly-link.h"
#include "post/jly-post.h"

G_BEGIN_DECLS

#define JLY_COURIER_MOST_JOINS 64u /* who is not in the book does not call: more are of no use */

/* Letters came in the other's turn, and are in report; what is written because of them before this
 * returns goes with this side's next turn. The other waits meanwhile. FALSE ends the trade: no more
 * is taken. */
typedef gboolean (*JlyCourierSettle) (const JlyPostReport *report,
                                      gpointer user_data,
                                      GError **error);

/* Trades letters with the member at the other end of link, who has proved to own its keys there;
 * is_caller: this side opened the link, and begins. What came is added to report, of answers to
 * invitations JLY_COURIER_MOST_JOINS at most; settle may be NULL. Ends when both have all, which is
 * then confirmed on both sides. JLY_ERROR_PROTOCOL if the other keeps to no order,
 * JLY_ERROR_UNAVAILABLE if the link ends. */
gboolean jly_courier_trade (JlyLink *link,
                            JlyPost *post,
                            JlyStore *store,
                            guint member,
                            gboolean is_caller,
                            JlyPostReport *report,
                            JlyCourierSettle settle,
                            gpointer user_data,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
