/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-note-row.h. */
#include "config.h"

#include "app/jly-note-row.h"

#include "app/jly-accessible.h"
#include "app/jly-fold.h"
#include "app/jly-status.h"

#include <glib/gi18n.h>

#define FOLD_BELOW 440

struct _JlyNoteRow
{
  GtkListBoxRow parent_instance;

  guint64 file_row;
  GtkButton *leave_button; /* NULL: it is no row that could be left out */
  gboolean is_out;
};

enum
{
  KEPT,
  LEFT_OUT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyNoteRow, jly_note_row, GTK_TYPE_LIST_BOX_ROW)

static void
jly_note_row_class_init (JlyNoteRowClass *klass)
{
  signals[KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[LEFT_OUT]
      = g_signal_new ("left-out", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_BOOLEAN);
}

static void
jly_note_row_init (JlyNoteRow *self)
{
  /* Tab stops at it, though nothing happens there: a list leaves off at a row without focus, and
   * the switches of those below would be for the mouse alone. */
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

static void
active_cb (GtkSwitch *toggle, GParamSpec *pspec, JlyNoteRow *self)
{
  g_signal_emit (self, signals[KEPT], 0, gtk_switch_get_active (toggle));
}

static GtkWidget *
new_switch (JlyNoteRow *self, gboolean keeps)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *toggle = gtk_switch_new ();
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("C_ount it"));

  gtk_switch_set_active (GTK_SWITCH (toggle), keeps);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), toggle);
  jly_accessible_set_label (toggle, _ ("Count the totals row like any other"));
  g_signal_connect (toggle, "notify::active", G_CALLBACK (active_cb), self);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), toggle);
  return box;
}

static void
leave_cb (GtkButton *button, JlyNoteRow *self)
{
  g_signal_emit (self, signals[LEFT_OUT], 0, self->file_row, !self->is_out);
}

static void
show_leaving (JlyNoteRow *self)
{
  g_autofree char *words = g_strdup_printf (
      self->is_out ? _ ("Take Row %u Back In") : _ ("Leave Row %u Out"), (guint)self->file_row);

  gtk_button_set_label (self->leave_button, words);
  jly_accessible_set_label (GTK_WIDGET (self->leave_button), words);
}

static GtkWidget *
new_leave_button (JlyNoteRow *self)
{
  GtkWidget *button = gtk_button_new ();

  self->leave_button = GTK_BUTTON (button);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (leave_cb), self);
  show_leaving (self);
  return button;
}

void
jly_note_row_show_left_out (JlyNoteRow *self, JlySheet *sheet)
{
  g_return_if_fail (JLY_IS_NOTE_ROW (self) && sheet != NULL);
  if (self->leave_button == NULL)
    return;
  self->is_out = jly_sheet_find_row (sheet, self->file_row) >= jly_sheet_get_n_rows (sheet);
  show_leaving (self);
}

static JlyStatusKind
choose_kind (const JlySheetNote *note)
{
  if (note->is_question || note->kind == JLY_NOTE_ERROR_CELLS || note->kind == JLY_NOTE_FORMULAS)
    return JLY_STATUS_LOOK;
  return note->kind == JLY_NOTE_TITLE_ROWS || note->kind == JLY_NOTE_TOTALS_LEFT ? JLY_STATUS_HIDDEN
                                                                                 : JLY_STATUS_DONE;
}

/* A row with one sign alone of a total is counted in any case: a switch would say that it is not.
 */
static gboolean
can_choose (const JlySheetNote *note)
{
  return note->kind == JLY_NOTE_TOTALS_LEFT
         || (note->kind == JLY_NOTE_TOTALS_KEPT && !note->is_question);
}

GtkWidget *
jly_note_row_new (const JlySheetNote *note, gboolean keeps)
{
  JlyNoteRow *self = g_object_new (JLY_TYPE_NOTE_ROW, NULL);
  const JlyStatusKind kind = choose_kind (note);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *fold = jly_fold_new (FOLD_BELOW, 0, 12);
  GtkWidget *icon = jly_accessible_new_icon (jly_status_kind_get_icon (kind));
  GtkWidget *words = gtk_label_new (note->words);

  gtk_widget_add_css_class (icon, jly_status_kind_get_style (kind));
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), words);
  jly_fold_add (JLY_FOLD (fold), line);
  self->file_row = note->row;
  if (can_choose (note))
    jly_fold_add (JLY_FOLD (fold), new_switch (self, keeps));
  else if (note->kind == JLY_NOTE_TOTALS_KEPT)
    jly_fold_add (JLY_FOLD (fold), new_leave_button (self));
  jly_accessible_set_label (GTK_WIDGET (self), note->words);
  gtk_widget_add_css_class (fold, "finding-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), fold);
  return GTK_WIDGET (self);
}
