/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study of many members and three services (services-fixture.h): keys and a folder for each
 * member, one contract that all have signed, and the steps up to an answer. The first member asks,
 * and needs nobody else to agree. Members are what jointlyctl study makes of them: the same stores,
 * letters and calls, without its command line.
 */
#pragma once

#include "party/jly-delivery.h"
#include "service/services-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_members, n_columns, n_rows;
  guint n_joining; /* so many who are no founders may join */
} AssociationPlan;

typedef struct
{
  Services *services;
  AssociationPlan plan;
  char *dir;
  char *study_id;
  gint64 now;
  JlyIdentity **people;
  JlyStore **stores;
} Association;

/* Folders below dir, which is made. The services have signed when this returns. */
Association *association_new (Services *services, const AssociationPlan *plan, const char *dir);
void association_free (Association *self);
/* Starts the services that were made by services_init_in_memory, with one study; and ends both. */
Association *association_begin (Services *services, const AssociationPlan *plan);
void association_end (Association *self);

/* A member's place in its study, for as long as the caller works with it. */
JlyMember *association_open (Association *self, guint i);
/* What this member brings in a column and row: known to whoever checks the answer. */
gint64 association_get_figure (guint member, guint column, guint row);
/* Shares its figures and writes the letters; nothing is sent. */
gboolean
association_hand_in (JlyMember *member, guint i, const AssociationPlan *plan, GError **error);
/* As jointlyctl study sync. TRUE if all calls went well, which come in rounds of three; an error
 * only if none did. */
gboolean association_sync (JlyMember *member, GError **error);
/* Of the three, for the member's last figures. */
guint association_count_receipts (JlyMember *member, guint i);

/* Everybody hands in and calls until all receipts are there. */
void association_hand_in_all (Association *self);
/* The first member asks for the sum of a column, once the set of figures is closed. */
void association_ask (Association *self, guint column);
/* Calls once; TRUE once the sum is there, which is checked. */
gboolean association_learn (Association *self, guint question, guint column);

G_END_DECLS
