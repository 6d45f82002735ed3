/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-test.h. */
#include "config.h"

#include "jly-import-test.h"

#include "app/jly-sheet-cell.h"

const char *const tender_text = "Resource,Unit,Required amount,Guide price (EUR)\n"
                                "Roofing,hours,640,280.00\n"
                                "Crane,days,12,2250.00\n";
const char *const good_text = "Resource,Unit,Free amount,Unit cost,Smallest unit revenue\n"
                              "Roofing,hours,420,258.40,270.00\n"
                              "Crane,days,5,2240.00,2150.00\n";

char *
write_file (JlyUiTest *ui, const char *name, const char *text)
{
  char *path = g_build_filename (ui->data_dir, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

JlyImportPage *
push_page (JlyUiTest *ui)
{
  JlyImportPage *page = jly_import_page_new ();

  jly_window_push (ui->window, JLY_PAGE (page));
  jly_ui_settle (ui);
  return page;
}

gboolean
has_read (gpointer page)
{
  return !jly_import_page_is_reading (page);
}

void
open_and_wait (JlyUiTest *ui, JlyImportPage *page, const char *tender, const char *figures)
{
  jly_import_page_open (page, tender, figures);
  jly_ui_wait (has_read, page, "the files to be read");
  jly_ui_settle (ui);
}

gboolean
can_rehearse (JlyImportPage *page)
{
  return gtk_widget_is_sensitive (jly_ui_get (GTK_WIDGET (page), GTK_TYPE_BUTTON, REHEARSE));
}

typedef struct
{
  GtkWidget *page;
  const char *begin;
  GtkWidget *found;
} CellWait;

static GtkWidget *
find_cell (GtkWidget *widget, const char *begin)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (JLY_IS_SHEET_CELL (widget))
    {
      g_autofree char *name = jly_ui_dup_name (widget);
      g_autofree char *plain = jly_ui_dup_plain (name);
      g_autofree char *plain_begin = jly_ui_dup_plain (begin);

      return plain != NULL && g_str_has_prefix (plain, plain_begin) ? widget : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, begin);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_cell (gpointer data)
{
  CellWait *wait = data;

  wait->found = find_cell (wait->page, wait->begin);
  return wait->found != NULL;
}

/* The cell whose spoken name begins so: "Unit cost, row 2". */
GtkWidget *
get_cell (JlyImportPage *page, const char *begin)
{
  CellWait wait = { GTK_WIDGET (page), begin, NULL };

  jly_ui_wait (has_cell, &wait, begin);
  return wait.found;
}

/* As a person does it: the keyboard on the cell, F2, other text, Enter. */
void
edit_cell (JlyUiTest *ui, JlyImportPage *page, const char *begin, const char *text)
{
  GtkWidget *cell = get_cell (page, begin);
  GtkWidget *field;

  gtk_widget_grab_focus (cell);
  g_assert_true (jly_ui_key (ui, GDK_KEY_F2, 0));
  field = jly_ui_get (cell, GTK_TYPE_TEXT, NULL);
  gtk_editable_set_text (GTK_EDITABLE (field), text);
  g_signal_emit_by_name (field, "activate");
  jly_ui_wait (has_read, page, "the change to be checked");
  jly_ui_settle (ui);
}

void
press_and_wait (JlyUiTest *ui, JlyImportPage *page, const char *name)
{
  jly_ui_press (ui, name);
  jly_ui_wait (has_read, page, "the change to be checked");
  jly_ui_settle (ui);
}
