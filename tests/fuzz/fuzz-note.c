/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes of strangers: what is read has one form and the parts it was given. The seeds are the notes
 * that lie with the six members of a real study before it is computed. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "base/jly-error.h"
#include "party/members-fixture.h"

#include <string.h>

const char *const fuzz_name = "note";

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) whole = g_bytes_new (bytes, n);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyNote) note = jly_note_decode (whole, &error);
  guint8 some[32];

  g_assert ((note == NULL) == (error != NULL));
  if (note == NULL)
    {
      g_assert (error->domain == JLY_ERROR && error->code == JLY_ERROR_PROTOCOL);
      return 0;
    }
  again = jly_note_encode (note);
  g_assert (g_bytes_equal (whole, again));
  g_assert (note->parts->len <= JLY_NOTE_MAX_PARTS && *note->kind != '\0');
  g_assert (jly_note_get (note, note->parts->len) == NULL);
  g_assert (!jly_note_copy (note, note->parts->len, some, sizeof some));
  return 0;
}

/* Every note of every member, as bytes. */
static GPtrArray *
collect (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  Members world;

  members_set_up (&world);
  members_prepare (&world);
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      JlyMember *member = members_open (&world, i);

      for (guint k = 0; k < member->posts->len; k++)
        g_ptr_array_add (all, jly_note_encode (member->posts->pdata[k]));
      members_close (member);
    }
  members_tear_down (&world);
  return all;
}

GBytes *
fuzz_seed (guint index)
{
  static GPtrArray *all;

  if (all == NULL)
    all = collect ();
  return index < all->len ? g_bytes_ref (all->pdata[index]) : NULL;
}
