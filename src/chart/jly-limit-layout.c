/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places the parts of a limit chart. Everything is placed as if text ran from left to right; the
 * last step mirrors it where it does not.
 */
#include "config.h"
#include "chart/jly-limit-layout.h"

#include <glib/gi18n-lib.h>

/* Parts of a line's height. */
#define PAD 0.45
#define BETWEEN_ROWS 0.75
#define DIAMOND 0.34
#define STRIP 0.36

/* What the placing of one row needs to know of the whole. */
typedef struct
{
  JlyLimitLayout *out;
  cairo_t *cr;
  const JlyChartStyle *style;
  gboolean beside;    /* labels stand beside the bars, or above them */
  double bar_x;       /* where bars begin */
  double limit_width; /* from there to the limit */
  double beyond_width;
  gboolean any_own;
} Placing;

static PangoLayout *
make_layout (cairo_t *cr, const JlyChartStyle *style, const char *text, gboolean bold)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (style->font);
  PangoLayout *layout = pango_cairo_create_layout (cr);
  cairo_font_options_t *options = cairo_font_options_create ();
  double size = pango_font_description_get_size (font) * (style->scale > 0 ? style->scale : 1);

  /* Screen, picture and page must break lines alike, so no surface's own hints count. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout), options);
  cairo_font_options_destroy (options);
  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, (int)size);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
measure (cairo_t *cr, const JlyChartStyle *style, const char *text, gboolean bold, double *height)
{
  g_autoptr (PangoLayout) layout = make_layout (cr, style, text, bold);
  int w, h;

  pango_layout_get_pixel_size (layout, &w, &h);
  if (height != NULL)
    *height = h;
  return w;
}

static double
widest (Placing *p, JlyLimitChart *chart, gboolean own)
{
  double width = 0;

  for (guint i = 0; i < chart->bars->len; i++)
    {
      const JlyLimitBar *bar = g_ptr_array_index (chart->bars, i);

      width = MAX (width, measure (p->cr, p->style, own ? bar->own : bar->label, !own, NULL));
    }
  return width;
}

/* Adds a text that may be as wide as box->width at most; box comes back as large as the text is.
 * With at_end the text is moved to the end of the given width. */
static void
add_text (
    Placing *p, JlyLimitTextKind kind, guint row, const char *text, JlyBox *box, gboolean at_end)
{
  gboolean bold = kind == JLY_LIMIT_TEXT_LABEL || kind == JLY_LIMIT_TEXT_NEED
                  || kind == JLY_LIMIT_TEXT_NOT_MET;
  JlyLimitText item = { .kind = kind, .row = row };
  double room = box->width;
  int w, h;

  item.layout = make_layout (p->cr, p->style, text, bold);
  pango_layout_get_pixel_size (item.layout, &w, &h);
  if (w > room)
    {
      pango_layout_set_width (item.layout, (int)(MAX (room, 1) * PANGO_SCALE));
      pango_layout_get_pixel_size (item.layout, &w, &h);
    }
  box->width = w;
  box->height = h;
  if (at_end)
    box->x += room - w;
  item.box = *box;
  g_array_append_val (p->out->texts, item);
}

/* Decides where labels stand and how far the limit is from the bars' beginning. */
static void
choose_columns (Placing *p, JlyLimitChart *chart)
{
  double line = p->out->line;
  double pad = line * PAD;
  double key = p->any_own ? 2 * DIAMOND * line + pad / 2 : 0;
  double labels = MAX (widest (p, chart, FALSE), p->any_own ? key + widest (p, chart, TRUE) : 0);
  double words = MAX (measure (p->cr, p->style, _ ("hidden"), FALSE, NULL),
                      measure (p->cr, p->style, _ ("not met"), TRUE, NULL));
  double bars;

  /* Where there is room, long labels wrap beside their bars; on a narrow page only short ones can
   * stay there. */
  p->beside = p->out->width >= 26 * line
              || (labels <= 0.4 * p->out->width && p->out->width - labels >= 9 * line);
  labels = p->beside ? MIN (labels, 0.4 * p->out->width) : labels;
  /* One more, so that what just fits is not broken by a rounding. */
  p->bar_x = p->beside ? labels + 1 + 2 * pad : 0;
  bars = p->out->width - p->bar_x;
  p->beyond_width = MIN (MAX (bars / 3, words + 2 * pad), bars / 2);
  p->limit_width = bars - p->beyond_width;
}

/* The label and, under it, the own part in words; returns the height. */
static double
place_words (Placing *p, const JlyLimitBar *bar, guint row, double y, JlyLimitRow *out)
{
  double line = p->out->line;
  double key = 2 * DIAMOND * line + line * PAD / 2;
  double room = p->beside ? p->bar_x - 2 * line * PAD : p->out->width;
  JlyBox box = { 0, y, room, 0 };

  add_text (p, JLY_LIMIT_TEXT_LABEL, row, bar->label, &box, FALSE);
  if (!out->has_own)
    return box.height;
  box = (JlyBox){ key, y + box.height, room - key, 0 };
  add_text (p, JLY_LIMIT_TEXT_OWN, row, bar->own, &box, FALSE);
  out->key_x = DIAMOND * line;
  out->key_y = box.y + line / 2;
  return box.y + box.height - y;
}

/* The bar with the need inside; returns its height. */
static double
place_bar (Placing *p, const JlyLimitBar *bar, guint row, double y, JlyLimitRow *out)
{
  double line = p->out->line;
  double pad = line * PAD;
  double diamond = DIAMOND * line;
  JlyBox need = { p->bar_x + pad, y + pad / 2, p->limit_width - 2 * pad, 0 };
  JlyBox word = { p->bar_x + p->limit_width + pad, y + pad / 2, p->beyond_width - 1.5 * pad, 0 };
  double height;

  add_text (p, JLY_LIMIT_TEXT_NEED, row, bar->need, &need, FALSE);
  height = need.height + pad + (p->any_own ? 2 * diamond : 0);
  if (!bar->met)
    {
      add_text (p, JLY_LIMIT_TEXT_NOT_MET, row, _ ("not met"), &word, FALSE);
      height = MAX (height, word.height + pad);
    }
  out->bar = (JlyBox){ p->bar_x, y, p->limit_width, height };
  out->beyond = (JlyBox){ p->bar_x + p->limit_width, y, p->beyond_width, height };
  out->line_x = p->bar_x + p->limit_width;
  if (out->has_own)
    {
      double share = CLAMP (bar->own_share, 0, 1) * p->limit_width;
      double middle = y + height - pad / 4 - diamond;

      out->own = (JlyBox){ p->bar_x, middle - STRIP * line / 2, share, STRIP * line };
      out->diamond_x = p->bar_x + CLAMP (share, diamond, p->limit_width - diamond);
      out->diamond_y = middle;
    }
  return height;
}

static double
place_row (Placing *p, const JlyLimitBar *bar, guint row, double y)
{
  JlyLimitRow out = { .met = bar->met, .has_own = bar->own_share >= 0 };
  double words = place_words (p, bar, row, y, &out);
  double gap = p->out->line * PAD / 2;
  double height;

  if (p->beside)
    {
      double bar_height = place_bar (p, bar, row, y, &out);

      height = MAX (words, bar_height);
    }
  else
    height = words + gap + place_bar (p, bar, row, y + words + gap, &out);
  g_array_append_val (p->out->rows, out);
  return height;
}

/* The two words below the bars that say how to read them; returns the height. */
static double
place_notes (Placing *p, gboolean any_met, double y)
{
  double pad = p->out->line * PAD;
  JlyBox left = { 0, y, p->bar_x + p->limit_width, 0 };
  JlyBox right = { p->bar_x + p->limit_width + pad, y, p->beyond_width - pad, 0 };

  if (!any_met)
    {
      left = (JlyBox){ p->bar_x, y, p->out->width - p->bar_x, 0 };
      add_text (p, JLY_LIMIT_TEXT_HIDDEN, 0, _ ("how much there is stays hidden"), &left, FALSE);
      return left.height;
    }
  add_text (p, JLY_LIMIT_TEXT_REACHED, 0, _ ("at least, as required"), &left, TRUE);
  add_text (p, JLY_LIMIT_TEXT_HIDDEN, 0, _ ("hidden"), &right, FALSE);
  return MAX (left.height, right.height);
}

static void
mirror_box (JlyBox *box, double width)
{
  box->x = width - box->x - box->width;
}

/* Lines of one text lean to the side on which reading begins, whatever script they are in. */
static void
align_text (JlyLimitText *text, gboolean right_to_left)
{
  gboolean text_rtl = pango_layout_get_direction (text->layout, 0) == PANGO_DIRECTION_RTL;

  pango_layout_set_alignment (text->layout,
                              text_rtl == right_to_left ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
}

static void
mirror (JlyLimitLayout *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      JlyLimitRow *row = &g_array_index (self->rows, JlyLimitRow, i);

      mirror_box (&row->bar, self->width);
      mirror_box (&row->beyond, self->width);
      mirror_box (&row->own, self->width);
      row->line_x = self->width - row->line_x;
      row->diamond_x = self->width - row->diamond_x;
      row->key_x = self->width - row->key_x;
    }
  for (guint i = 0; i < self->texts->len; i++)
    mirror_box (&g_array_index (self->texts, JlyLimitText, i).box, self->width);
}

static void
clear_text (gpointer data)
{
  g_clear_object (&((JlyLimitText *)data)->layout);
}

JlyLimitLayout *
jly_limit_layout_new (JlyLimitChart *chart, cairo_t *cr, double width, const JlyChartStyle *style)
{
  JlyLimitLayout *self = g_new0 (JlyLimitLayout, 1);
  Placing p = { .out = self, .cr = cr, .style = style };
  gboolean any_met = FALSE;
  double y;

  self->width = width;
  self->rows = g_array_new (FALSE, TRUE, sizeof (JlyLimitRow));
  self->texts = g_array_new (FALSE, TRUE, sizeof (JlyLimitText));
  g_array_set_clear_func (self->texts, clear_text);
  measure (cr, style, "0", FALSE, &self->line);
  for (guint i = 0; i < chart->bars->len; i++)
    {
      const JlyLimitBar *bar = g_ptr_array_index (chart->bars, i);

      p.any_own |= bar->own_share >= 0;
      any_met |= bar->met;
    }
  choose_columns (&p, chart);

  /* The line of a limit stands out above and below its bar, so there is room at the edge. */
  y = 4;
  for (guint i = 0; i < chart->bars->len; i++)
    y += place_row (&p, g_ptr_array_index (chart->bars, i), i, y) + BETWEEN_ROWS * self->line;
  self->height = y + place_notes (&p, any_met, y);

  for (guint i = 0; i < self->texts->len; i++)
    align_text (&g_array_index (self->texts, JlyLimitText, i), style->right_to_left);
  if (style->right_to_left)
    mirror (self);
  return self;
}

void
jly_limit_layout_free (JlyLimitLayout *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->texts);
  g_free (self);
}

double
jly_limit_layout_get_diamond (const JlyLimitLayout *self)
{
  return DIAMOND * self->line;
}
