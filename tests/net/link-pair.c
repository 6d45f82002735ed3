/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See link-pair.h. */
#include "config.h"

#include "net/link-pair.h"

#include "base/jly-error.h"

#include <sodium.h>
#include <string.h>

void
link_pair_init (LinkPair *self)
{
  *self = (LinkPair){ 0 };
  for (guint i = 0; i < 2; i++)
    {
      guint8 secret[crypto_sign_SECRETKEYBYTES];

      memset (self->seeds[i], 40 + (int)i, 32);
      crypto_sign_seed_keypair (self->keys[i], secret, self->seeds[i]);
      self->hellos[i] = (JlyHello){ .role = JLY_LINK_ROLE_MINER, .index = i };
      memset (self->hellos[i].study, 7, sizeof self->hellos[i].study);
      self->timeout_ms[i] = 60000;
    }
  memcpy (self->pin, self->keys[CALLED], 32);
  memcpy (self->guest, self->keys[CALLER], 32);
}

static gboolean
admit_cb (const guint8 peer_key[32], const JlyHello *hello, gpointer data, GError **error)
{
  LinkPair *self = data;

  self->was_asked = TRUE;
  if (memcmp (peer_key, self->guest, 32) != 0)
    return jly_fail (error, JLY_ERROR_REFUSED, NULL, "Somebody who is not in the study called.");
  g_assert_cmpuint (hello->index, ==, self->hellos[CALLER].index);
  return TRUE;
}

static gpointer
called_worker (gpointer data)
{
  LinkPair *self = data;
  int fd = jly_listener_accept (self->listener, self->cancellable, &self->errors[CALLED]);

  if (fd >= 0)
    self->links[CALLED]
        = jly_link_accept (fd, self->seeds[CALLED], &self->hellos[CALLED], admit_cb, self,
                           self->timeout_ms[CALLED], self->cancellable, &self->errors[CALLED]);
  return NULL;
}

GThread *
link_pair_start_called (LinkPair *self)
{
  g_autoptr (GError) error = NULL;

  if (self->listener == NULL)
    self->listener = jly_listener_new ("127.0.0.1", 0, &error);
  g_assert_no_error (error);
  return g_thread_new ("called", called_worker, self);
}

void
link_pair_open (LinkPair *self)
{
  GThread *called = link_pair_start_called (self);
  guint16 port = jly_listener_get_port (self->listener);

  if (self->plan != NULL)
    {
      self->hurdle = hurdle_new (port, self->plan);
      port = hurdle_get_port (self->hurdle);
    }
  self->links[CALLER] = jly_link_connect (
      "127.0.0.1", port, self->seeds[CALLER], self->pin, &self->hellos[CALLER], "computing party 2",
      self->timeout_ms[CALLER], self->cancellable, &self->errors[CALLER]);
  g_thread_join (called);
  if (self->links[CALLED] != NULL)
    jly_link_set_name (self->links[CALLED], "computing party 1");
}

void
link_pair_clear (LinkPair *self)
{
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&self->links[i], jly_link_free);
      g_clear_error (&self->errors[i]);
    }
  if (self->hurdle != NULL)
    hurdle_end (g_steal_pointer (&self->hurdle), NULL, NULL);
  g_clear_pointer (&self->listener, jly_listener_free);
}
