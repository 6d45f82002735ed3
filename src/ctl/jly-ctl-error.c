/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How jointlyctl says that something is wrong: one sentence, and what to do next. */
#include "config.h"

#include "ctl/jly-ctl.h"

#include <glib/gi18n.h>
#include <stdio.h>

int
jly_ctl_print_error (const GError *error)
{
  const JlyErrorDetail *detail = jly_error_get_detail (error);

  fprintf (stderr, "%s\n", error->message);
  if (detail->next != NULL)
    fprintf (stderr, _ ("Next: %s\n"), detail->next);
  return jly_error_exit_code (error);
}

gboolean
jly_ctl_fail_usage (GError **error, const char *format, ...)
{
  JlyErrorDetail detail = { .next = _ ("See jointlyctl help.") };
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return jly_fail (error, JLY_ERROR_USAGE, &detail, "%s", text);
}
