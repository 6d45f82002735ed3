/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People with keys and cards of their own, and drafts between them, for tests of study pages. */
#pragma once

#include "jly-ui-test.h"

#include "app/jly-draft.h"

G_BEGIN_DECLS

#define PEOPLE_NOW 1795255200 /* a Saturday in November 2026 */
#define N_PEOPLE 5

extern const char *const people_names[N_PEOPLE]; /* "The Roofers" ... */

typedef struct
{
  JlyIdentity *identities[N_PEOPLE];
  char *cards[N_PEOPLE]; /* paths of card files in the app's folder */
} People;

/* Draws keys for all and saves their cards. The first is the person at the screen. */
People *people_new (JlyUiTest *ui);
void people_free (People *self);
/* Lets one of them sit at the screen, with keys and name. */
void people_sit_down (People *self, JlyUiTest *ui, guint person);
/* A draft of the case, with the first of the people in it. */
JlyDraft *people_draft (People *self, JlyUiTest *ui, const char *case_id);
/* The same with n_others more, who have their cards, of the case's kind number kind. */
JlyDraft *
people_draft_with (People *self, JlyUiTest *ui, const char *case_id, guint n_others, guint kind);

/* A column, a sum of it, and all that a contract needs to be signed. */
void people_fill (JlyDraft *draft);
/* A store of the person with this number in a folder of its own below the app's. */
JlyStore *people_store (People *self, JlyUiTest *ui, guint person);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (People, people_free)

G_END_DECLS
