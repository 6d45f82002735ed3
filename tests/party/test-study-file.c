/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study's file is read as it is written: columns and checks for whoever computes, and for whoever
 * looks at a file of figures. One whose members hold something else than they should is refused,
 * and never read as if they were not there. */
#include "config.h"

#include "base/jly-error.h"
#include "base/jly-rules-cbor.h"
#include "party/jly-study-file.h"
#include "study/jly-contract-draft.h"
#include "table/jly-check.h"

#include <glib/gstdio.h>
#include <string.h>

#define COLUMN "{\"id\":\"t\",\"title\":\"T\",\"unit\":\"EUR\",\"decimals\":2,\"most\":\"9.00\"}"
#define CHECK "{\"column\":\"t\",\"not-above\":\"u\",\"times\":3}"
#define QUESTION "{\"id\":\"q\",\"analysis\":\"sum\",\"column\":\"t\"}"
#define WHOLE                                                                                      \
  "{\"case\":\"\",\"title\":\"S\",\"currency\":\"EUR\",\"most-rows\":50,"                          \
  "\"columns\":[" COLUMN ",{\"id\":\"u\",\"decimals\":2,\"least\":0,\"most\":9}],"                 \
  "\"checks\":[" CHECK "],\"questions\":[" QUESTION "],"                                           \
  "\"companies\":[\"a\",\"b\"],\"data\":{\"a\":\"a.csv\",\"b\":\"b.csv\"}}"

static JlyStudyFile *
read_text (const char *text, GError **error)
{
  g_autofree char *dir = g_dir_make_tmp ("jointly-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "study.json", NULL);
  JlyStudyFile *file;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  file = jly_study_file_read (path, error);
  g_remove (path);
  g_rmdir (dir);
  return file;
}

static void
assert_refused (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStudyFile) file = read_text (text, &error);

  if (file != NULL)
    g_error ("this was read as a study: %s", text);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

/* Each member of the study in turn holds each of the other kinds of things. */
static void
test_kinds (void)
{
  static const char *const members[] = {
    "\"case\":\"\"",
    "\"title\":\"S\"",
    "\"currency\":\"EUR\"",
    "\"most-rows\":50",
    "\"companies\":[\"a\",\"b\"]",
    "\"id\":\"t\"",
    "\"title\":\"T\"",
    "\"unit\":\"EUR\"",
    "\"decimals\":2",
    "\"least\":0",
    "\"most\":9",
    "\"column\":\"t\"",
    "\"not-above\":\"u\"",
    "\"times\":3",
    "\"id\":\"q\"",
    "\"analysis\":\"sum\"",
    "\"a\":\"a.csv\"",
  };
  static const char *const values[]
      = { "null", "true", "1.5", "{}", "{\"x\":1}", "[5]", "\"x\\u0000\"" };
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStudyFile) whole = read_text (WHOLE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    for (guint k = 0; k < G_N_ELEMENTS (values); k++)
      {
        const char *at = strstr (WHOLE, members[i]);
        gsize name = strchr (members[i], ':') + 1 - members[i];
        g_autofree char *text = NULL;

        g_assert_nonnull (at);
        text = g_strdup_printf ("%.*s%s%s", (int)(at - WHOLE + name), WHOLE, values[k],
                                at + strlen (members[i]));
        assert_refused (text);
      }
}

/* A misspelt member; a number in quotes where a whole one belongs, and the other way round. */
static void
test_quotes (void)
{
  static const char *const pairs[][2] = {
    { "\"times\":3", "\"tmies\":3" },
    { "\"most-rows\":50", "\"most-rows\":\"50\"" },
    { "\"decimals\":2", "\"decimals\":\"2\"" },
    { "\"times\":3", "\"times\":\"3\"" },
    { "\"title\":\"T\"", "\"title\":5" },
    { "\"least\":0", "\"least\":-99999999999999999999" },
    { "\"most-rows\":50", "\"most-rows\":50,\"most-rows\":60" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_auto (GStrv) parts = g_strsplit (WHOLE, pairs[i][0], 2);
      g_autofree char *text = g_strjoinv (pairs[i][1], parts);

      assert_refused (text);
    }
}

#define ALL_KINDS                                                                                  \
  "{\"currency\":\"EUR\",\"columns\":["                                                            \
  "{\"id\":\"code\",\"title\":\"Register code\",\"kind\":\"key\",\"key-format\":"                  \
  "\"ee-register-code\"},"                                                                         \
  "{\"id\":\"sector\",\"title\":\"Sector\",\"names\":[\"Branche\",\"Trade\"],\"categories\":"      \
  "[\"Timber\",\"Steel\"],\"optional\":true,\"may-be-missing\":true},"                             \
  "{\"id\":\"turnover\",\"title\":\"Turnover\",\"decimals\":2,\"unit\":\"EUR\",\"period\":"        \
  "\"2025\",\"least\":\"-5\",\"most\":\"5000000.00\",\"may-be-missing\":true},"                    \
  "{\"id\":\"before\",\"title\":\"Turnover before\",\"kind\":\"number\",\"decimals\":2,\"most\":"  \
  "\"9\",\"may-be-missing\":true},"                                                                \
  "{\"id\":\"closed\",\"title\":\"Closed on\",\"kind\":\"date\",\"most\":\"2025-12-31\"},"         \
  "{\"id\":\"audited\",\"title\":\"Audited\",\"kind\":\"yes-no\",\"may-be-missing\":true},"        \
  "{\"id\":\"note\",\"title\":\"Note\",\"kind\":\"text\",\"may-be-missing\":true}],"               \
  "\"checks\":["                                                                                   \
  "{\"column\":\"code\",\"unique\":true},"                                                         \
  "{\"column\":\"turnover\",\"least\":\"1\",\"most\":\"100000\",\"soft\":true},"                   \
  "{\"column\":\"turnover\",\"not-above\":\"before\",\"times\":10,\"soft\":true}],"                \
  "\"questions\":[" QUESTION "]}"

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
test_rules (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStudyFile) file = read_text (ALL_KINDS, &error);
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (file->rules->columns->len, ==, 7);
  g_assert_cmpstr (jly_rules_get_column (file->rules, 1)->names, ==, "Branche|Trade");
  g_assert_true (jly_rules_get_column (file->rules, 1)->is_optional);
  g_assert_cmpstr (jly_rules_get_column (file->rules, 2)->period, ==, "2025");
  g_assert_cmpstr (jly_rules_get_column (file->rules, 2)->currency, ==, "EUR");
  words = describe (file->rules);
  g_assert_cmpstr (words, ==,
                   "“Register code” is filled in in each row.\n"
                   "“Sector” is one of: Timber, Steel.\n"
                   "“Turnover” is from −5.00 to 5 000 000.00 euro.\n"
                   "“Turnover before” is from 0.00 to 9.00.\n"
                   "“Closed on” is filled in in each row.\n"
                   "“Closed on” is from 0001-01-01 to 2025-12-31.\n"
                   "The same “Register code” does not stand twice.\n"
                   "“Turnover” is usually from 1.00 to 100 000.00 euro.\n"
                   "“Turnover” is usually at most 10 times “Turnover before” of the same row.\n");
}

/* What is remembered of a person's corrections goes by the rules' bytes. */
static void
test_bytes (void)
{
  g_autoptr (JlyStudyFile) file = read_text (ALL_KINDS, NULL);
  g_autoptr (GBytes) bytes = jly_rules_encode (file->rules);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyRules) read = jly_rules_decode (bytes, &error);
  g_autoptr (GBytes) again = NULL;
  g_autofree char *words = describe (file->rules);
  g_autofree char *same = NULL;

  g_assert_no_error (error);
  again = jly_rules_encode (read);
  g_assert_true (g_bytes_equal (bytes, again));
  same = describe (read);
  g_assert_cmpstr (words, ==, same);
}

#define ONE(rest) "{\"columns\":[{\"id\":\"a\"," rest "}],\"questions\":[{\"analysis\":\"count\"}]}"
#define WITH_CHECK(rest)                                                                           \
  "{\"columns\":[{\"id\":\"a\",\"most\":9},{\"id\":\"b\",\"most\":9},{\"id\":\"t\","               \
  "\"categories\":[\"x\",\"y\"]}],\"checks\":[{" rest                                              \
  "}],\"questions\":[{\"analysis\":\"count\"}]}"

/* What only a company's own program can heed is not computed without it, but refused by name. */
static void
test_not_computed (void)
{
  static const struct
  {
    const char *text;
    const char *says; /* NULL: it is computed */
  } cases[] = {
    { ONE ("\"most\":9"), NULL },
    { ONE ("\"kind\":\"date\""), "holds dates" },
    { ONE ("\"kind\":\"yes-no\""), "holds yes or no" },
    { ONE ("\"kind\":\"key\""), "holds keys" },
    { ONE ("\"kind\":\"text\""), "holds words" },
    { WITH_CHECK ("\"column\":\"a\",\"unique\":true"), "stands twice" },
    { WITH_CHECK ("\"column\":\"a\",\"unique\":true,\"soft\":true"), NULL },
    { WITH_CHECK ("\"column\":\"a\",\"most\":\"5\",\"soft\":true"), NULL },
    { WITH_CHECK ("\"column\":\"a\",\"not-above\":\"b\",\"soft\":true"), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyStudyFile) file = read_text (cases[i].text, &error);
      gboolean is_computed;

      g_assert_no_error (error);
      is_computed = jly_study_file_check_computable (file, &error);
      g_assert_cmpint (is_computed, ==, cases[i].says == NULL);
      g_assert_cmpint (is_computed, ==, file->draft != NULL);
      if (is_computed)
        continue;
      g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* A soft check binds nobody, so that others are not told to have kept it. */
static void
test_soft (void)
{
  g_autoptr (JlyStudyFile) soft
      = read_text (WITH_CHECK ("\"column\":\"a\",\"not-above\":\"b\",\"soft\":true"), NULL);
  g_autoptr (JlyStudyFile) hard
      = read_text (WITH_CHECK ("\"column\":\"a\",\"not-above\":\"b\""), NULL);

  g_assert_cmpuint (soft->draft->checks->len, ==, 0);
  g_assert_cmpuint (hard->draft->checks->len, ==, 1);
  g_assert_true (jly_rules_find (soft->rules, 0, JLY_RULE_NOT_ABOVE)->is_soft);
  g_assert_false (jly_rules_find (hard->rules, 0, JLY_RULE_NOT_ABOVE)->is_soft);
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { "{}", "0 columns" },
    { ONE ("\"kind\":\"numbers\""), "must be number, categories, " },
    { ONE ("\"most\":9,\"key-format\":\"iban\""), "“key-format” makes no sense" },
    { ONE ("\"kind\":\"date\",\"decimals\":2"), "“decimals” makes no sense" },
    { ONE ("\"categories\":[\"x\",\"y\"],\"most\":5"), "“most” makes no sense" },
    { ONE ("\"kind\":\"categories\""), "no list “categories”" },
    { ONE ("\"categories\":[\"x\",\"\"]"), "element 2" },
    { ONE ("\"categories\":[]"), "make no sense" },
    { ONE ("\"kind\":\"key\",\"key-format\":\"none\""), "no format of keys" },
    { ONE ("\"kind\":\"date\",\"least\":\"5\""), "must be a date" },
    { ONE ("\"kind\":\"date\",\"least\":\"2026-01-01\",\"most\":\"2025-01-01\""),
      "contradict each other" },
    { ONE ("\"least\":5,\"most\":4"), "contradict each other" },
    { ONE ("\"most\":9,\"names\":[\"\"]"), "element 1" },
    { ONE ("\"most\":9,\"period\":\"20\\n25\""), "one short line" },
    { ONE ("\"most\":9,\"scale\":2"), "write “decimals”" },
    { ONE ("\"kind\":\"number\",\"range\":[\"0\",\"5\"]"), "write “least” and “most”" },
    { ONE ("\"kind\":\"key\",\"key_format\":\"iban\""), "write “key-format”" },
    { "{\"rules\":[]}", "write “checks”" },
    { WITH_CHECK ("\"column\":\"c\",\"unique\":true"), "A check needs" },
    { WITH_CHECK ("\"column\":\"a\""), "A check needs" },
    { WITH_CHECK ("\"column\":\"a\",\"unique\":false"), "A check needs" },
    { WITH_CHECK ("\"column\":\"a\",\"unique\":true,\"times\":2"), "A check needs" },
    { WITH_CHECK ("\"column\":\"a\",\"unique\":true,\"not-above\":\"b\""), "A check needs" },
    { WITH_CHECK ("\"column\":\"a\",\"most\":\"5\""), "A check needs" },
    { WITH_CHECK ("\"column\":\"t\",\"most\":\"5\",\"soft\":true"), "A check needs" },
    { WITH_CHECK ("\"column\":\"a\",\"least\":\"5\",\"most\":\"4\",\"soft\":true"),
      "contradict each other" },
    { WITH_CHECK ("\"column\":\"a\",\"not-above\":\"a\""), "make no sense" },
    { WITH_CHECK ("\"column\":\"a\",\"not-above\":\"t\""), "make no sense" },
    { WITH_CHECK ("\"column\":\"a\",\"not-above\":\"b\",\"times\":0"), "A check needs" },
    { WITH_CHECK ("\"column\":\"a\",\"not-above\":\"b\",\"soft\":\"yes\""), "true or false" },
    { "{\"columns\":[{\"id\":\"a\",\"kind\":\"date\"},{\"id\":\"a\",\"kind\":\"key\"}]}",
      "Column 2 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyStudyFile) file = read_text (cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_null (file);
      g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* What is written of a contract is read as the same study, and can be computed. */
static void
test_written (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStudyFile) file = read_text (WHOLE, &error);
  g_autoptr (JlyContract) contract = jly_contract_new ();
  g_autoptr (JlyStudyFile) again = NULL;
  g_autofree char *text = NULL;
  JlyContractColumn *column;

  g_assert_no_error (error);
  jly_contract_take_draft (contract, file->draft);
  g_free (contract->title);
  contract->title = g_strdup ("Prepared");
  jly_contract_add_party (contract, "North", JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  jly_contract_add_party (contract, "Asker", JLY_ROLE_FLAG_RECIPIENT, JLY_NO_SIDE);
  jly_contract_add_question (contract, "count");
  jly_contract_add_question (contract, "threshold");
  contract->policy.min_rows = 5;
  text = jly_study_file_write_contract (contract, &error);
  g_assert_no_error (error);
  again = jly_study_file_parse (text, "again.json", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->draft->title, ==, "Prepared");
  g_assert_cmpuint (again->parties->len, ==, 1);
  g_assert_cmpuint (again->draft->most_rows, ==, 50);
  g_assert_cmpuint (again->draft->limits.min_rows, ==, 5);
  g_assert_cmpuint (again->draft->checks->len, ==, 1);
  g_assert_cmpint (((const JlyStudyColumn *)again->draft->columns->pdata[0])->max, ==, 900);
  /* The sum of the column that may be added up alone; count; and no threshold, which wants more. */
  g_assert_cmpuint (again->draft->questions->len, ==, 2);
  g_assert_cmpstr (((const JlyStudyQuestion *)again->draft->questions->pdata[0])->id, ==, "sum-t");
  g_assert_cmpstr (((const JlyStudyQuestion *)again->draft->questions->pdata[1])->id, ==, "count");
  column = contract->columns->pdata[0];
  column->rights = 0;
  g_ptr_array_set_size (contract->questions, 1);
  g_assert_null (jly_study_file_write_contract (contract, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/study-file/kinds", test_kinds);
  g_test_add_func ("/party/study-file/quotes", test_quotes);
  g_test_add_func ("/party/study-file/rules", test_rules);
  g_test_add_func ("/party/study-file/bytes", test_bytes);
  g_test_add_func ("/party/study-file/not-computed", test_not_computed);
  g_test_add_func ("/party/study-file/soft", test_soft);
  g_test_add_func ("/party/study-file/wrong", test_wrong);
  g_test_add_func ("/party/study-file/written", test_written);
  return g_test_run ();
}
