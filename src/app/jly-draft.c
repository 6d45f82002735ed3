/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-draft.h. */
#include "config.h"

#include "app/jly-draft.h"

#include "app/jly-parts.h"
#include "base/jly-error.h"
#include "store/jly-drafts.h"
#include "study/jly-contract-words.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#define DAYS_OPEN 90
#define DAY ((gint64)24 * 60 * 60)

struct _JlyDraft
{
  GObject parent_instance;

  const char *dir;
  const JlyIdentity *identity;
  JlyCase *the_case;
  JlyContract *contract;
  char *id; /* under which it is kept */
  GError *error;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyDraft, jly_draft, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  JlyDraft *self = JLY_DRAFT (object);

  g_clear_object (&self->the_case);
  jly_contract_free (self->contract);
  g_free (self->id);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (jly_draft_parent_class)->finalize (object);
}

static void
jly_draft_class_init (JlyDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
jly_draft_init (JlyDraft *self)
{
}

/* The case's rules with the limits that were changed since: sets of parties are made anew. */
static void
refill (JlyDraft *self)
{
  JlyPolicy *policy = &self->contract->policy;
  const JlyPolicy kept = *policy;

  jly_case_fill_contract (self->the_case, self->contract);
  policy->min_rows = kept.min_rows;
  policy->min_parties = kept.min_parties;
  policy->top_share = kept.top_share;
  policy->max_questions = kept.max_questions;
  policy->days_kept = kept.days_kept;
}

static JlyContract *
make_contract (JlyCase *the_case, gint64 now)
{
  g_autoptr (JlyStudy) study = jly_study_new (jly_case_get_id (the_case), "");
  JlyContract *contract = jly_contract_new ();

  g_free (contract->study_id);
  contract->study_id = g_strdup (study->id);
  contract->version = 1;
  g_free (contract->title);
  contract->title = g_strdup (jly_case_get_title (the_case));
  contract->made_at = now;
  contract->ends_at = now + DAYS_OPEN * DAY;
  contract->wording = JLY_CONTRACT_WORDING;
  jly_case_get_hash (the_case, contract->template_hash);
  jly_case_fill_table (the_case, contract);
  jly_case_fill_contract (the_case, contract);
  return contract;
}

static void
get_own_keys (JlyDraft *self, JlyPublicKeys *keys)
{
  jly_identity_get_public (self->identity, keys->identity, keys->link, keys->sealing);
}

JlyDraft *
jly_draft_new (const char *dir,
               const JlyIdentity *identity,
               JlyCase *the_case,
               const char *own_name,
               gint64 now)
{
  JlyDraft *self = g_object_new (JLY_TYPE_DRAFT, NULL);
  g_autoptr (GPtrArray) kinds = jly_parts_list_kinds (the_case);
  JlyContractParty *own;

  self->dir = dir;
  self->identity = identity;
  self->the_case = g_object_ref (the_case);
  self->contract = make_contract (the_case, now);
  self->id = g_strdup (self->contract->study_id);
  own = jly_draft_add_party (self, kinds->pdata[0], own_name);
  own->roles |= JLY_ROLE_FLAG_ORGANIZER;
  get_own_keys (self, &own->keys);
  refill (self);
  return self;
}

JlyDraft *
jly_draft_load (
    const char *dir, const JlyIdentity *identity, const char *id, GPtrArray *cases, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Put the file of that case back, or begin again.") };
  g_autoptr (GBytes) bytes = jly_drafts_load (dir, identity, id, error);
  g_autoptr (JlyContract) contract = bytes != NULL ? jly_contract_decode (bytes, error) : NULL;
  JlyDraft *self;

  if (contract == NULL)
    return NULL;
  for (guint i = 0; i < cases->len; i++)
    if (strcmp (jly_case_get_id (cases->pdata[i]), contract->case_id) == 0)
      {
        self = g_object_new (JLY_TYPE_DRAFT, NULL);
        self->dir = dir;
        self->identity = identity;
        self->the_case = g_object_ref (cases->pdata[i]);
        self->contract = g_steal_pointer (&contract);
        self->id = g_strdup (id);
        return self;
      }
  jly_fail (error, JLY_ERROR_CONFIG, &detail, "%s",
            _ ("The case that this study was made from is not on this computer."));
  return NULL;
}

/* Beside the study itself, whose own id opens the study. */
static char *
make_next_id (const char *study_id)
{
  guint8 hash[JLY_HASH_BYTES];
  char hex[2 * JLY_HASH_BYTES + 1];

  jly_hash ("next-draft", (const guint8 *)study_id, strlen (study_id), hash);
  sodium_bin2hex (hex, sizeof hex, hash, sizeof hash);
  hex[strlen (study_id)] = '\0';
  return g_strdup (hex);
}

/* What was changed before, if it still follows what is in force. */
static JlyContract *
load_next (const char *dir,
           const JlyIdentity *identity,
           const char *id,
           const guint8 previous[JLY_HASH_BYTES])
{
  g_autoptr (GBytes) kept = jly_drafts_load (dir, identity, id, NULL);
  g_autoptr (JlyContract) contract = kept != NULL ? jly_contract_decode (kept, NULL) : NULL;

  return contract != NULL && memcmp (contract->previous, previous, JLY_HASH_BYTES) == 0
             ? g_steal_pointer (&contract)
             : NULL;
}

JlyDraft *
jly_draft_new_next (
    const char *dir, const JlyIdentity *identity, JlyCase *the_case, GBytes *before, gint64 now)
{
  g_autoptr (JlyContract) contract = jly_contract_decode (before, NULL);
  guint8 previous[JLY_HASH_BYTES];
  JlyContract *kept;
  JlyDraft *self;

  if (contract == NULL)
    return NULL;
  jly_contract_hash (before, previous);
  memcpy (contract->previous, previous, sizeof contract->previous);
  contract->version++;
  contract->made_at = now;
  contract->wording = JLY_CONTRACT_WORDING;
  self = g_object_new (JLY_TYPE_DRAFT, NULL);
  self->dir = dir;
  self->identity = identity;
  self->the_case = g_object_ref (the_case);
  self->id = make_next_id (contract->study_id);
  kept = load_next (dir, identity, self->id, previous);
  self->contract = kept != NULL ? kept : g_steal_pointer (&contract);
  return self;
}

gboolean
jly_draft_is_next (JlyDraft *self)
{
  return self->contract->version > 1;
}

void
jly_draft_discard (JlyDraft *self)
{
  jly_draft_forget (self, JLY_DRAFT_LIMITS);
  jly_drafts_remove (self->dir, self->id, NULL);
}

void
jly_draft_keep (JlyDraft *self, const char *purpose, GBytes *bytes)
{
  g_autofree char *id = jly_drafts_make_id (self->id, purpose);
  g_autoptr (GError) error = NULL;

  if (!jly_drafts_save (self->dir, self->identity, id, bytes, &error))
    g_message ("%s", error->message);
}

GBytes *
jly_draft_find (JlyDraft *self, const char *purpose)
{
  g_autofree char *id = jly_drafts_make_id (self->id, purpose);

  return jly_drafts_load (self->dir, self->identity, id, NULL);
}

void
jly_draft_forget (JlyDraft *self, const char *purpose)
{
  g_autofree char *id = jly_drafts_make_id (self->id, purpose);

  jly_drafts_remove (self->dir, id, NULL);
}

JlyContract *
jly_draft_get_contract (JlyDraft *self)
{
  return self->contract;
}

JlyCase *
jly_draft_get_case (JlyDraft *self)
{
  return self->the_case;
}

const GError *
jly_draft_get_error (JlyDraft *self)
{
  return self->error;
}

GBytes *
jly_draft_encode (JlyDraft *self)
{
  return jly_contract_encode (self->contract);
}

void
jly_draft_changed (JlyDraft *self)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!jly_draft_is_next (self))
    refill (self);
  g_clear_error (&self->error);
  bytes = jly_draft_encode (self);
  if (bytes == NULL)
    jly_fail (&self->error, JLY_ERROR_DATA, NULL, "%s",
              _ ("A text in the draft is too long to be kept."));
  else
    jly_drafts_save (self->dir, self->identity, self->id, bytes, &self->error);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Members of one kind that compute, as far as roles tell. */
static guint
count_computing (const JlyContract *contract, const JlyPartyKind *kind)
{
  guint n = 0;

  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];
      guint others = party->roles & ~(guint)(JLY_ROLE_FLAG_MINER | JLY_ROLE_FLAG_ORGANIZER);

      n += others == kind->roles && party->side == kind->side
           && (party->roles & JLY_ROLE_FLAG_MINER) != 0;
    }
  return n;
}

static guint
count_miners (const JlyContract *contract)
{
  return jly_party_set_count (jly_contract_select (contract, JLY_ROLE_FLAG_MINER, JLY_NO_SIDE));
}

JlyContractParty *
jly_draft_add_party (JlyDraft *self, gconstpointer data, const char *name)
{
  const JlyPartyKind *kind = data;
  guint roles = kind->roles;

  if (count_miners (self->contract) < JLY_STUDY_MINERS
      && count_computing (self->contract, kind) < kind->n_computing)
    roles |= JLY_ROLE_FLAG_MINER;
  return jly_contract_add_party (self->contract, name, roles, kind->side);
}

/* The set without the place, and those above it one lower. */
static JlyPartySet
drop (JlyPartySet set, guint place)
{
  const JlyPartySet below = ((JlyPartySet)1 << place) - 1;

  return (set & below) | (set >> 1 & ~below);
}

void
jly_draft_remove_party (JlyDraft *self, const JlyContractParty *party)
{
  guint place;

  if (!g_ptr_array_find (self->contract->parties, party, &place))
    return;
  g_ptr_array_remove_index (self->contract->parties, place);
  for (guint i = 0; i < self->contract->columns->len; i++)
    {
      JlyContractColumn *column = self->contract->columns->pdata[i];

      column->open_to = drop (column->open_to, place);
    }
}

gboolean
jly_draft_is_own (JlyDraft *self, const JlyContractParty *party)
{
  JlyPublicKeys own;

  get_own_keys (self, &own);
  return memcmp (own.identity, party->keys.identity, sizeof own.identity) == 0;
}

gboolean
jly_draft_has_card (const JlyContractParty *party)
{
  static const guint8 none[sizeof party->keys.identity];

  return memcmp (party->keys.identity, none, sizeof none) != 0;
}

static char *
find_party_obstacle (const JlyContract *contract)
{
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      if (*party->name == '\0')
        return g_strdup (_ ("To continue, give each party a name."));
      for (guint j = 0; j < i; j++)
        {
          const JlyContractParty *other = contract->parties->pdata[j];
          g_autofree char *a = g_utf8_casefold (party->name, -1);
          g_autofree char *b = g_utf8_casefold (other->name, -1);

          if (strcmp (a, b) == 0)
            return g_strdup_printf (_ ("To continue, give only one party the name %s."),
                                    party->name);
          if (jly_draft_has_card (party)
              && memcmp (party->keys.identity, other->keys.identity, 32) == 0)
            return g_strdup_printf (_ ("To continue, put another card in: %s and %s have the "
                                       "same one."),
                                    other->name, party->name);
        }
    }
  return NULL;
}

static char *
find_miner_obstacle (const JlyContract *contract)
{
  guint n = count_miners (contract);

  if (n < JLY_STUDY_MINERS)
    return g_strdup_printf (ngettext ("To continue, choose %u more party that computes.",
                                      "To continue, choose %u more parties that compute.",
                                      JLY_STUDY_MINERS - n),
                            JLY_STUDY_MINERS - n);
  if (n > JLY_STUDY_MINERS)
    return g_strdup_printf (ngettext ("To continue, let %u party less compute: three do it.",
                                      "To continue, let %u parties less compute: three do it.",
                                      n - JLY_STUDY_MINERS),
                            n - JLY_STUDY_MINERS);
  return NULL;
}

static gboolean
can_be_met (const JlyContract *contract, const JlyQuorum *quorum)
{
  for (guint i = 0; i < quorum->n; i++)
    {
      const JlyClause *clause = &quorum->clauses[i];
      guint n = jly_party_set_count (jly_contract_select (contract, clause->roles, clause->side));

      if (n == 0 || n < clause->at_least)
        return FALSE;
    }
  return quorum->n > 0;
}

static char *
find_card_obstacle (const JlyContract *contract)
{
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      if (!jly_draft_has_card (party))
        return g_strdup_printf (_ ("To continue, put in the card of %s."), party->name);
    }
  return NULL;
}

char *
jly_draft_find_obstacle (JlyDraft *self)
{
  const JlyContract *contract = self->contract;
  char *obstacle = find_party_obstacle (contract);

  if (obstacle == NULL)
    obstacle = find_miner_obstacle (contract);
  if (obstacle == NULL && !can_be_met (contract, &contract->policy.ask))
    obstacle = g_strdup (_ ("To continue, add the parties that may ask in this case."));
  if (obstacle == NULL
      && (!can_be_met (contract, &contract->policy.approve)
          || !can_be_met (contract, &contract->policy.approve_first)))
    obstacle = g_strdup (_ ("To continue, add the parties that must approve in this case."));
  if (obstacle == NULL)
    obstacle = find_card_obstacle (contract);
  return obstacle;
}
