/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The matrix of who sees what: a grid with a header and one cell for each party and thing, and
 * where that is too wide a list of all cells, in which each says its column. Arrow keys go from
 * cell to cell; the row that has the keyboard or was clicked is selected, and its sentence is shown
 * below. Signal "selected" (uint: the row).
 */
#pragma once

#include "app/jly-sight.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_WHO_MATRIX (jly_who_matrix_get_type ())
G_DECLARE_FINAL_TYPE (JlyWhoMatrix, jly_who_matrix, JLY, WHO_MATRIX, AdwBin)

GtkWidget *jly_who_matrix_new (const JlySightTable *table);

G_END_DECLS
