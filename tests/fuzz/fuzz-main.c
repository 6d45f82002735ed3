/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds a target its seeds, pure noise, and seeds changed in the ways that break parsers: bits,
 * cuts, repeated and swapped pieces, and the numbers at the borders. The run is bounded, and GLib
 * prints the random seed that repeats it. */
#include "config.h"

#include "fuzz/fuzz.h"

#include <string.h>

#define N_INPUTS 30000
#define LARGEST_NOISE 300

static guint
pick (gsize n)
{
  return n == 0 ? 0 : (guint)g_test_rand_int_range (0, (gint32)n);
}

static void
overwrite_border (GByteArray *input)
{
  static const guint8 borders[] = { 0x00, 0x01, 0x17, 0x18, 0x1b, 0x3b, 0x5b, 0x7b,
                                    0x7f, 0x80, 0x9b, 0xbb, 0xbf, 0xdb, 0xfe, 0xff };
  guint start = pick (input->len), n = 1 + pick (8);
  guint8 border = borders[pick (G_N_ELEMENTS (borders))];

  for (guint i = start; i < input->len && i < start + n; i++)
    input->data[i] = border;
}

static void
insert_copy (GByteArray *input)
{
  guint start = pick (input->len), n = pick (input->len - start + 1);
  g_autofree guint8 *piece = g_memdup2 (input->data + start, n);

  if (n > 0)
    g_byte_array_append (input, piece, n);
}

static void
mutate (GByteArray *input)
{
  switch (pick (6))
    {
    case 0:
    case 1:
      if (input->len > 0)
        input->data[pick (input->len)] ^= 1 << pick (8);
      break;
    case 2:
      overwrite_border (input);
      break;
    case 3:
      g_byte_array_set_size (input, pick (input->len + 1));
      break;
    case 4:
      if (input->len > 0)
        g_byte_array_remove_index (input, pick (input->len));
      break;
    default:
      insert_copy (input);
    }
}

static void
append_noise (GByteArray *input)
{
  for (guint n = pick (LARGEST_NOISE); n > 0; n--)
    g_byte_array_append (input, &(guint8){ (guint8)g_test_rand_int () }, 1);
}

/* The input lies at the end of its own block, so that a sanitizer sees a read of one byte too many.
 */
static void
feed (GByteArray *input)
{
  g_autofree guint8 *exact = g_memdup2 (input->data, input->len);

  LLVMFuzzerTestOneInput (exact, input->len);
}

static guint
count_seeds (void)
{
  guint n = 0;

  while (TRUE)
    {
      g_autoptr (GBytes) seed = fuzz_seed (n);

      if (seed == NULL)
        return n;
      n++;
    }
}

static void
test_bounded (void)
{
  guint n_seeds = count_seeds ();

  g_assert_cmpuint (n_seeds, >, 0);
  for (guint i = 0; i < N_INPUTS; i++)
    {
      g_autoptr (GByteArray) input = g_byte_array_new ();

      if (i < n_seeds || pick (8) != 0)
        {
          g_autoptr (GBytes) seed = fuzz_seed (i % n_seeds);

          g_byte_array_append (input, g_bytes_get_data (seed, NULL),
                               (guint)g_bytes_get_size (seed));
          for (guint n = i < n_seeds ? 0 : 1 + pick (4); n > 0; n--)
            mutate (input);
        }
      else
        append_noise (input);
      feed (input);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *path = g_strdup_printf ("/fuzz/%s", fuzz_name);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func (path, test_bounded);
  return g_test_run ();
}
