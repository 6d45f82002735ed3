/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-study-book.h. */
#include "config.h"

#include "party/jly-study-book.h"

#include "base/jly-plain.h"
#include "study/jly-refusal.h"

#include <string.h>

JlyAcceptance *
jly_study_book_read_acceptance (const JlyContract *contract,
                                const guint8 hash[JLY_HASH_BYTES],
                                const JlyNote *note,
                                GError **error)
{
  GBytes *bytes = jly_note_get (note, 0);
  g_autoptr (JlyAcceptance) acceptance = NULL;

  if (bytes == NULL || !g_str_equal (note->kind, JLY_NOTE_ACCEPTANCE))
    {
      jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
      return NULL;
    }
  acceptance = jly_acceptance_decode (bytes, error);
  if (acceptance == NULL)
    return NULL;
  if (memcmp (acceptance->keys.identity, note->signer, 32) != 0
      || !jly_note_verify (note, JLY_SIGNS_ACCEPTANCE, bytes))
    jly_refuse (error, JLY_REFUSAL_SIGNATURE, acceptance->name);
  else if (memcmp (acceptance->contract_hash, hash, JLY_HASH_BYTES) != 0)
    jly_refuse (error, JLY_REFUSAL_CONTRACT, acceptance->name);
  else if (contract->policy.n_joining == 0)
    jly_refuse (error, JLY_REFUSAL_JOINING, acceptance->name);
  else
    return g_steal_pointer (&acceptance);
  return NULL;
}

JlyNote *
jly_study_book_guest_new (const char *name, const JlyPublicKeys *keys)
{
  JlyNote *note = jly_note_new (JLY_NOTE_GUEST);

  jly_note_add (note, (const guint8 *)name, strlen (name));
  jly_note_add (note, keys->identity, sizeof keys->identity);
  jly_note_add (note, keys->sealing, sizeof keys->sealing);
  return jly_note_add (note, keys->link, sizeof keys->link);
}

/* A key or a name that the book has already stays with whom it has it from. */
static void
add (JlyAddressBook *book, const char *name, const guint8 identity[32], const guint8 sealing[32])
{
  if (jly_address_book_find (book, identity) < 0 && jly_address_book_find_name (book, name) < 0)
    jly_address_book_add (book, name, identity, sealing);
}

/* All but the link key; NULL if it is no guest's note. Its own entry has no name before it has
 * joined. */
static char *
read_guest (const JlyNote *note, JlyPublicKeys *keys)
{
  GBytes *text = jly_note_get (note, 0);
  g_autofree char *name = NULL;

  if (text == NULL || !g_str_equal (note->kind, JLY_NOTE_GUEST)
      || !jly_note_copy (note, 1, keys->identity, sizeof keys->identity)
      || !jly_note_copy (note, 2, keys->sealing, sizeof keys->sealing))
    return NULL;
  name = g_bytes_get_size (text) > 0
             ? g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text))
             : g_strdup ("");
  return g_utf8_validate (name, -1, NULL) && jly_plain_is_line (name) ? g_steal_pointer (&name)
                                                                      : NULL;
}

static void
add_guest (JlyAddressBook *book, const JlyNote *note)
{
  JlyPublicKeys keys;
  g_autofree char *name = read_guest (note, &keys);

  if (name != NULL)
    add (book, name, keys.identity, keys.sealing);
}

GPtrArray *
jly_study_book_list_guests (const GPtrArray *notes)
{
  GPtrArray *guests = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_party_free);

  for (guint i = 0; i < notes->len; i++)
    {
      const JlyStoredNote *stored = notes->pdata[i];
      g_autoptr (JlyNote) note = jly_note_decode (stored->bytes, NULL);
      JlyParty guest = { 0 };

      if (note == NULL || (guest.name = read_guest (note, &guest.keys)) == NULL)
        continue;
      if (*guest.name != '\0' && jly_note_copy (note, 3, guest.keys.link, sizeof guest.keys.link))
        g_ptr_array_add (guests, g_memdup2 (&guest, sizeof guest));
      else
        g_free (guest.name);
    }
  return guests;
}

static void
add_stored (JlyAddressBook *book,
            const JlyContract *contract,
            const guint8 hash[JLY_HASH_BYTES],
            const JlyStoredNote *stored)
{
  g_autoptr (JlyNote) note = jly_note_decode (stored->bytes, NULL);
  g_autoptr (JlyAcceptance) acceptance = NULL;

  if (note == NULL)
    return;
  if (g_str_equal (note->kind, JLY_NOTE_GUEST))
    add_guest (book, note);
  else if (g_str_equal (note->kind, JLY_NOTE_ACCEPTANCE)
           && (acceptance = jly_study_book_read_acceptance (contract, hash, note, NULL)) != NULL)
    add (book, acceptance->name, acceptance->keys.identity, acceptance->keys.sealing);
}

JlyAddressBook *
jly_study_book_new (const JlyContract *contract,
                    const guint8 hash[JLY_HASH_BYTES],
                    const GPtrArray *notes)
{
  JlyAddressBook *book = jly_address_book_new (contract->study_id, hash);

  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      jly_address_book_add (book, party->name, party->keys.identity, party->keys.sealing);
    }
  for (guint i = 0; i < notes->len; i++)
    add_stored (book, contract, hash, notes->pdata[i]);
  return book;
}
