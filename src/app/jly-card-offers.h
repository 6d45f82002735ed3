/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parties that a draft does not have yet: whose cards lie in the shared folder, or who answered an
 * invitation to it. Each has a button to add it. What they say is claimed, and not yet verified.
 * Hidden if there are none. */
#pragma once

#include "app/jly-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_CARD_OFFERS (jly_card_offers_get_type ())
G_DECLARE_FINAL_TYPE (JlyCardOffers, jly_card_offers, JLY, CARD_OFFERS, AdwBin)

/* kinds: JlyPartyKind* (jly-parts.h); a button activates "parties.add-card" with (uu): the number
 * of the kind and that of the card. */
GtkWidget *jly_card_offers_new (JlyDraft *draft, GPtrArray *kinds);
/* Looks into the folder (NULL: there is none) again; guests (JlyParty*, may be NULL) are taken. Who
 * is in the draft is left out. */
void jly_card_offers_update (JlyCardOffers *self, const char *folder, GPtrArray *guests);
/* A card by its number; NULL if there is none such. Valid until the next update. */
const JlyParty *jly_card_offers_get (JlyCardOffers *self, guint number);

G_END_DECLS
