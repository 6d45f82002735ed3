/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-findings.h. */
#include "config.h"

#include "app/jly-import-findings.h"

#include "app/jly-import-deeds.h"

#include <glib/gi18n.h>

const JlyFinding *
jly_import_findings_get (JlyImportSession *session, guint number)
{
  JlyImport *import = jly_import_session_get_import (session);
  GPtrArray *findings = import != NULL ? jly_import_get_findings (import) : NULL;
  const JlyFinding *finding
      = findings != NULL && number < findings->len ? g_ptr_array_index (findings, number) : NULL;

  return finding != NULL && finding->row != JLY_FINDING_NO_ROW && finding->sheet_column >= 0
             ? finding
             : NULL;
}

static guint64
get_file_row (JlyImportSession *session, const JlyFinding *finding)
{
  JlyImport *import = jly_import_session_get_import (session);

  return jly_sheet_get_file_row (jly_import_get_sheet (import), finding->row);
}

static void
confirmed_cb (JlyFindingList *list, guint number, gboolean is_right, JlyImportSession *session)
{
  const JlyFinding *finding = jly_import_findings_get (session, number);

  if (finding != NULL)
    jly_import_deeds_confirm (session, finding->rule, get_file_row (session, finding),
                              (guint)finding->sheet_column, is_right);
}

static void
left_out_cb (JlyFindingList *list, guint number, JlyImportSession *session)
{
  const JlyFinding *finding = jly_import_findings_get (session, number);

  if (finding != NULL)
    jly_import_deeds_leave_out (session, get_file_row (session, finding), TRUE);
}

static void
add_finding (JlyFindingList *list, JlyImport *import, gboolean is_form, const JlyFinding *finding)
{
  const char *title = jly_rules_get_column (jly_import_get_rules (import), finding->column)->title;
  const gboolean has_cell = finding->row != JLY_FINDING_NO_ROW && finding->sheet_column >= 0;
  g_autofree char *place = finding->row == JLY_FINDING_NO_ROW
                               ? g_strdup (title)
                               : g_strdup_printf (_ ("%s, row %u"), title,
                                                  (guint)jly_sheet_get_file_row (
                                                      jly_import_get_sheet (import), finding->row));
  g_autofree char *words = finding->next != NULL
                               ? g_strdup_printf ("%s %s", finding->words, finding->next)
                               : g_strdup (finding->words);
  const JlyFindingLook look
      = { .place = place,
          .words = words,
          .is_soft = finding->is_soft,
          .is_confirmed = finding->is_confirmed,
          .has_cell = has_cell,
          .can_leave_out
          = has_cell && !is_form && jly_sheet_get_n_rows (jly_import_get_sheet (import)) > 1 };

  jly_finding_list_add (list, &look);
}

void
jly_import_findings_show (JlyFindingList *list,
                          GtkLabel *label,
                          JlyImport *import,
                          gboolean is_form)
{
  GPtrArray *findings = jly_import_get_findings (import);
  const gsize hard = jly_import_count_hard (import);
  const gsize open = jly_import_count_unconfirmed (import);
  g_autofree char *words = NULL;

  jly_finding_list_clear (list);
  for (guint i = 0; i < findings->len; i++)
    add_finding (list, import, is_form, g_ptr_array_index (findings, i));
  jly_finding_list_finish (list, hard + open);
  gtk_widget_set_visible (GTK_WIDGET (list), findings->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (label), findings->len > 0);
  if (hard > 0)
    words = g_strdup_printf (
        ngettext ("%lu thing must be mended", "%lu things must be mended", hard), (gulong)hard);
  else if (open > 0)
    words = g_strdup_printf (ngettext ("%lu figure looks strange: is it right?",
                                       "%lu figures look strange: are they right?", open),
                             (gulong)open);
  else
    words = g_strdup (_ ("You have looked at everything that seemed strange"));
  gtk_label_set_text (label, words);
}

void
jly_import_findings_listen (JlyFindingList *list, JlyImportSession *session)
{
  g_signal_connect_object (list, "confirmed", G_CALLBACK (confirmed_cb), session, 0);
  g_signal_connect_object (list, "left-out", G_CALLBACK (left_out_cb), session, 0);
}
