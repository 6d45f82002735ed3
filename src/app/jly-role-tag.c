/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-role-tag.h; the colours are in ui/style.css. */
#include "config.h"

#include "app/jly-role-tag.h"

#include "app/jly-accessible.h"
#include "app/jly-wrap.h"

#include <glib/gi18n.h>

static const struct
{
  const char *icon;
  const char *style;
  const char *verb;
} roles[JLY_N_ROLES] = {
  [JLY_ROLE_BRINGS] = { "jly-brings-symbolic", "role-brings", N_ ("Brings") },
  [JLY_ROLE_COMPUTES] = { "jly-computes-symbolic", "role-computes", N_ ("Computes") },
  [JLY_ROLE_ASKS] = { "jly-asks-symbolic", "role-asks", N_ ("Asks") },
  [JLY_ROLE_APPROVES] = { "jly-approves-symbolic", "role-approves", N_ ("Approves") },
  [JLY_ROLE_LEARNS] = { "jly-learns-symbolic", "role-learns", N_ ("Learns") },
};

GtkWidget *
jly_role_tag_new (JlyRole role, JlyTableShape shape)
{
  GtkWidget *tag = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean columns = role == JLY_ROLE_BRINGS && shape == JLY_SHAPE_COLUMNS;
  GtkWidget *icon
      = jly_accessible_new_icon (columns ? "jly-brings-columns-symbolic" : roles[role].icon);

  gtk_box_append (GTK_BOX (tag), icon);
  gtk_box_append (GTK_BOX (tag), gtk_label_new (_ (roles[role].verb)));
  gtk_widget_add_css_class (tag, "role");
  gtk_widget_add_css_class (tag, roles[role].style);
  return tag;
}

GtkWidget *
jly_role_legend_new (void)
{
  const JlyRole order[]
      = { JLY_ROLE_BRINGS, JLY_ROLE_COMPUTES, JLY_ROLE_ASKS, JLY_ROLE_LEARNS, JLY_ROLE_APPROVES };
  GtkWidget *legend = jly_wrap_new (12);

  gtk_widget_add_css_class (legend, "legend");
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    jly_wrap_add (JLY_WRAP (legend), jly_role_tag_new (order[i], JLY_SHAPE_ROWS));
  return legend;
}
