/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that write what a person chooses for a setting of a question straight into a JlyAsk, which
 * must outlive them. */
#pragma once

#include "app/jly-ask.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One row for a setting of the chosen kind; NULL where there is nothing to choose: it is fixed, or
 * what it belongs to was not chosen yet. */
GtkWidget *jly_ask_row_new (JlyAsk *ask, const JlyParameterSpec *spec);
/* Who learns the answer: a row with a switch for each party that may. */
GtkWidget *jly_ask_row_new_recipients (JlyAsk *ask, const JlyContract *contract);

G_END_DECLS
