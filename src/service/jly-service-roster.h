/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is in one study, as far as connections go: the book of its letters and the link keys. It
 * never changes, so that threads may share it; who joins, or a new contract, makes a new one. */
#pragma once

#include "party/jly-member.h"

G_BEGIN_DECLS

typedef struct
{
  JlyAddressBook *book;
  guint8 (*links)[32]; /* by the places of the book; zeros for one that may not call */
  guint miners[JLY_STUDY_MINERS];
  guint own; /* place */
} JlyServiceRoster;

/* NULL with JLY_ERROR_USAGE before there is a contract. */
JlyServiceRoster *jly_service_roster_new (const JlyMember *member, GError **error);
JlyServiceRoster *jly_service_roster_ref (JlyServiceRoster *self);
void jly_service_roster_unref (JlyServiceRoster *self);
/* The place of the party with this link key, or -1. */
gint jly_service_roster_find (const JlyServiceRoster *self, const guint8 link[32]);
gboolean jly_service_roster_has (const JlyServiceRoster *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyServiceRoster, jly_service_roster_unref)

G_END_DECLS
