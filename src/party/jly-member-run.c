/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Computing what was approved, and reading what came out. */
#include "config.h"

#include "party/jly-member-private.h"

#include "base/jly-error.h"
#include "party/jly-outcome-result.h"
#include "party/jly-room.h"

#include "store/jly-store-clock.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define SLACK 3600 /* seconds */

/* The proposal of this number and its hash. */
static const JlyProposal *
get_proposal (JlyMember *self, guint question, guint8 hash[JLY_HASH_BYTES], GError **error)
{
  const JlyGovernance *governance;
  const JlyErrorDetail detail = { .next = _ ("See what was asked: study status.") };
  const JlyProposal *proposal;
  g_autoptr (GBytes) bytes = NULL;

  if (!jly_member_check_contract (self, error))
    return NULL;
  governance = jly_store_governance_get (self->governance, error);
  if (governance == NULL)
    return NULL;
  if (question >= jly_governance_count_questions (governance))
    {
      jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("There is no question of this number."));
      return NULL;
    }
  proposal = jly_governance_get_question (governance, question);
  bytes = jly_proposal_encode (proposal);
  jly_proposal_hash (bytes, hash);
  return proposal;
}

JlyAgreed *
jly_member_agree (JlyMember *self, guint question, GError **error)
{
  guint8 hash[JLY_HASH_BYTES];
  const JlyProposal *proposal = get_proposal (self, question, hash, error);
  const JlySubmission *submissions;
  gsize n;

  if (proposal == NULL)
    return NULL;
  submissions = jly_governance_get_submissions (jly_store_governance_get (self->governance, NULL),
                                                proposal->inputs_root, &n);
  if (submissions == NULL)
    {
      jly_refuse (error, JLY_REFUSAL_INPUTS, NULL);
      return NULL;
    }
  return jly_agreed_new (
      self->contract, self->contract_hash, proposal, hash, submissions, n,
      jly_governance_get_joined (jly_store_governance_get (self->governance, NULL)), error);
}

/* One computing party's run. */
typedef struct
{
  JlyMember *member;
  JlyAgreed *agreed;
  guint miner;
  guint8 proposal_hash[JLY_HASH_BYTES];
} Run;

static void
session_cb (const JlySessionNews *news, gpointer user_data)
{
  const Run *run = user_data;

  if (run->member->news_func != NULL)
    run->member->news_func (news, run->member->news_data);
}

static gboolean
prepare_cb (const guint8 attempt[JLY_HASH_BYTES],
            const GPtrArray *letters,
            gpointer user_data,
            GError **error)
{
  const Run *run = user_data;

  return jly_member_keep_prepared (run->member, run->proposal_hash, attempt, letters, error);
}

static gboolean
letter_cb (guint reader, GBytes *letter, gpointer user_data, GError **error)
{
  Run *run = user_data;

  return jly_member_put_letter (run->member, run->agreed, run->proposal_hash, reader, letter,
                                error);
}

/* A refusal is told to everybody, with the rule that stands against it, and signed. */
static void
put_refusal (JlyMember *self, const guint8 hash[JLY_HASH_BYTES], const GError *error)
{
  const char *rule = jly_refusal_name (jly_refusal_get_rule (error));
  JlyNote *post = jly_note_new ("refusal");
  g_autoptr (GBytes) all = NULL;
  JlySigned item = { .signer = self->self };

  jly_note_add (post, self->contract_hash, JLY_HASH_BYTES);
  jly_note_add (post, hash, JLY_HASH_BYTES);
  jly_note_add (post, (const guint8 *)rule, strlen (rule));
  all = jly_member_join_parts (post);
  jly_note_sign (post, self->identity, JLY_SIGNS_REFUSAL, all);
  item.bytes = all;
  memcpy (item.signature, post->signature, sizeof item.signature);
  if (!jly_store_keep_refusal (self->governance, jly_member_get_name (self, self->self), hash,
                               &item, self->now, NULL)
      || !jly_member_put (self, post, NULL))
    g_warning ("%s", "A refusal could not be written down.");
}

static gboolean
compute (Run *run,
         const JlyGate *gate,
         const JlyMemberWay *way,
         JlySessionSummary *summary,
         GError **error)
{
  JlySessionConfig config = {
    .gate = gate,
    .letter_func = letter_cb,
    .prepare_func = prepare_cb,
    .study = run->agreed->study,
    .self = run->miner,
    .identity = run->member->identity,
    .store = run->member->store,
    .addresses = way->addresses,
    .door = way->door,
    .evidence_dir = run->member->dir,
    .func = session_cb,
    .func_data = run,
  };
  g_autoptr (GSocketConnectable) own = NULL;
  gboolean ok;

  if (way->door != NULL)
    return jly_session_run (&config, summary, way->cancellable, error);
  own = g_network_address_parse (way->addresses[run->miner], 0, error);
  if (own == NULL)
    return FALSE;
  config.listener = jly_listener_new (g_network_address_get_hostname (G_NETWORK_ADDRESS (own)),
                                      g_network_address_get_port (G_NETWORK_ADDRESS (own)), error);
  if (config.listener == NULL)
    return FALSE;
  ok = jly_session_run (&config, summary, way->cancellable, error);
  jly_listener_free (config.listener);
  return ok;
}

/* What has ended would begin again if a clock was set back: what this party wrote down itself tells
 * that it was later already. A clock is set right by less than SLACK. Where it was once far ahead,
 * all founders together say what time it is, by signing a next version: nothing that ended under
 * the one before can begin again under it, so its log counts from there. */
static gboolean
check_clock (JlyMember *self, GError **error)
{
  const JlyErrorDetail detail
      = { .step = "run",
          .next = _ ("Set this computer's clock right, then compute again. If it is right now and "
                     "was wrong before, let the founders sign a new version of the contract.") };
  gint64 latest;

  if (!jly_store_find_latest (self->store, self->contract->study_id, self->contract->version,
                              &latest, error))
    return FALSE;
  return latest <= self->now + SLACK
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("This computer's clock is behind the time that stands in its own log."));
}

static gboolean
check_room (JlyMember *self, guint question, const JlyAgreed *agreed, GError **error)
{
  const JlyGovernance *governance = jly_store_governance_get (self->governance, error);
  g_autoptr (GArray) earlier
      = governance != NULL ? jly_governance_list_earlier (governance, question) : NULL;
  JlyRoom is_free, need;

  if (earlier == NULL)
    return FALSE;
  jly_room_measure (self->dir, &is_free);
  jly_room_need (agreed, earlier->len, &need);
  return jly_room_check (&is_free, &need, error);
}

static gboolean
is_answered (JlyMember *self, guint question)
{
  const JlyGovernance *governance = jly_store_governance_get (self->governance, NULL);

  return governance != NULL
         && jly_governance_get_stage (governance, question, self->now) == JLY_PROPOSAL_ANSWERED;
}

gboolean
jly_member_compute (JlyMember *self,
                    guint question,
                    const JlyMemberWay *way,
                    JlySessionSummary *summary,
                    GError **error)
{
  Run run = { .member = self, .miner = jly_member_get_miner (self) };
  JlyGate gate = { .question = question, .identity = self->identity };
  GError *first = NULL;
  gboolean ok, was_answered;

  memset (summary, 0, sizeof *summary);
  if (get_proposal (self, question, run.proposal_hash, error) == NULL || !check_clock (self, error)
      || !jly_member_sync (self, error))
    return FALSE;
  /* An attempt that counts for the others already is finished, and not begun again. */
  was_answered = is_answered (self, question);
  if (!jly_member_finish (self, error))
    return FALSE;
  if (!was_answered && is_answered (self, question))
    return TRUE;
  gate.governance = self->governance;
  gate.now = self->now;
  if (run.miner == JLY_STUDY_MINERS)
    return jly_refuse (error, JLY_REFUSAL_INPUTS, jly_member_get_name (self, self->self));
  run.agreed = jly_member_agree (self, question, &first);
  ok = run.agreed != NULL && check_room (self, question, run.agreed, &first);
  if (ok)
    {
      guint n = run.agreed->study->providers->len;

      gate.agreed = run.agreed;
      gate.joined = jly_governance_get_joined (jly_store_governance_get (self->governance, NULL));
      gate.miner = run.miner;
      gate.parts = g_new0 (JlyUploadPart *, n);
      for (guint i = 0; i < n; i++)
        gate.parts[i] = jly_member_load_upload (self, run.agreed->uploads[i]);
      ok = compute (&run, &gate, way, summary, &first)
           && jly_member_put_done (self, run.proposal_hash, summary->attempt, &first);
      for (guint i = 0; i < n; i++)
        jly_upload_part_free (gate.parts[i]);
      g_free (gate.parts);
    }
  if (!ok && jly_refusal_get_rule (first) != JLY_N_REFUSALS)
    put_refusal (self, run.proposal_hash, first);
  if (!ok)
    g_propagate_error (error, first);
  g_clear_pointer (&run.agreed, jly_agreed_free);
  return ok;
}

gboolean
jly_member_check_ready (JlyMember *self, guint question, GError **error)
{
  g_autoptr (JlyAgreed) agreed = jly_member_agree (self, question, error);
  const JlyGate gate = { .governance = self->governance,
                         .question = question,
                         .agreed = agreed,
                         .identity = self->identity,
                         .miner = jly_member_get_miner (self),
                         .now = self->now };

  return agreed != NULL && check_clock (self, error) && check_room (self, question, agreed, error)
         && jly_gate_check (&gate, error);
}

gboolean
jly_member_run (JlyMember *self,
                guint question,
                char *const *addresses,
                JlySessionSummary *summary,
                GError **error)
{
  g_autoptr (GCancellable) cancellable
      = self->cancellable != NULL ? g_object_ref (self->cancellable) : g_cancellable_new ();
  const JlyMemberWay way = { .addresses = addresses, .cancellable = cancellable };

  return jly_member_compute (self, question, &way, summary, error);
}

/* The last letter of each computing party to this one. */
static gboolean
find_letters (const JlyMember *self,
              const JlyAgreed *agreed,
              const guint8 hash[JLY_HASH_BYTES],
              GBytes *letters[JLY_STUDY_MINERS])
{
  guint found = 0;

  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];
      g_autoptr (GBytes) all = jly_member_join_parts (post);
      guint8 about[JLY_HASH_BYTES], reader[32], miner;

      if (!g_str_equal (post->kind, "letter") || post->parts->len != 4
          || !jly_note_copy (post, 0, about, sizeof about) || !jly_note_copy (post, 1, &miner, 1)
          || !jly_note_copy (post, 2, reader, sizeof reader)
          || memcmp (about, hash, sizeof about) != 0
          || memcmp (reader, self->keys.identity, sizeof reader) != 0 || miner >= JLY_STUDY_MINERS
          || memcmp (((const JlyParty *)agreed->study->miners->pdata[miner])->keys.identity,
                     post->signer, 32)
                 != 0
          || !jly_note_verify (post, JLY_SIGNS_LETTER, all))
        continue;
      letters[miner] = jly_note_get (post, 3);
      found |= 1u << miner;
    }
  return found == (1u << JLY_STUDY_MINERS) - 1;
}

static gboolean
is_for_all (const JlyMember *self, JlyPartySet recipients)
{
  JlyPartySet all = jly_contract_select (self->contract, JLY_ROLE_FLAGS_ALL, JLY_NO_SIDE);

  return (all & ~recipients) == 0;
}

/* Of the figures that were handed in last. */
static gsize
count_own_rows (const JlyMember *self)
{
  guint64 last = 0;
  gsize n_rows = 0;

  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *post = self->posts->pdata[i];
      g_autoptr (JlyManifest) manifest = NULL;

      if (!g_str_equal (post->kind, "upload") || memcmp (post->signer, self->keys.identity, 32) != 0
          || jly_note_get (post, 1) == NULL)
        continue;
      manifest = jly_manifest_decode (jly_note_get (post, 1), NULL);
      if (manifest == NULL || manifest->number < last)
        continue;
      last = manifest->number;
      n_rows = manifest->n_rows;
    }
  return n_rows;
}

static JlyResult *
make_result (const JlyMember *self,
             const JlyAgreed *agreed,
             JlyPartySet recipients,
             const JlyOutcome *told)
{
  char attempt[2 * JLY_HASH_BYTES + 1];
  const JlyParty *joined = jly_member_find_joined (self, self->keys.identity);
  const char *name = joined != NULL ? joined->name : jly_member_get_name (self, self->self);
  JlyResult *result;

  sodium_bin2hex (attempt, sizeof attempt, told->attempt, JLY_HASH_BYTES);
  result = jly_result_new (agreed->study->id, attempt, "done");
  if (self->self != JLY_MEMBER_NOBODY && (recipients >> self->self & 1) != 0)
    jly_outcome_add_joint (result, agreed->study, agreed->plan, told,
                           is_for_all (self, recipients) ? JLY_STUDY_EVERYONE : name);
  if (told->is_provider)
    jly_outcome_add_own (result, agreed->study, agreed->plan, told, name, count_own_rows (self));
  jly_outcome_add_opened (result, agreed->study, agreed->plan, told);
  return result;
}

JlyResult *
jly_member_get_result (JlyMember *self, guint question, GError **error)
{
  guint8 hash[JLY_HASH_BYTES];
  const JlyProposal *proposal = get_proposal (self, question, hash, error);
  const JlyErrorDetail detail
      = { .step = "result", .next = _ ("See who must still agree or compute: study status.") };
  g_autoptr (JlyAgreed) agreed = NULL;
  g_autoptr (JlyOutcome) outcome = NULL;
  GBytes *letters[JLY_STUDY_MINERS] = { NULL };

  if (proposal == NULL)
    return NULL;
  agreed = jly_agreed_new_uncosted (self->contract, self->contract_hash, proposal, error);
  if (agreed == NULL)
    return NULL;
  memcpy (agreed->study->proposal_hash, hash, JLY_HASH_BYTES);
  if (!find_letters (self, agreed, hash, letters))
    {
      jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail,
                _ ("There is no result of this question for this party."));
      return NULL;
    }
  outcome = jly_letter_open (agreed->study, self->identity, letters, error);
  return outcome != NULL ? make_result (self, agreed, proposal->recipients, outcome) : NULL;
}
