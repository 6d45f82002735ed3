/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-statement-view.h. */
#include "config.h"

#include "app/jly-statement-view.h"

#include "app/jly-accessible.h"
#include "app/jly-guide.h"

#include <glib/gi18n.h>
#include <string.h>

/* What differs from the case's proposal stands in this section of a contract. */
#define SECTION_CHANGES "changes"

struct _JlyStatementView
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (JlyStatementView, jly_statement_view, GTK_TYPE_BOX)

static void
jly_statement_view_class_init (JlyStatementViewClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
jly_statement_view_init (JlyStatementView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "paper");
}

GtkWidget *
jly_statement_view_new (void)
{
  return g_object_new (JLY_TYPE_STATEMENT_VIEW, NULL);
}

static gboolean
has_sentence (const JlySection *section, const char *text)
{
  for (guint i = 0; section != NULL && i < section->sentences->len; i++)
    if (strcmp (((const JlySentence *)section->sentences->pdata[i])->text, text) == 0)
      return TRUE;
  return FALSE;
}

static GtkWidget *
make_text (const char *text)
{
  GtkWidget *label = jly_text_new (text, NULL);

  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static void
add_line (JlyStatementView *self, GtkWidget *text, const char *icon, const char *style)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  if (icon != NULL)
    {
      GtkWidget *image = jly_accessible_new_icon (icon);

      gtk_widget_set_valign (image, GTK_ALIGN_START);
      gtk_widget_set_margin_top (image, 2);
      gtk_box_append (GTK_BOX (line), image);
    }
  gtk_widget_add_css_class (line, "sentence");
  if (style != NULL)
    gtk_widget_add_css_class (line, style);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (GTK_BOX (self), line);
}

static void
add_sentence (JlyStatementView *self, const JlySentence *sentence, gboolean is_new)
{
  static const char *const icons[] = { NULL, "jly-look-symbolic", "jly-failed-symbolic" };
  static const char *const styles[] = { NULL, "warns", "refuses" };
  GtkWidget *text = make_text (sentence->text);

  if (is_new)
    {
      g_autofree char *label = g_strdup_printf (_ ("New: %s"), sentence->text);

      jly_accessible_set_label (text, label);
    }
  add_line (self, text, icons[sentence->tone], is_new ? "changed" : styles[sentence->tone]);
}

static void
add_gone (JlyStatementView *self, const JlySentence *sentence)
{
  GtkWidget *text = make_text (sentence->text);
  PangoAttrList *attributes = pango_attr_list_new ();
  g_autofree char *label = g_strdup_printf (_ ("No longer: %s"), sentence->text);

  pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  gtk_label_set_attributes (GTK_LABEL (text), attributes);
  pango_attr_list_unref (attributes);
  jly_accessible_set_label (text, label);
  gtk_widget_add_css_class (text, "dim-label");
  add_line (self, text, NULL, "changed");
}

static void
add_section (JlyStatementView *self,
             const JlySection *section,
             guint number,
             const JlyStatement *earlier)
{
  const JlySection *before = earlier != NULL ? jly_statement_find (earlier, section->id) : NULL;
  gboolean is_changes = strcmp (section->id, SECTION_CHANGES) == 0;
  g_autofree char *title = g_strdup_printf ("%u. %s", number, section->title);
  GtkWidget *heading = jly_text_new (title, "heading");

  gtk_widget_set_margin_top (heading, 9);
  gtk_box_append (GTK_BOX (self), heading);
  for (guint i = 0; i < section->sentences->len; i++)
    {
      const JlySentence *sentence = section->sentences->pdata[i];

      add_sentence (self, sentence,
                    earlier != NULL ? !has_sentence (before, sentence->text) : is_changes);
    }
  for (guint i = 0; before != NULL && i < before->sentences->len; i++)
    {
      const JlySentence *sentence = before->sentences->pdata[i];

      if (!has_sentence (section, sentence->text))
        add_gone (self, sentence);
    }
}

void
jly_statement_view_show (JlyStatementView *self,
                         const char *title,
                         const char *note,
                         const JlyStatement *statement,
                         const JlyStatement *earlier)
{
  jly_guide_clear (GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self), jly_text_new (title, "title-4"));
  if (note != NULL)
    {
      GtkWidget *label = jly_text_new (note, "dim-label");

      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (self), label);
    }
  for (guint i = 0; i < statement->sections->len; i++)
    add_section (self, statement->sections->pdata[i], i + 1, earlier);
}
