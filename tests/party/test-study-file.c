/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study's file whose members hold something else than they should is refused, and never read as
 * if they were not there. */
#include "config.h"

#include "base/jly-error.h"
#include "party/jly-study-file.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/study-file/kinds", test_kinds);
  g_test_add_func ("/party/study-file/quotes", test_quotes);
  return g_test_run ();
}
