/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random tenders as real files, rehearsed and compared with the clear reference. */
#pragma once

#include "party-fixture.h"

#include "party/jly-rehearsal.h"

G_BEGIN_DECLS

typedef struct
{
  PartyFixture *party; /* the figures that stand in the files */
  char *dir;
  char *tender_path;
  char *paths[N];
  JlyTender *tender;
  GMainLoop *loop;
  JlyRehearsal *rehearsal;
  GCancellable *cancellable;
  JlyResult *result;
  GError *error;
} RehearsalFixture;

/* Writes the files and makes a rehearsal of three file companies. */
RehearsalFixture *rehearsal_fixture_new (GRand *rand, guint n_rows);
void rehearsal_fixture_free (RehearsalFixture *self);
/* Runs to the end; result or error is set. */
void rehearsal_fixture_run (RehearsalFixture *self);
/* The whole document is what the reference says, for all companies. */
void rehearsal_fixture_assert (RehearsalFixture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RehearsalFixture, rehearsal_fixture_free)

G_END_DECLS
