/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The independence sheet of a computing party, to be filled in: who runs it, who looks after it, on
 * whose machine and network it is. What it shares with another one is marked.
 */
#pragma once

#include "app/jly-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_SHEET_CARD (jly_sheet_card_get_type ())
G_DECLARE_FINAL_TYPE (JlySheetCard, jly_sheet_card, JLY, SHEET_CARD, AdwBin)

/* number: 1 to 3, on the hexagon. party must outlive the card. */
GtkWidget *jly_sheet_card_new (JlyDraft *draft, JlyContractParty *party, guint number);
JlyContractParty *jly_sheet_card_get_party (JlySheetCard *self);
/* Shows the name, and marks what another computing party has as well. */
void jly_sheet_card_update (JlySheetCard *self);

/* A hexagon with a number, as it stands for a computing party in the pictures. */
GtkWidget *jly_hexagon_new (guint number);

G_END_DECLS
