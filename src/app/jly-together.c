/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-together.h. */
#include "config.h"

#include "app/jly-together.h"

#include "app/jly-accessible.h"
#include "app/jly-agreement.h"
#include "app/jly-draft.h"
#include "app/jly-file-chooser.h"
#include "app/jly-folder-mark.h"
#include "app/jly-guide.h"
#include "app/jly-identity-page.h"
#include "app/jly-invitation-page.h"
#include "app/jly-invited.h"
#include "app/jly-messages-page.h"
#include "app/jly-parties-page.h"
#include "app/jly-plain-row.h"
#include "app/jly-status.h"
#include "app/jly-steps.h"
#include "app/jly-study-page.h"
#include "app/jly-terms-page.h"
#include "base/jly-error.h"
#include "party/jly-carry.h"
#include "store/jly-drafts.h"
#include "store/jly-store-carry.h"
#include "study/jly-card.h"

#include <glib/gi18n.h>
#include <sodium.h>

/* Seconds that what was read of a study serves. */
#define A_WHILE 60

struct _JlyTogether
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkListBox *list;
  GPtrArray *mine;     /* JlyMine */
  guint n_rows;        /* while they are shown anew: those that stand */
  JlyRemoval *removal; /* meanwhile: what is not to be shown */
  GHashTable *known;   /* id -> Known*: studies as they were read */
  char *mark;          /* of the data folder then; jly_folder_mark_new */
  gint64 read_at;      /* seconds since 1970 */
};

/* What the list says of a study with others, before what runs. */
typedef struct
{
  char *title, *subtitle, *words;
  JlyStatusKind status;
} Known;

G_DEFINE_FINAL_TYPE (JlyTogether, jly_together, ADW_TYPE_BIN)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static JlyPerson *
get_person (void)
{
  return jly_application_get_person (jly_application_get ());
}

static JlyStore *
get_store (GError **error)
{
  return jly_application_get_store (jly_application_get (), error);
}

static void
toast_error (JlyWindow *window, const GError *error)
{
  g_autofree char *text = jly_error_say (error, " ");

  jly_window_toast (window, text);
}

/* Keys first. */

typedef struct
{
  JlyWindow *window; /* borrowed: the page is in it */
  JlyTogetherFunc then;
  gpointer data;
  GDestroyNotify destroy;
} Wish;

static void
free_wish (gpointer data, GClosure *closure)
{
  Wish *wish = data;

  if (wish->destroy != NULL)
    wish->destroy (wish->data);
  g_free (wish);
}

static void
ready_cb (JlyIdentityPage *page, Wish *wish)
{
  JlyWindow *window = wish->window;

  if (jly_window_get_page (window) != JLY_PAGE (page))
    return;
  jly_window_pop (window);
  wish->then (window, wish->data);
}

void
jly_together_with_keys (JlyWindow *window,
                        JlyTogetherFunc then,
                        gpointer data,
                        GDestroyNotify destroy)
{
  g_autoptr (GError) error = NULL;
  JlyStore *store = get_store (&error);
  Wish *wish = g_new0 (Wish, 1);

  *wish = (Wish){ window, then, data, destroy };
  if (store != NULL && jly_person_get_state (get_person (), NULL, NULL) != JLY_PERSON_OPEN)
    {
      JlyIdentityPage *page = jly_identity_page_new (get_person (), store);

      g_signal_connect_data (page, "ready", G_CALLBACK (ready_cb), wish, free_wish, 0);
      jly_window_push (window, JLY_PAGE (page));
      return;
    }
  if (store != NULL)
    then (window, data);
  else
    toast_error (window, error);
  free_wish (wish, NULL);
}

/* Ways on. */

static void
show_parties (JlyWindow *window, JlyDraft *draft)
{
  jly_window_push (window, JLY_PAGE (jly_parties_page_new (draft)));
}

static void
prepare_cb (JlyWindow *window, gpointer the_case)
{
  JlyPerson *person = get_person ();
  g_autoptr (JlyDraft) draft = jly_draft_new (jly_application_get_data_dir (jly_application_get ()),
                                              jly_person_get_identity (person), the_case,
                                              jly_person_get_name (person), get_now ());

  jly_draft_changed (draft);
  show_parties (window, draft);
}

void
jly_together_prepare (JlyWindow *window, JlyCase *the_case)
{
  jly_together_with_keys (window, prepare_cb, g_object_ref (the_case), g_object_unref);
}

static gboolean
open_draft (JlyWindow *window, const char *study_id)
{
  JlyApplication *application = jly_application_get ();
  g_autoptr (JlyDraft) draft = jly_draft_load (jly_application_get_data_dir (application),
                                               jly_person_get_identity (get_person ()), study_id,
                                               jly_application_get_cases (application), NULL);

  if (draft != NULL && jly_draft_is_next (draft))
    jly_window_push (window, JLY_PAGE (jly_terms_page_new (draft)));
  else if (draft != NULL)
    show_parties (window, draft);
  return draft != NULL;
}

static JlyAgreement *
open_agreement (const char *study_id, GError **error)
{
  return jly_agreement_open (jly_application_get_data_dir (jly_application_get ()),
                             jly_person_get_identity (get_person ()), study_id, get_now (), error);
}

/* Steps at which one reads and decides; elsewhere the study's own page says what is next. */
static gboolean
is_opened_at_once (const JlySteps *steps)
{
  return steps->is_mine
         && (steps->next == JLY_STEP_CONTRACT || steps->next == JLY_STEP_APPROVAL
             || steps->next == JLY_STEP_RESULT);
}

void
jly_together_open (JlyWindow *window, const char *study_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyAgreement) agreement = NULL;
  g_autoptr (JlySteps) steps = NULL;
  JlyPage *page;

  if (open_draft (window, study_id))
    return;
  agreement = open_agreement (study_id, &error);
  if (agreement == NULL)
    {
      toast_error (window, error);
      return;
    }
  jly_window_push (window, JLY_PAGE (jly_study_page_new (agreement)));
  steps = jly_steps_new (agreement, get_now ());
  page = is_opened_at_once (steps) ? jly_study_page_new_step (agreement, steps->next) : NULL;
  if (page != NULL)
    jly_window_push (window, page);
}

gboolean
jly_together_receive (const char *path, char **study_id, guint *n_new, GError **error)
{
  JlyStore *store = get_store (error);

  return store != NULL
         && jly_agreement_receive (store, jly_person_get_identity (get_person ()), path, get_now (),
                                   study_id, n_new, error);
}

gboolean
jly_together_take_file (JlyWindow *window, const char *path, GError **error)
{
  JlyStore *store = get_store (error);
  JlyCarried got = { 0 };
  gboolean ok = store != NULL
                && jly_carry_open (store, jly_person_get_identity (get_person ()), get_now (), path,
                                   &got, error);

  if (ok)
    jly_messages_show_report (window, &got);
  jly_carried_clear (&got);
  return ok;
}

gboolean
jly_together_save_card (const char *path, GError **error)
{
  JlyPerson *person = get_person ();
  g_autoptr (GBytes) card
      = jly_card_new (jly_person_get_identity (person), jly_person_get_name (person), error);

  return card != NULL && jly_file_chooser_write (path, card, 0666, error);
}

/* The list. */

/* What a row is for says what pressing it does, and whether it can be removed. */
typedef enum
{
  ROW_LOCKED,
  ROW_INVITATION,
  ROW_DRAFT,
  ROW_STUDY,
} RowKind;

typedef struct
{
  RowKind kind;
  const char *id, *title, *subtitle;
  JlyStatusKind status;
  const char *words;
} Row;

static GtkWidget *
new_remove_button (const Row *row)
{
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), row->title);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", row->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), row->kind == ROW_DRAFT
                                                               ? "home.remove-draft"
                                                               : "home.remove-invitation");
  jly_accessible_set_label (button, label);
  return button;
}

static GtkWidget *
make_row (const Row *row)
{
  GtkWidget *widget = jly_plain_row_new (row->title, row->subtitle);
  GtkWidget *status = jly_status_new (row->status, row->words);

  /* So that the button stands at the end of a line of their own. */
  gtk_widget_set_hexpand (status, TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), status);
  if (row->kind == ROW_DRAFT || row->kind == ROW_INVITATION)
    adw_action_row_add_suffix (ADW_ACTION_ROW (widget), new_remove_button (row));
  g_object_set_data (G_OBJECT (widget), "status", status);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
  g_object_set_data_full (G_OBJECT (widget), "id", g_strdup (row->id), g_free);
  g_object_set_data (G_OBJECT (widget), "kind", GUINT_TO_POINTER (row->kind));
  return widget;
}

/* The next row. Letters come by themselves: a row that says the same as before stays under the
 * mouse, and the keyboard on one that says something else now. */
static void
add_row (JlyTogether *self, const Row *row)
{
  GtkListBoxRow *old = gtk_list_box_get_row_at_index (self->list, (int)self->n_rows);
  g_autofree char *says = g_strdup_printf ("%d %s\n%s\n%s\n%d %s", row->kind, row->id, row->title,
                                           row->subtitle, row->status, row->words);
  gboolean had_focus = old != NULL && gtk_widget_has_focus (GTK_WIDGET (old));
  GtkWidget *widget;

  if (row->status == JLY_STATUS_YOUR_TURN)
    g_ptr_array_add (
        self->mine, jly_mine_new (row->kind == ROW_STUDY ? row->id : NULL, row->title, row->words));
  self->n_rows++;
  if (old != NULL && g_strcmp0 (g_object_get_data (G_OBJECT (old), "says"), says) == 0)
    return;
  widget = make_row (row);
  g_object_set_data_full (G_OBJECT (widget), "says", g_steal_pointer (&says), g_free);
  gtk_list_box_insert (self->list, widget, (int)self->n_rows - 1);
  if (had_focus)
    gtk_widget_grab_focus (widget);
  if (old != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
}

static void
add_invitation (JlyTogether *self, const JlyInvited *invited, gint64 now)
{
  g_autofree char *subtitle
      = g_strdup_printf (_ ("Invitation by %s"), invited->invitation->inviter);
  Row row = { ROW_INVITATION, invited->id,          invited->invitation->title,
              subtitle,       JLY_STATUS_YOUR_TURN, _ ("Your answer is needed") };

  if (invited->is_answered)
    {
      row.status = JLY_STATUS_WAITING;
      row.words = _ ("Answered, waiting for the contract");
    }
  else if (!jly_invitation_check_time (invited->invitation, now, NULL))
    {
      row.status = JLY_STATUS_FAILED;
      row.words = _ ("No longer valid");
    }
  add_row (self, &row);
}

/* One whose contract has come has done its work. */
static void
add_invitations (JlyTogether *self)
{
  g_autoptr (GPtrArray) list
      = jly_invited_list (jly_application_get_data_dir (jly_application_get ()));
  JlyStore *store = get_store (NULL);
  g_auto (GStrv) agreed = store != NULL ? jly_store_list_agreed (store, NULL) : NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const JlyInvited *invited = list->pdata[i];
      char study[2 * JLY_ENVELOPE_STUDY_BYTES + 1];

      sodium_bin2hex (study, sizeof study, invited->invitation->study, JLY_ENVELOPE_STUDY_BYTES);
      if (!jly_removal_holds (self->removal, invited->id)
          && (agreed == NULL || !g_strv_contains ((const char *const *)agreed, study)))
        add_invitation (self, invited, get_now ());
    }
}

static void
add_drafts (JlyTogether *self)
{
  JlyApplication *application = jly_application_get ();
  const char *dir = jly_application_get_data_dir (application);
  g_auto (GStrv) ids = jly_drafts_list (dir);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (JlyDraft) draft
          = jly_draft_load (dir, jly_person_get_identity (get_person ()), ids[i],
                            jly_application_get_cases (application), NULL);

      if (draft != NULL && !jly_removal_holds (self->removal, ids[i]))
        add_row (self, &(Row){ ROW_DRAFT, ids[i], jly_draft_get_contract (draft)->title,
                               jly_case_get_long_title (jly_draft_get_case (draft)),
                               JLY_STATUS_YOUR_TURN, _ ("Go on preparing") });
    }
}

static void
free_known (gpointer data)
{
  Known *known = data;

  g_free (known->title);
  g_free (known->subtitle);
  g_free (known->words);
  g_free (known);
}

/* NULL: it cannot be opened. */
static Known *
read_agreement (JlyStore *store, const char *id)
{
  g_autoptr (JlyAgreement) agreement
      = jly_agreement_borrow (store, jly_person_get_identity (get_person ()), id, get_now (), NULL);
  const JlyContract *contract;
  g_autoptr (JlySteps) steps = NULL;
  const JlyStep *step;
  Known *known;

  if (agreement == NULL)
    return NULL;
  contract = jly_agreement_get_contract (agreement);
  steps = jly_steps_new (agreement, get_now ());
  step = &steps->steps[steps->next];
  known = g_new0 (Known, 1);
  known->title = g_strdup (contract->title);
  known->subtitle = g_strdup_printf (
      ngettext ("Contract of %u party", "Contract of %u parties", contract->parties->len),
      contract->parties->len);
  known->status = step->status == JLY_STATUS_PLAIN ? JLY_STATUS_WAITING : step->status;
  known->words = g_strdup (step->status == JLY_STATUS_PLAIN ? steps->sentence : step->words);
  return known;
}

static void
add_agreement (JlyTogether *self, const char *id, const Known *known)
{
  JlyWork *work = jly_works_find (jly_application_get_works (jly_application_get ()), id);
  Row row = { ROW_STUDY, id, known->title, known->subtitle, known->status, known->words };

  if (work != NULL)
    {
      row.status = JLY_STATUS_RUNNING;
      row.words = jly_work_get_words (work);
    }
  add_row (self, &row);
}

/* To read a study means to verify its log: what is known of them serves until something is written
 * in the folder, or for a minute, since some states end at a time. */
static void
forget_agreements (JlyTogether *self)
{
  g_autofree char *mark
      = jly_folder_mark_new (jly_application_get_data_dir (jly_application_get ()));

  if (g_strcmp0 (mark, self->mark) == 0 && ABS (get_now () - self->read_at) < A_WHILE)
    return;
  g_hash_table_remove_all (self->known);
  g_free (self->mark);
  self->mark = g_steal_pointer (&mark);
  self->read_at = get_now ();
}

static void
add_agreements (JlyTogether *self)
{
  JlyStore *store = get_store (NULL);
  g_auto (GStrv) ids = store != NULL ? jly_store_list_agreed (store, NULL) : NULL;

  forget_agreements (self);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      Known *known = g_hash_table_lookup (self->known, ids[i]);

      if (known == NULL && (known = read_agreement (store, ids[i])) != NULL)
        g_hash_table_insert (self->known, g_strdup (ids[i]), known);
      if (known != NULL)
        add_agreement (self, ids[i], known);
    }
}

static void
refresh_cb (JlyWindow *window, gpointer data)
{
  jly_page_refresh (jly_window_get_page (window));
}

void
jly_together_refresh (JlyTogether *self, JlyRemoval *removal)
{
  JlyPersonState state = jly_person_get_state (get_person (), NULL, NULL);
  GtkListBoxRow *left;

  /* Whoever holds the list as it was keeps it. */
  g_ptr_array_unref (self->mine);
  self->mine = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_mine_free);
  self->n_rows = 0;
  self->removal = removal;
  add_invitations (self);
  if (state == JLY_PERSON_LOCKED)
    add_row (self, &(Row){ ROW_LOCKED, "", _ ("Your studies with others are locked"),
                           _ ("Open your keys to see them"), JLY_STATUS_YOUR_TURN, _ ("Open") });
  else if (state == JLY_PERSON_OPEN)
    {
      add_drafts (self);
      add_agreements (self);
    }
  while ((left = gtk_list_box_get_row_at_index (self->list, (int)self->n_rows)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (left));
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_rows > 0);
}

void
jly_together_say (JlyTogether *self, JlyWork *work)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "id"), jly_work_get_id (work)) == 0)
      {
        jly_status_set (g_object_get_data (G_OBJECT (row), "status"), JLY_STATUS_RUNNING,
                        jly_work_get_words (work));
        g_object_set_data (G_OBJECT (row), "says", NULL);
      }
}

guint
jly_together_count (JlyTogether *self)
{
  return self->n_rows;
}

guint
jly_together_count_mine (JlyTogether *self)
{
  return self->mine->len;
}

GPtrArray *
jly_together_get_mine (JlyTogether *self)
{
  return self->mine;
}

static void
show_invitation (JlyWindow *window, const char *id)
{
  g_autoptr (JlyInvited) invited
      = jly_invited_find (jly_application_get_data_dir (jly_application_get ()), id);
  g_autoptr (GBytes) file = invited != NULL ? jly_invitation_to_file (invited->bytes) : NULL;

  if (file != NULL)
    jly_window_push (window, JLY_PAGE (jly_invitation_page_new (file, get_now ())));
}

static void
activated_cb (JlyTogether *self, GtkListBoxRow *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "id");
  RowKind kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "kind"));
  JlyWindow *window = jly_window_of (GTK_WIDGET (self));

  if (window == NULL)
    return;
  if (kind == ROW_LOCKED)
    jly_together_with_keys (window, refresh_cb, NULL, NULL);
  else if (kind == ROW_INVITATION)
    show_invitation (window, id);
  else
    jly_together_open (window, id);
}

/* Whoever was invited to it has letters of its own; they find nothing to answer to any more. */
gboolean
jly_together_remove_draft (const char *id, GError **error)
{
  const char *dir = jly_application_get_data_dir (jly_application_get ());

  jly_drafts_remove_of_study (dir, id);
  return jly_drafts_remove (dir, id, error);
}

gboolean
jly_together_remove_invitation (const char *id, GError **error)
{
  return jly_invited_remove (jly_application_get_data_dir (jly_application_get ()), id, error);
}

static void
finalize (GObject *object)
{
  JlyTogether *self = JLY_TOGETHER (object);

  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->mine);
  g_free (self->mark);
  G_OBJECT_CLASS (jly_together_parent_class)->finalize (object);
}

static void
jly_together_class_init (JlyTogetherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
jly_together_init (JlyTogether *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_known);
  self->mine = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_mine_free);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  self->list = jly_guide_new_list (_ ("Studies with others"));
  gtk_box_append (self->box, jly_text_new (_ ("With others"), "heading"));
  gtk_box_append (self->box, GTK_WIDGET (self->list));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

GtkWidget *
jly_together_new (void)
{
  return g_object_new (JLY_TYPE_TOGETHER, NULL);
}
