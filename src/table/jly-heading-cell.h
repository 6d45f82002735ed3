/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one cell near the top of a table is by itself: a part of a column's name, or a figure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_HEADING_EMPTY,   /* nothing */
  JLY_HEADING_MISSING, /* "-", "n/a": a record has such cells */
  JLY_HEADING_PERIOD,  /* "2024", or a date: a name, or what a record holds */
  JLY_HEADING_UNIT,    /* "EUR", "kEUR", "%", "in €/h" */
  JLY_HEADING_WORDS,
  JLY_HEADING_FIGURE
} JlyHeadingKind;

JlyHeadingKind jly_heading_look (const char *cell);

/* Whether the cell calls the cells beside it units: "Unit", "Einheit". */
gboolean jly_heading_is_unit_word (const char *cell);

/* A unit as it stands behind a name: "(EUR)" for "EUR", "in EUR" and "[EUR]". Owned by the caller.
 */
char *jly_heading_dup_unit (const char *cell);

G_END_DECLS
