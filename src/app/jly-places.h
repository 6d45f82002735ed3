/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the three computing parties of a study find each other, on the page of a computation. A
 * service is known by what it said of itself; the person's own program proposes where it is
 * reached, and tells the others once the person begins; so nothing has to be typed as a rule.
 * What was typed is kept until this program computes. Signal "changed" at every change.
 */
#pragma once

#include "app/jly-agreement.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_PLACES (jly_places_get_type ())
G_DECLARE_FINAL_TYPE (JlyPlaces, jly_places, JLY, PLACES, AdwBin)

GtkWidget *jly_places_new (JlyAgreement *agreement);

/* Three, NULL-terminated, owned by the caller; "" where it is not known yet and comes from the
 * party itself. */
char **jly_places_dup_addresses (JlyPlaces *self);
/* Whether an address is no address, or the own one is missing. */
gboolean jly_places_is_wrong (JlyPlaces *self);
/* Keeps what was typed, and tells the others where this program is reached, unless all three are on
 * this computer. JLY_ERROR_IO. */
gboolean jly_places_tell (JlyPlaces *self, gint64 now, GError **error);

/* The addresses with what the parties told meanwhile in place of ""; owned by the caller. NULL
 * while the one whom this program calls has told nothing: *missing, if it may be NULL not, is its
 * name, owned by the contract. */
char **jly_places_resolve (JlyAgreement *agreement, char *const *addresses, const char **missing);

G_END_DECLS
