/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way in: what a carrier brought may be anything, from anybody, in any order, again. Each
 * envelope is judged by itself, so that one that is bad does not keep others out. */
#include "config.h"

#include "post/jly-post-private.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static void
report (JlyPostReport *report, const char *party, const char *next, const char *sentence)
{
  const JlyErrorDetail detail = { .party = party, .step = "letter", .next = next };
  GError *error = NULL;

  jly_fail (&error, JLY_ERROR_PROTOCOL, &detail, "%s", sentence);
  jly_post_report_problem (report, error);
}

static void
report_contradiction (JlyPostReport *self, const char *name, guint64 number)
{
  g_autofree char *sentence = g_strdup_printf (
      _ ("Two different messages from “%s” have the number %" PRIu64 "; the first one stays."),
      name, number);

  report (self, name,
          _ ("Ask whether that folder was put back from a copy, or is used on two computers."),
          sentence);
}

static void
report_too_early (JlyPostReport *self, const char *name)
{
  g_autofree char *sentence
      = g_strdup_printf (_ ("Too many messages before this one from “%s” are missing."), name);

  report (self, name, _ ("Open the earlier files first, then this one again."), sentence);
}

static void
report_too_late (JlyPostReport *self, const char *name)
{
  g_autofree char *sentence = g_strdup_printf (
      _ ("A message from “%s” came after it had said that it was erased; it was not taken."), name);

  report (self, name, _ ("Ask for it to be signed and sent anew, if it is missing."), sentence);
}

static void
report_not_a_member (JlyPostReport *self)
{
  report (self, NULL, _ ("Ask who saved this file; you need not do anything."),
          _ ("A message comes from somebody who is not in the study; it was not taken."));
}

/* What never comes is no longer waited for. Whatever its sender signed in it did not happen for
 * this party: what the contract wants of it is still missing, and is asked for by name there. */
static gboolean
take_given_up (JlyPost *self,
               const JlyEnvelope *letter,
               const char *name,
               const GArray *given_up,
               JlyPostReport *report_,
               GError **error)
{
  guint n = 0;

  if (!jly_store_post_pass_over (self->store, self->book->study_id, letter->sender, name, given_up,
                                 &n, error))
    return FALSE;
  if (n > 0)
    {
      g_autofree char *sentence = g_strdup_printf (
          ngettext ("“%s” has erased %u message before it came; what was written after it is read.",
                    "“%s” has erased %u messages before they came; what was written after them is "
                    "read.",
                    n),
          name, n);

      report (report_, name,
              _ ("See in the study what is missing of this party, and ask for it again."),
              sentence);
    }
  return TRUE;
}

/* A note is believed of its sender alone, and only ever moves forward. */
static gboolean
take_received (JlyPost *self,
               const JlyEnvelope *letter,
               const char *name,
               guint64 received,
               JlyPostReport *report_,
               GError **error)
{
  g_autoptr (GError) problem = NULL;
  JlyPostState state;

  if (!jly_store_post_get_state (self->store, self->book->study_id, letter->sender, &state, error))
    return FALSE;
  if (!jly_store_post_acknowledge (self->store, self->book->study_id, letter->sender, received,
                                   &problem))
    {
      if (problem->code != JLY_ERROR_REFUSED)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      jly_post_report_problem (report_, g_steal_pointer (&problem));
      return TRUE;
    }
  if (received > state.acknowledged)
    jly_post_report_count (report_->confirmed, name, JLY_POST_RECEIVED,
                           (guint)(received - state.acknowledged));
  return TRUE;
}

static gboolean
take_note (JlyPost *self,
           const JlyEnvelope *letter,
           const char *name,
           JlyPostReport *report_,
           GError **error)
{
  g_autoptr (GArray) given_up = NULL;
  JlyPostNote note = { 0, NULL };

  if (letter->number != 0 || !jly_post_note_decode (letter->body, &note))
    {
      report (report_, name, NULL, _ ("A note of what was received cannot be read."));
      return TRUE;
    }
  given_up = note.given_up;
  return take_given_up (self, letter, name, given_up, report_, error)
         && take_received (self, letter, name, note.received, report_, error);
}

static gboolean
keep_letter (JlyPost *self,
             const JlyEnvelope *letter,
             GBytes *bytes,
             const char *name,
             JlyPostReport *report_,
             GError **error)
{
  guint8 hash[JLY_ENVELOPE_HASH_BYTES];
  JlyArrival arrival = JLY_ARRIVAL_NEW;

  if (letter->number == 0)
    {
      report (report_, name, NULL, _ ("A message has no number; it was not taken."));
      return TRUE;
    }
  jly_envelope_hash (letter, hash);
  if (!jly_store_post_receive (self->store, self->book->study_id, letter->sender, letter->number,
                               hash, bytes, &arrival, error))
    return FALSE;
  switch (arrival)
    {
    case JLY_ARRIVAL_NEW:
      jly_post_report_count (report_->taken, name, letter->kind, 1);
      report_->n_bytes += g_bytes_get_size (bytes);
      break;
    case JLY_ARRIVAL_KNOWN:
      report_->n_known++;
      break;
    case JLY_ARRIVAL_CONTRADICTS:
      report_contradiction (report_, name, letter->number);
      break;
    case JLY_ARRIVAL_TOO_LATE:
      report_too_late (report_, name);
      break;
    case JLY_ARRIVAL_TOO_EARLY:
    default:
      report_too_early (report_, name);
    }
  return TRUE;
}

static gboolean
take_own (JlyPost *self, GBytes *bytes, JlyPostReport *report_, GError **error)
{
  GError *problem = NULL;
  g_autoptr (JlyEnvelope) letter = jly_envelope_open (bytes, self->identity, &problem);
  gint sender;

  if (letter == NULL)
    {
      jly_post_report_problem (report_, problem);
      return TRUE;
    }
  sender = jly_address_book_find (self->book, letter->sender);
  if (sender < 0 && (letter->kind == JLY_POST_JOIN || letter->kind == JLY_POST_ACCEPTANCE))
    g_ptr_array_add (report_->joins, g_steal_pointer (&letter));
  else if (sender < 0 || (guint)sender == self->own)
    report_not_a_member (report_);
  else
    {
      const char *name = jly_address_book_get (self->book, (guint)sender)->name;

      return letter->kind == JLY_POST_RECEIVED
                 ? take_note (self, letter, name, report_, error)
                 : keep_letter (self, letter, bytes, name, report_, error);
    }
  return TRUE;
}

gboolean
jly_post_take_in (
    JlyPost *self, GBytes *envelope, JlyPostReport *report_, gboolean *is_mine, GError **error)
{
  guint8 mark[JLY_ENVELOPE_MARK_BYTES];
  gint receiver = -1;

  *is_mine = FALSE;
  if (!jly_envelope_peek (envelope, mark, NULL))
    return TRUE;
  receiver = jly_address_book_find_mark (self->book, mark);
  *is_mine = receiver >= 0;
  if (receiver < 0)
    return TRUE;
  if ((guint)receiver == self->own)
    return take_own (self, envelope, report_, error);
  jly_post_report_count (report_->for_others,
                         jly_address_book_get (self->book, (guint)receiver)->name, 0, 1);
  return TRUE;
}

gboolean
jly_post_report_gaps (JlyPost *self, JlyPostReport *report_, GError **error)
{
  for (guint i = 0; i < self->book->members->len; i++)
    {
      const JlyAddress *address = jly_address_book_get (self->book, i);
      g_autofree char *sentence = NULL;
      JlyPostState state;

      if (i == self->own)
        continue;
      if (!jly_store_post_get_state (self->store, self->book->study_id, address->identity, &state,
                                     error))
        return FALSE;
      if (state.highest == state.received)
        continue;
      sentence = g_strdup_printf (
          _ ("Message %" PRIu64 " from “%s” is missing; what came after it waits."),
          state.received + 1, address->name);
      report (report_, address->name, _ ("Ask for its messages to be saved once more."), sentence);
    }
  return TRUE;
}
