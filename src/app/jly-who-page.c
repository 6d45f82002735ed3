/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-who-page.h. */
#include "config.h"

#include "app/jly-who-page.h"

#include "app/jly-accessible.h"
#include "app/jly-case-picture.h"
#include "app/jly-file-chooser.h"
#include "app/jly-fold.h"
#include "app/jly-guide.h"
#include "app/jly-notice.h"
#include "app/jly-parts.h"
#include "app/jly-statement-print.h"
#include "app/jly-who-matrix.h"
#include "app/jly-window.h"
#include "base/jly-error.h"
#include "study/jly-contract-words.h"

#include <glib/gi18n.h>

struct _JlyWhoPage
{
  JlyPage parent_instance;

  JlySightTable *table;
  GtkLabel *chosen;
  JlyNotice *notice;
  char *number; /* of the contract, for the foot of paper */
};

G_DEFINE_FINAL_TYPE (JlyWhoPage, jly_who_page, JLY_TYPE_PAGE)

static char *
dup_title (JlyWhoPage *self)
{
  return g_strdup_printf (_ ("Who sees what: %s"), jly_page_get_subtitle (JLY_PAGE (self)));
}

static void
show_problem (JlyWhoPage *self, const char *title, const GError *error)
{
  const char *next = jly_error_get_detail (error)->next;

  jly_notice_set (self->notice, JLY_STATUS_LOOK, title, next != NULL ? next : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
}

static void
print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWhoPage *self = JLY_WHO_PAGE (widget);
  g_autoptr (JlyStatement) statement = jly_sight_make_statement (self->table);
  g_autofree char *title = dup_title (self);
  g_autoptr (GtkPrintOperation) operation
      = jly_statement_print_new (title, self->number, statement);
  g_autoptr (GError) error = NULL;

  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (widget)), &error);
  if (error != NULL)
    jly_notice_set (self->notice, JLY_STATUS_LOOK, _ ("Not printed"), error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), error != NULL);
}

static void
save_pdf (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_file_chooser_save (widget, _ ("Save Who Sees What"), _ ("who-sees-what.pdf"), "who.save-to",
                         g_variant_new_string ("pdf"));
}

static void
save_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyWhoPage *self = JLY_WHO_PAGE (widget);
  g_autoptr (JlyStatement) statement = jly_sight_make_statement (self->table);
  g_autofree char *title = dup_title (self);
  g_autoptr (GError) error = NULL;
  const char *path;

  g_variant_get (parameter, "(&s&s)", NULL, &path);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  if (!jly_statement_save_pdf (title, self->number, statement, path, &error))
    show_problem (self, _ ("Not saved"), error);
  else
    jly_window_toast (jly_window_of (widget), _ ("Saved"));
}

static void
add_header (JlyWhoPage *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("_Print…"), "who.print");
  g_menu_append (menu, _ ("Save as P_DF…"), "who.save-pdf");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-save-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  jly_accessible_name_menu_button (GTK_MENU_BUTTON (button), _ ("Save or Print"));
  jly_page_add_header_end (JLY_PAGE (self), button);
}

static void
finalize (GObject *object)
{
  g_clear_pointer (&JLY_WHO_PAGE (object)->table, jly_sight_free);
  g_free (JLY_WHO_PAGE (object)->number);
  G_OBJECT_CLASS (jly_who_page_parent_class)->finalize (object);
}

static void
jly_who_page_class_init (JlyWhoPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_install_action (widget_class, "who.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "who.save-pdf", NULL, save_pdf);
  gtk_widget_class_install_action (widget_class, "who.save-to", "(ss)", save_to);
}

static void
jly_who_page_init (JlyWhoPage *self)
{
  jly_page_set_title (JLY_PAGE (self), _ ("Who Sees What"));
  jly_page_set_send_line (JLY_PAGE (self),
                          _ ("Drawn from the very text that is signed. Two dishonest computing "
                             "parties are the limit of this protection."));
}

static guint
count_with (const JlyContract *contract, JlyRole role)
{
  guint n = 0;

  for (guint i = 0; i < contract->parties->len; i++)
    n += (jly_parts_of (contract, i) >> role & 1) != 0;
  return n;
}

static GtkWidget *
make_legend (void)
{
  GtkWidget *legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *sample = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (sample, 36, 18);
  gtk_widget_set_valign (sample, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (sample, "cell");
  gtk_widget_add_css_class (sample, "striped");
  gtk_box_append (GTK_BOX (legend), sample);
  gtk_box_append (
      GTK_BOX (legend),
      jly_text_new (_ ("Stripes always mean: it exists, and it stays hidden."), "dim-label"));
  return legend;
}

static GtkWidget *
make_words (const JlyContract *contract, gboolean is_worked_out)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  guint n = count_with (contract, JLY_ROLE_LEARNS);
  g_autofree char *learners
      = n > 0 ? g_strdup_printf (ngettext ("%u party learns the group’s results.",
                                           "%u parties learn the group’s results.", n),
                                 n)
              : g_strdup (_ ("Nobody is to learn the group’s results yet."));

  gtk_box_append (GTK_BOX (words),
                  jly_text_new (is_worked_out ? _ ("Nobody is shown your figures, but some could "
                                                   "work one out")
                                              : _ ("Nobody sees your figures but you"),
                                "title-2"));
  gtk_box_append (GTK_BOX (words),
                  jly_text_new (_ ("Figures are sealed into pieces on the computer of whoever "
                                   "brings them. What any one computing party receives is only "
                                   "noise to it."),
                                NULL));
  gtk_box_append (GTK_BOX (words), jly_text_new (learners, NULL));
  if (contract->policy.learn.own_part)
    gtk_box_append (
        GTK_BOX (words),
        jly_text_new (_ ("What concerns one party alone, only that one learns."), NULL));
  gtk_box_append (GTK_BOX (words), make_legend ());
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  return words;
}

static void
selected_cb (JlyWhoMatrix *matrix, guint place, JlyWhoPage *self)
{
  const JlySightRow *row = self->table->rows->pdata[place];
  /* Translators: a party, and sentences about it. */
  g_autofree char *text = g_strdup_printf (_ ("%1$s: %2$s"), row->name, row->sentence);

  gtk_label_set_text (self->chosen, text);
}

static gboolean
can_anybody_work_out (const JlySightTable *table)
{
  for (guint i = 0; i < table->rows->len; i++)
    {
      const JlySightRow *row = table->rows->pdata[i];

      if (row->role != JLY_ROLE_COMPUTES && row->sights[JLY_THING_FIGURES] == JLY_SIGHT_WORKS_OUT)
        return TRUE;
    }
  return FALSE;
}

static void
build (JlyWhoPage *self, GtkBox *box, const JlyContract *contract, JlyCase *the_case)
{
  GtkWidget *fold = jly_fold_new (680, 50, 24);
  GtkWidget *matrix = jly_who_matrix_new (self->table);

  if (the_case != NULL)
    {
      GtkWidget *picture = jly_case_picture_new (the_case, JLY_PICTURE_DETAIL);

      jly_case_picture_set_numbered (JLY_CASE_PICTURE (picture), TRUE);
      gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
      jly_fold_add (JLY_FOLD (fold), picture);
    }
  jly_fold_add (JLY_FOLD (fold), make_words (contract, can_anybody_work_out (self->table)));
  gtk_box_append (box, fold);
  gtk_box_append (box, matrix);
  self->chosen = GTK_LABEL (
      jly_text_new (_ ("Choose a row to read what it gives, holds and learns."), NULL));
  gtk_box_append (box, GTK_WIDGET (self->chosen));
  g_signal_connect_object (matrix, "selected", G_CALLBACK (selected_cb), self, 0);
}

static void
show_error (GtkBox *box, const GError *error)
{
  JlyNotice *notice = g_object_new (JLY_TYPE_NOTICE, NULL);

  jly_notice_set (notice, JLY_STATUS_LOOK, _ ("This contract cannot be read"), error->message);
  gtk_box_append (box, GTK_WIDGET (notice));
}

JlyWhoPage *
jly_who_page_new (GBytes *bytes, JlyCase *the_case, gint own)
{
  JlyWhoPage *self = g_object_new (JLY_TYPE_WHO_PAGE, NULL);
  GtkBox *box = jly_guide_fill (JLY_PAGE (self), 948);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyContract) contract = jly_contract_decode (bytes, &error);
  g_autofree char *subtitle = NULL;
  guint8 hash[JLY_HASH_BYTES];

  if (contract == NULL)
    {
      show_error (box, error);
      return self;
    }
  subtitle = g_strdup_printf (_ ("%s, version %u"), contract->title, contract->version);
  jly_page_set_subtitle (JLY_PAGE (self), subtitle);
  jly_contract_hash (bytes, hash);
  self->number = jly_words_check_number (hash);
  self->table = jly_sight_new (contract, own);
  self->notice = g_object_new (JLY_TYPE_NOTICE, "visible", FALSE, NULL);
  gtk_box_append (box, GTK_WIDGET (self->notice));
  add_header (self);
  build (self, box, contract, the_case);
  return self;
}
