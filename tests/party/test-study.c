/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study's bytes have one form, its hash sees every field, and a study that cannot run is
 * refused with a sentence; the plan's hash and leakage statement follow from it. */
#include "config.h"

#include "party-fixture.h"

#include "base/jly-error.h"

#include <string.h>

static PartyFixture *
make (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  return party_fixture_new (rand, 4);
}

static void
test_round_trip (void)
{
  g_autoptr (PartyFixture) party = make ();
  g_autoptr (GBytes) bytes = jly_study_encode (party->study);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStudy) study = jly_study_decode (bytes, &error);
  g_autoptr (GBytes) again = NULL;

  g_assert_no_error (error);
  again = jly_study_encode (study);
  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_cmpstr (study->id, ==, party->study->id);
  g_assert_cmpstr (study->title, ==, "A school roof");
  g_assert_cmpstr (study->currency, ==, "EUR");
  g_assert_true (study->rehearsal);
  g_assert_cmpmem (&((JlyParty *)study->miners->pdata[2])->keys, sizeof (JlyPublicKeys),
                   &((JlyParty *)party->study->miners->pdata[2])->keys, sizeof (JlyPublicKeys));
  g_assert_cmpuint (((JlyStudyRow *)study->rows->pdata[3])->need, ==,
                    ((JlyStudyRow *)party->study->rows->pdata[3])->need);
  g_assert_true (jly_study_check (study, NULL));
}

/* Whatever byte is changed: refused, or another study with another hash. Never a crash. */
static void
test_changed_bytes (void)
{
  g_autoptr (PartyFixture) party = make ();
  g_autoptr (GBytes) bytes = jly_study_encode (party->study);
  guint8 hash[JLY_HASH_BYTES], other[JLY_HASH_BYTES];
  gsize size = g_bytes_get_size (bytes);

  jly_study_hash (party->study, hash);
  for (gsize at = 0; at < 4 * size; at++)
    {
      guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (JlyStudy) study = NULL;
      g_autoptr (GError) error = NULL;

      copy[at / 4] ^= (guint8)(1u << (2 * (at % 4)));
      changed = g_bytes_new_take (copy, size);
      study = jly_study_decode (changed, &error);
      g_assert_true ((study == NULL) == (error != NULL));
      if (study != NULL)
        {
          jly_study_hash (study, other);
          g_assert_cmpint (memcmp (hash, other, sizeof hash), !=, 0);
        }
    }
}

static void
test_cut (void)
{
  g_autoptr (PartyFixture) party = make ();
  g_autoptr (GBytes) bytes = jly_study_encode (party->study);

  for (gsize n = 0; n < g_bytes_get_size (bytes); n++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, n);
      g_autoptr (GError) error = NULL;

      g_assert_null (jly_study_decode (cut, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
    }
}

static void
assert_refused (PartyFixture *party, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (jly_study_check (party->study, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
rename_party (GPtrArray *parties, guint i, const char *name)
{
  JlyParty *party = parties->pdata[i];

  g_free (party->name);
  party->name = g_strdup (name);
}

static void
test_names (void)
{
  g_autoptr (PartyFixture) party = make ();

  rename_party (party->study->providers, 2, "NORTH");
  assert_refused (party, "NORTH");
  rename_party (party->study->providers, 2, "");
  assert_refused (party, "no usable name");
  rename_party (party->study->providers, 2, "line\nbreak");
  assert_refused (party, "no usable name");
  rename_party (party->study->providers, 2, " ");
  assert_refused (party, "no usable name");
  rename_party (party->study->providers, 2, "\u200b");
  assert_refused (party, "no usable name");
  rename_party (party->study->providers, 2, "turned\u202eround");
  assert_refused (party, "no usable name");
  rename_party (party->study->providers, 2, "north ");
  assert_refused (party, "Two parties");
  rename_party (party->study->providers, 2, "nor\u200bth");
  assert_refused (party, "Two parties");
  rename_party (party->study->providers, 2, "Computing party 1");
  assert_refused (party, "Two parties");
}

static void
test_rows (void)
{
  g_autoptr (PartyFixture) party = make ();
  const JlyStudyRow *first = party->study->rows->pdata[0];
  g_autofree char *same = g_utf8_strup (first->name, -1);

  jly_study_add_row (party->study, same, "", 1);
  assert_refused (party, "Two rows");
}

static void
test_parties (void)
{
  g_autoptr (PartyFixture) party = make ();

  g_ptr_array_set_size (party->study->miners, 2);
  assert_refused (party, "three computing parties");
  party_fixture_take_keys (jly_study_add_party (party->study->miners, "computing party 3"),
                           party->miners[2]);
  g_ptr_array_set_size (party->study->providers, 2);
  assert_refused (party, "needs 3 companies");
  g_ptr_array_set_size (party->study->providers, 1);
  assert_refused (party, "from 2 to 50 companies");
}

/* No key may stand for two parties, nor for two purposes of one. */
static void
test_keys (void)
{
  g_autoptr (PartyFixture) party = make ();
  JlyParty *first = party->study->miners->pdata[0], *last = party->study->miners->pdata[2];
  JlyParty *company = party->study->providers->pdata[1];
  const JlyPublicKeys kept = last->keys;

  memcpy (last->keys.sealing, first->keys.sealing, 32);
  assert_refused (party, "computing party 3");
  last->keys = kept;
  memcpy (last->keys.identity, last->keys.link, 32);
  assert_refused (party, "computing party 3");
  last->keys = kept;
  memcpy (company->keys.link, kept.link, 32);
  assert_refused (party, company->name);
}

static void
test_ranges (void)
{
  g_autoptr (PartyFixture) party = make ();
  JlyStudyColumn *cost = party->study->columns->pdata[JLY_BID_COST];
  JlyStudyRow *row = party->study->rows->pdata[1];

  row->need = 0;
  assert_refused (party, "Resource 2");
  row->need = 5000;
  assert_refused (party, "Resource 2");
  row->need = 5;
  cost->width++;
  assert_refused (party, "Unit cost");
  cost->max *= 8;
  cost->width += 2;
  assert_refused (party, "same agreed range");
}

static void
test_case (void)
{
  g_autoptr (PartyFixture) party = make ();

  g_free (party->study->case_id);
  party->study->case_id = g_strdup ("b1");
  assert_refused (party, "does not run yet");
}

/* A price that could overflow is refused by the plan, not found out later. */
static void
test_too_wide (void)
{
  g_autoptr (PartyFixture) party = make ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < party->study->columns->len; i++)
    {
      JlyStudyColumn *column = party->study->columns->pdata[i];

      column->max = (G_GUINT64_CONSTANT (1) << 40) - 1;
      column->width = 40;
    }
  g_assert_null (jly_plan_new (party->study, NULL, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
}

static void
test_plan (void)
{
  g_autoptr (PartyFixture) party = make ();
  g_autoptr (JlyPlan) plan = jly_plan_new (party->study, NULL, NULL);
  g_autoptr (JlyPlan) same = jly_plan_new (party->study, NULL, NULL);
  g_autoptr (JlyPlan) other = NULL;

  g_assert_cmpmem (plan->hash, sizeof plan->hash, same->hash, sizeof same->hash);
  g_assert_cmpuint (plan->openings->len, ==, 4 + 1 + 3 + 3);
  for (guint i = 0; i < plan->openings->len; i++)
    {
      const JlyOpening *opening = plan->openings->pdata[i];

      /* Only the price has a condition, and only parts go to single companies. */
      g_assert_cmpint (opening->condition != NULL, ==, g_str_equal (opening->what, "price"));
      g_assert_cmpint (g_str_equal (opening->to, "everyone"), !=,
                       g_str_equal (opening->what, "part")
                           || g_str_equal (opening->what, "rejected"));
    }
  g_assert_cmpuint (plan->bytes[0], >, 0);
  g_assert_cmpuint (plan->rounds, >, 0);
  ((JlyStudyRow *)party->study->rows->pdata[0])->need ^= 1;
  other = jly_plan_new (party->study, NULL, NULL);
  g_assert_cmpint (memcmp (plan->hash, other->hash, sizeof plan->hash), !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/round-trip", test_round_trip);
  g_test_add_func ("/study/changed-bytes", test_changed_bytes);
  g_test_add_func ("/study/cut", test_cut);
  g_test_add_func ("/study/check/names", test_names);
  g_test_add_func ("/study/check/parties", test_parties);
  g_test_add_func ("/study/check/rows", test_rows);
  g_test_add_func ("/study/check/keys", test_keys);
  g_test_add_func ("/study/check/ranges", test_ranges);
  g_test_add_func ("/study/check/case", test_case);
  g_test_add_func ("/study/plan", test_plan);
  g_test_add_func ("/study/plan/too-wide", test_too_wide);
  return g_test_run ();
}
