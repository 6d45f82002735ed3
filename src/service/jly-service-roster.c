/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-roster.h. */
#include "config.h"

#include "service/jly-service-roster.h"

#include "party/jly-member-private.h"

#include <sodium.h>
#include <string.h>

static void
clear (gpointer data)
{
  JlyServiceRoster *self = data;

  g_clear_pointer (&self->book, jly_address_book_free);
  g_free (self->links);
}

static JlyAddressBook *
copy_book (const JlyAddressBook *book)
{
  JlyAddressBook *copy = jly_address_book_new (book->study_id, book->contract);

  for (guint i = 0; i < book->members->len; i++)
    {
      const JlyAddress *address = jly_address_book_get (book, i);

      jly_address_book_add (copy, address->name, address->identity, address->sealing);
    }
  return copy;
}

static void
set_link (JlyServiceRoster *self, const JlyPublicKeys *keys)
{
  gint place = jly_address_book_find (self->book, keys->identity);

  if (place >= 0)
    memcpy (self->links[place], keys->link, sizeof *self->links);
}

static void
set_links (JlyServiceRoster *self, const JlyMember *member)
{
  const JlyGovernance *governance = jly_store_governance_get (member->governance, NULL);
  const GPtrArray *joined = governance != NULL ? jly_governance_get_joined (governance) : NULL;
  guint n = 0;

  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];

      set_link (self, &party->keys);
      if ((party->roles & JLY_ROLE_FLAG_MINER) != 0 && n < JLY_STUDY_MINERS)
        self->miners[n++]
            = (guint)MAX (0, jly_address_book_find (self->book, party->keys.identity));
    }
  for (guint i = 0; joined != NULL && i < joined->len; i++)
    set_link (self, &((const JlyJoinedParty *)joined->pdata[i])->party.keys);
}

JlyServiceRoster *
jly_service_roster_new (const JlyMember *member, GError **error)
{
  const JlyPostStudy *study = jly_member_get_post (member);
  JlyServiceRoster *self;

  if (study == NULL || !jly_member_check_contract (member, error))
    {
      if (error != NULL && *error == NULL)
        jly_refuse (error, JLY_REFUSAL_CONTRACT, NULL);
      return NULL;
    }
  self = g_atomic_rc_box_new0 (JlyServiceRoster);
  self->book = copy_book (study->book);
  self->links = g_malloc0_n (self->book->members->len, sizeof *self->links);
  self->own = jly_post_get_own (study->post);
  set_links (self, member);
  return self;
}

JlyServiceRoster *
jly_service_roster_ref (JlyServiceRoster *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
jly_service_roster_unref (JlyServiceRoster *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

gint
jly_service_roster_find (const JlyServiceRoster *self, const guint8 link[32])
{
  gint found = -1;

  if (sodium_is_zero (link, 32))
    return -1;
  for (guint i = 0; i < self->book->members->len; i++)
    if (sodium_memcmp (self->links[i], link, sizeof *self->links) == 0)
      found = (gint)i;
  return found;
}

gboolean
jly_service_roster_has (const JlyServiceRoster *self, const char *name)
{
  for (guint i = 0; i < self->book->members->len; i++)
    if (g_str_equal (jly_address_book_get (self->book, i)->name, name))
      return TRUE;
  return FALSE;
}
