/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-courier.h. */
#include "config.h"

#include "party/jly-courier.h"

#include "base/jly-error.h"
#include "party/jly-frames.h"

#include <glib/gi18n-lib.h>

#define TURN_BYTES (8u << 20) /* of envelopes in one turn: what memory holds at once */
#define TURN_LETTERS 4096u
#define NOTE_ONLY 1u /* no letter is that short */

typedef struct
{
  JlyLink *link;
  JlyPost *post;
  JlyStore *store;
  guint member;
  const JlyAddress *address;
  JlyPostReport *report;
  JlyCourierSettle settle;
  gpointer user_data;
  guint64 told;      /* the last note that this side gave, and one more; 0: none yet */
  guint64 confirmed; /* of this side's letters, before its last turn */
  gboolean has_sent; /* letters, in its last turn */
} Trade;

static gboolean
fail (const Trade *self, GError **error, const char *sentence)
{
  const JlyErrorDetail detail = {
    .party = self->address->name,
    .step = "letters",
    .next = _ ("Try again later, or pass messages as files."),
  };

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail, sentence, self->address->name);
#pragma GCC diagnostic pop
}

/* Whoever never confirms would be sent the same for ever. */
static gboolean
check_progress (Trade *self, GError **error)
{
  JlyPostState state;

  if (!jly_store_post_get_state (self->store, jly_post_get_book (self->post)->study_id,
                                 self->address->identity, &state, error))
    return FALSE;
  if (self->has_sent && state.acknowledged <= self->confirmed)
    return fail (self, error, _ ("“%s” does not confirm the messages that it gets."));
  self->confirmed = state.acknowledged;
  return TRUE;
}

/* This side's turn: its note if that is news, letters unless it is the first turn, and whether
 * there were any. */
static gboolean
give (Trade *self, gboolean is_first, GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  guint8 end = 0;

  if (!is_first && !check_progress (self, error))
    return FALSE;
  items = jly_post_gather_news (self->post, self->member, is_first ? NOTE_ONLY : TURN_BYTES,
                                &self->told, error);
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len && i < TURN_LETTERS; i++)
    {
      const JlyPostItem *item = items->pdata[i];
      gsize n;
      const guint8 *bytes = g_bytes_get_data (item->envelope, &n);

      if (!jly_link_send (self->link, JLY_FRAME_ENVELOPE, bytes, n, error))
        return FALSE;
      end = end || item->kind != JLY_POST_RECEIVED;
    }
  self->has_sent = end;
  return jly_link_send (self->link, JLY_FRAME_ENVELOPE, &end, 1, error);
}

/* The other's turn; *any: it gave letters. */
static gboolean
get (Trade *self, gboolean *any, GError **error)
{
  for (guint i = 0; i <= TURN_LETTERS; i++)
    {
      g_autoptr (GBytes) bytes
          = jly_link_receive (self->link, JLY_FRAME_ENVELOPE, JLY_ENVELOPE_MAX_BYTES, error);
      gboolean is_mine = FALSE;

      if (bytes == NULL)
        return FALSE;
      if (g_bytes_get_size (bytes) == 1)
        {
          *any = *(const guint8 *)g_bytes_get_data (bytes, NULL) != 0;
          return !*any || self->settle == NULL
                 || self->settle (self->report, self->user_data, error);
        }
      if (!jly_post_take_in (self->post, bytes, self->report, &is_mine, error))
        return FALSE;
      self->report->n_strange += !is_mine;
      if (self->report->joins->len > JLY_COURIER_MOST_JOINS)
        g_ptr_array_set_size (self->report->joins, JLY_COURIER_MOST_JOINS);
    }
  return fail (self, error, _ ("“%s” sends more at once than was agreed."));
}

gboolean
jly_courier_trade (JlyLink *link,
                   JlyPost *post,
                   JlyStore *store,
                   guint member,
                   gboolean is_caller,
                   JlyPostReport *report,
                   JlyCourierSettle settle,
                   gpointer user_data,
                   GError **error)
{
  Trade self = {
    .link = link,
    .post = post,
    .store = store,
    .member = member,
    .address = jly_address_book_get (jly_post_get_book (post), member),
    .report = report,
    .settle = settle,
    .user_data = user_data,
  };
  gboolean is_first = TRUE, any = TRUE;

  /* A round is a turn of each; the last is one in which nobody had letters, but notes. */
  while (is_first || any || self.has_sent)
    {
      gboolean ok = is_caller ? give (&self, is_first, error) && get (&self, &any, error)
                              : get (&self, &any, error) && give (&self, is_first, error);

      if (!ok)
        return FALSE;
      if (is_first)
        any = TRUE;
      is_first = FALSE;
    }
  return TRUE;
}
