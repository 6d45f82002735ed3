/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-socket.h. */
#include "config.h"

#include "net/jly-socket.h"

#include "base/jly-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#define WAITING_CALLERS 64

#define QUIET_SECONDS 10
#define PROBE_SECONDS 5
#define N_PROBES ((int)(JLY_SOCKET_LOST_SECONDS - QUIET_SECONDS) / PROBE_SECONDS)

void
jly_socket_tune (int fd)
{
  const struct
  {
    int level, name, value;
  } options[] = {
    /* A round is one small piece that the other side waits for. */
    { IPPROTO_TCP, TCP_NODELAY, 1 },
    /* Who waits for a peer that computes for minutes hears by these that its network is gone. */
    { SOL_SOCKET, SO_KEEPALIVE, 1 },
    { IPPROTO_TCP, TCP_KEEPIDLE, QUIET_SECONDS },
    { IPPROTO_TCP, TCP_KEEPINTVL, PROBE_SECONDS },
    { IPPROTO_TCP, TCP_KEEPCNT, N_PROBES },
    /* The same for bytes that nobody confirms; it also counts for the probes. */
    { IPPROTO_TCP, TCP_USER_TIMEOUT, (int)JLY_SOCKET_LOST_SECONDS * 1000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    /* Failing costs time, not safety. */
    if (setsockopt (fd, options[i].level, options[i].name, &options[i].value,
                    sizeof options[i].value)
        != 0)
      g_debug ("Option %d of a socket could not be set.", options[i].name);
}

/* One name that is being looked up, until an answer or the deadline. */
typedef struct
{
  GCancellable *stop; /* of the look-up; by the caller's or by the deadline */
  gboolean is_late;
  gboolean is_done;
  GList *addresses;
  GError *error;
} Lookup;

static gboolean
late_cb (gpointer data)
{
  Lookup *self = data;

  self->is_late = TRUE;
  g_cancellable_cancel (self->stop);
  return G_SOURCE_REMOVE;
}

static void
found_cb (GObject *resolver, GAsyncResult *result, gpointer data)
{
  Lookup *self = data;

  self->addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (resolver), result, &self->error);
  self->is_done = TRUE;
}

static void
stop_cb (GCancellable *cancellable, gpointer stop)
{
  g_cancellable_cancel (stop);
}

static void
run_lookup (Lookup *self, const char *host, gint64 deadline)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  gint64 left = (deadline - g_get_monotonic_time () + 999) / 1000;
  g_autoptr (GSource) timer = g_timeout_source_new ((guint)CLAMP (left, 0, G_MAXINT));

  g_main_context_push_thread_default (context);
  g_source_set_callback (timer, late_cb, self, NULL);
  g_source_attach (timer, context);
  g_resolver_lookup_by_name_async (resolver, host, self->stop, found_cb, self);
  while (!self->is_done)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (timer);
  g_main_context_pop_thread_default (context);
}

/* The system's own look-up waits as long as it likes, so it goes on alone if the time is over. */
static GList *
look_up (
    const char *host, const char *name, gint64 deadline, GCancellable *cancellable, GError **error)
{
  const JlyErrorDetail detail = {
    .party = name,
    .step = "name",
    .next = _ ("Check this computer’s network connection, or use the address in numbers."),
  };
  Lookup self = { .stop = g_cancellable_new () };
  gulong id = cancellable != NULL
                  ? g_cancellable_connect (cancellable, G_CALLBACK (stop_cb), self.stop, NULL)
                  : 0;

  run_lookup (&self, host, deadline);
  if (id != 0)
    g_cancellable_disconnect (cancellable, id);
  g_object_unref (self.stop);
  if (self.addresses != NULL || !self.is_late)
    {
      if (self.error != NULL)
        g_propagate_error (error, self.error);
      return self.addresses;
    }
  g_clear_error (&self.error);
  jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail,
            _ ("The name “%s” of %s could not be looked up in time."), host, name);
  return NULL;
}

static GList *
resolve (
    const char *host, const char *name, gint64 deadline, GCancellable *cancellable, GError **error)
{
  GInetAddress *address = g_inet_address_new_from_string (host);

  return address != NULL ? g_list_prepend (NULL, address)
                         : look_up (host, name, deadline, cancellable, error);
}

gboolean
jly_socket_find (
    const char *host, const char *name, gint64 deadline, GCancellable *cancellable, GError **error)
{
  GList *addresses = resolve (host, name, deadline, cancellable, error);

  g_list_free_full (addresses, g_object_unref);
  return addresses != NULL;
}

static socklen_t
fill_address (GInetAddress *address, guint16 port, struct sockaddr_storage *native)
{
  g_autoptr (GSocketAddress) full = g_inet_socket_address_new (address, port);
  gssize n = g_socket_address_get_native_size (full);

  if (!g_socket_address_to_native (full, native, sizeof *native, NULL))
    return 0;
  return (socklen_t)n;
}

/* Waits until connect has ended; 0 or an errno. */
static int
wait_connected (int fd, gint64 deadline, GCancellable *cancellable)
{
  GPollFD polls[2] = { { .fd = fd, .events = G_IO_OUT }, { .fd = -1 } };
  gboolean has_cancel = g_cancellable_make_pollfd (cancellable, &polls[1]);
  int ready, code = 0;
  socklen_t n = sizeof code;

  do
    {
      gint64 left = (deadline - g_get_monotonic_time () + 999) / 1000;

      ready = g_poll (polls, has_cancel ? 2 : 1, (int)CLAMP (left, 0, G_MAXINT));
    }
  while (ready < 0 && errno == EINTR);
  if (has_cancel)
    g_cancellable_release_fd (cancellable);
  if (g_cancellable_is_cancelled (cancellable))
    return ECANCELED;
  if (ready == 0)
    return ETIMEDOUT;
  if (getsockopt (fd, SOL_SOCKET, SO_ERROR, &code, &n) != 0)
    return errno;
  return code;
}

/* A socket, or -1 with errno. */
static int
connect_address (GInetAddress *address, guint16 port, gint64 deadline, GCancellable *cancellable)
{
  struct sockaddr_storage native;
  socklen_t n = fill_address (address, port, &native);
  int fd, code;

  if (n == 0)
    {
      errno = EAFNOSUPPORT;
      return -1;
    }
  fd = socket (native.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return -1;
  code = connect (fd, (struct sockaddr *)&native, n) == 0 ? 0 : errno;
  if (code == EINPROGRESS || code == EINTR)
    code = wait_connected (fd, deadline, cancellable);
  if (code == 0)
    {
      jly_socket_tune (fd);
      return fd;
    }
  close (fd);
  errno = code;
  return -1;
}

static void
fail_connect (const char *host, guint16 port, const char *name, int code, GError **error)
{
  const JlyErrorDetail detail = {
    .party = name,
    .next
    = _ ("See whether that computer is on, Jointly runs there, and address and port are right."),
  };

  if (code == ECANCELED)
    jly_fail (error, JLY_ERROR_CANCELLED, &detail, _ ("The connection to %s was stopped."), name);
  else
    jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail,
              _ ("There is no connection to %s at %s, port %u: %s."), name, host, port,
              g_strerror (code));
}

int
jly_socket_connect (const char *host,
                    guint16 port,
                    const char *name,
                    gint64 deadline,
                    GCancellable *cancellable,
                    GError **error)
{
  GList *addresses = resolve (host, name, deadline, cancellable, error);
  int fd = -1, code = EHOSTUNREACH;

  if (addresses == NULL)
    {
      jly_error_adopt (error, JLY_ERROR_UNAVAILABLE, &(JlyErrorDetail){ .party = name });
      return -1;
    }
  for (GList *l = addresses; l != NULL && fd < 0 && code != ECANCELED && code != ETIMEDOUT;
       l = l->next)
    {
      fd = connect_address (l->data, port, deadline, cancellable);
      code = errno;
    }
  g_list_free_full (addresses, g_object_unref);
  if (fd < 0)
    fail_connect (host, port, name, code, error);
  return fd;
}

static void
fail_listen (const char *host, guint16 port, int code, GError **error)
{
  const JlyErrorDetail taken = {
    .next = _ ("Choose another with --set port=…, or stop that program."),
  };

  if (code == EADDRINUSE)
    jly_fail (error, JLY_ERROR_UNAVAILABLE, &taken,
              _ ("Port %u on this computer is in use by another program."), port);
  else if (code == EACCES)
    jly_fail (error, JLY_ERROR_SYSTEM,
              &(JlyErrorDetail){ .next = _ ("Choose a port above 1023 with --set port=…") },
              _ ("Port %u on this computer is reserved for the system."), port);
  else if (code == EADDRNOTAVAIL)
    jly_fail (error, JLY_ERROR_CONFIG, &(JlyErrorDetail){ .next = _ ("Check the address.") },
              _ ("%s is not an address of this computer."), host);
  else
    jly_fail (error, JLY_ERROR_SYSTEM, NULL,
              _ ("Nobody can connect to port %u on this computer: %s."), port, g_strerror (code));
}

static guint16
get_bound_port (int fd)
{
  struct sockaddr_storage native;
  socklen_t n = sizeof native;

  if (getsockname (fd, (struct sockaddr *)&native, &n) != 0)
    return 0;
  if (native.ss_family == AF_INET6)
    return ntohs (((struct sockaddr_in6 *)&native)->sin6_port);
  return ntohs (((struct sockaddr_in *)&native)->sin_port);
}

int
jly_socket_listen (const char *host, guint16 port, guint16 *bound_port, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  struct sockaddr_storage native;
  socklen_t n = address == NULL ? 0 : fill_address (address, port, &native);
  const int on = 1;
  int fd, code;

  if (n == 0)
    {
      fail_listen (host, port, EADDRNOTAVAIL, error);
      return -1;
    }
  fd = socket (native.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  /* Linux gives a port that somebody listens on to nobody else, even with SO_REUSEADDR, which only
   * frees it from connections that ended a moment ago. */
  if (fd >= 0 && setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0
      && bind (fd, (struct sockaddr *)&native, n) == 0 && listen (fd, WAITING_CALLERS) == 0)
    {
      *bound_port = get_bound_port (fd);
      return fd;
    }
  code = errno;
  if (fd >= 0)
    close (fd);
  fail_listen (host, port, code, error);
  return -1;
}
