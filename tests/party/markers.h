/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks for a company's figures where they must not be: in another process's memory, in files, in
 * what went over a wire. A figure is looked for as 64-bit number of both byte orders, as decimal
 * text, and as the bit planes of its column.
 */
#pragma once

#include "party-fixture.h"

G_BEGIN_DECLS

typedef struct _Markers Markers;

/* The figures of company's money columns, each of at least 12 decimal digits, and all planes. */
Markers *markers_new (PartyFixture *party, guint company);
void markers_free (Markers *self);
/* How many places hold one. */
guint markers_count (Markers *self, const guint8 *bytes, gsize n);
guint markers_count_process (Markers *self, int pid);
guint markers_count_folder (Markers *self, const char *dir);

/* A study with 128 rows and figures large enough to be found again. */
PartyFixture *markers_make_party (GRand *rand);

G_END_DECLS
