/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-condition-editor.h. */
#include "config.h"

#include "app/jly-condition-editor.h"

#include "app/jly-accessible.h"
#include "app/jly-condition-row.h"
#include "app/jly-guide.h"
#include "app/jly-wrap.h"
#include "study/jly-agreed.h"
#include "study/jly-study-inputs.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_DEPTH 3 /* of groups that are put together by choosing; typed ones may go deeper */

struct _JlyConditionEditor
{
  AdwPreferencesRow parent_instance;

  JlyAsk *ask;
  const JlyParameterSpec *spec;
  JlyStudy *table; /* the contract's columns; the next three point into it */
  JlyInputColumn *columns;
  JlyInputs inputs;
  gboolean *may_test;

  JlyConditionPart *root;
  GtkBox *tree;
  GtkLabel *summary;
  GtkExpander *as_text;
  GtkEditable *text;
  GtkLabel *trouble;          /* what is wrong with the text */
  guint n_tests, n_groups;    /* numbered while the tree is shown */
  gboolean is_writing;        /* the text is set by the program */
  JlyConditionPart *focus_on; /* whose widget gets the keyboard when the tree is shown */
  char *last_whole;           /* the condition as it could last be asked; NULL: it never could */
};

G_DEFINE_FINAL_TYPE (JlyConditionEditor, jly_condition_editor, ADW_TYPE_PREFERENCES_ROW)

/* What a button changes: a part, and the group that it is in (NULL: it is the outermost). */
typedef struct
{
  JlyConditionEditor *editor;
  JlyConditionPart *part;
  JlyConditionPart *group;
} Place;

static void
free_place (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
connect_place (JlyConditionEditor *self,
               gpointer widget,
               const char *signal,
               GCallback callback,
               JlyConditionPart *part,
               JlyConditionPart *group)
{
  Place *place = g_new (Place, 1);

  *place = (Place){ self, part, group };
  g_signal_connect_data (widget, signal, callback, place, free_place, 0);
}

/* What the question is told. */

static void
show_summary (JlyConditionEditor *self, const char *text)
{
  g_autoptr (JlyFilter) filter
      = text != NULL && *text != '\0' ? jly_filter_parse (&self->inputs, text, NULL) : NULL;
  g_autofree char *said = filter != NULL ? jly_filter_say (filter, &self->inputs) : NULL;
  g_autofree char *line = said != NULL ? g_strdup_printf (_ ("Only rows where %s."), said) : NULL;

  gtk_label_set_text (self->summary, line != NULL   ? line
                                     : text != NULL ? _ ("All rows count.")
                                                    : _ ("Not finished yet."));
}

/* What is half chosen has no text: if it is left so, one goes on from what could be asked before.
 */
static void
remember_whole (JlyConditionEditor *self, const char *text)
{
  g_free (self->last_whole);
  self->last_whole = g_strdup (text);
}

static void
tell (JlyConditionEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = jly_condition_part_print (self->root, &self->inputs, &error);

  self->is_writing = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (self->text), text != NULL ? text : "") != 0)
    gtk_editable_set_text (self->text, text != NULL ? text : "");
  self->is_writing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  jly_accessible_set_refused (GTK_WIDGET (self->text), GTK_WIDGET (self->trouble), FALSE);
  show_summary (self, text);
  if (text != NULL)
    remember_whole (self, text);
  jly_ask_set_condition (self->ask, self->spec->name, self->last_whole,
                         error != NULL ? error->message : NULL);
}

/* The tree. */

static void show_tree (JlyConditionEditor *self);

static void
add_test_cb (GtkButton *button, Place *place)
{
  JlyConditionEditor *self = place->editor;

  self->focus_on = jly_condition_part_new_test ();
  g_ptr_array_add (place->part->parts, self->focus_on);
  show_tree (self);
  tell (self);
}

/* A group begins with a test, since an empty one says nothing. */
static void
add_group_cb (GtkButton *button, Place *place)
{
  JlyConditionEditor *self = place->editor;
  JlyConditionPart *group = jly_condition_part_new_group ();

  /* Within "all" one wants "any", and the other way round. */
  group->is_any = !place->part->is_any;
  self->focus_on = jly_condition_part_new_test ();
  g_ptr_array_add (group->parts, self->focus_on);
  g_ptr_array_add (place->part->parts, group);
  show_tree (self);
  tell (self);
}

/* The keyboard goes to what stands before, or else to the group's buttons. */
static void
remove_cb (GtkButton *button, Place *place)
{
  JlyConditionEditor *self = place->editor;
  JlyConditionPart *group = place->group, *part = place->part;
  guint at = 0;

  g_ptr_array_find (group->parts, part, &at);
  self->focus_on = at > 0 ? group->parts->pdata[at - 1] : group;
  jly_guide_clear (GTK_WIDGET (self->tree));
  g_ptr_array_remove_index (group->parts, at);
  show_tree (self);
  tell (self);
}

static void
join_cb (GtkDropDown *choice, GParamSpec *pspec, Place *place)
{
  place->part->is_any = gtk_drop_down_get_selected (choice) == 1;
  tell (place->editor);
}

static void
not_cb (GtkCheckButton *button, Place *place)
{
  place->part->is_not = gtk_check_button_get_active (button);
  tell (place->editor);
}

static GtkWidget *
make_remove (JlyConditionEditor *self, const Place *place, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  jly_accessible_set_label (button, name);
  connect_place (self, button, "clicked", G_CALLBACK (remove_cb), place->part, place->group);
  return button;
}

static GtkWidget *
make_test (JlyConditionEditor *self, const Place *place)
{
  guint number = ++self->n_tests;
  JlyConditionRow *row = jly_condition_row_new (&self->inputs, self->may_test, place->part, number);
  g_autofree char *name = g_strdup_printf (_ ("Remove condition %u"), number);

  jly_condition_row_add (row, make_remove (self, place, name));
  g_signal_connect_object (row, "changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  if (self->focus_on == place->part)
    g_object_set_data (G_OBJECT (self->tree), "focus", row);
  return GTK_WIDGET (row);
}

/* "All of these hold", and for a group within another one "not" and the button that removes it. */
static GtkWidget *
make_join (JlyConditionEditor *self, const Place *place, guint number)
{
  const char *const words[] = { _ ("All of these hold"), _ ("Any of these holds"), NULL };
  GtkWidget *wrap = jly_wrap_new (6);
  g_autofree char *name = g_strdup_printf (_ ("All or any, of group %u"), number);
  g_autofree char *not_name = g_strdup_printf (_ ("Not group %u"), number);
  g_autofree char *remove_name = g_strdup_printf (_ ("Remove group %u"), number);
  GtkWidget *choice = jly_condition_choice_new (words, place->part->is_any, name);
  GtkWidget *button;

  connect_place (self, choice, "notify::selected", G_CALLBACK (join_cb), place->part, NULL);
  jly_wrap_add (JLY_WRAP (wrap), choice);
  if (place->group == NULL)
    return wrap;
  button = gtk_check_button_new_with_label (_ ("Not"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), place->part->is_not);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  jly_accessible_set_label (button, not_name);
  connect_place (self, button, "toggled", G_CALLBACK (not_cb), place->part, NULL);
  jly_wrap_add (JLY_WRAP (wrap), button);
  jly_wrap_add (JLY_WRAP (wrap), make_remove (self, place, remove_name));
  return wrap;
}

static GtkWidget *
make_button (JlyConditionEditor *self,
             const char *label,
             GCallback callback,
             JlyConditionPart *part,
             const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  if (name != NULL)
    jly_accessible_set_label (button, name);
  connect_place (self, button, "clicked", callback, part, NULL);
  return button;
}

static GtkWidget *
make_buttons (JlyConditionEditor *self, JlyConditionPart *part, guint number, guint depth)
{
  GtkWidget *wrap = jly_wrap_new (6);
  g_autofree char *add = NULL;
  g_autofree char *add_group = NULL;
  GtkWidget *button;

  if (depth > 1)
    {
      add = g_strdup_printf (_ ("Add a condition to group %u"), number);
      add_group = g_strdup_printf (_ ("Add a group to group %u"), number);
    }
  button = make_button (self, _ ("Add Condition"), G_CALLBACK (add_test_cb), part, add);
  if (self->focus_on == part)
    g_object_set_data (G_OBJECT (self->tree), "focus", button);
  jly_wrap_add (JLY_WRAP (wrap), button);
  if (depth < MAX_DEPTH)
    jly_wrap_add (JLY_WRAP (wrap),
                  make_button (self, _ ("Add Group"), G_CALLBACK (add_group_cb), part, add_group));
  return wrap;
}

static GtkWidget *
make_group (JlyConditionEditor *self, const Place *place, guint depth)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  JlyConditionPart *part = place->part;
  guint number = ++self->n_groups;

  if (depth > 1)
    gtk_widget_add_css_class (box, "condition-group");
  if (depth > 1 || part->parts->len > 1)
    gtk_box_append (GTK_BOX (box), make_join (self, place, number));
  for (guint i = 0; i < part->parts->len; i++)
    {
      const Place inner = { self, part->parts->pdata[i], part };

      gtk_box_append (GTK_BOX (box), inner.part->parts != NULL
                                         ? make_group (self, &inner, depth + 1)
                                         : make_test (self, &inner));
    }
  gtk_box_append (GTK_BOX (box), make_buttons (self, part, number, depth));
  return box;
}

static void
show_tree (JlyConditionEditor *self)
{
  const Place place = { self, self->root, NULL };
  GtkWidget *focus;

  self->n_tests = self->n_groups = 0;
  g_object_set_data (G_OBJECT (self->tree), "focus", NULL);
  jly_guide_clear (GTK_WIDGET (self->tree));
  gtk_box_append (self->tree, make_group (self, &place, 1));
  focus = g_object_get_data (G_OBJECT (self->tree), "focus");
  self->focus_on = NULL;
  if (focus != NULL)
    gtk_widget_child_focus (focus, GTK_DIR_TAB_FORWARD);
}

/* The text. */

/* It stays as it was typed, here and in what is kept. */
static void
refuse_text (JlyConditionEditor *self, const char *text, const GError *error)
{
  gtk_label_set_text (self->trouble, error->message);
  show_summary (self, NULL);
  jly_ask_set_condition (self->ask, self->spec->name, text, error->message);
}

static void
text_cb (GtkEditable *entry, JlyConditionEditor *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autoptr (GError) error = NULL;
  g_autofree char *spelled = NULL;
  JlyConditionPart *root;

  if (self->is_writing)
    return;
  root = *text != '\0' ? jly_condition_part_read (&self->inputs, text, &error)
                       : jly_condition_part_new_group ();
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), root == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tree), root != NULL);
  jly_accessible_set_refused (GTK_WIDGET (entry), GTK_WIDGET (self->trouble), root == NULL);
  if (root == NULL)
    {
      refuse_text (self, text, error);
      return;
    }
  jly_guide_clear (GTK_WIDGET (self->tree));
  jly_condition_part_free (self->root);
  self->root = root;
  show_tree (self);
  spelled = jly_condition_part_print (root, &self->inputs, NULL);
  show_summary (self, spelled);
  if (spelled != NULL)
    remember_whole (self, spelled);
  jly_ask_set_condition (self->ask, self->spec->name, spelled, NULL);
}

static GtkWidget *
make_text (JlyConditionEditor *self)
{
  GtkWidget *expander = gtk_expander_new (_ ("Write it as text"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();

  self->text = GTK_EDITABLE (entry);
  self->trouble = GTK_LABEL (jly_text_new ("", "error"));
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  jly_accessible_set_refused (GTK_WIDGET (self->text), GTK_WIDGET (self->trouble), FALSE);
  jly_accessible_set_label (entry, _ ("Condition as text"));
  jly_accessible_describe_by (entry, GTK_WIDGET (self->trouble));
  gtk_entry_set_max_length (GTK_ENTRY (entry), JLY_FILTER_MAX_BYTES);
  g_signal_connect_object (entry, "changed", G_CALLBACK (text_cb), self, 0);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->trouble));
  gtk_widget_set_margin_top (box, 6);
  self->as_text = GTK_EXPANDER (expander);
  gtk_expander_set_child (self->as_text, box);
  return expander;
}

/* Which columns cannot be chosen here, and why. */
static void
add_obstacles (JlyConditionEditor *self, GtkBox *box)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  g_autofree char *list = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->inputs.n_columns; i++)
    {
      g_autofree char *why = jly_ask_find_column_obstacle (self->ask, self->spec, i);

      self->may_test[i] = why == NULL;
      if (why != NULL)
        g_ptr_array_add (titles, (gpointer)self->columns[i].title);
    }
  if (titles->len == 0)
    return;
  g_ptr_array_add (titles, NULL);
  list = g_strjoinv (", ", (char **)titles->pdata);
  text = g_strdup_printf (_ ("The contract does not permit choosing rows by: %s."), list);
  gtk_box_append (box, jly_text_new (text, "dim-label"));
}

static void
build (JlyConditionEditor *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));

  gtk_widget_add_css_class (GTK_WIDGET (box), "condition-editor");
  gtk_box_append (box, jly_text_new (_ ("Which rows?"), NULL));
  self->summary = GTK_LABEL (jly_text_new ("", "dim-label"));
  gtk_box_append (box, GTK_WIDGET (self->summary));
  self->tree = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (box, GTK_WIDGET (self->tree));
  add_obstacles (self, box);
  gtk_box_append (box, make_text (self));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (box));
}

static void
dispose (GObject *object)
{
  JlyConditionEditor *self = JLY_CONDITION_EDITOR (object);

  if (self->tree != NULL)
    jly_guide_clear (GTK_WIDGET (self->tree));
  self->tree = NULL;
  G_OBJECT_CLASS (jly_condition_editor_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  JlyConditionEditor *self = JLY_CONDITION_EDITOR (object);

  g_clear_pointer (&self->root, jly_condition_part_free);
  g_clear_pointer (&self->table, jly_study_free);
  g_free (self->columns);
  g_free (self->may_test);
  g_free (self->last_whole);
  g_clear_object (&self->ask);
  G_OBJECT_CLASS (jly_condition_editor_parent_class)->finalize (object);
}

static void
jly_condition_editor_class_init (JlyConditionEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
jly_condition_editor_init (JlyConditionEditor *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

/* What cannot be read was left while it was typed: it is as if it were being typed now. */
static void
show_text (JlyConditionEditor *self, const char *text, gboolean is_readable)
{
  self->is_writing = is_readable;
  gtk_expander_set_expanded (self->as_text, !is_readable);
  gtk_editable_set_text (self->text, text);
  self->is_writing = FALSE;
  if (!is_readable)
    return;
  remember_whole (self, text);
  show_summary (self, text);
}

GtkWidget *
jly_condition_editor_new (JlyAsk *ask, const JlyParameterSpec *spec)
{
  JlyConditionEditor *self = g_object_new (JLY_TYPE_CONDITION_EDITOR, NULL);
  g_autofree char *now = g_strdup (jly_ask_get (ask, spec->name));
  gboolean is_readable;

  self->ask = g_object_ref (ask);
  self->spec = spec;
  self->table = jly_agreed_table_new (jly_ask_get_contract (ask));
  self->columns = jly_study_make_columns (self->table);
  self->inputs = (JlyInputs){ .columns = self->columns, .n_columns = self->table->columns->len };
  self->may_test = g_new0 (gboolean, self->inputs.n_columns + 1);
  if (now != NULL)
    self->root = jly_condition_part_read (&self->inputs, now, NULL);
  is_readable = now == NULL || self->root != NULL;
  if (self->root == NULL)
    self->root = jly_condition_part_new_group ();
  build (self);
  show_tree (self);
  show_text (self, now != NULL ? now : "", is_readable);
  return GTK_WIDGET (self);
}
