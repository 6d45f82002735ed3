/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program jointly. */
#include "config.h"

#include "app/jly-application.h"
#include "base/jly-i18n.h"
#include "base/jly-secret.h"
#include "base/jly-signals.h"

int
main (int argc, char **argv)
{
  g_autoptr (JlyApplication) application = NULL;

  jly_process_forbid_core ();
  jly_signals_become_errors ();
  jly_i18n_init ();
  application = jly_application_new (NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
