/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A notice whose choices are check buttons of one group, each on a card of its own. */
#include "config.h"

#include "app/jly-question-card.h"

#include "app/jly-accessible.h"
#include "app/jly-fold.h"
#include "app/jly-status.h"

/* Below this width, at 100 % text, the choices stand one below the other. */
#define FOLD_BELOW 440

struct _JlyQuestionCard
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
  JlyFold *choices;
  GPtrArray *buttons; /* GtkCheckButton*, borrowed */
  GtkWidget *nothing; /* hidden member of the group: active while nothing is chosen */
  gboolean quiet;
};

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyQuestionCard, jly_question_card, ADW_TYPE_BIN)

static void
jly_question_card_finalize (GObject *object)
{
  JlyQuestionCard *self = JLY_QUESTION_CARD (object);

  g_ptr_array_unref (self->buttons);
  g_object_unref (self->nothing);
  G_OBJECT_CLASS (jly_question_card_parent_class)->finalize (object);
}

static void
jly_question_card_class_init (JlyQuestionCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jly_question_card_finalize;
  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "notice");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
new_line (const char *text, const char *style)
{
  GtkWidget *line = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (line), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (line), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_widget_set_hexpand (line, TRUE);
  gtk_widget_set_visible (line, text != NULL && *text != '\0');
  if (style != NULL)
    gtk_widget_add_css_class (line, style);
  return line;
}

/* The look follows what is known: asked, or answered. */
static void
update_icon (JlyQuestionCard *self)
{
  const gboolean answered = jly_question_card_get_chosen (self) >= 0;

  gtk_image_set_from_icon_name (
      self->icon, jly_status_kind_get_icon (answered ? JLY_STATUS_DONE : JLY_STATUS_LOOK));
  gtk_widget_remove_css_class (GTK_WIDGET (self), answered ? "warning" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self), answered ? "success" : "warning");
}

static void
jly_question_card_init (JlyQuestionCard *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *fold = jly_fold_new (FOLD_BELOW, 50, 12);

  self->buttons = g_ptr_array_new ();
  self->nothing = g_object_ref_sink (gtk_check_button_new ());
  self->icon = GTK_IMAGE (jly_accessible_new_icon (NULL));
  self->title = GTK_LABEL (new_line (NULL, "heading"));
  self->text = GTK_LABEL (new_line (NULL, NULL));
  self->choices = JLY_FOLD (fold);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->nothing), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->icon), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->icon), 2);
  gtk_widget_set_margin_top (fold, 6);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (lines), fold);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (row), lines);
  adw_bin_set_child (ADW_BIN (self), row);
  update_icon (self);
}

GtkWidget *
jly_question_card_new (const char *title, const char *text)
{
  JlyQuestionCard *self = g_object_new (JLY_TYPE_QUESTION_CARD, NULL);

  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->title), TRUE);
  gtk_label_set_text (self->text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text), text != NULL && *text != '\0');
  jly_accessible_set_label (GTK_WIDGET (self), title);
  return GTK_WIDGET (self);
}

static void
toggled_cb (GtkCheckButton *button, JlyQuestionCard *self)
{
  guint choice;

  if (!gtk_check_button_get_active (button))
    return;
  update_icon (self);
  if (!self->quiet && g_ptr_array_find (self->buttons, button, &choice))
    g_signal_emit (self, signals[ANSWERED], 0, choice);
}

void
jly_question_card_add (JlyQuestionCard *self, const char *outcome, const char *detail)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *small = new_line (detail, "caption");

  g_return_if_fail (JLY_IS_QUESTION_CARD (self));
  gtk_widget_add_css_class (small, "dim-label");
  gtk_box_append (GTK_BOX (lines), new_line (outcome, "heading"));
  gtk_box_append (GTK_BOX (lines), small);
  gtk_widget_set_margin_start (lines, 6);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), lines);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (self->nothing));
  gtk_widget_add_css_class (button, "choice");
  gtk_widget_set_hexpand (button, TRUE);
  jly_accessible_set_label (button, outcome);
  if (detail != NULL)
    jly_accessible_set_description (button, detail);
  g_ptr_array_add (self->buttons, button);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  jly_fold_add (self->choices, button);
}

void
jly_question_card_set_chosen (JlyQuestionCard *self, int choice)
{
  GtkWidget *button;

  g_return_if_fail (JLY_IS_QUESTION_CARD (self));
  g_assert (choice < (int)self->buttons->len);
  button = choice < 0 ? self->nothing : g_ptr_array_index (self->buttons, choice);
  self->quiet = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  self->quiet = FALSE;
  update_icon (self);
}

int
jly_question_card_get_chosen (JlyQuestionCard *self)
{
  for (guint i = 0; i < self->buttons->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->buttons, i)))
      return (int)i;
  return -1;
}
