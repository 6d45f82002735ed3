/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON that a program was sent: odd forms are refused as an error, whatever they hold. */
#include "config.h"

#include "base/jly-error.h"
#include "party/jly-json.h"

#include <string.h>

static void
assert_refused (const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_json_parse (text, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
}

/* {"a":[[[...]]]} with n brackets, or without their ends. */
static char *
nest (guint n, gboolean is_closed)
{
  g_autofree char *open = g_strnfill (n, '[');
  g_autofree char *close = g_strnfill (is_closed ? n : 0, ']');

  return g_strconcat ("{\"a\":", open, close, "}", NULL);
}

/* More brackets than a stack has room for. */
static void
test_deep (void)
{
  g_autofree char *open = nest (4000000, FALSE);
  g_autofree char *closed = nest (1000000, TRUE);
  g_autofree char *hidden = g_strconcat ("{/*\"*/\"b\":1,", closed + 1, NULL);
  g_autofree char *usual = nest (20, TRUE);
  g_autoptr (JsonObject) object = jly_json_parse (usual, NULL);

  g_assert_nonnull (object);
  assert_refused (open);
  assert_refused (closed);
  assert_refused (hidden);
}

/* Brackets, quotation marks and backslashes in a name are no nesting. */
static void
test_names (void)
{
  g_autofree char *brackets = g_strnfill (1000, '[');
  g_autofree char *name = g_strconcat (brackets, "\"\\{", NULL);
  JsonObject *object = json_object_new ();
  g_autoptr (JsonObject) again = NULL;
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "name", name);
  json_object_set_double_member (object, "seconds", 1.5e-7);
  text = jly_json_print (object, TRUE);
  again = jly_json_parse (text, NULL);
  g_assert_cmpstr (jly_json_get_text (again, "name", NULL), ==, name);
}

static void
test_odd (void)
{
  static const char *const texts[]
      = { "", "[]", "5", "\"", "{\"a", "{\"a\\", "\xff{}", "{}}x", "{", "{}{}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i]);
}

/* What the parser would cut or drop without a word. */
static void
test_lost (void)
{
  static const char *const texts[] = {
    "{\"a\":1,\"a\":2}",
    "{\"b\":[{\"a\":{},\"a\":{}}]}",
    "{\"b\":{\"a\":1,\"a\":2},\"b\":{\"c\":1}}",
    "{\"a\":\"x\\u0000y\"}",
    "{\"a\\u0000\":1}",
    "{\"a\":9223372036854775808}",
    "{\"a\":-1000000000000000000000000000000}",
  };
  static const char usual[]
      = "{\"a\":9223372036854775807,\"b\":{\"a\":-5,\"c\":[{\"a\":1},{\"a\":1}]},"
        "\"d\":0.00012345678901234567,\"e\":\"\\\\u0000\"}";
  g_autoptr (JsonObject) object = jly_json_parse (usual, NULL);

  g_assert_cmpint (jly_json_get_number (object, "a", 0), ==, G_MAXINT64);
  g_assert_cmpstr (jly_json_get_text (object, "e", NULL), ==, "\\u0000");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/json/deep", test_deep);
  g_test_add_func ("/party/json/names", test_names);
  g_test_add_func ("/party/json/odd", test_odd);
  g_test_add_func ("/party/json/lost", test_lost);
  return g_test_run ();
}
