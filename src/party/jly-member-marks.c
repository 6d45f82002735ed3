/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a party brings the figures it brought before. Every upload is encrypted anew, and under
 * each version of a contract again, so that nobody else could tell: two answers, one of each
 * version, would show what a single party corrected in between. Its own program can tell: it keeps
 * a keyed hash of each column that it ever handed in under a random mark, takes that mark again as
 * long as no column was changed (columns may come or go), and draws another one otherwise. The
 * computing parties see the mark alone, and hold it against those of earlier versions
 * (study/jly-governance.h).
 *
 * The file of these hashes is a note of this party's own, "figures": the mark, then 64 bytes for
 * each column, the keyed hash of its id and that of its cells in their order. A party that lies
 * about its mark gives away its own figures, and no others.
 */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-secret.h"

#include <sodium.h>
#include <string.h>

#define NOTE_KIND "figures"
#define SIGNS_FIGURES "figures-mark"
#define HASH_BYTES 32

typedef struct
{
  guint8 id[HASH_BYTES];
  guint8 cells[HASH_BYTES];
} ColumnMark;

static void
put_cell (guint8 *at, const JlyFigures *figures, guint column, gsize row)
{
  guint64 value = (guint64)figures->values[column][row];

  at[0] = jly_figures_has (figures, column, row);
  for (guint b = 0; b < 8; b++)
    at[1 + b] = at[0] ? (guint8)(value >> 8 * b) : 0;
}

static void
hash_cells (const guint8 key[HASH_BYTES],
            const guint8 id[HASH_BYTES],
            const JlyFigures *figures,
            guint column,
            guint8 hash[HASH_BYTES])
{
  gsize n = HASH_BYTES + 9 * figures->n_rows;
  guint8 *bytes = jly_secret_buffer_new (n);

  memcpy (bytes, id, HASH_BYTES);
  for (gsize r = 0; r < figures->n_rows; r++)
    put_cell (bytes + HASH_BYTES + 9 * r, figures, column, r);
  jly_kdf (key, "figures-cells", bytes, n, hash);
  jly_secret_buffer_free (bytes, n);
}

/* ColumnMark of each column that is brought. */
static GArray *
hash_columns (const JlyIdentity *identity, const JlyStudy *frame, const JlyFigures *figures)
{
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (ColumnMark));
  guint8 key[HASH_BYTES];

  jly_identity_derive (identity, "figures", key);
  for (guint i = 0; i < frame->columns->len; i++)
    {
      const JlyStudyColumn *column = frame->columns->pdata[i];
      ColumnMark mark;

      jly_kdf (key, "figures-column", (const guint8 *)column->id, strlen (column->id), mark.id);
      hash_cells (key, mark.id, figures, i, mark.cells);
      g_array_append_val (columns, mark);
    }
  sodium_memzero (key, sizeof key);
  return columns;
}

static const ColumnMark *
find_column (const GArray *columns, const guint8 id[HASH_BYTES])
{
  for (guint i = 0; i < columns->len; i++)
    {
      const ColumnMark *mark = &g_array_index (columns, ColumnMark, i);

      if (memcmp (mark->id, id, HASH_BYTES) == 0)
        return mark;
    }
  return NULL;
}

/* The columns that a note of this party's own tells of; NULL for any other note. */
static GArray *
read_note (const JlyMember *self, const JlyNote *note, guint8 mark[HASH_BYTES])
{
  g_autoptr (GBytes) all = NULL;
  GArray *columns;
  gsize n;
  const guint8 *data;

  if (!g_str_equal (note->kind, NOTE_KIND) || note->parts->len != 2
      || memcmp (note->signer, self->keys.identity, sizeof note->signer) != 0
      || !jly_note_copy (note, 0, mark, HASH_BYTES))
    return NULL;
  all = jly_member_join_parts (note);
  data = g_bytes_get_data (jly_note_get (note, 1), &n);
  if (n % sizeof (ColumnMark) != 0 || !jly_note_verify (note, SIGNS_FIGURES, all))
    return NULL;
  columns = g_array_new (FALSE, TRUE, sizeof (ColumnMark));
  g_array_append_vals (columns, data, (guint)(n / sizeof (ColumnMark)));
  return columns;
}

static gboolean
is_unchanged (const GArray *kept, const GArray *brought)
{
  for (guint i = 0; i < brought->len; i++)
    {
      const ColumnMark *now = &g_array_index (brought, ColumnMark, i);
      const ColumnMark *then = find_column (kept, now->id);

      if (then != NULL && memcmp (then->cells, now->cells, HASH_BYTES) != 0)
        return FALSE;
    }
  return TRUE;
}

/* What is kept of the newest mark under which nothing was brought that differs from what is brought
 * now; NULL if there is none. Of each mark the last note counts: it has all of its columns. */
static GArray *
find_kept (const JlyMember *self, const GArray *brought, guint8 mark[HASH_BYTES])
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);

  for (guint i = self->posts->len; i > 0; i--)
    {
      g_autoptr (GArray) kept = read_note (self, self->posts->pdata[i - 1], mark);

      if (kept != NULL && g_hash_table_add (seen, g_bytes_new (mark, HASH_BYTES))
          && is_unchanged (kept, brought))
        return g_steal_pointer (&kept);
    }
  return NULL;
}

/* Whether columns came along that kept had not, which now has all. */
static gboolean
add_columns (GArray *kept, const GArray *brought)
{
  guint n = kept->len;

  for (guint i = 0; i < brought->len; i++)
    {
      const ColumnMark *mark = &g_array_index (brought, ColumnMark, i);

      if (find_column (kept, mark->id) == NULL)
        g_array_append_vals (kept, mark, 1);
    }
  return kept->len > n;
}

gboolean
jly_member_mark_figures (JlyMember *self,
                         const JlyStudy *frame,
                         const JlyFigures *figures,
                         guint8 mark[32],
                         GError **error)
{
  g_autoptr (GArray) brought = hash_columns (self->identity, frame, figures);
  g_autoptr (GArray) kept = find_kept (self, brought, mark);
  g_autoptr (GBytes) all = NULL;
  JlyNote *note;

  if (kept == NULL)
    {
      randombytes_buf (mark, HASH_BYTES);
      kept = g_array_new (FALSE, TRUE, sizeof (ColumnMark));
    }
  if (!add_columns (kept, brought))
    return TRUE;
  note = jly_note_new (NOTE_KIND);
  jly_note_add (note, mark, HASH_BYTES);
  jly_note_add (note, (const guint8 *)kept->data, kept->len * sizeof (ColumnMark));
  all = jly_member_join_parts (note);
  jly_note_sign (note, self->identity, SIGNS_FIGURES, all);
  return jly_member_note (self, note, error);
}
