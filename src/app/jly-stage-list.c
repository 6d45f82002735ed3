/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stages of a rehearsal. A status is an icon, a word and a place, never colour alone. */
#include "config.h"

#include "app/jly-stage-list.h"

#include <glib/gi18n.h>

static const struct
{
  const char *title;
  const char *explanation;
} words[JLY_N_STAGES] = {
  [JLY_STAGE_STARTING]
  = { N_ ("Starting everybody"), N_ ("Three computing parties and two made-up partners, on this "
                                     "computer") },
  [JLY_STAGE_CONNECTING]
  = { N_ ("Checking who is who"), N_ ("Everybody’s key is compared before anything is sent") },
  [JLY_STAGE_SENDING]
  = { N_ ("Sending sealed pieces"), N_ ("Each figure becomes pieces that say nothing alone") },
  [JLY_STAGE_ACCEPTED]
  = { N_ ("Receiving the pieces"), N_ ("The computing parties check what came and confirm it") },
  [JLY_STAGE_COMPUTING] = { N_ ("Comparing in secret"),
                            N_ ("Finding the cheapest split of the work without opening a single "
                                "figure") },
  [JLY_STAGE_OPENING]
  = { N_ ("Opening the result"), N_ ("Only what was agreed, each part sealed to whom it belongs") },
  [JLY_STAGE_ERASING]
  = { N_ ("Erasing the pieces"), N_ ("The computing parties forget what they held") },
};

typedef struct
{
  GtkWidget *row;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *note;
} StageRow;

struct _JlyStageList
{
  AdwBin parent_instance;

  StageRow rows[JLY_N_STAGES];
  int current; /* -1: nothing has begun */
};

G_DEFINE_FINAL_TYPE (JlyStageList, jly_stage_list, ADW_TYPE_BIN)

const char *
jly_stage_title (JlyStage stage)
{
  return _ (words[stage].title);
}

const char *
jly_stage_explanation (JlyStage stage)
{
  return _ (words[stage].explanation);
}

static char *
format_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%H:%M:%S");
}

static void
show_state (
    StageRow *row, const char *icon, const char *icon_class, const char *note, gboolean bold)
{
  static const char *const classes[] = { "success", "accent", "dim-label" };

  gtk_image_set_from_icon_name (row->icon, icon);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_strcmp0 (classes[i], icon_class) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (row->icon), classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (row->icon), classes[i]);
  gtk_label_set_text (row->note, note);
  if (bold)
    gtk_widget_add_css_class (GTK_WIDGET (row->title), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row->title), "heading");
  if (g_str_equal (icon_class, "dim-label"))
    gtk_widget_add_css_class (GTK_WIDGET (row->title), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row->title), "dim-label");
}

static void
mark_done (StageRow *row)
{
  g_autofree char *now = format_now ();

  show_state (row, "jly-done-symbolic", "success", now, FALSE);
}

static void
mark_current (StageRow *row, double fraction)
{
  g_autofree char *note
      = fraction >= 0 ? g_strdup_printf (_ ("%d\u00a0%%"), (int)(fraction * 100)) : g_strdup ("");

  show_state (row, "jly-running-symbolic", "accent", note, TRUE);
}

void
jly_stage_list_set (JlyStageList *self, JlyStage stage, double fraction)
{
  /* Reports of an earlier stage that were overtaken change nothing. */
  if ((int)stage < self->current)
    return;
  for (int i = MAX (self->current, 0); i < (int)stage; i++)
    mark_done (&self->rows[i]);
  mark_current (&self->rows[stage], MIN (fraction, 1.0));
  self->current = stage;
}

void
jly_stage_list_reset (JlyStageList *self)
{
  self->current = -1;
  for (guint i = 0; i < JLY_N_STAGES; i++)
    show_state (&self->rows[i], "jly-waiting-symbolic", "dim-label", _ ("Not yet"), FALSE);
}

static void
build_row (StageRow *row, JlyStage stage)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (jly_stage_title (stage));
  GtkWidget *note = gtk_label_new (NULL);

  row->icon = GTK_IMAGE (gtk_image_new ());
  row->title = GTK_LABEL (title);
  row->note = GTK_LABEL (note);
  gtk_label_set_wrap (row->title, TRUE);
  gtk_label_set_xalign (row->title, 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_add_css_class (note, "numeric");
  /* From right to left "0 %" would become "% 0"; words follow their own letters. */
  gtk_widget_set_direction (note, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (box, "stage");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->icon));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), note);
  row->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->row), FALSE);
  gtk_widget_set_focusable (row->row, FALSE);
}

static void
jly_stage_list_class_init (JlyStageListClass *klass)
{
}

static void
jly_stage_list_init (JlyStageList *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Stages of the rehearsal"), -1);
  for (guint i = 0; i < JLY_N_STAGES; i++)
    {
      build_row (&self->rows[i], i);
      gtk_list_box_append (GTK_LIST_BOX (list), self->rows[i].row);
    }
  adw_bin_set_child (ADW_BIN (self), list);
  jly_stage_list_reset (self);
}
