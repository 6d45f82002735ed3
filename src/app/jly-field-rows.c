/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-field-rows.h. */
#include "config.h"

#include "app/jly-field-rows.h"

#include "app/jly-accessible.h"
#include "app/jly-plain-row.h"
#include "app/jly-wheel.h"

#include <math.h>

#define MOST_AMOUNT 1e15
#define SECONDS_A_DAY ((gint64)24 * 60 * 60)

typedef struct
{
  JlyDraft *draft;
  union
  {
    char **text;
    guint *count;
    gint64 *amount;
  } field;
  const guint *scale;
  guint flag;
  gint64 from;
} Binding;

static void
free_binding (gpointer data, GClosure *closure)
{
  g_object_unref (((Binding *)data)->draft);
  g_free (data);
}

static Binding *
new_binding (JlyDraft *draft)
{
  Binding *binding = g_new0 (Binding, 1);

  binding->draft = g_object_ref (draft);
  return binding;
}

static void
text_cb (GtkEditable *entry, Binding *binding)
{
  g_free (*binding->field.text);
  *binding->field.text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  jly_draft_changed (binding->draft);
}

GtkWidget *
jly_field_row_text (JlyDraft *draft, const char *title, char **field)
{
  GtkWidget *row = adw_entry_row_new ();
  Binding *binding = new_binding (draft);

  binding->field.text = field;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), *field);
  jly_plain_row_tell_title (row);
  g_signal_connect_data (row, "changed", G_CALLBACK (text_cb), binding, free_binding, 0);
  return row;
}

static GtkWidget *
make_row (const char *title, const char *subtitle, GtkWidget *control)
{
  GtkWidget *row = jly_plain_row_new (title, subtitle);

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  if (GTK_IS_SPIN_BUTTON (control))
    jly_wheel_pass_on (control);
  jly_accessible_set_label (control, title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  return row;
}

static void
count_cb (GtkSpinButton *spin, Binding *binding)
{
  *binding->field.count = (guint)gtk_spin_button_get_value_as_int (spin);
  jly_draft_changed (binding->draft);
}

GtkWidget *
jly_field_row_count (
    JlyDraft *draft, const char *title, const char *subtitle, guint *field, guint least, guint most)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, 1);
  Binding *binding = new_binding (draft);

  binding->field.count = field;
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 4);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), *field);
  g_signal_connect_data (spin, "value-changed", G_CALLBACK (count_cb), binding, free_binding, 0);
  return make_row (title, subtitle, spin);
}

static void
days_cb (GtkSpinButton *spin, Binding *binding)
{
  *binding->field.amount = binding->from + SECONDS_A_DAY * gtk_spin_button_get_value_as_int (spin);
  jly_draft_changed (binding->draft);
}

GtkWidget *
jly_field_row_days (JlyDraft *draft,
                    const char *title,
                    const char *subtitle,
                    gint64 *field,
                    gint64 from,
                    guint most)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (1, most, 1);
  Binding *binding = new_binding (draft);

  binding->field.amount = field;
  binding->from = from;
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 4);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin),
                             (double)((*field - from + SECONDS_A_DAY - 1) / SECONDS_A_DAY));
  g_signal_connect_data (spin, "value-changed", G_CALLBACK (days_cb), binding, free_binding, 0);
  return make_row (title, subtitle, spin);
}

static void
amount_cb (GtkSpinButton *spin, Binding *binding)
{
  *binding->field.amount
      = (gint64)llround (gtk_spin_button_get_value (spin) * pow (10, *binding->scale));
  jly_draft_changed (binding->draft);
}

GtkWidget *
jly_field_row_amount (JlyDraft *draft, const char *title, gint64 *field, const guint *scale)
{
  double most = MOST_AMOUNT / pow (10, *scale);
  GtkWidget *spin = gtk_spin_button_new_with_range (-most, most, 1);
  Binding *binding = new_binding (draft);

  binding->field.amount = field;
  binding->scale = scale;
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), *scale);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 9);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), (double)*field / pow (10, *scale));
  g_signal_connect_data (spin, "value-changed", G_CALLBACK (amount_cb), binding, free_binding, 0);
  return make_row (title, NULL, spin);
}

static void
flag_cb (GtkSwitch *toggle, GParamSpec *pspec, Binding *binding)
{
  if (gtk_switch_get_active (toggle))
    *binding->field.count |= binding->flag;
  else
    *binding->field.count &= ~binding->flag;
  jly_draft_changed (binding->draft);
}

GtkWidget *
jly_field_row_flag (
    JlyDraft *draft, const char *title, const char *subtitle, guint *field, guint flag)
{
  GtkWidget *toggle = gtk_switch_new ();
  Binding *binding = new_binding (draft);

  binding->field.count = field;
  binding->flag = flag;
  gtk_switch_set_active (GTK_SWITCH (toggle), (*field & flag) != 0);
  g_signal_connect_data (toggle, "notify::active", G_CALLBACK (flag_cb), binding, free_binding, 0);
  return make_row (title, subtitle, toggle);
}
