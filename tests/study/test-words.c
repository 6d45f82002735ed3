/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract in words: no value of it can be changed without a changed sentence, every field of
 * the twelve cases is told, and what people wrote cannot pass for a sentence of ours. */
#include "config.h"

#include "study/cbor-changes.h"
#include "study/governance-fixture.h"
#include "study/jly-contract-words.h"

#include "base/jly-error.h"

#include <string.h>

#define ENOUGH 6 /* other values of one place */

static char *
print (GBytes *bytes, JlyCase *template)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStatement) words = jly_contract_words_new (bytes, template, &error);

  return words != NULL ? jly_statement_print (words, 100000) : NULL;
}

static void
set (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
add_table (JlyContract *contract)
{
  JlyStudyRow *row = g_new0 (JlyStudyRow, 1);
  JlyStudyCheck *check = g_new0 (JlyStudyCheck, 1);
  JlyContractQuestion *question = jly_contract_add_question (contract, "threshold");

  *row = (JlyStudyRow){ g_strdup ("Roofing"), g_strdup ("hours"), 400 };
  g_ptr_array_add (contract->rows, row);
  *check = (JlyStudyCheck){ 0, 1, 7 };
  g_ptr_array_add (contract->checks, check);
  jly_contract_question_set (question, "column", "turnover");
  jly_contract_question_set (question, "at-least", "1000.00");
}

/* A contract that has something in every field. */
static void
fill (JlyContract *contract)
{
  JlyContractParty *north = contract->parties->pdata[NORTH];
  JlyContractColumn *column = contract->columns->pdata[0];
  JlyPolicy *policy = &contract->policy;

  contract->version = 2;
  contract->previous[3] = 7;
  set (&contract->case_id, "c");
  contract->template_hash[5] = 1;
  contract->wording = JLY_CONTRACT_WORDING;
  set (&contract->purpose, "To know where we stand.");
  set (&contract->legal_basis, "Agreement of the members.");
  set (&north->operated_by, "North Hosting");
  set (&north->administered_by, "North Admin");
  set (&north->hosted_by, "A Cloud");
  set (&north->network_of, "A Net");
  set (&column->unit, "EUR");
  column->open_to = 3;
  jly_contract_column_set_categories (jly_contract_add_column (contract, "size", "Size", 0, 0, 0),
                                      (const char *[]){ "small", "large", NULL });
  set (&((JlyContractColumn *)contract->columns->pdata[contract->columns->len - 1])->unit, "class");
  contract->rehearsal = TRUE;
  set (&contract->currency, "EUR");
  add_table (contract);
  policy->ask.clauses[0].side = MEMBERS;
  policy->ask.clauses[0].may_represent = TRUE;
  policy->mandate
      = (JlyQuorum){ .n = 1, .clauses = { { JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE, 2 } } };
  policy->approve.clauses[0].at_least = 2;
  policy->beforehand = (JlyPartySet)1 << OFFICER;
  policy->veto = (JlyPartySet)1 << TOWN_HALL;
  policy->learn.sides = 1 << TOWN;
  policy->learn.own_part = TRUE;
  policy->n_joining = 1;
  policy->joining[0] = (JlyJoining){ TOWN, 40 };
}

/* The number of the format has no second value; whether a setting is free and what it is change
 * together; and not every list can do without an item. */
static gboolean
has_other_value (const char *path)
{
  if (g_str_has_prefix (path, "21/")
      && (g_str_has_suffix (path, "/1") || g_str_has_suffix (path, "/2")))
    return FALSE;
  return strcmp (path, "1") != 0 && !g_str_has_suffix (path, "[]");
}

/* The side and the representative of a rule for mandates are read and mean nothing: no contract
 * that has them is begun (jly_contract_check). */
static gboolean
means_nothing (const char *path)
{
  return strcmp (path, "22/4/0/1") == 0 || strcmp (path, "22/4/0/3") == 0;
}

static void
test_every_value (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  guint n_places = 0;

  fill (self->contract);
  bytes = jly_contract_encode (self->contract);
  text = print (bytes, NULL);
  g_assert_nonnull (text);
  while (TRUE)
    {
      guint n_read = 0;
      g_autofree char *where = NULL;

      for (guint variant = 0; variant < CBOR_N_VARIANTS && n_read < ENOUGH; variant++)
        {
          g_autofree char *path = NULL;
          g_autoptr (GBytes) changed = cbor_change (bytes, n_places, variant, &path);
          g_autofree char *other = NULL;

          if (changed == NULL)
            {
              g_assert_cmpuint (n_places, >, 100);
              return;
            }
          g_free (where);
          where = g_strdup (path);
          other = g_bytes_equal (changed, bytes) ? NULL : print (changed, NULL);
          if (other == NULL)
            continue;
          n_read++;
          if (strcmp (text, other) == 0 && !means_nothing (path))
            g_error ("value %s of the contract can be changed without a changed word", path);
        }
      if (n_read == 0 && has_other_value (where))
        g_error ("no other value was tried at %s of the contract", where);
      n_places++;
    }
}

/* A setting that is free, or has another value, or is not there at all. */
static void
test_settings (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  static const char *const values[] = { NULL, "10.00", "10.01", "turnover" };
  JlyContractQuestion *question = jly_contract_add_question (self->contract, "threshold");

  for (guint i = 0; i <= G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (i < G_N_ELEMENTS (values))
        jly_contract_question_set (question, "at-least", values[i]);
      else
        g_ptr_array_remove_index (question->settings, 0);
      bytes = jly_contract_encode (self->contract);
      g_assert_true (g_hash_table_add (seen, print (bytes, NULL)));
    }
}

/* Every sentence says which field it is from, and its section is one of those promised. */
static void
test_sections (Fixture *self, gconstpointer data)
{
  static const char *const ids[]
      = { "about",     "parties",  "data",   "computing", "asking",
          "approving", "learning", "limits", "changes",   "not-promised" };
  g_autoptr (GBytes) bytes = jly_contract_encode (self->contract);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStatement) words = jly_contract_words_new (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (words->sections->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const JlySection *section = words->sections->pdata[i];

      g_assert_cmpstr (section->id, ==, ids[i]);
      g_assert_cmpstr (section->title, !=, "");
      g_assert_cmpuint (section->sentences->len, >, 0);
      g_assert_true (jly_statement_find (words, ids[i]) == section);
      for (guint k = 0; k < section->sentences->len; k++)
        {
          const JlySentence *sentence = section->sentences->pdata[k];

          g_assert_cmpstr (sentence->field, !=, "");
          g_assert_cmpstr (sentence->text, !=, "");
          g_assert_null (strchr (sentence->text, '\n'));
          g_assert_null (strstr (sentence->text, "$s"));
        }
    }
  g_assert_null (jly_statement_find (words, "elsewhere"));
}

static void
test_other_wording (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStatement) words = NULL;

  self->contract->wording = JLY_CONTRACT_WORDING + 1;
  bytes = jly_contract_encode (self->contract);
  words = jly_contract_words_new (bytes, NULL, &error);
  g_assert_cmpint (jly_statement_get_tone (words), ==, JLY_TONE_REFUSE);
}

/* A purpose of several lines, and one that looks the same on one line, are told apart. */
static void
test_texts_of_strangers (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) one = NULL, two = NULL;
  g_autofree char *text = NULL, *other = NULL;

  set (&self->contract->purpose, "To know.\n\nLimits\n   Nothing is hidden.");
  one = jly_contract_encode (self->contract);
  set (&self->contract->purpose, "To know.\n Limits\n   Nothing is hidden.");
  two = jly_contract_encode (self->contract);
  text = print (one, NULL);
  other = print (two, NULL);
  g_assert_cmpstr (text, !=, other);
  g_assert_null (strstr (text, "\n   Nothing is hidden."));
}

static void
test_not_a_contract (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\xa0", 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_contract_words_new (bytes, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
}

static const char *
get_only_change (const JlyStatement *words, guint n)
{
  const JlySection *section = jly_statement_find (words, "changes");

  g_assert_cmpuint (section->sentences->len, ==, n);
  return ((const JlySentence *)section->sentences->pdata[n - 1])->text;
}

/* What was changed from the case is said both ways; what was not is not. */
static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) as_is = NULL, looser = NULL, strange = NULL;
  g_autoptr (JlyStatement) nothing = NULL, one = NULL, unknown = NULL;
  g_autoptr (GError) error = NULL;

  fixture_tear_down (self);
  fixture_set_up_case (self, "c");
  for (guint i = 0; i < 5; i++)
    fixture_add (self, (const char *[]){ "a", "b", "c", "d", "e" }[i],
                 JLY_ROLE_FLAG_PROVIDER | (i < 3 ? JLY_ROLE_FLAG_MINER : 0), 0);
  jly_case_fill_contract (self->template, self->contract);
  as_is = jly_contract_encode (self->contract);
  nothing = jly_contract_words_new (as_is, self->template, &error);
  g_assert_nonnull (strstr (get_only_change (nothing, 1), "Nothing"));

  self->contract->policy.min_parties = 4;
  looser = jly_contract_encode (self->contract);
  one = jly_contract_words_new (looser, self->template, &error);
  g_assert_nonnull (strstr (get_only_change (one, 2), "at least 4 parties"));

  self->contract->template_hash[0] ^= 1;
  strange = jly_contract_encode (self->contract);
  unknown = jly_contract_words_new (strange, self->template, &error);
  g_assert_nonnull (strstr (get_only_change (unknown, 1), "does not have the case"));
}

/* Keys that are the same each time, so that the check numbers are; and no settings that an analysis
 * may have got since. */
static void
append_words (Fixture *self, GString *text)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->contract->parties->len; i++)
    {
      JlyPublicKeys *keys = &((JlyContractParty *)self->contract->parties->pdata[i])->keys;

      memset (keys->identity, (int)(3 * i + 1), sizeof keys->identity);
      memset (keys->link, (int)(3 * i + 2), sizeof keys->link);
      memset (keys->sealing, (int)(3 * i + 3), sizeof keys->sealing);
    }
  for (guint i = 0; i < self->contract->questions->len; i++)
    {
      GPtrArray *settings = ((JlyContractQuestion *)self->contract->questions->pdata[i])->settings;

      g_ptr_array_set_size (settings, (gint)MIN (settings->len, 2));
    }
  bytes = jly_contract_encode (self->contract);
  words = print (bytes, NULL);
  g_assert_nonnull (words);
  g_string_append (text, words);
}

/* Who has signed a contract of a version of the sentences has read these, and no others. */
static void
test_golden (Fixture *self, gconstpointer data)
{
  g_autofree char *name = g_strdup_printf ("wording-%u.txt", JLY_CONTRACT_WORDING);
  g_autofree char *path = g_build_filename (WORDINGS, name, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *golden = NULL;

  self->contract->wording = JLY_CONTRACT_WORDING;
  append_words (self, text);
  fill (self->contract);
  append_words (self, text);
  if (g_getenv ("JLY_WRITE_WORDING") != NULL)
    g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  if (!g_file_get_contents (path, &golden, NULL, NULL) || strcmp (golden, text->str) != 0)
    g_error ("The sentences of a contract are not those of %s. People have signed what stands "
             "there: raise JLY_CONTRACT_WORDING, and write a file of the new version with "
             "JLY_WRITE_WORDING=1 in the environment.\n%s",
             path, text->str);
}

static void
test_print (void)
{
  g_autoptr (JlyStatement) words = jly_statement_new ();
  g_autofree char *text = NULL;

  jly_statement_begin (words, "one", "First");
  jly_statement_add (words, JLY_TONE_PLAIN, "f", "%2$s comes after %1$s.", "Northern %2$s", "Süden",
                     NULL);
  jly_statement_begin (words, "two", "Second");
  jly_statement_add (words, JLY_TONE_WARN, "g", "Beware.", NULL);
  text = jly_statement_print (words, 20);
  g_assert_cmpstr (text, ==,
                   "First\n   Süden comes after\n   Northern %2$s.\n\nSecond\n!  Beware.\n");
  g_assert_cmpint (jly_statement_get_tone (words), ==, JLY_TONE_WARN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/study/words/" name, Fixture, NULL, fixture_begin, func, fixture_end)
  ADD ("every-value", test_every_value);
  ADD ("settings", test_settings);
  ADD ("sections", test_sections);
  ADD ("other-wording", test_other_wording);
  ADD ("texts-of-strangers", test_texts_of_strangers);
  ADD ("changes", test_changes);
  ADD ("golden", test_golden);
  g_test_add_func ("/study/words/not-a-contract", test_not_a_contract);
  g_test_add_func ("/study/words/print", test_print);
  return g_test_run ();
}
