/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-study-rail.h. Made anew from the disk whenever something was taken. */
#include "config.h"

#include "app/jly-study-rail.h"

#include "app/jly-accessible.h"
#include "app/jly-fold.h"
#include "app/jly-guide.h"
#include "app/jly-study-page.h"
#include "app/jly-window.h"

#include <glib/gi18n.h>

#define WIDTH 220 /* at 100 % text */
#define CHARS 22  /* of a line */

struct _JlyStudyRail
{
  AdwBin parent_instance;

  JlyAgreement *agreement;
  JlyStepKind here;
  GtkListBox *steps;
  GtkBox *everyone;
};

G_DEFINE_FINAL_TYPE (JlyStudyRail, jly_study_rail, ADW_TYPE_BIN)

static GtkWidget *
new_line (JlyStatusKind kind, GtkWidget *words)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = jly_status_new_icon (kind);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), words);
  return line;
}

static GtkWidget *
new_text (const char *text, const char *style)
{
  GtkWidget *label = jly_text_new (text, style);

  gtk_label_set_max_width_chars (GTK_LABEL (label), CHARS);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_INHERIT);
  return label;
}

static GtkWidget *
new_words (const char *title, const char *detail)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *second = new_text (detail, "caption");

  gtk_widget_add_css_class (second, "dim-label");
  gtk_box_append (GTK_BOX (words), new_text (title, NULL));
  gtk_box_append (GTK_BOX (words), second);
  gtk_widget_set_hexpand (words, TRUE);
  return words;
}

static void
add_step (JlyStudyRail *self, const JlySteps *steps, JlyStepKind kind)
{
  const JlyStep *step = &steps->steps[kind];
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *name
      = g_strdup_printf (_ ("%1$s: %2$s"), jly_step_get_title (kind), step->words);

  gtk_list_box_row_set_child (
      GTK_LIST_BOX_ROW (row),
      new_line (step->status, new_words (jly_step_get_title (kind), step->words)));
  gtk_widget_set_sensitive (row, step->status != JLY_STATUS_PLAIN || kind == self->here);
  jly_accessible_set_label (row, name);
  gtk_list_box_append (self->steps, row);
  if (kind == self->here)
    gtk_list_box_select_row (self->steps, GTK_LIST_BOX_ROW (row));
}

static void
add_party (JlyStudyRail *self, const JlyWhereabouts *where)
{
  g_autofree char *name
      = where->is_own ? g_strdup_printf (_ ("%s (you)"), where->name) : g_strdup (where->name);

  gtk_box_append (self->everyone, new_line (where->status, new_words (name, where->words)));
}

static void
show (JlyStudyRail *self)
{
  g_autoptr (JlySteps) steps = jly_steps_new (self->agreement, g_get_real_time () / G_USEC_PER_SEC);

  jly_guide_clear (GTK_WIDGET (self->steps));
  for (guint i = 0; i < JLY_N_STEPS; i++)
    add_step (self, steps, i);
  jly_guide_clear (GTK_WIDGET (self->everyone));
  for (guint i = 0; i < steps->everyone->len; i++)
    add_party (self, steps->everyone->pdata[i]);
}

static void
activated_cb (JlyStudyRail *self, GtkListBoxRow *row)
{
  JlyStepKind kind = (JlyStepKind)gtk_list_box_row_get_index (row);
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));
  JlyPage *here = window != NULL ? jly_window_get_page (window) : NULL;
  JlyPage *page;

  if (here == NULL || kind == self->here || jly_page_hold_back (here, "win.go-back"))
    return;
  page = jly_study_page_new_step (self->agreement, kind);
  if (page != NULL)
    jly_window_replace (window, here, page);
  else
    jly_window_toast (window, _ ("There is nothing for you to do at this step."));
}

static void
dispose (GObject *object)
{
  g_clear_object (&JLY_STUDY_RAIL (object)->agreement);
  G_OBJECT_CLASS (jly_study_rail_parent_class)->dispose (object);
}

static void
jly_study_rail_class_init (JlyStudyRailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
jly_study_rail_init (JlyStudyRail *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *heading = jly_text_new (_ ("Who is where"), "heading");

  self->steps = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->steps), "navigation-sidebar");
  jly_accessible_set_label (GTK_WIDGET (self->steps), _ ("Steps"));
  g_signal_connect_object (self->steps, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->everyone = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  gtk_widget_add_css_class (heading, "rail-text");
  gtk_widget_add_css_class (GTK_WIDGET (self->everyone), "rail-text");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->steps));
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->everyone));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, jly_fold_scale (scrolled, WIDTH), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self), "background");
  gtk_widget_add_css_class (box, "rail");
  adw_bin_set_child (ADW_BIN (self), scrolled);
  /* The page is what grows. */
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
}

GtkWidget *
jly_study_rail_new (JlyAgreement *agreement, JlyStepKind here)
{
  JlyStudyRail *self = g_object_new (JLY_TYPE_STUDY_RAIL, NULL);

  self->agreement = g_object_ref (agreement);
  self->here = here;
  g_signal_connect_object (agreement, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
