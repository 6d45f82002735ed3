/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A log that anybody exported, and the pieces it is made of: what is taken is written the same
 * again, and checking ends with a true log or a named fault. Besides as it came, the log is checked
 * after an owner of known keys has signed it, as a party that cheats would, so that what lies
 * behind the head's signature is reached.
 */
#include "config.h"

#include "base/jly-error.h"
#include "fuzz/fuzz.h"
#include "store/jly-log-items.h"
#include "store/jly-log-verify.h"

#include <string.h>

const char *const fuzz_name = "log";

static JlyIdentity *
make_owner (void)
{
  guint8 secret[JLY_IDENTITY_SECRET_BYTES];

  memset (secret, 7, sizeof secret);
  return jly_identity_from_secret (secret);
}

static void
sign (JlyLogExport *log)
{
  g_autoptr (JlyIdentity) owner = make_owner ();
  JlyMerkleFrontier tree = { 0 };

  for (guint i = 0; i < log->lines->len; i++)
    {
      GBytes *bytes = ((JlyLogExportLine *)log->lines->pdata[i])->bytes;
      JlyMerkleHash leaf
          = jly_merkle_leaf (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      jly_merkle_frontier_append (&tree, &leaf);
    }
  log->head.size = tree.size;
  log->head.root = jly_merkle_frontier_root (&tree);
  jly_log_head_sign (&log->head, owner, log->signature);
}

static void
check_verified (JlyLogExport *log)
{
  static const char *const names[] = { "a", "b" };
  JlyLogExport *const logs[] = { log, log };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) of_both = NULL;

  if (!jly_log_verify (log, &error))
    g_assert (jly_log_fault_of (error) != JLY_N_LOG_FAULTS);
  if (!jly_log_verify_all (logs, names, 2, &of_both))
    g_assert (jly_log_fault_of (of_both) != JLY_N_LOG_FAULTS);
  g_assert ((error == NULL) == (of_both == NULL));
}

static void
check_export (GBytes *whole)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyLogExport) log = jly_log_export_decode (whole, &error);
  g_autoptr (GBytes) again = NULL;

  g_assert ((log == NULL) == (error != NULL));
  if (log == NULL)
    return;
  again = jly_log_export_encode (log);
  g_assert (g_bytes_equal (whole, again));
  check_verified (log);
  sign (log);
  check_verified (log);
}

/* A list of before there were marks is written anew with marks of zeros. */
static gboolean
is_without_marks (GBytes *whole)
{
  return g_bytes_get_size (whole) > 0 && g_bytes_get_size (whole) % 72 == 0;
}

static void
check_old_submissions (const GArray *submissions, GBytes *again)
{
  g_autoptr (GArray) read = jly_log_submissions_decode (again, NULL);

  g_assert_nonnull (read);
  g_assert_cmpmem (read->data, read->len * sizeof (JlySubmission), submissions->data,
                   submissions->len * sizeof (JlySubmission));
}

static void
check_pieces (GBytes *whole)
{
  g_autoptr (JlyLogEntry) entry = jly_log_entry_decode (whole, NULL);
  g_autoptr (GArray) items = jly_log_items_decode (whole, NULL);
  g_autoptr (GArray) submissions = jly_log_submissions_decode (whole, NULL);
  g_autoptr (GBytes) again = NULL;
  JlyLogHead head;

  if (entry != NULL)
    again = jly_log_entry_encode (entry, NULL);
  else if (items != NULL)
    again = jly_log_items_encode ((const JlySigned *)items->data, items->len);
  else if (submissions != NULL)
    again = jly_log_submissions_encode ((const JlySubmission *)submissions->data, submissions->len);
  else if (jly_log_head_decode (whole, &head, NULL))
    again = jly_log_head_encode (&head);
  if (entry == NULL && items == NULL && submissions != NULL && is_without_marks (whole))
    check_old_submissions (submissions, again);
  else
    g_assert (again == NULL || g_bytes_equal (whole, again));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) whole = g_bytes_new (bytes, n);

  check_export (whole);
  check_pieces (whole);
  return 0;
}

static GBytes *
make_items (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("bytes", 5);
  JlySigned items[2] = { { .bytes = bytes, .signer = 3 }, { .bytes = bytes, .signer = 255 } };

  return jly_log_items_encode (items, 2);
}

/* One entry of every kind, those with a body with one that belongs to it. */
static GBytes *
make_export (void)
{
  g_autoptr (JlyLogExport) log = jly_log_export_new ();
  g_autoptr (GBytes) content = make_items ();

  g_strlcpy (log->head.study_id, "0123456789abcdef0123456789abcdef", sizeof log->head.study_id);
  for (guint kind = 0; kind < JLY_N_LOG_KINDS; kind++)
    {
      g_autoptr (JlyLogEntry) entry = jly_log_entry_new ((JlyLogKind)kind, 5, "north", "spoke");
      g_autoptr (GBytes) body = entry->has_body ? jly_log_body_salt (content) : NULL;

      entry->number = kind + 1;
      if (body != NULL)
        jly_log_body_hash (body, entry->body);
      g_assert (jly_log_export_add (log, jly_log_entry_encode (entry, NULL),
                                    body != NULL ? g_bytes_ref (body) : NULL, NULL));
    }
  sign (log);
  return jly_log_export_encode (log);
}

GBytes *
fuzz_seed (guint index)
{
  g_autoptr (JlyLogEntry) entry = jly_log_entry_new (JLY_LOG_DECISION, 5, "north", "spoke");
  JlyLogHead head = { .study_id = "study", .size = 3, .moment = 9 };
  JlySubmission submissions[2] = { { .n_rows = 3 }, { .n_rows = 4 } };

  entry->number = 1;
  switch (index)
    {
    case 0:
      return make_export ();
    case 1:
      return jly_log_entry_encode (entry, NULL);
    case 2:
      return make_items ();
    case 3:
      return jly_log_head_encode (&head);
    case 4:
      return jly_log_submissions_encode (submissions, 2);
    default:
      return NULL;
    }
}
