/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-contract.h. Making one and finding things in it. */
#include "config.h"

#include "study/jly-contract.h"

#include "crypto/jly-identity.h"

#include <string.h>

static void
free_party (gpointer data)
{
  JlyContractParty *party = data;

  g_free (party->name);
  g_free (party->operated_by);
  g_free (party->administered_by);
  g_free (party->hosted_by);
  g_free (party->network_of);
  g_free (party);
}

static void
free_column (gpointer data)
{
  JlyContractColumn *column = data;

  g_free (column->id);
  g_free (column->title);
  g_free (column->unit);
  g_free (column);
}

JlyContract *
jly_contract_new (void)
{
  JlyContract *self = g_new0 (JlyContract, 1);

  self->study_id = g_strdup ("");
  self->case_id = g_strdup ("");
  self->title = g_strdup ("");
  self->purpose = g_strdup ("");
  self->legal_basis = g_strdup ("");
  self->sides = g_ptr_array_new_with_free_func (g_free);
  self->parties = g_ptr_array_new_with_free_func (free_party);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->questions = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
jly_contract_free (JlyContract *self)
{
  if (self == NULL)
    return;
  g_free (self->study_id);
  g_free (self->case_id);
  g_free (self->title);
  g_free (self->purpose);
  g_free (self->legal_basis);
  g_ptr_array_unref (self->sides);
  g_ptr_array_unref (self->parties);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->questions);
  g_free (self);
}

JlyContractParty *
jly_contract_add_party (JlyContract *self, const char *name, guint roles, guint side)
{
  JlyContractParty *party = g_new0 (JlyContractParty, 1);

  party->name = g_strdup (name);
  party->roles = roles;
  party->side = side;
  party->operated_by = g_strdup ("");
  party->administered_by = g_strdup ("");
  party->hosted_by = g_strdup ("");
  party->network_of = g_strdup ("");
  g_ptr_array_add (self->parties, party);
  return party;
}

JlyContractColumn *
jly_contract_add_column (
    JlyContract *self, const char *id, const char *title, guint scale, gint64 min, gint64 max)
{
  JlyContractColumn *column = g_new0 (JlyContractColumn, 1);

  column->id = g_strdup (id);
  column->title = g_strdup (title);
  column->unit = g_strdup ("");
  column->scale = scale;
  column->min = min;
  column->max = max;
  g_ptr_array_add (self->columns, column);
  return column;
}

const JlyContractParty *
jly_contract_get_party (const JlyContract *self, guint index)
{
  return index < self->parties->len ? self->parties->pdata[index] : NULL;
}

JlyPartySet
jly_contract_select (const JlyContract *self, guint roles, guint side)
{
  JlyPartySet set = 0;

  for (guint i = 0; i < self->parties->len && i < JLY_POLICY_MAX_PARTIES; i++)
    {
      const JlyContractParty *party = self->parties->pdata[i];

      if ((party->roles & roles) != 0 && (side == JLY_NO_SIDE || party->side == side))
        set |= (JlyPartySet)1 << i;
    }
  return set;
}

gint
jly_contract_find_column (const JlyContract *self, const char *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (strcmp (((const JlyContractColumn *)self->columns->pdata[i])->id, id) == 0)
      return (gint)i;
  return -1;
}

void
jly_contract_hash (GBytes *bytes, guint8 hash[JLY_HASH_BYTES])
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_hash ("contract", data, n, hash);
}
