/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Works on copies of the agreed rules; the person's own figures are only looked at. */
#include "config.h"

#include "app/jly-checks-page.h"

#include "app/jly-accessible.h"
#include "app/jly-file-chooser.h"
#include "app/jly-half-limits.h"
#include "app/jly-notice.h"
#include "app/jly-plain-row.h"
#include "app/jly-range-row.h"
#include "app/jly-resource.h"
#include "app/jly-window.h"
#include "base/jly-error.h"
#include "study/jly-contract-limits.h"

#include <glib/gi18n.h>

struct _JlyChecksPage
{
  JlyPage parent_instance;

  GtkListBox *ranges;
  GtkListBox *others;
  GtkWidget *others_box;

  GtkWidget *own_box;
  GtkLabel *own_note;
  JlyNotice *own_notice;

  JlyImportSession *session;
  const JlyImport *seen; /* whose figures are shown; only compared */
  JlyDraft *draft;       /* NULL: the limits are one's own */
  GtkButton *use_button;
  GtkWidget *anew_button; /* shown for a draft */
  GtkLabel *explanation;
  JlyRules *rules;   /* as they are shown */
  JlyRules *agreed;  /* as they were when the page was opened: what is off can be put on again */
  GPtrArray *shown;  /* JlyRangeRow*, the list's */
  GPtrArray *states; /* OtherRule*: rules that are no ranges */
  guint keep_id;     /* waits to keep what is on the page; 0: it is kept */
};

/* A rule that can only be there or not. */
typedef struct
{
  const JlyRule *rule; /* of the agreed rules */
  GtkSwitch *toggle;   /* the list's */
} OtherRule;

G_DEFINE_FINAL_TYPE (JlyChecksPage, jly_checks_page, JLY_TYPE_PAGE)

static gboolean
has_range (const JlyRuleColumn *column)
{
  return column->kind == JLY_VALUE_NUMBER || column->kind == JLY_VALUE_DATE;
}

static const JlyValues *
get_values (JlyChecksPage *self, guint column)
{
  JlyImport *import = jly_import_session_get_import (self->session);

  return import != NULL ? jly_import_get_values (import, column) : NULL;
}

static void
update_line (JlyChecksPage *self)
{
  gsize outside = 0;
  g_autofree char *line = NULL;

  for (guint i = 0; i < self->shown->len; i++)
    {
      JlyRangeRow *row = g_ptr_array_index (self->shown, i);

      if (!jly_range_row_get_rule (row)->is_soft)
        outside += jly_range_row_count_outside (row);
    }
  if (outside > 0)
    line = g_strdup_printf (
        ngettext ("%lu of your figures would have to be mended. Nothing leaves this computer on "
                  "this page.",
                  "%lu of your figures would have to be mended. Nothing leaves this computer on "
                  "this page.",
                  outside),
        (gulong)outside);
  jly_page_set_send_line (JLY_PAGE (self),
                          line != NULL ? line : _ ("Nothing leaves this computer on this page."));
}

static JlyRules *make_rules (JlyChecksPage *self);

static gboolean
keep_cb (gpointer data)
{
  JlyChecksPage *self = data;
  g_autoptr (JlyRules) rules = make_rules (self);

  self->keep_id = 0;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checks.start-anew",
                                 jly_half_limits_keep (self->draft, rules));
  return G_SOURCE_REMOVE;
}

/* A knob that is dragged changes often: it is kept when nothing else is to be done. */
static void
changed (JlyChecksPage *self)
{
  update_line (self);
  if (self->draft != NULL && self->keep_id == 0)
    self->keep_id = g_idle_add (keep_cb, self);
}

/* Before the page is left, or looked at no more. */
static void
keep_now (JlyChecksPage *self)
{
  if (self->keep_id == 0)
    return;
  g_clear_handle_id (&self->keep_id, g_source_remove);
  keep_cb (self);
}

static void
forget (JlyChecksPage *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->draft != NULL)
    jly_draft_forget (self->draft, JLY_DRAFT_LIMITS);
}

/* position -1: at the end. */
static GtkWidget *
add_range (JlyChecksPage *self, const JlyRule *rule, int position)
{
  GtkWidget *row = jly_range_row_new (self->rules, rule, get_values (self, rule->column));

  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed), self);
  g_ptr_array_add (self->shown, row);
  gtk_list_box_insert (self->ranges, row, position);
  return row;
}

/* Of one's own figures; without any, of nothing in particular. */
static void
find_own_range (const JlyValues *values, gint64 *least, gint64 *most)
{
  gboolean found = FALSE;

  *least = *most = 0;
  for (gsize i = 0; values != NULL && values->states != NULL && i < values->n_rows; i++)
    if (values->states[i] == JLY_CELL_PRESENT)
      {
        *least = found ? MIN (*least, values->values[i]) : values->values[i];
        *most = found ? MAX (*most, values->values[i]) : values->values[i];
        found = TRUE;
      }
}

static void
add_usual_cb (GtkButton *button, JlyChecksPage *self)
{
  const guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "column"));
  const JlyRule *hard = jly_rules_find (self->rules, column, JLY_RULE_RANGE);
  JlyRule rule = { .kind = JLY_RULE_RANGE, .column = column, .is_soft = TRUE };
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  int position;

  find_own_range (get_values (self, column), &rule.least, &rule.most);
  if (hard != NULL && rule.least == rule.most)
    {
      rule.least = hard->least;
      rule.most = hard->most;
    }
  position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  gtk_list_box_remove (self->ranges, row);
  row = add_range (self, &rule, position);
  changed (self);
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

/* A column without a usual range can get one. */
static void
add_offer (JlyChecksPage *self, guint column)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *label = g_strdup_printf (
      /* Translators: %s is the title of a column. */
      _ ("Ask Me When “%s” Is Unusual"), jly_rules_get_column (self->rules, column)->title);
  GtkWidget *words = gtk_label_new (label);
  GtkWidget *button = gtk_button_new ();

  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_justify (GTK_LABEL (words), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), words);
  gtk_widget_add_css_class (button, "flat");
  jly_accessible_set_label (button, label);
  g_object_set_data (G_OBJECT (button), "column", GUINT_TO_POINTER (column));
  g_signal_connect (button, "clicked", G_CALLBACK (add_usual_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->ranges, row);
}

static gboolean
is_on (JlyChecksPage *self, const JlyRule *agreed)
{
  for (guint i = 0; i < self->rules->rules->len; i++)
    {
      const JlyRule *rule = jly_rules_get_rule (self->rules, i);

      if (rule->kind == agreed->kind && rule->column == agreed->column
          && rule->other == agreed->other && rule->times == agreed->times)
        return TRUE;
    }
  return FALSE;
}

/* In a study that is prepared, what its contract can do without (jly_contract_take_limits). */
static gboolean
can_be_off (JlyChecksPage *self, const JlyRule *rule)
{
  if (self->draft == NULL || rule->kind == JLY_RULE_NOT_ABOVE)
    return TRUE;
  return rule->kind == JLY_RULE_REQUIRED && jly_draft_get_contract (self->draft)->rows->len == 0;
}

static void
add_other (JlyChecksPage *self, const JlyRule *rule)
{
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *sentence = jly_rule_describe (self->agreed, rule);
  OtherRule *state = g_new0 (OtherRule, 1);
  GtkWidget *row
      = jly_plain_row_new (sentence, rule->is_soft ? _ ("Asks whether you are sure")
                                                   : _ ("Must hold before anything is handed in"));

  state->rule = rule;
  state->toggle = GTK_SWITCH (toggle);
  gtk_switch_set_active (state->toggle, is_on (self, rule));
  g_signal_connect_swapped (toggle, "notify::active", G_CALLBACK (changed), self);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (toggle, can_be_off (self, rule));
  jly_accessible_set_label (toggle, sentence);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_ptr_array_add (self->states, state);
  gtk_list_box_append (self->others, row);
}

static void
build (JlyChecksPage *self)
{
  for (guint k = 0; k < self->rules->columns->len; k++)
    {
      gboolean any_soft = FALSE;

      for (guint i = 0; i < self->rules->rules->len; i++)
        {
          const JlyRule *rule = jly_rules_get_rule (self->rules, i);

          if (rule->column != k)
            continue;
          if (rule->kind == JLY_RULE_RANGE)
            add_range (self, rule, -1);
          any_soft |= rule->kind == JLY_RULE_RANGE && rule->is_soft;
        }
      /* A contract has none that only ask. */
      if (has_range (jly_rules_get_column (self->rules, k)) && !any_soft && self->draft == NULL)
        add_offer (self, k);
    }
  for (guint i = 0; i < self->agreed->rules->len; i++)
    if (jly_rules_get_rule (self->agreed, i)->kind != JLY_RULE_RANGE)
      add_other (self, jly_rules_get_rule (self->agreed, i));
  gtk_widget_set_visible (self->others_box, self->states->len > 0);
  update_line (self);
}

/* The agreed columns with the rules as they stand on the page. */
static JlyRules *
make_rules (JlyChecksPage *self)
{
  JlyRules *rules = jly_rules_new ();

  for (guint k = 0; k < self->rules->columns->len; k++)
    {
      const JlyRuleColumn *from = jly_rules_get_column (self->rules, k);
      JlyRuleColumn *to = jly_rules_get_column (
          rules, jly_rules_add_column (rules, from->title, from->kind, from->scale));

      g_free (to->id);
      to->id = g_strdup (from->id);
      to->names = g_strdup (from->names);
      to->unit = g_strdup (from->unit);
      to->currency = g_strdup (from->currency);
      to->key_format = g_strdup (from->key_format);
      to->period = g_strdup (from->period);
      to->is_optional = from->is_optional;
    }
  for (guint i = 0; i < self->shown->len; i++)
    jly_rules_add (rules, jly_range_row_get_rule (g_ptr_array_index (self->shown, i)));
  for (guint i = 0; i < self->states->len; i++)
    {
      const OtherRule *state = g_ptr_array_index (self->states, i);

      if (gtk_switch_get_active (state->toggle))
        jly_rules_add (rules, state->rule);
    }
  return rules;
}

/* The rows look at figures that the session will drop while the page still slides away. */
static void
forget_own (JlyChecksPage *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    jly_range_row_forget_own (g_ptr_array_index (self->shown, i));
}

/* Takes rules. */
static void
show_rules (JlyChecksPage *self, JlyRules *rules)
{
  GtkWidget *row;

  g_ptr_array_set_size (self->shown, 0);
  g_ptr_array_set_size (self->states, 0);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->ranges))) != NULL)
    gtk_list_box_remove (self->ranges, row);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->others))) != NULL)
    gtk_list_box_remove (self->others, row);
  jly_rules_free (self->rules);
  self->rules = rules;
  build (self);
}

/* Only where a study is prepared: figures may come while the page is there. */
static void
show_own (JlyChecksPage *self)
{
  JlyImport *import = jly_import_session_get_import (self->session);
  const GError *error = jly_import_session_get_error (self->session);

  gtk_widget_set_visible (GTK_WIDGET (self->own_notice), error != NULL);
  if (error != NULL)
    jly_notice_set (self->own_notice, JLY_STATUS_FAILED, error->message,
                    jly_error_get_detail (error)->next);
  gtk_widget_set_visible (GTK_WIDGET (self->own_note), import != NULL);
  if (import == NULL || import == self->seen)
    return;
  self->seen = import;
  gtk_label_set_text (self->own_note, jly_import_get_file_read_back (import));
  /* The same limits beside other figures. */
  show_rules (self, make_rules (self));
}

static void
choose_own (GtkWidget *widget, const char *action, GVariant *parameter)
{
  jly_file_chooser_open (widget, _ ("Open Your Own Figures"), "checks.use-own",
                         g_variant_new_string (""));
}

static void
use_own (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyChecksPage *self = JLY_CHECKS_PAGE (widget);
  const char *path;

  g_variant_get (parameter, "(&s&s)", NULL, &path);
  forget_own (self);
  self->seen = NULL;
  jly_import_session_open (self->session, path);
}

/* What is kept beside the draft goes once the draft has it on the disk. */
static void
propose (JlyChecksPage *self, const JlyRules *rules)
{
  if (jly_contract_take_limits (jly_draft_get_contract (self->draft), rules) > 0)
    jly_draft_changed (self->draft);
  if (jly_draft_get_error (self->draft) == NULL)
    jly_draft_forget (self->draft, JLY_DRAFT_LIMITS);
}

static void
use (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyChecksPage *self = JLY_CHECKS_PAGE (widget);
  JlyWindow *window = jly_window_of (widget);
  g_autoptr (JlyImportSession) session = NULL;
  g_autoptr (JlyRules) rules = NULL;

  if (window == NULL || jly_window_get_page (window) != JLY_PAGE (self))
    return;
  session = g_object_ref (self->session);
  rules = make_rules (self);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->draft != NULL)
    propose (self, rules);
  forget_own (self);
  jly_window_pop (window);
  jly_import_session_set_rules (session, rules);
}

/* The limits as they stand in the draft. */
static void
start_anew (GtkWidget *widget, const char *action, GVariant *parameter)
{
  JlyChecksPage *self = JLY_CHECKS_PAGE (widget);

  forget (self);
  show_rules (self, jly_contract_make_rules (jly_draft_get_contract (self->draft)));
  gtk_widget_action_set_enabled (widget, "checks.start-anew", FALSE);
  jly_page_focus_first (JLY_PAGE (self));
}

static gboolean
hold_back (JlyPage *page, const char *action)
{
  keep_now (JLY_CHECKS_PAGE (page));
  return FALSE;
}

/* What was set on this page and not proposed yet. */
static void
find_kept (JlyChecksPage *self)
{
  JlyRules *kept = jly_half_limits_find (self->draft);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checks.start-anew", kept != NULL);
  if (kept != NULL)
    show_rules (self, kept);
}

static void
jly_checks_page_dispose (GObject *object)
{
  JlyChecksPage *self = JLY_CHECKS_PAGE (object);

  g_clear_handle_id (&self->keep_id, g_source_remove);

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->states, g_ptr_array_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (jly_checks_page_parent_class)->dispose (object);
}

static void
jly_checks_page_finalize (GObject *object)
{
  g_clear_pointer (&JLY_CHECKS_PAGE (object)->rules, jly_rules_free);
  g_clear_pointer (&JLY_CHECKS_PAGE (object)->agreed, jly_rules_free);
  G_OBJECT_CLASS (jly_checks_page_parent_class)->finalize (object);
}

static void
jly_checks_page_class_init (JlyChecksPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = jly_checks_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = jly_checks_page_finalize;
  g_type_ensure (JLY_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               JLY_RESOURCE ("ui/jly-checks-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyChecksPage, ranges);
  gtk_widget_class_bind_template_child (widget_class, JlyChecksPage, own_box);
  gtk_widget_class_bind_template_child (widget_class, JlyChecksPage, own_note);
  gtk_widget_class_bind_template_child (widget_class, JlyChecksPage, own_notice);
  gtk_widget_class_bind_template_child (widget_class, JlyChecksPage, use_button);
  gtk_widget_class_bind_template_child (widget_class, JlyChecksPage, anew_button);
  gtk_widget_class_bind_template_child (widget_class, JlyChecksPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, JlyChecksPage, others);
  gtk_widget_class_bind_template_child (widget_class, JlyChecksPage, others_box);
  JLY_PAGE_CLASS (klass)->hold_back = hold_back;
  gtk_widget_class_install_action (widget_class, "checks.use", NULL, use);
  gtk_widget_class_install_action (widget_class, "checks.start-anew", NULL, start_anew);
  gtk_widget_class_install_action (widget_class, "checks.choose-own", NULL, choose_own);
  gtk_widget_class_install_action (widget_class, "checks.use-own", "(ss)", use_own);
}

static void
jly_checks_page_init (JlyChecksPage *self)
{
  self->shown = g_ptr_array_new ();
  self->states = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* draft may be NULL. */
static JlyChecksPage *
make_page (JlyImportSession *session, JlyDraft *draft)
{
  JlyChecksPage *self = g_object_new (JLY_TYPE_CHECKS_PAGE, NULL);

  self->session = g_object_ref (session);
  g_set_object (&self->draft, draft);
  self->rules = jly_rules_ref (jly_import_session_get_rules (session));
  self->agreed = jly_rules_ref (self->rules);
  build (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checks.start-anew", FALSE);
  return self;
}

JlyChecksPage *
jly_checks_page_new (JlyImportSession *session)
{
  return make_page (session, NULL);
}

JlyChecksPage *
jly_checks_page_new_for_draft (JlyImportSession *session, JlyDraft *draft)
{
  JlyChecksPage *self = make_page (session, draft);

  gtk_button_set_label (self->use_button, _ ("_Propose These Limits"));
  jly_accessible_set_label (GTK_WIDGET (self->use_button), _ ("Propose These Limits"));
  gtk_label_set_text (self->explanation,
                      _ ("These limits become the study’s: everybody sees them before signing, and "
                         "figures outside them do not count. The bars are your own figures: they "
                         "are seen only here, and never sent."));
  gtk_widget_set_visible (self->own_box, TRUE);
  g_signal_connect_object (session, "changed", G_CALLBACK (show_own), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->anew_button, TRUE);
  find_kept (self);
  show_own (self);
  return self;
}
