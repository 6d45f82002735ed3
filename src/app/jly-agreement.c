/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-agreement.h. */
#include "config.h"

#include "app/jly-agreement.h"

#include "app/jly-application.h"
#include "app/jly-sent-mark.h"
#include "app/jly-works.h"
#include "base/jly-error.h"
#include "party/jly-computing.h"
#include "party/jly-pass.h"
#include "party/jly-post-office.h"
#include "store/jly-store-carry.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define MOST_REASON 1000 /* bytes */
#define DAY ((gint64)24 * 60 * 60)
#define MANDATE_DAYS 365

struct _JlyAgreement
{
  GObject parent_instance;

  JlyMember *member; /* with a contract */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyAgreement, jly_agreement, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  JlyAgreement *self = JLY_AGREEMENT (object);

  g_clear_pointer (&self->member, jly_member_free);
  G_OBJECT_CLASS (jly_agreement_parent_class)->finalize (object);
}

static void
jly_agreement_class_init (JlyAgreementClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
jly_agreement_init (JlyAgreement *self)
{
}

/* member may be NULL. */
static JlyMember *
require_words (JlyMember *member)
{
  if (member != NULL)
    member->needs_words = TRUE;
  return member;
}

static JlyMember *
open_member (
    const char *dir, const JlyIdentity *identity, const char *study_id, gint64 now, GError **error)
{
  return require_words (
      jly_member_open (dir, NULL, study_id, jly_identity_copy (identity), now, error));
}

/* Takes member, which may be NULL. */
static JlyAgreement *
wrap (JlyMember *member, GError **error)
{
  g_autoptr (JlyMember) own = member;
  JlyAgreement *self;

  if (own == NULL || !jly_member_check_contract (own, error))
    return NULL;
  self = g_object_new (JLY_TYPE_AGREEMENT, NULL);
  self->member = g_steal_pointer (&own);
  return self;
}

JlyAgreement *
jly_agreement_open (
    const char *dir, const JlyIdentity *identity, const char *study_id, gint64 now, GError **error)
{
  return wrap (open_member (dir, identity, study_id, now, error), error);
}

JlyAgreement *
jly_agreement_borrow (
    JlyStore *store, const JlyIdentity *identity, const char *study_id, gint64 now, GError **error)
{
  return wrap (require_words (jly_member_new (store, study_id, identity, now, error)), error);
}

static gboolean
sign_next (JlyMember *member, GError **error)
{
  guint8 hash[JLY_HASH_BYTES];

  jly_contract_hash (jly_member_get_next (member, 0, NULL), hash);
  return jly_member_sign_next (member, hash, error);
}

/* A next version follows what is in force now, and nothing else. */
static gboolean
check_follows (const JlyMember *member, const JlyContract *contract, GError **error)
{
  const JlyErrorDetail detail
      = { .next = _ ("Open the contract again, and change it from there.") };

  return contract->version == 1
         || (member->contract != NULL && contract->version == member->contract->version + 1
             && memcmp (contract->previous, member->contract_hash, JLY_HASH_BYTES) == 0)
         || jly_fail (error, JLY_ERROR_REFUSED, &detail, "%s",
                      _ ("Another version of the contract came into force meanwhile."));
}

/* The one that was put, by its hash: somebody else may have put another one. */
static gboolean
sign_put (JlyMember *member, GBytes *bytes, const JlyContract *contract, GError **error)
{
  guint8 hash[JLY_HASH_BYTES];

  if (contract->version == 1)
    return jly_member_sign (member, error);
  jly_contract_hash (bytes, hash);
  return jly_member_sign_next (member, hash, error);
}

JlyAgreement *
jly_agreement_begin (
    const char *dir, const JlyIdentity *identity, GBytes *contract, gint64 now, GError **error)
{
  g_autoptr (JlyContract) decoded = jly_contract_decode (contract, error);
  g_autoptr (JlyMember) member
      = decoded != NULL ? open_member (dir, identity, decoded->study_id, now, error) : NULL;

  if (member == NULL || !check_follows (member, decoded, error)
      || !jly_member_put_contract (member, decoded, error)
      || !sign_put (member, contract, decoded, error))
    return NULL;
  jly_application_carry_soon ();
  return wrap (g_steal_pointer (&member), error);
}

static guint
count_new (const JlyPostReport *report)
{
  guint n = 0;

  for (guint i = 0; i < report->taken->len; i++)
    n += ((const JlyPostCount *)report->taken->pdata[i])->n;
  return n;
}

/* What the letters were; FALSE if there was nothing to use in them, and why. */
static gboolean
check_report (const JlyPostReport *report, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Choose the file that another party saved for you.") };

  if (count_new (report) + report->n_known + report->confirmed->len > 0
      || report->problems->len == 0)
    return TRUE;
  return jly_fail (error, JLY_ERROR_REFUSED, &detail, "%s", (char *)report->problems->pdata[0]);
}

static char *
choose_study (GHashTable *ids)
{
  GHashTableIter iter;
  gpointer id = NULL;

  g_hash_table_iter_init (&iter, ids);
  return g_hash_table_iter_next (&iter, &id, NULL) ? g_strdup (id) : NULL;
}

gboolean
jly_agreement_receive (JlyStore *store,
                       const JlyIdentity *identity,
                       const char *path,
                       gint64 now,
                       char **study_id,
                       guint *n_new,
                       GError **error)
{
  const JlyErrorDetail detail = { .file = path, .next = _ ("Ask for a file that is for you.") };
  g_autoptr (JlyPostOffice) office = jly_post_office_new (store, identity, now, error);
  g_autoptr (GPtrArray) letters = office != NULL ? jly_bundle_load (path, error) : NULL;
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (letters == NULL || !jly_post_office_take (office, letters, report, ids, error)
      || !check_report (report, error))
    return FALSE;
  *n_new = count_new (report);
  *study_id = choose_study (ids);
  return *study_id != NULL
         || jly_fail (error, JLY_ERROR_REFUSED, &detail, "%s",
                      _ ("Nothing in this file is for you."));
}

static void
mark_sent (JlyAgreement *self)
{
  jly_sent_mark_write (self->member->dir, self->member->contract->study_id,
                       jly_member_get_last_note (self->member));
}

guint
jly_agreement_count_unsent (JlyAgreement *self)
{
  guint mark = jly_sent_mark_read (self->member->dir, self->member->contract->study_id);
  guint n = 0;

  for (guint i = 0; i < self->member->posts->len; i++)
    {
      const JlyNote *note = self->member->posts->pdata[i];

      n += note->number > mark
           && memcmp (note->signer, self->member->keys.identity, sizeof note->signer) == 0;
    }
  return n;
}

/* A file that is there already is replaced: whoever chose it was asked. */
gboolean
jly_agreement_save (JlyAgreement *self, const char *path, GError **error)
{
  g_autofree char *half = g_strconcat (path, ".part", NULL);
  const JlyErrorDetail detail = { .file = path, .next = _ ("Choose another folder.") };
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  /* What waits in other studies goes into the same file. */
  g_autoptr (JlyPostOffice) office
      = jly_post_office_new (self->member->store, self->member->identity, self->member->now, error);
  gboolean is_all;

  g_unlink (half);
  if (office == NULL
      || !jly_post_office_save (office, half, NULL, report->for_others, &is_all, error))
    return FALSE;
  if (g_rename (half, path) != 0)
    {
      g_unlink (half);
      return jly_fail (error, JLY_ERROR_IO, &detail, "%s", _ ("The file could not be saved."));
    }
  if (is_all)
    mark_sent (self);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/* Then what is under way is another process's to finish. */
static gboolean
is_computing (JlyAgreement *self)
{
  JlyWorks *works = jly_application_get_works (jly_application_get ());

  return jly_works_find (works, self->member->contract->study_id) != NULL;
}

gboolean
jly_agreement_refresh (JlyAgreement *self, gint64 now, GError **error)
{
  self->member->now = now;
  if (!jly_member_sync (self->member, error))
    return FALSE;
  /* What counts for the others already; what stands in the way, computing again says. */
  if (!is_computing (self))
    jly_member_finish (self->member, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

JlyMember *
jly_agreement_get_member (JlyAgreement *self)
{
  return self->member;
}

JlyStoreGovernance *
jly_agreement_get_kept (JlyAgreement *self)
{
  return self->member->governance;
}

const JlyContract *
jly_agreement_get_contract (JlyAgreement *self)
{
  return self->member->contract;
}

const guint8 *
jly_agreement_get_contract_hash (JlyAgreement *self)
{
  return self->member->contract_hash;
}

JlyGovernance *
jly_agreement_get_governance (JlyAgreement *self, GError **error)
{
  return jly_store_governance_get (self->member->governance, error);
}

GBytes *
jly_agreement_get_bytes (JlyAgreement *self, guint version)
{
  return jly_store_get_contract (self->member->store, self->member->contract->study_id, version,
                                 NULL);
}

gint
jly_agreement_get_own (JlyAgreement *self)
{
  return self->member->self == JLY_MEMBER_NOBODY ? -1 : (gint)self->member->self;
}

gboolean
jly_agreement_has_role (JlyAgreement *self, guint roles)
{
  const JlyContractParty *own = jly_contract_get_party (self->member->contract, self->member->self);

  return own != NULL && (own->roles & roles) != 0;
}

/* Whether this party counts for one of the clauses. */
static gboolean
is_in_quorum (JlyAgreement *self, const JlyQuorum *quorum)
{
  const JlyContract *contract = self->member->contract;
  gint own = jly_agreement_get_own (self);

  for (guint i = 0; own >= 0 && i < quorum->n; i++)
    {
      const JlyClause *clause = &quorum->clauses[i];

      if ((jly_contract_select (contract, clause->roles, clause->side) >> own & 1) != 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
jly_agreement_may_ask (JlyAgreement *self)
{
  return is_in_quorum (self, &self->member->contract->policy.ask)
         || jly_agreement_has_role (self, JLY_ROLE_FLAG_REPRESENTATIVE);
}

static JlyPartySet
get_unsigned (JlyAgreement *self)
{
  JlyGovernance *governance = jly_agreement_get_governance (self, NULL);

  return governance != NULL ? jly_governance_get_unsigned (governance) : ~(JlyPartySet)0;
}

GBytes *
jly_agreement_dup_next (JlyAgreement *self, JlyPartySet *unsigned_by)
{
  GBytes *next = jly_member_get_next (self->member, 0, unsigned_by);

  return next != NULL ? g_bytes_ref (next) : NULL;
}

static gboolean
awaits_own (JlyAgreement *self, JlyPartySet unsigned_by)
{
  gint own = jly_agreement_get_own (self);

  return own >= 0 && (unsigned_by >> own & 1) != 0;
}

static gboolean
awaits_own_next (JlyAgreement *self)
{
  JlyPartySet unsigned_by = 0;

  return jly_member_get_next (self->member, 0, &unsigned_by) != NULL
         && awaits_own (self, unsigned_by);
}

gboolean
jly_agreement_awaits_signature (JlyAgreement *self)
{
  return awaits_own (self, get_unsigned (self)) || awaits_own_next (self);
}

gboolean
jly_agreement_is_signed (JlyAgreement *self)
{
  return get_unsigned (self) == 0;
}

/* What the person does has this time; FALSE for who has no part in the study. */
static gboolean
begin_act (JlyAgreement *self, gint64 now, GError **error)
{
  const JlyErrorDetail detail
      = { .next = _ ("Ask whoever prepared the study to put your card into it.") };

  self->member->now = now;
  return jly_agreement_get_own (self) >= 0
         || jly_fail (error, JLY_ERROR_REFUSED, &detail, "%s",
                      _ ("You are no party of this study."));
}

/* Says that something changed if it did. */
static gboolean
end_act (JlyAgreement *self, gboolean ok)
{
  if (!ok)
    return FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
  jly_application_carry_soon ();
  return TRUE;
}

gboolean
jly_agreement_sign (JlyAgreement *self, gint64 now, GError **error)
{
  return end_act (self, begin_act (self, now, error)
                            && (awaits_own_next (self) ? sign_next (self->member, error)
                                                       : jly_member_sign (self->member, error)));
}

JlyPartySet
jly_agreement_get_not_beforehand (JlyAgreement *self)
{
  JlyPartySet missing = self->member->contract->policy.beforehand;
  g_autoptr (GArray) decisions
      = missing != 0 ? jly_store_list_decisions (self->member->governance, NULL) : NULL;

  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    {
      const JlySigned *item = &g_array_index (decisions, JlySigned, i);
      g_autoptr (JlyDecision) decision = jly_decision_decode (item->bytes, NULL);

      if (decision != NULL && decision->verdict == JLY_VERDICT_BEFOREHAND)
        missing &= ~((JlyPartySet)1 << item->signer);
    }
  return missing;
}

gboolean
jly_agreement_awaits_beforehand (JlyAgreement *self)
{
  gint own = jly_agreement_get_own (self);

  return own >= 0 && (jly_agreement_get_not_beforehand (self) >> own & 1) != 0;
}

gboolean
jly_agreement_approve_beforehand (JlyAgreement *self, gint64 now, GError **error)
{
  return end_act (self,
                  begin_act (self, now, error)
                      && jly_member_decide (self->member, 0, JLY_VERDICT_BEFOREHAND, NULL, error));
}

gboolean
jly_agreement_tell_seat (JlyAgreement *self, const char *address, gint64 now, GError **error)
{
  return end_act (self, begin_act (self, now, error)
                            && jly_member_tell_seat (self->member, address, error));
}

gboolean
jly_agreement_may_mandate (JlyAgreement *self, guint representative)
{
  const JlyContract *contract = self->member->contract;
  const JlyContractParty *party = jly_contract_get_party (contract, representative);
  const JlyContractParty *own = jly_contract_get_party (contract, self->member->self);

  return party != NULL && own != NULL && party != own && party->side == own->side
         && (party->roles & JLY_ROLE_FLAG_REPRESENTATIVE) != 0
         && is_in_quorum (self, &contract->policy.mandate);
}

JlyPartySet
jly_agreement_get_out_of_reach (JlyAgreement *self)
{
  JlyGovernance *governance = jly_agreement_get_governance (self, NULL);
  JlyPartySet missing = governance != NULL ? jly_governance_get_unsigned (governance) : 0;

  for (guint i = 0; i < self->member->contract->parties->len; i++)
    {
      const JlyContractParty *party = self->member->contract->parties->pdata[i];
      g_autofree char *address = jly_member_find_address (self->member, party->keys.identity);

      if (address != NULL || i == self->member->self)
        missing &= ~((JlyPartySet)1 << i);
    }
  return missing;
}

/* Whole days, so that all who give it sign the same bytes. */
gboolean
jly_agreement_give_mandate (JlyAgreement *self, guint representative, gint64 now, GError **error)
{
  gint64 today = now / DAY * DAY;
  gint64 end = MIN (today + MANDATE_DAYS * DAY, self->member->contract->ends_at / DAY * DAY);

  return end_act (self,
                  begin_act (self, now, error)
                      && jly_member_give_mandate (self->member, representative, today, end, error));
}

gboolean
jly_agreement_submit (JlyAgreement *self, const JlyFigures *figures, gint64 now, GError **error)
{
  return end_act (self,
                  begin_act (self, now, error) && jly_member_submit (self->member, figures, error));
}

gboolean
jly_agreement_freeze (JlyAgreement *self, const char *const *without, gint64 now, GError **error)
{
  return end_act (self,
                  begin_act (self, now, error) && jly_member_freeze (self->member, without, error));
}

gboolean
jly_agreement_propose (JlyAgreement *self,
                       GPtrArray *questions,
                       JlyPartySet recipients,
                       gint64 expires_at,
                       gint64 now,
                       guint *question,
                       GError **error)
{
  gint answered = -1;

  if (!begin_act (self, now, error)
      || !jly_member_propose (self->member, questions, recipients, expires_at, &answered, error))
    return FALSE;
  *question = answered >= 0
                  ? (guint)answered
                  : jly_governance_count_questions (jly_agreement_get_governance (self, NULL)) - 1;
  return end_act (self, TRUE);
}

gint
jly_agreement_find_awaiting (JlyAgreement *self, gint64 now)
{
  JlyGovernance *governance = jly_agreement_get_governance (self, NULL);
  gint own = jly_agreement_get_own (self);

  for (guint i = 0;
       governance != NULL && own >= 0 && i < jly_governance_count_questions (governance); i++)
    if (jly_governance_get_stage (governance, i, now) == JLY_PROPOSAL_PROPOSED
        && (jly_governance_get_missing (governance, i, now) >> own & 1) != 0)
      return (gint)i;
  return -1;
}

gboolean
jly_agreement_decide (JlyAgreement *self,
                      guint question,
                      JlyVerdict verdict,
                      const char *reason,
                      gint64 now,
                      GError **error)
{
  if (!begin_act (self, now, error))
    return FALSE;
  if (reason != NULL && strlen (reason) > MOST_REASON)
    return jly_fail (error, JLY_ERROR_DATA, NULL, "%s", _ ("The reason is too long."));
  return end_act (self, jly_member_decide (self->member, question, verdict, reason, error));
}

void
jly_agreement_run_async (JlyAgreement *self,
                         guint question,
                         char *const *addresses,
                         GCancellable *cancellable,
                         JlySessionFunc func,
                         gpointer func_data,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  const JlyComputing work = {
    .dir = self->member->dir,
    .study_id = self->member->contract->study_id,
    .identity = self->member->identity,
    .needs_words = self->member->needs_words,
    .question = question,
    .addresses = addresses,
  };

  jly_computing_run_async (&work, cancellable, func, func_data, callback, user_data);
}

gboolean
jly_agreement_run_finish (
    JlyAgreement *self, guint question, GAsyncResult *result, gboolean *died, GError **error)
{
  gboolean is_dead;
  gboolean ok = jly_computing_run_finish (result, &is_dead, error);

  if (is_dead && !jly_member_end_attempt (self->member, question, NULL))
    g_warning ("%s", "An attempt that was lost could not be written down as such.");
  if (died != NULL)
    *died = is_dead;
  /* Whatever came of it, the others are to hear. */
  jly_application_carry_soon ();
  return ok;
}
