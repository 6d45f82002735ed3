/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl speed: what sizes of study this computer is good for. */
#include "config.h"

#include "ctl/jly-ctl.h"
#include "party/jly-json.h"
#include "party/jly-speed.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sysexits.h>

static void
print_words (const JlySpeed *speed)
{
  g_autofree char *summary = jly_speed_dup_summary (speed);
  g_autoptr (GPtrArray) lines = jly_speed_dup_lines (speed);

  printf ("%s\n", summary);
  for (guint i = 0; i < lines->len; i++)
    {
      const JlySpeedLine *line = lines->pdata[i];

      printf ("\n%s\n  %s\n  %s\n", line->what, line->here, line->apart);
    }
}

int
jly_ctl_speed (int argc, char **argv)
{
  gboolean json = argc == 2 && g_str_equal (argv[1], "--json");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JlySpeed speed = { 0 };

  if (argc > 1 && !json)
    {
      jly_ctl_fail_usage (&error, _ ("Write jointlyctl speed, or jointlyctl speed --json."));
      return jly_ctl_print_error (error);
    }
  if (!json)
    fprintf (stderr, "%s\n", _ ("Three computing parties measure this computer for some seconds…"));
  if (!jly_speed_measure (&speed, NULL, NULL, NULL, &error))
    return jly_ctl_print_error (error);
  if (!json)
    {
      print_words (&speed);
      return EX_OK;
    }
  text = jly_json_print (jly_speed_to_json (&speed), TRUE);
  printf ("%s\n", text);
  return EX_OK;
}
