/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl provide: one company of a rehearsal, started by the rehearsal and not by people. */
#include "config.h"

#include "ctl/jly-ctl.h"
#include "party/jly-provider-service.h"

#include <glib/gi18n.h>
#include <unistd.h>

int
jly_ctl_provide (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc == 1 && !isatty (STDIN_FILENO))
    return jly_provider_service_run (STDIN_FILENO, STDOUT_FILENO);
  jly_ctl_fail_usage (&error, _ ("jointlyctl provide is started by a rehearsal and cannot be used "
                                 "from a terminal."));
  return jly_ctl_print_error (error);
}
