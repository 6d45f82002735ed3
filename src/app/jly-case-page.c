/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-case-page.h; everything said here is in the template. */
#include "config.h"

#include "app/jly-case-page.h"

#include "app/jly-accessible.h"
#include "app/jly-case-picture.h"
#include "app/jly-fold.h"
#include "app/jly-import-page.h"
#include "app/jly-notice.h"
#include "app/jly-paper.h"
#include "app/jly-resource.h"
#include "app/jly-role-tag.h"
#include "app/jly-running-page.h"
#include "app/jly-together.h"
#include "app/jly-window.h"

#include <glib/gi18n.h>

/* Below this width, at 100 % text, a role's verb stands over its sentences. */
#define ROLE_FOLD 380

struct _JlyCasePage
{
  JlyPage parent_instance;

  JlyCase *the_case;
  AdwBin *picture;
  GtkLabel *title;
  GtkLabel *summary;
  GtkWidget *notice;
  GtkBox *learned;
  GtkBox *never_shown;
  GtkListBox *roles;
  JlyPaper *paper;
  GtkListBox *trust;
  GtkWidget *rehearse;
  GtkWidget *try_it;
};

G_DEFINE_FINAL_TYPE (JlyCasePage, jly_case_page, JLY_TYPE_PAGE)

static GtkWidget *
new_text (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* A sentence after an icon that says how it is meant. */
static GtkWidget *
new_point (const char *icon_name, const char *icon_style, const char *text)
{
  GtkWidget *point = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = jly_accessible_new_icon (icon_name);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  if (icon_style)
    gtk_widget_add_css_class (icon, icon_style);
  gtk_box_append (GTK_BOX (point), icon);
  gtk_box_append (GTK_BOX (point), new_text (text, NULL));
  return point;
}

static void
add_points (GtkBox *points, const char *icon_name, const char *icon_style, const char *const *texts)
{
  for (; *texts; texts++)
    gtk_box_append (points, new_point (icon_name, icon_style, *texts));
}

/* What the case is for and cannot be computed yet: no tick says that one gets to know it. */
static void
add_later (JlyCasePage *self)
{
  const char *const *later = jly_case_get_learned_later (self->the_case);

  for (; *later; later++)
    {
      /* Translators: %s is what people want to find out, as a sentence without a full stop. */
      g_autofree char *text = g_strdup_printf (_ ("Not yet: %s"), *later);

      gtk_box_append (self->learned, new_point ("jly-waiting-symbolic", "dim-label", text));
    }
}

static void
add_role (JlyCasePage *self, JlyRole role)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *fold = jly_fold_new (ROLE_FOLD, 22, 6);
  GtkWidget *tag = jly_role_tag_new (role, jly_case_get_shape (self->the_case));
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *detail = jly_case_get_role_detail (self->the_case, role);

  gtk_box_append (GTK_BOX (lines), new_text (jly_case_get_role (self->the_case, role), NULL));
  if (detail && *detail)
    {
      GtkWidget *line = new_text (detail, "dim-label");

      gtk_widget_add_css_class (line, "caption");
      gtk_box_append (GTK_BOX (lines), line);
    }
  jly_fold_add (JLY_FOLD (fold), tag);
  jly_fold_add (JLY_FOLD (fold), lines);
  gtk_widget_add_css_class (fold, "role-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), fold);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->roles, row);
}

static void
add_trust (JlyCasePage *self, const char *title, const char *const *sentences)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *content;
  GtkWidget *points = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  if (!sentences[0])
    return;
  for (; *sentences; sentences++)
    gtk_box_append (GTK_BOX (points), new_text (*sentences, NULL));
  gtk_widget_add_css_class (points, "trust-text");
  content = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (content), points);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (content), FALSE);
  gtk_widget_set_focusable (content, FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), content);
  gtk_list_box_append (self->trust, row);
}

static void
show_trust (JlyCasePage *self)
{
  const char *const trust[] = { jly_case_get_trust (self->the_case), NULL };
  const char *const motivation[] = { jly_case_get_motivation (self->the_case), NULL };

  add_trust (self, _ ("Whom you must trust"), trust);
  add_trust (self, _ ("Why the others keep faith"), motivation);
  add_trust (self, _ ("What could go wrong"), jly_case_get_attacks (self->the_case));
}

static void
show_whether_it_runs (JlyCasePage *self)
{
  gboolean runs = jly_case_get_runs (self->the_case);
  gboolean tries = jly_case_proposes_table (self->the_case);
  const char *later = jly_case_get_later (self->the_case);

  if (later != NULL)
    jly_notice_set (JLY_NOTICE (self->notice), JLY_STATUS_WAITING, _ ("In part for now"), later);
  gtk_widget_set_visible (self->notice,
                          later != NULL || (!runs && !jly_case_proposes_table (self->the_case)));
  gtk_widget_set_visible (self->rehearse, runs);
  gtk_widget_set_visible (self->try_it, !runs && tries);
  jly_page_set_send_line (
      JLY_PAGE (self),
      runs || tries ? _ ("Nothing leaves this computer: in a rehearsal all parties are on it.")
                    : _ ("Nothing leaves this computer on this page."));
}

static void
show_case (JlyCasePage *self)
{
  GPtrArray *all = jly_application_get_cases (jly_application_get ());
  g_autofree char *subtitle = g_strdup_printf (
      /* Translators: the first number is the case's place among all cases. */
      _ ("Case %1$u of %2$u"), jly_case_get_order (self->the_case), all->len);
  const char *const *good_to_know = jly_case_get_good_to_know (self->the_case);
  const char *beforehand = jly_case_get_beforehand (self->the_case);

  jly_page_set_title (JLY_PAGE (self), jly_case_get_title (self->the_case));
  jly_page_set_subtitle (JLY_PAGE (self), subtitle);
  adw_bin_set_child (self->picture, jly_case_picture_new (self->the_case, JLY_PICTURE_DETAIL));
  gtk_label_set_label (self->title, jly_case_get_long_title (self->the_case));
  gtk_label_set_label (self->summary, jly_case_get_summary (self->the_case));
  add_points (self->learned, "jly-done-symbolic", "success", jly_case_get_learned (self->the_case));
  add_later (self);
  add_points (self->never_shown, "jly-hidden-symbolic", "dim-label",
              jly_case_get_never_shown (self->the_case));
  for (JlyRole role = 0; role < JLY_N_ROLES; role++)
    add_role (self, role);
  if (beforehand)
    jly_paper_add (self->paper, beforehand);
  for (; *good_to_know; good_to_know++)
    jly_paper_add (self->paper, *good_to_know);
  show_trust (self);
  show_whether_it_runs (self);
}

static void
rehearse (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_window_push (jly_window_of (widget), JLY_PAGE (jly_import_page_new ()));
}

static void
try_it (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_window_push (jly_window_of (widget),
                   JLY_PAGE (jly_running_page_new_for_case (JLY_CASE_PAGE (widget)->the_case)));
}

/* With others, each at its own computer. */
static void
prepare (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_together_prepare (jly_window_of (widget), JLY_CASE_PAGE (widget)->the_case);
}

static void
focus_first (JlyPage *page)
{
  JlyCasePage *self = JLY_CASE_PAGE (page);

  /* Else on Back: the list far below would scroll the page away from its beginning. */
  GtkWidget *first = gtk_widget_get_visible (self->rehearse) ? self->rehearse : self->try_it;

  if (!gtk_widget_get_visible (first) || !gtk_widget_grab_focus (first))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
finalize (GObject *object)
{
  g_clear_object (&JLY_CASE_PAGE (object)->the_case);
  G_OBJECT_CLASS (jly_case_page_parent_class)->finalize (object);
}

static void
jly_case_page_class_init (JlyCasePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  JLY_PAGE_CLASS (klass)->focus_first = focus_first;

  g_type_ensure (JLY_TYPE_FOLD);
  g_type_ensure (JLY_TYPE_NOTICE);
  g_type_ensure (JLY_TYPE_PAPER);
  gtk_widget_class_set_template_from_resource (widget_class, JLY_RESOURCE ("ui/jly-case-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyCasePage, picture);
  gtk_widget_class_bind_template_child (widget_class, JlyCasePage, title);
  gtk_widget_class_bind_template_child (widget_class, JlyCasePage, summary);
  gtk_widget_class_bind_template_child (widget_class, JlyCasePage, notice);
  gtk_widget_class_bind_template_child (widget_class, JlyCasePage, learned);
  gtk_widget_class_bind_template_child (widget_class, JlyCasePage, never_shown);
  gtk_widget_class_bind_template_child (widget_class, JlyCasePage, roles);
  gtk_widget_class_bind_template_child (widget_class, JlyCasePage, paper);
  gtk_widget_class_bind_template_child (widget_class, JlyCasePage, trust);
  gtk_widget_class_bind_template_child (widget_class, JlyCasePage, rehearse);
  gtk_widget_class_bind_template_child (widget_class, JlyCasePage, try_it);
  gtk_widget_class_install_action (widget_class, "case.rehearse", NULL, rehearse);
  gtk_widget_class_install_action (widget_class, "case.try", NULL, try_it);
  gtk_widget_class_install_action (widget_class, "case.prepare", NULL, prepare);
}

static void
jly_case_page_init (JlyCasePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

JlyCasePage *
jly_case_page_new (JlyCase *the_case)
{
  JlyCasePage *self = g_object_new (JLY_TYPE_CASE_PAGE, NULL);

  self->the_case = g_object_ref (the_case);
  show_case (self);
  return self;
}
