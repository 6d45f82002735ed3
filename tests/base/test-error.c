/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors carry who and where across copies, and codes have stable names and exit codes. */
#include "config.h"

#include "base/jly-error.h"
#include "base/jly-plain.h"

#include <gio/gio.h>

static void
test_detail_is_copied (void)
{
  const JlyErrorDetail detail
      = { .file = "north.csv", .row = 7, .column = "cost", .party = "north", .next = "Mend it." };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;

  g_assert_false (jly_fail (&error, JLY_ERROR_DATA, &detail, "Row %d is wrong.", 7));
  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_cmpstr (copy->message, ==, "Row 7 is wrong.");
  g_assert_cmpstr (jly_error_get_detail (copy)->file, ==, "north.csv");
  g_assert_cmpuint (jly_error_get_detail (copy)->row, ==, 7);
  g_assert_cmpstr (jly_error_get_detail (copy)->column, ==, "cost");
  g_assert_cmpstr (jly_error_get_detail (copy)->party, ==, "north");
  g_assert_cmpstr (jly_error_get_detail (copy)->next, ==, "Mend it.");
  g_assert_null (jly_error_get_detail (copy)->step);
}

static void
test_adopt (void)
{
  const JlyErrorDetail detail = { .file = "ridge.csv", .party = "ridge" };
  GError *foreign = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "It is not there");
  GError *own = NULL;

  jly_error_adopt (&foreign, JLY_ERROR_SYSTEM, &detail);
  g_assert_error (foreign, JLY_ERROR, JLY_ERROR_NO_INPUT);
  g_assert_cmpstr (jly_error_get_detail (foreign)->file, ==, "ridge.csv");
  jly_fail (&own, JLY_ERROR_DATA, &(JlyErrorDetail){ .party = "harbour" }, "No.");
  jly_error_adopt (&own, JLY_ERROR_SYSTEM, &detail);
  g_assert_error (own, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_cmpstr (jly_error_get_detail (own)->party, ==, "harbour");
  g_assert_cmpstr (jly_error_get_detail (own)->file, ==, "ridge.csv");
  g_error_free (foreign);
  g_error_free (own);
}

/* Names of files and parties are written by others. */
static void
test_plain (void)
{
  const JlyErrorDetail detail = {
    .file = "a\nb\xff.csv",
    .party = "\x1b]0;title\a",
    .next = "turned \u202eround",
  };
  g_autoptr (GError) error = NULL;

  jly_fail (&error, JLY_ERROR_DATA, &detail, "“%s” is\tgone, “%s” too.", "\x1b[31mred", "\u2067é");
  g_assert_cmpstr (error->message, ==, "“\ufffd[31mred” is gone, “\ufffdé” too.");
  g_assert_cmpstr (jly_error_get_detail (error)->file, ==, "a b\ufffd.csv");
  g_assert_cmpstr (jly_error_get_detail (error)->party, ==, "\ufffd]0;title\ufffd");
  g_assert_cmpstr (jly_error_get_detail (error)->next, ==, "turned \ufffdround");
}

/* As a page shows it: on one line, readable, and from left to right. */
static void
test_file_name (void)
{
  g_autofree char *name = jly_plain_file_name ("/home/a\nb\xff \u202egnihton.csv");

  g_assert_cmpstr (name, ==, "a b\ufffd \ufffdgnihton.csv");
}

static void
test_codes (void)
{
  for (int code = JLY_ERROR_USAGE; code <= JLY_ERROR_CONFIG; code++)
    {
      g_autoptr (GError) error = NULL;

      jly_fail (&error, (JlyErrorCode)code, NULL, "x");
      g_assert_cmpint (jly_error_code_from_name (jly_error_code_name (code)), ==, code);
      g_assert_cmpint (jly_error_exit_code (error), >=, 64);
      g_assert_cmpint (jly_error_exit_code (error), <=, 78);
    }
  g_assert_cmpint (jly_error_code_from_name ("nobody"), ==, JLY_ERROR_INTERNAL);
  g_assert_cmpint (jly_error_exit_code (NULL), ==, 70);
}

static void
test_say (void)
{
  const JlyErrorDetail detail = { .next = "Mend it." };
  g_autoptr (GError) with = NULL, without = NULL;
  g_autofree char *both = NULL, *alone = NULL;

  jly_fail (&with, JLY_ERROR_DATA, &detail, "It is broken.");
  jly_fail (&without, JLY_ERROR_DATA, NULL, "It is broken.");
  both = jly_error_say (with, "\n");
  alone = jly_error_say (without, "\n");
  g_assert_cmpstr (both, ==, "It is broken.\nMend it.");
  g_assert_cmpstr (alone, ==, "It is broken.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/error/detail", test_detail_is_copied);
  g_test_add_func ("/base/error/adopt", test_adopt);
  g_test_add_func ("/base/error/plain", test_plain);
  g_test_add_func ("/base/error/file-name", test_file_name);
  g_test_add_func ("/base/error/codes", test_codes);
  g_test_add_func ("/base/error/say", test_say);
  return g_test_run ();
}
