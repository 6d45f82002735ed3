/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-post-office.h. */
#include "config.h"

#include "party/jly-post-office.h"

#include "base/jly-error.h"
#include "party/jly-introduction.h"
#include "post/jly-envelope.h"
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

/* NULL and no error for a contract in which this party has no part. */
static JlyPostStudy *
make_study (JlyPostOffice *self, const char *study_id, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) bytes = jly_store_get_contract (self->store, study_id, 0, &problem);
  g_autoptr (JlyContract) contract = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  guint8 hash[JLY_HASH_BYTES];
  JlyPostStudy *study;

  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  contract = bytes != NULL ? jly_contract_decode (bytes, error) : NULL;
  notes = contract != NULL ? jly_store_list_notes (self->store, study_id, error) : NULL;
  if (notes == NULL)
    return NULL;
  jly_contract_hash (bytes, hash);
  study = g_new0 (JlyPostStudy, 1);
  study->title = g_strdup (contract->title);
  study->book = jly_study_book_new (contract, hash, notes);
  study->post = jly_post_new (self->store, self->identity, study->book, NULL);
  if (study->post == NULL)
    g_clear_pointer (&study, study_free);
  return study;
}

const JlyPostStudy *
jly_post_office_find (const JlyPostOffice *self, const char *study_id)
{
  for (guint i = 0; i < self->studies->len; i++)
    {
      const JlyPostStudy *study = self->studies->pdata[i];

      if (g_str_equal (study->book->study_id, study_id))
        return study;
    }
  return NULL;
}

gboolean
jly_post_office_reload (JlyPostOffice *self, const char *study_id, GError **error)
{
  g_autoptr (GError) problem = NULL;
  JlyPostStudy *study = make_study (self, study_id, &problem);
  const JlyPostStudy *old = jly_post_office_find (self, study_id);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (old != NULL)
    g_ptr_array_remove (self->studies, (gpointer)old);
  if (study != NULL)
    g_ptr_array_add (self->studies, study);
  return TRUE;
}

static JlyPostOffice *
new_office (JlyStore *store, const JlyIdentity *identity, gint64 now)
{
  JlyPostOffice *self = g_new0 (JlyPostOffice, 1);

  self->store = store;
  self->identity = identity;
  self->now = now;
  self->studies = g_ptr_array_new_with_free_func ((GDestroyNotify)study_free);
  return self;
}

JlyPostOffice *
jly_post_office_new (JlyStore *store, const JlyIdentity *identity, gint64 now, GError **error)
{
  g_autoptr (JlyPostOffice) self = new_office (store, identity, now);
  g_autoptr (GPtrArray) ids = jly_store_post_list_studies (store, error);

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    if (!jly_post_office_reload (self, ids->pdata[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

JlyPostOffice *
jly_post_office_new_for_study (
    JlyStore *store, const JlyIdentity *identity, const char *study_id, gint64 now, GError **error)
{
  g_autoptr (JlyPostOffice) self = new_office (store, identity, now);
  g_autoptr (GPtrArray) ids = jly_store_post_list_studies (store, error);

  if (ids == NULL
      || (g_ptr_array_find_with_equal_func (ids, study_id, g_str_equal, NULL)
          && !jly_post_office_reload (self, study_id, error)))
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
      if (counts != NULL)
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
    .next = _ ("See who is in your studies on the page Messages, or with: jointlyctl letters list"),
  };
  const JlyErrorDetail nothing = {
    .next = _ ("All that you sent was received; there is nothing to do."),
  };

  if (receiver != NULL && !is_known)
    return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("Nobody in your studies is named “%s”."),
                     receiver);
  return jly_fail (error, JLY_ERROR_USAGE, &nothing, _ ("There are no messages to be sent."));
}

GPtrArray *
jly_post_office_gather (
    JlyPostOffice *self, const char *receiver, GPtrArray *counts, gboolean *is_all, GError **error)
{
  g_autoptr (GPtrArray) envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  gsize left = JLY_BUNDLE_MAX_BYTES - JLY_BUNDLE_FRAME_BYTES;
  gboolean is_known = receiver == NULL;

  *is_all = TRUE;
  for (guint i = 0; i < self->studies->len; i++)
    {
      const JlyPostStudy *study = self->studies->pdata[i];
      gint member = receiver != NULL ? jly_address_book_find_name (study->book, receiver) : -1;

      if (receiver != NULL && (member < 0 || (guint)member == jly_post_get_own (study->post)))
        continue;
      is_known = TRUE;
      if (!gather (study, member, envelopes, counts, &left, is_all, error))
        return NULL;
    }
  if (!is_known)
    {
      fail_nothing (receiver, FALSE, error);
      return NULL;
    }
  return g_steal_pointer (&envelopes);
}

static gboolean
add_state (
    JlyPostOffice *self, const JlyPostStudy *study, guint member, GByteArray *all, GError **error)
{
  const JlyAddress *address = jly_address_book_get (study->book, member);
  JlyPostState state;

  if (!jly_store_post_get_state (self->store, study->book->study_id, address->identity, &state,
                                 error))
    return FALSE;
  g_byte_array_append (all, (const guint8 *)study->book->study_id,
                       (guint)strlen (study->book->study_id));
  g_byte_array_append (all, address->identity, sizeof address->identity);
  g_byte_array_append (all, (const guint8 *)&state.received, sizeof state.received);
  g_byte_array_append (all, (const guint8 *)&state.acknowledged, sizeof state.acknowledged);
  g_byte_array_append (all, (const guint8 *)&state.sent, sizeof state.sent);
  return TRUE;
}

gboolean
jly_post_office_digest (JlyPostOffice *self, guint8 digest[JLY_HASH_BYTES], GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();

  for (guint i = 0; i < self->studies->len; i++)
    {
      const JlyPostStudy *study = self->studies->pdata[i];

      for (guint k = 0; k < study->book->members->len; k++)
        if (!add_state (self, study, k, all, error))
          return FALSE;
    }
  jly_hash ("post-state", all->data, all->len, digest);
  return TRUE;
}

gboolean
jly_post_office_save (JlyPostOffice *self,
                      const char *path,
                      const char *receiver,
                      GPtrArray *counts,
                      gboolean *is_all,
                      GError **error)
{
  g_autoptr (GPtrArray) envelopes = jly_post_office_gather (self, receiver, counts, is_all, error);

  if (envelopes == NULL)
    return FALSE;
  if (envelopes->len == 0)
    return fail_nothing (receiver, TRUE, error);
  return jly_bundle_save (path, envelopes, error);
}

/* *is_mine: it belongs to a study that is known here, for whomever it is. */
static gboolean
offer (JlyPostOffice *self,
       GBytes *envelope,
       JlyPostReport *report,
       GHashTable *ids,
       gboolean *is_mine,
       GError **error)
{
  for (guint i = 0; i < self->studies->len; i++)
    {
      const JlyPostStudy *study = self->studies->pdata[i];

      if (!jly_post_take_in (study->post, envelope, report, is_mine, error))
        return FALSE;
      if (!*is_mine)
        continue;
      if (ids != NULL)
        g_hash_table_add (ids, g_strdup (study->book->study_id));
      return TRUE;
    }
  return TRUE;
}

/* It is for nobody here: of another study, or it cannot be read at all, which its person can mend.
 */
static void
report_strange (GBytes *envelope, JlyPostReport *report)
{
  guint8 mark[JLY_ENVELOPE_MARK_BYTES];
  GError *error = NULL;

  if (jly_envelope_peek (envelope, mark, &error))
    report->n_strange++;
  else
    jly_post_report_problem (report, error);
}

/* Somebody of whom nothing was known may be in the book once what it sent was taken. */
static gboolean
take_one (
    JlyPostOffice *self, GBytes *envelope, JlyPostReport *report, GHashTable *ids, GError **error)
{
  guint n_joins = report->joins->len;
  gboolean is_mine = FALSE, is_in = FALSE;

  if (!offer (self, envelope, report, ids, &is_mine, error))
    return FALSE;
  if (is_mine && report->joins->len == n_joins)
    return TRUE;
  if (!jly_introduction_take (self, envelope, report, n_joins, &is_in, error))
    return FALSE;
  if (is_in)
    return offer (self, envelope, report, ids, &is_mine, error);
  if (!is_mine && report->joins->len == n_joins)
    report_strange (envelope, report);
  return TRUE;
}

gboolean
jly_post_office_take (JlyPostOffice *self,
                      GPtrArray *envelopes,
                      JlyPostReport *report,
                      GHashTable *ids,
                      GError **error)
{
  for (guint i = 0; i < envelopes->len; i++)
    if (!take_one (self, envelopes->pdata[i], report, ids, error))
      return FALSE;
  for (guint i = 0; i < self->studies->len; i++)
    if (!jly_post_report_gaps (((const JlyPostStudy *)self->studies->pdata[i])->post, report,
                               error))
      return FALSE;
  return TRUE;
}

gboolean
jly_post_office_take_file (JlyPostOffice *self,
                           const char *path,
                           JlyPostReport *report,
                           GError **error)
{
  g_autoptr (GPtrArray) envelopes = jly_bundle_load (path, error);

  return envelopes != NULL && jly_post_office_take (self, envelopes, report, NULL, error);
}
