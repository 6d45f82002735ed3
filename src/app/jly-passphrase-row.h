/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a list in which a passphrase is typed. */
#pragma once

#include "app/jly-status.h"

G_BEGIN_DECLS

/* An AdwPasswordEntryRow whose buttons have names. */
GtkWidget *jly_passphrase_row_new (const char *title);
/* What was typed, in memory that wipes itself; owned by the caller. */
GBytes *jly_passphrase_row_take (GtkWidget *row);

/* Says how hard it is to guess (jly_person_rate). */
void jly_passphrase_row_show_strength (GtkWidget *row, JlyStatus *status);

G_END_DECLS
