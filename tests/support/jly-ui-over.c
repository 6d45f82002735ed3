/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes over a page: questions, other windows, menus. The same is asked of them as of pages,
 * and pictures are taken, so that somebody looks at them. */
#include "config.h"

#include "jly-ui-check.h"

#define NARROW 360
#define LOW 720

GtkWindow *
jly_ui_find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), type))
      return l->data;
  return NULL;
}

GtkWindow *
jly_ui_find_dialog (void)
{
  return jly_ui_find_window (ADW_TYPE_MESSAGE_DIALOG);
}

static void
look (JlyUiTest *ui, GtkWindow *window, GtkWidget *root, const char *name)
{
  jly_ui_assert_whole_below (root);
  /* What is in other windows has been named, or not, by the toolkit. */
  if (GTK_IS_POPOVER (root) || ADW_IS_MESSAGE_DIALOG (root))
    jly_ui_assert_named (root);
  jly_ui_take_both (ui, window, name);
}

/* Questions go by the size of the window that they belong to; others are made narrow themselves. */
static void
make_narrow (JlyUiTest *ui, GtkWindow *window)
{
  jly_ui_resize (ui, NARROW, LOW);
  if (!ADW_IS_MESSAGE_DIALOG (window))
    gtk_window_set_default_size (window, NARROW, LOW);
  jly_ui_settle_window (window);
  jly_ui_settle_window (window);
  /* How keys stand side by side is the toolkit's: who has a keyboard has a wider screen. */
  if (GTK_IS_SHORTCUTS_WINDOW (window))
    return;
  if (gtk_widget_get_width (GTK_WIDGET (window)) > NARROW)
    jly_ui_report ("%d wide over a window of %d: %s", gtk_widget_get_width (GTK_WIDGET (window)),
                   NARROW, G_OBJECT_TYPE_NAME (window));
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

void
jly_ui_check_window (JlyUiTest *ui, GtkWindow *window, const char *name)
{
  g_autofree char *narrow = g_strconcat (name, "-360", NULL);

  g_assert_nonnull (window);
  jly_ui_wait (is_mapped, window, "the window over the page");
  jly_ui_settle_window (window);
  look (ui, window, GTK_WIDGET (window), name);
  if (g_getenv ("JLY_UI_LARGE") != NULL)
    return;
  make_narrow (ui, window);
  look (ui, window, GTK_WIDGET (window), narrow);
  jly_ui_resize (ui, 1000, 700);
}

void
jly_ui_check_dialog (JlyUiTest *ui, const char *name)
{
  jly_ui_check_window (ui, jly_ui_find_dialog (), name);
}

static gboolean
is_menu (GtkWidget *widget, gpointer data)
{
  return GTK_IS_POPOVER (widget);
}

static gboolean
has_menu (gpointer opener)
{
  return jly_ui_walk (opener, is_menu, NULL) != NULL;
}

static GtkWidget *
open_menu (JlyUiTest *ui, GtkWidget *opener)
{
  /* Nothing opens where it is not seen: what gets the keyboard anew is scrolled to. */
  gtk_window_set_focus (GTK_WINDOW (ui->window), NULL);
  gtk_widget_grab_focus (opener);
  jly_ui_settle (ui);
  if (GTK_IS_MENU_BUTTON (opener))
    gtk_menu_button_popup (GTK_MENU_BUTTON (opener));
  else
    gtk_widget_activate (opener);
  jly_ui_wait (has_menu, opener, "the menu");
  jly_ui_settle (ui);
  return jly_ui_walk (opener, is_menu, NULL);
}

static void
look_at_menu (JlyUiTest *ui, GtkWidget *opener, const char *name)
{
  GtkWidget *menu = open_menu (ui, opener);

  look (ui, GTK_WINDOW (ui->window), menu, name);
  gtk_popover_popdown (GTK_POPOVER (menu));
  jly_ui_settle (ui);
}

void
jly_ui_check_menu (JlyUiTest *ui, GtkWidget *opener, const char *name)
{
  g_autofree char *narrow = g_strconcat (name, "-360", NULL);

  look_at_menu (ui, opener, name);
  if (g_getenv ("JLY_UI_LARGE") != NULL)
    return;
  jly_ui_resize (ui, NARROW, LOW);
  look_at_menu (ui, opener, narrow);
  jly_ui_resize (ui, 1000, 700);
}
