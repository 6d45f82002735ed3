/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking the widgets as a person meets them: by name. */
#include "config.h"

#include "jly-ui-check.h"

GtkWidget *
jly_ui_walk (GtkWidget *widget, JlyUiVisit visit, gpointer data)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (visit (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = jly_ui_walk (child, visit, data);

      if (found)
        return found;
    }
  return NULL;
}

/* The value that the accessibility tree holds: the check's answer to a wrong guess is the truth. */
static char *
dup_accessible_label (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  /* The button inside a menu button is labelled by it. */
  GtkAccessible *accessible = GTK_ACCESSIBLE (GTK_IS_MENU_BUTTON (parent) ? parent : widget);

  if (!gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL))
    return NULL;
  return gtk_test_accessible_check_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                             "\x01 no such label");
}

/* NULL or "" if it shows none; cells of large tables are inscriptions. */
static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  return GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget)) : NULL;
}

static gboolean
is_text (GtkWidget *widget, gpointer data)
{
  const char *text = get_text (widget);

  return text && *text;
}

static char *
dup_mnemonic_label (GtkWidget *widget)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (widget);

  return labels && GTK_IS_LABEL (labels->data)
             ? g_strdup (gtk_label_get_text (GTK_LABEL (labels->data)))
             : NULL;
}

static char *
dup_own_text (GtkWidget *widget)
{
  GtkWidget *text;

  if (GTK_IS_EDITABLE (widget))
    return NULL;
  text = jly_ui_walk (widget, is_text, NULL);
  return text ? g_strdup (get_text (text)) : NULL;
}

/* GTK 4.8 leaves the mark of the mnemonic in a button's name. */
static void
drop_underline (char *name)
{
  char *mark = strchr (name, '_');

  if (mark)
    memmove (mark, mark + 1, strlen (mark));
}

char *
jly_ui_dup_name (GtkWidget *widget)
{
  char *name = dup_accessible_label (widget);

  if (!name && ADW_IS_PREFERENCES_ROW (widget))
    name = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
  if (!name)
    name = dup_mnemonic_label (widget);
  if (!name)
    name = dup_own_text (widget);
  if (name && GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    drop_underline (name);
  if (name && !*name)
    g_clear_pointer (&name, g_free);
  return name;
}

/* The pseudo-language writes "[Ópéñ··]": accents, brackets, dots and where they may part go. */
char *
jly_ui_dup_plain (const char *text)
{
  g_autofree char *apart = NULL;
  GString *plain;

  if (!text || g_strcmp0 (g_getenv ("LANGUAGE"), "en_XA") != 0)
    return g_strdup (text);
  apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  plain = g_string_new (NULL);
  for (const char *p = apart; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c) && c != '[' && c != ']' && c != 0xb7 && c != 0x200b)
        g_string_append_unichar (plain, c);
    }
  return g_string_free (plain, FALSE);
}

/* In the pseudo-language no text gets a capital by the program: a bracket stands before it. So its
 * first letter may be either there. */
static gboolean
begins_with (const char *text, const char *part)
{
  if (g_strcmp0 (g_getenv ("LANGUAGE"), "en_XA") != 0 || *part == '\0' || *text == '\0')
    return g_str_has_prefix (text, part);
  return g_ascii_tolower (*text) == g_ascii_tolower (*part)
         && g_str_has_prefix (text + 1, part + 1);
}

gboolean
jly_ui_is_same (const char *a, const char *b)
{
  g_autofree char *plain_a = jly_ui_dup_plain (a);
  g_autofree char *plain_b = jly_ui_dup_plain (b);

  if (plain_a == NULL || plain_b == NULL)
    return plain_a == plain_b;
  return strlen (plain_a) == strlen (plain_b) && begins_with (plain_a, plain_b);
}

gboolean
jly_ui_holds (const char *text, const char *part)
{
  g_autofree char *plain_text = jly_ui_dup_plain (text);
  g_autofree char *plain_part = jly_ui_dup_plain (part);

  return plain_text != NULL
         && (begins_with (plain_text, plain_part) || strstr (plain_text, plain_part) != NULL);
}

typedef struct
{
  GType type;
  const char *name;
} Wanted;

static gboolean
is_wanted (GtkWidget *widget, gpointer data)
{
  Wanted *wanted = data;
  g_autofree char *name = NULL;

  if (!g_type_is_a (G_OBJECT_TYPE (widget), wanted->type))
    return FALSE;
  if (!wanted->name)
    return TRUE;
  name = jly_ui_dup_name (widget);
  return jly_ui_is_same (name, wanted->name);
}

GtkWidget *
jly_ui_find (GtkWidget *root, GType type, const char *name)
{
  Wanted wanted = { type, name };

  return jly_ui_walk (root, is_wanted, &wanted);
}

GtkWidget *
jly_ui_get (GtkWidget *root, GType type, const char *name)
{
  GtkWidget *found = jly_ui_find (root, type, name);

  if (!found)
    g_error ("there is no %s named \"%s\"", g_type_name (type), name ? name : "(any)");
  return found;
}

typedef struct
{
  GType type;
  guint count;
} Counted;

static gboolean
count_one (GtkWidget *widget, gpointer data)
{
  Counted *counted = data;

  if (g_type_is_a (G_OBJECT_TYPE (widget), counted->type))
    counted->count++;
  return FALSE;
}

guint
jly_ui_count (GtkWidget *root, GType type)
{
  Counted counted = { type, 0 };

  jly_ui_walk (root, count_one, &counted);
  return counted.count;
}

static gboolean
has_text (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_LABEL (widget))
    return jly_ui_holds (gtk_label_get_text (GTK_LABEL (widget)), data);
  if (GTK_IS_INSCRIPTION (widget))
    return jly_ui_holds (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), data);
  return FALSE;
}

gboolean
jly_ui_shows (GtkWidget *root, const char *text)
{
  return jly_ui_walk (root, has_text, (gpointer)text) != NULL;
}

static gboolean
settled_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

void
jly_ui_press (JlyUiTest *ui, const char *name)
{
  GtkWidget *page = GTK_WIDGET (jly_window_get_page (ui->window));
  GtkWidget *button = jly_ui_get (page, GTK_TYPE_BUTTON, name);
  gboolean settled = FALSE;

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_idle_add (settled_cb, &settled);
  jly_ui_wait (is_true, &settled, "the press to be dealt with");
  jly_ui_settle (ui);
}

/* The button that libadwaita 1.2 puts into a toast has no name; the toast goes by itself. */
static gboolean
is_of_toast (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL && g_str_equal (G_OBJECT_TYPE_NAME (parent), "AdwToastWidget");
}

/* Interactive is what takes the keyboard; inner parts speak through the widget that holds them, the
 * toolkit's own window buttons through themselves. */
gboolean
jly_ui_is_interactive (GtkWidget *widget)
{
  if (!gtk_widget_get_focusable (widget) || !gtk_widget_get_can_focus (widget))
    return FALSE;
  if (GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_WINDOW (widget) || GTK_IS_POPOVER (widget))
    return FALSE;
  if (GTK_IS_TEXT (widget) || is_of_toast (widget)
      || gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS))
    return FALSE;
  return TRUE;
}

static gboolean
lacks_name (GtkWidget *widget, gpointer data)
{
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  if (!jly_ui_is_interactive (widget))
    return FALSE;
  name = jly_ui_dup_name (widget);
  if (!name)
    return TRUE;
  if (!GTK_IS_BUTTON (widget) || jly_ui_walk (widget, is_text, NULL))
    return FALSE;
  /* Only a picture: seeing people need the tooltip, the others the label. */
  label = dup_accessible_label (widget);
  if (!label)
    return TRUE;
  return !gtk_widget_get_tooltip_text (widget)
         && !gtk_widget_get_tooltip_text (gtk_widget_get_parent (widget));
}

void
jly_ui_assert_named (GtkWidget *root)
{
  GtkWidget *nameless = jly_ui_walk (root, lacks_name, NULL);
  g_autoptr (GString) where = g_string_new (NULL);

  for (GtkWidget *w = nameless; w; w = gtk_widget_get_parent (w))
    g_string_append_printf (where, "%s%s", where->len ? " in " : "", G_OBJECT_TYPE_NAME (w));
  if (nameless)
    jly_ui_report ("no accessible name, or no tooltip: %s", where->str);
}

static int
measure_width (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  return width;
}

/* Why widget needs its width: the innermost of its widest parts. What scrolls needs little. */
static GtkWidget *
find_widest (GtkWidget *widget)
{
  GtkWidget *widest = NULL;
  int most = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) && measure_width (child) > most)
      {
        most = measure_width (child);
        widest = child;
      }
  return widest != NULL && most <= measure_width (widget) ? find_widest (widest) : widget;
}

/* Without the window's shadow. */
gboolean
jly_ui_assert_narrow (JlyUiTest *ui)
{
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (ui->window));
  g_autofree char *place = NULL;
  int width = measure_width (content), height;

  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, MAX (360, width), &height, NULL, NULL,
                      NULL);
  if (width <= 360 && height <= 294)
    return TRUE;
  place = jly_ui_dup_place (width > 360 ? find_widest (content) : content);
  jly_ui_report ("does not fit 360 by 294: %d by %d: %s", width, height, place);
  return width <= 360;
}

static gboolean
take_key (GtkWidget *widget, guint keyval, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      GListModel *shortcuts;

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      shortcuts = G_LIST_MODEL (controller);
      for (guint j = 0; j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);
          g_autofree char *have
              = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
          g_autoptr (GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (keyval, modifiers);
          g_autofree char *want = gtk_shortcut_trigger_to_string (wanted);
          g_auto (GStrv) either = g_strsplit (have, "|", -1);

          if (g_strv_contains ((const char *const *)either, want)
              && gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                               gtk_shortcut_get_arguments (shortcut)))
            return TRUE;
        }
    }
  return FALSE;
}

gboolean
jly_ui_key (JlyUiTest *ui, guint keyval, GdkModifierType modifiers)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (ui->window));

  for (GtkWidget *w = focus ? focus : GTK_WIDGET (ui->window); w; w = gtk_widget_get_parent (w))
    if (take_key (w, keyval, modifiers))
      {
        jly_ui_settle (ui);
        return TRUE;
      }
  return FALSE;
}

/* Where the first and the last words of a row stand. */
static gboolean
note_words (GtkWidget *widget, gpointer data)
{
  double *places = data;
  graphene_rect_t bounds;

  if (!GTK_IS_LABEL (widget) || *gtk_label_get_text (GTK_LABEL (widget)) == '\0')
    return FALSE;
  if (!gtk_widget_compute_bounds (widget, gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW),
                                  &bounds))
    g_assert_not_reached ();
  places[1] = bounds.origin.y + bounds.size.height / 2;
  if (places[0] < 0)
    places[0] = bounds.origin.y + bounds.size.height;
  return FALSE;
}

static gboolean
is_end_below (GtkListBoxRow *row)
{
  double places[] = { -1, -1 };

  jly_ui_walk (GTK_WIDGET (row), note_words, places);
  return places[1] > places[0] + 10;
}

void
jly_ui_assert_alike (JlyUiTest *ui, GtkWidget *list)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0), *row;

  g_assert_nonnull (first);
  jly_ui_resize (ui, 360, 720);
  for (int i = 1; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i)) != NULL; i++)
    if (is_end_below (row) != is_end_below (first))
      jly_ui_report ("in one list the ends of some rows stand below their words");
  jly_ui_resize (ui, 1000, 700);
}
