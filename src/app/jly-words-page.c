/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-words-page.h. The own words are on no other screen: nobody can copy them from there. */
#include "config.h"

#include "app/jly-words-page.h"

#include "app/jly-accessible.h"
#include "app/jly-application.h"
#include "app/jly-guide.h"
#include "app/jly-messages-page.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-status.h"
#include "app/jly-wrap.h"
#include "base/jly-error.h"
#include "party/jly-pass.h"
#include "study/jly-card.h"

#include <glib/gi18n.h>

struct _JlyWordsPage
{
  JlyPage parent_instance;

  JlyAgreement *agreement;
  JlyNotice *notice;
  GtkBox *choices; /* where something is wrong */
  GtkBox *reading; /* own words, and what is typed */
  GtkWidget *words;
  char *shown; /* the words that are shown, or NULL */
};

G_DEFINE_FINAL_TYPE (JlyWordsPage, jly_words_page, JLY_TYPE_PAGE)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
show_notice (JlyWordsPage *self, JlyStatusKind kind, const char *title, const char *text)
{
  jly_notice_set (self->notice, kind, title, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
}

static void
show_error (JlyWordsPage *self, JlyStatusKind kind, const GError *error)
{
  show_notice (self, kind, error->message, jly_error_get_detail (error)->next);
}

static GtkWidget *
make_card (const char *word)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (word);

  gtk_widget_add_css_class (card, "paper");
  gtk_widget_add_css_class (label, "title-1");
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_box_append (GTK_BOX (card), label);
  return card;
}

/* Once only: the words do not change. */
static void
show_words (JlyWordsPage *self, const char *words)
{
  g_auto (GStrv) each = g_strsplit (words, " ", -1);

  if (g_strcmp0 (self->shown, words) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (words);
  for (guint i = 0; each[i] != NULL; i++)
    jly_wrap_add (JLY_WRAP (self->words), make_card (each[i]));
  jly_accessible_set_label (self->words, words);
}

static void
show_choices (JlyWordsPage *self, gboolean is_blocked)
{
  gtk_widget_set_visible (GTK_WIDGET (self->choices), is_blocked);
  if (is_blocked)
    jly_notice_focus (self->notice);
}

static void
show_state (JlyWordsPage *self, const JlyVerification *words)
{
  g_autoptr (GError) wrong = NULL;
  JlyVerificationState state = jly_verification_get_state (words);
  gboolean is_wrong = !jly_verification_check (words, &wrong);
  const char *own = jly_verification_get_words (words);

  gtk_widget_set_visible (GTK_WIDGET (self->reading), own != NULL && !is_wrong);
  show_choices (self, is_wrong);
  if (is_wrong)
    show_error (self, JLY_STATUS_FAILED, wrong);
  else if (state < JLY_VERIFICATION_READING)
    show_notice (self, JLY_STATUS_WAITING, _ ("Messages of the others are still missing"),
                 jly_application_carries ()
                     ? _ ("They come by themselves: the words appear once all have "
                          "opened this page and stay connected for a while.")
                     : _ ("Save your messages and send them to all, and open theirs; "
                          "then do so once more. The words appear when all have done "
                          "it twice."));
  else if (state == JLY_VERIFICATION_VERIFIED)
    show_notice (self, JLY_STATUS_DONE, _ ("The words fit"),
                 _ ("You have the same contract and the same keys as the others. You can hand in "
                    "figures and approve questions."));
  else
    gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  if (own != NULL)
    show_words (self, own);
}

static void
update (JlyWordsPage *self)
{
  g_autoptr (JlyVerification) words = NULL;
  g_autoptr (GError) error = NULL;

  if (!jly_agreement_refresh (self->agreement, get_now (), &error)
      || !jly_member_play_words (jly_agreement_get_member (self->agreement), TRUE, &words, &error))
    show_error (self, JLY_STATUS_LOOK, error);
  else if (words != NULL)
    show_state (self, words);
  else
    show_notice (self, JLY_STATUS_LOOK, _ ("Only founders of a contract compare words"),
                 _ ("You need not do anything here."));
}

static void
refresh (JlyPage *page)
{
  update (JLY_WORDS_PAGE (page));
}

static void
type_words (JlyWordsPage *self, GtkWidget *row, guint party)
{
  JlyStatus *status = g_object_get_data (G_OBJECT (row), "status");
  g_autoptr (GError) error = NULL;
  gboolean ok = jly_member_type_words (jly_agreement_get_member (self->agreement), party,
                                       gtk_editable_get_text (GTK_EDITABLE (row)), &error);

  jly_status_set (status, ok ? JLY_STATUS_DONE : JLY_STATUS_LOOK,
                  ok ? _ ("Fits") : _ ("Does not fit"));
  gtk_widget_set_visible (GTK_WIDGET (status), TRUE);
  jly_application_carry_soon ();
  update (self);
  if (!ok && !gtk_widget_get_visible (GTK_WIDGET (self->choices)))
    show_error (self, JLY_STATUS_LOOK, error);
}

static void
apply_cb (GtkWidget *row, JlyWordsPage *self)
{
  type_words (self, row, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "party")));
}

/* A party and what was heard from it: for tests and tools. */
static void
type (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWordsPage *self = JLY_WORDS_PAGE (widget);
  const char *typed;
  guint party;

  g_variant_get (parameter, "(u&s)", &party, &typed);
  for (GtkWidget *list = gtk_widget_get_first_child (GTK_WIDGET (self->reading)); list != NULL;
       list = gtk_widget_get_next_sibling (list))
    for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
         row = gtk_widget_get_next_sibling (row))
      if (ADW_IS_ENTRY_ROW (row)
          && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "party")) == party)
        {
          gtk_editable_set_text (GTK_EDITABLE (row), typed);
          type_words (self, row, party);
          return;
        }
}

static void
add_row (JlyWordsPage *self, GtkListBox *list, guint party, const char *name)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *status = jly_status_new (JLY_STATUS_LOOK, "");
  /* Translators: a party's name; the field is for the words that it reads out. */
  g_autofree char *title = g_strdup_printf (_ ("What %s reads out"), name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  jly_plain_row_tell_title (row);
  gtk_widget_set_visible (status, FALSE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), status);
  g_object_set_data (G_OBJECT (row), "party", GUINT_TO_POINTER (party));
  g_object_set_data (G_OBJECT (row), "status", status);
  g_signal_connect_object (row, "apply", G_CALLBACK (apply_cb), self, 0);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (apply_cb), self, 0);
  gtk_list_box_append (list, row);
}

/* Nobody sits there who could read out or type. */
static gboolean
is_service (JlyWordsPage *self, guint party)
{
  const JlyContract *contract = jly_agreement_get_contract (self->agreement);
  g_autofree char *address
      = jly_member_find_address (jly_agreement_get_member (self->agreement),
                                 jly_contract_get_party (contract, party)->keys.identity);

  return address != NULL;
}

static void
add_service (JlyWordsPage *self, const JlyContractParty *party)
{
  g_autofree char *number = jly_card_check_number (&party->keys);
  g_autofree char *text = g_strdup_printf (
      /* Translators: a party's name, and the check number of its keys. */
      _ ("%1$s is a service that nobody sits at. Ask its operator for its check number: %2$s."),
      party->name, number);

  gtk_box_append (self->reading, jly_text_new (text, "dim-label"));
}

static void
build_reading (JlyWordsPage *self)
{
  const JlyContract *contract = jly_agreement_get_contract (self->agreement);
  GtkListBox *list = jly_guide_new_list (_ ("You type what you hear"));

  gtk_box_append (self->reading, jly_text_new (_ ("You read out"), "heading"));
  self->words = jly_wrap_new (12);
  gtk_box_append (self->reading, self->words);
  gtk_box_append (self->reading,
                  jly_text_new (_ ("They are shown on your screen only."), "dim-label"));
  gtk_box_append (self->reading, jly_text_new (_ ("You type what you hear"), "heading"));
  for (guint i = 0; i < contract->parties->len; i++)
    if ((gint)i != jly_agreement_get_own (self->agreement) && !is_service (self, i))
      add_row (self, list, i, jly_contract_get_party (contract, i)->name);
  gtk_box_append (self->reading, GTK_WIDGET (list));
  for (guint i = 0; i < contract->parties->len; i++)
    if (is_service (self, i))
      add_service (self, jly_contract_get_party (contract, i));
  gtk_box_append (self->reading, jly_text_new (_ ("You need not type everybody’s words: it is "
                                                  "enough if all others type the words of one "
                                                  "party, and this one types those of any other."),
                                               "dim-label"));
}

static void
build_choices (JlyWordsPage *self, GtkBox *box)
{
  static const char *const choices[] = {
    N_ ("Ask all on a call, with voices that you know, who has made new keys or changed the "
        "draft."),
    N_ ("If somebody has: prepare a new study with the new card. This one stays as it is."),
    N_ ("If nobody has: somebody is between you. Hand in nothing, and invite each other in another "
        "way."),
  };

  self->choices = jly_guide_add_group (box, _ ("Your choices"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_box_append (self->choices, jly_text_new (_ (choices[i]), NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->choices), FALSE);
}

static void
show_messages (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_window_push (jly_window_of (widget), JLY_PAGE (jly_messages_page_new (NULL)));
}

static void
build (JlyWordsPage *self)
{
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 720);

  jly_guide_add_question (
      box, _ ("Are these really the right people?"),
      _ ("Get everybody on one call, with voices that you know. Each reads out three words; the "
         "others type what they hear. If somebody had slipped in between, the words would not "
         "fit."));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  build_choices (self, box);
  self->reading = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_box_append (box, GTK_WIDGET (self->reading));
  build_reading (self);
  jly_guide_add_button (JLY_PAGE (self), _ ("_Messages…"), "words.show-messages", FALSE);
  jly_page_set_send_line (JLY_PAGE (self), _ ("Only codes are sent for this, and no figures."));
}

static void
finalize (GObject *object)
{
  JlyWordsPage *self = JLY_WORDS_PAGE (object);

  g_clear_object (&self->agreement);
  g_free (self->shown);
  G_OBJECT_CLASS (jly_words_page_parent_class)->finalize (object);
}

static void
jly_words_page_class_init (JlyWordsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  JLY_PAGE_CLASS (klass)->refresh = refresh;
  JLY_PAGE_CLASS (klass)->show_news = jly_page_show_news_by_refresh;
  gtk_widget_class_install_action (widget_class, "words.show-messages", NULL, show_messages);
  gtk_widget_class_install_action (widget_class, "words.type", "(us)", type);
}

static void
jly_words_page_init (JlyWordsPage *self)
{
  jly_page_set_title (JLY_PAGE (self), _ ("Verification Words"));
}

JlyWordsPage *
jly_words_page_new (JlyAgreement *agreement)
{
  JlyWordsPage *self = g_object_new (JLY_TYPE_WORDS_PAGE, NULL);

  self->agreement = g_object_ref (agreement);
  jly_page_set_subtitle (JLY_PAGE (self), jly_agreement_get_contract (agreement)->title);
  build (self);
  update (self);
  jly_application_carry_soon ();
  return self;
}
