/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-appearance.h. */
#include "config.h"

#include "app/jly-appearance.h"

#include "app/jly-choice.h"

#include <glib/gi18n.h>

#define NAME "appearance"

static const struct
{
  const char *code; /* NULL: nothing is kept */
  const char *words;
  AdwColorScheme scheme;
} kinds[JLY_N_APPEARANCES] = {
  [JLY_APPEARANCE_DESKTOP] = { NULL, N_ ("As the desktop"), ADW_COLOR_SCHEME_DEFAULT },
  [JLY_APPEARANCE_LIGHT] = { "light", N_ ("Light"), ADW_COLOR_SCHEME_FORCE_LIGHT },
  [JLY_APPEARANCE_DARK] = { "dark", N_ ("Dark"), ADW_COLOR_SCHEME_FORCE_DARK },
};

JlyAppearance
jly_appearance_load (const char *dir)
{
  g_autofree char *code = jly_choice_load (dir, NAME);
  JlyAppearance found = JLY_APPEARANCE_DESKTOP;

  for (guint i = 0; i < JLY_N_APPEARANCES; i++)
    if (code != NULL && g_strcmp0 (code, kinds[i].code) == 0)
      found = i;
  return found;
}

static void
show (JlyAppearance appearance)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), kinds[appearance].scheme);
}

gboolean
jly_appearance_choose (const char *dir, JlyAppearance appearance, GError **error)
{
  if (!jly_choice_save (dir, NAME, kinds[appearance].code,
                        _ ("Your choice of light or dark could not be kept."), error))
    return FALSE;
  show (appearance);
  return TRUE;
}

void
jly_appearance_apply (const char *dir)
{
  show (jly_appearance_load (dir));
}

GtkWidget *
jly_appearance_new_row (const char *dir)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row;

  for (guint i = 0; i < JLY_N_APPEARANCES; i++)
    gtk_string_list_append (names, _ (kinds[i].words));
  row = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Light or dark"), "model", names, NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), jly_appearance_load (dir));
  return row;
}
