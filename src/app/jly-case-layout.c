/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Circle of providers, three hexagons in the middle, parties that bring nothing at the side. First
 * every provider gets its place, then the hexagons come to stand towards the parties who own them,
 * then grounds, badges and arrows are drawn around both; see jly-case-layout.h.
 */
#include "config.h"

#include "app/jly-case-layout.h"

#include <math.h>

#define RADIUS (0.375 * JLY_LAYOUT_HEIGHT)
#define HEX_DISTANCE 14.0 /* of a hexagon from the centre; 0.115 h and room for the links */
#define BESIDE_SIDE 0.43  /* where the circle's centre is when nodes stand at the side */
#define SIDE 0.83
#define MOST_DRAWN 14
#define BADGE 5.2
#define SIDE_BADGE 7.0
#define GAP 3.4 /* between a square and its badges */
#define GROUND_MARGIN 6.0
#define MARKET_ARC 150.0 /* degrees that one side of a market takes */
#define KEEPER 98.0      /* how far a lone provider is from the outsiders */
#define FREE_ARC 76.0    /* degrees left free where a ground goes out to the side */

/* A provider on the circle. */
typedef struct
{
  const JlyCaseGroup *group;
  double angle;
  double half;
  JlyPoint at;
  int hexagon; /* its own, or -1: does not compute */
} Provider;

typedef struct
{
  JlyCaseLayout *out;
  GPtrArray *groups;
  JlyPoint centre;
  GArray *providers; /* Provider */
  GPtrArray *sides;  /* JlyCaseGroup* that bring nothing */
  guint n_owned;     /* hexagons with an owner, first in out->hexagons */
  int side_hexagon;  /* index of the hexagon of a party at the side, or -1 */
  gboolean market;   /* left arc and right arc */
  gboolean keeper;   /* one provider, who gives all to outsiders */
} Builder;

static JlyPoint
polar (JlyPoint centre, double angle, double distance)
{
  double radians = angle * G_PI / 180;

  return (JlyPoint){ centre.x + distance * sin (radians), centre.y - distance * cos (radians) };
}

static JlyPoint
offset (JlyPoint point, double x, double y)
{
  return (JlyPoint){ point.x + x, point.y + y };
}

static double
angle_between (double a, double b)
{
  double d = fabs (fmod (a - b + 720, 360));

  return MIN (d, 360 - d);
}

static double
get_half_size (guint n, gboolean many)
{
  if (many || n > 8)
    return 5;
  if (n > 4)
    return 7;
  return n == 4 ? 8 : 9;
}

static void
add_provider (Builder *b, const JlyCaseGroup *group, double angle, double distance, double half)
{
  Provider provider = { group, angle, half, polar (b->centre, angle, distance), -1 };

  g_array_append_val (b->providers, provider);
}

/* One side of a market on an arc around its direction. */
static void
place_market_side (Builder *b, const JlyCaseGroup *group, double direction)
{
  guint n = MIN (group->count, MOST_DRAWN / 2);
  double half = get_half_size (group->count, group->many);

  for (guint i = 0; i < n; i++)
    {
      double step = n > 1 ? MARKET_ARC / (n - 1) : 0;
      double angle = direction - (n > 1 ? MARKET_ARC / 2 : 0) + i * step;

      add_provider (b, group, angle, RADIUS, half);
    }
}

/* All providers on one circle: two left and right, four in the corners, otherwise the first at the
 * top, clockwise; towards a ground that goes out to the side there is a gap. */
static void
place_circle (Builder *b, guint total)
{
  guint n = MIN (total, MOST_DRAWN);
  double first = n == 2 ? 270 : n == 4 ? 45 : 0;
  double step = 360.0 / n;
  double distance = n == 2 ? 1.25 * RADIUS : RADIUS;
  guint i = 0;

  if (b->side_hexagon >= 0)
    {
      step = (360 - FREE_ARC) / (n - 1);
      first = (b->out->mirrored ? 270 : 90) + FREE_ARC / 2;
    }
  for (guint g = 0; g < b->groups->len; g++)
    {
      const JlyCaseGroup *group = g_ptr_array_index (b->groups, g);

      for (guint k = 0; k < group->count && i < n; k++, i++)
        add_provider (b, group, fmod (first + i * step, 360), distance,
                      get_half_size (total, group->many));
    }
}

static void
place_providers (Builder *b)
{
  guint total = 0;

  for (guint g = 0; g < b->groups->len; g++)
    {
      const JlyCaseGroup *group = g_ptr_array_index (b->groups, g);

      total += group->count;
      if (b->market && group->count > 0)
        place_market_side (b, group, group->market_left ? 270 : 90);
    }
  if (b->keeper)
    add_provider (b, g_ptr_array_index (b->groups, 0), b->out->mirrored ? 90 : 270, KEEPER,
                  get_half_size (1, FALSE));
  else if (!b->market && total > 0)
    place_circle (b, total);
}

/* How good it looks if the chosen ones of a group's providers compute: the smallest angle between
 * two of them. Of a single one, the middle of an arc, or the first of a circle. */
static double
rate_choice (Builder *b, GPtrArray *members, guint chosen)
{
  double smallest = 360;

  for (guint i = 0; i < members->len; i++)
    for (guint k = i + 1; k < members->len; k++)
      if ((chosen >> i & 1) && (chosen >> k & 1))
        smallest = MIN (smallest, angle_between (((Provider *)members->pdata[i])->angle,
                                                 ((Provider *)members->pdata[k])->angle));
  if (smallest < 360)
    return smallest;
  for (guint i = 0; i < members->len; i++)
    if (chosen == 1u << i)
      return b->market ? -fabs (i - (members->len - 1) / 2.0) : -(double)i;
  return -G_MAXDOUBLE;
}

static int
own_hexagon (Builder *b, double angles[3], double angle)
{
  angles[b->n_owned] = angle;
  b->out->hexagons[b->n_owned] = polar (b->centre, angle, HEX_DISTANCE);
  return (int)b->n_owned++;
}

/* At most 14 members, so that all choices can be looked at. */
static void
let_members_compute (Builder *b, const JlyCaseGroup *group, double angles[3])
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  guint wanted = MIN (group->n_computing, 3 - b->n_owned);
  guint best = 0;

  for (guint i = 0; i < b->providers->len; i++)
    if (g_array_index (b->providers, Provider, i).group == group)
      g_ptr_array_add (members, &g_array_index (b->providers, Provider, i));
  for (guint chosen = 1; chosen < 1u << members->len; chosen++)
    if ((guint)__builtin_popcount (chosen) == MIN (wanted, members->len)
        && (best == 0 || rate_choice (b, members, chosen) > rate_choice (b, members, best) + 0.01))
      best = chosen;
  for (guint i = 0; i < members->len; i++)
    if (best >> i & 1)
      {
        Provider *provider = members->pdata[i];

        provider->hexagon = own_hexagon (b, angles, provider->angle);
      }
}

static void
place_owned_hexagons (Builder *b, double angles[3])
{
  for (guint g = 0; g < b->groups->len; g++)
    {
      const JlyCaseGroup *group = g_ptr_array_index (b->groups, g);

      if (group->n_computing == 0 || b->n_owned == 3)
        continue;
      if (group->count > 0)
        let_members_compute (b, group, angles);
      else
        b->side_hexagon = own_hexagon (b, angles, b->out->mirrored ? 270 : 90);
    }
}

/* Outsiders' hexagons complete the triangle. */
static void
place_hexagons (Builder *b)
{
  double angles[3] = { 0, 120, 240 };

  place_owned_hexagons (b, angles);
  if (b->n_owned == 1)
    {
      angles[1] = angles[0] + 120;
      angles[2] = angles[0] + 240;
    }
  else if (b->n_owned == 2)
    {
      double x = sin (angles[0] * G_PI / 180) + sin (angles[1] * G_PI / 180);
      double y = cos (angles[0] * G_PI / 180) + cos (angles[1] * G_PI / 180);

      /* Opposite each other: the third stands on top. */
      angles[2] = hypot (x, y) < 0.1 ? 0 : 180 + atan2 (x, y) * 180 / G_PI;
    }
  for (guint i = b->n_owned; i < 3; i++)
    b->out->hexagons[i] = polar (b->centre, angles[i], HEX_DISTANCE);
}

static void
add_ground (Builder *b, JlyPoint from, JlyPoint to, double width)
{
  JlyGround ground = { from, to, width };

  g_array_append_val (b->out->grounds, ground);
}

static void
add_badge (Builder *b, JlyPoint at, double radius, JlyRole role)
{
  JlyBadge badge = { at, radius, role };

  g_array_append_val (b->out->badges, badge);
}

static void
add_arrow (Builder *b, JlyPoint from, JlyPoint to, JlyRole role)
{
  JlyArrow arrow = { from, to, role };

  g_array_append_val (b->out->arrows, arrow);
}

/* More than six who learn have a ring around all of them in place of badges. */
static gboolean
has_ring (const JlyCaseGroup *group)
{
  return group->learns && (group->many || group->count > 6);
}

static gboolean
has_badges (Builder *b, const JlyCaseGroup *group)
{
  return !b->out->simple && !has_ring (group) && (group->asks || group->learns);
}

/* Square and badges stand around the provider's place, asker above recipient. */
static JlyPoint
place_badges (Builder *b, const Provider *p)
{
  double width = 2 * p->half + GAP + 2 * BADGE;
  JlyPoint column = offset (p->at, width / 2 - BADGE, 0);
  gboolean both = p->group->asks && p->group->learns;
  double apart = both ? BADGE + 1 : 0;
  double tall = MAX (p->half, apart + BADGE);
  double inner = width / 2 + GROUND_MARGIN - 1 - (tall + GROUND_MARGIN);

  if (p->group->asks)
    add_badge (b, offset (column, 0, -apart), BADGE, JLY_ROLE_ASKS);
  if (p->group->learns)
    add_badge (b, offset (column, 0, apart), BADGE, JLY_ROLE_LEARNS);
  add_ground (b, offset (p->at, -inner, 0), offset (p->at, inner, 0), 2 * (tall + GROUND_MARGIN));
  return offset (p->at, -(width / 2 - p->half), 0);
}

static void
draw_provider (Builder *b, const Provider *p)
{
  JlySquare square = { p->at, p->half };
  JlyRay ray;

  if (p->hexagon >= 0)
    add_ground (b, p->at, b->out->hexagons[p->hexagon], 2 * p->half + 8);
  if (has_badges (b, p->group))
    square.at = place_badges (b, p);
  g_array_append_val (b->out->squares, square);
  if (b->out->simple || b->keeper)
    return;
  ray.from = p->at;
  ray.to = polar (b->centre, p->angle, 0.62 * hypot (p->at.x - b->centre.x, p->at.y - b->centre.y));
  g_array_append_val (b->out->rays, ray);
}

static void
draw_providers (Builder *b)
{
  for (guint i = 0; i < b->providers->len; i++)
    draw_provider (b, &g_array_index (b->providers, Provider, i));
}

static void
draw_ring (Builder *b)
{
  for (guint i = 0; i < b->providers->len; i++)
    {
      Provider *p = &g_array_index (b->providers, Provider, i);

      if (has_ring (p->group) && !b->market)
        {
          b->out->ring = b->centre;
          b->out->ring_radius = RADIUS + p->half * G_SQRT2 + 2.5;
        }
    }
}

/* The badges of a party at the side: one below the other if it stands alone, else in a row. Returns
 * how far its ground reaches from its middle towards the circle. */
static double
draw_side_party (Builder *b, const JlyCaseGroup *group, JlyPoint at, gboolean upright)
{
  JlyRole roles[3];
  guint n = 0;
  double step = 2 * SIDE_BADGE + 2.6;
  JlyPoint first, last;

  if (group->asks)
    roles[n++] = JLY_ROLE_ASKS;
  if (group->approves && !group->asks)
    roles[n++] = JLY_ROLE_APPROVES;
  if (group->learns)
    roles[n++] = JLY_ROLE_LEARNS;
  first = last = at;
  for (guint i = 0; i < n; i++)
    {
      double along = (i - (n - 1) / 2.0) * step;

      last = upright ? offset (at, 0, along) : offset (at, along, 0);
      if (i == 0)
        first = last;
      if (!b->out->simple)
        add_badge (b, last, SIDE_BADGE, roles[i]);
    }
  add_ground (b, first, last, 2 * (SIDE_BADGE + 5));
  return SIDE_BADGE + 5 + (upright ? 0 : (n - 1) / 2.0 * step);
}

/* How far from the centre an arrow to or from the circle may begin. */
static double
get_reach (Builder *b)
{
  return b->out->ring_radius > 0 ? b->out->ring_radius + 4 : RADIUS + 12;
}

static void
draw_lone_side (Builder *b, const JlyCaseGroup *group, JlyPoint at)
{
  double direction = b->out->mirrored ? -1 : 1;
  double reach = get_reach (b);
  double y = b->centre.y;
  gboolean both = group->asks && group->learns;
  double edge;

  at.y = y;
  if (b->side_hexagon >= 0)
    {
      add_ground (b, b->out->hexagons[b->side_hexagon], at, 2 * (SIDE_BADGE + 5));
      draw_side_party (b, group, at, FALSE);
      return;
    }
  edge = at.x - direction * (draw_side_party (b, group, at, TRUE) + 4);
  if (group->asks)
    add_arrow (b, (JlyPoint){ edge, y - (both ? 7 : 0) },
               (JlyPoint){ b->centre.x + direction * reach, y - (both ? 7 : 0) }, JLY_ROLE_ASKS);
  if (group->learns)
    add_arrow (b, (JlyPoint){ b->centre.x + direction * reach, y + (both ? 7 : 0) },
               (JlyPoint){ edge, y + (both ? 7 : 0) }, JLY_ROLE_LEARNS);
}

/* Two at the side: the upper one asks, the lower one learns. */
static void
draw_side_pair (Builder *b, double x)
{
  double direction = b->out->mirrored ? -1 : 1;
  double from_middle = 0.235 * JLY_LAYOUT_HEIGHT;

  for (guint i = 0; i < 2; i++)
    {
      const JlyCaseGroup *group = g_ptr_array_index (b->sides, i);
      double sign = i == 0 ? -1 : 1;
      JlyPoint at = { x, JLY_LAYOUT_HEIGHT / 2 + sign * from_middle };
      double edge = draw_side_party (b, group, at, FALSE);
      JlyPoint outer = offset (at, -direction * (edge + 1), 0);
      JlyPoint inner = { b->centre.x + direction * (RADIUS + 10), b->centre.y + sign * 10 };

      if (i == 0 && group->asks)
        add_arrow (b, outer, inner, JLY_ROLE_ASKS);
      if (i == 1 && group->learns)
        add_arrow (b, inner, outer, JLY_ROLE_LEARNS);
    }
}

static void
draw_sides (Builder *b)
{
  double x = JLY_LAYOUT_WIDTH * (b->out->mirrored ? 1 - SIDE : SIDE);

  if (b->sides->len == 1)
    draw_lone_side (b, g_ptr_array_index (b->sides, 0), (JlyPoint){ x, b->centre.y });
  else if (b->sides->len >= 2)
    draw_side_pair (b, x);
}

/* One provider who gives everything to outsiders: people, keeper, arrows, hexagons in a row. */
static void
draw_keeper (Builder *b)
{
  double direction = b->out->mirrored ? -1 : 1;
  JlyPoint keeper = g_array_index (b->providers, Provider, 0).at;
  JlyPoint near = { keeper.x + direction * 26, keeper.y };
  JlyPoint far = { b->centre.x - direction * (HEX_DISTANCE + JLY_LAYOUT_HEX + 5), keeper.y };

  add_arrow (b, offset (near, 0, -6), offset (far, 0, -6), JLY_ROLE_BRINGS);
  add_arrow (b, offset (far, 0, 6), offset (near, 0, 6), JLY_ROLE_LEARNS);
  for (guint g = 0; g < b->groups->len; g++)
    {
      const JlyCaseGroup *group = g_ptr_array_index (b->groups, g);

      for (int i = -4; group->subjects && i <= 4; i++)
        {
          JlyPoint dot = polar (keeper, (b->out->mirrored ? 90 : 270) + i * 24, RADIUS - 2);
          JlyRay ray = { dot, keeper };

          g_array_append_val (b->out->dots, dot);
          g_array_append_val (b->out->rays, ray);
        }
    }
  for (guint i = 0; i < b->sides->len; i++)
    draw_side_party (b, g_ptr_array_index (b->sides, i),
                     (JlyPoint){ keeper.x + direction * 44, 20 + i * 28 }, FALSE);
}

static void
cover (JlyCaseLayout *out, JlyPoint point, double around)
{
  out->left = MIN (out->left, point.x - around);
  out->right = MAX (out->right, point.x + around);
  out->top = MIN (out->top, point.y - around);
  out->bottom = MAX (out->bottom, point.y + around);
}

static void
measure (JlyCaseLayout *out)
{
  out->left = out->top = G_MAXDOUBLE;
  out->right = out->bottom = -G_MAXDOUBLE;
  for (guint i = 0; i < out->grounds->len; i++)
    {
      JlyGround *ground = &g_array_index (out->grounds, JlyGround, i);

      cover (out, ground->from, ground->width / 2);
      cover (out, ground->to, ground->width / 2);
    }
  for (guint i = 0; i < out->squares->len; i++)
    cover (out, g_array_index (out->squares, JlySquare, i).at,
           g_array_index (out->squares, JlySquare, i).half);
  for (guint i = 0; i < out->dots->len; i++)
    cover (out, g_array_index (out->dots, JlyPoint, i), 3);
  for (guint i = 0; i < 3; i++)
    cover (out, out->hexagons[i], JLY_LAYOUT_HEX);
  if (out->ring_radius > 0)
    cover (out, out->ring, out->ring_radius + 1);
}

static void
shift_points (GArray *array, guint n_points, double x, double y)
{
  for (guint i = 0; i < array->len; i++)
    {
      char *element = array->data + (gsize)i * g_array_get_element_size (array);

      for (guint k = 0; k < n_points; k++)
        ((JlyPoint *)element)[k] = offset (((JlyPoint *)element)[k], x, y);
    }
}

/* A triangle's middle is not its centre: what was drawn comes to stand in the canvas's middle. From
 * left to right the canvas is as planned, but in a thumbnail, which leaves the side parties out. */
static void
centre_in_canvas (JlyCaseLayout *out)
{
  double x = out->simple ? JLY_LAYOUT_WIDTH / 2 - (out->left + out->right) / 2 : 0;
  double y = JLY_LAYOUT_HEIGHT / 2 - (out->top + out->bottom) / 2;

  shift_points (out->grounds, 2, x, y);
  shift_points (out->rays, 2, x, y);
  shift_points (out->arrows, 2, x, y);
  shift_points (out->squares, 1, x, y);
  shift_points (out->badges, 1, x, y);
  shift_points (out->dots, 1, x, y);
  for (guint i = 0; i < 3; i++)
    out->hexagons[i] = offset (out->hexagons[i], x, y);
  out->ring = offset (out->ring, x, y);
  out->left += x;
  out->right += x;
  out->top += y;
  out->bottom += y;
}

static void
study_groups (Builder *b, JlyCase *the_case)
{
  guint n_providers = 0;

  for (guint g = 0; g < b->groups->len; g++)
    {
      JlyCaseGroup *group = g_ptr_array_index (b->groups, g);

      n_providers += group->count;
      b->market |= group->market_left || group->market_right;
      if (group->count == 0 && !group->subjects && (group->n_computing > 0 || !b->out->simple))
        g_ptr_array_add (b->sides, group);
      if (group->count == 0 && group->n_computing > 0)
        b->side_hexagon = 0;
    }
  b->keeper = n_providers == 1 && jly_case_get_outside_miners (the_case) == 3;
}

static void
choose_centre (Builder *b)
{
  double x = 0.5;

  if (b->keeper)
    x = 0.74;
  else if (b->sides->len > 0)
    x = BESIDE_SIDE;
  if (b->out->mirrored)
    x = 1 - x;
  b->centre = (JlyPoint){ JLY_LAYOUT_WIDTH * x, JLY_LAYOUT_HEIGHT / 2 };
}

static JlyCaseLayout *
new_layout (JlyCase *the_case, JlyLayoutFlags flags)
{
  JlyCaseLayout *out = g_new0 (JlyCaseLayout, 1);

  out->shape = jly_case_get_shape (the_case);
  out->simple = (flags & JLY_LAYOUT_SIMPLE) != 0;
  out->mirrored = (flags & JLY_LAYOUT_MIRRORED) != 0;
  out->numbered = (flags & JLY_LAYOUT_NUMBERED) != 0;
  out->grounds = g_array_new (FALSE, FALSE, sizeof (JlyGround));
  out->rays = g_array_new (FALSE, FALSE, sizeof (JlyRay));
  out->arrows = g_array_new (FALSE, FALSE, sizeof (JlyArrow));
  out->squares = g_array_new (FALSE, FALSE, sizeof (JlySquare));
  out->badges = g_array_new (FALSE, FALSE, sizeof (JlyBadge));
  out->dots = g_array_new (FALSE, FALSE, sizeof (JlyPoint));
  return out;
}

JlyCaseLayout *
jly_case_layout_new (JlyCase *the_case, JlyLayoutFlags flags)
{
  g_autoptr (GArray) providers = g_array_new (FALSE, FALSE, sizeof (Provider));
  g_autoptr (GPtrArray) sides = g_ptr_array_new ();
  Builder b = { .out = new_layout (the_case, flags),
                .groups = jly_case_get_groups (the_case),
                .providers = providers,
                .sides = sides,
                .side_hexagon = -1 };

  study_groups (&b, the_case);
  choose_centre (&b);
  place_providers (&b);
  place_hexagons (&b);
  draw_ring (&b);
  draw_providers (&b);
  if (b.keeper && !b.out->simple)
    draw_keeper (&b);
  else if (!b.keeper)
    draw_sides (&b);
  measure (b.out);
  centre_in_canvas (b.out);
  return b.out;
}

void
jly_case_layout_free (JlyCaseLayout *self)
{
  g_array_unref (self->grounds);
  g_array_unref (self->rays);
  g_array_unref (self->arrows);
  g_array_unref (self->squares);
  g_array_unref (self->badges);
  g_array_unref (self->dots);
  g_free (self);
}
