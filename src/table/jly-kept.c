/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-kept.h. What is taken from an import, and how it comes back to one. */
#include "config.h"

#include "table/jly-kept.h"

#include "base/jly-rules-cbor.h"
#include "table/jly-kept-private.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

static void
free_edit (gpointer data)
{
  JlyKeptEdit *edit = data;

  g_free (edit->header);
  g_free (edit->before);
  g_free (edit->after);
  g_free (edit);
}

JlyKept *
jly_kept_new_empty (void)
{
  JlyKept *self = g_new0 (JlyKept, 1);

  self->edits = g_ptr_array_new_with_free_func (free_edit);
  self->confirmed = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (JlyKeptLeft));
  return self;
}

void
jly_kept_free (JlyKept *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_clear_pointer (&self->profile, jly_profile_free);
  g_ptr_array_unref (self->edits);
  g_ptr_array_unref (self->confirmed);
  g_array_unref (self->rows);
  g_free (self);
}

/* Names and cells with their ends, so that no two sheets give the same bytes. */
static void
digest_sheet (JlySheet *sheet, guint8 digest[JLY_KEPT_DIGEST_BYTES])
{
  const guint n_columns = jly_sheet_get_n_columns (sheet);
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, JLY_KEPT_DIGEST_BYTES);
  for (guint k = 0; k < n_columns; k++)
    {
      const char *header = jly_sheet_get_header (sheet, k);

      crypto_generichash_update (&state, (const guint8 *)header, strlen (header) + 1);
    }
  for (gsize row = 0; row < jly_sheet_get_n_rows (sheet); row++)
    {
      const guint64 file_row = jly_sheet_get_file_row (sheet, row);

      crypto_generichash_update (&state, (const guint8 *)&file_row, sizeof file_row);
      for (guint k = 0; k < n_columns; k++)
        {
          const char *cell = jly_sheet_get_cell (sheet, row, k);

          crypto_generichash_update (&state, (const guint8 *)cell, strlen (cell) + 1);
        }
    }
  crypto_generichash_final (&state, digest, JLY_KEPT_DIGEST_BYTES);
}

/* Of a row of the file, as it was read. */
static void
digest_row (JlySheet *file, gsize row, guint8 digest[JLY_KEPT_DIGEST_BYTES])
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, JLY_KEPT_DIGEST_BYTES);
  for (guint k = 0; k < jly_sheet_get_n_columns (file); k++)
    {
      const char *cell = jly_sheet_get_cell (file, row, k);

      crypto_generichash_update (&state, (const guint8 *)cell, strlen (cell) + 1);
    }
  crypto_generichash_final (&state, digest, JLY_KEPT_DIGEST_BYTES);
}

static void
digest_rules (const JlyRules *rules, guint8 digest[JLY_KEPT_DIGEST_BYTES])
{
  g_autoptr (GBytes) bytes = jly_rules_encode (rules);

  memset (digest, 0, JLY_KEPT_DIGEST_BYTES);
  if (bytes != NULL)
    crypto_generichash (digest, JLY_KEPT_DIGEST_BYTES, g_bytes_get_data (bytes, NULL),
                        g_bytes_get_size (bytes), NULL, 0);
}

static void
take_edits (JlyKept *self, JlyImport *import)
{
  JlySheet *file = jly_import_get_file (import);
  g_autoptr (GArray) list = jly_edits_list (jly_import_get_edits (import));

  for (guint i = 0; i < list->len; i++)
    {
      const JlyEdit *from = &g_array_index (list, JlyEdit, i);
      JlyKeptEdit *edit = g_new0 (JlyKeptEdit, 1);

      edit->file_row = jly_sheet_get_file_row (file, from->row);
      edit->header = g_strdup (jly_sheet_get_header (file, from->column));
      edit->before = g_strdup (from->before);
      edit->after = g_strdup (from->after);
      g_ptr_array_add (self->edits, edit);
    }
}

static void
take_rows (JlyKept *self, JlyImport *import)
{
  JlySheet *file = jly_import_get_file (import);
  g_autoptr (GArray) list = jly_edits_list_out (jly_import_get_edits (import));

  for (guint i = 0; i < list->len; i++)
    {
      const gsize row = g_array_index (list, gsize, i);
      JlyKeptLeft kept = { .file_row = jly_sheet_get_file_row (file, row) };

      digest_row (file, row, kept.digest);
      g_array_append_val (self->rows, kept);
    }
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

void
jly_kept_digest_file (JlyImport *import, guint8 digest[JLY_KEPT_DIGEST_BYTES])
{
  digest_sheet (jly_import_get_file (import), digest);
}

JlyKept *
jly_kept_new (JlyImport *import)
{
  guint8 digest[JLY_KEPT_DIGEST_BYTES];

  jly_kept_digest_file (import, digest);
  return jly_kept_new_of (import, digest);
}

JlyKept *
jly_kept_new_of (JlyImport *import, const guint8 digest[JLY_KEPT_DIGEST_BYTES])
{
  g_autoptr (JlyKept) self = jly_kept_new_empty ();
  g_autoptr (GBytes) bytes = NULL;
  GHashTableIter iter;
  gpointer key;

  self->name = g_strdup (jly_sheet_get_name (jly_import_get_file (import)));
  memcpy (self->digest, digest, JLY_KEPT_DIGEST_BYTES);
  digest_rules (jly_import_get_rules (import), self->rules);
  self->profile = jly_import_dup_profile (import);
  take_edits (self, import);
  take_rows (self, import);
  g_hash_table_iter_init (&iter, jly_import_get_confirmed (import));
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (self->confirmed, g_strdup (key));
  /* The same work gives the same bytes. */
  g_ptr_array_sort (self->confirmed, compare_texts);
  bytes = jly_kept_encode (self);
  return bytes != NULL ? g_steal_pointer (&self) : NULL;
}

static void
apply_profile (const JlyKept *self, JlyImport *import)
{
  const JlyRules *rules = jly_import_get_rules (import);

  if (!jly_profile_fits (self->profile, jly_import_get_file (import), rules))
    return;
  for (guint i = 0; i < self->profile->columns->len; i++)
    {
      const JlyProfileColumn *from = g_ptr_array_index (self->profile->columns, i);
      const guint k = (guint)jly_rules_find_column (rules, from->id);
      const int column = jly_profile_find_header (jly_import_get_file (import), from->header);

      if (jly_import_get_match (import, k)->sheet_column != column)
        jly_import_set_match (import, k, column);
      jly_import_set_remembered (import, k, from);
    }
}

/* Whether the cell is there and has the text that was corrected. */
static gboolean
find_cell (const JlyKeptEdit *edit, JlySheet *sheet, gsize *row, guint *column)
{
  const int found = jly_profile_find_header (sheet, edit->header);
  g_autofree char *text = NULL;

  *row = jly_sheet_find_row (sheet, edit->file_row);
  if (found < 0 || *row == jly_sheet_get_n_rows (sheet))
    return FALSE;
  *column = (guint)found;
  text = g_utf8_normalize (jly_sheet_get_cell (sheet, *row, *column), -1, G_NORMALIZE_NFC);
  return g_strcmp0 (text, edit->before) == 0;
}

/* Whether the row is there and says what it said when it was left out. */
static gboolean
find_same_row (const JlyKeptLeft *kept, JlySheet *file, gsize *row)
{
  guint8 digest[JLY_KEPT_DIGEST_BYTES];

  *row = jly_sheet_find_row (file, kept->file_row);
  if (*row == jly_sheet_get_n_rows (file))
    return FALSE;
  digest_row (file, *row, digest);
  return memcmp (digest, kept->digest, sizeof digest) == 0;
}

static guint
count_same (const JlyKept *self, JlyImport *import)
{
  guint n = 0;
  gsize place;

  for (guint i = 0; i < self->rows->len; i++)
    n += find_same_row (&g_array_index (self->rows, JlyKeptLeft, i), jly_import_get_file (import),
                        &place);

  for (guint i = 0; i < self->edits->len; i++)
    {
      gsize row;
      guint column;

      n += find_cell (g_ptr_array_index (self->edits, i), jly_import_get_file (import), &row,
                      &column);
    }
  return n;
}

/* Of the rows that are the same. */
static void
leave_out (const JlyKept *self, JlyImport *import, gboolean is_out)
{
  gsize row;

  for (guint i = 0; i < self->rows->len; i++)
    if (find_same_row (&g_array_index (self->rows, JlyKeptLeft, i), jly_import_get_file (import),
                       &row))
      jly_import_leave_out (import, row, is_out);
}

void
jly_kept_apply_offered (const JlyKept *self, JlyImport *import)
{
  for (guint i = 0; i < self->edits->len; i++)
    {
      const JlyKeptEdit *edit = g_ptr_array_index (self->edits, i);
      gsize row;
      guint column;

      if (find_cell (edit, jly_import_get_file (import), &row, &column))
        jly_import_edit (import, row, column, edit->after);
    }
  leave_out (self, import, TRUE);
  jly_import_refresh (import);
}

/* The correction of this cell that is there now, if the cell is the same; NULL: none. */
static const char *
find_correction (const JlyKeptEdit *edit, JlyImport *import, gsize *row, guint *column)
{
  if (!find_cell (edit, jly_import_get_file (import), row, column))
    return NULL;
  return jly_edits_get (jly_import_get_edits (import), *row, *column);
}

gboolean
jly_kept_is_in_place (const JlyKept *self, JlyImport *import)
{
  gsize place;

  for (guint i = 0; i < self->rows->len; i++)
    if (!find_same_row (&g_array_index (self->rows, JlyKeptLeft, i), jly_import_get_file (import),
                        &place)
        || !jly_edits_is_out (jly_import_get_edits (import), place))
      return FALSE;
  for (guint i = 0; i < self->edits->len; i++)
    {
      const JlyKeptEdit *edit = g_ptr_array_index (self->edits, i);
      gsize row;
      guint column;

      if (g_strcmp0 (find_correction (edit, import, &row, &column), edit->after) != 0)
        return FALSE;
    }
  return TRUE;
}

void
jly_kept_take_back (const JlyKept *self, JlyImport *import)
{
  leave_out (self, import, FALSE);
  for (guint i = 0; i < self->edits->len; i++)
    {
      const JlyKeptEdit *edit = g_ptr_array_index (self->edits, i);
      gsize row;
      guint column;

      if (g_strcmp0 (find_correction (edit, import, &row, &column), edit->after) == 0)
        jly_import_edit (import, row, column,
                         jly_sheet_get_cell (jly_import_get_file (import), row, column));
    }
}

void
jly_kept_apply_confirmed (const JlyKept *self, JlyImport *import)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  guint8 rules[JLY_KEPT_DIGEST_BYTES];

  digest_rules (jly_import_get_rules (import), rules);
  if (memcmp (rules, self->rules, sizeof rules) != 0)
    return;
  for (guint i = 0; i < self->confirmed->len; i++)
    g_hash_table_add (keys, g_ptr_array_index (self->confirmed, i));
  jly_import_set_confirmed (import, keys);
}

static char *
describe_same (const JlyKeptReport *report)
{
  if (report->n_edits == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u correction from last time is in place again.",
                                    "%u corrections from last time are in place again.",
                                    report->n_edits),
                          report->n_edits);
}

static char *
describe_changed (const JlyKeptReport *report)
{
  g_autofree char *offered = NULL;

  if (report->n_edits == 0 && report->n_gone == 0)
    return NULL;
  offered = g_strdup_printf (
      ngettext ("The file was changed since: %u correction still fits; shall it be made again?",
                "The file was changed since: %u corrections still fit; shall they be made again?",
                report->n_edits),
      report->n_edits);
  if (report->n_edits > 0 && report->n_gone == 0)
    return g_steal_pointer (&offered);
  if (report->n_edits == 0)
    return g_strdup_printf (
        ngettext ("The file was changed since, and %u correction no longer fits.",
                  "The file was changed since, and %u corrections no longer "
                  "fit.",
                  report->n_gone),
        report->n_gone);
  /* Translators: the first is a sentence of its own. */
  return g_strdup_printf (
      ngettext ("%s %u other no longer fits.", "%s %u others no longer fit.", report->n_gone),
      offered, report->n_gone);
}

void
jly_kept_apply (const JlyKept *self, JlyImport *import, JlyKeptReport *report)
{
  guint8 digest[JLY_KEPT_DIGEST_BYTES];

  memset (report, 0, sizeof *report);
  digest_sheet (jly_import_get_file (import), digest);
  report->is_same_file = memcmp (digest, self->digest, sizeof digest) == 0;
  report->n_edits = count_same (self, import);
  report->n_gone = self->edits->len + self->rows->len - report->n_edits;
  apply_profile (self, import);
  /* A confirmation is of a row and its text, so that it holds where both are still the same. */
  jly_kept_apply_confirmed (self, import);
  if (report->is_same_file)
    jly_kept_apply_offered (self, import);
  jly_import_refresh (import);
  report->words = report->is_same_file ? describe_same (report) : describe_changed (report);
}
