/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-case-grid.h. */
#include "config.h"

#include "app/jly-case-grid.h"

#include "app/jly-accessible.h"
#include "app/jly-case-card.h"
#include "app/jly-case-page.h"
#include "app/jly-window.h"

#include <glib/gi18n.h>

struct _JlyCaseGrid
{
  AdwBin parent_instance;

  GtkFlowBox *cards;
  char *topic;
  char *words; /* "": any */
  guint shown;
};

G_DEFINE_FINAL_TYPE (JlyCaseGrid, jly_case_grid, ADW_TYPE_BIN)

/* All that a person may remember of a case. */
static char *
dup_searched_text (JlyCase *the_case)
{
  return g_strjoin ("\n", jly_case_get_title (the_case), jly_case_get_long_title (the_case),
                    jly_case_get_question (the_case), jly_case_get_summary (the_case),
                    jly_case_get_role (the_case, JLY_ROLE_BRINGS), NULL);
}

static gboolean
is_shown (GtkFlowBoxChild *child, gpointer user_data)
{
  JlyCaseGrid *self = user_data;
  JlyCase *the_case = jly_case_card_get_case (JLY_CASE_CARD (child));
  g_autofree char *text = NULL;

  if (self->topic && g_strcmp0 (self->topic, jly_case_get_topic (the_case)) != 0)
    return FALSE;
  text = dup_searched_text (the_case);
  /* Beginnings of words in any order, whatever their case and accents. */
  if (self->words && *self->words && !g_str_match_string (self->words, text, TRUE))
    return FALSE;
  self->shown++;
  return TRUE;
}

static void
activated_cb (JlyCaseGrid *self, GtkFlowBoxChild *child)
{
  JlyCase *the_case = jly_case_card_get_case (JLY_CASE_CARD (child));

  jly_window_push (jly_window_of (GTK_WIDGET (self)), JLY_PAGE (jly_case_page_new (the_case)));
}

static void
finalize (GObject *object)
{
  JlyCaseGrid *self = JLY_CASE_GRID (object);

  g_free (self->topic);
  g_free (self->words);

  G_OBJECT_CLASS (jly_case_grid_parent_class)->finalize (object);
}

static void
jly_case_grid_class_init (JlyCaseGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
jly_case_grid_init (JlyCaseGrid *self)
{
  GtkWidget *cards = gtk_flow_box_new ();
  GPtrArray *cases = jly_application_get_cases (jly_application_get ());

  self->cards = GTK_FLOW_BOX (cards);
  gtk_flow_box_set_selection_mode (self->cards, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (self->cards, TRUE);
  gtk_flow_box_set_min_children_per_line (self->cards, 1);
  gtk_flow_box_set_max_children_per_line (self->cards, 4);
  gtk_flow_box_set_row_spacing (self->cards, 12);
  gtk_flow_box_set_column_spacing (self->cards, 12);
  gtk_widget_set_valign (cards, GTK_ALIGN_START);
  jly_accessible_set_label (cards, _ ("Cases"));
  for (guint i = 0; i < cases->len; i++)
    gtk_flow_box_append (self->cards, jly_case_card_new (cases->pdata[i]));
  gtk_flow_box_set_filter_func (self->cards, is_shown, self, NULL);
  g_signal_connect_swapped (cards, "child-activated", G_CALLBACK (activated_cb), self);
  adw_bin_set_child (ADW_BIN (self), cards);
}

guint
jly_case_grid_filter (JlyCaseGrid *self, const char *topic, const char *text)
{
  g_return_val_if_fail (JLY_IS_CASE_GRID (self), 0);
  g_free (self->topic);
  self->topic = g_strdup (topic);
  g_free (self->words);
  self->words = g_strstrip (g_strdup (text ? text : ""));
  self->shown = 0;
  gtk_flow_box_invalidate_filter (self->cards);
  return self->shown;
}
