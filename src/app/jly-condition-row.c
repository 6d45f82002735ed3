/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-condition-row.h. */
#include "config.h"

#include "app/jly-condition-row.h"

#include "app/jly-accessible.h"
#include "app/jly-wrap.h"

#include <glib/gi18n.h>

#define LONG_WORDS 28  /* characters from which words are broken */
#define SEARCH_FROM 12 /* words from which they can be searched */
#define VALUE_CHARS 10 /* that an entry of a number shows */

struct _JlyConditionRow
{
  AdwBin parent_instance;

  const JlyInputs *inputs;
  const gboolean *may_test;
  JlyConditionPart *part;
  guint number;

  JlyWrap *wrap;
  GArray *columns; /* gint, what the column's choices mean */
  GArray *tests;   /* JlyTest, likewise */
  AdwBin *test;
  AdwBin *values;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyConditionRow, jly_condition_row, ADW_TYPE_BIN)

static void
tell (JlyConditionRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static const JlyInputColumn *
get_column (JlyConditionRow *self)
{
  return &self->inputs->columns[self->part->column];
}

/* Drop-downs. */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LONG_WORDS);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *words = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (words));
}

static void
break_words (GtkDropDown *choice)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_factory (choice, factory);
  g_object_unref (factory);
}

GtkWidget *
jly_condition_choice_new (const char *const *words, guint selected, const char *name)
{
  GtkWidget *choice = gtk_drop_down_new_from_strings (words);
  gboolean is_long = FALSE;
  guint n = 0;

  for (; words[n] != NULL; n++)
    is_long |= g_utf8_strlen (words[n], -1) > LONG_WORDS;
  if (is_long)
    break_words (GTK_DROP_DOWN (choice));
  if (n > SEARCH_FROM)
    {
      g_autoptr (GtkExpression) text
          = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

      gtk_drop_down_set_expression (GTK_DROP_DOWN (choice), text);
      gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  jly_accessible_set_label (choice, name);
  return choice;
}

/* Values. */

static void
value_cb (GtkDropDown *choice, GParamSpec *pspec, JlyConditionRow *self)
{
  guint selected = gtk_drop_down_get_selected (choice);

  jly_condition_part_set_value (self->part, 0,
                                selected > 0 ? get_column (self)->categories[selected - 1] : "");
  tell (self);
}

static GtkWidget *
make_category (JlyConditionRow *self)
{
  const char *const *categories = get_column (self)->categories;
  const char *now = jly_condition_part_get_value (self->part, 0);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  /* Translators: %u is the condition's number. */
  g_autofree char *name = g_strdup_printf (_ ("Value of condition %u"), self->number);
  GtkWidget *choice;
  guint selected = 0;

  g_ptr_array_add (words, (gpointer)_ ("Choose a value"));
  for (guint i = 0; categories[i] != NULL; i++)
    {
      g_ptr_array_add (words, (gpointer)categories[i]);
      selected = g_str_equal (categories[i], now) ? i + 1 : selected;
    }
  g_ptr_array_add (words, NULL);
  choice = jly_condition_choice_new ((const char *const *)words->pdata, selected, name);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (value_cb), self, 0);
  return choice;
}

static void
category_cb (GtkCheckButton *button, JlyConditionRow *self)
{
  jly_condition_part_toggle_value (self->part, gtk_check_button_get_label (button),
                                   gtk_check_button_get_active (button));
  tell (self);
}

static GtkWidget *
make_category_list (JlyConditionRow *self)
{
  GtkWidget *wrap = jly_wrap_new (9);

  for (guint i = 0; get_column (self)->categories[i] != NULL; i++)
    {
      const char *category = get_column (self)->categories[i];
      GtkWidget *button = gtk_check_button_new_with_label (category);
      /* Translators: a category, and the condition's number. */
      g_autofree char *name = g_strdup_printf (_ ("%s, in condition %u"), category, self->number);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                                   jly_condition_part_has_value (self->part, category));
      jly_accessible_set_label (button, name);
      g_signal_connect_object (button, "toggled", G_CALLBACK (category_cb), self, 0);
      jly_wrap_add (JLY_WRAP (wrap), button);
    }
  return wrap;
}

static void
number_cb (GtkEditable *entry, JlyConditionRow *self)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "place"));
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  jly_condition_part_set_value (self->part, place, text);
  tell (self);
}

static GtkWidget *
make_entry (const char *name, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), VALUE_CHARS);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  jly_accessible_set_label (entry, name);
  return entry;
}

static GtkWidget *
make_number (JlyConditionRow *self, guint place, const char *format_name)
{
  GtkWidget *entry = make_entry (format_name, jly_condition_part_get_value (self->part, place));

  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  g_object_set_data (G_OBJECT (entry), "place", GUINT_TO_POINTER (place));
  g_signal_connect_object (entry, "changed", G_CALLBACK (number_cb), self, 0);
  return entry;
}

static void
add_words (JlyWrap *wrap, const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  jly_wrap_add (wrap, label);
}

/* One number, or the two ends of a range, and the unit. */
static GtkWidget *
make_numbers (JlyConditionRow *self)
{
  GtkWidget *wrap = jly_wrap_new (6);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (self->part->test == JLY_TEST_RANGE)
    {
      first = g_strdup_printf (_ ("Least value of condition %u"), self->number);
      last = g_strdup_printf (_ ("Greatest value of condition %u"), self->number);
      jly_wrap_add (JLY_WRAP (wrap), make_number (self, 0, first));
      /* Translators: between the two ends of a range. */
      add_words (JLY_WRAP (wrap), _ ("to"));
      jly_wrap_add (JLY_WRAP (wrap), make_number (self, 1, last));
    }
  else
    {
      first = g_strdup_printf (_ ("Value of condition %u"), self->number);
      jly_wrap_add (JLY_WRAP (wrap), make_number (self, 0, first));
    }
  if (get_column (self)->unit != NULL && *get_column (self)->unit != '\0')
    add_words (JLY_WRAP (wrap), get_column (self)->unit);
  return wrap;
}

static void
number_list_cb (GtkEditable *entry, JlyConditionRow *self)
{
  g_auto (GStrv) words = g_strsplit_set (gtk_editable_get_text (entry), " ;", -1);

  g_ptr_array_set_size (self->part->values, 0);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (self->part->values, g_strdup (words[i]));
  tell (self);
}

static GtkWidget *
make_number_list (JlyConditionRow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name
      = g_strdup_printf (_ ("Values of condition %u, with blanks between"), self->number);
  GtkWidget *entry;

  for (guint i = 0; i < self->part->values->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            jly_condition_part_get_value (self->part, i));
  entry = make_entry (name, text->str);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("10 20 30"));
  g_signal_connect_object (entry, "changed", G_CALLBACK (number_list_cb), self, 0);
  return entry;
}

static void
show_values (JlyConditionRow *self)
{
  JlyTest test = self->part->test;
  GtkWidget *values = NULL;

  if (self->part->column >= 0 && test != JLY_TEST_MISSING && test != JLY_TEST_THERE)
    {
      gboolean is_list = test == JLY_TEST_LIST;

      if (get_column (self)->categories != NULL)
        values = is_list ? make_category_list (self) : make_category (self);
      else
        values = is_list ? make_number_list (self) : make_numbers (self);
    }
  adw_bin_set_child (self->values, values);
  gtk_widget_set_visible (GTK_WIDGET (self->values), values != NULL);
}

/* Comparison and column. */

static void
test_cb (GtkDropDown *choice, GParamSpec *pspec, JlyConditionRow *self)
{
  JlyTest test = g_array_index (self->tests, JlyTest, gtk_drop_down_get_selected (choice));

  jly_condition_part_choose_test (self->part, test);
  show_values (self);
  tell (self);
}

static GtkWidget *
make_tests (JlyConditionRow *self)
{
  /* What is chosen most stands first. */
  static const JlyTest order[JLY_N_TESTS]
      = { JLY_TEST_IS,   JLY_TEST_IS_NOT, JLY_TEST_AT_LEAST, JLY_TEST_AT_MOST, JLY_TEST_MORE,
          JLY_TEST_LESS, JLY_TEST_RANGE,  JLY_TEST_LIST,     JLY_TEST_MISSING, JLY_TEST_THERE };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *name = g_strdup_printf (_ ("Comparison of condition %u"), self->number);
  GtkWidget *choice;
  guint selected = 0;

  g_array_set_size (self->tests, 0);
  for (guint i = 0; i < JLY_N_TESTS; i++)
    {
      /* A typed condition may ask whether a cell is given that always is. */
      if (!jly_test_suits (order[i], get_column (self)) && order[i] != self->part->test)
        continue;
      selected = order[i] == self->part->test ? self->tests->len : selected;
      g_array_append_val (self->tests, order[i]);
      g_ptr_array_add (words, (gpointer)jly_test_get_words (order[i]));
    }
  g_ptr_array_add (words, NULL);
  choice = jly_condition_choice_new ((const char *const *)words->pdata, selected, name);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (test_cb), self, 0);
  return choice;
}

static void
show_column (JlyConditionRow *self)
{
  gboolean is_chosen = self->part->column >= 0;

  adw_bin_set_child (self->test, is_chosen ? make_tests (self) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->test), is_chosen);
  show_values (self);
}

static void
column_cb (GtkDropDown *choice, GParamSpec *pspec, JlyConditionRow *self)
{
  jly_condition_part_choose_column (
      self->part, g_array_index (self->columns, gint, gtk_drop_down_get_selected (choice)));
  show_column (self);
  tell (self);
}

static GtkWidget *
make_columns (JlyConditionRow *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *name = g_strdup_printf (_ ("Column of condition %u"), self->number);
  GtkWidget *choice;
  gint none = -1;
  guint selected = 0;

  g_ptr_array_add (words, (gpointer)_ ("Choose a column"));
  g_array_append_val (self->columns, none);
  for (gint i = 0; i < (gint)self->inputs->n_columns; i++)
    {
      if (!self->may_test[i] && i != self->part->column)
        continue;
      selected = i == self->part->column ? self->columns->len : selected;
      g_array_append_val (self->columns, i);
      g_ptr_array_add (words, (gpointer)self->inputs->columns[i].title);
    }
  g_ptr_array_add (words, NULL);
  choice = jly_condition_choice_new ((const char *const *)words->pdata, selected, name);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (column_cb), self, 0);
  return choice;
}

static void
not_cb (GtkCheckButton *button, JlyConditionRow *self)
{
  self->part->is_not = gtk_check_button_get_active (button);
  tell (self);
}

static GtkWidget *
make_not (JlyConditionRow *self)
{
  GtkWidget *button = gtk_check_button_new_with_label (_ ("Not"));
  g_autofree char *name = g_strdup_printf (_ ("Not condition %u"), self->number);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), self->part->is_not);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  jly_accessible_set_label (button, name);
  g_signal_connect_object (button, "toggled", G_CALLBACK (not_cb), self, 0);
  return button;
}

static void
finalize (GObject *object)
{
  JlyConditionRow *self = JLY_CONDITION_ROW (object);

  g_array_unref (self->columns);
  g_array_unref (self->tests);
  G_OBJECT_CLASS (jly_condition_row_parent_class)->finalize (object);
}

static void
jly_condition_row_class_init (JlyConditionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
jly_condition_row_init (JlyConditionRow *self)
{
  self->columns = g_array_new (FALSE, FALSE, sizeof (gint));
  self->tests = g_array_new (FALSE, FALSE, sizeof (JlyTest));
  self->wrap = JLY_WRAP (jly_wrap_new (6));
  self->test = ADW_BIN (adw_bin_new ());
  self->values = ADW_BIN (adw_bin_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->values), GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->wrap));
}

JlyConditionRow *
jly_condition_row_new (const JlyInputs *inputs,
                       const gboolean *may_test,
                       JlyConditionPart *part,
                       guint number)
{
  JlyConditionRow *self = g_object_new (JLY_TYPE_CONDITION_ROW, NULL);

  self->inputs = inputs;
  self->may_test = may_test;
  self->part = part;
  self->number = number;
  jly_wrap_add (self->wrap, make_columns (self));
  jly_wrap_add (self->wrap, GTK_WIDGET (self->test));
  jly_wrap_add (self->wrap, GTK_WIDGET (self->values));
  jly_wrap_add (self->wrap, make_not (self));
  show_column (self);
  return self;
}

void
jly_condition_row_add (JlyConditionRow *self, GtkWidget *widget)
{
  jly_wrap_add (self->wrap, widget);
}

void
jly_condition_row_focus (JlyConditionRow *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
