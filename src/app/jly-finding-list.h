/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with a person's figures, and what only looks strange: one row each, by icon and
 * words, with a button that goes to the cell, one that leaves the row out, and for what only looks
 * strange one that says that it is right. Only some are shown at a time; a button shows more.
 *
 * Signals: "go-to", "left-out" and "confirmed" (uint: number in the list that was set; boolean, of
 * "confirmed" alone: it is right, or not after all).
 */
#pragma once

#include "app/jly-status.h"

G_BEGIN_DECLS

#define JLY_TYPE_FINDING_LIST (jly_finding_list_get_type ())
G_DECLARE_FINAL_TYPE (JlyFindingList, jly_finding_list, JLY, FINDING_LIST, GtkBox)

/* One of them; texts are copied. */
typedef struct
{
  const char *place; /* "Turnover, row 12" */
  const char *words; /* "“12a” is not a number." */
  gboolean is_soft;
  gboolean is_confirmed;
  gboolean has_cell;      /* there is a cell to go to */
  gboolean can_leave_out; /* and its row may be left out */
} JlyFindingLook;

/* Before adding: takes away all. */
void jly_finding_list_clear (JlyFindingList *self);
/* Ignored once more than enough are in the list. */
void jly_finding_list_add (JlyFindingList *self, const JlyFindingLook *look);
/* After adding: n_all counts those too that were not added. */
void jly_finding_list_finish (JlyFindingList *self, gsize n_all);

G_END_DECLS
