/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-help-page.h. */
#include "config.h"

#include "app/jly-help-page.h"

#include "app/jly-accessible.h"
#include "app/jly-guide.h"
#include "app/jly-plain-row.h"
#include "app/jly-resource.h"
#include "app/jly-window.h"

#include <glib/gi18n.h>
#include <string.h>

struct _JlyHelpPage
{
  JlyPage parent_instance;

  GPtrArray *topics;
  GtkWidget *search; /* NULL on the page of one topic */
  GtkListBox *list;
  GtkWidget *nothing; /* in place of the list */
};

G_DEFINE_FINAL_TYPE (JlyHelpPage, jly_help_page, JLY_TYPE_PAGE)

/* As one who begins would read them; their names in ui/help.ui. */
static const char *const order[] = {
  "secret", "computing", "road",    "rehearsal", "invitation", "contract",
  "words",  "figures",   "results", "keys",      "trouble",    "questions",
};

/* By the type's name, so that help knows of no page's inside. */
static const struct
{
  const char *page, *topic;
} explained[] = {
  { "JlyAnswerPage", "results" },     { "JlyApprovePage", "contract" },
  { "JlyAskPage", "contract" },       { "JlyCasePage", "secret" },
  { "JlyChecksPage", "figures" },     { "JlyClosePage", "figures" },
  { "JlyComputePage", "computing" },  { "JlyComputerPage", "computing" },
  { "JlyConnectionPage", "trouble" }, { "JlyContractPage", "contract" },
  { "JlyFiguresPage", "figures" },    { "JlyIdentityPage", "keys" },
  { "JlyImportPage", "figures" },     { "JlyInvitationPage", "invitation" },
  { "JlyKeysPage", "keys" },          { "JlyLogPage", "trouble" },
  { "JlyMessagesPage", "trouble" },   { "JlyPartiesPage", "invitation" },
  { "JlyResultPage", "results" },     { "JlyRunningPage", "rehearsal" },
  { "JlySettingsPage", "keys" },      { "JlyStudyPage", "road" },
  { "JlyTermsPage", "contract" },     { "JlyWhoPage", "secret" },
  { "JlyWordsPage", "words" },
};

const char *
jly_help_find (JlyPage *page)
{
  for (guint i = 0; i < G_N_ELEMENTS (explained); i++)
    if (g_str_equal (G_OBJECT_TYPE_NAME (page), explained[i].page))
      return explained[i].topic;
  return NULL;
}

GPtrArray *
jly_help_list (void)
{
  GPtrArray *topics = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBuilder) builder = NULL;
  g_autoptr (GSList) objects = NULL;

  g_type_ensure (JLY_TYPE_HELP_TOPIC);
  builder = gtk_builder_new_from_resource (JLY_RESOURCE ("ui/help.ui"));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_ptr_array_add (topics, g_object_ref (gtk_builder_get_object (builder, order[i])));
  return topics;
}

static JlyHelpTopic *
find_topic (JlyHelpPage *self, const char *name)
{
  for (guint i = 0; i < self->topics->len; i++)
    if (g_strcmp0 (jly_help_topic_get_name (self->topics->pdata[i]), name) == 0)
      return self->topics->pdata[i];
  return NULL;
}

static void
show (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_window_push (jly_window_of (widget),
                   JLY_PAGE (jly_help_page_new (g_variant_get_string (parameter, NULL))));
}

/* All topics. */

static void
search_cb (JlyHelpPage *self)
{
  const char *search = gtk_editable_get_text (GTK_EDITABLE (self->search));
  guint n = 0;

  for (guint i = 0; i < self->topics->len; i++)
    {
      gboolean matches = jly_help_topic_matches (self->topics->pdata[i], search);

      gtk_widget_set_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int)i)),
                              matches);
      n += matches;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->nothing, n == 0);
}

static void
add_topic (JlyHelpPage *self, JlyHelpTopic *topic)
{
  GtkWidget *row
      = jly_plain_row_new (jly_help_topic_get_title (topic), jly_help_topic_get_summary (topic));

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), jly_accessible_new_icon ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", jly_help_topic_get_name (topic));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "help.show");
  gtk_list_box_append (self->list, row);
}

static void
build_all (JlyHelpPage *self, GtkBox *box)
{
  jly_guide_add_question (box, _ ("What would you like to know?"), NULL);
  self->search = gtk_search_entry_new ();
  jly_accessible_set_label (self->search, _ ("Search the help"));
  g_object_set (self->search, "placeholder-text", _ ("Search the help"), NULL);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (box, self->search);
  self->list = jly_guide_new_list (_ ("Help topics"));
  for (guint i = 0; i < self->topics->len; i++)
    add_topic (self, self->topics->pdata[i]);
  gtk_box_append (box, GTK_WIDGET (self->list));
  self->nothing = jly_text_new (_ ("Nothing in the help has these words. Try one word, or a "
                                   "shorter one."),
                                "dim-label");
  gtk_widget_set_visible (self->nothing, FALSE);
  gtk_box_append (box, self->nothing);
}

/* One topic. */

static gboolean
is_heading (const char *paragraph)
{
  return g_str_has_suffix (paragraph, "?") && strlen (paragraph) < 90;
}

static void
build_one (JlyHelpPage *self, GtkBox *box, JlyHelpTopic *topic)
{
  g_auto (GStrv) paragraphs = jly_help_topic_split (topic);
  GtkWidget *all;

  jly_guide_add_question (box, jly_help_topic_get_title (topic),
                          jly_help_topic_get_summary (topic));
  for (guint i = 0; paragraphs[i] != NULL; i++)
    gtk_box_append (box,
                    jly_text_new (paragraphs[i], is_heading (paragraphs[i]) ? "heading" : NULL));
  all = gtk_button_new_with_mnemonic (_ ("_All Topics"));
  gtk_widget_add_css_class (all, "pill");
  gtk_widget_set_halign (all, GTK_ALIGN_START);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (all), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (all), "help.show");
  gtk_box_append (box, all);
}

static void
focus_first (JlyPage *page)
{
  JlyHelpPage *self = JLY_HELP_PAGE (page);

  if (self->search != NULL)
    gtk_widget_grab_focus (self->search);
  else
    JLY_PAGE_CLASS (jly_help_page_parent_class)->focus_first (page);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (JLY_HELP_PAGE (object)->topics);
  G_OBJECT_CLASS (jly_help_page_parent_class)->finalize (object);
}

static void
jly_help_page_class_init (JlyHelpPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  JLY_PAGE_CLASS (klass)->focus_first = focus_first;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "help.show", "s", show);
}

static void
jly_help_page_init (JlyHelpPage *self)
{
  self->topics = jly_help_list ();
}

JlyHelpPage *
jly_help_page_new (const char *name)
{
  JlyHelpPage *self = g_object_new (JLY_TYPE_HELP_PAGE, "title", _ ("Help"), NULL);
  JlyHelpTopic *topic = find_topic (self, name);
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 640);

  if (topic != NULL)
    build_one (self, box, topic);
  else
    build_all (self, box);
  return self;
}
