/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One study whose contract is kept here, seen by the person at the screen: what stands, and what
 * the person signs. Everything goes through the store's governance, which takes it by the rules or
 * refuses. Signal "changed" after something was taken.
 */
#pragma once

#include "store/jly-store-carry.h"

G_BEGIN_DECLS

#define JLY_TYPE_AGREEMENT (jly_agreement_get_type ())
G_DECLARE_FINAL_TYPE (JlyAgreement, jly_agreement, JLY, AGREEMENT, GObject)

/* store and identity must outlive it. */
JlyAgreement *jly_agreement_open (
    JlyStore *store, const JlyIdentity *identity, const char *study_id, gint64 now, GError **error);
/* Keeps a contract that was prepared here and signs it as the first. */
JlyAgreement *jly_agreement_begin (
    JlyStore *store, const JlyIdentity *identity, GBytes *contract, gint64 now, GError **error);

/* All valid until the next change. */
const JlyContract *jly_agreement_get_contract (JlyAgreement *self);
JlyGovernance *jly_agreement_get_governance (JlyAgreement *self, GError **error);
/* The bytes of a version, 0 the newest; NULL if it is not kept. Owned by the caller. */
GBytes *jly_agreement_get_bytes (JlyAgreement *self, guint version);
JlyStoreGovernance *jly_agreement_get_kept (JlyAgreement *self);

/* The person's own place in the contract, or -1. */
gint jly_agreement_get_own (JlyAgreement *self);
/* Whether the person still has to sign. */
gboolean jly_agreement_awaits_signature (JlyAgreement *self);
gboolean jly_agreement_sign (JlyAgreement *self, gint64 now, GError **error);

/* The first question that waits for the person's yes, or -1. */
gint jly_agreement_find_awaiting (JlyAgreement *self, gint64 now);
/* Signs and takes a decision on a question; reason may be "" but for a rejection. */
gboolean jly_agreement_decide (JlyAgreement *self,
                               guint question,
                               JlyVerdict verdict,
                               const char *reason,
                               gint64 now,
                               GError **error);

/* For the others, to a file and from one (jly-store-carry.h). */
gboolean jly_agreement_save (JlyAgreement *self, const char *path, GError **error);

G_END_DECLS
