/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lowest first: grounds, people and rays, ring, links, squares, hexagons, arrows, badges, mark. */
#include "config.h"

#include "app/jly-case-draw.h"

#include <math.h>

#define MARK_MARGIN 13.0
#define MARK_STEP 4.4
#define MARK_CELL 3.6

typedef struct
{
  const JlyCaseLayout *layout;
  const JlyCaseColors *colors;
  cairo_t *cr;
} Pen;

static void
set_color (const Pen *pen, const GdkRGBA *color, double alpha)
{
  cairo_set_source_rgba (pen->cr, color->red, color->green, color->blue, color->alpha * alpha);
}

/* Fills what was drawn, with an outline of one pixel where contrast is wanted. */
static void
fill (const Pen *pen, const GdkRGBA *color)
{
  double width = 1;
  double height = 1;

  set_color (pen, color, 1);
  if (pen->colors->outline.alpha <= 0)
    {
      cairo_fill (pen->cr);
      return;
    }
  cairo_fill_preserve (pen->cr);
  set_color (pen, &pen->colors->outline, 1);
  cairo_device_to_user_distance (pen->cr, &width, &height);
  cairo_set_line_width (pen->cr, width);
  cairo_stroke (pen->cr);
}

static void
draw_line (const Pen *pen, JlyPoint from, JlyPoint to, double width)
{
  cairo_set_line_width (pen->cr, width);
  cairo_move_to (pen->cr, from.x, from.y);
  cairo_line_to (pen->cr, to.x, to.y);
  cairo_stroke (pen->cr);
}

static void
trace_rounded (const Pen *pen, double x, double y, double width, double height, double radius)
{
  cairo_new_sub_path (pen->cr);
  cairo_arc (pen->cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (pen->cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (pen->cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (pen->cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (pen->cr);
}

static void
trace_disc (const Pen *pen, JlyPoint at, double radius)
{
  cairo_new_sub_path (pen->cr);
  cairo_arc (pen->cr, at.x, at.y, radius, 0, 2 * G_PI);
  cairo_close_path (pen->cr);
}

static void
draw_grounds (const Pen *pen)
{
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_ROUND);
  set_color (pen, &pen->colors->ground, 1);
  for (guint i = 0; i < pen->layout->grounds->len; i++)
    {
      JlyGround *ground = &g_array_index (pen->layout->grounds, JlyGround, i);

      draw_line (pen, ground->from, ground->to, ground->width);
    }
}

static void
draw_rays (const Pen *pen)
{
  set_color (pen, &pen->colors->line, 0.3);
  for (guint i = 0; i < pen->layout->rays->len; i++)
    {
      JlyRay *ray = &g_array_index (pen->layout->rays, JlyRay, i);

      draw_line (pen, ray->from, ray->to, 1);
    }
  set_color (pen, &pen->colors->line, 0.8);
  for (guint i = 0; i < pen->layout->dots->len; i++)
    {
      trace_disc (pen, g_array_index (pen->layout->dots, JlyPoint, i), 2.8);
      cairo_fill (pen->cr);
    }
}

static void
draw_ring (const Pen *pen)
{
  if (pen->layout->ring_radius <= 0)
    return;
  set_color (pen, &pen->colors->role[JLY_ROLE_LEARNS], 1);
  trace_disc (pen, pen->layout->ring, pen->layout->ring_radius);
  cairo_set_line_width (pen->cr, 1.6);
  cairo_stroke (pen->cr);
}

static void
draw_square (const Pen *pen, const JlySquare *square)
{
  gboolean rows = pen->layout->shape == JLY_SHAPE_ROWS;
  double h = square->half;
  double reach = 0.52 * h;
  double apart = 0.28 * h;

  trace_rounded (pen, square->at.x - h, square->at.y - h, 2 * h, 2 * h, 0.3 * h);
  fill (pen, &pen->colors->role[JLY_ROLE_BRINGS]);
  if (h < JLY_LAYOUT_SMALLEST_CUT)
    return;
  set_color (pen, &pen->colors->cut, 1);
  for (int sign = -1; sign <= 1; sign += 2)
    {
      double x = rows ? reach : sign * apart;
      double y = rows ? sign * apart : reach;
      JlyPoint from = { square->at.x - (rows ? reach : -x), square->at.y + (rows ? y : -y) };
      JlyPoint to = { square->at.x + x, square->at.y + y };

      draw_line (pen, from, to, 0.19 * h);
    }
}

/* A digit in the middle of a hexagon. */
static void
draw_number (const Pen *pen, JlyPoint at, int number)
{
  const char text[] = { (char)('0' + number), '\0' };
  cairo_text_extents_t extents;

  cairo_select_font_face (pen->cr, "Cantarell", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size (pen->cr, JLY_LAYOUT_HEX);
  cairo_text_extents (pen->cr, text, &extents);
  cairo_move_to (pen->cr, at.x - extents.width / 2 - extents.x_bearing,
                 at.y - extents.height / 2 - extents.y_bearing);
  set_color (pen, &pen->colors->cut, 1);
  cairo_show_text (pen->cr, text);
  cairo_new_path (pen->cr);
}

static void
draw_hexagons (const Pen *pen)
{
  const JlyPoint *hexagons = pen->layout->hexagons;

  set_color (pen, &pen->colors->role[JLY_ROLE_COMPUTES], 0.45);
  for (int i = 0; i < 3; i++)
    draw_line (pen, hexagons[i], hexagons[(i + 1) % 3], 1.7);
  for (int i = 0; i < 3; i++)
    {
      for (int k = 0; k < 6; k++)
        cairo_line_to (pen->cr, hexagons[i].x + JLY_LAYOUT_HEX * sin (k * G_PI / 3),
                       hexagons[i].y - JLY_LAYOUT_HEX * cos (k * G_PI / 3));
      cairo_close_path (pen->cr);
      fill (pen, &pen->colors->role[JLY_ROLE_COMPUTES]);
      if (pen->layout->numbered)
        draw_number (pen, hexagons[i], i + 1);
    }
}

static void
draw_arrow (const Pen *pen, const JlyArrow *arrow)
{
  static const double dots[] = { 0.6, 3.4 };
  double angle = atan2 (arrow->to.y - arrow->from.y, arrow->to.x - arrow->from.x);
  JlyPoint neck = { arrow->to.x - 4 * cos (angle), arrow->to.y - 4 * sin (angle) };

  set_color (pen, &pen->colors->role[arrow->role], 1);
  if (arrow->role == JLY_ROLE_ASKS)
    cairo_set_dash (pen->cr, dots, 2, 0);
  draw_line (pen, arrow->from, neck, 1.7);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_move_to (pen->cr, arrow->to.x, arrow->to.y);
  for (int sign = -1; sign <= 1; sign += 2)
    cairo_line_to (pen->cr, arrow->to.x - 5.5 * cos (angle + sign * 0.42),
                   arrow->to.y - 5.5 * sin (angle + sign * 0.42));
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
}

/* A bubble with a question mark. */
static void
draw_asks (const Pen *pen)
{
  cairo_t *cr = pen->cr;

  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, G_PI * 0.94, G_PI * 2.62);
  cairo_line_to (cr, -1.02, 1.06);
  cairo_close_path (cr);
  fill (pen, &pen->colors->role[JLY_ROLE_ASKS]);
  set_color (pen, &pen->colors->cut, 1);
  cairo_set_line_width (cr, 0.27);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, -0.22, 0.33, G_PI * 1.02, G_PI * 2.25);
  cairo_line_to (cr, 0, 0.16);
  cairo_line_to (cr, 0, 0.22);
  cairo_stroke (cr);
  trace_disc (pen, (JlyPoint){ 0, 0.56 }, 0.17);
  cairo_fill (cr);
}

/* A ring around the answer. */
static void
draw_learns (const Pen *pen)
{
  trace_disc (pen, (JlyPoint){ 0, 0 }, 1);
  fill (pen, &pen->colors->role[JLY_ROLE_LEARNS]);
  set_color (pen, &pen->colors->cut, 1);
  cairo_set_line_width (pen->cr, 0.22);
  trace_disc (pen, (JlyPoint){ 0, 0 }, 0.58);
  cairo_stroke (pen->cr);
}

/* A disc with a tick. */
static void
draw_approves (const Pen *pen)
{
  trace_disc (pen, (JlyPoint){ 0, 0 }, 1);
  fill (pen, &pen->colors->role[JLY_ROLE_APPROVES]);
  set_color (pen, &pen->colors->cut, 1);
  cairo_set_line_width (pen->cr, 0.27);
  cairo_move_to (pen->cr, -0.42, 0.04);
  cairo_line_to (pen->cr, -0.12, 0.34);
  cairo_line_to (pen->cr, 0.44, -0.28);
  cairo_stroke (pen->cr);
}

static void
draw_badge (const Pen *pen, const JlyBadge *badge)
{
  cairo_save (pen->cr);
  cairo_translate (pen->cr, badge->at.x, badge->at.y);
  cairo_scale (pen->cr, badge->radius, badge->radius);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  if (badge->role == JLY_ROLE_ASKS)
    draw_asks (pen);
  else if (badge->role == JLY_ROLE_LEARNS)
    draw_learns (pen);
  else
    draw_approves (pen);
  cairo_restore (pen->cr);
}

/* Three by three cells of a table, its middle row or column in the bringing colour. */
static void
draw_mark (const Pen *pen, double x, double y)
{
  gboolean rows = pen->layout->shape == JLY_SHAPE_ROWS;

  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      {
        gboolean own = (rows ? row : column) == 1;

        set_color (pen, own ? &pen->colors->role[JLY_ROLE_BRINGS] : &pen->colors->ground, 1);
        trace_rounded (pen, x + column * MARK_STEP, y + row * MARK_STEP, MARK_CELL, MARK_CELL, 0.9);
        cairo_fill (pen->cr);
      }
}

/* A flat canvas is filled by its whole width, a taller one as far as what is drawn allows. */
static double
get_scale (const JlyCaseLayout *layout, double width, double height)
{
  double middle = JLY_LAYOUT_WIDTH / 2;
  double needed = 2 * (MAX (middle - layout->left, layout->right - middle) + 6);
  double least = layout->simple ? 0.9 * JLY_LAYOUT_HEIGHT : JLY_LAYOUT_HEIGHT;
  double tall = MAX (least, layout->bottom - layout->top + 10);

  return MIN (height / tall, width / MIN (needed, JLY_LAYOUT_WIDTH));
}

void
jly_case_draw (const JlyCaseLayout *layout,
               const JlyCaseColors *colors,
               cairo_t *cr,
               double width,
               double height)
{
  Pen pen = { layout, colors, cr };
  double scale = get_scale (layout, width, height);
  double mark = 2 * MARK_STEP + MARK_CELL;

  cairo_save (cr);
  cairo_translate (cr, width / 2, height / 2);
  cairo_scale (cr, scale, scale);
  cairo_save (cr);
  cairo_translate (cr, -JLY_LAYOUT_WIDTH / 2, -JLY_LAYOUT_HEIGHT / 2);
  draw_grounds (&pen);
  draw_rays (&pen);
  draw_ring (&pen);
  draw_hexagons (&pen);
  for (guint i = 0; i < layout->squares->len; i++)
    draw_square (&pen, &g_array_index (layout->squares, JlySquare, i));
  for (guint i = 0; i < layout->arrows->len; i++)
    draw_arrow (&pen, &g_array_index (layout->arrows, JlyArrow, i));
  for (guint i = 0; i < layout->badges->len; i++)
    draw_badge (&pen, &g_array_index (layout->badges, JlyBadge, i));
  cairo_restore (cr);
  if (!layout->simple)
    draw_mark (&pen,
               layout->mirrored ? width / scale / 2 - MARK_MARGIN - mark
                                : -width / scale / 2 + MARK_MARGIN,
               height / scale / 2 - MARK_MARGIN - mark);
  cairo_restore (cr);
}
