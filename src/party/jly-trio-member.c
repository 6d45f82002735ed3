/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-trio-member.h. */
#include "config.h"

#include "party/jly-trio-member.h"

#include "base/jly-error.h"
#include "crypto/jly-identity.h"
#include "party/jly-control.h"
#include "party/jly-json.h"
#include "party/jly-transport-link.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>
#include <sysexits.h>

#define N 3
#define TIMEOUT 30000 /* milliseconds that a neighbour may take */

typedef struct
{
  JlyTrioMember member;
  JlyControl *control;
  JlyListener *listener;
  guint8 seed[32]; /* of the link key */
  guint8 key_of_prev[32];
  JlyHello hello;
} Member;

static gboolean
fail_command (GError **error)
{
  return jly_fail (error, JLY_ERROR_USAGE, NULL,
                   _ ("A process that measures was told what it does not know."));
}

static gboolean
read_key (JsonObject *command, const char *name, guint8 key[32])
{
  g_autoptr (GBytes) bytes = jly_json_get_bytes (command, name);

  if (bytes == NULL || g_bytes_get_size (bytes) != 32)
    return FALSE;
  memcpy (key, g_bytes_get_data (bytes, NULL), 32);
  return TRUE;
}

static gboolean
start (Member *self, JsonObject *command, JsonObject *answer, GError **error)
{
  g_autoptr (JlyIdentity) identity = jly_identity_generate ();
  gint64 index = jly_json_get_number (command, "index", -1);
  guint8 identity_key[32], link_key[32], sealing_key[32];

  if (index < 0 || index >= N || !read_key (command, "study", self->hello.study))
    return fail_command (error);
  self->member.self = (guint)index;
  self->hello.role = JLY_LINK_ROLE_MINER;
  self->hello.index = (guint)index;
  jly_identity_get_link_seed (identity, self->seed);
  jly_identity_get_public (identity, identity_key, link_key, sealing_key);
  self->listener = jly_listener_new ("127.0.0.1", 0, error);
  if (self->listener == NULL)
    return FALSE;
  json_object_set_int_member (answer, "port", jly_listener_get_port (self->listener));
  jly_json_set_bytes (answer, "key", link_key, sizeof link_key);
  return TRUE;
}

static gboolean
admit_cb (const guint8 peer_key[32], const JlyHello *hello, gpointer user_data, GError **error)
{
  Member *self = user_data;

  if (memcmp (peer_key, self->key_of_prev, sizeof self->key_of_prev) == 0)
    return TRUE;
  return jly_fail (error, JLY_ERROR_REFUSED, NULL,
                   _ ("A program called that does not belong to this measurement."));
}

static gboolean
accept_prev (Member *self, GError **error)
{
  int fd = jly_listener_accept (self->listener, self->member.cancellable, error);

  if (fd >= 0)
    self->member.prev = jly_link_accept (fd, self->seed, &self->hello, admit_cb, self, TIMEOUT,
                                         self->member.cancellable, error);
  return self->member.prev != NULL;
}

static gboolean
connect_next (Member *self, guint16 port, const guint8 key[32], GError **error)
{
  g_autofree char *name
      = g_strdup_printf (_ ("Computing party %u"), (self->member.self + 1) % N + 1);

  self->member.next = jly_link_connect ("127.0.0.1", port, self->seed, key, &self->hello, name,
                                        TIMEOUT, self->member.cancellable, error);
  return self->member.next != NULL;
}

/* Member 0 calls first and the others answer first, so that nobody waits for somebody who waits. */
static gboolean
open_links (Member *self, guint16 port, const guint8 key[32], GError **error)
{
  if (self->member.self == 0)
    return connect_next (self, port, key, error) && accept_prev (self, error);
  return accept_prev (self, error) && connect_next (self, port, key, error);
}

/* Everybody draws its own key and gives it to the next: the sharing of keys that jly-engine.h asks
 * for. */
static gboolean
make_engine (Member *self, GError **error)
{
  const JlyPrgKind prg
      = jly_prg_is_available (JLY_PRG_AES128_CTR) ? JLY_PRG_AES128_CTR : JLY_PRG_CHACHA20;
  guint8 own[JLY_ENGINE_KEY_BYTES], prev[JLY_ENGINE_KEY_BYTES];
  const JlyExchange keys
      = { .to_next = own, .n_to_next = sizeof own, .from_prev = prev, .n_from_prev = sizeof prev };
  JlyTrioMember *member = &self->member;
  gboolean ok;

  member->transport = jly_transport_link_new (member->next, member->prev);
  member->transport->step = "keys";
  randombytes_buf (own, sizeof own);
  ok = jly_transport_exchange (member->transport, &keys, error);
  if (ok)
    member->engine = jly_engine_new (member->self, member->transport, prg, own, prev);
  sodium_memzero (own, sizeof own);
  sodium_memzero (prev, sizeof prev);
  return ok;
}

static gboolean
connect_all (Member *self, JsonObject *command, GError **error)
{
  gint64 port = jly_json_get_number (command, "port", 0);
  guint8 next[32];

  if (self->listener == NULL || port <= 0 || port > G_MAXUINT16 || !read_key (command, "next", next)
      || !read_key (command, "prev", self->key_of_prev))
    return fail_command (error);
  return open_links (self, (guint16)port, next, error) && make_engine (self, error);
}

gboolean
jly_trio_member_meet (const JlyTrioMember *member, GError **error)
{
  const guint8 out = 0;
  guint8 in[2];

  return jly_transport_exchange (member->transport,
                                 &(JlyExchange){ .to_next = &out,
                                                 .n_to_next = 1,
                                                 .to_prev = &out,
                                                 .n_to_prev = 1,
                                                 .from_next = &in[0],
                                                 .n_from_next = 1,
                                                 .from_prev = &in[1],
                                                 .n_from_prev = 1 },
                                 error);
}

static gboolean
answer_command (Member *self,
                JsonObject *command,
                JsonObject *answer,
                JlyTrioAnswerFunc func,
                gpointer user_data,
                GError **error)
{
  const char *name = jly_json_get_text (command, "command", "");

  if (self->member.engine != NULL)
    return func (&self->member, command, answer, user_data, error);
  if (g_str_equal (name, "start") && self->listener == NULL)
    return start (self, command, answer, error);
  if (g_str_equal (name, "connect"))
    return connect_all (self, command, error);
  return fail_command (error);
}

static int
serve (Member *self, JlyTrioAnswerFunc func, gpointer user_data)
{
  while (TRUE)
    {
      g_autoptr (JsonObject) command = jly_control_wait (self->control);
      g_autoptr (JsonObject) answer = jly_control_event ("answer");
      g_autoptr (GError) error = NULL;

      if (command == NULL)
        return EX_OK;
      if (!answer_command (self, command, answer, func, user_data, &error))
        {
          jly_control_emit_error (self->control, "failed", error);
          return jly_error_exit_code (error);
        }
      jly_control_emit (self->control, g_steal_pointer (&answer));
    }
}

int
jly_trio_member_run (int in, int out, JlyTrioAnswerFunc func, gpointer user_data)
{
  Member self = { .control = jly_control_new (in, out) };
  int code;

  self.member.cancellable = jly_control_get_cancellable (self.control);
  code = serve (&self, func, user_data);
  g_clear_pointer (&self.member.engine, jly_engine_free);
  g_clear_pointer (&self.member.transport, jly_transport_link_free);
  g_clear_pointer (&self.member.next, jly_link_free);
  g_clear_pointer (&self.member.prev, jly_link_free);
  g_clear_pointer (&self.listener, jly_listener_free);
  sodium_memzero (self.seed, sizeof self.seed);
  jly_control_unref (self.control);
  return code;
}
