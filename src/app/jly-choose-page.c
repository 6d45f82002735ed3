/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-choose-page.h. */
#include "config.h"

#include "app/jly-choose-page.h"

#include "app/jly-accessible.h"
#include "app/jly-case-grid.h"
#include "app/jly-fold.h"
#include "app/jly-resource.h"
#include "app/jly-role-tag.h"
#include "app/jly-wrap.h"

#include <glib/gi18n.h>

struct _JlyChoosePage
{
  JlyPage parent_instance;

  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  JlyWrap *topics;
  AdwBin *legend;
  JlyCaseGrid *grid;
  GtkStack *stack;
  const char *topic; /* NULL: all */
};

G_DEFINE_FINAL_TYPE (JlyChoosePage, jly_choose_page, JLY_TYPE_PAGE)

/* The ids are the templates'. */
static const struct
{
  const char *id;
  const char *name;
} topics[] = {
  { NULL, N_ ("All") },
  { "companies", N_ ("Companies") },
  { "energy", N_ ("Energy") },
  { "associations", N_ ("Associations") },
  { "research", N_ ("Research") },
  { "public", N_ ("Public Bodies") },
};

static void
filter (JlyChoosePage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  guint shown = jly_case_grid_filter (self->grid, self->topic, text);

  gtk_stack_set_visible_child_name (self->stack, shown > 0 ? "cards" : "none");
}

static void
search_changed_cb (JlyChoosePage *self)
{
  filter (self);
}

static void
topic_toggled_cb (JlyChoosePage *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->topic = g_object_get_data (G_OBJECT (button), "topic");
  filter (self);
}

static void
add_topics (JlyChoosePage *self)
{
  GtkToggleButton *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_ (topics[i].name));

      gtk_widget_add_css_class (button, "topic");
      g_object_set_data (G_OBJECT (button), "topic", (gpointer)topics[i].id);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      if (!first)
        first = GTK_TOGGLE_BUTTON (button);
      jly_wrap_add (self->topics, button);
    }
  gtk_toggle_button_set_active (first, TRUE);
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->topics)); button;
       button = gtk_widget_get_next_sibling (button))
    g_signal_connect_swapped (button, "toggled", G_CALLBACK (topic_toggled_cb), self);
}

static void
show_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyChoosePage *self = JLY_CHOOSE_PAGE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (gtk_widget_get_first_child (GTK_WIDGET (self->topics))), TRUE);
  filter (self);
}

static void
search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyChoosePage *self = JLY_CHOOSE_PAGE (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
focus_first (JlyPage *page)
{
  gtk_widget_child_focus (GTK_WIDGET (JLY_CHOOSE_PAGE (page)->grid), GTK_DIR_TAB_FORWARD);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (JLY_TYPE_CASE_GRID);
  g_type_ensure (JLY_TYPE_FOLD);
  g_type_ensure (JLY_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               JLY_RESOURCE ("ui/jly-choose-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyChoosePage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, JlyChoosePage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, JlyChoosePage, topics);
  gtk_widget_class_bind_template_child (widget_class, JlyChoosePage, legend);
  gtk_widget_class_bind_template_child (widget_class, JlyChoosePage, grid);
  gtk_widget_class_bind_template_child (widget_class, JlyChoosePage, stack);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
jly_choose_page_class_init (JlyChoosePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  JLY_PAGE_CLASS (klass)->focus_first = focus_first;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "choose.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "choose.show-all", NULL, show_all);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "choose.search",
                                       NULL);
}

static void
jly_choose_page_init (JlyChoosePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_bin_set_child (self->legend, jly_role_legend_new ());
  add_topics (self);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  /* Whoever begins to type searches. */
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self));
  jly_accessible_set_label (GTK_WIDGET (self->search_entry), _ ("Search the cases"));
}

JlyChoosePage *
jly_choose_page_new (void)
{
  return g_object_new (JLY_TYPE_CHOOSE_PAGE, NULL);
}
