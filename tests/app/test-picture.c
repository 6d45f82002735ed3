/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of all cases: everything is inside, nothing lies on top of anything else. */
#include "config.h"

#include "app/jly-case-draw.h"

#include <adwaita.h>
#include <math.h>

/* Prints as "b2: shape 1 at 120,34". */
#define AT(layout_case, what, i, point)                                                            \
  "%s: %s %u at %.0f,%.0f", jly_case_get_id (layout_case), what, i, (point).x, (point).y

static double
distance (JlyPoint a, JlyPoint b)
{
  return hypot (a.x - b.x, a.y - b.y);
}

static void
assert_inside (JlyCase *the_case, const JlyCaseLayout *layout)
{
  g_test_message ("%s needs %.0f..%.0f x %.0f..%.0f", jly_case_get_id (the_case), layout->left,
                  layout->right, layout->top, layout->bottom);
  g_assert_cmpfloat (layout->left, >=, 2);
  g_assert_cmpfloat (layout->right, <=, JLY_LAYOUT_WIDTH - 2);
  g_assert_cmpfloat (layout->top, >=, -1);
  g_assert_cmpfloat (layout->bottom, <=, JLY_LAYOUT_HEIGHT + 1);
}

/* A shape with the radius that it surely takes. */
typedef struct
{
  JlyPoint at;
  double radius;
} Blob;

static GArray *
collect_blobs (const JlyCaseLayout *layout)
{
  GArray *blobs = g_array_new (FALSE, FALSE, sizeof (Blob));

  for (guint i = 0; i < 3; i++)
    g_array_append_val (blobs, ((Blob){ layout->hexagons[i], JLY_LAYOUT_HEX * 0.86 }));
  for (guint i = 0; i < layout->squares->len; i++)
    {
      JlySquare *square = &g_array_index (layout->squares, JlySquare, i);

      g_array_append_val (blobs, ((Blob){ square->at, square->half }));
    }
  for (guint i = 0; i < layout->badges->len; i++)
    {
      JlyBadge *badge = &g_array_index (layout->badges, JlyBadge, i);

      g_array_append_val (blobs, ((Blob){ badge->at, badge->radius }));
    }
  return blobs;
}

static void
assert_apart (JlyCase *the_case, const JlyCaseLayout *layout)
{
  g_autoptr (GArray) blobs = collect_blobs (layout);

  for (guint i = 0; i < blobs->len; i++)
    for (guint k = i + 1; k < blobs->len; k++)
      {
        Blob *a = &g_array_index (blobs, Blob, i);
        Blob *b = &g_array_index (blobs, Blob, k);

        if (distance (a->at, b->at) < a->radius + b->radius)
          g_test_message (AT (the_case, "shape", i, a->at));
        g_assert_cmpfloat (distance (a->at, b->at), >=, a->radius + b->radius);
      }
}

static guint
count_computing (JlyCase *the_case)
{
  GPtrArray *groups = jly_case_get_groups (the_case);
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    n += ((JlyCaseGroup *)groups->pdata[i])->n_computing;
  return n;
}

/* A ground reaches from each party that computes to its own hexagon, and outsiders' have none. */
static void
assert_grounds (JlyCase *the_case, const JlyCaseLayout *layout)
{
  guint n = 0;

  for (guint h = 0; h < 3; h++)
    for (guint i = 0; i < layout->grounds->len; i++)
      {
        JlyGround *ground = &g_array_index (layout->grounds, JlyGround, i);

        n += distance (ground->to, layout->hexagons[h]) < 0.1
             || distance (ground->from, layout->hexagons[h]) < 0.1;
      }
  g_assert_cmpuint (n, ==, count_computing (the_case));
  g_assert_cmpuint (n + jly_case_get_outside_miners (the_case), ==, 3);
}

static void
check (JlyCase *the_case, JlyLayoutFlags flags)
{
  g_autoptr (JlyCaseLayout) layout = jly_case_layout_new (the_case, flags);

  assert_inside (the_case, layout);
  assert_apart (the_case, layout);
  assert_grounds (the_case, layout);
  if (flags & JLY_LAYOUT_SIMPLE)
    g_assert_cmpuint (layout->badges->len, ==, 0);
}

static void
test_all_cases (void)
{
  g_autoptr (GPtrArray) cases = jly_case_load_all (NULL);

  g_assert_cmpuint (cases->len, ==, 12);
  for (guint i = 0; i < cases->len; i++)
    for (JlyLayoutFlags flags = 0; flags < 4; flags++)
      check (cases->pdata[i], flags);
}

/* Mirrored, the parties at the side change sides; the circle's order does not. */
static void
test_mirrored (void)
{
  g_autoptr (GPtrArray) cases = jly_case_load_all (NULL);

  for (guint i = 0; i < cases->len; i++)
    {
      g_autoptr (JlyCaseLayout) left = jly_case_layout_new (cases->pdata[i], JLY_LAYOUT_FULL);
      g_autoptr (JlyCaseLayout) right = jly_case_layout_new (cases->pdata[i], JLY_LAYOUT_MIRRORED);

      g_assert_cmpfloat_with_epsilon (left->left, JLY_LAYOUT_WIDTH - right->right, 8);
      g_assert_cmpfloat_with_epsilon (left->top, right->top, 0.5);
      g_assert_cmpuint (left->squares->len, ==, right->squares->len);
      g_assert_cmpuint (left->badges->len, ==, right->badges->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/picture/all-cases", test_all_cases);
  g_test_add_func ("/app/picture/mirrored", test_mirrored);
  return g_test_run ();
}
