/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tests of pages share: the app in this process with a data folder of its own, waiting for
 * what is to come without sleeping, finding widgets as a person would name them, pictures, and the
 * checks that hold for every page. Run by tests/support/run-ui.sh (it gives display, fonts, a11y).
 */
#pragma once

#include "app/jly-window.h"

G_BEGIN_DECLS

typedef struct
{
  JlyApplication *application;
  JlyWindow *window;
  char *data_dir;
  gboolean own_data_dir;
} JlyUiTest;

/* First thing in main, in place of g_test_init: language, no animations. JLY_UI_RTL=1 lays pages
 * out from right to left. */
void jly_ui_test_init (int *argc, char ***argv);

/* Starts the app, waits for its first frame. data_dir NULL: a fresh folder, removed by stop. */
JlyUiTest *jly_ui_start (const char *data_dir);
void jly_ui_stop (JlyUiTest *ui);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyUiTest, jly_ui_stop)

/* Runs the main loop until condition (data) holds; fails the test, naming what, if it does not
 * within a minute. */
typedef gboolean (*JlyUiCondition) (gpointer data);
void jly_ui_wait (JlyUiCondition condition, gpointer data, const char *what);
/* Lets everything happen that is due, until the window has been laid out and painted anew. */
void jly_ui_settle (JlyUiTest *ui);
void jly_ui_settle_window (GtkWindow *window);
/* Waits until the top page is of this type, and settles. */
JlyPage *jly_ui_wait_page (JlyUiTest *ui, GType type);

/* What a screen reader would say for the widget: its accessible label, else its own text. NULL if
 * it has none. The caller frees. */
char *jly_ui_dup_name (GtkWidget *widget);
/* A text from the screen as it is in English, where the tests run in the language that nobody
 * speaks (pseudo.py); else a copy. Names and texts are compared like this below. */
char *jly_ui_dup_plain (const char *text);
/* Whether two texts are the same so; whether part is in text. */
gboolean jly_ui_is_same (const char *a, const char *b);
gboolean jly_ui_holds (const char *text, const char *part);
/* The first mapped widget below root, in reading order, of the type and (unless NULL) the name. */
GtkWidget *jly_ui_find (GtkWidget *root, GType type, const char *name);
/* The same, and the test fails if there is none. */
GtkWidget *jly_ui_get (GtkWidget *root, GType type, const char *name);
/* A window of that type, and the question that stands before the window; NULL if there is none. */
GtkWindow *jly_ui_find_window (GType type);
GtkWindow *jly_ui_find_dialog (void);
/* How many there are. */
guint jly_ui_count (GtkWidget *root, GType type);
/* Some mapped label below root has text in it. */
gboolean jly_ui_shows (GtkWidget *root, const char *text);
/* Presses the button of that name on the top page, and settles. */
void jly_ui_press (JlyUiTest *ui, const char *name);
/* A key, as the focused widget gets it from the person: modifiers 0, GDK_CONTROL_MASK ... TRUE if
 * something took it. */
gboolean jly_ui_key (JlyUiTest *ui, guint keyval, GdkModifierType modifiers);

/* How many notifications the desktop was asked to show since the program began. */
guint jly_ui_count_notifications (void);
/* The person clicks the newest of them. */
void jly_ui_click_notification (void);
/* Part of jly_ui_test_init. */
void jly_ui_begin_notifications (void);

/* Every page test calls this once its page is there: each interactive widget has a name, icon-only
 * buttons have a tooltip as well; what jly-ui-check.h says; the window fits into 360 x 294; and, if
 * JLY_SCREENSHOTS names a folder, takes NAME.png, NAME-dark.png, NAME-360.png, NAME-360-dark.png.
 * With large text windows need not be that narrow. JLY_UI_LIGHT=1: none in the
 * dark style. JLY_UI_TALL=1: pictures of whole pages instead,
 * NAME.png and NAME-360.png, on a screen that is high enough. */
void jly_ui_check_page (JlyUiTest *ui, const char *name);
/* The same for what comes over a page, as far as it can be said of it: a window, the question that
 * jly_ui_find_dialog finds, and the menu or list that a button, a row or a choice opens. */
void jly_ui_check_window (JlyUiTest *ui, GtkWindow *window, const char *name);
void jly_ui_check_dialog (JlyUiTest *ui, const char *name);
void jly_ui_check_menu (JlyUiTest *ui, GtkWidget *opener, const char *name);
/* Parts of it. */
void jly_ui_assert_named (GtkWidget *root);
/* FALSE, with a finding, if the window cannot be made so narrow. */
gboolean jly_ui_assert_narrow (JlyUiTest *ui);
/* In a narrow window what stands at the ends of rows is beside all their words, or below all. */
void jly_ui_assert_alike (JlyUiTest *ui, GtkWidget *list);
void jly_ui_screenshot (JlyUiTest *ui, const char *name);
void jly_ui_resize (JlyUiTest *ui, int width, int height);
/* Takes away a folder with all that is in it. */
void jly_ui_remove_folder (const char *path);

G_END_DECLS
