/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start page: my studies, newest first, and what can be found out with Jointly. */
#include "config.h"

#include "app/jly-home-page.h"

#include "app/jly-accessible.h"
#include "app/jly-resource.h"

#include <glib/gi18n.h>

struct _JlyHomePage
{
  JlyPage parent_instance;

  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (JlyHomePage, jly_home_page, JLY_TYPE_PAGE)

static void
jly_home_page_class_init (JlyHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, JLY_RESOURCE ("ui/jly-home-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, menu_button);
}

static void
jly_home_page_init (JlyHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  jly_accessible_name_menu_button (self->menu_button, _ ("Main Menu"));
}

JlyHomePage *
jly_home_page_new (void)
{
  return g_object_new (JLY_TYPE_HOME_PAGE, NULL);
}
