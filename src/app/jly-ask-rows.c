/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ask-rows.h. A column that cannot be used stays in sight, insensitive, with the reason. */
#include "config.h"

#include "app/jly-ask-rows.h"

#include "app/jly-accessible.h"
#include "app/jly-condition-editor.h"
#include "app/jly-guide.h"
#include "app/jly-plain-row.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a button or an entry writes. */
typedef struct
{
  JlyAsk *ask;
  const JlyParameterSpec *spec;
  const JlyContract *contract;
  char *value;            /* of a choice: what it means; NULL: nothing is given */
  AdwExpanderRow *parent; /* borrowed: shows what was chosen */
} Choice;

static void
free_choice (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_free (choice->value);
  g_free (choice);
}

static Choice *
new_choice (JlyAsk *ask, const JlyParameterSpec *spec, const char *value, GtkWidget *parent)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->ask = ask;
  choice->spec = spec;
  choice->value = g_strdup (value);
  choice->parent = parent != NULL ? ADW_EXPANDER_ROW (parent) : NULL;
  return choice;
}

/* The chosen ids with this one put in or taken out, in the contract's order. */
static char *
toggle_id (const Choice *choice, gboolean is_on)
{
  const char *now = jly_ask_get (choice->ask, choice->spec->name);
  g_auto (GStrv) ids = g_strsplit (now != NULL ? now : "", ",", -1);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  const GPtrArray *columns = choice->contract->columns;

  for (guint i = 0; i < columns->len; i++)
    {
      char *id = ((const JlyContractColumn *)columns->pdata[i])->id;

      if (strcmp (id, choice->value) == 0 ? is_on : g_strv_contains ((const char *const *)ids, id))
        g_ptr_array_add (chosen, id);
    }
  g_ptr_array_add (chosen, NULL);
  return g_strjoinv (",", (char **)chosen->pdata);
}

static void
toggled_cb (GtkCheckButton *button, Choice *choice)
{
  gboolean is_on = gtk_check_button_get_active (button);

  if (choice->spec->kind == JLY_PARAMETER_COLUMNS)
    {
      g_autofree char *value = toggle_id (choice, is_on);

      jly_ask_set (choice->ask, choice->spec->name, value);
    }
  else if (is_on)
    jly_ask_set (choice->ask, choice->spec->name, choice->value);
}

static gboolean
is_chosen (const Choice *choice)
{
  const char *now = jly_ask_get (choice->ask, choice->spec->name);
  g_auto (GStrv) ids = NULL;

  if (now == NULL || choice->value == NULL)
    return now == choice->value;
  ids = g_strsplit (now, ",", -1);
  return g_strv_contains ((const char *const *)ids, choice->value);
}

/* A row with a radio button of group in it, or a check button if that is NULL; takes choice. */
static GtkWidget *
make_choice (Choice *choice, const char *title, const char *reason, GtkWidget *group)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *row = jly_plain_row_new (title, NULL);

  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), is_chosen (choice));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  jly_accessible_set_label (button, title);
  if (reason != NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason);
      jly_accessible_set_description (button, reason);
    }
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_widget_set_sensitive (row, reason == NULL);
  g_signal_connect_data (button, "toggled", G_CALLBACK (toggled_cb), choice, free_choice, 0);
  return row;
}

/* The titles of what is chosen, under the title of the row. */
static void
show_chosen (AdwExpanderRow *row, JlyAsk *ask, const char *name, const char *nothing)
{
  const char *value = jly_ask_get (ask, name);
  g_auto (GStrv) ids = g_strsplit (value != NULL ? value : "", ",", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      gint column = jly_contract_find_column (jly_ask_get_contract (ask), ids[i]);

      if (column >= 0)
        g_string_append_printf (
            text, "%s%s", text->len > 0 ? ", " : "",
            ((const JlyContractColumn *)jly_ask_get_contract (ask)->columns->pdata[column])->title);
    }
  adw_expander_row_set_subtitle (row, text->len > 0 ? text->str : nothing);
  g_string_free (text, TRUE);
}

static void
changed_cb (JlyAsk *ask, AdwExpanderRow *row)
{
  const JlyParameterSpec *spec = g_object_get_data (G_OBJECT (row), "spec");

  show_chosen (row, ask, spec->name, spec->is_required ? _ ("Not chosen yet") : _ ("None"));
}

static GtkWidget *
make_columns (JlyAsk *ask, const JlyParameterSpec *spec)
{
  const GPtrArray *columns = jly_ask_get_contract (ask)->columns;
  gboolean has_many = spec->kind == JLY_PARAMETER_COLUMNS;
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title",
                                 _ (spec->title), "expanded", spec->is_required, NULL);
  GtkWidget *group = has_many ? NULL : jly_guide_new_choice (row);

  g_object_set_data (G_OBJECT (row), "spec", (gpointer)spec);
  if (!spec->is_required && !has_many)
    adw_expander_row_add_row (
        ADW_EXPANDER_ROW (row),
        make_choice (new_choice (ask, spec, NULL, row), _ ("None"), NULL, group));
  for (guint i = 0; i < columns->len; i++)
    {
      const JlyContractColumn *column = columns->pdata[i];
      g_autofree char *reason = jly_ask_find_column_obstacle (ask, spec, i);
      Choice *choice = new_choice (ask, spec, column->id, row);

      choice->contract = jly_ask_get_contract (ask);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                                make_choice (choice, column->title, reason, group));
    }
  g_signal_connect_object (ask, "changed", G_CALLBACK (changed_cb), row, 0);
  changed_cb (ask, ADW_EXPANDER_ROW (row));
  return row;
}

static void
entry_cb (GtkEditable *entry, Choice *choice)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  jly_ask_set (choice->ask, choice->spec->name, *text != '\0' ? text : NULL);
}

static GtkWidget *
make_entry (JlyAsk *ask, const JlyParameterSpec *spec, const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ENTRY_ROW, "use-markup", FALSE, "title", title, NULL);
  const char *value = jly_ask_get (ask, spec->name);

  jly_plain_row_tell_title (row);
  gtk_editable_set_text (GTK_EDITABLE (row), value != NULL ? value : "");
  g_signal_connect_data (row, "changed", G_CALLBACK (entry_cb), new_choice (ask, spec, NULL, NULL),
                         free_choice, 0);
  return row;
}

/* A combo whose strings mean the words at the same places; "" means that nothing is given. */
typedef struct
{
  JlyAsk *ask;
  const JlyParameterSpec *spec;
  char **means;
} Combo;

static void
free_combo (gpointer data, GClosure *closure)
{
  Combo *combo = data;

  g_strfreev (combo->means);
  g_free (combo);
}

static void
selected_cb (AdwComboRow *row, GParamSpec *pspec, Combo *combo)
{
  guint selected = adw_combo_row_get_selected (row);

  if (selected >= g_strv_length (combo->means))
    return;
  jly_ask_set (combo->ask, combo->spec->name,
               *combo->means[selected] != '\0' ? combo->means[selected] : NULL);
}

/* Takes means. What is shown first is what is meant. */
static GtkWidget *
make_combo (JlyAsk *ask, const JlyParameterSpec *spec, const char *const *words, char **means)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);
  Combo *combo = g_new0 (Combo, 1);
  const char *now = jly_ask_get (ask, spec->name);

  *combo = (Combo){ ask, spec, means };
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (spec->title));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  for (guint i = 0; means[i] != NULL; i++)
    if (g_strcmp0 (means[i], now) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_signal_connect_data (row, "notify::selected", G_CALLBACK (selected_cb), combo, free_combo, 0);
  selected_cb (ADW_COMBO_ROW (row), NULL, combo);
  return row;
}

static const JlyContractColumn *
find_of (JlyAsk *ask, const JlyParameterSpec *spec)
{
  const char *id = spec->of != NULL ? jly_ask_get (ask, spec->of) : NULL;
  gint column = id != NULL ? jly_contract_find_column (jly_ask_get_contract (ask), id) : -1;

  return column >= 0 ? jly_ask_get_contract (ask)->columns->pdata[column] : NULL;
}

static GtkWidget *
make_comparison (JlyAsk *ask, const JlyParameterSpec *spec, const JlyContractColumn *of)
{
  static const char *const signs[] = { "=", "<>", "<", "<=", ">=", ">", NULL };
  const char *const words[]
      = { _ ("is"),           _ ("is not"), _ ("is less than"), _ ("is at most"), _ ("is at least"),
          _ ("is more than"), NULL };
  const char *const few[] = { words[0], words[1], NULL };
  const char *const few_signs[] = { signs[0], signs[1], NULL };
  gboolean is_number = of->categories == NULL;

  return make_combo (ask, spec, is_number ? words : few,
                     g_strdupv ((char **)(is_number ? signs : few_signs)));
}

static GtkWidget *
make_value (JlyAsk *ask, const JlyParameterSpec *spec, const JlyContractColumn *of)
{
  g_autofree char *title = NULL;

  if (of->categories != NULL)
    return make_combo (ask, spec, (const char *const *)of->categories, g_strdupv (of->categories));
  title = *of->unit != '\0' ? g_strdup_printf ("%s (%s)", _ (spec->title), of->unit)
                            : g_strdup (_ (spec->title));
  return make_entry (ask, spec, title);
}

/* What the choices of a setting are called. */
static const char *
say_choice (const char *choice)
{
  static const struct
  {
    const char *choice, *words;
  } said[] = {
    { "5-95", N_ ("5th and 95th percentile") },
    { "10-90", N_ ("10th and 90th percentile") },
    { "ends", N_ ("Least and most") },
    { "7", N_ ("7, as usual") },
    { "no", N_ ("No") },
    { "yes", N_ ("Yes") },
    { "rows", N_ ("Rows") },
    { "companies", N_ ("Companies") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    if (g_str_equal (said[i].choice, choice))
      return _ (said[i].words);
  return choice;
}

/* The first choice is what is meant where none is given, so it is not written down. */
static GtkWidget *
make_choices (JlyAsk *ask, const JlyParameterSpec *spec)
{
  char **means = g_strsplit (spec->choices, "|", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; means[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer)say_choice (means[i]));
  g_ptr_array_add (words, NULL);
  *means[0] = '\0';
  return make_combo (ask, spec, (const char *const *)words->pdata, means);
}

/* One test by itself is also a condition that is put together, where the contract leaves that. */
static gboolean
is_in_editor (JlyAsk *ask, const JlyParameterSpec *spec)
{
  return strcmp (spec->name, "where") == 0 && !jly_ask_is_fixed (ask, "filter");
}

GtkWidget *
jly_ask_row_new (JlyAsk *ask, const JlyParameterSpec *spec)
{
  const JlyContractColumn *of = find_of (ask, spec);

  if (jly_ask_is_fixed (ask, spec->name) || (spec->of != NULL && of == NULL)
      || is_in_editor (ask, spec))
    return NULL;
  switch (spec->kind)
    {
    case JLY_PARAMETER_COLUMN:
    case JLY_PARAMETER_ANY_COLUMN:
    case JLY_PARAMETER_COLUMNS:
    case JLY_PARAMETER_CATEGORIES:
      return make_columns (ask, spec);
    case JLY_PARAMETER_COMPARISON:
      return of != NULL ? make_comparison (ask, spec, of) : NULL;
    case JLY_PARAMETER_VALUE:
      return of != NULL ? make_value (ask, spec, of) : NULL;
    case JLY_PARAMETER_CHOICE:
      return make_choices (ask, spec);
    case JLY_PARAMETER_EDGES:
      return make_entry (ask, spec, _ ("Divided at (numbers with blanks between)"));
    case JLY_PARAMETER_FILTER:
      return jly_condition_editor_new (ask, spec);
    case JLY_PARAMETER_PERCENT:
    case JLY_PARAMETER_WHOLE:
    default:
      return make_entry (ask, spec, _ (spec->title));
    }
}

/* Who learns. */

static void
recipient_cb (GtkSwitch *toggle, GParamSpec *pspec, JlyAsk *ask)
{
  guint party = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toggle), "party"));
  JlyPartySet bit = (JlyPartySet)1 << party;
  JlyPartySet now = jly_ask_get_recipients (ask);

  jly_ask_set_recipients (ask, gtk_switch_get_active (toggle) ? now | bit : now & ~bit);
}

static GtkWidget *
make_recipient (JlyAsk *ask, const JlyContractParty *party, guint place)
{
  GtkWidget *toggle = gtk_switch_new ();
  gboolean may = (jly_ask_get_learners (ask) >> place & 1) != 0;
  g_autofree char *label = g_strdup_printf (_ ("%s learns the answer"), party->name);
  GtkWidget *row = jly_plain_row_new (party->name, NULL);

  gtk_switch_set_active (GTK_SWITCH (toggle), (jly_ask_get_recipients (ask) >> place & 1) != 0);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  jly_accessible_set_label (toggle, label);
  g_object_set_data (G_OBJECT (toggle), "party", GUINT_TO_POINTER (place));
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (recipient_cb), ask, 0);
  if (!may)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                 _ ("By the contract it does not learn what you ask for."));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  gtk_widget_set_sensitive (row, may);
  return row;
}

static void
recipients_changed_cb (JlyAsk *ask, AdwExpanderRow *row)
{
  guint n = jly_party_set_count (jly_ask_get_recipients (ask));
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u party learns it", "%u parties learn it", n), n);

  adw_expander_row_set_subtitle (row, text);
}

GtkWidget *
jly_ask_row_new_recipients (JlyAsk *ask, const JlyContract *contract)
{
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title",
                                 _ ("Who learns the answer"), NULL);

  for (guint i = 0; i < contract->parties->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              make_recipient (ask, contract->parties->pdata[i], i));
  g_signal_connect_object (ask, "changed", G_CALLBACK (recipients_changed_cb), row, 0);
  recipients_changed_cb (ask, ADW_EXPANDER_ROW (row));
  return row;
}
