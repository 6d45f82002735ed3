/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What our tables of figures have in common: a GtkColumnView that scrolls inside a card, has a name
 * for screen readers, titles that stand over their numbers, and a shade at a side beyond which
 * there is more. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Makes card a card with a table in it. max_height: higher tables scroll, -1: none does. The table
 * is card's. */
GtkColumnView *jly_data_table_put (AdwBin *card, const char *name, int max_height);
/* Appends a column; factory is taken. With at_end its title stands at the right, as numbers do
 * whose places are to stand below each other, whichever way a language is read. */
void jly_data_table_append (GtkColumnView *table,
                            const char *title,
                            GtkListItemFactory *factory,
                            gboolean at_end);

/* A title of two lines: the name, and what it holds, with an icon before it. All but title may be
 * NULL; reason is a tooltip. */
typedef struct
{
  const char *title;
  const char *words;
  const char *reason;
  const char *icon;
  const char *style; /* class of icon and words */
  gboolean at_end;
} JlyTableTitle;

/* How a label of numbers is aligned (xalign) so that it stands at the right. */
float jly_data_table_get_right (void);
/* The same with such a title; the column is the table's. */
GtkColumnViewColumn *jly_data_table_append_titled (GtkColumnView *table,
                                                   const JlyTableTitle *title,
                                                   GtkListItemFactory *factory);
/* Changes the title of the column at this place, all but its name. */
void jly_data_table_set_title (GtkColumnView *table, guint position, const JlyTableTitle *title);
/* Brings a row into sight. */
void jly_data_table_scroll_to (GtkColumnView *table, guint row);
/* The same with a cell that is there, sideways. */
void jly_data_table_scroll_sideways (GtkColumnView *table, GtkWidget *cell);

G_END_DECLS
