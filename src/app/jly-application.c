/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-application.h; the actions are listed in ACTIONS.md. */
#include "config.h"

#include "app/jly-application.h"

#include "app/jly-about.h"
#include "app/jly-accessible-gaps.h"
#include "app/jly-appearance.h"
#include "app/jly-drop.h"
#include "app/jly-erasing.h"
#include "app/jly-home-page.h"
#include "app/jly-invitation-page.h"
#include "app/jly-label-width.h"
#include "app/jly-language.h"
#include "app/jly-messages-page.h"
#include "app/jly-resource.h"
#include "app/jly-resources.h"
#include "app/jly-window.h"
#include "base/jly-own-file.h"
#include "base/jly-paths.h"
#include "post/jly-invitation.h"

#include <glib/gi18n.h>
#include <string.h>

struct _JlyApplication
{
  AdwApplication parent_instance;

  char *data_dir;
  JlyStore *store;         /* NULL until asked for */
  GPtrArray *cases;        /* the same */
  JlyPerson *person;       /* the same */
  JlyMessenger *messenger; /* the same */
  JlyWorks *works;
  gboolean exit_after_startup;
};

G_DEFINE_FINAL_TYPE (JlyApplication, jly_application, ADW_TYPE_APPLICATION)

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  /* Each window may keep itself open, to ask first; the last one to go ends the program. */
  g_autoptr (GList) windows
      = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  for (GList *l = windows; l; l = l->next)
    gtk_window_close (GTK_WINDOW (l->data));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  jly_about_present (gtk_application_get_active_window (GTK_APPLICATION (user_data)));
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (JLY_RESOURCE ("ui/shortcuts.ui"));
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts,
                                gtk_application_get_active_window (GTK_APPLICATION (user_data)));
  gtk_window_present (shortcuts);
}

/* From a notification or a toast: of a study with others, or of a rehearsal that is kept. */
static void
open_study_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (!JLY_IS_WINDOW (window))
    return;
  gtk_window_present (window);
  jly_home_page_open (JLY_WINDOW (window), g_variant_get_string (parameter, NULL));
}

static const GActionEntry actions[] = {
  { "open-study", open_study_cb, "s" },
  { "quit", quit_cb },
  { "about", about_cb },
  { "shortcuts", shortcuts_cb },
};

static void
set_accels (GtkApplication *self)
{
  const struct
  {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "app.quit", { "<Control>q" } },
    { "app.shortcuts", { "<Control>question" } },
    { "win.show-help", { "F1" } },
    { "win.choose-case", { "<Control>n" } },
    { "win.show-settings", { "<Control>comma" } },
    { "window.close", { "<Control>w" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (self, accels[i].action, accels[i].accels);
}

static void
startup (GApplication *application)
{
  G_APPLICATION_CLASS (jly_application_parent_class)->startup (application);
  jly_accessible_close_gaps ();
  jly_appearance_apply (JLY_APPLICATION (application)->data_dir);
  /* What an erasing that was cut short has left goes before anybody reads it; what cannot go is
   * said where the studies are read. */
  jly_erasing_finish (JLY_APPLICATION (application)->data_dir, NULL);

  jly_label_width_install ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  set_accels (GTK_APPLICATION (application));
  gtk_window_set_default_icon_name (JLY_APP_ID);
  /* A headline that can be copied is not to look as if it had been, when its page opens. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
}

static void
first_frame_cb (GdkFrameClock *clock, GApplication *application)
{
  g_signal_handlers_disconnect_by_func (clock, first_frame_cb, application);
  g_application_quit (application);
}

/* For measuring how long a start takes, until something can be seen. */
static void
quit_after_first_frame (JlyApplication *self, GtkWidget *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  g_signal_connect (gdk_surface_get_frame_clock (surface), "after-paint",
                    G_CALLBACK (first_frame_cb), self);
}

static void
activate (GApplication *application)
{
  JlyApplication *self = JLY_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (!window)
    window = GTK_WINDOW (jly_window_new (self));
  gtk_window_present (window);
  if (self->exit_after_startup)
    quit_after_first_frame (self, GTK_WIDGET (window));
  else
    jly_messenger_start (jly_application_get_messenger (self));
}

/* Somebody opened a table by a double click. A text may be a mail with an invitation in it, whole
 * or not: that is said on the page of the invitation. */
static gboolean
is_table (const char *path)
{
  static const char *const texts[] = { ".txt", NULL };

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR)
         && jly_drop_fits (path, jly_drop_tables) && !jly_drop_fits (path, texts);
}

/* A file that was double-clicked, or a link: what it says is shown, and nothing else is done. */
static void
show_invitation (JlyWindow *window, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) contents = path != NULL
                                    ? jly_own_file_load (path, 4 * JLY_INVITATION_MAX_BYTES, &error)
                                    : g_bytes_new (uri, strlen (uri));

  jly_window_push (window, JLY_PAGE (contents != NULL ? jly_invitation_page_new (
                                         contents, g_get_real_time () / G_USEC_PER_SEC)
                                                      : jly_invitation_page_new_error (error)));
}

/* By what it is called: messages have an ending of their own. */
static void
open_one (GtkWindow *window, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (!JLY_IS_WINDOW (window))
    return;
  if (path != NULL && g_str_has_suffix (path, JLY_BUNDLE_ENDING))
    jly_messages_open_file (JLY_WINDOW (window), path);
  else if (is_table (path))
    jly_window_toast (JLY_WINDOW (window),
                      _ ("A table is opened on the page of a study’s figures: open it there."));
  else
    show_invitation (JLY_WINDOW (window), file);
}

static void
open_files (GApplication *application, GFile **files, int n_files, const char *hint)
{
  activate (application);
  for (int i = 0; i < n_files; i++)
    open_one (gtk_application_get_active_window (GTK_APPLICATION (application)), files[i]);
}

static int
handle_local_options (GApplication *application, GVariantDict *options)
{
  JlyApplication *self = JLY_APPLICATION (application);
  const char *data_dir = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("%s %s\n", g_get_application_name (), JLY_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (options, "data-dir", "^&ay", &data_dir))
    {
      g_free (self->data_dir);
      self->data_dir = g_strdup (data_dir);
      g_application_set_flags (application, G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
    }
  jly_language_apply (self->data_dir);
  self->exit_after_startup = g_variant_dict_contains (options, "exit-after-startup");
  if (self->exit_after_startup)
    g_application_set_flags (application, G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  return -1;
}

static void
finalize (GObject *object)
{
  JlyApplication *self = JLY_APPLICATION (object);
  g_autoptr (GError) error = NULL;

  jly_works_abandon (self->works);
  g_clear_object (&self->works);
  g_clear_pointer (&self->store, jly_store_close);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  /* A run of it may still be under way, and nothing may begin afterwards. */
  if (self->messenger != NULL)
    g_object_run_dispose (G_OBJECT (self->messenger));
  g_clear_object (&self->messenger);
  g_clear_object (&self->person);
  if (!jly_erasing_finish (self->data_dir, &error))
    g_warning ("%s", error->message);
  g_free (self->data_dir);
  G_OBJECT_CLASS (jly_application_parent_class)->finalize (object);
}

static void
jly_application_class_init (JlyApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  application_class->startup = startup;
  application_class->activate = activate;
  application_class->open = open_files;
  application_class->handle_local_options = handle_local_options;
}

static void
jly_application_init (JlyApplication *self)
{
  const GOptionEntry options[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Keep studies in this folder"),
      N_ ("DIR") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { "exit-after-startup", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    { NULL },
  };

  self->works = jly_works_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _ ("Computes something together with others, out of figures that nobody shows."));
}

JlyApplication *
jly_application_new (const char *data_dir)
{
  static gboolean named = FALSE;
  JlyApplication *self;

  jly_register_resource ();
  /* GLib takes the name once a process; tests start the app several times in one. */
  if (!named)
    g_set_application_name (_ ("Jointly"));
  named = TRUE;
  self = g_object_new (JLY_TYPE_APPLICATION, "application-id", JLY_APP_ID, "resource-base-path",
                       "/org/jointly/Jointly", "flags",
                       G_APPLICATION_HANDLES_OPEN
                           | (data_dir ? G_APPLICATION_NON_UNIQUE : G_APPLICATION_DEFAULT_FLAGS),
                       NULL);
  self->data_dir = data_dir ? g_strdup (data_dir) : jly_paths_user_data ();
  return self;
}

JlyApplication *
jly_application_get (void)
{
  GApplication *application = g_application_get_default ();

  return application ? JLY_APPLICATION (application) : NULL;
}

char *
jly_application_build_imports_folder (JlyApplication *self)
{
  return g_build_filename (jly_application_get_data_dir (self), "imports", NULL);
}

const char *
jly_application_get_data_dir (JlyApplication *self)
{
  g_return_val_if_fail (JLY_IS_APPLICATION (self), NULL);
  return self->data_dir;
}

JlyStore *
jly_application_get_store (JlyApplication *self, GError **error)
{
  g_return_val_if_fail (JLY_IS_APPLICATION (self), NULL);
  if (self->store == NULL && jly_erasing_finish (self->data_dir, error))
    self->store = jly_store_open (self->data_dir, error);
  return self->store;
}

JlyPerson *
jly_application_get_person (JlyApplication *self)
{
  g_return_val_if_fail (JLY_IS_APPLICATION (self), NULL);
  if (self->person == NULL)
    self->person = jly_person_new (self->data_dir);
  return self->person;
}

JlyWorks *
jly_application_get_works (JlyApplication *self)
{
  g_return_val_if_fail (JLY_IS_APPLICATION (self), NULL);
  return self->works;
}

JlyMessenger *
jly_application_get_messenger (JlyApplication *self)
{
  g_return_val_if_fail (JLY_IS_APPLICATION (self), NULL);
  if (self->messenger == NULL)
    self->messenger = jly_messenger_new (self->data_dir, jly_application_get_person (self));
  return self->messenger;
}

gboolean
jly_application_carries (void)
{
  return jly_messenger_has_way (jly_application_get_messenger (jly_application_get ()));
}

void
jly_application_carry_soon (void)
{
  JlyApplication *self = jly_application_get ();

  if (self != NULL && self->messenger != NULL)
    jly_messenger_poke (self->messenger);
}

/* A template of the person's own that is broken is no reason to stop; the log says what is wrong.
 */
static GPtrArray *
load_cases (void)
{
  GPtrArray *problems = NULL;
  GPtrArray *cases = jly_case_load_all (&problems);

  for (guint i = 0; problems && i < problems->len; i++)
    g_message ("%s", ((GError *)problems->pdata[i])->message);
  g_clear_pointer (&problems, g_ptr_array_unref);
  return cases;
}

GPtrArray *
jly_application_get_cases (JlyApplication *self)
{
  g_return_val_if_fail (JLY_IS_APPLICATION (self), NULL);
  if (!self->cases)
    self->cases = load_cases ();
  return self->cases;
}

JlyCase *
jly_application_find_case (JlyApplication *self, const char *id)
{
  GPtrArray *cases = jly_application_get_cases (self);

  for (guint i = 0; i < cases->len; i++)
    if (g_strcmp0 (jly_case_get_id (cases->pdata[i]), id) == 0)
      return cases->pdata[i];
  return NULL;
}
