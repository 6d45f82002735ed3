/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The roles' colours, computed from the two style sheets: dark enough on their surfaces (WCAG 2.1
 * contrast), and far enough from each other (CIE76) for people who see red, green or blue
 * differently, by the matrices of Machado, Oliveira and Fernandes (2009), severity 1, applied to
 * linear light.
 */
#include "config.h"

#include "app/jly-resource.h"
#include "app/jly-resources.h"

#include <math.h>
#include <stdio.h>

#define LEAST_SHAPE_CONTRAST 3.0
#define LEAST_TEXT_CONTRAST 4.5
#define LEAST_DISTANCE 20.0

typedef struct
{
  double r, g, b; /* linear light, 0 to 1 */
} Light;

typedef struct
{
  const char *path;
  /* libadwaita 1.2's window and card, the darkest and the lightest that ours come to lie on. */
  const char *surfaces[2];
  const char *text; /* its window_fg_color on our paper */
} Sheet;

static const Sheet sheets[] = {
  { JLY_RESOURCE ("style.css"), { "#fafafa", "#ffffff" }, "#323232" },
  { JLY_RESOURCE ("style-dark.css"), { "#242424", "#363636" }, "#ffffff" },
};

static const char *const roles[]
    = { "jly_provider", "jly_computing", "jly_asker", "jly_recipient" };

static const struct
{
  const char *name;
  double matrix[3][3];
} eyes[] = {
  { "normal", { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
  { "protan",
    { { 0.152286, 1.052583, -0.204868 },
      { 0.114503, 0.786281, 0.099216 },
      { -0.003882, -0.048116, 1.051998 } } },
  { "deutan",
    { { 0.367322, 0.860646, -0.227968 },
      { 0.280085, 0.672501, 0.047413 },
      { -0.011820, 0.042940, 0.968881 } } },
  { "tritan",
    { { 1.255528, -0.076749, -0.178779 },
      { -0.078411, 0.930809, 0.147602 },
      { 0.004733, 0.691367, 0.303900 } } },
};

static double
to_linear (guint value)
{
  double v = value / 255.0;

  return v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);
}

static Light
parse (const char *hex)
{
  guint r, g, b;

  g_assert_cmpint (sscanf (hex, "#%2x%2x%2x", &r, &g, &b), ==, 3);
  return (Light){ to_linear (r), to_linear (g), to_linear (b) };
}

/* The value of @define-color NAME in the sheet. */
static Light
look_up (const Sheet *sheet, const char *name)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (sheet->path, 0, NULL);
  g_autofree char *start = g_strdup_printf ("@define-color %s #", name);
  const char *found;

  g_assert_nonnull (bytes);
  found = strstr (g_bytes_get_data (bytes, NULL), start);
  if (!found)
    g_error ("%s has no colour %s", sheet->path, name);
  return parse (found + strlen (start) - 1);
}

static double
get_luminance (Light c)
{
  return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;
}

static double
get_contrast (Light a, Light b)
{
  double la = get_luminance (a) + 0.05;
  double lb = get_luminance (b) + 0.05;

  return MAX (la, lb) / MIN (la, lb);
}

static double
to_lab_part (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

static void
to_lab (Light c, double lab[3])
{
  double x = to_lab_part ((0.4124564 * c.r + 0.3575761 * c.g + 0.1804375 * c.b) / 0.95047);
  double y = to_lab_part (0.2126729 * c.r + 0.7151522 * c.g + 0.0721750 * c.b);
  double z = to_lab_part ((0.0193339 * c.r + 0.1191920 * c.g + 0.9503041 * c.b) / 1.08883);

  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static Light
see (Light c, const double m[3][3])
{
  return (Light){ CLAMP (m[0][0] * c.r + m[0][1] * c.g + m[0][2] * c.b, 0, 1),
                  CLAMP (m[1][0] * c.r + m[1][1] * c.g + m[1][2] * c.b, 0, 1),
                  CLAMP (m[2][0] * c.r + m[2][1] * c.g + m[2][2] * c.b, 0, 1) };
}

static double
get_distance (Light a, Light b)
{
  double p[3], q[3];

  to_lab (a, p);
  to_lab (b, q);
  return sqrt ((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1])
               + (p[2] - q[2]) * (p[2] - q[2]));
}

/* What is known of black and white, and of red and green for eyes that lack one of them. */
static void
test_arithmetic (void)
{
  Light red = parse ("#ff0000"), green = parse ("#00ff00");

  g_assert_cmpfloat_with_epsilon (get_contrast (parse ("#000000"), parse ("#ffffff")), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_distance (parse ("#000000"), parse ("#ffffff")), 100, 0.1);
  g_assert_cmpfloat_with_epsilon (get_distance (red, green), 170.6, 0.5);
  g_assert_cmpfloat (get_distance (see (red, eyes[2].matrix), see (green, eyes[2].matrix)), <, 80);
}

static void
test_contrast (gconstpointer data)
{
  const Sheet *sheet = data;

  for (gsize r = 0; r < G_N_ELEMENTS (roles); r++)
    for (gsize s = 0; s < G_N_ELEMENTS (sheet->surfaces); s++)
      {
        g_autofree char *text = g_strconcat (roles[r], "_text", NULL);
        Light surface = parse (sheet->surfaces[s]);

        g_test_message ("%s on %s", roles[r], sheet->surfaces[s]);
        g_assert_cmpfloat (get_contrast (look_up (sheet, roles[r]), surface), >=,
                           LEAST_SHAPE_CONTRAST);
        g_assert_cmpfloat (get_contrast (look_up (sheet, text), surface), >=, LEAST_TEXT_CONTRAST);
      }
  for (gsize r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      g_assert_cmpfloat (
          get_contrast (look_up (sheet, roles[r]), look_up (sheet, "jly_picture_bg")), >=,
          LEAST_SHAPE_CONTRAST);
      g_assert_cmpfloat (get_contrast (look_up (sheet, roles[r]), look_up (sheet, "jly_cut")), >=,
                         LEAST_SHAPE_CONTRAST);
    }
  g_assert_cmpfloat (get_contrast (parse (sheet->text), look_up (sheet, "jly_paper")), >=,
                     LEAST_TEXT_CONTRAST);
}

static void
test_distance (gconstpointer data)
{
  const Sheet *sheet = data;

  for (gsize e = 0; e < G_N_ELEMENTS (eyes); e++)
    {
      double least = G_MAXDOUBLE;

      for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
        for (gsize k = i + 1; k < G_N_ELEMENTS (roles); k++)
          least = MIN (least, get_distance (see (look_up (sheet, roles[i]), eyes[e].matrix),
                                            see (look_up (sheet, roles[k]), eyes[e].matrix)));
      g_test_message ("%s eyes, %s: the nearest two roles are %.1f apart", eyes[e].name,
                      sheet->path, least);
      g_assert_cmpfloat (least, >=, LEAST_DISTANCE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  jly_register_resource ();
  g_test_add_func ("/app/colours/arithmetic", test_arithmetic);
  g_test_add_data_func ("/app/colours/contrast/light", &sheets[0], test_contrast);
  g_test_add_data_func ("/app/colours/contrast/dark", &sheets[1], test_contrast);
  g_test_add_data_func ("/app/colours/distance/light", &sheets[0], test_distance);
  g_test_add_data_func ("/app/colours/distance/dark", &sheets[1], test_distance);
  return g_test_run ();
}
