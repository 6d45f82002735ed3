/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-answer-charts.h. */
#include "config.h"

#include "app/jly-answer-charts.h"

#include "app/jly-chart-view.h"
#include "app/jly-guide.h"
#include "app/jly-notice.h"

#include <glib/gi18n.h>

static GtkWidget *
make_card (JlyPlot *plot, GtkWidget *table)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *view = g_object_new (JLY_TYPE_CHART_VIEW, NULL);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "card-box");
  gtk_box_append (GTK_BOX (card), jly_text_new (jly_plot_get_title (plot), "heading"));
  jly_chart_view_set_plot (JLY_CHART_VIEW (view), jly_plot_get_title (plot), jly_plot_ref (plot));
  if (table != NULL)
    g_signal_connect_object (view, "show-table", G_CALLBACK (gtk_widget_grab_focus), table,
                             G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (card), view);
  return card;
}

static GtkWidget *
make_notice (const JlyAnswerWords *words)
{
  JlyNotice *notice = g_object_new (JLY_TYPE_NOTICE, NULL);
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u figure is hidden, so that nobody can be singled out.",
                "%u figures are hidden, so that nobody can be singled out.", words->n_hidden),
      words->n_hidden);

  jly_notice_set (notice, JLY_STATUS_HIDDEN, title, words->why_hidden);
  return GTK_WIDGET (notice);
}

GtkWidget *
jly_answer_charts_new (const JlyAnswerWords *words, GtkWidget *table)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  for (guint i = 0; i < words->plots->len; i++)
    gtk_box_append (GTK_BOX (box), make_card (words->plots->pdata[i], table));
  if (words->why_hidden != NULL)
    gtk_box_append (GTK_BOX (box), make_notice (words));
  gtk_widget_set_visible (box, words->plots->len > 0 || words->why_hidden != NULL);
  return box;
}
