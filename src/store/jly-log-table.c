/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * See jly-log-table.h. The study's row in log_head holds what is needed to go on with the tree, and
 * the signature over size and root, so that no line can be changed, dropped, moved or cut off.
 */
#include "config.h"

#include "store/jly-log-table.h"

#include "base/jly-cbor-reader.h"
#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* What log_head holds. */
typedef struct
{
  JlyMerkleFrontier tree;
  gint64 moment;
  gboolean is_sealed; /* came from a sealed record, and so is signed */
  guint8 signature[64];
} Head;

static void
free_row (gpointer data)
{
  JlyLogRow *row = data;

  jly_log_entry_free (row->entry);
  g_clear_pointer (&row->bytes, g_bytes_unref);
  g_clear_pointer (&row->body, g_bytes_unref);
  g_free (row);
}

void
jly_log_rows_free (JlyLogRows *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static gboolean
fail_changed (guint64 number, GError **error)
{
  JlyErrorDetail detail = {
    .row = number,
    .next = _ ("Do not rely on this log; compare it with the other parties' logs."),
  };

  return jly_fail (
      error, JLY_ERROR_DATA, &detail,
      _ ("Line %" PRIu64 " of this study's log was changed or removed after it was written."),
      number);
}

static GBytes *
encode_head (const Head *head)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_array (writer, 4);
  jly_cbor_put_uint (writer, head->tree.size);
  jly_cbor_put_bytes (writer, (const guint8 *)head->tree.peaks, head->tree.n * JLY_MERKLE_BYTES);
  jly_cbor_put_uint (writer, (guint64)head->moment);
  jly_cbor_put_bytes (writer, head->signature, sizeof head->signature);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

static gboolean
decode_head (GBytes *bytes, Head *head)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the head of the log");
  guint64 moment = 0;
  gsize n;

  jly_cbor_enter_array (reader, "head", 4, &n);
  jly_cbor_get_uint (reader, "size", G_MAXINT64, &head->tree.size);
  head->tree.n = (guint)__builtin_popcountll (head->tree.size);
  jly_cbor_get_fixed_bytes (reader, "peaks", (guint8 *)head->tree.peaks,
                            head->tree.n * JLY_MERKLE_BYTES);
  jly_cbor_get_uint (reader, "moment", G_MAXINT64, &moment);
  jly_cbor_get_fixed_bytes (reader, "signature", head->signature, sizeof head->signature);
  jly_cbor_leave (reader);
  head->moment = (gint64)moment;
  return jly_cbor_reader_finish (reader, NULL);
}

static void
describe_head (const char *study_id, const Head *head, JlyLogHead *out)
{
  memset (out, 0, sizeof *out);
  g_strlcpy (out->study_id, study_id, sizeof out->study_id);
  out->size = head->tree.size;
  out->root = jly_merkle_frontier_root (&head->tree);
  out->moment = head->moment;
}

static gboolean
verify_head (JlyStore *self, const char *study_id, const Head *head)
{
  guint8 link[32], sealing[32];
  JlyLogHead described;

  describe_head (study_id, head, &described);
  jly_identity_get_public (self->identity, described.owner, link, sealing);
  return jly_log_head_verify (&described, head->signature);
}

static gboolean
is_checked (JlyStore *self, const char *study_id, GBytes *bytes)
{
  GBytes *known = self->checked != NULL ? g_hash_table_lookup (self->checked, study_id) : NULL;

  return known != NULL && g_bytes_equal (known, bytes);
}

/* A head that an unlocked store wrote was signed by its owner. The same bytes are not verified
 * again: a look at a study reads its log half a dozen times. */
static gboolean
check_signature (JlyStore *self, const char *study_id, const Head *head, GBytes *bytes)
{
  if (!head->is_sealed || is_checked (self, study_id, bytes))
    return TRUE;
  if (!verify_head (self, study_id, head))
    return FALSE;
  if (self->checked == NULL)
    self->checked
        = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  g_hash_table_insert (self->checked, g_strdup (study_id), g_bytes_ref (bytes));
  return TRUE;
}

static gboolean
open_head (JlyStore *self, const char *study_id, sqlite3_stmt *stmt, Head *head, GError **error)
{
  gint64 size = sqlite3_column_int64 (stmt, 0);
  g_autoptr (GBytes) kept = jly_sql_dup_blob (stmt, 2);
  g_autoptr (GBytes) plain = NULL;

  head->is_sealed = sqlite3_column_int (stmt, 1) != 0;
  plain = head->is_sealed
              ? jly_store_unseal (self, "log_head", "state", study_id, size, kept, error)
              : g_bytes_ref (kept);
  if (plain == NULL)
    return FALSE;
  if (!decode_head (plain, head) || head->tree.size != (guint64)size
      || !check_signature (self, study_id, head, plain))
    return fail_changed ((guint64)size, error);
  return TRUE;
}

/* An empty head for a study without a log. */
static gboolean
read_head (JlyStore *self, const char *study_id, Head *head, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT size, sealed, state FROM log_head WHERE study_id = ?", "t", study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  memset (head, 0, sizeof *head);
  return code == SQLITE_ROW ? open_head (self, study_id, stmt, head, error) : code == SQLITE_DONE;
}

static gboolean
write_head (JlyStore *self, const char *study_id, Head *head, GError **error)
{
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) kept = NULL;
  gboolean seal = self->identity != NULL;
  JlyLogHead described;

  if (seal)
    {
      describe_head (study_id, head, &described);
      jly_log_head_sign (&described, self->identity, head->signature);
    }
  plain = encode_head (head);
  kept = seal ? jly_store_seal (self, "log_head", "state", study_id, (gint64)head->tree.size, plain)
              : g_bytes_ref (plain);
  return jly_sql_run (self, error, "INSERT OR REPLACE INTO log_head VALUES (?, ?, ?, ?)", "tiib",
                      study_id, (gint64)head->tree.size, (gint64)seal, kept);
}

/* Seals what can be sealed, and inserts the row. */
static gboolean
insert_row (JlyStore *self,
            const char *study_id,
            gint64 number,
            GBytes *bytes,
            GBytes *salted,
            GError **error)
{
  gboolean seal = self->identity != NULL;
  g_autoptr (GBytes) entry
      = seal ? jly_store_seal (self, "log", "entry", study_id, number, bytes) : g_bytes_ref (bytes);
  g_autoptr (GBytes) body
      = salted != NULL ? jly_store_seal (self, "log", "body", study_id, number, salted) : NULL;

  return jly_sql_run (self, error,
                      "INSERT INTO log (study_id, number, sealed, entry, body) "
                      "VALUES (?, ?, ?, ?, ?)",
                      "tiibb", study_id, number, (gint64)seal, entry, body);
}

gboolean
jly_log_append (
    JlyStore *self, const char *study_id, JlyLogEntry *entry, GBytes *content, GError **error)
{
  g_autoptr (GBytes) salted = content != NULL ? jly_log_body_salt (content) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  JlyMerkleHash leaf;
  Head head;

  g_assert (entry->has_body == (content != NULL));
  if (content != NULL && !jly_store_check_unlocked (self, error))
    return FALSE;
  if (!read_head (self, study_id, &head, error))
    return FALSE;
  entry->number = head.tree.size + 1;
  if (salted != NULL)
    jly_log_body_hash (salted, entry->body);
  bytes = jly_log_entry_encode (entry, error);
  if (bytes == NULL)
    return FALSE;
  leaf = jly_merkle_leaf (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  jly_merkle_frontier_append (&head.tree, &leaf);
  head.moment = entry->moment;
  return insert_row (self, study_id, (gint64)entry->number, bytes, salted, error)
         && write_head (self, study_id, &head, error);
}

gboolean
jly_log_get_size (JlyStore *self, const char *study_id, guint64 *size, GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error, "SELECT size FROM log_head WHERE study_id = ?", "t", study_id);
  int code = stmt != NULL ? jly_sql_step (self, stmt, error) : SQLITE_ERROR;

  *size = code == SQLITE_ROW ? (guint64)sqlite3_column_int64 (stmt, 0) : 0;
  return code != SQLITE_ERROR;
}

/* The columns id, number, sealed, entry, body; NULL if the row is not what was written. */
static JlyLogRow *
open_row (JlyStore *self, const char *study_id, sqlite3_stmt *stmt, GError **error)
{
  JlyLogRow *row = g_new0 (JlyLogRow, 1);
  gint64 number = sqlite3_column_int64 (stmt, 1);
  g_autoptr (GBytes) entry = jly_sql_dup_blob (stmt, 3);
  gboolean ok;

  row->id = sqlite3_column_int64 (stmt, 0);
  row->bytes = sqlite3_column_int (stmt, 2) != 0
                   ? jly_store_unseal (self, "log", "entry", study_id, number, entry, error)
                   : g_bytes_ref (entry);
  ok = row->bytes != NULL;
  if (ok && sqlite3_column_type (stmt, 4) != SQLITE_NULL)
    {
      g_autoptr (GBytes) body = jly_sql_dup_blob (stmt, 4);

      row->body = jly_store_unseal (self, "log", "body", study_id, number, body, error);
      ok = row->body != NULL;
    }
  if (ok)
    return row;
  free_row (row);
  return NULL;
}

/* Whether the row is entry number, and its body the one that the entry speaks of. */
static gboolean
fits (JlyLogRow *row, guint64 number)
{
  guint8 hash[JLY_LOG_HASH_BYTES];

  row->entry = jly_log_entry_decode (row->bytes, NULL);
  if (row->entry == NULL || row->entry->number != number
      || (row->entry->kind == JLY_LOG_EARLIER
          && strcmp (row->entry->what, JLY_LOG_CHAIN_HELD) != 0))
    return FALSE;
  if (row->body == NULL)
    return TRUE;
  jly_log_body_hash (row->body, hash);
  return row->entry->has_body && memcmp (hash, row->entry->body, sizeof hash) == 0;
}

static gboolean
read_rows (JlyStore *self,
           const char *study_id,
           JlyMerkleFrontier *tree,
           GPtrArray *rows,
           gboolean *has_sealed,
           GError **error)
{
  g_autoptr (JlySqlStatement) stmt = jly_sql_prepare (
      self, error,
      "SELECT id, number, sealed, entry, body FROM log WHERE study_id = ? ORDER BY number", "t",
      study_id);
  int code = SQLITE_ERROR;

  while (stmt != NULL && (code = jly_sql_step (self, stmt, error)) == SQLITE_ROW)
    {
      JlyLogRow *row = open_row (self, study_id, stmt, error);
      JlyMerkleHash leaf;

      if (row == NULL)
        return FALSE;
      g_ptr_array_add (rows, row);
      if (!fits (row, rows->len))
        return fail_changed (rows->len, error);
      *has_sealed |= sqlite3_column_int (stmt, 2) != 0;
      leaf = jly_merkle_leaf (g_bytes_get_data (row->bytes, NULL), g_bytes_get_size (row->bytes));
      jly_merkle_frontier_append (tree, &leaf);
    }
  return code == SQLITE_DONE;
}

/* All zeros beyond what is used, so that heads compare as bytes. */
static gboolean
is_same_tree (const JlyMerkleFrontier *a, const JlyMerkleFrontier *b)
{
  return a->size == b->size && a->n == b->n
         && memcmp (a->peaks, b->peaks, a->n * sizeof a->peaks[0]) == 0;
}

JlyLogRows *
jly_log_read (JlyStore *self, const char *study_id, GError **error)
{
  g_autoptr (JlyLogRows) log = g_new0 (JlyLogRows, 1);
  JlyMerkleFrontier tree = { 0 };
  gboolean has_sealed = FALSE;
  Head head;

  log->rows = g_ptr_array_new_with_free_func (free_row);
  if (!read_head (self, study_id, &head, error)
      || !read_rows (self, study_id, &tree, log->rows, &has_sealed, error))
    return NULL;
  /* A head that is not sealed cannot belong to entries that are: somebody without the key wrote
   * it. */
  if (!is_same_tree (&tree, &head.tree) || (has_sealed && !head.is_sealed))
    {
      fail_changed (MIN (tree.size, head.tree.size) + 1, error);
      return NULL;
    }
  describe_head (study_id, &head, &log->head);
  log->is_signed = head.is_sealed;
  memcpy (log->signature, head.signature, sizeof log->signature);
  return g_steal_pointer (&log);
}

gboolean
jly_log_delete (JlyStore *self, const char *study_id, GError **error)
{
  return jly_sql_run (self, error, "DELETE FROM log WHERE study_id = ?", "t", study_id)
         && jly_sql_run (self, error, "DELETE FROM log_head WHERE study_id = ?", "t", study_id);
}
