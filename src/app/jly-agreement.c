/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-agreement.h. */
#include "config.h"

#include "app/jly-agreement.h"

#include "base/jly-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAYS_VALID 30
#define DAY ((gint64)24 * 60 * 60)

struct _JlyAgreement
{
  GObject parent_instance;

  JlyStore *store;
  const JlyIdentity *identity;
  char *study_id;
  JlyStoreGovernance *kept;
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

  g_clear_pointer (&self->kept, jly_store_governance_free);
  g_free (self->study_id);
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

JlyAgreement *
jly_agreement_open (
    JlyStore *store, const JlyIdentity *identity, const char *study_id, gint64 now, GError **error)
{
  JlyStoreGovernance *kept = jly_store_load_governance (store, study_id, now, error);
  JlyAgreement *self;

  if (kept == NULL)
    return NULL;
  self = g_object_new (JLY_TYPE_AGREEMENT, NULL);
  self->store = store;
  self->identity = identity;
  self->study_id = g_strdup (study_id);
  self->kept = kept;
  return self;
}

JlyAgreement *
jly_agreement_begin (
    JlyStore *store, const JlyIdentity *identity, GBytes *contract, gint64 now, GError **error)
{
  g_autoptr (JlyContract) decoded = jly_contract_decode (contract, error);
  g_autoptr (JlyAgreement) self = NULL;

  if (decoded == NULL || !jly_store_add_contract (store, contract, now, error))
    return NULL;
  self = jly_agreement_open (store, identity, decoded->study_id, now, error);
  if (self == NULL || !jly_agreement_sign (self, now, error))
    return NULL;
  return g_steal_pointer (&self);
}

JlyStoreGovernance *
jly_agreement_get_kept (JlyAgreement *self)
{
  return self->kept;
}

const JlyContract *
jly_agreement_get_contract (JlyAgreement *self)
{
  return jly_store_governance_get_contract (self->kept);
}

JlyGovernance *
jly_agreement_get_governance (JlyAgreement *self, GError **error)
{
  return jly_store_governance_get (self->kept, error);
}

GBytes *
jly_agreement_get_bytes (JlyAgreement *self, guint version)
{
  return jly_store_get_contract (self->store, self->study_id, version, NULL);
}

gint
jly_agreement_get_own (JlyAgreement *self)
{
  const JlyContract *contract = jly_agreement_get_contract (self);
  JlyPublicKeys own;

  jly_identity_get_public (self->identity, own.identity, own.link, own.sealing);
  for (guint i = 0; contract != NULL && i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      if (memcmp (party->keys.identity, own.identity, sizeof own.identity) == 0)
        return (gint)i;
    }
  return -1;
}

gboolean
jly_agreement_awaits_signature (JlyAgreement *self)
{
  JlyGovernance *governance = jly_agreement_get_governance (self, NULL);
  gint own = jly_agreement_get_own (self);

  return governance != NULL && own >= 0
         && (jly_governance_get_unsigned (governance) >> own & 1) != 0;
}

static gboolean
fail_stranger (GError **error)
{
  const JlyErrorDetail detail
      = { .next = _ ("Ask whoever prepared the study to put your card into it.") };

  return jly_fail (error, JLY_ERROR_REFUSED, &detail, "%s", _ ("You are no party of this study."));
}

static void
sign (JlyAgreement *self, const char *what, GBytes *bytes, guint8 signature[JLY_SIGNATURE_BYTES])
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_identity_sign (self->identity, what, data, n, signature);
}

gboolean
jly_agreement_sign (JlyAgreement *self, gint64 now, GError **error)
{
  g_autoptr (GBytes) bytes = jly_agreement_get_bytes (self, 0);
  gint own = jly_agreement_get_own (self);
  guint8 signature[JLY_SIGNATURE_BYTES];

  if (own < 0 || bytes == NULL)
    return fail_stranger (error);
  sign (self, JLY_SIGNS_CONTRACT, bytes, signature);
  if (!jly_store_take_signature (self->kept, (guint)own, signature, now, error))
    return FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
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

/* What the person's own log was when it decided, so that it cannot be shortened unnoticed. */
static gboolean
fill_head (JlyAgreement *self, JlyDecision *decision, GError **error)
{
  JlyLogHead head;
  guint8 signature[JLY_SIGNATURE_BYTES];

  if (!jly_store_get_log_head (self->store, self->study_id, &head, signature, error))
    return FALSE;
  decision->log_size = head.size;
  memcpy (decision->log_root, &head.root, sizeof decision->log_root);
  return TRUE;
}

static JlyDecision *
make_decision (JlyAgreement *self,
               guint question,
               JlyVerdict verdict,
               const char *reason,
               gint64 now,
               GError **error)
{
  JlyGovernance *governance = jly_agreement_get_governance (self, error);
  g_autoptr (JlyDecision) decision = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const JlyProposal *asked;

  if (governance == NULL)
    return NULL;
  asked = jly_governance_get_question (governance, question);
  decision = jly_decision_new ();
  memcpy (decision->contract_hash, jly_governance_get_contract_hash (governance), JLY_HASH_BYTES);
  bytes = jly_proposal_encode (asked);
  jly_proposal_hash (bytes, decision->question_hash);
  decision->verdict = verdict;
  g_free (decision->reason);
  decision->reason = g_strdup (reason);
  decision->made_at = now;
  decision->expires_at = MIN (asked->expires_at, now + DAYS_VALID * DAY);
  if (!fill_head (self, decision, error))
    return NULL;
  return g_steal_pointer (&decision);
}

gboolean
jly_agreement_decide (JlyAgreement *self,
                      guint question,
                      JlyVerdict verdict,
                      const char *reason,
                      gint64 now,
                      GError **error)
{
  g_autoptr (JlyDecision) decision = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gint own = jly_agreement_get_own (self);
  JlySigned item;

  if (own < 0)
    return fail_stranger (error);
  decision = make_decision (self, question, verdict, reason, now, error);
  if (decision == NULL)
    return FALSE;
  bytes = jly_decision_encode (decision);
  if (bytes == NULL)
    return jly_fail (error, JLY_ERROR_DATA, NULL, "%s", _ ("The reason is too long."));
  item = (JlySigned){ .bytes = bytes, .signer = (guint)own };
  sign (self, JLY_SIGNS_DECISION, bytes, item.signature);
  if (!jly_store_take_decision (self->kept, &item, now, error))
    return FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

gboolean
jly_agreement_save (JlyAgreement *self, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = jly_store_pack (self->kept, error);
  const JlyErrorDetail detail = { .file = path, .next = _ ("Choose another folder.") };

  if (bytes == NULL)
    return FALSE;
  return g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                              (gssize)g_bytes_get_size (bytes), NULL)
         || jly_fail (error, JLY_ERROR_IO, &detail, "%s", _ ("The file could not be saved."));
}
