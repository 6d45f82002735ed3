/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The start page: my studies, newest first, and below them the cases; the cases alone, with a word
 * of welcome, as long as there are no studies. What is kept is read anew each time the page comes
 * to be seen.
 */
#include "config.h"

#include "app/jly-home-page.h"

#include "app/jly-accessible.h"
#include "app/jly-application.h"
#include "app/jly-case-grid.h"
#include "app/jly-case-page.h"
#include "app/jly-file-chooser.h"
#include "app/jly-fold.h"
#include "app/jly-messages-page.h"
#include "app/jly-notice.h"
#include "app/jly-removal.h"
#include "app/jly-resource.h"
#include "app/jly-running-page.h"
#include "app/jly-kept-page.h"
#include "app/jly-role-tag.h"
#include "app/jly-kept-row.h"
#include "app/jly-together.h"
#include "app/jly-window.h"
#include "table/jly-kept.h"

#include <glib/gi18n.h>

/* The case that the welcome offers to begin with. */
#define FIRST_CASE "a"

/* Both with the page's margins of 24. */
#define WIDTH_WITH_STUDIES (720 + 48)
#define WIDTH_OF_CARDS (936 + 48)

struct _JlyHomePage
{
  JlyPage parent_instance;

  GtkMenuButton *menu_button;
  AdwClamp *clamp;
  GtkWidget *welcome;
  GtkWidget *heading;
  GtkLabel *title;
  GtkLabel *subtitle;
  JlyNotice *notice;
  JlyTogether *together;
  GtkWidget *under_way_group;
  GtkListBox *under_way;
  GtkWidget *finished_group;
  GtkListBox *finished;
  AdwBin *legend;
  JlyCaseGrid *grid;

  JlyRemoval *removal; /* of a study, a draft or an invitation; NULL once disposed of */
  char *shown;         /* what the lists show, to leave them alone while nothing changed */
};

G_DEFINE_FINAL_TYPE (JlyHomePage, jly_home_page, JLY_TYPE_PAGE)

static gboolean
is_under_way (const JlyStudyRecord *record)
{
  return g_strcmp0 (record->state, "running") == 0;
}

static void
empty_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))))
    gtk_list_box_remove (list, row);
}

static char *
dup_signature (JlyHomePage *self, GPtrArray *records)
{
  GString *signature = g_string_new (NULL);

  g_string_append_printf (signature, "%u %u\n", jly_together_count (self->together),
                          jly_together_count_mine (self->together));
  for (guint i = 0; i < records->len; i++)
    {
      const JlyStudyRecord *record = records->pdata[i];

      g_string_append_printf (signature, "%s %s %s %s\n", record->id, record->state, record->title,
                              record->headline ? record->headline : "");
    }
  return g_string_free (signature, FALSE);
}

/* What the person is waited for comes before what runs, and that before what is done. */
static void
show_title (JlyHomePage *self, guint n_under_way, guint n_ready, guint n_finished)
{
  guint n_mine = jly_together_count_mine (self->together);
  guint n_together = jly_together_count (self->together);
  g_autofree char *mine = g_strdup_printf (
      ngettext ("One study waits for you", "%u studies wait for you", n_mine), n_mine);
  g_autofree char *ready = g_strdup_printf (
      ngettext ("One answer is ready", "%u answers are ready", n_ready), n_ready);
  g_autofree char *subtitle
      = g_strdup_printf (ngettext ("One rehearsal is kept on this computer.",
                                   "%u rehearsals are kept on this computer.", n_finished),
                         n_finished);
  g_autofree char *title = g_strdup_printf (
      ngettext ("One study is under way", "%u studies are under way", n_under_way + n_together),
      n_under_way + n_together);

  gtk_label_set_label (self->title, n_mine > 0        ? mine
                                    : n_under_way > 0 ? title
                                    : n_ready > 0     ? ready
                                    : n_together > 0  ? title
                                                      : _ ("Nothing is under way"));
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), n_finished > 0);
}

static void
show_records (JlyHomePage *self, GPtrArray *records)
{
  gboolean is_new = records->len == 0 && jly_together_count (self->together) == 0;
  guint n_under_way = 0, n_ready = 0;
  int width;

  empty_list (self->under_way);
  empty_list (self->finished);
  for (guint i = 0; i < records->len; i++)
    {
      const JlyStudyRecord *record = records->pdata[i];
      JlyCase *the_case = jly_application_find_case (jly_application_get (), record->case_id);
      gboolean under_way = is_under_way (record);

      n_under_way += under_way;
      n_ready += g_strcmp0 (record->state, "done") == 0;
      gtk_list_box_append (under_way ? self->under_way : self->finished,
                           jly_kept_row_new (record, the_case));
    }
  gtk_widget_set_visible (self->welcome, is_new);
  gtk_widget_set_visible (self->heading, !is_new);
  gtk_widget_set_visible (self->under_way_group, n_under_way > 0);
  gtk_widget_set_visible (self->finished_group, records->len > n_under_way);
  show_title (self, n_under_way, n_ready, records->len - n_under_way);
  width = is_new ? WIDTH_OF_CARDS : WIDTH_WITH_STUDIES;
  adw_clamp_set_maximum_size (self->clamp, width);
  adw_clamp_set_tightening_threshold (self->clamp, width);
}

static void
show_problem (JlyHomePage *self, const GError *error)
{
  jly_notice_show_error (self->notice, _ ("Your studies cannot be read"), error);
}

static void
show_file_problem (JlyHomePage *self, const GError *error)
{
  jly_notice_show_error (self->notice, NULL, error);
  jly_notice_focus (self->notice);
}

static void
leave_out_removed (JlyHomePage *self, GPtrArray *records)
{
  for (guint i = records->len; i-- > 0;)
    if (jly_removal_holds (self->removal, ((JlyStudyRecord *)records->pdata[i])->id))
      g_ptr_array_remove_index (records, i);
}

static gboolean say_works (JlyHomePage *self);

static void
refresh (JlyPage *page)
{
  JlyHomePage *self = JLY_HOME_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  JlyStore *store = jly_application_get_store (jly_application_get (), &error);
  g_autofree char *signature = NULL;

  if (store)
    records = jly_store_list_studies (store, &error);
  if (records)
    leave_out_removed (self, records);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  jly_together_refresh (self->together, self->removal);
  if (!records)
    {
      show_problem (self, error);
      records = g_ptr_array_new ();
    }
  signature = dup_signature (self, records);
  if (g_strcmp0 (signature, self->shown) == 0)
    return;
  show_records (self, records);
  g_free (self->shown);
  self->shown = g_steal_pointer (&signature);
  say_works (self);
}

/* What is wrong is read first. */
static void
focus_first (JlyPage *page)
{
  JlyHomePage *self = JLY_HOME_PAGE (page);

  if (gtk_widget_get_visible (GTK_WIDGET (self->notice)))
    jly_notice_focus (self->notice);
  else
    JLY_PAGE_CLASS (jly_home_page_parent_class)->focus_first (page);
}

static gboolean
is_kept (JlyStore *store, const char *study_id)
{
  g_autoptr (GBytes) study = jly_store_get_study (store, study_id, NULL);

  return study != NULL;
}

static void
open_together_cb (JlyWindow *window, gpointer study_id)
{
  jly_together_open (window, study_id);
}

void
jly_home_page_open (JlyWindow *window, const char *study_id)
{
  JlyApplication *application = jly_application_get ();
  JlyWork *work = jly_works_find (jly_application_get_works (application), study_id);
  JlyStore *store = jly_application_get_store (application, NULL);

  if (JLY_IS_RUN (work))
    jly_window_push (window, JLY_PAGE (jly_running_page_new_for_run (JLY_RUN (work))));
  else if (store != NULL && is_kept (store, study_id))
    jly_window_push (window, jly_kept_page_new (store, study_id));
  else
    jly_together_with_keys (window, open_together_cb, g_strdup (study_id), g_free);
}

static void
row_activated_cb (JlyHomePage *self, GtkListBoxRow *row)
{
  jly_home_page_open (jly_window_of (GTK_WIDGET (self)), jly_kept_row_get_id (JLY_KEPT_ROW (row)));
}

static JlyKeptRow *
find_row (GtkListBox *list, const char *study_id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_strcmp0 (jly_kept_row_get_id (JLY_KEPT_ROW (row)), study_id) == 0)
      return JLY_KEPT_ROW (row);
  return NULL;
}

/* One that has only now got its study is not in the list yet. */
static gboolean
say_work (JlyHomePage *self, JlyWork *work)
{
  JlyKeptRow *row = find_row (self->under_way, jly_work_get_id (work));

  if (row != NULL)
    jly_kept_row_say (row, jly_work_get_words (work));
  if (!JLY_IS_RUN (work) && jly_work_is_running (work))
    jly_together_say (self->together, work);
  return row != NULL || jly_work_get_id (work) == NULL || !JLY_IS_RUN (work);
}

static gboolean
say_works (JlyHomePage *self)
{
  JlyWorks *works = jly_application_get_works (jly_application_get ());
  gboolean all = TRUE;

  for (guint i = 0; i < jly_works_count (works); i++)
    all = say_work (self, jly_works_get (works, i)) && all;
  return all;
}

void
jly_home_page_show_works (JlyHomePage *self)
{
  if (!say_works (self))
    jly_page_refresh (JLY_PAGE (self));
}

/* Corrections are kept by case as long as a figure has no study yet: they go with the last study of
 * their case, and by study. */
static void
erase_kept (const char *study_id, GPtrArray *before)
{
  g_autofree char *folder = jly_application_build_imports_folder (jly_application_get ());
  const char *case_id = NULL;
  guint n_others = 0;

  for (guint i = 0; i < before->len; i++)
    {
      const JlyStudyRecord *record = g_ptr_array_index (before, i);

      if (g_strcmp0 (record->id, study_id) == 0)
        case_id = record->case_id;
    }
  for (guint i = 0; case_id != NULL && i < before->len; i++)
    {
      const JlyStudyRecord *record = g_ptr_array_index (before, i);

      n_others
          += g_strcmp0 (record->case_id, case_id) == 0 && g_strcmp0 (record->id, study_id) != 0;
    }
  jly_kept_erase (folder, study_id);
  if (case_id != NULL && n_others == 0)
    jly_kept_erase (folder, case_id);
}

static gboolean
remove_record (const char *id, GError **error)
{
  JlyStore *store = jly_application_get_store (jly_application_get (), error);
  g_autoptr (GPtrArray) before = store != NULL ? jly_store_list_studies (store, error) : NULL;

  if (before == NULL || !jly_store_remove_study (store, id, error))
    return FALSE;
  erase_kept (id, before);
  return TRUE;
}

static void
take_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_removal_take_back (JLY_HOME_PAGE (widget)->removal);
}

static void
remove_study (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_removal_begin (JLY_HOME_PAGE (widget)->removal, g_variant_get_string (parameter, NULL),
                     _ ("Study removed"), remove_record);
}

static void
remove_prepared (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyHomePage *self = JLY_HOME_PAGE (widget);
  gboolean is_draft = g_str_equal (action, "home.remove-draft");

  jly_removal_begin (self->removal, g_variant_get_string (parameter, NULL),
                     is_draft ? _ ("Draft removed") : _ ("Invitation removed"),
                     is_draft ? jly_together_remove_draft : jly_together_remove_invitation);
}

static gboolean
show_invitation (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFile *files[] = { file };

  g_application_open (g_application_get_default (), files, 1, "");
  return TRUE;
}

/* kind: "card" to save, "sent" or "invitation" to open. For the choosers below, and for tests and
 * tools. */
static void
use_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyHomePage *self = JLY_HOME_PAGE (widget);
  g_autoptr (GError) error = NULL;
  const char *kind, *path;
  gboolean ok;

  g_variant_get (parameter, "(&s&s)", &kind, &path);
  ok = g_str_equal (kind, "invitation") ? show_invitation (path)
       : g_str_equal (kind, "card")     ? jly_together_save_card (path, &error)
                                    : jly_together_take_file (jly_window_of (widget), path, &error);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), !ok);
  if (!ok)
    show_file_problem (self, error);
}

static void
choose_card_cb (JlyWindow *window, gpointer page)
{
  g_autofree char *name
      = g_strconcat (jly_person_get_name (jly_application_get_person (jly_application_get ())),
                     ".jointlycard", NULL);

  jly_file_chooser_save (page, _ ("Save My Card"), name, "home.use-file",
                         g_variant_new_string ("card"));
}

static void
choose_sent_cb (JlyWindow *window, gpointer page)
{
  jly_file_chooser_open (page, _ ("Open Received Messages"), "home.use-file",
                         g_variant_new_string ("sent"));
}

static void
save_card (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_together_with_keys (jly_window_of (widget), choose_card_cb, widget, NULL);
}

/* It shows what somebody claims, and does nothing else. */
static void
open_invitation (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_file_chooser_open (widget, _ ("Open an Invitation"), "home.use-file",
                         g_variant_new_string ("invitation"));
}

static void
show_messages_cb (JlyWindow *window, gpointer data)
{
  jly_window_push (window, JLY_PAGE (jly_messages_page_new (NULL)));
}

static void
show_messages (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_together_with_keys (jly_window_of (widget), show_messages_cb, NULL, NULL);
}

static void
open_sent (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_together_with_keys (jly_window_of (widget), choose_sent_cb, widget, NULL);
}

static void
dispose (GObject *object)
{
  JlyHomePage *self = JLY_HOME_PAGE (object);

  if (self->removal != NULL)
    jly_removal_finish (self->removal);
  g_clear_object (&self->removal);
  G_OBJECT_CLASS (jly_home_page_parent_class)->dispose (object);
}

static void
start_first_case (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyCase *the_case = jly_application_find_case (jly_application_get (), FIRST_CASE);

  if (the_case)
    jly_window_push (jly_window_of (widget), JLY_PAGE (jly_case_page_new (the_case)));
}

static void
finalize (GObject *object)
{
  g_free (JLY_HOME_PAGE (object)->shown);
  G_OBJECT_CLASS (jly_home_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (JLY_TYPE_CASE_GRID);
  g_type_ensure (JLY_TYPE_FOLD);
  g_type_ensure (JLY_TYPE_NOTICE);
  g_type_ensure (JLY_TYPE_TOGETHER);
  gtk_widget_class_set_template_from_resource (widget_class, JLY_RESOURCE ("ui/jly-home-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, clamp);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, welcome);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, heading);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, title);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, notice);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, together);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, under_way_group);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, under_way);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, finished_group);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, finished);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, legend);
  gtk_widget_class_bind_template_child (widget_class, JlyHomePage, grid);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
jly_home_page_class_init (JlyHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  JLY_PAGE_CLASS (klass)->refresh = refresh;
  JLY_PAGE_CLASS (klass)->show_news = jly_page_show_news_by_refresh;
  JLY_PAGE_CLASS (klass)->focus_first = focus_first;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "home.start-first-case", NULL, start_first_case);
  gtk_widget_class_install_action (widget_class, "home.remove", "s", remove_study);
  gtk_widget_class_install_action (widget_class, "home.remove-draft", "s", remove_prepared);
  gtk_widget_class_install_action (widget_class, "home.remove-invitation", "s", remove_prepared);
  gtk_widget_class_install_action (widget_class, "home.save-card", NULL, save_card);
  gtk_widget_class_install_action (widget_class, "home.show-messages", NULL, show_messages);
  gtk_widget_class_install_action (widget_class, "home.open-invitation", NULL, open_invitation);
  gtk_widget_class_install_action (widget_class, "home.open-sent", NULL, open_sent);
  gtk_widget_class_install_action (widget_class, "home.use-file", "(ss)", use_file);
  gtk_widget_class_install_action (widget_class, "home.undo-remove", NULL, take_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK,
                                       "home.undo-remove", NULL);
}

static void
jly_home_page_init (JlyHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->removal = jly_removal_new (JLY_PAGE (self), "home.undo-remove");
  jly_accessible_name_menu_button (self->menu_button, _ ("Main Menu"));
  adw_bin_set_child (self->legend, jly_role_legend_new ());
  /* Also when their page was left before they were open. */
  g_signal_connect_object (jly_application_get_person (jly_application_get ()), "opened",
                           G_CALLBACK (jly_page_refresh), self, G_CONNECT_SWAPPED);
}

JlyHomePage *
jly_home_page_new (void)
{
  return g_object_new (JLY_TYPE_HOME_PAGE, NULL);
}

GPtrArray *
jly_home_page_get_mine (JlyHomePage *self)
{
  return jly_together_get_mine (self->together);
}
