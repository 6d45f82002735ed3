/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vectors of src/study/FORMATS.md against the code: the same object gives the same bytes and
 * the same hash, and those bytes are read. A change of a format shows here first. */
#include "config.h"

#include "study/jly-acceptance.h"
#include "study/jly-proposal.h"

#include <sodium.h>
#include <string.h>

#define PAGE JLY_SOURCE_DATADIR "/../src/study/FORMATS.md"

/* Bytes that say where they belong. */
static void
fill (guint8 *bytes, guint8 value)
{
  memset (bytes, value, JLY_HASH_BYTES);
}

static void
set (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
fill_keys (JlyPublicKeys *keys, guint8 value)
{
  fill (keys->identity, value);
  fill (keys->link, value + 1);
  fill (keys->sealing, value + 2);
}

static void
fill_policy (JlyPolicy *policy)
{
  policy->ask = (JlyQuorum){ 1, { { JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE, 1, FALSE } } };
  policy->approve = (JlyQuorum){ 1, { { JLY_ROLE_FLAG_PROVIDER, 0, 0, TRUE } } };
  policy->approve_first = policy->approve;
  policy->mandate = (JlyQuorum){ 1, { { JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE, 2, FALSE } } };
  policy->veto = 4;
  policy->learn = (JlyLearners){ JLY_ROLE_FLAG_PROVIDER, 0, FALSE, TRUE };
  policy->min_rows = 5;
  policy->min_parties = 3;
  policy->top_share = 80;
  policy->max_questions = 20;
  policy->days_kept = 30;
  policy->n_joining = 1;
  policy->joining[0] = (JlyJoining){ 0, 40 };
}

static void
fill_table (JlyContract *contract)
{
  JlyContractColumn *column
      = jly_contract_add_column (contract, "turnover", "Turnover", 2, 0, 500000000);
  JlyStudyCheck *check = g_new0 (JlyStudyCheck, 1);
  JlyContractQuestion *question;

  set (&column->unit, "EUR");
  column->rights = JLY_USE_SUM | JLY_USE_MEAN;
  jly_contract_add_column (contract, "profit", "Profit", 2, -100, 100)->open_to = 1;
  jly_contract_column_set_categories (jly_contract_add_column (contract, "size", "Size", 0, 0, 0),
                                      (const char *[]){ "small", "large", NULL });
  *check = (JlyStudyCheck){ 1, 0, 1 };
  g_ptr_array_add (contract->checks, check);
  contract->most_rows = 50;
  question = jly_contract_add_question (contract, "sum");
  g_ptr_array_set_size (question->settings, 0);
  jly_contract_question_set (question, "column", "turnover");
  jly_contract_question_set (question, "where", NULL);
}

static GBytes *
make_contract (guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (JlyContract) contract = jly_contract_new ();
  GBytes *bytes;

  set (&contract->study_id, "000102030405060708090a0b0c0d0e0f");
  contract->version = 1;
  set (&contract->case_id, "c");
  fill (contract->template_hash, 0xcc);
  contract->wording = 1;
  set (&contract->title, "Turnover of the members");
  set (&contract->purpose, "To know where we stand.");
  contract->made_at = 1767225600;
  contract->ends_at = 1798761600;
  set (&contract->currency, "EUR");
  g_ptr_array_add (contract->sides, g_strdup ("Members"));
  for (guint i = 0; i < 3; i++)
    {
      JlyContractParty *party
          = jly_contract_add_party (contract, (const char *[]){ "North", "Harbour", "Ridge" }[i],
                                    JLY_ROLE_FLAG_PROVIDER | JLY_ROLE_FLAG_MINER, 0);

      fill_keys (&party->keys, (guint8)(16 * (i + 1)));
      set (&party->operated_by, "Its own people");
    }
  fill_table (contract);
  fill_policy (&contract->policy);
  bytes = jly_contract_encode (contract);
  jly_contract_hash (bytes, hash);
  return bytes;
}

static GBytes *
make_proposal (guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (JlyProposal) proposal = jly_proposal_new ();
  JlyStudyQuestion *question = jly_study_questions_add (proposal->questions, "total", "sum");
  GBytes *bytes;

  fill (proposal->contract_hash, 0xc0);
  fill (proposal->nonce, 0x0e);
  jly_study_question_set (question, "column", "turnover");
  g_array_append_val (proposal->uses, ((JlyProposalUse){ 0, JLY_USE_SUM }));
  fill (proposal->plan_hash, 0xb1);
  fill (proposal->inputs_root, 0x1a);
  proposal->n_submissions = 3;
  proposal->recipients = 7;
  proposal->expires_at = 1769904000;
  bytes = jly_proposal_encode (proposal);
  jly_proposal_hash (bytes, hash);
  return bytes;
}

static GBytes *
make_decision (guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (JlyDecision) decision = jly_decision_new ();

  fill (decision->contract_hash, 0xc0);
  fill (decision->question_hash, 0x9e);
  decision->verdict = JLY_VERDICT_REJECT;
  set (&decision->reason, "Too few members have sent their figures.");
  decision->made_at = 1767312000;
  decision->expires_at = 1769904000;
  decision->log_size = 12;
  fill (decision->log_root, 0x70);
  return jly_decision_encode (decision);
}

static GBytes *
make_mandate (guint8 hash[JLY_HASH_BYTES])
{
  JlyMandate mandate = { .representative = 4, .side = 0, .from = 1767312000, .until = 1769904000 };

  fill (mandate.contract_hash, 0xc0);
  return jly_mandate_encode (&mandate);
}

static GBytes *
make_acceptance (guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (JlyAcceptance) acceptance = jly_acceptance_new ();

  fill (acceptance->contract_hash, 0xc0);
  set (&acceptance->name, "Lane");
  fill_keys (&acceptance->keys, 0x40);
  acceptance->side = 0;
  acceptance->wording = 1;
  acceptance->made_at = 1767312000;
  acceptance->log_size = 2;
  fill (acceptance->log_root, 0x70);
  return jly_acceptance_encode (acceptance);
}

static char *
to_hex (const guint8 *bytes, gsize n)
{
  char *text = g_malloc (2 * n + 1);

  return sodium_bin2hex (text, 2 * n + 1, bytes, n);
}

/* The digits of the block below this heading of the page. */
static char *
find_block (const char *page, const char *name)
{
  g_autofree char *heading = g_strdup_printf ("\n### %s\n", name);
  const char *start = strstr (page, heading);
  const char *end;
  GString *digits = g_string_new (NULL);

  start = start != NULL ? strstr (start, "```hex\n") : NULL;
  end = start != NULL ? strstr (start + 7, "```") : NULL;
  for (const char *c = start != NULL ? start + 7 : ""; end != NULL && c < end; c++)
    if (*c != '\n')
      g_string_append_c (digits, *c);
  return g_string_free (digits, FALSE);
}

typedef struct
{
  const char *name;
  GBytes *(*make) (guint8 hash[JLY_HASH_BYTES]);
  gboolean has_hash;
} Vector;

static const Vector vectors[] = {
  { "contract", make_contract, TRUE },      { "proposal", make_proposal, TRUE },
  { "decision", make_decision, FALSE },     { "mandate", make_mandate, FALSE },
  { "acceptance", make_acceptance, FALSE },
};

static void
test_vector (gconstpointer data)
{
  const Vector *vector = data;
  g_autofree char *page = NULL;
  g_autofree char *written = NULL, *expected = NULL, *digest = NULL, *line = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint8 hash[JLY_HASH_BYTES];
  gsize n;

  g_assert_true (g_file_get_contents (PAGE, &page, NULL, NULL));
  bytes = vector->make (hash);
  written = to_hex (g_bytes_get_data (bytes, &n), g_bytes_get_size (bytes));
  expected = find_block (page, vector->name);
  g_assert_cmpstr (written, ==, expected);
  if (!vector->has_hash)
    return;
  digest = to_hex (hash, sizeof hash);
  line = g_strdup_printf ("Hash of the %s: `%s`", vector->name, digest);
  g_test_message ("%s", line);
  g_assert_nonnull (strstr (page, line));
}

/* What the page shows is also what is read. */
static void
test_read (void)
{
  guint8 hash[JLY_HASH_BYTES];
  g_autoptr (GBytes) bytes = make_contract (hash);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyContract) contract = jly_contract_decode (bytes, &error);

  g_assert_no_error (error);
  g_assert_true (jly_contract_check (contract, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/study/formats/", vectors[i].name, NULL);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }
  g_test_add_func ("/study/formats/read", test_read);
  return g_test_run ();
}
