/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-guide.h. */
#include "config.h"

#include "app/jly-guide.h"

#include "app/jly-accessible.h"

GtkBox *
jly_guide_fill (JlyPage *page, int width)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_add_css_class (box, "page-box");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), width);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), MIN (width, 400));
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  /* Tables on the page are as high as their rows, not as low as they could be. */
  gtk_scrollable_set_vscroll_policy (
      GTK_SCROLLABLE (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled))),
      GTK_SCROLL_NATURAL);
  jly_page_set_content (page, scrolled);
  return GTK_BOX (box);
}

GtkWidget *
jly_text_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 75);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

GtkLabel *
jly_guide_add_question (GtkBox *box, const char *question, const char *detail)
{
  GtkWidget *label = jly_text_new (question, "title-2");
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (lines), label);
  if (detail != NULL)
    gtk_box_append (GTK_BOX (lines), jly_text_new (detail, "dim-label"));
  gtk_box_append (box, lines);
  return GTK_LABEL (label);
}

GtkBox *
jly_guide_add_group (GtkBox *box, const char *title, const char *note)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (group), jly_text_new (title, "heading"));
  if (note != NULL)
    gtk_box_append (GTK_BOX (group), jly_text_new (note, "dim-label"));
  gtk_box_append (box, group);
  return GTK_BOX (group);
}

GtkListBox *
jly_guide_new_list (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  jly_accessible_set_label (list, label);
  return GTK_LIST_BOX (list);
}

void
jly_guide_clear (GtkWidget *container)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (container)) != NULL)
    if (GTK_IS_LIST_BOX (container))
      gtk_list_box_remove (GTK_LIST_BOX (container), child);
    else if (GTK_IS_BOX (container))
      gtk_box_remove (GTK_BOX (container), child);
    else
      gtk_widget_unparent (child);
}

GtkWidget *
jly_guide_new_choice (GtkWidget *owner)
{
  GtkWidget *unseen = g_object_ref_sink (gtk_check_button_new ());

  g_object_set_data_full (G_OBJECT (owner), "choice", unseen, g_object_unref);
  return unseen;
}

GtkWidget *
jly_guide_add_button (JlyPage *page, const char *label, const char *action, gboolean is_suggested)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (is_suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  jly_page_add_send_action (page, button);
  return button;
}
