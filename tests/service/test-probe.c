/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each thing that can stand between two computers is really made on this one, and the probe must
 * name it. */
#include "config.h"

#include "base/jly-error.h"
#include "base/jly-writer.h"
#include "party/jly-frames.h"
#include "party/jly-probe.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define STUDY "00112233445566778899aabbccddeeff"
#define TIMEOUT 1500u

typedef enum
{
  WELL,
  STRANGER,   /* lets nobody in */
  WRONG_TIME, /* an hour ahead */
  GARBAGE,    /* is no TLS */
  SILENT,     /* takes the connection, and says nothing */
} Behaviour;

typedef struct
{
  Behaviour behaviour;
  JlyListener *listener;
  JlyIdentity *identity;
  GCancellable *cancellable;
  GThread *thread;
  char *address;
} Server;

static gboolean
admit (const guint8 key[32], const JlyHello *hello, gpointer data, GError **error)
{
  if (((Server *)data)->behaviour != STRANGER)
    return TRUE;
  return jly_fail (error, JLY_ERROR_REFUSED, NULL, "A stranger.");
}

static void
tell_wrong_time (JlyLink *link)
{
  g_autoptr (GBytes) question = jly_link_receive (link, JLY_FRAME_TIME, 1, NULL);
  guint64 when = GUINT64_TO_BE ((guint64)(g_get_real_time () / G_USEC_PER_SEC) + 3600);

  g_assert_nonnull (question);
  jly_link_send (link, JLY_FRAME_TIME, (const guint8 *)&when, sizeof when, NULL);
}

static void
serve (Server *self, int fd)
{
  g_autoptr (JlyLink) link = NULL;
  guint8 seed[32];

  jly_identity_get_link_seed (self->identity, seed);
  link = jly_link_accept (fd, seed, NULL, admit, self, TIMEOUT, self->cancellable, NULL);
  if (link != NULL && self->behaviour == WRONG_TIME)
    tell_wrong_time (link);
  else if (link != NULL)
    jly_probe_answer (link, NULL);
}

static gpointer
server_worker (gpointer data)
{
  Server *self = data;
  g_autoptr (GArray) held = g_array_new (FALSE, FALSE, sizeof (int));
  int fd;

  while ((fd = jly_listener_accept (self->listener, self->cancellable, NULL)) >= 0)
    if (self->behaviour == SILENT || self->behaviour == GARBAGE)
      {
        if (self->behaviour == GARBAGE)
          g_assert_cmpint (write (fd, "220 mail.example.org ESMTP\r\n", 28), ==, 28);
        g_array_append_val (held, fd);
      }
    else
      serve (self, fd);
  for (guint i = 0; i < held->len; i++)
    close (g_array_index (held, int, i));
  return NULL;
}

static void
server_start (Server *self, Behaviour behaviour)
{
  self->behaviour = behaviour;
  self->identity = jly_identity_generate ();
  self->cancellable = g_cancellable_new ();
  self->listener = jly_listener_new ("127.0.0.1", 0, NULL);
  self->address = g_strdup_printf ("127.0.0.1:%u", jly_listener_get_port (self->listener));
  self->thread = g_thread_new ("server", server_worker, self);
}

static void
server_stop (Server *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  jly_listener_free (self->listener);
  jly_identity_free (self->identity);
  g_object_unref (self->cancellable);
  g_free (self->address);
}

static void
check (const JlyProbe *probe, JlyProbeKind kind)
{
  g_test_message ("%s %s", jly_probe_kind_name (probe->kind), probe->sentence);
  g_assert_cmpstr (jly_probe_kind_name (probe->kind), ==, jly_probe_kind_name (kind));
  g_assert_nonnull (strstr (probe->sentence, "North"));
  g_assert_true ((probe->next == NULL) == (kind == JLY_PROBE_OK));
  g_assert_true ((probe->round_trip >= 0) == (kind == JLY_PROBE_OK || kind == JLY_PROBE_CLOCK));
}

/* other: whoever is called has another key than is expected. */
static void
probe_server (Behaviour behaviour, gboolean other, JlyProbeKind kind)
{
  g_autoptr (JlyIdentity) own = jly_identity_generate ();
  g_autoptr (JlyProbe) probe = NULL;
  Server server = { 0 };
  guint8 identity[32], link[32], sealing[32];

  server_start (&server, behaviour);
  jly_identity_get_public (other ? own : server.identity, identity, link, sealing);
  probe = jly_probe_run (server.address, "North", link, STUDY, own, TIMEOUT, NULL);
  check (probe, kind);
  if (kind == JLY_PROBE_CLOCK)
    g_assert_cmpint (ABS (probe->clock - 3600), <, 5);
  server_stop (&server);
}

static void
test_answered (void)
{
  probe_server (WELL, FALSE, JLY_PROBE_OK);
  probe_server (WELL, TRUE, JLY_PROBE_OTHER_KEY);
  probe_server (STRANGER, FALSE, JLY_PROBE_NOT_KNOWN);
  probe_server (WRONG_TIME, FALSE, JLY_PROBE_CLOCK);
  probe_server (GARBAGE, FALSE, JLY_PROBE_NOT_JOINTLY);
  probe_server (SILENT, FALSE, JLY_PROBE_SILENT);
}

static void
probe_address (const char *address, JlyProbeKind kind)
{
  g_autoptr (JlyIdentity) own = jly_identity_generate ();
  const guint8 link[32] = { 1 };
  g_autoptr (JlyProbe) probe = jly_probe_run (address, "North", link, STUDY, own, TIMEOUT, NULL);

  check (probe, kind);
}

static void
test_addresses (void)
{
  g_autoptr (JlyListener) listener = jly_listener_new ("127.0.0.1", 0, NULL);
  g_autofree char *closed = g_strdup_printf ("127.0.0.1:%u", jly_listener_get_port (listener));

  g_clear_pointer (&listener, jly_listener_free);
  probe_address (NULL, JLY_PROBE_NO_ADDRESS);
  probe_address ("north.example.org", JLY_PROBE_BAD_ADDRESS);
  probe_address (closed, JLY_PROBE_OWN_ADDRESS);
  probe_address ("north.invalid:7461", JLY_PROBE_NO_NAME);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/probe/answered", test_answered);
  g_test_add_func ("/service/probe/addresses", test_addresses);
  return g_test_run ();
}
