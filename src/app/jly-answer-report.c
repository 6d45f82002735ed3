/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-answer-report.h. What there is to say is a list of pieces, which are measured once and
 * dealt out to pages; a picture is one page as high as they need. */
#include "config.h"

#include "app/jly-answer-report.h"

#include "app/jly-chart-style.h"
#include "base/jly-error.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>

#define MARGIN 48.0
#define FOOT 24.0
#define A4_WIDTH 595.0 /* points */
#define A4_HEIGHT 842.0
#define PICTURE_WIDTH 720.0
#define ZOOM 2           /* pixels of a PNG to a point */
#define VALUE_SHARE 0.38 /* of a figure's line */
#define SIZE_TITLE 18
#define SIZE_HEADING 12.5
#define SIZE_TEXT 10.5
#define SIZE_SMALL 8.5

typedef enum
{
  PIECE_TITLE,
  PIECE_HEADING,
  PIECE_TEXT,
  PIECE_DIM,
  PIECE_FIGURE, /* text to the left, value to the right */
  PIECE_PLOT
} PieceKind;

typedef struct
{
  PieceKind kind;
  char *text, *value;
  JlyPlot *plot;
  guint page; /* where it stands, once pages are known */
  double y;
} Piece;

struct _JlyAnswerReport
{
  char *title;
  GArray *pieces;
  double width, height;
  guint n_pages;
};

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  g_free (piece->text);
  g_free (piece->value);
  g_clear_pointer (&piece->plot, jly_plot_unref);
}

static void
add (JlyAnswerReport *self, PieceKind kind, const char *text, const char *value)
{
  const Piece piece = { .kind = kind, .text = g_strdup (text), .value = g_strdup (value) };

  g_array_append_val (self->pieces, piece);
}

static void
add_plot (JlyAnswerReport *self, JlyPlot *plot)
{
  const Piece piece = { .kind = PIECE_PLOT, .plot = jly_plot_ref (plot) };

  add (self, PIECE_HEADING, jly_plot_get_title (plot), NULL);
  g_array_append_val (self->pieces, piece);
}

static void
add_lines (JlyAnswerReport *self, const char *title, const GPtrArray *lines)
{
  if (lines == NULL || lines->len == 0)
    return;
  add (self, PIECE_HEADING, title, NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      const JlyAnswerLine *line = lines->pdata[i];

      add (self, PIECE_FIGURE, line->name, line->value != NULL ? line->value : _ ("hidden"));
    }
}

JlyAnswerReport *
jly_answer_report_new_picture (const char *study_title, const JlyAnswerWords *words)
{
  JlyAnswerReport *self = g_new0 (JlyAnswerReport, 1);

  self->title = g_strdup (study_title);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
  for (guint i = 0; i < words->told->len; i++)
    add (self, i == 0 ? PIECE_TITLE : PIECE_TEXT, words->told->pdata[i], NULL);
  add (self, PIECE_DIM, study_title, NULL);
  add (self, PIECE_DIM, words->asked, NULL);
  for (guint i = 0; i < words->plots->len; i++)
    add_plot (self, words->plots->pdata[i]);
  if (words->why_hidden != NULL)
    add (self, PIECE_DIM, words->why_hidden, NULL);
  return self;
}

JlyAnswerReport *
jly_answer_report_new (const char *study_title, const JlyAnswerWords *words)
{
  JlyAnswerReport *self = jly_answer_report_new_picture (study_title, words);

  add_lines (self, _ ("Figures"), words->lines);
  if (words->notes->len > 0)
    add (self, PIECE_HEADING, _ ("Before You Use This"), NULL);
  for (guint i = 0; i < words->notes->len; i++)
    add (self, PIECE_TEXT, ((const JlyAnswerNote *)words->notes->pdata[i])->words, NULL);
  add_lines (self, _ ("Who Approved"), words->approvals);
  return self;
}

void
jly_answer_report_free (JlyAnswerReport *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_array_unref (self->pieces);
  g_free (self);
}

static PangoFontDescription *
make_font (double size, gboolean is_bold)
{
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return font;
}

static PangoLayout *
make_layout (cairo_t *cr, const char *text, PieceKind kind, double width, gboolean is_value)
{
  static const double sizes[]
      = { [PIECE_TITLE] = SIZE_TITLE, [PIECE_HEADING] = SIZE_HEADING, [PIECE_TEXT] = SIZE_TEXT,
          [PIECE_DIM] = SIZE_TEXT,    [PIECE_FIGURE] = SIZE_TEXT,     [PIECE_PLOT] = SIZE_TEXT };
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font
      = make_font (sizes[kind], kind == PIECE_TITLE || kind == PIECE_HEADING);

  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (is_value)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
measure_layout (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double)height / PANGO_SCALE;
}

static double
get_space_above (PieceKind kind)
{
  switch (kind)
    {
    case PIECE_HEADING:
      return 18;
    case PIECE_PLOT:
      return 8;
    case PIECE_FIGURE:
      return 3;
    default:
      return 5;
    }
}

static JlyChartStyle
make_style (void)
{
  JlyChartStyle style = jly_chart_style_for_paper ();

  style.font = make_font (SIZE_TEXT, FALSE);
  return style;
}

/* A plot that is higher than a page is made smaller. */
static double
draw_plot (cairo_t *cr, const Piece *piece, double width, double most_height, gboolean is_drawn)
{
  JlyChartStyle style = make_style ();
  double height = jly_plot_get_height (piece->plot, cr, width, &style);
  double factor = MIN (1, most_height / height);

  if (is_drawn)
    {
      cairo_save (cr);
      cairo_translate (cr, MARGIN, piece->y);
      cairo_scale (cr, factor, factor);
      jly_plot_draw (piece->plot, cr, width, &style);
      cairo_restore (cr);
    }
  jly_chart_style_clear (&style);
  return height * factor;
}

/* At the left or the right end of a place, whichever way the text itself runs. */
static void
show_layout (cairo_t *cr, PangoLayout *layout, double x, double y, double width, gboolean at_right)
{
  PangoRectangle all;

  pango_layout_get_extents (layout, NULL, &all);
  x += (at_right ? width - (double)all.width / PANGO_SCALE : 0) - (double)all.x / PANGO_SCALE;
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static double
draw_text (cairo_t *cr, const Piece *piece, double width, gboolean is_drawn)
{
  const JlyChartStyle style = jly_chart_style_for_paper ();
  const JlyColor *color = piece->kind == PIECE_DIM ? &style.dim : &style.text;
  double value_width = piece->value != NULL ? width * VALUE_SHARE : 0;
  g_autoptr (PangoLayout) text
      = make_layout (cr, piece->text, piece->kind, width - value_width, FALSE);
  g_autoptr (PangoLayout) value = NULL;
  double height = measure_layout (text);

  if (piece->value != NULL)
    {
      value = make_layout (cr, piece->value, piece->kind, value_width, TRUE);
      height = MAX (height, measure_layout (value));
    }
  if (!is_drawn)
    return height;
  cairo_set_source_rgb (cr, color->r, color->g, color->b);
  show_layout (cr, text, MARGIN + (style.right_to_left ? value_width : 0), piece->y,
               width - value_width, style.right_to_left);
  if (value != NULL)
    show_layout (cr, value, MARGIN + (style.right_to_left ? 0 : width - value_width), piece->y,
                 value_width, !style.right_to_left);
  return height;
}

static double
draw_piece (cairo_t *cr, const Piece *piece, double width, double most_height, gboolean is_drawn)
{
  return piece->kind == PIECE_PLOT ? draw_plot (cr, piece, width, most_height, is_drawn)
                                   : draw_text (cr, piece, width, is_drawn);
}

/* A heading never stands at the foot of a page without what it is of. */
static double
measure_with_next (JlyAnswerReport *self, cairo_t *cr, guint i, double width, double most_height)
{
  const Piece *piece = &g_array_index (self->pieces, Piece, i);
  double height = draw_piece (cr, piece, width, most_height, FALSE);

  if (piece->kind == PIECE_HEADING && i + 1 < self->pieces->len)
    {
      const Piece *next = piece + 1;

      height += get_space_above (next->kind)
                + MIN (draw_piece (cr, next, width, most_height, FALSE), most_height - 2 * height);
    }
  return height;
}

guint
jly_answer_report_paginate (JlyAnswerReport *self, cairo_t *cr, double width, double height)
{
  double text_width = width - 2 * MARGIN, bottom = height - MARGIN - FOOT, y = MARGIN;
  double most_height = bottom - MARGIN - 2 * SIZE_HEADING;
  guint page = 0;

  self->width = width;
  self->height = height;
  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = &g_array_index (self->pieces, Piece, i);

      y += y > MARGIN ? get_space_above (piece->kind) : 0;
      if (y + measure_with_next (self, cr, i, text_width, most_height) > bottom && y > MARGIN)
        {
          page++;
          y = MARGIN;
        }
      piece->page = page;
      piece->y = y;
      y += draw_piece (cr, piece, text_width, most_height, FALSE);
    }
  self->n_pages = page + 1;
  return self->n_pages;
}

static void
draw_foot (JlyAnswerReport *self, cairo_t *cr, guint page)
{
  /* Translators: the title of a study, and the number of a page and of all pages. */
  g_autofree char *text
      = g_strdup_printf (_ ("%1$s, page %2$u of %3$u"), self->title, page + 1, self->n_pages);
  const JlyChartStyle style = jly_chart_style_for_paper ();
  g_autoptr (PangoLayout) layout
      = make_layout (cr, text, PIECE_DIM, self->width - 2 * MARGIN, FALSE);
  PangoFontDescription *font = make_font (SIZE_SMALL, FALSE);

  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  cairo_set_source_rgb (cr, style.dim.r, style.dim.g, style.dim.b);
  show_layout (cr, layout, MARGIN, self->height - MARGIN, self->width - 2 * MARGIN,
               style.right_to_left);
}

void
jly_answer_report_draw_page (JlyAnswerReport *self, cairo_t *cr, guint page)
{
  double width = self->width - 2 * MARGIN;
  double most_height = self->height - 2 * MARGIN - FOOT - 2 * SIZE_HEADING;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->page == page)
        draw_piece (cr, piece, width, most_height, TRUE);
    }
  if (self->n_pages > 1)
    draw_foot (self, cr, page);
}

/* How high the only page of a picture is. */
static double
measure_picture (JlyAnswerReport *self)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  const Piece *last = &g_array_index (self->pieces, Piece, self->pieces->len - 1);
  double height;

  jly_answer_report_paginate (self, cr, PICTURE_WIDTH, 1e6);
  height = last->y + draw_piece (cr, last, PICTURE_WIDTH - 2 * MARGIN, 1e6, FALSE) + MARGIN;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return ceil (height);
}

static void
draw_picture (JlyAnswerReport *self, cairo_surface_t *surface, double zoom)
{
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, zoom, zoom);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  jly_answer_report_draw_page (self, cr, 0);
  cairo_destroy (cr);
}

static cairo_status_t
save_png (JlyAnswerReport *self, const char *path)
{
  double height = measure_picture (self);
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int)(PICTURE_WIDTH * ZOOM), (int)(height * ZOOM));
  cairo_status_t status;

  draw_picture (self, surface, ZOOM);
  status = cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
  return status;
}

static cairo_status_t
finish (cairo_surface_t *surface)
{
  cairo_status_t status;

  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

static cairo_status_t
save_svg (JlyAnswerReport *self, const char *path)
{
  double height = measure_picture (self);
  cairo_surface_t *surface = cairo_svg_surface_create (path, PICTURE_WIDTH, height);

  draw_picture (self, surface, 1);
  return finish (surface);
}

static cairo_status_t
save_pdf (JlyAnswerReport *self, const char *path)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, A4_WIDTH, A4_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint n = jly_answer_report_paginate (self, cr, A4_WIDTH, A4_HEIGHT);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  for (guint page = 0; page < n; page++)
    {
      jly_answer_report_draw_page (self, cr, page);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  return finish (surface);
}

gboolean
jly_answer_report_save (JlyAnswerReport *self, const char *what, const char *path, GError **error)
{
  const JlyErrorDetail detail = { .file = path, .next = _ ("Choose another folder.") };
  cairo_status_t status = g_str_equal (what, "pdf")   ? save_pdf (self, path)
                          : g_str_equal (what, "svg") ? save_svg (self, path)
                                                      : save_png (self, path);

  return status == CAIRO_STATUS_SUCCESS
         || jly_fail (error, JLY_ERROR_IO, &detail, "%s", _ ("The file could not be saved."));
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, JlyAnswerReport *self)
{
  guint n = jly_answer_report_paginate (self, gtk_print_context_get_cairo_context (context),
                                        gtk_print_context_get_width (context),
                                        gtk_print_context_get_height (context));

  gtk_print_operation_set_n_pages (operation, (int)n);
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, JlyAnswerReport *self)
{
  jly_answer_report_draw_page (self, gtk_print_context_get_cairo_context (context), (guint)page);
}

GtkPrintOperation *
jly_answer_report_print (JlyAnswerReport *self)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();

  gtk_print_operation_set_job_name (operation, self->title);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "report", self,
                          (GDestroyNotify)jly_answer_report_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), self);
  return operation;
}
