/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-figures-page.h. What is handed in is exactly what the import's sentences say. */
#include "config.h"

#include "app/jly-figures-page.h"

#include "app/jly-application.h"
#include "app/jly-drop.h"
#include "app/jly-file-chooser.h"
#include "app/jly-guide.h"
#include "app/jly-half-written.h"
#include "app/jly-import-leave.h"
#include "app/jly-import-view.h"
#include "app/jly-notice.h"
#include "app/jly-study-header.h"
#include "app/jly-window.h"
#include "base/jly-error.h"
#include "party/jly-tender-json.h"
#include "study/jly-agreed.h"
#include "study/jly-statement.h"
#include "study/jly-study-inputs.h"
#include "table/jly-bid-import.h"

#include <glib/gi18n.h>
#include <string.h>

#define TYPED_ROWS 1000
#define MOST_KEPT_CELLS 200000u

/* What the thread of the session turns an import into figures with. */
typedef struct
{
  JlyTender *tender; /* where the contract has rows, else NULL */
  JlyStudy *table;
} Want;

struct _JlyFiguresPage
{
  JlyPage parent_instance;

  JlyAgreement *agreement;
  JlyImportSession *session;
  Want *want; /* the session's */

  JlyNotice *notice;
  JlyImportView *view;
  gboolean is_kept; /* what stands on the page is found again when it is left */
};

G_DEFINE_FINAL_TYPE (JlyFiguresPage, jly_figures_page, JLY_TYPE_PAGE)

static void
free_want (gpointer data)
{
  Want *want = data;

  g_clear_pointer (&want->tender, jly_tender_free);
  g_clear_pointer (&want->table, jly_study_free);
  g_free (want);
}

static Want *
new_want (const JlyContract *contract)
{
  Want *want = g_new0 (Want, 1);

  want->table = jly_agreed_table_new (contract);
  if (contract->rows->len > 0)
    want->tender = jly_tender_new_for_contract (contract);
  return want;
}

static gpointer
understand (JlyImport *import, gpointer data, GError **error)
{
  const Want *want = data;
  g_autoptr (JlyBidTable) bid = NULL;

  if (want->tender == NULL)
    return jly_figures_from_import (import, want->table, error);
  bid = jly_bid_table_read_import (import, want->tender, error);
  return bid != NULL ? jly_figures_from_bid (bid, want->tender) : NULL;
}

static const JlyFigures *
get_figures (JlyFiguresPage *self)
{
  if (jly_import_session_is_busy (self->session)
      || jly_import_session_get_error (self->session) != NULL)
    return NULL;
  return jly_import_session_get_result (self->session);
}

static guint64
get_number (JlyFiguresPage *self)
{
  guint64 number;
  guint n_receipts;

  jly_member_get_upload (jly_agreement_get_member (self->agreement),
                         (guint)jly_agreement_get_own (self->agreement), &number, &n_receipts);
  return number;
}

/* JLY_ERROR_USAGE: the view itself says what is asked and what is wrong. */
static void
show_notice (JlyFiguresPage *self)
{
  const GError *unfit = jly_import_session_get_result_error (self->session);

  if (jly_import_session_get_error (self->session) == NULL && unfit != NULL
      && !g_error_matches (unfit, JLY_ERROR, JLY_ERROR_USAGE))
    jly_notice_show_error (self->notice, _ ("These figures do not fit the contract"), unfit);
  else if (get_number (self) > 0 && jly_import_session_get_sheet (self->session) == NULL)
    {
      jly_notice_set (self->notice, JLY_STATUS_DONE, _ ("Your figures are handed in"),
                      _ ("You can hand in corrected ones in their place. If the set was closed "
                         "already, it is then closed anew, and what was approved is approved "
                         "again."));
      gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
    }
  else
    gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
}

static void
show_line (JlyFiguresPage *self)
{
  const JlyFigures *figures = get_figures (self);
  g_autofree char *line = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.hand-in", figures != NULL);
  if (figures != NULL)
    line = g_strdup_printf (
        ngettext ("%lu row is split into sealed pieces, one for each of the three computing "
                  "parties.",
                  "%lu rows are split into sealed pieces, one for each of the three computing "
                  "parties.",
                  figures->n_rows),
        (gulong)figures->n_rows);
  else if (jly_import_session_is_reading (self->session))
    line = g_strdup (_ ("Reading your file. Nothing leaves this computer yet."));
  else if (jly_import_session_get_sheet (self->session) == NULL)
    line = g_strdup (_ ("To continue, bring your figures. Nothing leaves this computer yet."));
  else
    line = g_strdup (_ ("Something is still to be answered or mended. Nothing leaves this "
                        "computer yet."));
  jly_page_set_sends (JLY_PAGE (self), figures != NULL);
  jly_page_set_send_line (JLY_PAGE (self), line);
}

/* Cells as a spreadsheet gives them to the clipboard, names above and corrections in them (edits
 * may be NULL); NULL if they are too many. */
static char *
dup_cells (JlySheet *sheet, const JlyEdits *edits)
{
  GString *text;
  gsize n_rows = jly_sheet_get_n_rows (sheet);
  guint n_columns = jly_sheet_get_n_columns (sheet);

  if (n_rows > MOST_KEPT_CELLS / MAX (n_columns, 1))
    return NULL;
  text = g_string_new (NULL);
  for (gsize row = 0; row <= n_rows; row++)
    for (guint i = 0; i < n_columns; i++)
      {
        const char *mended = row > 0 && edits != NULL ? jly_edits_get (edits, row - 1, i) : NULL;
        g_autofree char *cell = g_strdup (mended != NULL ? mended
                                          : row == 0     ? jly_sheet_get_header (sheet, i)
                                                         : jly_sheet_get_cell (sheet, row - 1, i));

        g_string_append (text, g_strdelimit (cell, "\t\r\n", ' '));
        g_string_append_c (text, i + 1 < n_columns ? '\t' : '\n');
      }
  return g_string_free (text, FALSE);
}

/* Where the figures are, or they themselves if they were typed or pasted: sealed. Corrections of a
 * file are kept by the session. */
static void
keep (JlyFiguresPage *self)
{
  const char *path = jly_import_session_get_path (self->session);
  JlySheet *sheet = jly_import_session_get_sheet (self->session);
  JlyImport *import = jly_import_session_get_import (self->session);
  g_autofree char *cells = NULL;

  self->is_kept = FALSE;
  if (sheet == NULL || jly_sheet_is_preview (sheet)
      || jly_import_session_get_error (self->session) != NULL)
    return;
  if (path == NULL)
    cells = dup_cells (sheet, import != NULL ? jly_import_get_edits (import) : NULL);
  if (path != NULL || cells != NULL)
    {
      const char *const texts[]
          = { path != NULL ? "file" : "cells", path != NULL ? path : cells, NULL };

      self->is_kept = jly_half_written_keep (self->agreement, JLY_DRAFT_FIGURES, texts);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.start-anew", TRUE);
}

/* A file that is gone says so where it would be shown. */
static void
find_kept (JlyFiguresPage *self)
{
  g_auto (GStrv) texts = jly_half_written_find (self->agreement, JLY_DRAFT_FIGURES);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.start-anew", texts != NULL);
  if (texts == NULL || g_strv_length (texts) != 2)
    return;
  if (strcmp (texts[0], "file") == 0)
    jly_import_session_open (self->session, texts[1]);
  else
    jly_import_session_paste (self->session, texts[1], NULL);
}

static void
start_anew (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyFiguresPage *self = JLY_FIGURES_PAGE (widget);

  jly_half_written_forget (self->agreement, JLY_DRAFT_FIGURES);
  jly_import_session_clear (self->session);
  gtk_widget_action_set_enabled (widget, "figures.start-anew", FALSE);
}

static void
session_cb (JlyFiguresPage *self)
{
  if (!jly_import_session_is_busy (self->session))
    {
      show_notice (self);
      keep (self);
    }
  show_line (self);
}

/* How this file was read, for the next one like it; that it cannot be kept is no reason to stop. */
static void
remember (JlyFiguresPage *self)
{
  JlyImport *import = jly_import_session_get_import (self->session);
  const char *folder = jly_import_session_get_profile_folder (self->session);
  g_autoptr (JlyProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  if (import == NULL || folder == NULL || jly_import_session_get_path (self->session) == NULL)
    return;
  profile = jly_import_dup_profile (import);
  if (!jly_profile_save (profile, folder, jly_import_session_get_rules (self->session), &error))
    g_message ("%s", error->message);
}

static void
hand_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyFiguresPage *self = JLY_FIGURES_PAGE (widget);
  const JlyFigures *figures = get_figures (self);
  JlyWindow *window = jly_window_of (widget);
  g_autoptr (GError) error = NULL;

  if (figures == NULL || window == NULL || jly_window_get_page (window) != JLY_PAGE (self))
    return;
  if (!jly_agreement_submit (self->agreement, figures, g_get_real_time () / G_USEC_PER_SEC, &error))
    {
      jly_notice_show_error (self->notice, _ ("Not handed in"), error);
      return;
    }
  remember (self);
  jly_half_written_forget (self->agreement, JLY_DRAFT_FIGURES);
  jly_window_toast (window, _ ("Handed in. Save it for the others now."));
  jly_window_pop (window);
}

static void
choose_figures (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_file_chooser_open (widget, _ ("Open Your Figures"), "import.open-file",
                         g_variant_new_string (""));
}

static void
open_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *path;

  g_variant_get (parameter, "(&s&s)", NULL, &path);
  jly_import_session_open (JLY_FIGURES_PAGE (widget)->session, path);
}

/* A form, with the rows of the contract in it where it has some. */
static void
type_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyFiguresPage *self = JLY_FIGURES_PAGE (widget);
  const GPtrArray *rows = jly_agreement_get_contract (self->agreement)->rows;
  JlyForm *form = jly_form_new (jly_import_session_get_rules (self->session));

  for (guint i = 0; i < rows->len && i < TYPED_ROWS; i++)
    {
      const JlyStudyRow *row = rows->pdata[i];

      if (i > 0)
        jly_form_add_row (form);
      jly_form_set_cell (form, i, JLY_BID_RESOURCE, row->name);
      jly_form_set_cell (form, i, JLY_BID_UNIT, row->unit);
    }
  jly_import_view_type_in (self->view, form);
}

/* Keys of the whole page; a field that has the keyboard takes them first. */
static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  JlyFiguresPage *self = JLY_FIGURES_PAGE (widget);
  const char key = (char)g_variant_get_byte (arguments);

  if (key == 'v')
    jly_import_view_paste (self->view);
  else if (key == 'z')
    jly_import_view_undo (self->view);
  else
    jly_import_view_redo (self->view);
  return TRUE;
}

static void
use_dropped (GtkWidget *widget, const char *path)
{
  jly_import_session_open (JLY_FIGURES_PAGE (widget)->session, path);
}

static gboolean
hold_back (JlyPage *page, const char *action)
{
  JlyFiguresPage *self = JLY_FIGURES_PAGE (page);

  if (self->is_kept && !jly_import_session_is_busy (self->session))
    return FALSE;
  return jly_import_leave_hold_back (page, self->view, action);
}

static void
dispose (GObject *object)
{
  JlyFiguresPage *self = JLY_FIGURES_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->agreement);
  G_OBJECT_CLASS (jly_figures_page_parent_class)->dispose (object);
}

static void
jly_figures_page_class_init (JlyFiguresPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  JLY_PAGE_CLASS (klass)->hold_back = hold_back;
  gtk_widget_class_install_action (widget_class, "figures.hand-in", NULL, hand_in);
  gtk_widget_class_install_action (widget_class, "figures.start-anew", NULL, start_anew);
  gtk_widget_class_install_action (widget_class, "import.choose-figures", NULL, choose_figures);
  gtk_widget_class_install_action (widget_class, "import.open-file", "(ss)", open_file);
  gtk_widget_class_install_action (widget_class, "import.type-in", NULL, type_in);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, key_cb, "y", 'v');
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, key_cb, "y", 'z');
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, key_cb,
                                "y", 'y');
  gtk_widget_class_add_binding (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, key_cb, "y", 'y');
}

static void
jly_figures_page_init (JlyFiguresPage *self)
{
  jly_page_set_title (JLY_PAGE (self), _ ("Your Figures"));
  jly_drop_accept (GTK_WIDGET (self), jly_drop_tables,
                   N_ ("This file holds no table. Drop one of Excel, LibreOffice or CSV here."),
                   use_dropped);
}

static char *
list_columns (const JlyContract *contract)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  for (guint i = 0; i < contract->columns->len; i++)
    g_ptr_array_add (titles, ((const JlyContractColumn *)contract->columns->pdata[i])->title);
  return jly_words_list ((const char *const *)titles->pdata, titles->len);
}

static void
build (JlyFiguresPage *self)
{
  const JlyContract *contract = jly_agreement_get_contract (self->agreement);
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 940);
  g_autofree char *columns = list_columns (contract);
  g_autofree char *text = g_strdup_printf (
      _ ("Excel, LibreOffice or CSV, with columns for %s. They may have other names in your file."),
      columns);

  jly_guide_add_question (box, _ ("Bring your figures"),
                          _ ("They are checked here by the limits that all have signed, and nobody "
                             "else sees them."));
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  self->view = g_object_new (JLY_TYPE_IMPORT_VIEW, NULL);
  jly_import_view_set_source_text (self->view, _ ("Drop your file here, or open it"), text, FALSE);
  jly_import_view_set_session (self->view, self->session);
  gtk_box_append (box, GTK_WIDGET (self->view));
  jly_guide_add_button (JLY_PAGE (self), _ ("Start Ane_w"), "figures.start-anew", FALSE);
  jly_guide_add_button (JLY_PAGE (self), _ ("_Hand In"), "figures.hand-in", TRUE);
}

JlyFiguresPage *
jly_figures_page_new (JlyAgreement *agreement)
{
  JlyFiguresPage *self = g_object_new (JLY_TYPE_FIGURES_PAGE, NULL);
  const JlyContract *contract = jly_agreement_get_contract (agreement);
  g_autofree char *folder = jly_application_build_imports_folder (jly_application_get ());
  g_autoptr (JlyRules) rules = NULL;

  self->agreement = g_object_ref (agreement);
  self->session = jly_import_session_new (folder);
  jly_import_session_set_study (self->session, contract->study_id);
  self->want = new_want (contract);
  jly_import_session_set_finish (self->session, understand, self->want, free_want,
                                 (GDestroyNotify)jly_figures_free);
  rules = self->want->tender != NULL ? jly_bid_rules_new (self->want->tender)
                                     : jly_study_make_rules (self->want->table);
  jly_import_session_set_rules (self->session, rules);
  build (self);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (session_cb), self,
                           G_CONNECT_SWAPPED);
  jly_study_header_add (JLY_PAGE (self), agreement, JLY_STEP_FIGURES);
  find_kept (self);
  session_cb (self);
  return self;
}
