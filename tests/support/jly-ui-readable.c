/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measures the contrast of text on the picture of a page. What CSS makes of a colour (opacities,
 * tints, mixtures) cannot be asked of a widget; it can be seen. Labels of the same style in the
 * same surroundings are measured once in each program, so that this costs little.
 */
#include "config.h"

#include "jly-ui-check.h"

#include <math.h>

#define LEAST_CONTRAST 4.5
/* Strokes of small letters are thinner than a pixel: only enlarged do they show their colour. */
#define SCALE 3

typedef struct
{
  guchar *pixels;
  int width, height;
  gsize stride;
} Picture;

typedef struct
{
  JlyUiTest *ui;
  GHashTable *known; /* styles that were measured */
  GPtrArray *labels; /* to be measured on this screen */
  gboolean is_dark;
} Survey;

static double
to_linear (guchar value)
{
  double v = value / 255.0;

  return v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);
}

/* A pixel as cairo holds it on little-endian computers: blue first. */
static double
get_luminance (guint32 pixel)
{
  return 0.2126 * to_linear (pixel >> 16 & 0xff) + 0.7152 * to_linear (pixel >> 8 & 0xff)
         + 0.0722 * to_linear (pixel & 0xff);
}

static double
get_contrast (double a, double b)
{
  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static Picture
take_picture (JlyUiTest *ui)
{
  GtkWidget *window = GTK_WIDGET (ui->window);
  g_autoptr (GdkTexture) texture = jly_ui_render (window, SCALE);
  Picture picture
      = { .width = gdk_texture_get_width (texture), .height = gdk_texture_get_height (texture) };

  picture.stride = (gsize)picture.width * 4;
  picture.pixels = g_malloc (picture.stride * (gsize)picture.height);
  gdk_texture_download (texture, picture.pixels, picture.stride);
  return picture;
}

static gboolean
is_in_sight (JlyUiTest *ui, GtkWidget *label)
{
  graphene_rect_t where, seen;

  if (!gtk_widget_compute_bounds (label, GTK_WIDGET (ui->window), &where))
    return FALSE;
  for (GtkWidget *w = gtk_widget_get_parent (label); w != NULL; w = gtk_widget_get_parent (w))
    if ((GTK_IS_SCROLLED_WINDOW (w) || GTK_IS_WINDOW (w))
        && (!gtk_widget_compute_bounds (w, GTK_WIDGET (ui->window), &seen)
            || !graphene_rect_contains_rect (&seen, &where)))
      return FALSE;
  return TRUE;
}

/* Where the letters themselves stand in the window; FALSE if a part of them is scrolled away. */
static gboolean
find_text (JlyUiTest *ui, GtkLabel *label, graphene_rect_t *where)
{
  PangoRectangle ink;
  double left, top;
  int x, y;

  pango_layout_get_pixel_extents (gtk_label_get_layout (label), &ink, NULL);
  gtk_label_get_layout_offsets (label, &x, &y);
  if (ink.width <= 0 || ink.height <= 0 || !is_in_sight (ui, GTK_WIDGET (label))
      || !gtk_widget_translate_coordinates (GTK_WIDGET (label), GTK_WIDGET (ui->window), x + ink.x,
                                            y + ink.y, &left, &top))
    return FALSE;
  graphene_rect_init (where, (float)left, (float)top, (float)ink.width, (float)ink.height);
  return TRUE;
}

static guint32
get_pixel (const Picture *picture, int x, int y)
{
  const guint32 *row = (const guint32 *)(picture->pixels + (gsize)y * picture->stride);

  return row[x] & 0xffffff;
}

/* What is most frequent there is behind the text; what is farthest from it is the text. */
static double
measure (const Picture *picture, const graphene_rect_t *where)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  int left = MAX ((int)(where->origin.x * SCALE) - 2, 0);
  int top = MAX ((int)(where->origin.y * SCALE) - 2, 0);
  int right = MIN ((int)((where->origin.x + where->size.width) * SCALE) + 2, picture->width);
  int bottom = MIN ((int)((where->origin.y + where->size.height) * SCALE) + 2, picture->height);
  guint most = 0;
  double behind = 0, best = 1;
  GHashTableIter iter;
  gpointer pixel, count;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        gpointer key = GUINT_TO_POINTER (get_pixel (picture, x, y));

        g_hash_table_insert (
            counts, key,
            GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1));
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pixel, &count))
    if (GPOINTER_TO_UINT (count) > most)
      {
        most = GPOINTER_TO_UINT (count);
        behind = get_luminance (GPOINTER_TO_UINT (pixel));
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pixel, &count))
    best = MAX (best, get_contrast (behind, get_luminance (GPOINTER_TO_UINT (pixel))));
  return best;
}

/* Two labels with the same have the same colours. */
static char *
dup_style (Survey *survey, GtkWidget *label)
{
  GString *style = g_string_new (survey->is_dark ? "dark" : "light");

  for (GtkWidget *w = label; w != NULL; w = gtk_widget_get_parent (w))
    {
      g_auto (GStrv) classes = gtk_widget_get_css_classes (w);
      g_autofree char *joined = g_strjoinv (".", classes);

      g_string_append_printf (
          style, " %s.%s:%x", gtk_widget_get_css_name (w), joined,
          gtk_widget_get_state_flags (w)
              & (GTK_STATE_FLAG_CHECKED | GTK_STATE_FLAG_SELECTED | GTK_STATE_FLAG_LINK));
    }
  return g_string_free (style, FALSE);
}

/* A dot between words, a dash: nothing that one reads. */
static gboolean
has_words (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static gboolean
collect (GtkWidget *widget, gpointer data)
{
  Survey *survey = data;
  graphene_rect_t where;
  char *style;

  if (!GTK_IS_LABEL (widget) || !gtk_widget_is_sensitive (widget)
      || !has_words (gtk_label_get_text (GTK_LABEL (widget)))
      || !find_text (survey->ui, GTK_LABEL (widget), &where))
    return FALSE;
  style = dup_style (survey, widget);
  if (g_hash_table_add (survey->known, style))
    g_ptr_array_add (survey->labels, widget);
  return FALSE;
}

static void
measure_screen (Survey *survey)
{
  Picture picture;

  g_ptr_array_set_size (survey->labels, 0);
  jly_ui_walk (GTK_WIDGET (survey->ui->window), collect, survey);
  if (survey->labels->len == 0)
    return;
  picture = take_picture (survey->ui);
  for (guint i = 0; i < survey->labels->len; i++)
    {
      GtkLabel *label = survey->labels->pdata[i];
      graphene_rect_t where;
      double contrast;

      find_text (survey->ui, label, &where);
      contrast = measure (&picture, &where);
      if (contrast < LEAST_CONTRAST)
        {
          g_autofree char *place = jly_ui_dup_place (GTK_WIDGET (label));

          jly_ui_report ("hard to read (%.2f, %s): \"%s\": %s", contrast,
                         survey->is_dark ? "dark" : "light", gtk_label_get_text (label), place);
        }
    }
  g_free (picture.pixels);
}

static gboolean
is_long (GtkWidget *widget, gpointer data)
{
  GtkAdjustment *down;

  if (!GTK_IS_SCROLLED_WINDOW (widget))
    return FALSE;
  down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  return gtk_adjustment_get_upper (down) > gtk_adjustment_get_page_size (down) + 1;
}

/* The first that is longer than its room is the page's own. */
static void
measure_page (Survey *survey)
{
  GtkWidget *page = GTK_WIDGET (jly_window_get_page (survey->ui->window));
  GtkWidget *scrolled = jly_ui_walk (page, is_long, NULL);
  GtkAdjustment *down = scrolled != NULL
                            ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled))
                            : NULL;
  double before = down != NULL ? gtk_adjustment_get_value (down) : 0;

  measure_screen (survey);
  if (down == NULL)
    return;
  for (double at = 0; at < gtk_adjustment_get_upper (down);
       at += gtk_adjustment_get_page_size (down) * 0.75)
    {
      gtk_adjustment_set_value (down, at);
      jly_ui_settle (survey->ui);
      measure_screen (survey);
    }
  gtk_adjustment_set_value (down, before);
  jly_ui_settle (survey->ui);
}

void
jly_ui_assert_readable (JlyUiTest *ui)
{
  static GHashTable *known;
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  AdwStyleManager *manager = adw_style_manager_get_default ();
  Survey survey = { ui, NULL, labels, FALSE };

  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  survey.known = known;
  measure_page (&survey);
  survey.is_dark = TRUE;
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  jly_ui_settle (ui);
  measure_page (&survey);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  jly_ui_settle (ui);
}
