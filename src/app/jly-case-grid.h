/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cases as cards, in one to four columns; a press opens the case's page. Property:
 * max-columns.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_CASE_GRID (jly_case_grid_get_type ())
G_DECLARE_FINAL_TYPE (JlyCaseGrid, jly_case_grid, JLY, CASE_GRID, AdwBin)

/* Leaves only cards of the topic (NULL: all) in which every word of text begins a word; returns how
 * many. */
guint jly_case_grid_filter (JlyCaseGrid *self, const char *topic, const char *text);

G_END_DECLS
