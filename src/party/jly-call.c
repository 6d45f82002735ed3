/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-call.h. */
#include "config.h"

#include "party/jly-call.h"

#include "base/jly-error.h"
#include "party/jly-carrier.h"
#include "party/jly-frames.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

void
jly_call_make_hello (const char *study_id, guint32 role, JlyHello *hello)
{
  jly_hash ("study-post", (const guint8 *)study_id, strlen (study_id), hello->study);
  hello->role = role;
  hello->index = 0;
}

static JlyLink *
open_link (const JlyCall *self, GCancellable *cancellable, GError **error)
{
  const JlyAddress *other = jly_address_book_get (jly_post_get_book (self->post), self->place);
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (self->address, 0, NULL);
  const JlyErrorDetail detail = { .party = other->name, .step = "connecting" };
  guint8 seed[32];
  JlyHello hello;
  JlyLink *link;

  if (parsed == NULL || g_network_address_get_port (G_NETWORK_ADDRESS (parsed)) == 0)
    {
      jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("“%s” is not a usable address of “%s”."),
                self->address, other->name);
      return NULL;
    }
  jly_call_make_hello (jly_post_get_book (self->post)->study_id,
                       self->offer != NULL ? JLY_LINK_ROLE_OFFER : JLY_LINK_ROLE_POST, &hello);
  jly_identity_get_link_seed (self->identity, seed);
  link = jly_link_connect (g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)),
                           g_network_address_get_port (G_NETWORK_ADDRESS (parsed)), seed,
                           self->link_key, &hello, other->name, self->timeout_ms, cancellable,
                           error);
  sodium_memzero (seed, sizeof seed);
  if (link == NULL)
    jly_error_adopt (error, JLY_ERROR_UNAVAILABLE, &detail);
  return link;
}

/* The other takes the study, or says why not. */
static gboolean
offer (const JlyCall *self, JlyLink *link, GError **error)
{
  gsize n;
  const guint8 *bytes = g_bytes_get_data (self->offer, &n);
  g_autoptr (GBytes) taken = NULL;

  if (!jly_link_send (link, JLY_FRAME_OFFER_STUDY, bytes, n, error))
    return FALSE;
  taken = jly_link_receive (link, JLY_FRAME_OFFER_TAKEN, 0, error);
  return taken != NULL;
}

/* Everything that was brought is tried; whose it is not, is said by the report. */
static gboolean
take_in (JlyPost *post, GPtrArray *envelopes, JlyPostReport *report, GError **error)
{
  for (guint i = 0; i < envelopes->len; i++)
    {
      gboolean is_mine = FALSE;

      if (!jly_post_take_in (post, envelopes->pdata[i], report, &is_mine, error))
        return FALSE;
      report->n_strange += !is_mine;
    }
  return TRUE;
}

gboolean
jly_call_run (const JlyCall *self,
              JlyPostReport *report,
              gint64 *round_trip,
              GCancellable *cancellable,
              GError **error)
{
  const char *name = jly_address_book_get (jly_post_get_book (self->post), self->place)->name;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (JlyLink) link = open_link (self, cancellable, error);
  g_autoptr (GPtrArray) brought = NULL;

  if (round_trip != NULL)
    *round_trip = link != NULL ? g_get_monotonic_time () - start : -1;
  if (link == NULL || (self->offer != NULL && !offer (self, link, error))
      || !jly_courier_trade (link, self->post, self->store, self->place, TRUE, report, NULL, NULL,
                             error)
      || !jly_carrier_give (link, self->post, self->place, self->is_away, error))
    return FALSE;
  brought = jly_carrier_get (link, name, error);
  return brought != NULL && take_in (self->post, brought, report, error);
}

gboolean
jly_call_answer (JlyCallAnswer *self, JlyLink *link, JlyPostReport *report, GError **error)
{
  const JlyAddressBook *book = jly_post_get_book (self->post);
  g_autoptr (GPtrArray) brought = NULL, held = NULL;

  if (!jly_courier_trade (link, self->post, self->store, self->member, FALSE, report, self->settle,
                          self->user_data, error))
    return FALSE;
  brought = jly_carrier_get (link, jly_address_book_get (book, self->member)->name, error);
  if (brought == NULL
      || !jly_carrier_keep (self->mail, book, self->member, brought, self->room, &self->grown,
                            error))
    return FALSE;
  held = jly_carrier_list (self->mail, book, self->member);
  return jly_carrier_give_these (link, held, error);
}
