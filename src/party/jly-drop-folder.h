/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder as carrier of letters: on a stick, on a share, or kept in step by some other program.
 * Each party has one file there, which it alone writes, anew each time: all that waits for others.
 * So the folder needs no links, no locks, and no order. Beside the letters lie the cards of those
 * who want to be in a study.
 */
#pragma once

#include "party/jly-post-office.h"

G_BEGIN_DECLS

/* Takes the letters of all others. Files that are none become problems of the report, by their
 * name. ids as in jly_post_office_take. A folder that is not there is JLY_ERROR_NO_INPUT. */
gboolean jly_drop_folder_take (JlyPostOffice *office,
                               const char *folder,
                               JlyPostReport *report,
                               GHashTable *ids,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Writes what waits for others, at most JLY_BUNDLE_MAX_BYTES; what finds no room follows once the
 * others have confirmed. Makes the folder if it is not there. */
gboolean jly_drop_folder_put (JlyPostOffice *office,
                              const char *folder,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same, only if something changed since a put that left state behind (zeros: there was none),
 * or if somebody took the file away: so that two programs that watch the folder come to rest. */
gboolean jly_drop_folder_put_new (JlyPostOffice *office,
                                  const char *folder,
                                  guint8 state[JLY_HASH_BYTES],
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A card (study/jly-card.h) into the folder; and all that lie there: JlyParty*. */
gboolean jly_drop_folder_put_card (const JlyIdentity *identity,
                                   const char *name,
                                   const char *folder,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *jly_drop_folder_list_cards (const char *folder);

G_END_DECLS
