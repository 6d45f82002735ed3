/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns and rules of a study file: read as they are written, or refused with the member that is
 * wrong. As bytes they come back the same. */
#include "config.h"

#include "base/jly-error.h"
#include "base/jly-rules-cbor.h"
#include "table/jly-check.h"
#include "table/jly-rules-json.h"

#include <string.h>

#define STUDY                                                                                      \
  "{\"title\": \"Sales of five members\", \"columns\": ["                                          \
  "{\"id\": \"code\", \"title\": \"Register code\", \"kind\": \"key\", \"key_format\": "           \
  "\"ee-register-code\", \"required\": true},"                                                     \
  "{\"id\": \"sector\", \"title\": \"Sector\", \"kind\": \"text\", \"names\": [\"Branche\", "      \
  "\"Trade\"], \"categories\": [\"Timber\", \"Steel\"], \"optional\": true},"                      \
  "{\"id\": \"turnover\", \"title\": \"Turnover\", \"kind\": \"number\", \"scale\": 2, "           \
  "\"currency\": \"EUR\", \"period\": \"2025\", \"range\": [\"-5\", \"5000000.00\"]},"             \
  "{\"id\": \"before\", \"title\": \"Turnover before\", \"kind\": \"number\", \"scale\": 2},"      \
  "{\"id\": \"closed\", \"title\": \"Closed on\", \"kind\": \"date\"}],"                           \
  "\"rules\": ["                                                                                   \
  "{\"kind\": \"unique\", \"column\": \"code\"},"                                                  \
  "{\"kind\": \"range\", \"column\": \"closed\", \"least\": \"2025-01-01\", \"most\": "            \
  "\"2025-12-31\"},"                                                                               \
  "{\"kind\": \"not-above\", \"column\": \"turnover\", \"other\": \"before\", \"times\": 10, "     \
  "\"soft\": true}]}"

static JlyRules *
read_json (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return jly_rules_from_json (json_node_get_object (node), error);
}

static char *
describe (const JlyRules *rules)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < rules->rules->len; i++)
    {
      g_autofree char *sentence = jly_rule_describe (rules, jly_rules_get_rule (rules, i));

      g_string_append_printf (words, "%s\n", sentence);
    }
  g_string_replace (words, "\xe2\x80\xaf", " ", 0);
  g_string_replace (words, "\xc2\xa0", " ", 0);
  return g_string_free (words, FALSE);
}

static void
test_json (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyRules) rules = read_json (STUDY, &error);
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (rules->columns->len, ==, 5);
  g_assert_cmpstr (jly_rules_get_column (rules, 1)->names, ==, "Branche|Trade");
  g_assert_true (jly_rules_get_column (rules, 1)->is_optional);
  g_assert_cmpstr (jly_rules_get_column (rules, 2)->period, ==, "2025");
  words = describe (rules);
  g_assert_cmpstr (words, ==,
                   "“Register code” is filled in in each row.\n"
                   "“Sector” is one of: Timber, Steel.\n"
                   "“Turnover” is from −5.00 to 5 000 000.00 euro.\n"
                   "The same “Register code” does not stand twice.\n"
                   "“Closed on” is from 2025-01-01 to 2025-12-31.\n"
                   "“Turnover” is usually at most 10 times “Turnover before” of the same row.\n");
}

static void
test_bytes (void)
{
  g_autoptr (JlyRules) rules = read_json (STUDY, NULL);
  g_autoptr (GBytes) bytes = jly_rules_encode (rules);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyRules) read = jly_rules_decode (bytes, &error);
  g_autoptr (GBytes) again = NULL;
  g_autofree char *words = NULL;
  g_autofree char *same = NULL;

  g_assert_no_error (error);
  again = jly_rules_encode (read);
  g_assert_true (g_bytes_equal (bytes, again));
  words = describe (rules);
  same = describe (read);
  g_assert_cmpstr (words, ==, same);
}

#define COLUMN(rest) "{\"columns\": [{\"id\": \"a\", \"title\": \"A\", " rest "}]}"
#define RULE(rest)                                                                                 \
  "{\"columns\": [{\"id\": \"a\", \"title\": \"A\", \"kind\": \"number\"}, {\"id\": \"t\", "       \
  "\"title\": \"T\", \"kind\": \"text\"}], \"rules\": [{" rest "}]}"

static const struct
{
  const char *text;
  const char *says;
} wrong[] = {
  { "{}", "columns: the study has no columns" },
  { "{\"columns\": 5}", "columns: a list" },
  { "{\"columns\": [5]}", "columns[1]" },
  { "{\"columns\": [{}]}", "columns[1].id" },
  { "{\"columns\": [{\"id\": \"a\"}]}", "columns[1].title" },
  { "{\"columns\": [{\"id\": \"a\", \"title\": \"\"}]}", "columns[1].title" },
  { COLUMN ("\"kind\": \"numbers\""), "columns[1].kind: one of these must stand here: number, " },
  { COLUMN ("\"kind\": \"number\", \"scale\": 10"), "columns[1].scale" },
  { COLUMN ("\"kind\": \"number\", \"scale\": 1.5"), "columns[1].scale" },
  { COLUMN ("\"kind\": \"number\", \"scale\": -1"), "columns[1].scale" },
  { COLUMN ("\"kind\": \"number\", \"optional\": 1"), "columns[1].optional" },
  { COLUMN ("\"kind\": \"number\", \"names\": \"b\""), "columns[1].names" },
  { COLUMN ("\"kind\": \"number\", \"names\": [5]"), "columns[1].names" },
  { COLUMN ("\"kind\": \"number\", \"currency\": \"QQQ\""), "columns[1].currency" },
  { COLUMN ("\"kind\": \"key\", \"key_format\": \"none\""), "columns[1].key_format" },
  { COLUMN ("\"kind\": \"number\", \"range\": [\"5\"]"), "columns[1].range" },
  { COLUMN ("\"kind\": \"number\", \"range\": [\"5\", \"4\"]"), "columns[1].range" },
  { COLUMN ("\"kind\": \"number\", \"range\": [\"0\", \"4.5\"]"), "columns[1].range" },
  { COLUMN ("\"kind\": \"number\", \"range\": [0, 4]"), "columns[1].range" },
  { COLUMN ("\"kind\": \"number\", \"categories\": [\"b\"]"), "columns[1].categories" },
  { COLUMN ("\"kind\": \"text\", \"range\": [\"0\", \"4\"]"), "columns[1].range" },
  { "{\"columns\": [{\"id\": \"a\", \"title\": \"A\", \"kind\": \"text\"}, {\"id\": \"a\", "
    "\"title\": \"B\", \"kind\": \"text\"}]}",
    "columns[2].id: another column" },
  { RULE ("\"kind\": \"ranges\", \"column\": \"a\""), "rules[1].kind" },
  { RULE ("\"kind\": \"unique\", \"column\": \"b\""), "rules[1].column: no column" },
  { RULE ("\"kind\": \"unique\""), "rules[1].column" },
  { RULE ("\"kind\": \"unique\", \"column\": \"a\", \"soft\": \"yes\""), "rules[1].soft" },
  { RULE ("\"kind\": \"range\", \"column\": \"a\", \"least\": \"0\""), "rules[1].most" },
  { RULE ("\"kind\": \"range\", \"column\": \"a\", \"least\": \"x\", \"most\": \"1\""),
    "rules[1].least" },
  { RULE ("\"kind\": \"range\", \"column\": \"t\", \"least\": \"0\", \"most\": \"1\""),
    "rules[1].least" },
  { RULE ("\"kind\": \"categories\", \"column\": \"t\""), "rules[1].values" },
  { RULE ("\"kind\": \"categories\", \"column\": \"t\", \"values\": []"), "rules[1].kind" },
  { RULE ("\"kind\": \"not-above\", \"column\": \"a\", \"other\": \"a\""), "rules[1].kind" },
  { RULE ("\"kind\": \"not-above\", \"column\": \"a\", \"other\": \"t\""), "rules[1].kind" },
  { RULE ("\"kind\": \"not-above\", \"column\": \"a\", \"other\": \"t\", \"times\": -1"),
    "rules[1].times" },
};

static void
test_wrong (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i].text);
      g_assert_null (read_json (wrong[i].text, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, wrong[i].says));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/rules-file/json", test_json);
  g_test_add_func ("/table/rules-file/bytes", test_bytes);
  g_test_add_func ("/table/rules-file/wrong", test_wrong);
  return g_test_run ();
}
