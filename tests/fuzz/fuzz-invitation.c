/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An invitation from anywhere: as bytes, as text with a link in it, and signed by who made it up.
 * What is read can be shown, and gives the same bytes when it is written again. */
#include "config.h"

#include "fuzz/fuzz.h"
#include "post/jly-invitation.h"

#include <string.h>

const char *const fuzz_name = "invitation";

static const guint8 secret[JLY_IDENTITY_SECRET_BYTES] = { 9 };

static const JlyIdentity *
find_inviter (void)
{
  static JlyIdentity *inviter;

  if (inviter == NULL)
    inviter = jly_identity_from_secret (secret);
  return inviter;
}

static void
try_read (GBytes *bytes)
{
  g_autoptr (JlyInvitation) read = jly_invitation_decode (bytes, NULL);
  g_autoptr (GPtrArray) sentences = NULL;
  g_autoptr (GBytes) again = NULL;

  if (read == NULL)
    return;
  sentences = jly_invitation_to_sentences (read);
  g_assert_cmpuint (sentences->len, >=, 3);
  again = jly_invitation_encode (read, find_inviter (), NULL);
  g_assert_true (g_bytes_equal (again, bytes));
}

/* The map around these bytes, with a signature that is right. */
static GBytes *
sign (const guint8 *bytes, gsize n)
{
  static const guint8 head[] = { 0xa3, 1, 1, 2, 0x59 }, middle[] = { 3, 0x58, 64 };
  guint8 signature[64], length[2] = { (guint8)(n >> 8), (guint8)n };
  GByteArray *all = g_byte_array_new ();

  jly_identity_sign (find_inviter (), "invitation", bytes, n, signature);
  g_byte_array_append (all, head, sizeof head);
  g_byte_array_append (all, length, sizeof length);
  g_byte_array_append (all, bytes, (guint)n);
  g_byte_array_append (all, middle, sizeof middle);
  g_byte_array_append (all, signature, sizeof signature);
  return g_byte_array_free_to_bytes (all);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) all = g_bytes_new (bytes, n);
  g_autoptr (GBytes) found = jly_invitation_find (all, NULL);

  try_read (all);
  if (found != NULL)
    try_read (found);
  if (n > 255 && n < 4000)
    {
      g_autoptr (GBytes) inside = sign (bytes, n);

      try_read (inside);
    }
  return 0;
}

static GBytes *
make_whole (void)
{
  g_autoptr (JlyInvitation) invitation = jly_invitation_new (find_inviter ());

  g_free (invitation->title);
  g_free (invitation->inviter);
  invitation->title = g_strdup ("Wages");
  invitation->inviter = g_strdup ("Anna");
  invitation->roles = 1;
  memset (invitation->secret, 5, sizeof invitation->secret);
  g_ptr_array_add (invitation->learns, g_strdup ("the mean"));
  return jly_invitation_encode (invitation, find_inviter (), NULL);
}

/* 0: the bytes. 1: a link in a text. 2: what is signed. */
GBytes *
fuzz_seed (guint index)
{
  g_autoptr (GBytes) whole = make_whole ();
  g_autofree char *link = jly_invitation_to_link (whole);

  switch (index)
    {
    case 0:
      return g_steal_pointer (&whole);
    case 1:
      return g_bytes_new (link, strlen (link));
    case 2:
      return g_bytes_new_from_bytes (whole, 7, g_bytes_get_size (whole) - 7 - 67);
    default:
      return NULL;
    }
}
