/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sees what: cells from the contract and what can be worked out, and the keyboard. */
#include "config.h"

#include "jly-people.h"
#include "jly-ui-check.h"

#include "app/jly-sight.h"
#include "app/jly-who-page.h"

static GtkWidget *
open_page (JlyUiTest *ui, JlyDraft *draft)
{
  g_autoptr (GBytes) bytes = jly_draft_encode (draft);

  jly_window_push (ui->window, JLY_PAGE (jly_who_page_new (bytes, jly_draft_get_case (draft), 0)));
  return GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_WHO_PAGE));
}

static GtkWidget *
get_cell (GtkWidget *page, const char *label)
{
  return jly_ui_get (page, GTK_TYPE_BOX, label);
}

typedef struct
{
  const char *text;
  guint n;
} Count;

static gboolean
count_label (GtkWidget *widget, gpointer data)
{
  Count *count = data;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_child_visible (widget)
      && jly_ui_is_same (gtk_label_get_text (GTK_LABEL (widget)), count->text))
    count->n++;
  return FALSE;
}

static guint
count_labels (GtkWidget *page, const char *text)
{
  Count count = { text, 0 };

  jly_ui_walk (page, count_label, &count);
  return count.n;
}

/* Three and a sum: two who learn could put together the third's figure. */
static void
test_three (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  GtkWidget *page;

  people_fill (draft);
  page = open_page (ui, draft);
  get_cell (page, "The Roofers (you), Your figures: sees its own");
  get_cell (page, "The Carpenters and The Scaffolders, Your figures: hidden");
  get_cell (page, "Two who learn, together, Your figures: could work it out");
  get_cell (page, "Each computing party alone, Your figures: sealed pieces only");
  get_cell (page, "Two computing parties together, Your figures: could work it out");
  g_assert_true (jly_ui_shows (page, "3 parties learn the group’s results."));
  g_assert_true (jly_ui_shows (page, "some could work one out"));
  jly_ui_check_page (ui, "who");
  jly_ui_check_menu (ui, jly_ui_get (page, GTK_TYPE_MENU_BUTTON, "Save or Print"), "over-who-menu");
}

/* Nothing is asked yet, so that nobody could work anything out but two who compute. */
static void
test_nothing_asked (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "d2a", 3, 3);
  GtkWidget *page = open_page (ui, draft);

  g_assert_true (jly_ui_shows (page, "Nobody sees your figures but you"));
  g_assert_null (jly_ui_find (page, GTK_TYPE_BOX, "Two who learn, together, Group results: sees"));
  jly_ui_check_page (ui, "who-nothing-asked");
}

/* Of text of 100 %. */
#define DOTS (96 * 1024)

/* Widths below are meant for text of 100 %; gives what it was. */
static int
set_dots (int dots)
{
  int before;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &before, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dots, NULL);
  return before;
}

/* A language that needs more room than the table has. */
static gboolean
is_wordy (void)
{
  return g_strcmp0 (g_getenv ("LANGUAGE"), "en_XA") == 0;
}

static void
assert_inside (GtkWidget *page, const char *cell)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (get_cell (page, cell), page, &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (page));
}

/* A narrow window shows a list: nothing is scrolled sideways, each cell says its column, and every
 * arrow key leads to the next cell or the one before. */
static void
test_list (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  GtkWidget *page, *first;
  int before = set_dots (DOTS);
  guint n_wide;

  people_fill (draft);
  page = open_page (ui, draft);
  first = get_cell (page, "The Roofers (you), Your figures: sees its own");
  /* A wordy language may need the list at any width. */
  n_wide = count_labels (page, "Group results");
  g_assert_true (n_wide == 1 || is_wordy ());
  g_assert_true (gtk_widget_grab_focus (first));
  jly_ui_resize (ui, 360, 720);
  g_assert_true (gtk_widget_is_focus (first));
  g_assert_cmpuint (count_labels (page, "Group results"), ==, 5);
  assert_inside (page, "The Roofers (you), Your figures: sees its own");
  assert_inside (page, "Two computing parties together, Group results: could work it out");
  for (guint i = 0; i < 3; i++)
    g_assert_true (jly_ui_key (ui, GDK_KEY_Down, 0));
  g_assert_true (gtk_widget_is_focus (
      get_cell (page, "The Carpenters and The Scaffolders, Your figures: hidden")));
  g_assert_true (jly_ui_key (ui, GDK_KEY_Up, 0));
  g_assert_true (gtk_widget_is_focus (get_cell (page, "The Roofers (you), Group results: sees")));
  jly_ui_resize (ui, 1000, 700);
  g_assert_cmpuint (count_labels (page, "Group results"), ==, n_wide);
  set_dots (before);
}

/* Arrow keys go through the cells; the row's sentence follows. */
static void
test_keyboard (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  gboolean rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  GtkWidget *page, *first;
  int before;

  if (is_wordy ())
    {
      g_test_skip ("it is a list at any width");
      return;
    }
  before = set_dots (DOTS);
  people_fill (draft);
  page = open_page (ui, draft);
  first = get_cell (page, "The Roofers (you), Your figures: sees its own");
  g_assert_true (gtk_widget_grab_focus (first));
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (page, "Gives figures, in sealed pieces."));
  g_assert_true (jly_ui_key (ui, GDK_KEY_Down, 0));
  g_assert_true (jly_ui_key (ui, rtl ? GDK_KEY_Left : GDK_KEY_Right, 0));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (ui->window))
                 == get_cell (page, "The Carpenters and The Scaffolders, Your own part: hidden"));
  for (guint i = 0; i < 10; i++)
    jly_ui_key (ui, GDK_KEY_Down, 0);
  jly_ui_settle (ui);
  g_assert_true (jly_ui_shows (page, "they could work out everything"));
  set_dots (before);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/who/three", test_three);
  g_test_add_func ("/app/who/nothing-asked", test_nothing_asked);
  g_test_add_func ("/app/who/list", test_list);
  g_test_add_func ("/app/who/keyboard", test_keyboard);
  return g_test_run ();
}
