/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader says of a field besides its name: its hint, and what is wrong with it. */
#include "config.h"

#include "jly-ui-check.h"

#include "app/jly-fold.h"

/* Something is typed or chosen in it. */
static gboolean
is_field (GtkWidget *widget)
{
  return GTK_IS_ENTRY (widget) || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SWITCH (widget)
         || GTK_IS_DROP_DOWN (widget) || GTK_IS_CHECK_BUTTON (widget) || ADW_IS_ENTRY_ROW (widget);
}

/* Where the keyboard is while one types. */
static GtkAccessible *
get_target (GtkWidget *field)
{
  return GTK_ACCESSIBLE (ADW_IS_ENTRY_ROW (field)
                             ? GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (field)))
                             : field);
}

static gboolean
has_hint (GtkWidget *field)
{
  return gtk_test_accessible_has_relation (get_target (field),
                                           GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}

static gboolean
is_refused (GtkWidget *field)
{
  g_autofree char *is_not = gtk_test_accessible_check_state (
      get_target (field), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);

  return is_not == NULL;
}

/* The second line of the row that the field stands in. */
static gboolean
stands_by_hint (GtkWidget *field)
{
  GtkWidget *row = gtk_widget_get_ancestor (field, ADW_TYPE_ACTION_ROW);
  const char *hint = row != NULL ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : NULL;

  return hint != NULL && *hint != '\0';
}

/* The words right below it in a column. */
static gboolean
stands_above_words (GtkWidget *field)
{
  GtkWidget *next = gtk_widget_get_next_sibling (field);
  GtkWidget *parent = gtk_widget_get_parent (field);

  return GTK_IS_BOX (parent)
         && gtk_orientable_get_orientation (GTK_ORIENTABLE (parent)) == GTK_ORIENTATION_VERTICAL
         && GTK_IS_LABEL (next) && gtk_widget_get_mapped (next)
         && *gtk_label_get_text (GTK_LABEL (next)) != '\0';
}

static gboolean
report_unrelated (GtkWidget *field, gpointer data)
{
  g_autofree char *name = NULL, *place = NULL;

  if (!is_field (field))
    return FALSE;
  name = jly_ui_dup_name (field);
  place = jly_ui_dup_place (field);
  if ((stands_by_hint (field) || stands_above_words (field)) && !has_hint (field))
    jly_ui_report ("the field “%s” has a hint that no screen reader finds: %s", name, place);
  if (gtk_widget_has_css_class (field, "error") != is_refused (field))
    jly_ui_report ("the field “%s” is refused for the eye, or for a screen reader, alone: %s", name,
                   place);
  if (is_refused (field)
      && !gtk_test_accessible_has_relation (get_target (field),
                                            GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE))
    jly_ui_report ("the field “%s” is refused without a reason: %s", name, place);
  return FALSE;
}

/* Words that are said when they change: as a new name of theirs. */
static gboolean
is_live (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0'
         && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget))
                == GTK_ACCESSIBLE_ROLE_STATUS;
}

static gboolean
report_untold (GtkWidget *widget, gpointer data)
{
  const char *text = is_live (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;
  g_autofree char *other = text != NULL ? gtk_test_accessible_check_property (
                               GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text)
                                        : NULL;

  if (other != NULL)
    jly_ui_report ("no screen reader was told of “%s”: it knows %s", text, other);
  return FALSE;
}

static gboolean
count_live (GtkWidget *widget, gpointer n)
{
  *(guint *)n += is_live (widget);
  return FALSE;
}

guint
jly_ui_count_live (GtkWidget *root)
{
  guint n = 0;

  jly_ui_walk (root, count_live, &n);
  return n;
}

/* What has no name of its own is called by its class. */
static gboolean
report_class_name (GtkWidget *widget, gpointer data)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  GtkAccessible *told = NULL;
  g_autofree char *place = NULL;

  if (GTK_IS_BUTTON (widget) && GTK_IS_IMAGE (gtk_button_get_child (GTK_BUTTON (widget)))
      && gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    {
      place = jly_ui_dup_place (widget);
      jly_ui_report ("a screen reader calls the button by its icon: %s", place);
    }
  if (GTK_IS_LIST_BOX (widget))
    told = GTK_ACCESSIBLE (widget);
  else if (GTK_IS_STACK (parent))
    told = GTK_ACCESSIBLE (gtk_stack_get_page (GTK_STACK (parent), widget));
  if (told == NULL || gtk_test_accessible_has_property (told, GTK_ACCESSIBLE_PROPERTY_LABEL)
      || gtk_test_accessible_has_relation (told, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return FALSE;
  g_free (place);
  place = jly_ui_dup_place (widget);
  jly_ui_report ("a screen reader calls it %s: %s", G_OBJECT_TYPE_NAME (told), place);
  return FALSE;
}

/* What a stack, a rail or a fold does not show. The walk comes past what is seen only. */
static gboolean
report_unseen (GtkWidget *widget, gpointer data)
{
  if (!GTK_IS_STACK (widget) && !ADW_IS_VIEW_STACK (widget) && !ADW_IS_FLAP (widget)
      && !JLY_IS_FOLD (widget))
    return FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *seen = gtk_test_accessible_check_state (GTK_ACCESSIBLE (child),
                                                               GTK_ACCESSIBLE_STATE_HIDDEN, TRUE);
      g_autofree char *place = jly_ui_dup_place (child);

      if ((seen == NULL) == gtk_widget_get_mapped (child))
        jly_ui_report ("%s, and a screen reader is told otherwise: %s",
                       seen == NULL ? "it is seen" : "it is out of sight", place);
    }
  return FALSE;
}

void
jly_ui_assert_related (JlyUiTest *ui)
{
  jly_ui_walk (GTK_WIDGET (ui->window), report_unseen, NULL);
  jly_ui_walk (GTK_WIDGET (ui->window), report_class_name, NULL);
  jly_ui_walk (GTK_WIDGET (ui->window), report_untold, NULL);
  jly_ui_walk (GTK_WIDGET (ui->window), report_unrelated, NULL);
}
