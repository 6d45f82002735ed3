/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-carry.h. */
#include "config.h"

#include "party/jly-carry.h"

#include "base/jly-error.h"
#include "party/jly-let-in.h"
#include "party/jly-member.h"

#include <glib/gi18n-lib.h>

gboolean
jly_carry_sync (
    JlyStore *store, const JlyIdentity *identity, gint64 now, GPtrArray *refused, GError **error)
{
  g_autoptr (JlyPostOffice) office = jly_post_office_new (store, identity, now, error);

  if (office == NULL)
    return FALSE;
  for (guint i = 0; i < office->studies->len; i++)
    {
      const JlyPostStudy *study = office->studies->pdata[i];
      g_autoptr (JlyMember) member
          = jly_member_new (store, study->book->study_id, identity, now, error);

      if (member == NULL)
        return FALSE;
      for (guint k = 0; refused != NULL && k < member->refused->len; k++)
        g_ptr_array_add (refused, g_strdup (member->refused->pdata[k]));
    }
  return TRUE;
}

static gboolean
write_file (const char *path, GPtrArray *envelopes, GError **error)
{
  g_autoptr (GBytes) bytes = jly_bundle_encode (envelopes, error);
  const JlyErrorDetail detail = { .file = path, .next = _ ("Choose another folder.") };

  if (bytes == NULL)
    return FALSE;
  return g_file_set_contents_full (
             path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
             G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, NULL)
         || jly_fail (error, JLY_ERROR_IO, &detail, _ ("The file could not be saved."));
}

gboolean
jly_carry_save (JlyStore *store,
                const JlyIdentity *identity,
                gint64 now,
                const char *path,
                const char *receiver,
                GPtrArray *counts,
                gboolean *is_all,
                GError **error)
{
  const JlyErrorDetail nothing = {
    .next = _ ("All that you sent was received; there is nothing to do."),
  };
  g_autoptr (JlyPostOffice) office = NULL;
  g_autoptr (GPtrArray) envelopes = NULL;

  if (!jly_carry_sync (store, identity, now, NULL, error))
    return FALSE;
  office = jly_post_office_new (store, identity, now, error);
  envelopes
      = office != NULL ? jly_post_office_gather (office, receiver, counts, is_all, error) : NULL;
  if (envelopes == NULL)
    return FALSE;
  if (envelopes->len == 0)
    return jly_fail (error, JLY_ERROR_USAGE, &nothing, _ ("There are no messages to be sent."));
  return write_file (path, envelopes, error);
}

gboolean
jly_carry_open (JlyStore *store,
                const JlyIdentity *identity,
                gint64 now,
                const char *path,
                JlyCarried *got,
                GError **error)
{
  g_autoptr (JlyPostOffice) office = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) envelopes = jly_bundle_load (path, error);
  GHashTableIter iter;
  gpointer id = NULL;

  *got = (JlyCarried){ .report = jly_post_report_new (),
                       .refused = g_ptr_array_new_with_free_func (g_free),
                       .guests = g_ptr_array_new_with_free_func (g_free) };
  office = envelopes != NULL ? jly_post_office_new (store, identity, now, error) : NULL;
  if (office == NULL || !jly_post_office_take (office, envelopes, got->report, ids, error))
    return FALSE;
  jly_let_in_all (office, got->report, got->guests);
  g_hash_table_iter_init (&iter, ids);
  if (g_hash_table_iter_next (&iter, &id, NULL))
    got->study_id = g_strdup (id);
  return jly_carry_sync (store, identity, now, got->refused, error);
}

void
jly_carried_clear (JlyCarried *self)
{
  g_clear_pointer (&self->report, jly_post_report_free);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_clear_pointer (&self->guests, g_ptr_array_unref);
  g_clear_pointer (&self->study_id, g_free);
}
