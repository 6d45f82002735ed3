/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-agreement.h. */
#include "config.h"

#include "app/jly-agreement.h"

#include "app/jly-application.h"
#include "app/jly-sent-mark.h"
#include "base/jly-error.h"
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
  COMPUTING,
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
  signals[COMPUTING] = g_signal_new ("computing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
jly_agreement_init (JlyAgreement *self)
{
}

static JlyMember *
open_member (
    const char *dir, const JlyIdentity *identity, const char *study_id, gint64 now, GError **error)
{
  JlyMember *member
      = jly_member_open (dir, NULL, study_id, jly_identity_copy (identity), now, error);

  if (member != NULL)
    member->needs_words = TRUE;
  return member;
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
  gboolean is_all;

  g_unlink (half);
  if (!jly_post_office_save (self->member->office, half, NULL, report->for_others, &is_all, error))
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

gboolean
jly_agreement_refresh (JlyAgreement *self, gint64 now, GError **error)
{
  self->member->now = now;
  if (!jly_member_sync (self->member, error))
    return FALSE;
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
jly_agreement_may_mandate (JlyAgreement *self, guint representative)
{
  const JlyContract *contract = self->member->contract;
  const JlyContractParty *party = jly_contract_get_party (contract, representative);
  const JlyContractParty *own = jly_contract_get_party (contract, self->member->self);

  return party != NULL && own != NULL && party != own && party->side == own->side
         && (party->roles & JLY_ROLE_FLAG_REPRESENTATIVE) != 0
         && is_in_quorum (self, &contract->policy.mandate);
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

/* The computation. It has a member of its own, since a member is of one thread. */

typedef struct
{
  char *dir;
  char *study_id;
  JlyIdentity *identity;
  guint question;
  char **addresses;
  int percent; /* told last; -1: none; from several threads */
} Task;

static void
free_task (gpointer data)
{
  Task *task = data;

  g_free (task->dir);
  g_free (task->study_id);
  g_clear_pointer (&task->identity, jly_identity_free);
  g_strfreev (task->addresses);
  g_free (task);
}

typedef struct
{
  JlyAgreement *agreement;
  guint question, percent;
} Share;

static gboolean
tell_share_cb (gpointer data)
{
  const Share *share = data;

  g_signal_emit (share->agreement, signals[COMPUTING], 0, share->question, share->percent);
  return G_SOURCE_REMOVE;
}

static void
free_share (gpointer data)
{
  g_object_unref (((Share *)data)->agreement);
  g_free (data);
}

/* In a thread of the session: the main thread hears of each percent once. */
static void
news_cb (const JlySessionNews *news, gpointer data)
{
  GTask *task = data;
  Task *run = g_task_get_task_data (task);
  int percent = (int)(100 * news->share), last = g_atomic_int_get (&run->percent);
  Share *share;

  if (news->step != JLY_SESSION_COMPUTING || percent <= last
      || !g_atomic_int_compare_and_exchange (&run->percent, last, percent))
    return;
  share = g_new (Share, 1);
  *share = (Share){ g_object_ref (g_task_get_source_object (task)), run->question, (guint)percent };
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_share_cb, share, free_share);
}

static void
run_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Task *run = data;
  GError *error = NULL;
  JlySessionSummary summary;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (JlyMember) member = open_member (run->dir, run->identity, run->study_id, now, &error);

  if (member != NULL)
    {
      member->cancellable = cancellable;
      member->news_func = news_cb;
      member->news_data = task;
    }
  if (member != NULL && jly_member_run (member, run->question, run->addresses, &summary, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
jly_agreement_run_async (JlyAgreement *self,
                         guint question,
                         char *const *addresses,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Task *run = g_new0 (Task, 1);

  run->dir = g_strdup (self->member->dir);
  run->study_id = g_strdup (self->member->contract->study_id);
  run->identity = jly_identity_copy (self->member->identity);
  run->question = question;
  run->percent = -1;
  run->addresses = g_strdupv ((char **)addresses);
  g_task_set_task_data (task, run, free_task);
  g_task_run_in_thread (task, run_worker);
}

gboolean
jly_agreement_run_finish (JlyAgreement *self, GAsyncResult *result, GError **error)
{
  /* Whatever came of it, the others are to hear. */
  jly_application_carry_soon ();
  return g_task_propagate_boolean (G_TASK (result), error);
}
