/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A distant computer where there is only this one: listens for each TARGET port of this computer on
 * a port of its own, prints "TARGET PORT", and passes bytes on late and slowly until it is ended or
 * its standard input ends.
 *
 *   jly-delay [--delay-ms 20] [--mbit 20] TARGET...
 */
#include "config.h"

#include "support/slow-wire.h"

#include <stdio.h>
#include <unistd.h>

static int delay_ms = 20, mbit = 20;
static char **targets = NULL;

static const GOptionEntry options[]
    = { { "delay-ms", 0, 0, G_OPTION_ARG_INT, &delay_ms, "Delay one way (20)", "N" },
        { "mbit", 0, 0, G_OPTION_ARG_INT, &mbit, "Mbit/s each way (20); 0: no limit", "N" },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &targets, NULL, "TARGET..." },
        G_OPTION_ENTRY_NULL };

static gboolean
add_wire (GPtrArray *wires, const char *target, GError **error)
{
  const SlowWirePlan plan
      = { .delay_ms = (guint)delay_ms, .bytes_per_second = (guint64)mbit * 1000000 / 8 };
  guint64 port;
  SlowWire *wire;

  if (!g_ascii_string_to_unsigned (target, 10, 1, G_MAXUINT16, &port, error))
    return FALSE;
  wire = slow_wire_new ((guint16)port, &plan, error);
  if (wire == NULL)
    return FALSE;
  g_ptr_array_add (wires, wire);
  g_print ("%s %u\n", target, slow_wire_get_port (wire));
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GPtrArray) wires = g_ptr_array_new_with_free_func ((GDestroyNotify)slow_wire_free);
  g_autoptr (GError) error = NULL;
  char byte;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || targets == NULL || delay_ms < 0
      || mbit < 0)
    {
      g_printerr ("jly-delay: %s\n", error != NULL ? error->message : "say which port is meant");
      return 64;
    }
  for (guint i = 0; targets[i] != NULL; i++)
    if (!add_wire (wires, targets[i], &error))
      {
        g_printerr ("jly-delay: %s\n", error->message);
        return 71;
      }
  fflush (stdout);
  while (read (STDIN_FILENO, &byte, 1) > 0)
    ;
  g_strfreev (targets);
  return 0;
}
