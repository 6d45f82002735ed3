/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for labels of which a part is not seen. */
#include "config.h"

#include "jly-ui-check.h"

#include <stdio.h>

/* Rounding of positions that are no whole pixels. */
#define SLACK 1.5

void
jly_ui_report (const char *format, ...)
{
  const char *file = g_getenv ("JLY_UI_FINDINGS");
  g_autofree char *text = NULL;
  FILE *out;
  va_list rest;

  va_start (rest, format);
  text = g_strdup_vprintf (format, rest);
  va_end (rest);
  if (file == NULL)
    g_error ("%s", text);
  out = fopen (file, "a");
  g_assert_nonnull (out);
  fprintf (out, "%s: %s\n", g_test_get_path (), text);
  fclose (out);
}

char *
jly_ui_dup_place (GtkWidget *widget)
{
  GString *place = g_string_new (NULL);

  for (GtkWidget *w = widget; w != NULL && !GTK_IS_WINDOW (w); w = gtk_widget_get_parent (w))
    {
      g_auto (GStrv) classes = gtk_widget_get_css_classes (w);
      g_autofree char *joined = g_strjoinv (".", classes);

      g_string_append_printf (place, "%s%s%s%s", place->len > 0 ? " in " : "",
                              G_OBJECT_TYPE_NAME (w), *joined != '\0' ? "." : "", joined);
    }
  return g_string_free (place, FALSE);
}

static gboolean
has_tooltip (GtkWidget *widget)
{
  for (GtkWidget *w = widget; w != NULL; w = gtk_widget_get_parent (w))
    if (gtk_widget_get_tooltip_text (w) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_short_of_room (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int width, height;

  if (pango_layout_is_ellipsized (layout))
    return !has_tooltip (GTK_WIDGET (label));
  pango_layout_get_pixel_size (layout, &width, &height);
  return width > gtk_widget_get_width (GTK_WIDGET (label)) + SLACK
         || height > gtk_widget_get_height (GTK_WIDGET (label)) + SLACK;
}

static void
get_policies (GtkWidget *holder, GtkWidget *parent, gboolean *across, gboolean *down)
{
  GtkPolicyType h = GTK_POLICY_NEVER, v = GTK_POLICY_NEVER;

  if (GTK_IS_SCROLLED_WINDOW (holder))
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (holder), &h, &v);
  else if (GTK_IS_SCROLLABLE (holder) && GTK_IS_SCROLLED_WINDOW (parent))
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (parent), &h, &v);
  *across = h != GTK_POLICY_NEVER;
  *down = v != GTK_POLICY_NEVER;
}

/* What a person can scroll into sight is not cut off. */
static void
get_scrolled (GtkWidget *holder, gboolean *across, gboolean *down)
{
  GtkWidget *parent = gtk_widget_get_parent (holder);

  /* The rows of a table are scrolled by the table's own window. */
  if (GTK_IS_COLUMN_VIEW (parent))
    parent = gtk_widget_get_parent (parent);
  get_policies (holder, parent, across, down);
}

static gboolean
is_outside (GtkWidget *label, GtkWidget *holder, gboolean *across, gboolean *down)
{
  graphene_rect_t bounds;
  gboolean scrolls_across, scrolls_down;

  if (!gtk_widget_compute_bounds (label, holder, &bounds))
    return FALSE;
  get_scrolled (holder, &scrolls_across, &scrolls_down);
  *across = *across || scrolls_across;
  *down = *down || scrolls_down;
  return (!*across
          && (bounds.origin.x < -SLACK
              || bounds.origin.x + bounds.size.width > gtk_widget_get_width (holder) + SLACK))
         || (!*down
             && (bounds.origin.y < -SLACK
                 || bounds.origin.y + bounds.size.height > gtk_widget_get_height (holder) + SLACK));
}

static gboolean
is_clipped (GtkWidget *label)
{
  gboolean across = FALSE, down = FALSE;

  for (GtkWidget *w = gtk_widget_get_parent (label); w != NULL; w = gtk_widget_get_parent (w))
    {
      if ((gtk_widget_get_overflow (w) == GTK_OVERFLOW_HIDDEN || GTK_IS_NATIVE (w)
           || GTK_IS_SCROLLED_WINDOW (w))
          && is_outside (label, w, &across, &down))
        return TRUE;
      /* A menu may stand out of its window. */
      if (GTK_IS_NATIVE (w))
        break;
    }
  return FALSE;
}

static gboolean
is_cut_off (GtkWidget *label)
{
  return *gtk_label_get_text (GTK_LABEL (label)) != '\0'
         && (is_short_of_room (GTK_LABEL (label)) || is_clipped (label));
}

static gboolean
report_cut (GtkWidget *widget, gpointer window)
{
  if (GTK_IS_LABEL (widget) && is_cut_off (widget))
    {
      g_autofree char *place = jly_ui_dup_place (widget);

      jly_ui_report ("cut off (window %d wide): \"%s\": %s", gtk_widget_get_width (window),
                     gtk_label_get_text (GTK_LABEL (widget)), place);
    }
  return FALSE;
}

void
jly_ui_assert_whole_below (GtkWidget *root)
{
  jly_ui_walk (root, report_cut, gtk_widget_get_root (root));
}

void
jly_ui_assert_whole (JlyUiTest *ui)
{
  jly_ui_assert_whole_below (GTK_WIDGET (ui->window));
}
