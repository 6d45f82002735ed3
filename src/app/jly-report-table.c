/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result's table. Its rows are the report's lines, found by their position. */
#include "config.h"

#include "app/jly-report-table.h"

#include "app/jly-data-table.h"
#include "app/jly-row-model.h"
#include "app/jly-status.h"

#include <glib/gi18n.h>

struct _JlyReportTable
{
  AdwBin parent_instance;

  const JlyBidReport *report;
  GtkColumnView *column_view;
};

G_DEFINE_FINAL_TYPE (JlyReportTable, jly_report_table, ADW_TYPE_BIN)

static const JlyBidLine *
get_line (JlyReportTable *self, GtkListItem *item)
{
  return g_ptr_array_index (self->report->lines, gtk_list_item_get_position (item));
}

static void
setup_text_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *cell = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (cell),
                        GPOINTER_TO_INT (user_data) ? jly_data_table_get_right () : 0);
  gtk_widget_add_css_class (cell, "numeric");
  gtk_list_item_set_child (item, cell);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
setup_status_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *status = jly_status_new (JLY_STATUS_DONE, "");

  /* A list reckons its height from rows of one line; a second line would be cut off. */
  jly_status_set_one_line (JLY_STATUS (status));
  gtk_list_item_set_child (item, status);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
set_text (GtkListItem *item, const char *text)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
bind_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item, JlyReportTable *self)
{
  set_text (item, get_line (self, item)->name);
}

static void
bind_need_cb (GtkSignalListItemFactory *factory, GtkListItem *item, JlyReportTable *self)
{
  set_text (item, get_line (self, item)->need);
}

static void
bind_met_cb (GtkSignalListItemFactory *factory, GtkListItem *item, JlyReportTable *self)
{
  gboolean met = get_line (self, item)->met;

  jly_status_set (JLY_STATUS (gtk_list_item_get_child (item)),
                  met ? JLY_STATUS_DONE : JLY_STATUS_LOOK, met ? _ ("Met") : _ ("Not met"));
}

static void
bind_part_cb (GtkSignalListItemFactory *factory, GtkListItem *item, JlyReportTable *self)
{
  const char *part = get_line (self, item)->part;

  set_text (item, part != NULL ? part : "");
}

static void
append_column (
    JlyReportTable *self, const char *title, GCallback setup, GCallback bind, gboolean end)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", setup, GINT_TO_POINTER (end));
  g_signal_connect (factory, "bind", bind, self);
  jly_data_table_append (self->column_view, title, factory, end);
}

void
jly_report_table_set_report (JlyReportTable *self, const JlyBidReport *report)
{
  g_autoptr (GtkSelectionModel) rows = NULL;

  g_return_if_fail (self->report == NULL);
  self->report = report;
  append_column (self, _ ("Requirement"), G_CALLBACK (setup_text_cb), G_CALLBACK (bind_name_cb),
                 FALSE);
  append_column (self, _ ("Required"), G_CALLBACK (setup_text_cb), G_CALLBACK (bind_need_cb), TRUE);
  append_column (self, _ ("Together"), G_CALLBACK (setup_status_cb), G_CALLBACK (bind_met_cb),
                 FALSE);
  if (report->own_name != NULL)
    append_column (self, _ ("Your part"), G_CALLBACK (setup_text_cb), G_CALLBACK (bind_part_cb),
                   TRUE);
  rows = GTK_SELECTION_MODEL (
      gtk_no_selection_new (G_LIST_MODEL (jly_row_model_new (report->lines->len))));
  gtk_column_view_set_model (self->column_view, rows);
}

static void
jly_report_table_class_init (JlyReportTableClass *klass)
{
}

static void
jly_report_table_init (JlyReportTable *self)
{
  self->column_view = jly_data_table_put (ADW_BIN (self), _ ("Requirements of the tender"), -1);
}
