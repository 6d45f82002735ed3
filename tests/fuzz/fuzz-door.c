/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first bytes on a service's door. Before the hello: what a stranger sends in place of TLS,
 * which never becomes a link. Behind it: the offer of a study by whoever got through, which is
 * taken only with a secret that was given; nobody here has one.
 */
#include "config.h"

#include "base/jly-error.h"
#include "fuzz/fuzz.h"
#include "fuzz/service-target.h"
#include "party/jly-note.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TIMEOUT 10000u
/* One input in so many goes to TLS, which takes a thousand times as long. */
#define TLS_SHARE 16

const char *const fuzz_name = "door";

static gboolean
admit (const guint8 key[32], const JlyHello *hello, gpointer data, GError **error)
{
  g_assert_not_reached ();
  return FALSE;
}

static void
knock (const guint8 *bytes, gsize n)
{
  static const guint8 seed[32] = { 4 };
  g_autoptr (GError) error = NULL;
  int fds[2];

  g_assert (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0);
  g_assert (fcntl (fds[0], F_SETFL, O_NONBLOCK) == 0);
  g_assert (n == 0 || write (fds[1], bytes, n) == (gssize)n);
  shutdown (fds[1], SHUT_WR);
  g_assert (jly_link_accept (fds[0], seed, NULL, admit, NULL, TIMEOUT, NULL, &error) == NULL);
  g_assert (error != NULL && error->domain == JLY_ERROR);
  close (fds[1]);
}

static void
offer (const guint8 *bytes, gsize n)
{
  static const guint8 link[32] = { 8 };
  g_autoptr (GBytes) all = g_bytes_new (bytes, n);
  g_autoptr (GError) error = NULL;

  g_assert (!jly_service_take_offer (service_target_get (), link, all, &error));
  g_assert (error != NULL && error->domain == JLY_ERROR);
  g_assert (jly_service_count_studies (service_target_get ()) == 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  static guint count;

  if (count++ % TLS_SHARE == 0)
    knock (bytes, n);
  offer (bytes, n);
  return 0;
}

/* The start of a ClientHello, as far as TLS reads it before it judges; and an offer. */
GBytes *
fuzz_seed (guint index)
{
  static const guint8 hello[]
      = { 0x16, 0x03, 0x01, 0x00, 0x30, 0x01, 0x00, 0x00, 0x2c, 0x03, 0x03, 1,  2,  3,
          4,    5,    6,    7,    8,    9,    10,   11,   12,   13,   14,   15, 16, 17,
          18,   19,   20,   21,   22,   23,   24,   25,   26,   27,   28,   29, 30, 31,
          32,   0x00, 0x00, 0x02, 0x13, 0x01, 0x01, 0x00, 0x00, 0x01, 0x00 };
  guint8 secret[16] = { 5 };
  g_autoptr (GByteArray) all = NULL;
  g_autoptr (GBytes) text = NULL, encoded = NULL;
  JlyNote *note;

  if (index == 0)
    return g_bytes_new_static (hello, sizeof hello);
  if (index > 2)
    return NULL;
  all = g_byte_array_new ();
  text = g_bytes_new_static ("\xa1\x01\x02", 3);
  note = jly_note_add_bytes (jly_note_new (index == 1 ? "contract" : "signature"), text);
  encoded = jly_note_encode (note);
  jly_note_free (note);
  g_byte_array_append (all, secret, sizeof secret);
  g_byte_array_append (all, g_bytes_get_data (encoded, NULL), (guint)g_bytes_get_size (encoded));
  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}
