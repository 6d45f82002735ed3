/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One party of a draft: its name and what it does, and when opened its card, side and parts.
 * Signals "card-wanted" (choose a file), "paste-wanted" (its link) and "remove". Changes go into
 * the draft by themselves.
 */
#pragma once

#include "app/jly-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_PARTY_ROW (jly_party_row_get_type ())
G_DECLARE_FINAL_TYPE (JlyPartyRow, jly_party_row, JLY, PARTY_ROW, AdwExpanderRow)

/* party belongs to the draft's contract and must outlive the row. */
GtkWidget *jly_party_row_new (JlyDraft *draft, JlyContractParty *party);
JlyContractParty *jly_party_row_get_party (JlyPartyRow *self);
/* Shows the party as it is in the draft now. */
void jly_party_row_update (JlyPartyRow *self);
/* Puts a card in; the party's own name stays unless it had none. */
void jly_party_row_put_card (JlyPartyRow *self, const char *name, const JlyPublicKeys *keys);
void jly_party_row_focus_name (JlyPartyRow *self);

G_END_DECLS
