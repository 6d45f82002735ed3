/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * jointly-miner: one computing party. As a service (--config) it works for many studies of others;
 * or Jointly or jointlyctl starts it for one rehearsal and speaks with it on its standard input and
 * output, where a person has nothing to type.
 */
#include "config.h"

#include "base/jly-i18n.h"
#include "base/jly-secret.h"
#include "base/jly-signals.h"
#include "party/jly-computing-service.h"
#include "party/jly-miner-service.h"
#include "party/jly-speed-member.h"
#include "miner/jly-miner-main.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

static void
print_help (void)
{
  printf ("%s\n\n%s\n\n%s\n", _ ("jointly-miner: one of the three computing parties of a study."),
          _ ("Usage: jointly-miner --config FILE [--check-config] | --version | --help"),
          _ ("With a file of settings it is a service for studies of others: see man "
             "jointly-miner.\nJointly and jointlyctl start this program by themselves for "
             "rehearsals, and speak with it on its\nstandard input and output. To try a study, "
             "run: jointlyctl rehearse"));
}

int
main (int argc, char **argv)
{
  jly_process_harden ();
  jly_signals_become_errors ();
  jly_i18n_init ();
  if (argc == 2 && g_str_equal (argv[1], "--version"))
    {
      printf ("jointly-miner %s\n", JLY_VERSION);
      return EX_OK;
    }
  if (argc == 2 && g_str_equal (argv[1], "--help"))
    {
      print_help ();
      return EX_OK;
    }
  if (argc == 3 && g_str_equal (argv[1], "--config"))
    return jly_miner_main (argv[2]);
  if (argc == 4 && g_str_equal (argv[1], "--config") && g_str_equal (argv[3], "--check-config"))
    return jly_miner_check_config (argv[2]);
  /* Hidden: a part of measuring this computer, with made-up figures only (jly-speed.h). */
  if (argc == 2 && g_str_equal (argv[1], "--speed") && !isatty (STDIN_FILENO))
    return jly_speed_member_run (STDIN_FILENO, STDOUT_FILENO);
  /* Hidden: a person's own part of a study, for the person's program (jly-computing.h). */
  if (argc == 2 && g_str_equal (argv[1], "--compute") && !isatty (STDIN_FILENO))
    return jly_computing_service_run (STDIN_FILENO, STDOUT_FILENO);
  if (argc > 1)
    {
      fprintf (stderr, _ ("jointly-miner does not know “%s”.\n"), argv[1]);
      fprintf (stderr, "%s\n", _ ("Next: see jointly-miner --help."));
      return EX_USAGE;
    }
  if (isatty (STDIN_FILENO))
    {
      fprintf (stderr, "%s\n",
               _ ("jointly-miner is started by Jointly and cannot be used from a terminal."));
      fprintf (stderr, "%s\n", _ ("Next: to try a study, run jointlyctl rehearse --help."));
      return EX_USAGE;
    }
  return jly_miner_service_run (STDIN_FILENO, STDOUT_FILENO);
}
