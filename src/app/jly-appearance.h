/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Light or dark: as the desktop is, unless the person chose one. Kept in the data folder, and seen
 * at once. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_APPEARANCE_DESKTOP,
  JLY_APPEARANCE_LIGHT,
  JLY_APPEARANCE_DARK,
  JLY_N_APPEARANCES
} JlyAppearance;

/* What is kept in the folder; what cannot be read is the desktop's. */
JlyAppearance jly_appearance_load (const char *dir);
/* JLY_ERROR_IO if it cannot be kept; nothing changes then. */
gboolean jly_appearance_choose (const char *dir, JlyAppearance appearance, GError **error);
/* What is kept, for all windows. After GTK has started. */
void jly_appearance_apply (const char *dir);
/* A row that lists them; the one that is used is selected. */
GtkWidget *jly_appearance_new_row (const char *dir);

G_END_DECLS
