/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The twelve templates are whole, a thirteenth needs no code, and a broken one is named. */
#include "config.h"

#include "base/jly-error.h"
#include "study/jly-case.h"
#include "study/jly-contract.h"

#include <glib/gstdio.h>
#include <string.h>

#define CASES JLY_SOURCE_DATADIR "/cases"

static const struct
{
  const char *id;
  const char *title;
  JlyTableShape shape;
  guint outside_miners;
  JlyCaseRules rules;
} twelve[] = {
  { "a", "Joint Bid", JLY_SHAPE_ROWS, 0, { 0, 3, 0, 5 } },
  { "b1", "Two Rivals, One Neutral", JLY_SHAPE_ROWS, 1, { 0, 2, 0, 3 } },
  { "b2", "Energy, Many to Many", JLY_SHAPE_ROWS, 1, { 0, 5, 80, 10 } },
  { "b3", "Energy, Many to One", JLY_SHAPE_ROWS, 1, { 0, 5, 80, 10 } },
  { "c", "Association Figures", JLY_SHAPE_ROWS, 0, { 5, 5, 80, 20 } },
  { "d1", "Own Survey in the Cloud", JLY_SHAPE_ROWS, 3, { 10, 1, 80, 20 } },
  { "d2a", "Linked Registers", JLY_SHAPE_COLUMNS, 3, { 10, 1, 80, 20 } },
  { "d2b", "Linked by the State", JLY_SHAPE_COLUMNS, 0, { 10, 1, 80, 20 } },
  { "d3", "One Survey, Many Buyers", JLY_SHAPE_ROWS, 0, { 10, 1, 80, 20 } },
  { "d4", "Official Statistics", JLY_SHAPE_ROWS, 2, { 10, 1, 80, 20 } },
  { "e1", "Pooled Outcomes", JLY_SHAPE_COLUMNS, 0, { 10, 3, 80, 20 } },
  { "e2", "Pooled Outcomes, Hosted", JLY_SHAPE_COLUMNS, 3, { 10, 3, 80, 20 } },
};

typedef struct
{
  char *folder;
  GPtrArray *cases;
  GPtrArray *problems;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("jly-case-XXXXXX", NULL);
  fixture->cases = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->problems = g_ptr_array_new_with_free_func ((GDestroyNotify)g_error_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_ptr_array_unref (fixture->cases);
  g_ptr_array_unref (fixture->problems);
}

static void
put_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* The text of case A with the first occurrence of one string replaced. */
static char *
change_case_a (const char *from, const char *to)
{
  g_autofree char *text = NULL;
  g_autofree char *start = NULL;
  char *at;

  g_assert_true (g_file_get_contents (CASES "/a.xml", &text, NULL, NULL));
  at = strstr (text, from);
  g_assert_nonnull (at);
  start = g_strndup (text, (gsize)(at - text));
  return g_strconcat (start, to, at + strlen (from), NULL);
}

static void
assert_sentences (const char *const *list)
{
  g_assert_nonnull (list[0]);
  for (guint i = 0; list[i] != NULL; i++)
    g_assert_cmpuint (strlen (list[i]), >, 10);
}

static void
assert_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), >, 4);
  g_assert_null (strstr (text, "  "));
  g_assert_null (strchr (text, '\n'));
}

static void
assert_whole (JlyCase *one)
{
  assert_text (jly_case_get_title (one));
  assert_text (jly_case_get_long_title (one));
  assert_text (jly_case_get_question (one));
  assert_text (jly_case_get_summary (one));
  assert_text (jly_case_get_shape_detail (one));
  assert_text (jly_case_get_trust (one));
  assert_text (jly_case_get_motivation (one));
  assert_text (jly_case_get_picture_sentence (one));
  assert_text (jly_case_get_owners (one));
  for (guint role = 0; role < JLY_N_ROLES; role++)
    {
      assert_text (jly_case_get_role (one, role));
      assert_text (jly_case_get_role_detail (one, role));
    }
  assert_sentences (jly_case_get_learned (one));
  /* Whoever is told that something comes later is told what, and not that it is there. */
  g_assert_cmpint (jly_case_get_learned_later (one)[0] != NULL, ==,
                   jly_case_get_later (one) != NULL);
  assert_sentences (jly_case_get_never_shown (one));
  assert_sentences (jly_case_get_good_to_know (one));
  assert_sentences (jly_case_get_attacks (one));
  g_assert_cmpuint (g_strv_length ((char **)jly_case_get_attacks (one)), >=, 4);
}

static void
test_twelve (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) cases = jly_case_load_all (&problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (cases->len, ==, G_N_ELEMENTS (twelve));
  for (guint i = 0; i < cases->len; i++)
    {
      JlyCase *one = g_ptr_array_index (cases, i);

      g_assert_cmpstr (jly_case_get_id (one), ==, twelve[i].id);
      g_assert_cmpuint (jly_case_get_order (one), ==, i + 1);
      g_assert_cmpstr (jly_case_get_title (one), ==, twelve[i].title);
      g_assert_cmpint (jly_case_get_shape (one), ==, twelve[i].shape);
      g_assert_cmpuint (jly_case_get_outside_miners (one), ==, twelve[i].outside_miners);
      g_assert_cmpmem (jly_case_get_rules (one), sizeof (JlyCaseRules), &twelve[i].rules,
                       sizeof (JlyCaseRules));
      g_assert_cmpint (jly_case_get_runs (one), ==, g_str_equal (twelve[i].id, "a"));
      assert_whole (one);
    }
}

/* What CASES says of the roles beyond their words: who computes, and in which cases somebody
 * approves beforehand or the rows are about people who are no party. */
static void
test_roles_in_pictures (void)
{
  g_autoptr (GPtrArray) cases = jly_case_load_all (NULL);

  for (guint i = 0; i < cases->len; i++)
    {
      JlyCase *one = g_ptr_array_index (cases, i);
      const char *id = jly_case_get_id (one);
      GPtrArray *groups = jly_case_get_groups (one);
      guint computing = jly_case_get_outside_miners (one);
      guint sides = 0;

      for (guint k = 0; k < groups->len; k++)
        {
          const JlyCaseGroup *group = g_ptr_array_index (groups, k);

          assert_text (group->name);
          computing += group->n_computing;
          sides += group->market_left || group->market_right;
          if (group->many && !group->subjects)
            g_assert_cmpuint (group->count, >, 5);
        }
      g_assert_cmpuint (computing, ==, 3);
      g_assert_cmpuint (sides, ==, g_str_equal (id, "b2") || g_str_equal (id, "b3") ? 2 : 0);
      g_assert_cmpint (jly_case_get_beforehand (one) != NULL, ==,
                       g_str_equal (id, "d1") || g_str_has_prefix (id, "d2"));
      g_assert_cmpint (jly_case_get_subjects (one) != NULL, ==, id[0] == 'd' || id[0] == 'e');
    }
}

static void
test_thirteenth (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = change_case_a ("id=\"a\" order=\"1\"", "id=\"thirteenth\" order=\"13\"");

  put_file (fixture, "thirteenth.xml", text);
  jly_case_load_folder (CASES, fixture->cases, fixture->problems);
  jly_case_load_folder (fixture->folder, fixture->cases, fixture->problems);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  g_assert_cmpuint (fixture->cases->len, ==, 13);
  g_assert_cmpstr (jly_case_get_id (g_ptr_array_index (fixture->cases, 12)), ==, "thirteenth");
}

/* The folder that comes first wins: a person may replace a template by an own one. */
static void
test_same_id (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = change_case_a ("Joint Bid", "My Bid");

  put_file (fixture, "a.xml", text);
  jly_case_load_folder (fixture->folder, fixture->cases, fixture->problems);
  jly_case_load_folder (CASES, fixture->cases, fixture->problems);
  g_assert_cmpuint (fixture->cases->len, ==, 12);
  g_assert_cmpstr (jly_case_get_title (g_ptr_array_index (fixture->cases, 0)), ==, "My Bid");
}

static const struct
{
  const char *from, *to;
  const char *words; /* in the message */
  guint64 row;       /* 0: the file as a whole */
} broken[] = {
  { "<title>", "<titel>", "<titel> is not known", 4 },
  { "</title>", "</titel>", "well-formed", 4 },
  { "<title>Joint Bid</title>", "", "<title> is missing", 0 },
  { "<title>Joint Bid</title>", "<title>  </title>", "<title> is empty", 4 },
  { "<title>", "<title>A</title><title>", "second time", 4 },
  { "topic=\"companies\"", "topic=\"farms\"", "topic must be", 3 },
  { "id=\"a\"", "id=\"A/../x\"", "small letters", 3 },
  { "id=\"a\"", "", "small letters", 3 },
  { "order=\"1\"", "order=\"0\"", "order", 3 },
  { "order=\"1\"", "order=\"-1\"", "whole number", 3 },
  { "order=\"1\"", "ordre=\"1\"", "“ordre” is not known", 3 },
  { "runs=\"yes\"", "runs=\"soon\"", "yes or no", 3 },
  { "shape=\"rows\"", "shape=\"cubes\"", "rows or columns", 10 },
  { "does=\"learns\"", "does=\"gossips\"", "a role needs", 30 },
  { "<who>Any of the three</who>", "", "role does=\"asks\"> is missing", 0 },
  { "<never-shown>", "<never-shown>words", "elements, not words", 41 },
  { "<sentence>Anyone’s own costs, capacity or margin</sentence>", "", "<never-shown> is missing",
    0 },
  { "<never-shown>",
    "<learned-later><sentence>Whatever comes</sentence></learned-later><never-shown>",
    "<later> is missing", 0 },
  { "computing=\"3\"", "computing=\"2\"", "exactly three", 0 },
  { "outside=\"0\"", "outside=\"1\"", "exactly three", 0 },
  { "count=\"3\"", "count=\"2\"", "more computing parties than parties", 0 },
  { "count=\"3\"", "count=\"99\"", "from 0 to 14", 0 },
  { " learns=\"yes\"", "", "bring, ask, approve and learn", 0 },
  { "count=\"3\"", "subjects=\"yes\"", "no party", 0 },
  { "Joint", "J\xff", "well-formed", 0 },
  { "Joint", "&joint;", "well-formed", 0 },
  { "</case>", "", "well-formed", 0 },
  { "</case>", "<columns/></case>", "rows is missing", 0 },
  { "</case>", "<columns rows=\"5\" currency=\"EUR\"><ask-of analysis=\"guess\"/></columns></case>",
    "no analysis “guess”", 0 },
  { "</case>", "<columns rows=\"5\"><column id=\"x\" use=\"sum\" most=\"9\"/></columns></case>",
    "needs a name, a range and a use", 0 },
  { "</case>",
    "<columns rows=\"5\"><column id=\"x\" use=\"sum\"><name>X</name></column></columns></case>",
    "needs a name, a range and a use", 0 },
  { "</case>", "<columns rows=\"5\"><column id=\"x\" most=\"9\" use=\"steal\"/></columns></case>",
    "no use “steal”", 0 },
  { "</case>", "<columns rows=\"5\"><column id=\"x\" max=\"9\"/></columns></case>",
    "“max” is not known", 0 },
  { "</case>", "<columns rows=\"5\"><column id=\"x\"/><column id=\"x\"/></columns></case>",
    "id of its own", 0 },
};

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *text = change_case_a (broken[i].from, broken[i].to);
      g_autofree char *path = g_build_filename (fixture->folder, "mine.xml", NULL);
      g_autoptr (GError) error = NULL;

      put_file (fixture, "mine.xml", text);
      g_assert_null (jly_case_load (path, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, "mine.xml"));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_nonnull (strstr (error->message, broken[i].words));
      g_assert_cmpstr (jly_error_get_detail (error)->file, ==, "mine.xml");
      g_assert_nonnull (jly_error_get_detail (error)->next);
      if (broken[i].row > 0)
        g_assert_cmpuint (jly_error_get_detail (error)->row, ==, broken[i].row);
    }
}

/* One problem per broken file, and the good ones beside it are all there. */
static void
test_broken_hides_none (Fixture *fixture, gconstpointer data)
{
  g_autofree char *good = change_case_a ("id=\"a\"", "id=\"good\"");
  g_autofree char *large = g_strnfill (300 * 1024, ' ');

  put_file (fixture, "1-empty.xml", "");
  put_file (fixture, "2-good.xml", good);
  put_file (fixture, "3-large.xml", large);
  put_file (fixture, "4-other.txt", "not a case");
  put_file (fixture, "5-page.xml", "<html/>");
  jly_case_load_folder (fixture->folder, fixture->cases, fixture->problems);
  g_assert_cmpuint (fixture->cases->len, ==, 1);
  g_assert_cmpuint (fixture->problems->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { "1-empty.xml", "3-large.xml", "5-page.xml" };
      const GError *problem = g_ptr_array_index (fixture->problems, i);

      g_assert_true (g_str_has_prefix (problem->message, names[i]));
    }
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "none.xml", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_case_load (path, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_NO_INPUT);
  jly_case_load_folder ("/nonexistent/folder", fixture->cases, fixture->problems);
  g_assert_cmpuint (fixture->cases->len + fixture->problems->len, ==, 0);
}

/* What a case proposes to bring and to ask can be signed as it stands. */
static void
test_columns (void)
{
  g_autoptr (GPtrArray) cases = jly_case_load_all (NULL);

  for (guint i = 0; i < cases->len; i++)
    {
      JlyCase *one = cases->pdata[i];
      g_autoptr (JlyContract) contract = jly_contract_new ();
      /* The columns of a joint bid are those of its tender. */
      gboolean has_some = !jly_case_get_runs (one);

      jly_case_fill_table (one, contract);
      g_assert_cmpint (jly_case_proposes_table (one), ==, has_some);
      g_assert_cmpint (contract->columns->len > 0, ==, has_some);
      g_assert_cmpint (contract->questions->len > 0, ==, has_some);
      g_assert_cmpint (contract->most_rows > 0, ==, has_some);
      for (guint k = 0; k < contract->columns->len; k++)
        {
          const JlyContractColumn *column = contract->columns->pdata[k];

          g_assert_true (column->categories == NULL
                         || (gint64)g_strv_length (column->categories) == column->max + 1);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/case/columns", test_columns);
  g_test_add_func ("/study/case/twelve", test_twelve);
  g_test_add_func ("/study/case/roles-in-pictures", test_roles_in_pictures);
  g_test_add ("/study/case/thirteenth", Fixture, NULL, set_up, test_thirteenth, tear_down);
  g_test_add ("/study/case/same-id", Fixture, NULL, set_up, test_same_id, tear_down);
  g_test_add ("/study/case/broken", Fixture, NULL, set_up, test_broken, tear_down);
  g_test_add ("/study/case/broken-hides-none", Fixture, NULL, set_up, test_broken_hides_none,
              tear_down);
  g_test_add ("/study/case/missing", Fixture, NULL, set_up, test_missing, tear_down);
  return g_test_run ();
}
