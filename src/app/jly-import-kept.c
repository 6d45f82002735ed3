/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-import-kept.h. A digest of a long file takes a while, so that it is made once, and only
 * when there is something to keep. */
#include "config.h"

#include "app/jly-import-kept.h"

#include "base/jly-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

struct _JlyImportKept
{
  char *path;
  JlyKept *found; /* NULL: nothing was, or the person has decided */
  JlyKeptReport report;
  gboolean was_restored;
  gboolean has_digest;
  guint8 digest[JLY_KEPT_DIGEST_BYTES]; /* of the import's file */
  GError *error;
};

JlyImportKept *
jly_import_kept_new (const char *folder, const char *study_id, const char *file)
{
  JlyImportKept *self;

  if (folder == NULL || study_id == NULL || file == NULL)
    return NULL;
  self = g_new0 (JlyImportKept, 1);
  self->path = jly_kept_build_path (folder, study_id, file);
  return self;
}

void
jly_import_kept_free (JlyImportKept *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->report.words);
  g_clear_pointer (&self->found, jly_kept_free);
  g_clear_error (&self->error);
  g_free (self);
}

void
jly_import_kept_restore (JlyImportKept *self, JlyImport *import)
{
  g_autoptr (JlyKept) found = jly_kept_load (self->path);

  if (found != NULL && self->was_restored)
    jly_kept_apply_confirmed (found, import);
  else if (found != NULL)
    {
      jly_kept_apply (found, import, &self->report);
      if (self->report.words != NULL)
        self->found = g_steal_pointer (&found);
    }
  self->was_restored = TRUE;
}

static gboolean
save (JlyImportKept *self, JlyImport *import, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Mend the file itself, then open it again.") };
  g_autoptr (JlyKept) kept = NULL;

  if (!self->has_digest)
    jly_kept_digest_file (import, self->digest);
  self->has_digest = TRUE;
  kept = jly_kept_new_of (import, self->digest);
  if (kept == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, &detail,
                     _ ("These are too many corrections to keep them for the next time."));
  return jly_kept_save (kept, self->path, error);
}

void
jly_import_kept_save (JlyImportKept *self, JlyImport *import)
{
  g_clear_error (&self->error);
  if (jly_edits_get_n_cells (jly_import_get_edits (import)) == 0
      && jly_edits_get_n_out (jly_import_get_edits (import)) == 0
      && g_hash_table_size (jly_import_get_confirmed (import)) == 0
      && !jly_import_has_choices (import))
    g_unlink (self->path);
  else
    save (self, import, &self->error);
}

const JlyKeptReport *
jly_import_kept_get_report (const JlyImportKept *self)
{
  return &self->report;
}

const GError *
jly_import_kept_get_error (const JlyImportKept *self)
{
  return self->error;
}

gboolean
jly_import_kept_is_in_place (const JlyImportKept *self, JlyImport *import)
{
  return self->found != NULL && jly_kept_is_in_place (self->found, import);
}

JlyKept *
jly_import_kept_take (JlyImportKept *self)
{
  g_clear_pointer (&self->report.words, g_free);
  memset (&self->report, 0, sizeof self->report);
  return g_steal_pointer (&self->found);
}
