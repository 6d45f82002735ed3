/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exported logs of two parties: true ones are believed, and every way to cheat has its name. The
 * owner of a log holds its keys, so most changes below are signed anew by the owner.
 */
#include "config.h"

#include "store/kept-fixture.h"

#include "base/jly-error.h"
#include "store/jly-log-items.h"
#include "store/jly-log-verify.h"

#include <string.h>

typedef struct
{
  Kept north, harbour;
  JlyLogExport *log;   /* of north */
  JlyLogExport *other; /* of harbour */
} Logs;

/* Both take what north and harbour say; harbour keeps north's head at the end. */
static void
live (Logs *self)
{
  g_autoptr (GBytes) question = NULL;
  g_autoptr (GBytes) document = g_bytes_new_static ("yes", 3);
  g_autoptr (GError) error = NULL;
  JlySigned proposal, approval;
  JlyLogHead head;
  guint8 signature[64];
  guint64 number;

  question = kept_question (&self->north);
  kept_decide (&self->north, question, NORTH, JLY_VERDICT_PROPOSE, &proposal);
  g_assert_true (
      jly_store_take_question (self->north.kept, question, &proposal, NOW, NULL, &error));
  g_assert_true (
      jly_store_take_question (self->harbour.kept, question, &proposal, NOW, NULL, &error));
  kept_decide (&self->harbour, question, HARBOUR, JLY_VERDICT_APPROVE, &approval);
  g_assert_true (jly_store_take_decision (self->north.kept, &approval, NOW, &error));
  g_assert_true (jly_store_take_decision (self->harbour.kept, &approval, NOW, &error));
  for (guint i = RIDGE; i <= TOWN_HALL; i++)
    g_assert_true (kept_say (&self->north, question, i, JLY_VERDICT_APPROVE, &error));
  g_assert_true (kept_start (&self->north, 0, &number, &error));
  g_assert_true (jly_store_answer (self->north.kept, 0, document, NOW, &error));
  g_assert_true (jly_store_log (self->north.store, self->north.base.contract->study_id, "north",
                                "told the answer", &error));
  g_assert_true (jly_store_get_log_head (self->north.store, self->north.base.contract->study_id,
                                         &head, signature, &error));
  g_assert_true (jly_store_keep_head (self->harbour.kept, &head, signature, NOW, &error));
  g_assert_no_error (error);
  jly_signed_clear (&proposal);
  jly_signed_clear (&approval);
}

static JlyLogExport *
export_log (Kept *kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyLogExport) log
      = jly_store_export_log (kept->store, kept->base.contract->study_id, &error);
  g_autoptr (GBytes) bytes = NULL;
  JlyLogExport *again;

  g_assert_no_error (error);
  bytes = jly_log_export_encode (log);
  again = jly_log_export_decode (bytes, &error);
  g_assert_no_error (error);
  return again;
}

static void
set_up (Logs *self, gconstpointer data)
{
  kept_set_up (&self->north);
  kept_set_up_beside (&self->harbour, &self->north, HARBOUR);
  kept_begin (&self->north);
  kept_begin (&self->harbour);
  live (self);
  self->log = export_log (&self->north);
  self->other = export_log (&self->harbour);
}

static void
tear_down (Logs *self, gconstpointer data)
{
  jly_log_export_free (self->log);
  jly_log_export_free (self->other);
  kept_tear_down (&self->harbour);
  kept_tear_down (&self->north);
}

static JlyLogExportLine *
line_of (JlyLogExport *log, guint number)
{
  return log->lines->pdata[number - 1];
}

/* The first line of a kind, counted from 1. */
static guint
find (JlyLogExport *log, JlyLogKind kind)
{
  for (guint i = 1; i <= log->lines->len; i++)
    if (line_of (log, i)->entry->kind == kind)
      return i;
  g_assert_not_reached ();
}

static void
encode_line (JlyLogExportLine *line)
{
  g_clear_pointer (&line->bytes, g_bytes_unref);
  line->bytes = jly_log_entry_encode (line->entry, NULL);
  g_assert_nonnull (line->bytes);
}

/* Makes the lines a log that identity stands for: numbers, tree and signature are right. */
static void
sign_anew (JlyLogExport *log, const JlyIdentity *identity)
{
  JlyMerkleFrontier tree = { 0 };

  for (guint i = 1; i <= log->lines->len; i++)
    {
      JlyLogExportLine *line = line_of (log, i);
      JlyMerkleHash leaf;

      line->entry->number = i;
      encode_line (line);
      leaf = jly_merkle_leaf (g_bytes_get_data (line->bytes, NULL), g_bytes_get_size (line->bytes));
      jly_merkle_frontier_append (&tree, &leaf);
    }
  log->head.size = tree.size;
  log->head.root = jly_merkle_frontier_root (&tree);
  jly_log_head_sign (&log->head, identity, log->signature);
}

static void
assert_fault (const JlyLogExport *log, JlyLogFault fault)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = jly_log_verify (log, &error);

  g_assert_true (ok == (fault == JLY_N_LOG_FAULTS));
  g_assert_cmpstr (error != NULL ? jly_error_get_detail (error)->step : "none", ==,
                   ok ? "none" : jly_log_fault_name (fault));
}

static void
assert_fault_of_both (JlyLogExport *a, JlyLogExport *b, JlyLogFault fault, const char *file)
{
  static const char *const names[] = { "a.jlylog", "b.jlylog" };
  JlyLogExport *const logs[] = { a, b };
  g_autoptr (GError) error = NULL;
  gboolean ok = jly_log_verify_all (logs, names, 2, &error);

  g_assert_true (ok == (fault == JLY_N_LOG_FAULTS));
  if (ok)
    return;
  g_assert_cmpstr (jly_error_get_detail (error)->step, ==, jly_log_fault_name (fault));
  g_assert_cmpstr (jly_error_get_detail (error)->file, ==, file);
}

static void
test_true (Logs *self, gconstpointer data)
{
  g_autofree char *owner = jly_log_dup_owner (self->other);

  assert_fault (self->log, JLY_N_LOG_FAULTS);
  assert_fault (self->other, JLY_N_LOG_FAULTS);
  assert_fault_of_both (self->log, self->other, JLY_N_LOG_FAULTS, NULL);
  g_assert_cmpstr (owner, ==, "harbour");
}

/* What only some may see is not in the file. */
static void
test_kept_back (Logs *self, gconstpointer data)
{
  g_assert_null (line_of (self->log, find (self->log, JLY_LOG_INPUTS))->body);
  g_assert_null (line_of (self->log, find (self->log, JLY_LOG_ANSWER))->body);
  g_assert_nonnull (line_of (self->log, find (self->log, JLY_LOG_DECISION))->body);
}

static void
test_every_byte (Logs *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = jly_log_export_encode (self->log);
  gsize n;
  const guint8 *whole = g_bytes_get_data (bytes, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (whole, n);
      g_autoptr (GBytes) other = NULL;
      g_autoptr (JlyLogExport) log = NULL;

      changed[i] ^= (guint8)(1 << i % 8);
      other = g_bytes_new (changed, n);
      log = jly_log_export_decode (other, NULL);
      g_assert_false (log != NULL && jly_log_verify (log, NULL));
    }
  for (gsize i = 0; i < n; i += 7)
    {
      g_autoptr (GBytes) shorter = g_bytes_new (whole, i);
      g_autoptr (JlyLogExport) log = jly_log_export_decode (shorter, NULL);

      g_assert_false (log != NULL && jly_log_verify (log, NULL));
    }
}

/* Without the owner's keys. */
static void
test_by_others (Logs *self, gconstpointer data)
{
  JlyLogExportLine *line;
  gpointer swapped;

  self->log->signature[0] ^= 1;
  assert_fault (self->log, JLY_LOG_FAULT_HEAD);
  self->log->signature[0] ^= 1;
  swapped = self->log->lines->pdata[3];
  self->log->lines->pdata[3] = self->log->lines->pdata[4];
  self->log->lines->pdata[4] = swapped;
  assert_fault (self->log, JLY_LOG_FAULT_REORDERED);
  self->log->lines->pdata[4] = self->log->lines->pdata[3];
  self->log->lines->pdata[3] = swapped;
  assert_fault (self->log, JLY_N_LOG_FAULTS);
  line = line_of (self->log, self->log->lines->len);
  g_free (line->entry->what);
  line->entry->what = g_strdup ("told nothing");
  encode_line (line);
  assert_fault (self->log, JLY_LOG_FAULT_EDITED);
  g_ptr_array_remove_index (self->log->lines, self->log->lines->len - 1);
  assert_fault (self->log, JLY_LOG_FAULT_SHORTENED);
  g_ptr_array_remove_index (self->log->lines, 4);
  assert_fault (self->log, JLY_LOG_FAULT_REMOVED);
}

static void
test_other_body (Logs *self, gconstpointer data)
{
  JlyLogExportLine *line = line_of (self->log, find (self->log, JLY_LOG_SIGNATURE));
  g_autoptr (GBytes) content = jly_log_body_get_content (line->body);

  /* The same content with another salt. */
  g_bytes_unref (line->body);
  line->body = jly_log_body_salt (content);
  assert_fault (self->log, JLY_LOG_FAULT_BODY);
  g_clear_pointer (&line->body, g_bytes_unref);
  assert_fault (self->log, JLY_LOG_FAULT_BODY);
}

/* Puts content in place of what a line stands for. */
static void
replace_body (JlyLogExportLine *line, GBytes *content)
{
  g_bytes_unref (line->body);
  line->body = jly_log_body_salt (content);
  jly_log_body_hash (line->body, line->entry->body);
}

static void
test_signature (Logs *self, gconstpointer kind)
{
  JlyLogExportLine *line = line_of (self->log, find (self->log, GPOINTER_TO_UINT (kind)));
  g_autoptr (GBytes) before = jly_log_body_get_content (line->body);
  g_autoptr (GArray) items = jly_log_items_decode (before, NULL);
  g_autoptr (GBytes) after = NULL;

  g_array_index (items, JlySigned, items->len - 1).signature[9] ^= 1;
  after = jly_log_items_encode ((const JlySigned *)items->data, items->len);
  replace_body (line, after);
  sign_anew (self->log, self->north.base.people[NORTH]);
  assert_fault (self->log, JLY_LOG_FAULT_SIGNATURE);
}

/* A yes said to have come from somebody else. */
static void
test_other_signer (Logs *self, gconstpointer data)
{
  JlyLogExportLine *line = line_of (self->log, find (self->log, JLY_LOG_DECISION));
  g_autoptr (GBytes) before = jly_log_body_get_content (line->body);
  g_autoptr (GArray) items = jly_log_items_decode (before, NULL);
  g_autoptr (GBytes) after = NULL;

  g_array_index (items, JlySigned, 0).signer = OFFICER;
  after = jly_log_items_encode ((const JlySigned *)items->data, items->len);
  replace_body (line, after);
  sign_anew (self->log, self->north.base.people[NORTH]);
  assert_fault (self->log, JLY_LOG_FAULT_SIGNATURE);
}

static void
test_other_subject (Logs *self, gconstpointer kind)
{
  line_of (self->log, find (self->log, GPOINTER_TO_UINT (kind)))->entry->subject[0] ^= 1;
  sign_anew (self->log, self->north.base.people[NORTH]);
  assert_fault (self->log, GPOINTER_TO_UINT (kind) == JLY_LOG_ATTEMPT ? JLY_LOG_FAULT_ORDER
                                                                      : JLY_LOG_FAULT_BODY);
}

static void
test_order (Logs *self, gconstpointer data)
{
  guint question = find (self->log, JLY_LOG_QUESTION);
  guint decision = find (self->log, JLY_LOG_DECISION);
  guint attempt = find (self->log, JLY_LOG_ATTEMPT);
  g_autofree gpointer *lines
      = g_memdup2 (self->log->lines->pdata, self->log->lines->len * sizeof (gpointer));

  self->log->lines->pdata[question - 1] = lines[decision - 1];
  self->log->lines->pdata[decision - 1] = lines[question - 1];
  sign_anew (self->log, self->north.base.people[NORTH]);
  assert_fault (self->log, JLY_LOG_FAULT_ORDER);
  memcpy (self->log->lines->pdata, lines, self->log->lines->len * sizeof (gpointer));
  self->log->lines->pdata[attempt - 1] = lines[attempt];
  self->log->lines->pdata[attempt] = lines[attempt - 1];
  sign_anew (self->log, self->north.base.people[NORTH]);
  assert_fault (self->log, JLY_LOG_FAULT_ORDER);
}

static void
test_contract (Logs *self, gconstpointer data)
{
  g_autofree char *study = g_strdup (self->log->head.study_id);

  memset (self->log->head.study_id, 'e', 32);
  sign_anew (self->log, self->north.base.people[NORTH]);
  assert_fault (self->log, JLY_LOG_FAULT_CONTRACT);
  g_strlcpy (self->log->head.study_id, study, sizeof self->log->head.study_id);
  line_of (self->log, 2)->entry->version = 2;
  sign_anew (self->log, self->north.base.people[NORTH]);
  assert_fault (self->log, JLY_LOG_FAULT_CONTRACT);
  line_of (self->log, 2)->entry->version = 1;
  g_ptr_array_remove_index (self->log->lines, 0);
  sign_anew (self->log, self->north.base.people[NORTH]);
  assert_fault (self->log, JLY_LOG_FAULT_CONTRACT);
}

static void
test_owner (Logs *self, gconstpointer data)
{
  g_autoptr (JlyIdentity) nobody = jly_identity_generate ();

  sign_anew (self->log, nobody);
  assert_fault (self->log, JLY_LOG_FAULT_OWNER);
}

/* What the owner wrote before its own decision cannot be rewritten: the decision says how it was.
 */
static void
test_own_past (Logs *self, gconstpointer data)
{
  JlyLogExportLine *line = line_of (self->log, 2);

  line->entry->moment++;
  sign_anew (self->log, self->north.base.people[NORTH]);
  assert_fault (self->log, JLY_LOG_FAULT_FORKED);
}

/* What came after can, but not before those who keep the head. */
static void
test_forked (Logs *self, gconstpointer data)
{
  JlyLogExportLine *line = line_of (self->log, self->log->lines->len);

  g_free (line->entry->what);
  line->entry->what = g_strdup ("told nothing");
  sign_anew (self->log, self->north.base.people[NORTH]);
  assert_fault (self->log, JLY_N_LOG_FAULTS);
  assert_fault_of_both (self->log, self->other, JLY_LOG_FAULT_FORKED, "a.jlylog");
  assert_fault_of_both (self->other, self->log, JLY_LOG_FAULT_FORKED, "b.jlylog");
}

static void
test_rolled_back (Logs *self, gconstpointer data)
{
  g_ptr_array_remove_index (self->log->lines, self->log->lines->len - 1);
  sign_anew (self->log, self->north.base.people[NORTH]);
  assert_fault (self->log, JLY_N_LOG_FAULTS);
  assert_fault_of_both (self->log, self->other, JLY_LOG_FAULT_ROLLED_BACK, "a.jlylog");
  /* Also by the decision alone, which harbour got before it was given any head. */
  while (line_of (self->log, self->log->lines->len)->entry->kind != JLY_LOG_SIGNATURE)
    g_ptr_array_remove_index (self->log->lines, self->log->lines->len - 1);
  sign_anew (self->log, self->north.base.people[NORTH]);
  g_ptr_array_remove_index (self->other->lines, self->other->lines->len - 1);
  sign_anew (self->other, self->north.base.people[HARBOUR]);
  assert_fault_of_both (self->log, self->other, JLY_LOG_FAULT_ROLLED_BACK, "a.jlylog");
}

/* Two logs that north itself showed to two others, of one length. */
static void
test_two_faces (Logs *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = jly_log_export_encode (self->log);
  g_autoptr (JlyLogExport) twin = jly_log_export_decode (bytes, NULL);

  assert_fault_of_both (self->log, twin, JLY_N_LOG_FAULTS, NULL);
  line_of (twin, twin->lines->len)->entry->moment++;
  sign_anew (twin, self->north.base.people[NORTH]);
  assert_fault_of_both (self->log, twin, JLY_LOG_FAULT_FORKED, "a.jlylog");
}

static void
test_other_study (Logs *self, gconstpointer data)
{
  Kept third;
  g_autoptr (JlyLogExport) log = NULL;

  kept_set_up (&third);
  kept_begin (&third);
  log = export_log (&third);
  assert_fault (log, JLY_N_LOG_FAULTS);
  assert_fault_of_both (self->log, log, JLY_LOG_FAULT_STUDY, "b.jlylog");
  kept_tear_down (&third);
}

/* A head is kept only if one of the parties signed it. */
static void
test_keep_head (Logs *self, gconstpointer data)
{
  g_autoptr (JlyIdentity) nobody = jly_identity_generate ();
  g_autoptr (GError) error = NULL;
  JlyLogHead head = self->log->head;
  guint8 signature[64];

  jly_log_head_sign (&head, nobody, signature);
  g_assert_false (jly_store_keep_head (self->harbour.kept, &head, signature, NOW, &error));
  g_assert_cmpint (jly_refusal_get_rule (error), ==, JLY_REFUSAL_SIGNATURE);
  jly_log_head_sign (&head, self->north.base.people[RIDGE], signature);
  signature[3] ^= 1;
  g_assert_false (jly_store_keep_head (self->harbour.kept, &head, signature, NOW, NULL));
  signature[3] ^= 1;
  g_assert_true (jly_store_keep_head (self->harbour.kept, &head, signature, NOW, NULL));
}

/* Every field of an entry and of a head is in the bytes, and only in one form. */
static void
test_fields (Logs *self, gconstpointer data)
{
  JlyLogEntry *entry = line_of (self->log, find (self->log, JLY_LOG_DECISION))->entry;
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);

  g_assert_true (g_hash_table_add (seen, jly_log_entry_encode (entry, NULL)));
  entry->number++;
  g_assert_true (g_hash_table_add (seen, jly_log_entry_encode (entry, NULL)));
  entry->moment++;
  g_assert_true (g_hash_table_add (seen, jly_log_entry_encode (entry, NULL)));
  entry->version++;
  g_assert_true (g_hash_table_add (seen, jly_log_entry_encode (entry, NULL)));
  entry->kind = JLY_LOG_REFUSAL;
  g_assert_true (g_hash_table_add (seen, jly_log_entry_encode (entry, NULL)));
  entry->subject[31]++;
  g_assert_true (g_hash_table_add (seen, jly_log_entry_encode (entry, NULL)));
  entry->body[31]++;
  g_assert_true (g_hash_table_add (seen, jly_log_entry_encode (entry, NULL)));
  entry->who[0]++;
  g_assert_true (g_hash_table_add (seen, jly_log_entry_encode (entry, NULL)));
  g_free (entry->what);
  entry->what = g_strdup ("other words");
  g_assert_true (g_hash_table_add (seen, jly_log_entry_encode (entry, NULL)));
  entry->number = 0;
  {
    g_autoptr (GBytes) bytes = jly_log_entry_encode (entry, NULL);
    g_autoptr (JlyLogEntry) decoded = jly_log_entry_decode (bytes, NULL);

    g_assert_null (decoded);
  }
}

static void
add (const char *name, void (*test) (Logs *, gconstpointer), gconstpointer data)
{
  g_test_add (name, Logs, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/log/true", test_true, NULL);
  add ("/log/kept-back", test_kept_back, NULL);
  add ("/log/every-byte", test_every_byte, NULL);
  add ("/log/by-others", test_by_others, NULL);
  add ("/log/other-body", test_other_body, NULL);
  add ("/log/signature/contract", test_signature, GUINT_TO_POINTER (JLY_LOG_SIGNATURE));
  add ("/log/signature/question", test_signature, GUINT_TO_POINTER (JLY_LOG_QUESTION));
  add ("/log/signature/decision", test_signature, GUINT_TO_POINTER (JLY_LOG_DECISION));
  add ("/log/other-signer", test_other_signer, NULL);
  add ("/log/other-subject/question", test_other_subject, GUINT_TO_POINTER (JLY_LOG_QUESTION));
  add ("/log/other-subject/decision", test_other_subject, GUINT_TO_POINTER (JLY_LOG_DECISION));
  add ("/log/other-subject/attempt", test_other_subject, GUINT_TO_POINTER (JLY_LOG_ATTEMPT));
  add ("/log/order", test_order, NULL);
  add ("/log/contract", test_contract, NULL);
  add ("/log/owner", test_owner, NULL);
  add ("/log/own-past", test_own_past, NULL);
  add ("/log/forked", test_forked, NULL);
  add ("/log/rolled-back", test_rolled_back, NULL);
  add ("/log/two-faces", test_two_faces, NULL);
  add ("/log/other-study", test_other_study, NULL);
  add ("/log/keep-head", test_keep_head, NULL);
  add ("/log/fields", test_fields, NULL);
  return g_test_run ();
}
