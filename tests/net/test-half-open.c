/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cable is pulled while a link waits: no byte and no goodbye comes any more. The network is one
 * of this test's own, which has nothing but the computer itself. */
#include "config.h"

#include "base/jly-error.h"
#include "net/link-pair.h"

#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Far longer than the system needs, so that an end by the link's own clock is told apart. */
#define WAIT_MS 120000u

static gboolean
set_loopback (gboolean up)
{
  struct ifreq request = { .ifr_name = "lo", .ifr_flags = up ? IFF_UP : 0 };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  gboolean ok = fd >= 0 && ioctl (fd, SIOCSIFFLAGS, &request) == 0;

  if (fd >= 0)
    close (fd);
  return ok;
}

/* Where that is not allowed the test is passed over. */
static gboolean
has_own_network (void)
{
  return (unshare (CLONE_NEWNET) == 0 || unshare (CLONE_NEWUSER | CLONE_NEWNET) == 0)
         && set_loopback (TRUE);
}

static gpointer
receive_worker (gpointer link)
{
  GError *error = NULL;

  g_assert_null (jly_link_receive (link, 0x10, 64, &error));
  return error;
}

static void
pass_one (JlyLink *from, JlyLink *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) got = NULL;

  g_assert_true (jly_link_send (from, 0x10, (const guint8 *)"x", 1, &error));
  got = jly_link_receive (to, 0x10, 64, &error);
  g_assert_no_error (error);
}

static void
check_lost (GError *error)
{
  g_assert_error (error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, "cannot be reached any more"));
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

/* The called end only waits, so that its peer is probed; the other has sent what nobody confirms.
 */
static void
test_pulled (void)
{
  g_auto (LinkPair) pair = { 0 };
  g_autoptr (GError) waited = NULL, sent = NULL;
  GThread *thread;

  if (!has_own_network ())
    {
      g_test_skip ("This computer gives no network of one's own.");
      return;
    }
  link_pair_init (&pair);
  pair.timeout_ms[CALLER] = pair.timeout_ms[CALLED] = WAIT_MS;
  link_pair_open (&pair);
  g_assert_no_error (pair.errors[CALLER]);
  g_assert_no_error (pair.errors[CALLED]);
  /* The last of these confirms all that the called side has sent. */
  pass_one (pair.links[CALLED], pair.links[CALLER]);
  pass_one (pair.links[CALLER], pair.links[CALLED]);
  g_assert_true (set_loopback (FALSE));
  thread = g_thread_new ("called", receive_worker, pair.links[CALLED]);
  g_assert_true (jly_link_send (pair.links[CALLER], 0x10, (const guint8 *)"x", 1, &sent));
  sent = receive_worker (pair.links[CALLER]);
  waited = g_thread_join (thread);
  check_lost (sent);
  check_lost (waited);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/half-open/pulled", test_pulled);
  return g_test_run ();
}
