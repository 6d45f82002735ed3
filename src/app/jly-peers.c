/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-peers.h. */
#include "config.h"

#include "app/jly-peers.h"

#include <glib/gi18n.h>
#include <string.h>

static void
peer_free (gpointer data)
{
  JlyPeer *self = data;

  g_free (self->name);
  g_free (self->missing_in);
  g_free (self);
}

/* One who was let in may have a name in another study. */
static JlyPeer *
with_name (JlyPeer *self, const JlyAddress *address)
{
  if (*self->name == '\0')
    {
      g_free (self->name);
      self->name = g_strdup (address->name);
    }
  return self;
}

static JlyPeer *
find_or_add (GPtrArray *peers, const JlyAddress *address)
{
  JlyPeer *peer;

  for (guint i = 0; i < peers->len; i++)
    {
      peer = peers->pdata[i];
      if (memcmp (peer->identity, address->identity, sizeof peer->identity) == 0)
        return with_name (peer, address);
    }
  peer = g_new0 (JlyPeer, 1);
  memcpy (peer->identity, address->identity, sizeof peer->identity);
  peer->name = g_strdup (address->name);
  g_ptr_array_add (peers, peer);
  return peer;
}

static void
count (JlyPeer *peer, const JlyPostStudy *study, const JlyPostState *state)
{
  peer->n_sent += state->sent;
  peer->n_waiting += state->sent - state->acknowledged;
  peer->n_received += state->received;
  if (state->highest > state->received && peer->missing == 0)
    {
      peer->missing = state->received + 1;
      peer->missing_in = g_strdup (study->title);
    }
}

static gboolean
add_study (GPtrArray *peers, JlyStore *store, const JlyPostStudy *study, GError **error)
{
  for (guint i = 0; i < study->book->members->len; i++)
    {
      const JlyAddress *address = jly_address_book_get (study->book, i);
      JlyPostState state;

      if (i == jly_post_get_own (study->post))
        continue;
      if (!jly_store_post_get_state (store, study->book->study_id, address->identity, &state,
                                     error))
        return FALSE;
      count (find_or_add (peers, address), study, &state);
    }
  return TRUE;
}

GPtrArray *
jly_peers_list (JlyPostOffice *office, JlyStore *store, GError **error)
{
  g_autoptr (GPtrArray) peers = g_ptr_array_new_with_free_func (peer_free);

  for (guint i = 0; i < office->studies->len; i++)
    if (!add_study (peers, store, office->studies->pdata[i], error))
      return NULL;
  return g_steal_pointer (&peers);
}

char *
jly_peer_describe_waiting (const JlyPeer *self)
{
  if (self->n_waiting > 0)
    return g_strdup_printf (ngettext ("%u message waits until it is received",
                                      "%u messages wait until they are received",
                                      (gulong)self->n_waiting),
                            (guint)self->n_waiting);
  return g_strdup (self->n_sent > 0 ? _ ("Has received all that you sent")
                                    : _ ("Nothing was sent to it yet"));
}

char *
jly_peer_describe_received (const JlyPeer *self)
{
  if (self->missing > 0)
    /* Translators: the name of a study. */
    return g_strdup_printf (_ ("Message %u of “%s” is missing; what came after it waits"),
                            (guint)self->missing, self->missing_in);
  if (self->n_received == 0)
    return g_strdup (_ ("Nothing came from it yet"));
  return g_strdup_printf (ngettext ("%u message came from it, and none is missing",
                                    "%u messages came from it, and none is missing",
                                    (gulong)self->n_received),
                          (guint)self->n_received);
}
