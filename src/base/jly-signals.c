/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-signals.h. */
#include "config.h"

#include "base/jly-signals.h"

#include <signal.h>

void
jly_signals_become_errors (void)
{
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
}
