/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting, waiting, checking pages; finding widgets is in jly-ui-find.c. */
#include "config.h"

#include "jly-ui-check.h"

#include "base/jly-i18n.h"

#include <glib/gstdio.h>

/* Only a guard against waiting for ever; no test depends on how long something takes. */
#define PATIENCE_SECONDS 60
/* As high as the screen of make.sh leaves for a window. */
#define TALL 2000

void
jly_ui_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  jly_i18n_init ();
  adw_init ();
  jly_ui_begin_notifications ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                "gtk-decoration-layout", ":close", NULL);
  if (g_getenv ("JLY_UI_LARGE"))
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  if (g_getenv ("JLY_UI_RTL"))
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

static gboolean
give_up_cb (gpointer data)
{
  g_error ("waited in vain for: %s", (const char *)data);
  return G_SOURCE_REMOVE;
}

void
jly_ui_wait (JlyUiCondition condition, gpointer data, const char *what)
{
  guint guard = g_timeout_add_seconds (PATIENCE_SECONDS, give_up_cb, (gpointer)what);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static void
count_frame_cb (GdkFrameClock *clock, int *frames)
{
  (*frames)++;
}

static gboolean
has_two_frames (gpointer data)
{
  return *(int *)data >= 2;
}

void
jly_ui_settle_window (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  GdkFrameClock *clock = gdk_surface_get_frame_clock (surface);
  int frames = 0;
  gulong handler;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame_cb), &frames);
  gdk_frame_clock_begin_updating (clock);
  gtk_widget_queue_draw (GTK_WIDGET (window));
  jly_ui_wait (has_two_frames, &frames, "the window to be painted");
  gdk_frame_clock_end_updating (clock);
  g_signal_handler_disconnect (clock, handler);
}

void
jly_ui_settle (JlyUiTest *ui)
{
  jly_ui_settle_window (GTK_WINDOW (ui->window));
}

JlyUiTest *
jly_ui_start (const char *data_dir)
{
  JlyUiTest *ui = g_new0 (JlyUiTest, 1);
  g_autoptr (GError) error = NULL;

  ui->own_data_dir = data_dir == NULL;
  ui->data_dir = data_dir ? g_strdup (data_dir) : g_dir_make_tmp ("jointly-ui-XXXXXX", &error);
  g_assert_no_error (error);
  ui->application = jly_application_new (ui->data_dir);
  g_application_set_default (G_APPLICATION (ui->application));
  g_application_register (G_APPLICATION (ui->application), NULL, &error);
  g_assert_no_error (error);
  g_application_activate (G_APPLICATION (ui->application));
  ui->window = JLY_WINDOW (
      g_object_ref (gtk_application_get_active_window (GTK_APPLICATION (ui->application))));
  jly_ui_wait (is_mapped, ui->window, "the window to be shown");
  jly_ui_settle (ui);
  jly_ui_resize (ui, 1000, 700);
  return ui;
}

static void
swallow_cb (GApplication *application)
{
  g_signal_stop_emission_by_name (application, "activate");
}

/* Only g_application_run takes the app off the session bus, so that it can be started again in this
 * process; without a window it ends at once. */
static void
run_to_end (GApplication *application)
{
  g_signal_connect (application, "activate", G_CALLBACK (swallow_cb), NULL);
  g_application_run (application, 0, NULL);
}

void
jly_ui_stop (JlyUiTest *ui)
{
  gtk_window_destroy (GTK_WINDOW (ui->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (G_OBJECT (ui->window));
  run_to_end (G_APPLICATION (ui->application));
  g_application_set_default (NULL);
  g_assert_finalize_object (G_OBJECT (ui->application));
  if (ui->own_data_dir)
    jly_ui_remove_folder (ui->data_dir);
  g_free (ui->data_dir);
  g_free (ui);
}

void
jly_ui_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        jly_ui_remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

typedef struct
{
  JlyWindow *window;
  GType type;
} PageWait;

static gboolean
has_page (gpointer data)
{
  PageWait *wait = data;

  return g_type_is_a (G_OBJECT_TYPE (jly_window_get_page (wait->window)), wait->type);
}

JlyPage *
jly_ui_wait_page (JlyUiTest *ui, GType type)
{
  PageWait wait = { ui->window, type };

  jly_ui_wait (has_page, &wait, g_type_name (type));
  jly_ui_settle (ui);
  return jly_window_get_page (ui->window);
}

typedef struct
{
  GtkWidget *window;
  int width, height;
} SizeWait;

static gboolean
has_size (gpointer data)
{
  SizeWait *wait = data;

  return gtk_widget_get_width (wait->window) == wait->width
         && gtk_widget_get_height (wait->window) == wait->height;
}

void
jly_ui_resize (JlyUiTest *ui, int width, int height)
{
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (ui->window));
  SizeWait wait = { GTK_WIDGET (ui->window), width, height };
  int window_width, window_height, least;

  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  /* Large text has as much room as it needs. */
  if (g_getenv ("JLY_UI_LARGE") != NULL)
    wait.width = width = MAX (width, least);
  /* Without a compositor the frame around the window counts as a part of its default size. */
  gtk_window_get_default_size (GTK_WINDOW (ui->window), &window_width, &window_height);
  width += window_width - gtk_widget_get_width (wait.window);
  height += window_height - gtk_widget_get_height (wait.window);
  gtk_window_set_default_size (GTK_WINDOW (ui->window), width, height);
  jly_ui_wait (has_size, &wait, "the window to take its new size");
  jly_ui_settle (ui);
}

/* Pages as a whole, for people to look at. */
static void
take_tall (JlyUiTest *ui, const char *name, const char *narrow)
{
  jly_ui_resize (ui, 1000, TALL);
  jly_ui_screenshot (ui, name);
  jly_ui_resize (ui, 360, TALL);
  jly_ui_screenshot (ui, narrow);
  jly_ui_resize (ui, 1000, 700);
}

/* In light and dark, and as a whole where that is wanted. */
static void
look (JlyUiTest *ui, const char *name)
{
  jly_ui_assert_whole (ui);
  if (jly_ui_wants_pictures ())
    jly_ui_take_both (ui, GTK_WINDOW (ui->window), name);
}

void
jly_ui_check_page (JlyUiTest *ui, const char *name)
{
  g_autofree char *narrow = g_strconcat (name, "-360", NULL);

  jly_ui_settle (ui);
  jly_ui_assert_named (GTK_WIDGET (ui->window));
  jly_ui_assert_related (ui);
  if (jly_ui_wants_pictures () && g_getenv ("JLY_UI_TALL") != NULL)
    {
      take_tall (ui, name, narrow);
      return;
    }
  look (ui, name);
  if (!jly_ui_wants_pictures () || g_getenv ("JLY_UI_CONTRAST") != NULL)
    jly_ui_assert_readable (ui);
  if (!jly_ui_wants_pictures ())
    jly_ui_assert_walked (ui);
  if (g_getenv ("JLY_UI_LARGE") != NULL)
    return;
  if (!jly_ui_assert_narrow (ui))
    return;
  jly_ui_resize (ui, 360, 720);
  look (ui, narrow);
  jly_ui_resize (ui, 1000, 700);
}
