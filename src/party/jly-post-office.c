/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-post-office.h. */
#include "config.h"

#include "party/jly-post-office.h"

#include "base/jly-error.h"
#include "study/jly-contract.h"
#include "store/jly-store-governance.h"

#include <glib/gi18n-lib.h>

static void
study_free (JlyPostStudy *study)
{
  g_clear_pointer (&study->post, jly_post_free);
  g_clear_pointer (&study->book, jly_address_book_free);
  g_free (study->title);
  g_free (study);
}

static JlyAddressBook *
make_book (const JlyContract *contract, GBytes *bytes)
{
  guint8 hash[JLY_HASH_BYTES];
  JlyAddressBook *book;

  jly_contract_hash (bytes, hash);
  book = jly_address_book_new (contract->study_id, hash);
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      jly_address_book_add (book, party->name, party->keys.identity, party->keys.sealing);
    }
  return book;
}

/* A contract in which this party has no part is passed over. */
static gboolean
add_study (JlyPostOffice *self, const char *study_id, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) bytes = jly_store_get_contract (self->store, study_id, 0, &problem);
  g_autoptr (JlyContract) contract = NULL;
  JlyPostStudy *study;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  contract = bytes != NULL ? jly_contract_decode (bytes, error) : NULL;
  if (contract == NULL)
    return bytes == NULL;
  study = g_new0 (JlyPostStudy, 1);
  study->title = g_strdup (contract->title);
  study->book = make_book (contract, bytes);
  study->post = jly_post_new (self->store, self->identity, study->book, NULL);
  if (study->post != NULL)
    g_ptr_array_add (self->studies, study);
  else
    study_free (study);
  return TRUE;
}

JlyPostOffice *
jly_post_office_new (JlyStore *store, const JlyIdentity *identity, GError **error)
{
  g_autoptr (JlyPostOffice) self = g_new0 (JlyPostOffice, 1);
  g_autoptr (GPtrArray) ids = jly_store_post_list_studies (store, error);

  self->store = store;
  self->identity = identity;
  self->studies = g_ptr_array_new_with_free_func ((GDestroyNotify)study_free);
  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    if (!add_study (self, ids->pdata[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

void
jly_post_office_free (JlyPostOffice *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->studies);
  g_free (self);
}

/* What waits in one study; *left is the room that the file still has. */
static gboolean
gather (const JlyPostStudy *study,
        gint member,
        GPtrArray *envelopes,
        GPtrArray *counts,
        gsize *left,
        gboolean *is_all,
        GError **error)
{
  gboolean all = TRUE;
  g_autoptr (GPtrArray) items = jly_post_gather (study->post, member, *left, &all, error);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      const JlyPostItem *item = items->pdata[i];
      gsize size = g_bytes_get_size (item->envelope) + JLY_BUNDLE_LETTER_BYTES;

      if (size > *left || envelopes->len == JLY_BUNDLE_MAX_LETTERS)
        {
          all = FALSE;
          break;
        }
      *left -= size;
      g_ptr_array_add (envelopes, g_bytes_ref (item->envelope));
      jly_post_report_count (counts, jly_address_book_get (study->book, item->member)->name,
                             item->kind, 1);
    }
  *is_all = *is_all && all;
  return TRUE;
}

static gboolean
fail_nothing (const char *receiver, gboolean is_known, GError **error)
{
  const JlyErrorDetail detail = {
    .party = receiver,
    .next = _ ("See who is in your studies with: jointlyctl letters list"),
  };
  const JlyErrorDetail nothing = {
    .next = _ ("All that you sent was received; there is nothing to do."),
  };

  if (receiver != NULL && !is_known)
    return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("Nobody in your studies is named “%s”."),
                     receiver);
  return jly_fail (error, JLY_ERROR_USAGE, &nothing, _ ("There are no messages to be sent."));
}

gboolean
jly_post_office_save (JlyPostOffice *self,
                      const char *path,
                      const char *receiver,
                      GPtrArray *counts,
                      gboolean *is_all,
                      GError **error)
{
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  gsize left = JLY_BUNDLE_MAX_BYTES - JLY_BUNDLE_FRAME_BYTES;
  gboolean is_known = FALSE;

  *is_all = TRUE;
  for (guint i = 0; i < self->studies->len; i++)
    {
      const JlyPostStudy *study = self->studies->pdata[i];
      gint member = receiver != NULL ? jly_address_book_find_name (study->book, receiver) : -1;

      if (receiver != NULL && (member < 0 || (guint)member == jly_post_get_own (study->post)))
        continue;
      is_known = TRUE;
      if (!gather (study, member, envelopes, counts, &left, is_all, error))
        return FALSE;
    }
  if (envelopes->len == 0)
    return fail_nothing (receiver, is_known, error);
  return jly_bundle_save (path, envelopes, error);
}

static gboolean
take_one (JlyPostOffice *self, GBytes *envelope, JlyPostReport *report, GError **error)
{
  for (guint i = 0; i < self->studies->len; i++)
    {
      const JlyPostStudy *study = self->studies->pdata[i];
      gboolean is_mine = FALSE;

      if (!jly_post_take_in (study->post, envelope, report, &is_mine, error))
        return FALSE;
      if (is_mine)
        return TRUE;
    }
  report->n_strange++;
  return TRUE;
}

gboolean
jly_post_office_take_file (JlyPostOffice *self,
                           const char *path,
                           JlyPostReport *report,
                           GError **error)
{
  g_autoptr (GPtrArray) envelopes = jly_bundle_load (path, error);

  if (envelopes == NULL)
    return FALSE;
  for (guint i = 0; i < envelopes->len; i++)
    if (!take_one (self, envelopes->pdata[i], report, error))
      return FALSE;
  for (guint i = 0; i < self->studies->len; i++)
    if (!jly_post_report_gaps (((const JlyPostStudy *)self->studies->pdata[i])->post, report,
                               error))
      return FALSE;
  return TRUE;
}
