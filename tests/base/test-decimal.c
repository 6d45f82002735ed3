/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact numbers as programs write them: read back as written, and nothing else is a number. */
#include "config.h"

#include "base/jly-decimal.h"

static void
test_read (void)
{
  static const struct
  {
    const char *text;
    guint scale;
    gint64 steps;
  } fine[] = {
    { "0", 0, 0 },
    { "12", 2, 1200 },
    { "12.5", 2, 1250 },
    { "-12.50", 2, -1250 },
    { "-0.01", 2, -1 },
    { "007", 0, 7 },
    { "-0", 3, 0 },
    { "4611686018427387904", 0, (gint64)1 << 62 },
    { "1.000000001", 9, 1000000001 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      gint64 steps = 99;

      g_assert_true (jly_decimal_parse (fine[i].text, fine[i].scale, &steps));
      g_assert_cmpint (steps, ==, fine[i].steps);
    }
}

static void
test_refuse (void)
{
  static const char *const wrong[] = {
    "",
    "-",
    ".",
    ".5",
    "5.",
    "1.234",
    "1,2",
    "1 000",
    "+1",
    "--1",
    "1e3",
    "0x10",
    " 1",
    "1 ",
    "1.2.3",
    "1.-2",
    "\xc2\xb2",
    "46116860184273879.05",
    "99999999999999999999999999",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gint64 steps = 99;

      g_assert_false (jly_decimal_parse (wrong[i], 2, &steps));
      g_assert_cmpint (steps, ==, 99);
    }
}

static void
test_write (void)
{
  static const gint64 numbers[] = { 0, 1, -1, 99, -100, 123456789, -5000000001 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (guint scale = 0; scale <= JLY_DECIMAL_SCALE_MAX; scale++)
      {
        g_autofree char *text = jly_decimal_format (numbers[i], scale);
        gint64 steps;

        g_assert_true (jly_decimal_parse (text, scale, &steps));
        g_assert_cmpint (steps, ==, numbers[i]);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimal/read", test_read);
  g_test_add_func ("/decimal/refuse", test_refuse);
  g_test_add_func ("/decimal/write", test_write);
  return g_test_run ();
}
