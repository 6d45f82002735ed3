/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was agreed is on the disk as soon as a call returns, and comes back as it was. */
#include "config.h"

#include "store/kept-fixture.h"

#include "base/jly-error.h"
#include "store/jly-store-post.h"
#include "store/jly-log-entry.h"
#include "store/jly-store-sql.h"

#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DOCUMENT "{\"status\":\"done\",\"results\":[{\"value\":\"4711\"}]}"

static void
set_up (Kept *self, gconstpointer data)
{
  kept_set_up (self);
}

static void
tear_down (Kept *self, gconstpointer data)
{
  kept_tear_down (self);
}

static void
tamper (Kept *self, const char *sql)
{
  g_autofree char *path = g_build_filename (self->dir, "jointly.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static char *
describe (Kept *self)
{
  g_autoptr (GError) error = NULL;
  JlyGovernance *governance = jly_store_governance_get (self->kept, &error);

  g_assert_no_error (error);
  return kept_describe (governance);
}

/* What stands now is what stands after a start. */
static void
assert_kept (Kept *self)
{
  g_autofree char *before = describe (self);
  g_autofree char *after = NULL;

  kept_reopen (self);
  after = describe (self);
  g_assert_cmpstr (before, ==, after);
}

static void
test_whole_life (Kept *self, gconstpointer data)
{
  g_autoptr (GBytes) document = g_bytes_new_static (DOCUMENT, strlen (DOCUMENT));
  g_autoptr (GBytes) question = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  guint64 number;

  kept_begin (self);
  assert_kept (self);
  g_assert_cmpuint (kept_agree (self, &question), ==, 0);
  assert_kept (self);
  g_assert_true (kept_start (self, 0, &number, &error));
  g_assert_cmpuint (number, ==, 1);
  g_assert_true (jly_store_fail_attempt (self->kept, 0, JLY_ATTEMPT_MAY_RETRY, NOW, &error));
  assert_kept (self);
  g_assert_true (kept_start (self, 0, &number, &error));
  g_assert_cmpuint (number, ==, 2);
  g_assert_null (jly_store_get_answer (self->kept, 0, &error));
  g_assert_no_error (error);
  g_assert_true (jly_store_answer (self->kept, 0, document, NOW, &error));
  assert_kept (self);
  again = jly_store_get_answer (self->kept, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (document, again));
  g_assert_cmpuint (jly_governance_get_budget (jly_store_governance_get (self->kept, NULL)), ==, 1);
  g_assert_true (jly_store_verify_log (self->store, self->base.contract->study_id, &error));
}

/* The same question again is known by its content, after a start too. */
static void
test_same_again (Kept *self, gconstpointer data)
{
  g_autoptr (GBytes) document = g_bytes_new_static (DOCUMENT, strlen (DOCUMENT));
  g_autoptr (GBytes) question = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (JlyProposal) decoded = NULL;
  g_autoptr (GError) error = NULL;
  guint8 content[JLY_HASH_BYTES];
  JlySigned proposal;
  guint64 number;
  gint answered = -1;

  kept_begin (self);
  kept_agree (self, &question);
  second = kept_question (self);
  decoded = jly_proposal_decode (second, &error);
  jly_proposal_hash_content (decoded, content);
  g_assert_cmpint (jly_store_find_answer (self->kept, content), ==, -1);
  g_assert_true (kept_start (self, 0, &number, &error));
  g_assert_true (jly_store_answer (self->kept, 0, document, NOW, &error));
  kept_reopen (self);
  g_assert_cmpint (jly_store_find_answer (self->kept, content), ==, 0);
  kept_decide (self, second, NORTH, JLY_VERDICT_PROPOSE, &proposal);
  g_assert_true (jly_store_take_question (self->kept, second, &proposal, NOW, &answered, &error));
  g_assert_cmpint (answered, ==, 0);
  jly_signed_clear (&proposal);
  content[0] ^= 1;
  g_assert_cmpint (jly_store_find_answer (self->kept, content), ==, -1);
}

/* Nothing that the governance refuses gets onto the disk. */
static void
test_refused (Kept *self, gconstpointer data)
{
  const guint8 nothing[JLY_SIGNATURE_BYTES] = { 0 };
  g_autoptr (GBytes) question = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  guint64 number;

  kept_begin (self);
  question = kept_question (self);
  before = jly_store_get_log (self->store, self->base.contract->study_id, &error);
  g_assert_false (jly_store_take_signature (self->kept, NORTH, nothing, NOW, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_SIGNATURE);
  g_clear_error (&error);
  g_assert_false (kept_say (self, question, HARBOUR, JLY_VERDICT_APPROVE, &error));
  g_clear_error (&error);
  g_assert_true (kept_propose (self, question, &error));
  g_assert_false (kept_propose (self, question, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_TWICE);
  g_clear_error (&error);
  g_assert_false (kept_start (self, 0, &number, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_APPROVALS);
  after = jly_store_get_log (self->store, self->base.contract->study_id, NULL);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  assert_kept (self);
}

/* Killed while it computes: the budget stays charged, and a new attempt has a new number. */
static void
test_killed (Kept *self, gconstpointer data)
{
  g_autoptr (GBytes) question = NULL;
  g_autoptr (GError) error = NULL;
  guint64 number;
  pid_t child;
  int status;

  kept_begin (self);
  kept_agree (self, &question);
  g_clear_pointer (&self->kept, jly_store_governance_free);
  g_clear_pointer (&self->store, jly_store_close);
  child = fork ();
  if (child == 0)
    {
      kept_reopen (self);
      if (!kept_start (self, 0, &number, NULL))
        _exit (1);
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  kept_reopen (self);
  g_assert_cmpuint (jly_governance_get_budget (jly_store_governance_get (self->kept, NULL)), ==, 1);
  g_assert_true (kept_start (self, 0, &number, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (number, ==, 2);
}

/* A second program with the same folder does not take an attempt of the first for dead, and each
 * knows what the other wrote. */
static void
test_two_programs (Kept *self, gconstpointer data)
{
  g_autoptr (JlyStore) beside = NULL;
  g_autoptr (JlyStoreGovernance) other = NULL;
  g_autoptr (GBytes) question = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  guint64 number;

  kept_begin (self);
  beside = jly_store_open (self->dir, &error);
  g_assert_true (jly_store_unlock (beside, self->base.people[NORTH], &error));
  kept_agree (self, &question);
  g_assert_true (kept_start (self, 0, &number, &error));
  other = jly_store_load_governance (beside, self->base.contract->study_id, NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpint (jly_governance_get_stage (jly_store_governance_get (other, NULL), 0, NOW), ==,
                   JLY_PROPOSAL_RUNNING);
  g_assert_true (jly_store_fail_attempt (other, 0, JLY_ATTEMPT_MAY_RETRY, NOW, &error));
  g_assert_true (kept_start (self, 0, &number, &error));
  g_assert_cmpuint (number, ==, 2);
  g_assert_true (jly_store_fail_attempt (other, 0, JLY_ATTEMPT_MAY_RETRY, NOW, &error));
  g_clear_pointer (&other, jly_store_governance_free);
  g_clear_pointer (&beside, jly_store_close);
  /* Nor does the process itself, once it has found a log that others wrote. */
  kept_reopen (self);
  g_assert_true (kept_start (self, 0, &number, &error));
  g_clear_pointer (&other, jly_store_governance_free);
  other = jly_store_load_governance (self->store, self->base.contract->study_id, NOW, &error);
  g_assert_cmpint (jly_governance_get_stage (jly_store_governance_get (other, NULL), 0, NOW), ==,
                   JLY_PROPOSAL_RUNNING);
  here = describe (self);
  there = kept_describe (jly_store_governance_get (other, &error));
  g_assert_cmpstr (here, ==, there);
}

static void
test_versions (Kept *self, gconstpointer data)
{
  g_autoptr (GBytes) first = kept_encode_contract (self);
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) found = NULL;
  g_autoptr (GError) error = NULL;

  kept_begin (self);
  g_assert_false (jly_store_add_contract (self->store, first, NOW, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_CONTRACT);
  g_clear_error (&error);
  self->base.contract->version = 2;
  second = kept_encode_contract (self);
  g_assert_false (jly_store_add_contract (self->store, second, NOW, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_CONTRACT);
  g_clear_error (&error);
  jly_contract_hash (first, self->base.contract->previous);
  self->base.contract->version = 3;
  g_clear_pointer (&second, g_bytes_unref);
  second = kept_encode_contract (self);
  g_assert_false (jly_store_add_contract (self->store, second, NOW, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_CONTRACT);
  g_clear_error (&error);
  self->base.contract->version = 2;
  g_clear_pointer (&second, g_bytes_unref);
  second = kept_encode_contract (self);
  g_assert_true (jly_store_add_contract (self->store, second, NOW, &error));
  g_assert_no_error (error);
  /* The new version is signed by nobody yet, also for who had the old one in hand. */
  g_assert_cmpuint (jly_governance_get_unsigned (jly_store_governance_get (self->kept, NULL)), ==,
                    0x7f);
  g_assert_false (jly_store_add_contract (self->store, first, NOW, NULL));
  found = jly_store_get_contract (self->store, self->base.contract->study_id, 1, &error);
  g_assert_true (g_bytes_equal (found, first));
  g_clear_pointer (&found, g_bytes_unref);
  found = jly_store_get_contract (self->store, self->base.contract->study_id, 0, &error);
  g_assert_true (g_bytes_equal (found, second));
}

/* Neither names nor reasons nor answers stand in the files. */
static void
test_sealed (Kept *self, gconstpointer data)
{
  static const char *const personal[]
      = { "harbour", "Turnover of the members", "as we spoke", "4711" };
  g_autoptr (GBytes) document = g_bytes_new_static (DOCUMENT, strlen (DOCUMENT));
  g_autoptr (GBytes) question = NULL;
  guint8 identity[32], link[32], sealing[32];
  guint64 number;

  kept_begin (self);
  kept_agree (self, &question);
  g_assert_true (kept_start (self, 0, &number, NULL));
  g_assert_true (jly_store_answer (self->kept, 0, document, NOW, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
    kept_assert_files_lack (self, personal[i], strlen (personal[i]));
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      jly_identity_get_public (self->base.people[i], identity, link, sealing);
      kept_assert_files_lack (self, identity, sizeof identity);
    }
}

/* Whoever can write the file but lacks the keys changes nothing unnoticed. */
static void
test_tampered (Kept *self, gconstpointer sql)
{
  g_autoptr (GBytes) question = NULL;
  g_autoptr (JlyStoreGovernance) loaded = NULL;
  g_autoptr (GError) error = NULL;
  guint64 number;

  kept_begin (self);
  kept_agree (self, &question);
  g_assert_true (kept_start (self, 0, &number, &error));
  g_clear_pointer (&self->kept, jly_store_governance_free);
  tamper (self, sql);
  loaded = jly_store_load_governance (self->store, self->base.contract->study_id, NOW, &error);
  g_assert_null (loaded);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
}

/* Not even the owner's own program puts another thing in place of one that was logged. */
static void
test_other_body (Kept *self, gconstpointer data)
{
  const char *study_id = self->base.contract->study_id;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) salted = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GError) error = NULL;

  /* The same contract with another salt: only the entry's hash can tell. */
  kept_begin (self);
  plain = kept_encode_contract (self);
  salted = jly_log_body_salt (plain);
  sealed = jly_store_seal (self->store, "log", "body", study_id, 1, salted);
  g_assert_true (
      jly_sql_run (self->store, &error, "UPDATE log SET body = ? WHERE number = 1", "b", sealed));
  g_assert_false (jly_store_verify_log (self->store, study_id, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
}

static void
test_wrong_keys (Kept *self, gconstpointer data)
{
  g_autoptr (JlyStoreGovernance) loaded = NULL;
  g_autoptr (JlyStore) beside = NULL;
  g_autoptr (GError) error = NULL;

  kept_begin (self);
  beside = jly_store_open (self->dir, &error);
  g_assert_false (jly_store_unlock (beside, self->base.people[RIDGE], &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
  g_clear_error (&error);
  loaded = jly_store_load_governance (beside, self->base.contract->study_id, NOW, &error);
  g_assert_null (loaded);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
}

/* Removing a study does not give questions back. */
static void
test_removed (Kept *self, gconstpointer data)
{
  JlyStudyRecord record = {
    .id = self->base.contract->study_id,
    .case_id = (char *)"a",
    .title = (char *)"t",
    .state = (char *)"done",
  };
  g_autoptr (GBytes) body = g_bytes_new_static ("body", 4);
  g_autoptr (GBytes) question = NULL;
  g_autoptr (GError) error = NULL;
  guint64 number;

  g_assert_true (jly_store_add_study (self->store, &record, body, &error));
  kept_begin (self);
  kept_agree (self, &question);
  g_assert_true (kept_start (self, 0, &number, &error));
  g_assert_true (jly_store_remove_study (self->store, record.id, &error));
  g_assert_no_error (error);
  kept_reopen (self);
  g_assert_cmpuint (jly_governance_get_budget (jly_store_governance_get (self->kept, NULL)), ==, 1);
}

static void
test_acceptance (Kept *self, gconstpointer data)
{
  g_autoptr (JlyAcceptance) acceptance = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GError) error = NULL;
  const JlyParty *joined;
  JlySigned item;

  self->base.contract->policy.n_joining = 1;
  self->base.contract->policy.joining[0] = (JlyJoining){ MEMBERS, 1 };
  kept_begin (self);
  acceptance = fixture_acceptance (&self->base);
  bytes = jly_acceptance_encode (acceptance);
  fixture_sign (&self->base, LANE, JLY_SIGNS_ACCEPTANCE, bytes, &item);
  g_assert_true (jly_store_take_acceptance (self->kept, &item, NOW, &error));
  g_assert_false (jly_store_take_acceptance (self->kept, &item, NOW, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  kept_reopen (self);
  joined = jly_governance_get_joined (jly_store_governance_get (self->kept, NULL))->pdata[0];
  g_assert_cmpstr (joined->name, ==, "lane");
  g_clear_error (&error);
  found = jly_store_list_acceptances (self->kept, &error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (g_bytes_equal (g_array_index (found, JlySigned, 0).bytes, bytes));
  g_assert_cmpmem (g_array_index (found, JlySigned, 0).signature, 64, item.signature, 64);
  jly_signed_clear (&item);
}

static void
test_kept_things (Kept *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("refused", 7);
  g_autoptr (GArray) found = NULL;
  g_autoptr (GError) error = NULL;
  guint8 hash[JLY_HASH_BYTES] = { 7 };
  JlySigned item;

  kept_begin (self);
  fixture_sign (&self->base, STRANGER, "refusal", bytes, &item);
  g_assert_true (jly_store_keep_refusal (self->kept, "north", hash, &item, NOW, &error));
  assert_kept (self);
  found = jly_store_list_refusals (self->kept, &error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (g_bytes_equal (g_array_index (found, JlySigned, 0).bytes, bytes));
  jly_signed_clear (&item);
}

/* When the days of a contract are over, no byte of uploads and answers is left in any file, and
 * everything else is. */
static void
test_days_over (Kept *self, gconstpointer data)
{
  static const char marker[] = "an upload that can be found again 4711";
  const gint64 end = LATER + (gint64)86400 * 30;
  JlyStudyRecord record = {
    .id = self->base.contract->study_id,
    .case_id = (char *)"a",
    .title = (char *)"t",
    .state = (char *)"done",
    .headline = (char *)"Yes, 90210 together.",
  };
  g_autoptr (GBytes) document = g_bytes_new_static (DOCUMENT, strlen (DOCUMENT));
  g_autoptr (GBytes) upload = g_bytes_new_static (marker, strlen (marker));
  g_autoptr (GBytes) body = g_bytes_new_static ("body", 4);
  g_autoptr (GBytes) question = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (JlySqlStatement) stmt = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint64 number;
  guint erased = 9;

  g_assert_true (jly_store_add_study (self->store, &record, body, &error));
  g_assert_true (
      jly_store_add_upload (self->store, record.id, "north", upload, upload, upload, &error));
  g_assert_true (jly_store_set_result (self->store, record.id, DOCUMENT, &error));
  kept_begin (self);
  kept_agree (self, &question);
  g_assert_true (kept_start (self, 0, &number, &error));
  g_assert_true (jly_store_answer (self->kept, 0, document, NOW, &error));
  stmt = jly_sql_prepare (self->store, &error, "SELECT body FROM log ORDER BY number DESC LIMIT 1",
                          "");
  g_assert_cmpint (jly_sql_step (self->store, stmt, &error), ==, SQLITE_ROW);
  sealed = jly_sql_dup_blob (stmt, 0);
  g_clear_pointer (&stmt, sqlite3_finalize);
  before = describe (self);

  g_assert_true (jly_store_erase_expired (self->store, end, &erased, &error));
  g_assert_cmpuint (erased, ==, 0);
  g_assert_true (jly_store_erase_expired (self->store, end + 86400, &erased, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (erased, ==, 1);
  kept_assert_files_lack (self, DOCUMENT, strlen (DOCUMENT));
  kept_assert_files_lack (self, "90210", 5);
  kept_assert_files_lack (self, marker, strlen (marker));
  kept_assert_files_lack (self, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  g_assert_null (jly_store_get_answer (self->kept, 0, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (jly_store_count_uploads (self->store, record.id, &erased, &error));
  g_assert_cmpuint (erased, ==, 0);
  g_assert_true (jly_store_verify_log (self->store, record.id, &error));
  after = describe (self);
  g_assert_cmpstr (before, ==, after);
  assert_kept (self);
  g_assert_true (jly_store_erase_expired (self->store, end + 86400, &erased, &error));
  g_assert_cmpuint (erased, ==, 0);
}

/* Erasing is not done while somebody else holds the old pages: that is an error, not a silence. */
static void
test_erase_while_read (Kept *self, gconstpointer data)
{
  g_autoptr (JlyStore) beside = NULL;
  g_autoptr (GError) error = NULL;
  guint erased;

  kept_begin (self);
  beside = jly_store_open (self->dir, &error);
  g_assert_true (jly_sql_begin_read (beside, &error));
  g_assert_true (jly_sql_exec (beside, "SELECT count (*) FROM log", &error));
  g_assert_true (jly_store_log (self->store, self->base.contract->study_id, "a", "b", &error));
  sqlite3_busy_timeout (self->store->db, 0);
  g_assert_false (jly_store_erase_expired (self->store, NOW, &erased, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "still in the file"));
  g_clear_error (&error);
  g_assert_true (jly_sql_end (beside, TRUE, &error));
  g_assert_true (jly_store_erase_expired (self->store, NOW, &erased, &error));
}

/* A letter that nobody read before its days were over is no obstacle for those after it. */
static void
test_erase_unread (Kept *self, gconstpointer data)
{
  static const guint8 sender[32] = { 7 }, hash[32] = { 8 };
  const char *study_id = self->base.contract->study_id;
  gint64 end = self->base.contract->ends_at + 86400 * (self->base.contract->policy.days_kept + 1);
  g_autoptr (GBytes) letter = g_bytes_new_static ("letter", 6);
  g_autoptr (GBytes) next = NULL;
  g_autoptr (GError) error = NULL;
  JlyArrival arrival;
  guint64 number;
  guint erased;

  kept_begin (self);
  g_assert_true (
      jly_store_post_receive (self->store, study_id, sender, 1, hash, letter, &arrival, &error));
  g_assert_true (jly_store_erase_expired (self->store, end, &erased, &error));
  g_assert_cmpuint (erased, ==, 1);
  g_assert_null (jly_store_post_next (self->store, study_id, sender, &number, &error));
  g_assert_no_error (error);
  g_assert_true (
      jly_store_post_receive (self->store, study_id, sender, 2, hash, letter, &arrival, &error));
  next = jly_store_post_next (self->store, study_id, sender, &number, &error);
  g_assert_nonnull (next);
  g_assert_cmpuint (number, ==, 2);
  g_assert_false (jly_store_post_take (self->store, study_id, sender, 1, &error));
  g_clear_error (&error);
  g_assert_true (jly_store_post_take (self->store, study_id, sender, 2, &error));
}

/* Two programs that write at once: one waits, and when that is too long it says so. */
static void
test_busy (Kept *self, gconstpointer data)
{
  g_autoptr (JlyStore) beside = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  kept_begin (self);
  before = describe (self);
  beside = jly_store_open (self->dir, &error);
  g_assert_true (jly_sql_begin (beside, &error));
  sqlite3_busy_timeout (self->store->db, 0);
  g_assert_false (kept_freeze (self, 4, 1, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "Another program"));
  g_clear_error (&error);
  g_assert_true (jly_sql_end (beside, FALSE, NULL) == FALSE);
  after = describe (self);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (kept_freeze (self, 4, 1, &error));
}

static void
test_mandate (Kept *self, gconstpointer data)
{
  JlyMandate mandate
      = { .representative = BOARD, .side = MEMBERS, .from = NOW, .until = NOW + 100 };
  g_autoptr (GBytes) contract = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) question = NULL;
  g_autoptr (GError) error = NULL;
  JlySigned items[3];

  self->base.contract->policy.approve.clauses[0].may_represent = TRUE;
  self->base.contract->policy.mandate
      = (JlyQuorum){ .n = 1, .clauses = { { JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE, 2, FALSE } } };
  contract = kept_encode_contract (self);
  jly_contract_hash (contract, mandate.contract_hash);
  bytes = jly_mandate_encode (&mandate);
  for (guint i = 0; i < 3; i++)
    fixture_sign (&self->base, i, JLY_SIGNS_MANDATE, bytes, &items[i]);
  kept_begin (self);
  g_assert_false (jly_store_take_mandate (self->kept, items, 0, NOW, NULL));
  g_assert_true (jly_store_take_mandate (self->kept, items, 3, NOW, &error));
  g_assert_no_error (error);
  assert_kept (self);
  for (guint i = 0; i < 3; i++)
    jly_signed_clear (&items[i]);
}

static void
add (const char *name, void (*test) (Kept *, gconstpointer), gconstpointer data)
{
  g_test_add (name, Kept, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/store/governance/whole-life", test_whole_life, NULL);
  add ("/store/governance/same-again", test_same_again, NULL);
  add ("/store/governance/refused", test_refused, NULL);
  add ("/store/governance/killed", test_killed, NULL);
  add ("/store/governance/two-programs", test_two_programs, NULL);
  add ("/store/governance/versions", test_versions, NULL);
  add ("/store/governance/sealed", test_sealed, NULL);
  add ("/store/governance/other-body", test_other_body, NULL);
  add ("/store/governance/wrong-keys", test_wrong_keys, NULL);
  add ("/store/governance/removed", test_removed, NULL);
  add ("/store/governance/acceptance", test_acceptance, NULL);
  add ("/store/governance/kept-things", test_kept_things, NULL);
  add ("/store/governance/days-over", test_days_over, NULL);
  add ("/store/governance/erase-while-read", test_erase_while_read, NULL);
  add ("/store/governance/erase-unread", test_erase_unread, NULL);
  add ("/store/governance/busy", test_busy, NULL);
  add ("/store/governance/mandate", test_mandate, NULL);
  add ("/store/governance/tampered/attempt-removed", test_tampered,
       "DELETE FROM log WHERE number = (SELECT max (number) FROM log)");
  add ("/store/governance/tampered/attempt-removed-counted", test_tampered,
       "DELETE FROM log WHERE number = (SELECT max (number) FROM log);"
       "UPDATE log_head SET size = size - 1");
  add ("/store/governance/tampered/bodies-exchanged", test_tampered,
       "UPDATE log SET body = (SELECT body FROM log WHERE number = 3) WHERE number = 2");
  add ("/store/governance/tampered/body-lost", test_tampered,
       "UPDATE log SET body = NULL WHERE number = 3");
  add ("/store/governance/tampered/head-lost", test_tampered, "DELETE FROM log_head");
  add ("/store/governance/tampered/head-unsealed", test_tampered, "UPDATE log_head SET sealed = 0");
  return g_test_run ();
}
