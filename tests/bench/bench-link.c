/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-link.h. */
#include "config.h"

#include "bench/bench-link.h"

#include "base/jly-error.h"
#include "support/slow-wire.h"

struct _BenchLink
{
  SlowWirePlan plan;
  GPtrArray *wires;
};

BenchLink *
bench_link_new (const char *name, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (name, "ms-", 2);
  guint64 round_trip = 0, mbit = 0;
  BenchLink *link;

  if (g_strv_length (parts) != 2
      || !g_ascii_string_to_unsigned (parts[0], 10, 0, 10000, &round_trip, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 1, 100000, &mbit, NULL))
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL, "A link is lan or as 40ms-20, not %s.", name);
      return NULL;
    }
  link = g_new0 (BenchLink, 1);
  link->plan.delay_ms = (guint)round_trip / 2;
  link->plan.bytes_per_second = mbit * 1000000 / 8;
  link->wires = g_ptr_array_new_with_free_func ((GDestroyNotify)slow_wire_free);
  return link;
}

void
bench_link_free (BenchLink *link)
{
  g_ptr_array_unref (link->wires);
  g_free (link);
}

guint16
bench_link_add (BenchLink *link, guint16 target, GError **error)
{
  SlowWire *wire = slow_wire_new (target, &link->plan, error);

  if (wire == NULL)
    return 0;
  g_ptr_array_add (link->wires, wire);
  return slow_wire_get_port (wire);
}

double
bench_link_get_bytes_per_second (const BenchLink *link)
{
  return (double)link->plan.bytes_per_second;
}
