/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form of at most a thousand rows is read anew after each change; while that goes on, the next
 * changes wait. */
#include "config.h"

#include "app/jly-form-view.h"

#include "app/jly-accessible.h"
#include "app/jly-wrap.h"

#include <glib/gi18n.h>

struct _JlyFormView
{
  GtkBox parent_instance;

  JlyForm *form;
  JlyRules *rules; /* kept */
  JlyImportSession *session;
  GtkListBox *list;
  GtkWidget *add_button;
  gboolean is_stale; /* typed since it was read */
  gboolean is_typed; /* at all */
  guint read_id;
};

G_DEFINE_FINAL_TYPE (JlyFormView, jly_form_view, GTK_TYPE_BOX)

/* A field: caption, entry, and what is wrong. Row and column are its place among the others. */
typedef struct
{
  guint column;
  GtkEditable *entry;
  GtkLabel *problem;
} Field;

static void read_form (JlyFormView *self);

static GPtrArray *
get_fields (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "fields");
}

static gboolean
read_cb (gpointer data)
{
  JlyFormView *self = data;

  self->read_id = 0;
  read_form (self);
  return G_SOURCE_REMOVE;
}

/* All that is typed in one go of the main loop is read together. */
static void
queue_read (JlyFormView *self)
{
  self->is_stale = TRUE;
  if (self->read_id == 0)
    self->read_id = g_idle_add (read_cb, self);
}

static void
read_form (JlyFormView *self)
{
  JlyImport *import;

  if (!self->is_stale || jly_import_session_is_busy (self->session))
    return;
  self->is_stale = FALSE;
  import = jly_form_import (self->form, jly_import_session_get_import (self->session), NULL);
  if (import != NULL)
    jly_import_session_take_import (self->session, import);
  else
    jly_import_session_clear (self->session);
}

gboolean
jly_form_view_is_typed (JlyFormView *self)
{
  g_return_val_if_fail (JLY_IS_FORM_VIEW (self), FALSE);
  return self->is_typed;
}

void
jly_form_view_read_again (JlyFormView *self)
{
  g_return_if_fail (JLY_IS_FORM_VIEW (self));
  queue_read (self);
}

static guint
get_row_of (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return (guint)gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

static void
typed_cb (GtkEditable *entry, JlyFormView *self)
{
  const guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "column"));

  jly_form_set_cell (self->form, get_row_of (GTK_WIDGET (entry)), column,
                     gtk_editable_get_text (entry));
  self->is_typed = TRUE;
  queue_read (self);
}

static void
show_problem (const Field *field, const char *words, gboolean is_soft)
{
  static const char *const styles[] = { "error", "warning" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (field->entry), styles[i]);
      gtk_widget_remove_css_class (GTK_WIDGET (field->problem), styles[i]);
    }
  gtk_label_set_text (field->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (field->problem), words != NULL);
  jly_accessible_set_description (GTK_WIDGET (field->entry), words != NULL ? words : "");
  jly_accessible_set_refused (GTK_WIDGET (field->entry), GTK_WIDGET (field->problem),
                              words != NULL && !is_soft);
  if (words == NULL)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (field->entry), styles[is_soft ? 1 : 0]);
  gtk_widget_add_css_class (GTK_WIDGET (field->problem), styles[is_soft ? 1 : 0]);
}

static const Field *
find_field (JlyFormView *self, guint row, guint column)
{
  GtkListBoxRow *found = gtk_list_box_get_row_at_index (self->list, (int)row);
  GPtrArray *fields = found != NULL ? get_fields (found) : NULL;

  return fields != NULL && column < fields->len ? g_ptr_array_index (fields, column) : NULL;
}

static void
show_findings (JlyFormView *self)
{
  JlyImport *import = jly_import_session_get_import (self->session);
  GPtrArray *findings = import != NULL ? jly_import_get_findings (import) : NULL;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    for (guint k = 0; k < get_fields (row)->len; k++)
      show_problem (g_ptr_array_index (get_fields (row), k), NULL, FALSE);
  /* The first one of a field is the gravest. */
  for (guint i = findings != NULL ? findings->len : 0; i-- > 0;)
    {
      const JlyFinding *finding = g_ptr_array_index (findings, i);
      const Field *field
          = finding->row == JLY_FINDING_NO_ROW || finding->is_confirmed
                ? NULL
                : find_field (self, jly_form_find_row (import, finding->row), finding->column);

      if (field != NULL)
        show_problem (field, finding->words, finding->is_soft);
    }
}

static void
session_cb (JlyImportSession *session, JlyFormView *self)
{
  /* A file that came in the place of the form has findings of its own. */
  if (jly_import_session_is_busy (session) || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (self->is_stale)
    read_form (self);
  else
    show_findings (self);
}

static char *
dup_title (const JlyRuleColumn *column)
{
  const char *unit = column->currency != NULL ? column->currency : column->unit;

  return unit != NULL ? g_strdup_printf ("%s (%s)", column->title, unit) : g_strdup (column->title);
}

static GtkWidget *
new_field (JlyFormView *self, guint row, guint column, GPtrArray *fields)
{
  const JlyRuleColumn *wanted = jly_rules_get_column (self->rules, column);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *problem = gtk_label_new (NULL);
  Field *field = g_new0 (Field, 1);
  g_autofree char *title = dup_title (wanted);
  GtkWidget *caption = gtk_label_new (title);
  /* Translators: a field's title and the number of the row that it stands in. */
  g_autofree char *name = g_strdup_printf (_ ("%s, row %u"), title, row + 1);
  const gboolean is_number = wanted->kind == JLY_VALUE_NUMBER;

  field->column = column;
  field->entry = GTK_EDITABLE (entry);
  field->problem = GTK_LABEL (problem);
  g_ptr_array_add (fields, field);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (field->problem, TRUE);
  gtk_label_set_xalign (field->problem, 0);
  gtk_label_set_max_width_chars (field->problem, 24);
  gtk_widget_add_css_class (problem, "caption");
  gtk_widget_set_visible (problem, FALSE);
  gtk_editable_set_width_chars (field->entry, is_number ? 11 : 16);
  gtk_editable_set_text (field->entry, jly_form_get_cell (self->form, row, column));
  gtk_entry_set_input_purpose (GTK_ENTRY (entry),
                               is_number ? GTK_INPUT_PURPOSE_NUMBER : GTK_INPUT_PURPOSE_FREE_FORM);
  if (is_number)
    gtk_widget_add_css_class (entry, "numeric");
  g_object_set_data (G_OBJECT (entry), "column", GUINT_TO_POINTER (column));
  jly_accessible_set_label (entry, name);
  jly_accessible_describe_by (entry, problem);
  g_signal_connect (entry, "changed", G_CALLBACK (typed_cb), self);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), problem);
  return box;
}

static void build_rows (JlyFormView *self);

static void
remove_cb (GtkButton *button, JlyFormView *self)
{
  jly_form_remove_row (self->form, get_row_of (GTK_WIDGET (button)));
  build_rows (self);
  queue_read (self);
}

/* By its number a finding names it. */
static GtkWidget *
new_number (guint row)
{
  g_autofree char *words = g_strdup_printf (_ ("Row %u"), row + 1);
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static GtkWidget *
new_remove_button (JlyFormView *self, guint row)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("jly-remove-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Take Away Row %u"), row + 1);

  gtk_widget_set_tooltip_text (button, name);
  jly_accessible_set_label (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
  return button;
}

static void
append_row (JlyFormView *self, guint number)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *wrap = jly_wrap_new (12);
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->rules->columns->len; i++)
    jly_wrap_add (JLY_WRAP (wrap), new_field (self, number, i, fields));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), new_number (number));
  gtk_box_append (GTK_BOX (lines), wrap);
  gtk_box_append (GTK_BOX (line), lines);
  gtk_box_append (GTK_BOX (line), new_remove_button (self, number));
  gtk_widget_add_css_class (line, "finding-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data_full (G_OBJECT (row), "fields", fields, (GDestroyNotify)g_ptr_array_unref);
  gtk_list_box_append (self->list, row);
}

static void
build_rows (JlyFormView *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < jly_form_get_n_rows (self->form); i++)
    append_row (self, i);
}

static void
add_cb (GtkButton *button, JlyFormView *self)
{
  if (!jly_form_add_row (self->form))
    return;
  append_row (self, jly_form_get_n_rows (self->form) - 1);
  jly_form_view_go_to (self, jly_form_get_n_rows (self->form) - 1, 0);
}

void
jly_form_view_go_to (JlyFormView *self, guint row, guint column)
{
  const Field *field;

  g_return_if_fail (JLY_IS_FORM_VIEW (self));
  field = find_field (self, row, column);
  if (field != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (field->entry));
}

static void
jly_form_view_dispose (GObject *object)
{
  JlyFormView *self = JLY_FORM_VIEW (object);

  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->form, jly_form_free);
  g_clear_pointer (&self->rules, jly_rules_free);
  G_OBJECT_CLASS (jly_form_view_parent_class)->dispose (object);
}

static void
jly_form_view_class_init (JlyFormViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = jly_form_view_dispose;
}

static void
jly_form_view_init (JlyFormView *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  self->add_button = gtk_button_new_with_mnemonic (_ ("_Add a Row"));
  jly_accessible_set_label (self->add_button, _ ("Add a Row"));
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  jly_accessible_set_label (list, _ ("Your figures"));
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_CENTER);
  g_signal_connect (self->add_button, "clicked", G_CALLBACK (add_cb), self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_box_append (GTK_BOX (self), list);
  gtk_box_append (GTK_BOX (self), self->add_button);
}

GtkWidget *
jly_form_view_new (JlyForm *form, JlyImportSession *session)
{
  JlyFormView *self = g_object_new (JLY_TYPE_FORM_VIEW, NULL);

  self->form = form;
  self->rules = jly_rules_ref (jly_import_session_get_rules (session));
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_cb), self, 0);
  build_rows (self);
  return GTK_WIDGET (self);
}
