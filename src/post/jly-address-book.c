/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-address-book.h. */
#include "config.h"

#include "post/jly-address-book.h"

#include <string.h>

static void
address_free (JlyAddress *address)
{
  g_free (address->name);
  g_free (address);
}

JlyAddressBook *
jly_address_book_new (const char *study_id, const guint8 *contract)
{
  JlyAddressBook *self = g_new0 (JlyAddressBook, 1);
  gboolean ok = jly_envelope_study_from_text (study_id, self->study);

  g_assert (ok);
  self->study_id = g_strdup (study_id);
  if (contract != NULL)
    memcpy (self->contract, contract, sizeof self->contract);
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify)address_free);
  return self;
}

void
jly_address_book_free (JlyAddressBook *self)
{
  if (self == NULL)
    return;
  g_free (self->study_id);
  g_ptr_array_unref (self->members);
  g_free (self);
}

void
jly_address_book_add (JlyAddressBook *self,
                      const char *name,
                      const guint8 identity[32],
                      const guint8 sealing[32])
{
  JlyAddress *address = g_new0 (JlyAddress, 1);

  address->name = g_strdup (name);
  memcpy (address->identity, identity, sizeof address->identity);
  memcpy (address->sealing, sealing, sizeof address->sealing);
  jly_envelope_mark (self->study, identity, address->mark);
  g_ptr_array_add (self->members, address);
}

const JlyAddress *
jly_address_book_get (const JlyAddressBook *self, guint member)
{
  g_assert (member < self->members->len);
  return self->members->pdata[member];
}

gint
jly_address_book_find (const JlyAddressBook *self, const guint8 identity[32])
{
  for (guint i = 0; i < self->members->len; i++)
    if (memcmp (jly_address_book_get (self, i)->identity, identity, 32) == 0)
      return (gint)i;
  return -1;
}

gint
jly_address_book_find_name (const JlyAddressBook *self, const char *name)
{
  for (guint i = 0; i < self->members->len; i++)
    if (g_str_equal (jly_address_book_get (self, i)->name, name))
      return (gint)i;
  return -1;
}

gint
jly_address_book_find_mark (const JlyAddressBook *self, const guint8 mark[JLY_ENVELOPE_MARK_BYTES])
{
  for (guint i = 0; i < self->members->len; i++)
    if (memcmp (jly_address_book_get (self, i)->mark, mark, JLY_ENVELOPE_MARK_BYTES) == 0)
      return (gint)i;
  return -1;
}
