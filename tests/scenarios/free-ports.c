/* SPDX-License-Identifier: GPL-3.0-or-later */
/* free-ports N: prints N ports of this computer that are free now, all different. */
#include "net/jly-link.h"

#include <stdio.h>
#include <stdlib.h>

#define MOST 64

int
main (int argc, char **argv)
{
  JlyListener *listeners[MOST] = { NULL };
  guint n = argc == 2 ? (guint)atoi (argv[1]) : 0;

  for (guint i = 0; i < n && i < MOST; i++)
    {
      listeners[i] = jly_listener_new ("127.0.0.1", 0, NULL);
      if (listeners[i] == NULL)
        return 1;
      printf ("%u\n", jly_listener_get_port (listeners[i]));
    }
  for (guint i = 0; i < MOST; i++)
    g_clear_pointer (&listeners[i], jly_listener_free);
  return n > 0 ? 0 : 64;
}
