/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was kept, damaged: it is refused, or it is written the same again and can be applied to any
 * file without anything but answers and corrections. */
#include "config.h"

#include "fuzz/fuzz.h"
#include "table/jly-kept.h"

#include <string.h>

const char *const fuzz_name = "profile";

static JlyImport *
make_import (void)
{
  static const char text[] = "Region;Umsatz\nNorth;1,234\nSouth;5\n";
  static JlyRules *rules;
  static JlySheet *sheet;

  if (rules == NULL)
    {
      rules = jly_rules_new ();
      jly_rules_add_column (rules, "Region", JLY_VALUE_TEXT, 0);
      jly_rules_add_column (rules, "Turnover", JLY_VALUE_NUMBER, 2);
      jly_rules_add (
          rules, &(JlyRule){ .kind = JLY_RULE_RANGE, .column = 1, .most = 600, .is_soft = TRUE });
      sheet = jly_sheet_parse ("t.csv", (const guint8 *)text, strlen (text), NULL);
    }
  return jly_import_new (sheet, rules, NULL);
}

static void
check_profile (GBytes *bytes)
{
  g_autoptr (JlyProfile) profile = jly_profile_decode (bytes, NULL);
  g_autoptr (GBytes) again = NULL;

  if (profile == NULL)
    return;
  again = jly_profile_encode (profile);
  g_assert (g_bytes_equal (bytes, again));
}

static void
check_kept (GBytes *bytes)
{
  g_autoptr (JlyKept) kept = jly_kept_decode (bytes, NULL);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (JlyImport) import = NULL;
  JlyKeptReport report;

  if (kept == NULL)
    return;
  again = jly_kept_encode (kept);
  g_assert (g_bytes_equal (bytes, again));
  import = make_import ();
  jly_kept_apply (kept, import, &report);
  g_free (report.words);
  jly_kept_apply_offered (kept, import);
  g_assert_cmpstr (jly_sheet_get_cell (jly_import_get_file (import), 0, 1), ==, "1,234");
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize n)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, n);

  check_profile (bytes);
  check_kept (bytes);
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  g_autoptr (JlyImport) import = make_import ();
  g_autoptr (JlyProfile) profile = jly_import_dup_profile (import);
  g_autoptr (JlyKept) kept = NULL;

  if (index == 0)
    return jly_profile_encode (profile);
  if (index > 1)
    return NULL;
  jly_import_edit (import, 0, 1, "1234");
  jly_import_refresh (import);
  jly_import_confirm (import, g_ptr_array_index (jly_import_get_findings (import), 0), TRUE);
  kept = jly_kept_new (import);
  return jly_kept_encode (kept);
}
