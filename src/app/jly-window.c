/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pile of pages in a GtkStack; a page that was left goes once its transition has ended. */
#include "config.h"

#include "app/jly-window.h"

#include "app/jly-accessible.h"
#include "app/jly-choose-page.h"
#include "app/jly-computer-page.h"
#include "app/jly-drop.h"
#include "app/jly-help-page.h"
#include "app/jly-home-page.h"
#include "app/jly-import-page.h"
#include "app/jly-resource.h"
#include "app/jly-safe-question.h"
#include "app/jly-settings-page.h"

#include <glib/gi18n.h>

/* A page of the pile and where the keyboard was when another page came on top of it. */
typedef struct
{
  JlyPage *page;
  GWeakRef focus;
} Entry;

struct _JlyWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GPtrArray *pile;   /* Entry*, home first */
  GPtrArray *mine;   /* JlyMine: what waited for the person at the last look */
  GtkWindow *dialog; /* asks whether to close; NULL unless it is open */
  gboolean closes;   /* as soon as nothing runs any more */
};

G_DEFINE_FINAL_TYPE (JlyWindow, jly_window, ADW_TYPE_APPLICATION_WINDOW)

static JlyWorks *
get_works (JlyWindow *self)
{
  return jly_application_get_works (
      JLY_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
}

static Entry *
new_entry (JlyPage *page)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->page = page;
  g_weak_ref_init (&entry->focus, NULL);
  return entry;
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_weak_ref_clear (&entry->focus);
  g_free (entry);
}

static Entry *
get_top (JlyWindow *self)
{
  return self->pile->len > 0 ? g_ptr_array_index (self->pile, self->pile->len - 1) : NULL;
}

/* NULL: the page was left. */
static Entry *
find_entry (JlyWindow *self, GtkWidget *page)
{
  for (guint i = 0; i < self->pile->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->pile, i);

      if (GTK_WIDGET (entry->page) == page)
        return entry;
    }
  return NULL;
}

static void
remove_left_pages (JlyWindow *self)
{
  GtkWidget *next;

  if (gtk_stack_get_transition_running (self->stack))
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child;
       child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (find_entry (self, child) == NULL)
        gtk_stack_remove (self->stack, child);
    }
}

static void
transition_running_cb (JlyWindow *self)
{
  remove_left_pages (self);
}

/* A line that comes for five seconds stands above the page's buttons: who wants to go on does not
 * have to wait until it has gone. */
static gboolean
place_toasts_cb (JlyWindow *self, GtkWidget *toasts, GdkRectangle *place)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->stack));
  int height = gtk_widget_get_height (GTK_WIDGET (self->stack));
  Entry *top = self->pile != NULL ? get_top (self) : NULL;

  if (top != NULL)
    height -= jly_page_get_foot (top->page);
  gtk_widget_measure (toasts, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &place->width, NULL, NULL);
  place->width = MIN (place->width, width);
  gtk_widget_measure (toasts, GTK_ORIENTATION_VERTICAL, place->width, NULL, &place->height, NULL,
                      NULL);
  place->x = (width - place->width) / 2;
  place->y = height - place->height;
  return TRUE;
}

/* GTK 4.8 tells a screen reader of each page that is piled up as if all could be seen. */
static void
hide_pages_beneath (JlyWindow *self)
{
  GtkWidget *top = GTK_WIDGET (get_top (self)->page);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    jly_accessible_set_hidden (child, child != top);
}

static void
show_top (JlyWindow *self, GtkStackTransitionType transition)
{
  Entry *top = get_top (self);
  g_autoptr (GtkWidget) focus = g_weak_ref_get (&top->focus);

  jly_page_set_can_go_back (top->page, self->pile->len > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.go-back", self->pile->len > 1);
  jly_page_refresh (top->page);
  gtk_stack_set_visible_child_full (
      self->stack,
      gtk_stack_page_get_name (gtk_stack_get_page (self->stack, GTK_WIDGET (top->page))),
      transition);
  hide_pages_beneath (self);
  if (!focus || !gtk_widget_is_ancestor (focus, GTK_WIDGET (top->page))
      || !gtk_widget_grab_focus (focus))
    jly_page_focus_first (top->page);
  remove_left_pages (self);
}

/* On each page that a topic of the help explains. */
static void
add_help_button (JlyPage *page)
{
  GtkWidget *button;

  if (jly_help_find (page) == NULL)
    return;
  button = gtk_button_new_from_icon_name ("help-about-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("What Does This Mean?"));
  jly_accessible_set_label (button, _ ("What Does This Mean?"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-help");
  jly_page_add_header_end (page, button);
}

static void
add_to_stack (JlyWindow *self, JlyPage *page)
{
  static guint count = 0;
  g_autofree char *name = g_strdup_printf ("page-%u", ++count);

  add_help_button (page);
  gtk_stack_add_named (self->stack, GTK_WIDGET (page), name);
  g_object_bind_property (page, "title", gtk_stack_get_page (self->stack, GTK_WIDGET (page)),
                          "title", G_BINDING_SYNC_CREATE);
}

static void
take_off_top (JlyWindow *self)
{
  g_ptr_array_remove_index (self->pile, self->pile->len - 1);
}

void
jly_window_push (JlyWindow *self, JlyPage *page)
{
  Entry *top;

  g_return_if_fail (JLY_IS_WINDOW (self) && JLY_IS_PAGE (page));
  top = get_top (self);
  if (top)
    g_weak_ref_set (&top->focus, gtk_root_get_focus (GTK_ROOT (self)));
  g_ptr_array_add (self->pile, new_entry (page));
  add_to_stack (self, page);
  show_top (self, GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT);
}

void
jly_window_replace (JlyWindow *self, JlyPage *old, JlyPage *page)
{
  Entry *entry;

  g_return_if_fail (JLY_IS_WINDOW (self) && JLY_IS_PAGE (old) && JLY_IS_PAGE (page));
  entry = find_entry (self, GTK_WIDGET (old));
  g_return_if_fail (entry != NULL);
  entry->page = page;
  g_weak_ref_set (&entry->focus, NULL);
  add_to_stack (self, page);
  if (entry == get_top (self))
    show_top (self, GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  else
    {
      hide_pages_beneath (self);
      remove_left_pages (self);
    }
}

void
jly_window_pop (JlyWindow *self)
{
  g_return_if_fail (JLY_IS_WINDOW (self));
  if (self->pile->len < 2)
    return;
  take_off_top (self);
  show_top (self, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
}

void
jly_window_go_home (JlyWindow *self)
{
  g_return_if_fail (JLY_IS_WINDOW (self));
  if (self->pile->len < 2)
    return;
  while (self->pile->len > 1)
    take_off_top (self);
  show_top (self, GTK_STACK_TRANSITION_TYPE_SLIDE_RIGHT);
}

JlyPage *
jly_window_get_page (JlyWindow *self)
{
  g_return_val_if_fail (JLY_IS_WINDOW (self), NULL);
  return get_top (self)->page;
}

gboolean
jly_window_has_page (JlyWindow *self, JlyPage *page)
{
  g_return_val_if_fail (JLY_IS_WINDOW (self), FALSE);
  return self->pile != NULL && find_entry (self, GTK_WIDGET (page)) != NULL;
}

JlyWindow *
jly_window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return JLY_IS_WINDOW (root) ? JLY_WINDOW (root) : NULL;
}

/* A toast is as high as its words need at their natural width: that must not be more than it gets.
 */
static void
fit_toast (GtkLabel *words, GParamSpec *pspec, GtkWindow *window)
{
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  gtk_label_set_max_width_chars (words, width < 600 ? 28 : 60);
}

/* The title of its own would be cut off at the end of its one line. */
static AdwToast *
new_toast (JlyWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (text);

  jly_accessible_set_live (GTK_LABEL (label));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  g_signal_connect_object (self, "notify::default-width", G_CALLBACK (fit_toast), label,
                           G_CONNECT_SWAPPED);
  fit_toast (GTK_LABEL (label), NULL, GTK_WINDOW (self));
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  return toast;
}

void
jly_window_toast (JlyWindow *self, const char *text)
{
  g_return_if_fail (JLY_IS_WINDOW (self));
  adw_toast_overlay_add_toast (self->toasts, new_toast (self, text));
}

void
jly_window_add_toast (JlyWindow *self, AdwToast *toast)
{
  g_return_if_fail (JLY_IS_WINDOW (self) && ADW_IS_TOAST (toast));
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWindow *self = JLY_WINDOW (widget);

  if (!jly_page_hold_back (get_top (self)->page, "win.go-back"))
    jly_window_pop (self);
}

/* Whoever leaves all pages leaves those below, too: a file that was opened while a rehearsal runs
 * stands above it. */
static gboolean
is_held_back (JlyWindow *self, const char *action)
{
  for (guint i = self->pile->len; i > 0; i--)
    if (jly_page_hold_back (((Entry *)g_ptr_array_index (self->pile, i - 1))->page, action))
      return TRUE;
  return FALSE;
}

static void
go_home (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWindow *self = JLY_WINDOW (widget);

  if (!is_held_back (self, "win.go-home"))
    jly_window_go_home (self);
}

static void
choose_case (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWindow *self = JLY_WINDOW (widget);

  if (!JLY_IS_CHOOSE_PAGE (get_top (self)->page)
      && !jly_page_hold_back (get_top (self)->page, "win.choose-case"))
    jly_window_push (self, JLY_PAGE (jly_choose_page_new ()));
}

static void
show_computer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWindow *self = JLY_WINDOW (widget);

  if (!JLY_IS_COMPUTER_PAGE (get_top (self)->page)
      && !jly_page_hold_back (get_top (self)->page, "win.show-computer"))
    jly_window_push (self, JLY_PAGE (jly_computer_page_new ()));
}

/* What belongs to the page that is seen; on a page of help, all of it. */
static void
show_help (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWindow *self = JLY_WINDOW (widget);
  JlyPage *page = get_top (self)->page;

  if (!jly_page_hold_back (page, "win.show-help"))
    jly_window_push (self, JLY_PAGE (jly_help_page_new (jly_help_find (page))));
}

static void
show_settings (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWindow *self = JLY_WINDOW (widget);

  if (!JLY_IS_SETTINGS_PAGE (get_top (self)->page)
      && !jly_page_hold_back (get_top (self)->page, "win.show-settings"))
    jly_window_push (self, JLY_PAGE (jly_settings_page_new ()));
}

/* The parameter is the path of one company's figures. */
static void
import (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWindow *self = JLY_WINDOW (widget);

  if (!JLY_IS_IMPORT_PAGE (jly_window_get_page (self)))
    jly_window_push (self, JLY_PAGE (jly_import_page_new ()));
  jly_import_page_open (JLY_IMPORT_PAGE (jly_window_get_page (self)), NULL,
                        g_variant_get_string (parameter, NULL));
}

static void
close_asked_cb (AdwMessageDialog *dialog, const char *response, JlyWindow *self)
{
  g_clear_weak_pointer (&self->dialog);
  self->closes = g_strcmp0 (response, "stop") == 0;
  if (!self->closes)
    return;
  if (jly_works_count (get_works (self)) > 0)
    jly_works_stop (get_works (self));
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* What stops a computation stops it for others too: that is said first. */
static JlyWork *
choose_explained (JlyWorks *works)
{
  for (guint i = 0; i < jly_works_count (works); i++)
    if (!jly_work_get_is_rehearsal (jly_works_get (works, i)))
      return jly_works_get (works, i);
  return jly_works_get (works, 0);
}

/* What runs ends with the program, so that nobody waits for a party that is gone. */
static void
ask_to_close (JlyWindow *self)
{
  JlyWork *first = choose_explained (get_works (self));
  guint n = jly_works_count (get_works (self));
  g_autofree char *heading
      = n == 1 ? g_strdup_printf (_ ("Close while “%s” runs?"), jly_work_get_title (first))
               : g_strdup_printf (
                   ngettext ("Close while %u study runs?", "Close while %u studies run?", n), n);
  GtkWidget *dialog;

  if (self->dialog != NULL)
    return;
  dialog = jly_safe_question_new (GTK_WINDOW (self), heading, jly_work_explain_stop (first), "keep",
                                  _ ("_Keep Running"), "stop", _ ("_Stop and Close"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_asked_cb), self, 0);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (self->dialog);
}

static gboolean
close_request (GtkWindow *window)
{
  JlyWindow *self = JLY_WINDOW (window);

  if (is_held_back (self, "window.close"))
    return GDK_EVENT_STOP;
  if (jly_works_count (get_works (self)) > 0)
    {
      ask_to_close (self);
      return GDK_EVENT_STOP;
    }
  return GTK_WINDOW_CLASS (jly_window_parent_class)->close_request (window);
}

/* GTK puts the keyboard on the header bar when a window first appears. */
static void
show (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (jly_window_parent_class)->show (widget);
  jly_page_focus_first (get_top (JLY_WINDOW (widget))->page);
}

static void
dispose (GObject *object)
{
  JlyWindow *self = JLY_WINDOW (object);

  g_clear_weak_pointer (&self->dialog);
  g_clear_pointer (&self->pile, g_ptr_array_unref);
  g_clear_pointer (&self->mine, g_ptr_array_unref);

  G_OBJECT_CLASS (jly_window_parent_class)->dispose (object);
}

/* Class bindings are tried after those of the focused widget, so that Escape first closes a menu
 * or a search. */
static void
add_bindings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.go-back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.go-back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, GDK_ALT_MASK, "win.go-home",
                                       NULL);
}

static void
jly_window_class_init (JlyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->show = show;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;

  gtk_widget_class_set_template_from_resource (widget_class, JLY_RESOURCE ("ui/jly-window.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, JlyWindow, stack);
  gtk_widget_class_bind_template_callback (widget_class, transition_running_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_toasts_cb);
  gtk_widget_class_install_action (widget_class, "win.go-back", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "win.go-home", NULL, go_home);
  gtk_widget_class_install_action (widget_class, "win.choose-case", NULL, choose_case);
  gtk_widget_class_install_action (widget_class, "win.show-computer", NULL, show_computer);
  gtk_widget_class_install_action (widget_class, "win.show-help", NULL, show_help);
  gtk_widget_class_install_action (widget_class, "win.show-settings", NULL, show_settings);
  gtk_widget_class_install_action (widget_class, "win.import", "s", import);
  add_bindings (widget_class);
}

static void
back_button_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (user_data), "win.go-back", NULL);
}

static void
jly_window_init (JlyWindow *self)
{
  GtkGesture *back = gtk_gesture_click_new ();

  self->pile = g_ptr_array_new_with_free_func (free_entry);
  self->mine = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_mine_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The mouse's own Back button, number 8 by X11's and Wayland's count. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (back), 8);
  g_signal_connect (back, "pressed", G_CALLBACK (back_button_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (back));
  jly_drop_accept (GTK_WIDGET (self), NULL,
                   N_ ("Nothing here takes this file. Messages and invitations can be dropped "
                       "anywhere, figures where they are asked for."),
                   NULL);
}

/* Whoever looks at something else hears only of what waits for them. The home page is always there,
 * and knows. */
static void
look_for_mine (JlyWindow *self)
{
  JlyPage *home = ((Entry *)g_ptr_array_index (self->pile, 0))->page;
  g_autoptr (GNotification) notification = NULL;
  g_autoptr (GPtrArray) mine = NULL;

  jly_page_refresh (home);
  mine = g_ptr_array_ref (jly_home_page_get_mine (JLY_HOME_PAGE (home)));
  notification = jly_mine_tell (self->mine, mine);
  if (notification != NULL && !gtk_window_is_active (GTK_WINDOW (self)))
    g_application_send_notification (g_application_get_default (), "studies-wait", notification);
  g_ptr_array_unref (self->mine);
  self->mine = g_steal_pointer (&mine);
}

/* A page that shows nothing of it stays as it is, and the person is told. */
static void
carried_cb (JlyWindow *self, guint n_letters)
{
  g_autofree char *text = NULL;

  if (n_letters == 0)
    return;
  look_for_mine (self);
  if (jly_page_show_news (get_top (self)->page))
    return;
  text = g_strdup_printf (
      ngettext ("%u message came from the others", "%u messages came from the others", n_letters),
      n_letters);
  jly_window_toast (self, text);
}

static void
trouble_cb (JlyWindow *self, JlyWork *work, const char *sentence)
{
  AdwToast *toast = new_toast (self, sentence);

  /* What may be lost stays until it was read, and before all else. */
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  jly_window_add_toast (self, toast);
}

static void
notify_end (JlyWork *work)
{
  g_autoptr (GNotification) notification = g_notification_new (jly_work_get_title (work));
  const char *id = jly_work_get_id (work);
  g_autofree char *name = g_strconcat ("ended-", id != NULL ? id : "", NULL);

  g_notification_set_body (notification, jly_work_get_outcome (work));
  if (id != NULL)
    g_notification_set_default_action_and_target (notification, "app.open-study", "s", id);
  g_application_send_notification (g_application_get_default (), name, notification);
}

/* With a way to what came of it, unless the page that is seen shows it. */
static void
tell_end (JlyWindow *self, JlyWork *work)
{
  const char *id = jly_work_get_id (work);
  /* Translators: a study's name, and how it ended. */
  g_autofree char *text
      = g_strdup_printf (_ ("“%s”: %s"), jly_work_get_title (work), jly_work_get_outcome (work));
  AdwToast *toast = new_toast (self, text);

  if (id != NULL)
    {
      adw_toast_set_button_label (toast, _ ("_Open"));
      adw_toast_set_action_target (toast, "s", id);
      adw_toast_set_action_name (toast, "app.open-study");
    }
  jly_window_add_toast (self, toast);
}

static void
work_ended_cb (JlyWindow *self, JlyWork *work)
{
  if (self->pile == NULL)
    return;
  if (self->closes && jly_works_count (get_works (self)) == 0)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  jly_page_refresh (((Entry *)g_ptr_array_index (self->pile, 0))->page);
  if (jly_work_was_stopped (work))
    return;
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    notify_end (work);
  if (!jly_work_is_seen (work))
    tell_end (self, work);
}

/* The start page says how far it is. */
static void
works_changed_cb (JlyWindow *self)
{
  if (self->pile != NULL && JLY_IS_HOME_PAGE (jly_window_get_page (self)))
    jly_home_page_show_works (JLY_HOME_PAGE (jly_window_get_page (self)));
}

static void
connect_works (JlyWindow *self)
{
  g_signal_connect_object (get_works (self), "trouble", G_CALLBACK (trouble_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_works (self), "ended", G_CALLBACK (work_ended_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_works (self), "changed", G_CALLBACK (works_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

JlyWindow *
jly_window_new (JlyApplication *application)
{
  JlyWindow *self = g_object_new (JLY_TYPE_WINDOW, "application", application, NULL);

  g_signal_connect_object (jly_application_get_messenger (application), "carried",
                           G_CALLBACK (carried_cb), self, G_CONNECT_SWAPPED);
  connect_works (self);

  jly_window_push (self, JLY_PAGE (jly_home_page_new ()));
  return self;
}
