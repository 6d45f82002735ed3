/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-probe.h. The plain connection is tried first and by itself, since its errors are what
 * tells a firewall from a program that is closed; only then the link. */
#include "config.h"

#include "party/jly-probe.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"
#include "net/jly-link.h"
#include "party/jly-call.h"
#include "party/jly-frames.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define TIME_BYTES 8
#define MOST_CLOCK 60 /* seconds */

static const struct
{
  const char *name;
  const char *sentence; /* with the party's name */
  const char *next;
} kinds[] = {
  [JLY_PROBE_OK] = { "ok", N_ ("“%s” answers."), NULL },
  [JLY_PROBE_NO_ADDRESS]
  = { "no-address", N_ ("Nobody has told this computer where “%s” is reached."),
      N_ ("Ask for its file or link, and open it in Jointly or give it to jointlyctl study "
          "meet.") },
  [JLY_PROBE_BAD_ADDRESS]
  = { "bad-address", N_ ("What is known as the address of “%s” is none."),
      N_ ("Ask its operator to set [network] address to a name and a port.") },
  [JLY_PROBE_OWN_ADDRESS]
  = { "own-address",
      N_ ("“%s” gave an address that means “this computer”, and nothing answers here."),
      N_ ("Ask its operator for the address by which others reach it, not 127.0.0.1 or "
          "localhost.") },
  [JLY_PROBE_NO_NAME]
  = { "no-name", N_ ("The address of “%s” has a name that nobody knows."),
      N_ ("Check the name for a slip, and whether this computer is on the internet.") },
  [JLY_PROBE_NO_NETWORK] = { "no-network", N_ ("This computer has no way to “%s”."),
                             N_ ("Check this computer’s own network connection.") },
  [JLY_PROBE_NO_ANSWER]
  = { "no-answer", N_ ("Nothing at the address of “%s” answers at all."),
      N_ ("That computer is off, or a firewall in between lets nothing through: ask its operator "
          "to open its port.") },
  [JLY_PROBE_CLOSED]
  = { "closed", N_ ("The computer of “%s” is there, but Jointly does not run at that port."),
      N_ ("Ask that party to start Jointly, and to compare the port.") },
  [JLY_PROBE_SILENT] = { "silent", N_ ("“%s” was reached, and then said nothing."),
                         N_ ("Its program hangs, or something in between swallows what is sent: "
                             "try again, then ask its "
                             "operator to start it anew.") },
  [JLY_PROBE_OTHER_KEY]
  = { "other-key", N_ ("Somebody else answers at the address of “%s”: the key is another one."),
      N_ ("Nothing was sent. Ask that party by phone whether its key or its address changed.") },
  [JLY_PROBE_NOT_JOINTLY]
  = { "not-jointly", N_ ("What answers at the address of “%s” is not this version of Jointly."),
      N_ ("Compare the port, and the versions of Jointly on both computers.") },
  [JLY_PROBE_NOT_KNOWN]
  = { "not-known", N_ ("“%s” answers, but does not know this study, or not you as a party of it."),
      N_ ("Ask whoever prepared the contract to bring it there: by starting Jointly, or by "
          "jointlyctl study sync.") },
  [JLY_PROBE_CLOCK]
  = { "clock", N_ ("“%s” answers, but its clock and this computer’s differ by more than a minute."),
      N_ ("Set the clock right that is wrong: approvals and deadlines go by it.") },
  [JLY_PROBE_FAILED] = { "failed", N_ ("“%s” cannot be used."), N_ ("Try again.") },
};

char *
jly_probe_describe_mender (JlyProbeKind kind, const char *name)
{
  switch (kind)
    {
    case JLY_PROBE_OK:
      return NULL;
    case JLY_PROBE_NO_NETWORK:
      return g_strdup (_ ("You can mend it, on this computer or in its network."));
    case JLY_PROBE_NO_NAME:
    case JLY_PROBE_NOT_JOINTLY:
    case JLY_PROBE_CLOCK:
    case JLY_PROBE_FAILED:
      return g_strdup_printf (_ ("You or whoever runs “%s” can mend it."), name);
    case JLY_PROBE_NOT_KNOWN:
      return g_strdup_printf (
          _ ("Whoever prepared the contract can mend it, or whoever runs “%s”."), name);
    case JLY_PROBE_NO_ADDRESS:
    case JLY_PROBE_BAD_ADDRESS:
    case JLY_PROBE_OWN_ADDRESS:
    case JLY_PROBE_NO_ANSWER:
    case JLY_PROBE_CLOSED:
    case JLY_PROBE_SILENT:
    case JLY_PROBE_OTHER_KEY:
    default:
      return g_strdup_printf (_ ("Whoever runs “%s” can mend it."), name);
    }
}

const char *
jly_probe_kind_name (JlyProbeKind kind)
{
  return kinds[kind].name;
}

static JlyProbe *
probe_new (JlyProbeKind kind, const char *name)
{
  JlyProbe *self = g_new0 (JlyProbe, 1);

  self->kind = kind;
  self->round_trip = -1;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  self->sentence = g_strdup_printf (_ (kinds[kind].sentence), name);
#pragma GCC diagnostic pop
  self->next = kinds[kind].next != NULL ? g_strdup (_ (kinds[kind].next)) : NULL;
  return self;
}

void
jly_probe_free (JlyProbe *self)
{
  if (self == NULL)
    return;
  g_free (self->sentence);
  g_free (self->next);
  g_free (self);
}

static gboolean
is_own (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0
         || (address != NULL
             && (g_inet_address_get_is_loopback (address) || g_inet_address_get_is_any (address)));
}

/* What a plain connection's error says. */
static JlyProbeKind
judge_network (const GError *error, const char *host)
{
  if (error->domain == G_RESOLVER_ERROR)
    return JLY_PROBE_NO_NAME;
  if (is_own (host))
    return JLY_PROBE_OWN_ADDRESS;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return JLY_PROBE_CLOSED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return JLY_PROBE_NO_NETWORK;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return JLY_PROBE_NO_ANSWER;
  return JLY_PROBE_FAILED;
}

/* What a link's error says, once something was reached. */
static JlyProbeKind
judge_link (const GError *error)
{
  const JlyErrorDetail *detail = jly_error_get_detail (error);

  if (g_strcmp0 (detail->step, "other-key") == 0)
    return JLY_PROBE_OTHER_KEY;
  switch (error->domain == JLY_ERROR ? error->code : JLY_ERROR_INTERNAL)
    {
    case JLY_ERROR_REFUSED:
      return JLY_PROBE_NOT_KNOWN;
    case JLY_ERROR_PROTOCOL:
    case JLY_ERROR_CONFIG:
      return JLY_PROBE_NOT_JOINTLY;
    case JLY_ERROR_UNAVAILABLE:
      return JLY_PROBE_SILENT;
    default:
      return JLY_PROBE_FAILED;
    }
}

static gboolean
try_plain (GSocketConnectable *address, guint timeout_ms, GCancellable *cancellable, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  g_socket_client_set_timeout (client, (timeout_ms + 999) / 1000);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect (client, address, cancellable, error);
  return connection != NULL;
}

/* One message there and back: both clocks. */
static gboolean
compare_clocks (JlyLink *link, JlyProbe *self, GError **error)
{
  g_autoptr (GBytes) theirs = NULL;
  const guint8 nothing = 0;
  gint64 start = g_get_monotonic_time ();
  guint64 when = 0;
  JlyReader reader;

  if (!jly_link_send (link, JLY_FRAME_TIME, &nothing, 1, error)
      || (theirs = jly_link_receive (link, JLY_FRAME_TIME, TIME_BYTES, error)) == NULL)
    return FALSE;
  self->round_trip = g_get_monotonic_time () - start;
  jly_reader_init (&reader, g_bytes_get_data (theirs, NULL), g_bytes_get_size (theirs), TIME_BYTES);
  if (jly_reader_get_u64 (&reader, &when) && when < G_MAXINT32)
    self->clock = (gint64)when - g_get_real_time () / G_USEC_PER_SEC;
  return TRUE;
}

gboolean
jly_probe_answer (JlyLink *link, GError **error)
{
  g_autoptr (GBytes) question = jly_link_receive (link, JLY_FRAME_TIME, 1, error);
  g_auto (JlyWriter) writer = { 0 };
  g_autoptr (GBytes) answer = NULL;

  jly_writer_init (&writer, TIME_BYTES);
  jly_writer_put_u64 (&writer, (guint64)(g_get_real_time () / G_USEC_PER_SEC));
  answer = jly_writer_finish (&writer);
  return question != NULL
         && jly_link_send (link, JLY_FRAME_TIME, g_bytes_get_data (answer, NULL), TIME_BYTES,
                           error);
}

static JlyLink *
open_link (GNetworkAddress *address,
           const char *name,
           const guint8 link_key[32],
           const char *study_id,
           const JlyIdentity *identity,
           guint timeout_ms,
           GCancellable *cancellable,
           GError **error)
{
  guint8 seed[32];
  JlyHello hello;
  JlyLink *link;

  jly_call_make_hello (study_id, JLY_LINK_ROLE_PROBE, &hello);
  jly_identity_get_link_seed (identity, seed);
  link = jly_link_connect (g_network_address_get_hostname (address),
                           g_network_address_get_port (address), seed, link_key, &hello, name,
                           timeout_ms, cancellable, error);
  sodium_memzero (seed, sizeof seed);
  return link;
}

JlyProbe *
jly_probe_run (const char *address,
               const char *name,
               const guint8 link_key[32],
               const char *study_id,
               const JlyIdentity *identity,
               guint timeout_ms,
               GCancellable *cancellable)
{
  g_autoptr (GSocketConnectable) parsed
      = address != NULL ? g_network_address_parse (address, 0, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyLink) link = NULL;
  JlyProbe *self;

  if (address == NULL)
    return probe_new (JLY_PROBE_NO_ADDRESS, name);
  if (parsed == NULL || g_network_address_get_port (G_NETWORK_ADDRESS (parsed)) == 0)
    return probe_new (JLY_PROBE_BAD_ADDRESS, name);
  if (!jly_link_can_find (g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)), name,
                          timeout_ms, cancellable, NULL))
    return probe_new (JLY_PROBE_NO_NAME, name);
  if (!try_plain (parsed, timeout_ms, cancellable, &error))
    return probe_new (
        judge_network (error, g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed))), name);
  link = open_link (G_NETWORK_ADDRESS (parsed), name, link_key, study_id, identity, timeout_ms,
                    cancellable, &error);
  if (link == NULL)
    return probe_new (judge_link (error), name);
  self = probe_new (JLY_PROBE_OK, name);
  if (!compare_clocks (link, self, &error))
    {
      jly_probe_free (self);
      return probe_new (judge_link (error), name);
    }
  if (ABS (self->clock) > MOST_CLOCK)
    {
      JlyProbe *clock = probe_new (JLY_PROBE_CLOCK, name);

      clock->clock = self->clock;
      clock->round_trip = self->round_trip;
      jly_probe_free (self);
      return clock;
    }
  return self;
}
