/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rehearsal of what a contract says, with a made-up company in each party's place. */
#include "config.h"

#include "party/jly-rehearsal-private.h"

#include "analysis/jly-joint-bid.h"
#include "party/jly-rehearsable.h"
#include "party/jly-tender-json.h"

#include <glib/gi18n-lib.h>

static gboolean
is_taken (const JlyContract *contract, const char *name)
{
  for (guint i = 0; i < contract->parties->len; i++)
    if (g_str_equal (((const JlyContractParty *)contract->parties->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

/* Beside the founders. */
static void
add_others (JlyRehearsal *self, const JlyContract *contract)
{
  guint least
      = self->tender != NULL ? JLY_JOINT_BID_PARTIES : jly_rehearsable_count_companies (contract);

  for (guint n = 1; self->companies->len < MIN (least, JLY_STUDY_MAX_PARTIES); n++)
    {
      g_autofree char *name = g_strdup_printf (_ ("made-up party %u"), n);

      if (!is_taken (contract, name))
        jly_rehearsal_add_made_up (self, name);
    }
}

static void
add_companies (JlyRehearsal *self, const JlyContract *contract, gint own)
{
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      if ((party->roles & JLY_ROLE_FLAG_PROVIDER) == 0)
        continue;
      if ((gint)i == own)
        jly_rehearsal_add_own_made_up (self, party->name);
      else
        jly_rehearsal_add_made_up (self, party->name);
    }
  add_others (self, contract);
}

JlyRehearsal *
jly_rehearsal_new_contract (const JlyContract *contract,
                            gint own,
                            const GPtrArray *questions,
                            GError **error)
{
  JlyRehearsal *self;

  if (contract->rows->len > 0)
    {
      g_autoptr (JlyTender) tender = jly_tender_new_for_contract (contract);

      self = jly_rehearsal_new (contract->case_id, tender);
    }
  else
    {
      g_autoptr (JlyStudy) draft = jly_rehearsable_new (contract, questions, error);

      if (draft == NULL)
        return NULL;
      self = jly_rehearsal_new_study (draft);
    }
  add_companies (self, contract, own);
  return self;
}
