/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-missing.h. */
#include "config.h"

#include "app/jly-missing.h"

#include <glib/gi18n.h>

void
jly_missing_free (JlyMissing *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->cause);
  g_free (self->next);
  g_free (self->reminder);
  g_free (self);
}

char *
jly_missing_describe_moment (gint64 moment)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (moment);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gboolean is_today = g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now)
                      && g_date_time_get_year (then) == g_date_time_get_year (now);

  /* Translators: hour and minute, and before that day, month and year, as g_date_time_format writes
   * them. */
  return g_date_time_format (then, is_today ? _ ("%H:%M") : _ ("%-d %B %Y, %H:%M"));
}
