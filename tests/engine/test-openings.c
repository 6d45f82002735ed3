/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See test-openings.h. */
#include "config.h"

#include "engine/test-openings.h"

#include <string.h>

TestOpenings *
test_openings_new (void)
{
  TestOpenings *openings = g_new0 (TestOpenings, 1);

  for (guint i = 0; i < 3; i++)
    openings->messages[i] = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  return openings;
}

void
test_openings_free (TestOpenings *openings)
{
  if (openings == NULL)
    return;
  for (guint i = 0; i < 3; i++)
    g_ptr_array_unref (openings->messages[i]);
  g_free (openings);
}

/* What goes to the previous miner is a hash. */
static void
record_cb (guint from, guint to, const char *step, guint8 *bytes, gsize n, gpointer data)
{
  TestOpenings *openings = data;

  if (strcmp (step, "open") == 0 && to == (from + 1) % 3)
    g_ptr_array_add (openings->messages[from], g_bytes_new (bytes, n));
}

void
test_openings_record (TestOpenings *openings, TestTask *task)
{
  jly_local_net_set_hook (task->parties->net, record_cb, openings);
}

guint
test_openings_count (const TestOpenings *openings)
{
  for (guint i = 1; i < 3; i++)
    g_assert_cmpuint (openings->messages[i]->len, ==, openings->messages[0]->len);
  return openings->messages[0]->len;
}

static const guint8 *
get_message (const TestOpenings *openings, guint from, guint opening, gsize n_bytes)
{
  GBytes *message = openings->messages[from]->pdata[opening];

  g_assert_cmpuint (g_bytes_get_size (message), ==, n_bytes);
  return g_bytes_get_data (message, NULL);
}

guint64 *
test_openings_read_ring (const TestOpenings *openings, guint opening, gsize n, guint width)
{
  guint64 *values = g_new0 (guint64, n);
  g_autofree guint64 *part = g_new (guint64, n);

  for (guint i = 0; i < 3; i++)
    {
      jly_ring_unpack (get_message (openings, i, opening, jly_ring_packed_size (n, width)), n,
                       width, part);
      for (gsize j = 0; j < n; j++)
        values[j] = (values[j] + part[j]) & jly_ring_mask (width);
    }
  return values;
}

guint64 *
test_openings_read_bits (const TestOpenings *openings, guint opening, gsize n)
{
  guint64 *values = g_new0 (guint64, n);

  for (guint i = 0; i < 3; i++)
    {
      const guint8 *bytes = get_message (openings, i, opening, (n + 7) / 8);

      for (gsize j = 0; j < n; j++)
        values[j] ^= bytes[j / 8] >> j % 8 & 1;
    }
  return values;
}

char *
test_openings_describe (const TestOpenings *openings)
{
  GString *all = g_string_new (NULL);

  for (guint o = 0; o < test_openings_count (openings); o++)
    {
      gsize n = g_bytes_get_size (openings->messages[0]->pdata[o]);

      for (gsize b = 0; b < n; b++)
        {
          guint8 byte = 0;

          for (guint i = 0; i < 3; i++)
            byte ^= get_message (openings, i, o, n)[b];
          g_string_append_printf (all, "%02x", byte);
        }
      g_string_append_c (all, ' ');
    }
  return g_string_free (all, FALSE);
}

guint
test_orders_add (TestOrders *orders, const TestOpenings *openings, guint opening)
{
  g_autofree guint64 *order = test_openings_read_ring (openings, opening, 3, 2);
  guint which;

  for (guint j = 0; j < 3; j++)
    {
      g_assert_cmpuint (order[j], <, 3);
      g_assert_cmpuint (order[j], !=, order[(j + 1) % 3]);
    }
  which = (guint)(order[0] * 2 + (order[1] > order[2]));
  orders->counts[which]++;
  orders->n++;
  return which;
}

/* 5 degrees of freedom. */
void
test_orders_check_uniform (const TestOrders *orders)
{
  double chi = 0, expected = orders->n / 6.0;

  for (guint which = 0; which < 6; which++)
    chi += (orders->counts[which] - expected) * (orders->counts[which] - expected) / expected;
  g_assert_cmpfloat (chi, <, 37);
}
