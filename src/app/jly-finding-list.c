/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are made a few at a time, because a file can have a thousand findings and a person reads one
 * after the other. */
#include "config.h"

#include "app/jly-finding-list.h"

#include "app/jly-accessible.h"
#include "app/jly-fold.h"
#include "app/jly-wrap.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define SHOWN_AT_ONCE 5
#define FOLD_BELOW 440

typedef struct
{
  char *place;
  char *words;
  gboolean is_soft, is_confirmed, has_cell, can_leave_out;
} Look;

struct _JlyFindingList
{
  GtkBox parent_instance;

  GtkListBox *list;
  GtkWidget *more;
  GPtrArray *looks; /* Look* */
  guint n_wanted;   /* so many are shown, if there are */
  gsize n_all;
};

enum
{
  GO_TO,
  LEFT_OUT,
  CONFIRMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyFindingList, jly_finding_list, GTK_TYPE_BOX)

static void
free_look (gpointer data)
{
  Look *look = data;

  g_free (look->place);
  g_free (look->words);
  g_free (look);
}

static guint
get_number (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "number"));
}

static void
go_cb (GtkButton *button, JlyFindingList *self)
{
  g_signal_emit (self, signals[GO_TO], 0, get_number (GTK_WIDGET (button)));
}

static void
leave_out_cb (GtkButton *button, JlyFindingList *self)
{
  g_signal_emit (self, signals[LEFT_OUT], 0, get_number (GTK_WIDGET (button)));
}

static void
confirm_cb (GtkButton *button, JlyFindingList *self)
{
  const guint number = get_number (GTK_WIDGET (button));
  const Look *look = g_ptr_array_index (self->looks, number);

  g_signal_emit (self, signals[CONFIRMED], 0, number, !look->is_confirmed);
}

/* What a screen reader says has the place in it: "Go There" alone says nothing out of its row. */
static GtkWidget *
new_button (JlyFindingList *self, guint number, const char *label, const char *place, GCallback cb)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, place);

  g_object_set_data (G_OBJECT (button), "number", GUINT_TO_POINTER (number));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  jly_accessible_set_label (button, name);
  g_signal_connect_object (button, "clicked", cb, self, 0);
  return button;
}

static GtkWidget *
new_words (const Look *look)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const JlyStatusKind kind = look->is_confirmed ? JLY_STATUS_DONE
                             : look->is_soft    ? JLY_STATUS_LOOK
                                                : JLY_STATUS_FAILED;
  const char *status = look->is_confirmed ? _ ("You said that it is right")
                       : look->is_soft    ? _ ("Are you sure?")
                                          : _ ("Must be mended");
  const char *const texts[] = { look->place, look->words };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *line = gtk_label_new (texts[i]);

      gtk_label_set_wrap (GTK_LABEL (line), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (line), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (line), 0);
      gtk_widget_set_hexpand (line, TRUE);
      if (i == 0)
        gtk_widget_add_css_class (line, "heading");
      gtk_box_append (GTK_BOX (lines), line);
    }
  gtk_box_append (GTK_BOX (lines), jly_status_new (kind, status));
  gtk_box_append (GTK_BOX (row), lines);
  return row;
}

static GtkWidget *
new_row (JlyFindingList *self, guint number)
{
  const Look *look = g_ptr_array_index (self->looks, number);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *fold = jly_fold_new (FOLD_BELOW, 0, 12);
  GtkWidget *buttons = jly_wrap_new (6);

  if (look->has_cell)
    jly_wrap_add (JLY_WRAP (buttons),
                  new_button (self, number, _ ("Go There"), look->place, G_CALLBACK (go_cb)));
  if (look->can_leave_out && !look->is_confirmed)
    jly_wrap_add (JLY_WRAP (buttons), new_button (self, number, _ ("Leave This Row Out"),
                                                  look->place, G_CALLBACK (leave_out_cb)));
  if (look->is_soft)
    jly_wrap_add (JLY_WRAP (buttons),
                  new_button (self, number,
                              look->is_confirmed ? _ ("Not After All") : _ ("Yes, It Is Right"),
                              look->place, G_CALLBACK (confirm_cb)));
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  jly_fold_add (JLY_FOLD (fold), new_words (look));
  jly_fold_add (JLY_FOLD (fold), buttons);
  gtk_widget_add_css_class (fold, "finding-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), fold);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
show (JlyFindingList *self)
{
  const guint n = MIN (self->n_wanted, self->looks->len);
  const gsize n_hidden = self->n_all - MIN (n, self->n_all);
  g_autofree char *label = g_strdup_printf (
      ngettext ("Show More (%lu Is Left)", "Show More (%lu Are Left)", n_hidden), (gulong)n_hidden);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, new_row (self, i));
  gtk_button_set_label (GTK_BUTTON (self->more), label);
  gtk_widget_set_visible (self->more, n < self->looks->len);
}

static void
more_cb (GtkButton *button, JlyFindingList *self)
{
  self->n_wanted += SHOWN_AT_ONCE;
  show (self);
}

static void
jly_finding_list_finalize (GObject *object)
{
  g_ptr_array_unref (JLY_FINDING_LIST (object)->looks);
  G_OBJECT_CLASS (jly_finding_list_parent_class)->finalize (object);
}

static void
jly_finding_list_class_init (JlyFindingListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jly_finding_list_finalize;
  signals[GO_TO] = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[LEFT_OUT] = g_signal_new ("left-out", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[CONFIRMED] = g_signal_new ("confirmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
}

static void
jly_finding_list_init (JlyFindingList *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->looks = g_ptr_array_new_with_free_func (free_look);
  self->n_wanted = SHOWN_AT_ONCE;
  self->list = GTK_LIST_BOX (list);
  self->more = gtk_button_new_with_label ("");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  jly_accessible_set_label (list, _ ("What to look at in your figures"));
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  g_signal_connect (self->more, "clicked", G_CALLBACK (more_cb), self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_box_append (GTK_BOX (self), list);
  gtk_box_append (GTK_BOX (self), self->more);
}

void
jly_finding_list_clear (JlyFindingList *self)
{
  g_return_if_fail (JLY_IS_FINDING_LIST (self));
  g_ptr_array_set_size (self->looks, 0);
}

void
jly_finding_list_add (JlyFindingList *self, const JlyFindingLook *look)
{
  Look *kept = g_new0 (Look, 1);

  g_return_if_fail (JLY_IS_FINDING_LIST (self));
  kept->place = g_strdup (look->place);
  kept->words = g_strdup (look->words);
  kept->is_soft = look->is_soft;
  kept->is_confirmed = look->is_confirmed;
  kept->has_cell = look->has_cell;
  kept->can_leave_out = look->can_leave_out;
  g_ptr_array_add (self->looks, kept);
}

void
jly_finding_list_finish (JlyFindingList *self, gsize n_all)
{
  g_return_if_fail (JLY_IS_FINDING_LIST (self));
  self->n_all = MAX (n_all, self->looks->len);
  show (self);
}
