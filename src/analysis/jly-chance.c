/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-chance.h. */
#include "config.h"

#include "analysis/jly-chance.h"

#include <glib/gi18n-lib.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#define LEVEL 0.05
#define LEAST_WORDS 0.0001 /* below this a sentence says less than */
#define LEAST_FIGURE 1e-15 /* below this a figure has too few digits that count */
#define MOST_STEPS 9e17

/* The library ends the program where a number is too small for a double, unless told otherwise. */
static void
stay_calm (void)
{
  static gsize is_done;

  if (g_once_init_enter (&is_done))
    {
      gsl_set_error_handler_off ();
      g_once_init_leave (&is_done, 1);
    }
}

/* By the incomplete beta function: gsl_cdf_tdist_Q has eight digits where p is small. Source:
 * Abramowitz and Stegun 26.7.1. */
double
jly_chance_of_t (double t, double degrees)
{
  stay_calm ();
  return gsl_sf_beta_inc (degrees / 2, 0.5, degrees / (degrees + t * t));
}

double
jly_chance_of_z (double z)
{
  stay_calm ();
  return 2 * gsl_cdf_ugaussian_Q (fabs (z));
}

double
jly_chance_of_f (double f, double degrees, double degrees_below)
{
  stay_calm ();
  return gsl_cdf_fdist_Q (f, degrees, degrees_below);
}

double
jly_chance_of_chi_squared (double x, double degrees)
{
  stay_calm ();
  return gsl_cdf_chisq_Q (x, degrees);
}

double
jly_chance_get_edge_of_t (double degrees)
{
  stay_calm ();
  return gsl_cdf_tdist_Qinv (LEVEL / 2, degrees);
}

double
jly_chance_get_edge_of_z (void)
{
  stay_calm ();
  return gsl_cdf_ugaussian_Qinv (LEVEL / 2);
}

gboolean
jly_chance_is_small (double p)
{
  return p < LEVEL;
}

char *
jly_chance_format (double p)
{
  /* Two digits that count, and three near the level, so that no p of 0.0496 reads as 0.05. */
  gboolean is_near = p > 0.045 && p < 0.055;
  int decimals;

  if (p < LEAST_WORDS)
    return g_strdup (_ ("p < 0.0001"));
  decimals = is_near ? 4 : (int)ceil (-log10 (p)) + 1;
  return g_strdup_printf (_ ("p = %.*f"), CLAMP (decimals, 2, 5), p);
}

char *
jly_chance_conclude (double p, const char *found)
{
  g_autofree char *number = jly_chance_format (p);

  return g_strdup_printf (jly_chance_is_small (p)
                              ? _ ("%s That is more than chance alone would explain (%s).")
                              : _ ("%s Chance alone could explain that (%s)."),
                          found, number);
}

void
jly_chance_add_figure (GPtrArray *figures, const char *label, double p)
{
  if (p < LEAST_FIGURE)
    jly_figures_add_text (figures, "p-value", label, _ ("less than 0.000000000000001"));
  else
    jly_figures_add_number (figures, "p-value", label, p, NULL);
}

char *
jly_chance_format_number (JlyFormatFunc format, double value, guint scale, const char *unit)
{
  double steps = value * pow (10, scale);
  g_autofree char *text = NULL;

  while (scale > 0 && fabs (steps) > MOST_STEPS)
    steps = value * pow (10, --scale);
  text = format ((gint64)llround (CLAMP (steps, -MOST_STEPS, MOST_STEPS)), scale);
  if (unit == NULL || *unit == '\0')
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s %s", text, unit);
}
