/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window by keyboard: going on, going back, where the focus is, menus, help, closing. */
#include "config.h"

#include "jly-ui-page.h"
#include "jly-ui-test.h"

#include "app/jly-help-page.h"
#include "app/jly-case-card.h"
#include "app/jly-case-page.h"
#include "app/jly-choose-page.h"
#include "app/jly-home-page.h"

static GtkWidget *
get_focus (JlyUiTest *ui)
{
  return gtk_root_get_focus (GTK_ROOT (ui->window));
}

static void
test_forth_and_back (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page;
  GtkWidget *card;

  g_assert_true (gtk_widget_has_css_class (get_focus (ui), "suggested-action"));
  g_assert_true (jly_ui_key (ui, GDK_KEY_n, GDK_CONTROL_MASK));
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CHOOSE_PAGE));
  /* The keyboard is on the first card at once. */
  g_assert_true (JLY_IS_CASE_CARD (get_focus (ui)));
  card = jly_ui_get (page, JLY_TYPE_CASE_CARD, "Official Statistics");
  g_assert_true (gtk_widget_grab_focus (card));
  g_assert_true (gtk_widget_activate (card));
  jly_ui_wait_page (ui, JLY_TYPE_CASE_PAGE);
  g_assert_false (get_focus (ui) == card);
  g_assert_true (jly_ui_key (ui, GDK_KEY_Escape, 0));
  jly_ui_wait_page (ui, JLY_TYPE_CHOOSE_PAGE);
  /* And is where it was when the person left. */
  g_assert_true (get_focus (ui) == card);
  g_assert_true (jly_ui_key (ui, GDK_KEY_Left, GDK_ALT_MASK));
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  /* There is nothing behind the start page. */
  jly_ui_key (ui, GDK_KEY_Escape, 0);
  g_assert_true (JLY_IS_HOME_PAGE (jly_window_get_page (ui->window)));
}

static void
test_go_home (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page;

  jly_ui_key (ui, GDK_KEY_n, GDK_CONTROL_MASK);
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CHOOSE_PAGE));
  gtk_widget_activate (jly_ui_get (page, JLY_TYPE_CASE_CARD, "Joint Bid"));
  jly_ui_wait_page (ui, JLY_TYPE_CASE_PAGE);
  g_assert_true (jly_ui_key (ui, GDK_KEY_Home, GDK_ALT_MASK));
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
}

/* A page that was left is gone, with all that it held. */
static void
test_left_pages_go (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *page;

  jly_ui_key (ui, GDK_KEY_n, GDK_CONTROL_MASK);
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CHOOSE_PAGE));
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *)&page);
  jly_ui_key (ui, GDK_KEY_Escape, 0);
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  g_assert_null (page);
}

/* Who does not see the page hears its title. */
static void
test_title_is_told (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autofree char *other = NULL;
  GtkWidget *page;
  GtkStack *stack;

  jly_ui_key (ui, GDK_KEY_n, GDK_CONTROL_MASK);
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CHOOSE_PAGE));
  stack = GTK_STACK (gtk_widget_get_ancestor (page, GTK_TYPE_STACK));
  other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (gtk_stack_get_page (stack, page)),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL,
                                              jly_page_get_title (JLY_PAGE (page)));
  g_assert_null (other);
}

static gboolean
is_passed_over (GtkWidget *page)
{
  g_autofree char *other
      = gtk_test_accessible_check_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE);

  return other == NULL;
}

/* A screen reader does not find what lies beneath the page that is shown. */
static void
test_only_the_top_is_told (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidget *home = GTK_WIDGET (jly_window_get_page (ui->window));
  GtkWidget *page;

  g_assert_false (is_passed_over (home));
  jly_ui_key (ui, GDK_KEY_n, GDK_CONTROL_MASK);
  page = GTK_WIDGET (jly_ui_wait_page (ui, JLY_TYPE_CHOOSE_PAGE));
  g_assert_false (is_passed_over (page));
  g_assert_true (is_passed_over (home));
  jly_ui_key (ui, GDK_KEY_Escape, 0);
  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  g_assert_false (is_passed_over (home));
}

/* As a result takes the place of its run while the person reads the help. */
static void
test_replaced_beneath (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  JlyPage *pages[3];

  for (guint i = 0; i < 3; i++)
    {
      pages[i] = jly_ui_page_new ();
      jly_page_set_title (pages[i], "Test");
    }
  jly_window_push (ui->window, pages[0]);
  jly_window_push (ui->window, pages[1]);
  jly_window_replace (ui->window, pages[0], pages[2]);
  g_assert_true (is_passed_over (GTK_WIDGET (pages[2])));
  jly_window_pop (ui->window);
  jly_ui_settle (ui);
  g_assert_false (is_passed_over (GTK_WIDGET (pages[2])));
}

static void
test_help_and_about (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);

  g_assert_true (jly_ui_key (ui, GDK_KEY_F1, 0));
  jly_ui_wait_page (ui, JLY_TYPE_HELP_PAGE);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.go-back", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "shortcuts", NULL);
  jly_ui_check_window (ui, jly_ui_find_window (GTK_TYPE_SHORTCUTS_WINDOW), "over-shortcuts");
  gtk_window_destroy (jly_ui_find_window (GTK_TYPE_SHORTCUTS_WINDOW));
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "about", NULL);
  jly_ui_check_window (ui, jly_ui_find_window (ADW_TYPE_ABOUT_WINDOW), "over-about");
  gtk_window_destroy (jly_ui_find_window (ADW_TYPE_ABOUT_WINDOW));
}

static void
test_main_menu (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);

  jly_ui_check_menu (ui, jly_ui_get (GTK_WIDGET (ui->window), GTK_TYPE_MENU_BUTTON, "Main Menu"),
                     "over-main-menu");
}

/* Tab comes past every control of the page, and then begins again. */
static void
test_tab_reaches_all (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint cards = 0;

  gtk_window_set_focus (GTK_WINDOW (ui->window), NULL);
  while (gtk_widget_child_focus (GTK_WIDGET (ui->window), GTK_DIR_TAB_FORWARD))
    {
      GtkWidget *focus = get_focus (ui);

      if (!g_hash_table_add (seen, focus))
        break;
      cards += JLY_IS_CASE_CARD (focus);
      g_assert_cmpuint (g_hash_table_size (seen), <, 50);
    }
  /* New Study, menu, Try a Joint Bid, and each card; arrow keys go from card to card as well. */
  g_assert_cmpuint (g_hash_table_size (seen), >=, 3 + 12);
  g_assert_cmpuint (cards, ==, 12);
}

/* What the window of all keys lists, as GTK writes keys. */
static GHashTable *
list_shortcuts (GtkWidget *root, GHashTable *keys)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (root))
    {
      g_autofree char *all = NULL;
      g_auto (GStrv) each = NULL;

      g_object_get (root, "accelerator", &all, NULL);
      each = g_strsplit (all != NULL ? all : "", " ", -1);
      for (guint i = 0; each[i] != NULL; i++)
        g_hash_table_add (keys, g_strdup (each[i]));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    list_shortcuts (child, keys);
  return keys;
}

/* A key that an action has and the window does not list would be found by nobody. */
static void
test_all_keys_are_listed (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) actions
      = gtk_application_list_action_descriptions (GTK_APPLICATION (ui->application));
  static const char *const of_the_window[] = { "Escape", "<Alt>Left", "<Alt>Home", "F10" };
  guint n = 0;

  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "shortcuts", NULL);
  list_shortcuts (GTK_WIDGET (jly_ui_find_window (GTK_TYPE_SHORTCUTS_WINDOW)), keys);
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accels
          = gtk_application_get_accels_for_action (GTK_APPLICATION (ui->application), actions[i]);

      for (guint k = 0; accels[k] != NULL; k++, n++)
        {
          g_test_message ("%s for %s", accels[k], actions[i]);
          g_assert_true (g_hash_table_contains (keys, accels[k]));
        }
    }
  g_assert_cmpuint (n, >=, 6);
  for (guint i = 0; i < G_N_ELEMENTS (of_the_window); i++)
    g_assert_true (g_hash_table_contains (keys, of_the_window[i]));
  gtk_window_destroy (jly_ui_find_window (GTK_TYPE_SHORTCUTS_WINDOW));
}

static void (*measure_as_ever) (GtkWidget *, GtkOrientation, int, int *, int *, int *, int *);
static guint n_heights;

static void
count_heights (GtkWidget *label,
               GtkOrientation orientation,
               int for_size,
               int *minimum,
               int *natural,
               int *minimum_baseline,
               int *natural_baseline)
{
  n_heights += orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0;
  measure_as_ever (label, orientation, for_size, minimum, natural, minimum_baseline,
                   natural_baseline);
}

/* Words that wrap are not laid out at one width after another to learn how narrow they may be at a
 * height: that took most of the time in which a page was shown (app/jly-label-width.h). */
static void
test_width_at_a_height (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);
  GtkWidgetClass *klass = g_type_class_peek (GTK_TYPE_LABEL);
  GtkWidget *column = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *label = gtk_label_new ("Every company learns which part of the whole is its own");
  int least, at_a_height;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (column), label);
  gtk_widget_measure (column, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  measure_as_ever = klass->measure;
  klass->measure = count_heights;
  gtk_widget_measure (column, GTK_ORIENTATION_HORIZONTAL, 60, &at_a_height, NULL, NULL, NULL);
  klass->measure = measure_as_ever;
  g_assert_cmpuint (n_heights, ==, 0);
  g_assert_cmpint (at_a_height, ==, least);
  g_object_unref (column);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/window/forth-and-back", test_forth_and_back);
  g_test_add_func ("/app/window/go-home", test_go_home);
  g_test_add_func ("/app/window/left-pages-go", test_left_pages_go);
  g_test_add_func ("/app/window/title-is-told", test_title_is_told);
  g_test_add_func ("/app/window/only-the-top-is-told", test_only_the_top_is_told);
  g_test_add_func ("/app/window/replaced-beneath", test_replaced_beneath);
  g_test_add_func ("/app/window/help-and-about", test_help_and_about);
  g_test_add_func ("/app/window/main-menu", test_main_menu);
  g_test_add_func ("/app/window/tab-reaches-all", test_tab_reaches_all);
  g_test_add_func ("/app/window/all-keys-are-listed", test_all_keys_are_listed);
  g_test_add_func ("/app/window/width-at-a-height", test_width_at_a_height);
  return g_test_run ();
}
