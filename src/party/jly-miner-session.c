/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-miner-session.h. The order of steps is PROTOCOL.md's; nothing is computed before all
 * three miners hold the same study, the same uploads and the same plan. */
#include "config.h"

#include "party/jly-miner-session.h"

#include "base/jly-error.h"
#include "party/jly-attempt.h"
#include "party/jly-evidence.h"
#include "party/jly-frames.h"
#include "party/jly-gate-guard.h"
#include "party/jly-heads.h"
#include "party/jly-letter.h"
#include "party/jly-roster.h"
#include "party/jly-transport-link.h"
#include "party/jly-upload.h"
#include "study/jly-plan.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define N JLY_STUDY_MINERS
/* A report per hundredth is enough for any progress bar. */
#define REPORT_SHARE 0.01
#define CALL_LIMIT (10 * G_TIME_SPAN_SECOND)
#define CALL_PAUSE (50 * G_TIME_SPAN_MILLISECOND)
#define ACCEPTANCE_BYTES (JLY_HASH_BYTES + JLY_SIGNATURE_BYTES)

typedef struct
{
  const JlySessionConfig *config;
  GCancellable *cancellable;
  const JlyGate *gate;   /* NULL before it was agreed */
  const JlyStudy *study; /* the gate's; before it was agreed, the frame */
  JlyUploadPart **parts; /* of the inbox; NULL where figures were uploaded before */
  JlyBits ***bits;       /* provider, column */
  guint8 (*hashes)[JLY_HASH_BYTES];
  JlyGateGuard *guard;
  gboolean is_started; /* the gate has written the attempt down */
  JlyInbox *inbox;
  JlyLink *next;
  JlyLink *prev; /* the inbox's, or of a door */
  guint8 study_hash[JLY_HASH_BYTES];
  guint8 inputs_hash[JLY_HASH_BYTES];
  JlyTransport *transport;   /* NULL unless it computes */
  double told;               /* share at the last report of progress */
  gint is_cancelled;         /* heard, and not yet obeyed; atomic */
  JlySessionStep told_of[N]; /* of a neighbour, by its step: _WAITING, _MET, else nothing */
} Session;

static void
tell (Session *self, const JlySessionNews *news)
{
  self->config->func (news, self->config->func_data);
}

static void
inbox_cb (JlyInboxNews what, const char *party, const GError *error, gpointer user_data)
{
  JlySessionNews news = {
    .step = what == JLY_INBOX_UPLOAD ? JLY_SESSION_UPLOAD : JLY_SESSION_TURNED_AWAY,
    .party = party,
    .error = error,
  };

  tell (user_data, &news);
}

static const JlyParty *
neighbour (Session *self, guint step)
{
  return self->config->study->miners->pdata[(self->config->self + step) % N];
}

/* People who wait want to know for whom. Nobody waits in a rehearsal. */
static void
tell_neighbour (Session *self, guint step, gboolean is_there, const GError *error)
{
  JlySessionNews news = {
    .step = is_there ? JLY_SESSION_MET : JLY_SESSION_WAITING,
    .party = neighbour (self, step)->name,
    .error = error,
  };

  if (self->config->agree_func != NULL || self->told_of[step] == news.step)
    return;
  self->told_of[step] = news.step;
  tell (self, &news);
}

/* Computing parties that people start come up one after the other; those of a rehearsal are there
 * before anybody calls. */
static JlyLink *
call_next (Session *self, guint next, const JlyHello *hello, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + CALL_LIMIT;

  for (;;)
    {
      g_autoptr (GError) failed = NULL;
      JlyLink *link = jly_roster_connect (self->config->study, next, self->config->addresses[next],
                                          self->config->identity, hello, JLY_MINER_TIMEOUT,
                                          self->cancellable, &failed);

      if (link != NULL)
        {
          tell_neighbour (self, 1, TRUE, NULL);
          return link;
        }
      tell_neighbour (self, 1, FALSE, failed);
      tell_neighbour (self, 2, jly_inbox_has_prev (self->inbox), NULL);
      if (self->config->agree_func != NULL || g_get_monotonic_time () >= deadline
          || !g_error_matches (failed, JLY_ERROR, JLY_ERROR_UNAVAILABLE))
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return NULL;
        }
      g_usleep (CALL_PAUSE);
    }
}

static gboolean
connect_by_door (Session *self, GError **error)
{
  const JlySessionDoor *door = self->config->door;
  const JlySessionConfig *config = self->config;
  JlySessionNews news = { .step = JLY_SESSION_CONNECTED };

  self->next
      = door->open_next (config->study, config->self, self->cancellable, door->user_data, error);
  if (self->next == NULL)
    return FALSE;
  self->prev
      = door->open_prev (config->study, config->self, self->cancellable, door->user_data, error);
  if (self->prev != NULL)
    tell (self, &news);
  return self->prev != NULL;
}

static gboolean
connect_miners (Session *self, GError **error)
{
  JlyInboxConfig inbox = {
    .study = self->config->study,
    .self = self->config->self,
    .identity = self->config->identity,
    .listener = self->config->listener,
    .store = self->config->store,
    .evidence_dir = self->config->evidence_dir,
    .is_closed = self->config->agree_func == NULL,
    .cancellable = self->cancellable,
    .func = inbox_cb,
    .func_data = self,
  };
  JlySessionNews news = { .step = JLY_SESSION_CONNECTED };
  guint next = (self->config->self + 1) % N;
  JlyHello hello;

  if (self->config->door != NULL)
    return connect_by_door (self, error);
  self->inbox = jly_inbox_new (&inbox);
  jly_roster_make_hello (self->config->study, JLY_LINK_ROLE_MINER, self->config->self, &hello);
  self->next = call_next (self, next, &hello, error);
  if (self->next == NULL)
    return FALSE;
  tell_neighbour (self, 2, jly_inbox_has_prev (self->inbox), NULL);
  self->prev = jly_inbox_wait_prev (self->inbox, error);
  if (self->prev == NULL)
    return FALSE;
  tell_neighbour (self, 2, TRUE, NULL);
  tell (self, &news);
  return TRUE;
}

/* Sends one small message to both neighbours and receives one of the same length from each. */
static gboolean
talk (Session *self,
      guint8 type,
      const guint8 *own,
      gsize n,
      GBytes **from_next,
      GBytes **from_prev,
      GError **error)
{
  JlyErrorDetail detail = { .step = "attempt" };

  if (!jly_link_send (self->next, type, own, n, error)
      || !jly_link_send (self->prev, type, own, n, error))
    return FALSE;
  *from_next = jly_link_receive (self->next, type, n, error);
  if (*from_next == NULL)
    return FALSE;
  *from_prev = jly_link_receive (self->prev, type, n, error);
  if (*from_prev == NULL)
    return FALSE;
  if (g_bytes_get_size (*from_next) == n && g_bytes_get_size (*from_prev) == n)
    return TRUE;
  detail.party = neighbour (self, g_bytes_get_size (*from_next) == n ? 2 : 1)->name;
  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                   _ ("“%s” sent a message of the wrong length."), detail.party);
}

/* Hash of the manifest and this miner's signature, for every provider in order. */
static guint8 *
list_acceptances (Session *self, gsize *size)
{
  guint n = self->config->study->providers->len;
  guint8 *list = g_malloc (n * ACCEPTANCE_BYTES);

  for (guint i = 0; i < n; i++)
    {
      guint8 *entry = list + i * ACCEPTANCE_BYTES;

      memcpy (entry, jly_inbox_get_manifest_hash (self->inbox, i), JLY_HASH_BYTES);
      jly_receipt_sign (self->config->identity, self->study_hash, entry, entry + JLY_HASH_BYTES);
    }
  *size = n * ACCEPTANCE_BYTES;
  return list;
}

/* Which of the two is at fault shows when both show what they hold: a provider that signed two
 * descriptions, or a miner that signed for one it cannot show. The error then names the file. */
static void
keep_evidence (Session *self, guint provider, guint miner, const guint8 *acceptance, GError **error)
{
  JlyEvidenceOther other = { miner, acceptance, acceptance + JLY_HASH_BYTES };
  g_autofree char *path = jly_evidence_write (
      self->config->evidence_dir, self->config->study, provider, self->config->self,
      jly_inbox_get_part (self->inbox, provider), &other, (*error)->message);
  JlyErrorDetail detail = { .file = path };

  if (path != NULL)
    jly_error_adopt (error, JLY_ERROR_PROTOCOL, &detail);
}

static gboolean
check_acceptances (Session *self, guint index, const guint8 *own, GBytes *theirs, GError **error)
{
  const JlyParty *miner = self->config->study->miners->pdata[index];
  const guint8 *list = g_bytes_get_data (theirs, NULL);

  for (guint i = 0; i < self->config->study->providers->len; i++)
    {
      const JlyParty *provider = self->config->study->providers->pdata[i];
      const guint8 *entry = list + i * ACCEPTANCE_BYTES;
      JlyErrorDetail detail = {
        .step = "upload",
        .next = _ ("Nothing was computed; begin a new study."),
      };

      detail.party = provider->name;
      if (memcmp (entry, own + i * ACCEPTANCE_BYTES, JLY_HASH_BYTES) != 0)
        {
          jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                    _ ("“%s” sent different figures to “%s” than to this computing party."),
                    provider->name, miner->name);
          keep_evidence (self, i, index, entry, error);
          return FALSE;
        }
      detail.party = miner->name;
      if (!jly_receipt_verify (miner, self->study_hash, entry, entry + JLY_HASH_BYTES))
        return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                         _ ("“%s” did not sign that it took the figures of “%s”."), miner->name,
                         provider->name);
    }
  return TRUE;
}

/* What all three computed with: the manifests in the providers' order. */
static void
hash_inputs (Session *self)
{
  jly_hash ("inputs", self->hashes[0], self->study->providers->len * JLY_HASH_BYTES,
            self->inputs_hash);
}

static gboolean
send_receipts (Session *self, const guint8 *acceptances, GError **error)
{
  for (guint i = 0; i < self->config->study->providers->len; i++)
    if (!jly_link_send (jly_inbox_get_link (self->inbox, i), JLY_FRAME_RECEIPT,
                        acceptances + i * ACCEPTANCE_BYTES + JLY_HASH_BYTES, JLY_SIGNATURE_BYTES,
                        error))
      return FALSE;
  return TRUE;
}

static gboolean
accept_uploads (Session *self, GError **error)
{
  g_autofree guint8 *own = NULL;
  g_autoptr (GBytes) next = NULL;
  g_autoptr (GBytes) prev = NULL;
  gsize size;

  if (!jly_inbox_wait_uploads (self->inbox, error))
    return FALSE;
  own = list_acceptances (self, &size);
  return talk (self, JLY_FRAME_UPLOADS, own, size, &next, &prev, error)
         && check_acceptances (self, (self->config->self + 1) % N, own, next, error)
         && check_acceptances (self, (self->config->self + 2) % N, own, prev, error)
         && send_receipts (self, own, error);
}

static void
take_gate (Session *self, const JlyGate *gate)
{
  self->gate = gate;
  self->study = gate->agreed->study;
  jly_study_hash (self->study, self->study_hash);
}

/* Figures that come in this session, and what is then agreed over them. */
static gboolean
collect (Session *self, GError **error)
{
  guint n = self->study->providers->len;
  const JlyGate *gate;

  if (!connect_miners (self, error) || !accept_uploads (self, error))
    return FALSE;
  self->parts = g_new (JlyUploadPart *, n);
  for (guint i = 0; i < n; i++)
    self->parts[i] = jly_inbox_get_part (self->inbox, i);
  gate = self->config->agree_func (self->parts, self->config->func_data, error);
  if (gate == NULL)
    return FALSE;
  take_gate (self, gate);
  return TRUE;
}

/* What an attempt is compared with is agreed on with what it computes with. */
static gboolean
add_guard (Session *self, GError **error)
{
  guint8 both[2 * JLY_HASH_BYTES];

  self->guard = jly_gate_guard_new (self->gate, error);
  if (self->guard == NULL)
    return FALSE;
  memcpy (both, self->inputs_hash, JLY_HASH_BYTES);
  jly_gate_guard_hash (self->guard, both + JLY_HASH_BYTES);
  jly_hash ("inputs-and-earlier", both, sizeof both, self->inputs_hash);
  return TRUE;
}

/* Each upload is compared with the frozen set. */
static gboolean
open_uploads (Session *self, GError **error)
{
  const JlyGate *gate = self->gate;
  guint n = self->study->providers->len;

  self->bits = g_new0 (JlyBits **, n);
  self->hashes = g_malloc0_n (n, sizeof *self->hashes);
  for (guint i = 0; i < n; i++)
    self->bits[i] = g_new0 (JlyBits *, gate->agreed->n_columns);
  if (!jly_gate_open_uploads (gate, self->bits, self->hashes, error))
    return FALSE;
  hash_inputs (self);
  return add_guard (self, error);
}

static gboolean
says_answered (GBytes *ready)
{
  return ((const guint8 *)g_bytes_get_data (ready, NULL))[JLY_HASH_BYTES] != 0;
}

typedef gboolean (*HeadsFunc) (const JlyGate *, guint, const guint8[JLY_HEADS_BYTES], GError **);

/* How the three logs stand, to both neighbours and from both, for take to look at. */
static gboolean
talk_heads (Session *self, HeadsFunc take, GError **error)
{
  guint8 own[JLY_HEADS_BYTES];
  g_autoptr (GBytes) next = NULL;
  g_autoptr (GBytes) prev = NULL;

  return jly_heads_put (self->gate, own, error)
         && talk (self, JLY_FRAME_HEADS, own, sizeof own, &next, &prev, error)
         && take (self->gate, (self->config->self + 1) % N, g_bytes_get_data (next, NULL), error)
         && take (self->gate, (self->config->self + 2) % N, g_bytes_get_data (prev, NULL), error);
}

/* An attempt is one of few: so it begins only when all three are ready, each by its own rules. Who
 * has counted one, and so sent its letters, begins no other: whoever was stopped before it counted
 * it too learns that from the notes of who did (jly-member-finish.c). */
static gboolean
pass_gate (Session *self, guint64 *number, GError **error)
{
  JlySessionNews news = { .step = JLY_SESSION_ACCEPTED };
  g_autoptr (GBytes) next = NULL;
  g_autoptr (GBytes) prev = NULL;
  guint8 own[JLY_HASH_BYTES + 1];

  memcpy (own, self->study_hash, JLY_HASH_BYTES);
  own[JLY_HASH_BYTES] = jly_gate_is_answered (self->gate);
  /* A folder that was put back has lost its answer too: that reason comes first. */
  if (!talk (self, JLY_FRAME_READY, own, sizeof own, &next, &prev, error)
      || !talk_heads (self, jly_heads_check, error))
    return FALSE;
  if (own[JLY_HASH_BYTES] != 0 || says_answered (next) || says_answered (prev))
    return jly_refuse (error, JLY_REFUSAL_STARTED, NULL);
  if (!jly_gate_start (self->gate, number, error))
    return FALSE;
  self->is_started = TRUE;
  tell (self, &news);
  return talk_heads (self, jly_heads_keep, error);
}

/* One step of the agreement: n bytes to both neighbours, n bytes of each. */
typedef struct
{
  guint8 type;
  gsize n;
  void (*put) (JlyAttempt *, guint8 *);
  gboolean (*take) (JlyAttempt *, const guint8 *next, const guint8 *prev, GError **);
} AttemptStep;

static const AttemptStep attempt_steps[] = {
  { JLY_FRAME_OFFER, JLY_ATTEMPT_OFFER_BYTES, jly_attempt_put_offer, jly_attempt_take_offers },
  { JLY_FRAME_REVEAL, JLY_ATTEMPT_REVEAL_BYTES, jly_attempt_put_reveal, jly_attempt_take_reveals },
  { JLY_FRAME_CONFIRM, JLY_ATTEMPT_CONFIRM_BYTES, jly_attempt_put_confirm,
    jly_attempt_take_confirms },
};

/* Nothing of a step leaves before the step before it was taken from both: so nobody sees a
 * contribution before having committed to its own. */
static gboolean
take_attempt_step (Session *self, JlyAttempt *attempt, const AttemptStep *step, GError **error)
{
  g_autofree guint8 *own = g_malloc (step->n);
  g_autoptr (GBytes) next = NULL;
  g_autoptr (GBytes) prev = NULL;

  step->put (attempt, own);
  return talk (self, step->type, own, step->n, &next, &prev, error)
         && step->take (attempt, g_bytes_get_data (next, NULL), g_bytes_get_data (prev, NULL),
                        error);
}

/* The number is on the disk before anything of this attempt leaves. */
static JlyAttempt *
agree_on_attempt (Session *self, GError **error)
{
  g_autoptr (JlyAttempt) attempt = NULL;
  guint64 number;

  if (!pass_gate (self, &number, error))
    return NULL;
  attempt = jly_attempt_new (self->study, self->config->self, self->study_hash,
                             self->gate->agreed->plan->hash, self->inputs_hash, number);
  for (guint i = 0; i < G_N_ELEMENTS (attempt_steps); i++)
    if (!take_attempt_step (self, attempt, &attempt_steps[i], error))
      return NULL;
  return g_steal_pointer (&attempt);
}

static void
share_cb (double share, gpointer user_data)
{
  Session *self = user_data;
  JlySessionNews news = {
    .step = JLY_SESSION_COMPUTING,
    .rounds = self->transport->rounds,
    .bytes = self->transport->bytes_sent,
    .share = share,
  };

  if (share <= self->told || (share < 1 && share < self->told + REPORT_SHARE))
    return;
  self->told = share;
  tell (self, &news);
}

/* A transport over both links, which tells its share and stops when it is told to. */
static void
open_transport (Session *self)
{
  guint64 comparing[3];
  JlyTransportWatch watch = {
    .progress = share_cb,
    .progress_data = self,
    .is_cancelled = &self->is_cancelled,
  };

  jly_gate_guard_cost (self->guard, comparing);
  watch.predicted_bytes
      = self->gate->agreed->plan->bytes[self->config->self] + comparing[self->config->self];
  self->transport = jly_transport_link_new (self->next, self->prev);
  jly_transport_watch (self->transport, &watch);
}

/* Every key of an attempt is derived from its id, which is public: where no id comes twice, no
 * random number does. Scenarios read it. */
static void
tell_attempt (JlyAttempt *attempt)
{
  char text[2 * JLY_HASH_BYTES + 1];

  sodium_bin2hex (text, sizeof text, jly_attempt_get_id (attempt), JLY_HASH_BYTES);
  g_debug ("attempt %s", text);
}

static JlyComputation *
compute (Session *self, JlyAttempt *attempt, JlySessionSummary *summary, GError **error)
{
  const JlyStudyInputs *inputs = self->gate->agreed->plan->inputs;
  guint n = inputs->inputs.n_sources;
  g_autofree JlyBits *const **columns = g_new (JlyBits *const *, n);
  g_autoptr (JlyEngine) engine = NULL;
  JlyComputation *computation = NULL;

  open_transport (self);
  tell_attempt (attempt);
  engine = jly_attempt_make_engine (attempt, self->transport);
  for (guint i = 0; i < n; i++)
    columns[i] = self->bits[i];
  if (jly_gate_guard_run (self->guard, engine, columns, error))
    computation = jly_computation_run (engine, &inputs->inputs, inputs->questions,
                                       inputs->n_questions, columns, error);
  memcpy (summary->attempt, jly_attempt_get_id (attempt), JLY_HASH_BYTES);
  summary->rounds = self->transport->rounds;
  summary->bytes = self->transport->bytes_sent;
  if (computation != NULL)
    share_cb (1, self); /* also where fewer bytes were needed than are usual */
  g_clear_pointer (&engine, jly_engine_free);
  g_clear_pointer (&self->transport, jly_transport_link_free);
  return computation;
}

/* Back over the link of its upload, or by letter_func. What the computing parties open to
 * themselves they need not send each other. */
static gboolean
send_letter (Session *self, guint reader, GBytes *letter, GError **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (letter, &size);

  if (self->config->letter_func != NULL)
    return self->config->letter_func (reader, letter, self->config->func_data, error);
  return reader >= self->study->providers->len
         || jly_link_send (jly_inbox_get_link (self->inbox, reader), JLY_FRAME_LETTER, bytes, size,
                           error);
}

/* Nobody counts an attempt before all three have its results on their disks. */
static gboolean
agree_on_end (Session *self, const guint8 *attempt, const GPtrArray *letters, GError **error)
{
  const JlyErrorDetail detail = { .step = "opening" };
  g_autoptr (GBytes) next = NULL;
  g_autoptr (GBytes) prev = NULL;

  if (self->config->prepare_func == NULL)
    return TRUE;
  if (!self->config->prepare_func (attempt, letters, self->config->func_data, error)
      || !talk (self, JLY_FRAME_DONE, attempt, JLY_HASH_BYTES, &next, &prev, error))
    return FALSE;
  return (memcmp (g_bytes_get_data (next, NULL), attempt, JLY_HASH_BYTES) == 0
          && memcmp (g_bytes_get_data (prev, NULL), attempt, JLY_HASH_BYTES) == 0)
         || jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                      _ ("The computing parties ended different attempts."));
}

/* To whoever reads; and what went out stays here, to answer the same question again. */
static gboolean
post_letters (Session *self,
              const JlyComputation *computation,
              const guint8 *attempt,
              GError **error)
{
  const JlyStudy *study = self->study;
  g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  JlySessionNews news = { .step = JLY_SESSION_OPENING };

  for (guint i = 0; i < jly_study_count_readers (study); i++)
    {
      const JlyParty *reader = jly_study_get_reader (study, i);
      GBytes *letter = jly_letter_seal (study, self->config->self, i, attempt, computation);
      const JlyErrorDetail detail = { .party = reader->name, .step = "opening" };

      if (letter == NULL)
        return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                         _ ("The results of “%s” could not be sealed to its key."), reader->name);
      g_ptr_array_add (letters, letter);
    }
  if (!agree_on_end (self, attempt, letters, error)
      || !jly_gate_finish (self->gate, letters, error))
    return FALSE;
  self->is_started = FALSE;
  for (guint i = 0; i < letters->len; i++)
    if (!send_letter (self, i, letters->pdata[i], error))
      return FALSE;
  tell (self, &news);
  return TRUE;
}

/* Who may not compute does not even call; but figures that come now are called for. */
static gboolean
prepare (Session *self, GError **error)
{
  if (self->config->agree_func != NULL && !collect (self, error))
    return FALSE;
  return jly_study_check (self->study, error) && jly_gate_check (self->gate, error)
         && open_uploads (self, error) && (self->next != NULL || connect_miners (self, error));
}

static gboolean
run (Session *self, JlySessionSummary *summary, GError **error)
{
  g_autoptr (JlyAttempt) attempt = NULL;
  g_autoptr (JlyComputation) computation = NULL;

  if (!prepare (self, error))
    return FALSE;
  attempt = agree_on_attempt (self, error);
  if (attempt == NULL)
    return FALSE;
  computation = compute (self, attempt, summary, error);
  return computation != NULL && post_letters (self, computation, summary->attempt, error);
}

static void
wipe_bits (Session *self)
{
  for (guint i = 0; self->bits != NULL && i < self->study->providers->len; i++)
    {
      for (guint k = 0; k < self->gate->agreed->n_columns; k++)
        g_clear_pointer (&self->bits[i][k], jly_bits_free);
      g_free (self->bits[i]);
    }
  g_clear_pointer (&self->bits, g_free);
  g_clear_pointer (&self->hashes, g_free);
  g_clear_pointer (&self->parts, g_free);
}

/* Shares, uploads and links of this study are gone afterwards. An error while erasing is only kept
 * if there is none yet. */
static gboolean
clean_up (Session *self, GError **error)
{
  JlySessionNews news = { .step = JLY_SESSION_ERASED };
  gboolean ok;

  if (self->inbox != NULL)
    jly_inbox_stop (self->inbox);
  g_clear_pointer (&self->guard, jly_gate_guard_free);
  wipe_bits (self);
  /* What was uploaded for a contract stays for its other questions. */
  ok = self->config->agree_func == NULL
       || jly_store_erase_uploads (self->config->store, self->config->study->id, error);
  if (ok)
    tell (self, &news);
  if (self->config->door != NULL)
    g_clear_pointer (&self->prev, jly_link_free);
  g_clear_pointer (&self->next, jly_link_free);
  g_clear_pointer (&self->inbox, jly_inbox_free);
  return ok;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_atomic_int_set (&((Session *)user_data)->is_cancelled, 1);
}

gboolean
jly_session_run (const JlySessionConfig *config,
                 JlySessionSummary *summary,
                 GCancellable *cancellable,
                 GError **error)
{
  Session self = { .config = config, .study = config->study, .cancellable = cancellable };
  GError *first = NULL, *erasing = NULL;
  gulong cancel_id = 0;

  if (cancellable != NULL)
    cancel_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), &self, NULL);
  memset (summary, 0, sizeof *summary);
  jly_study_hash (self.study, self.study_hash);
  if (config->gate != NULL)
    take_gate (&self, config->gate);
  if (!run (&self, summary, &first))
    {
      if (self.next != NULL)
        jly_link_send_error (self.next, first);
      if (self.inbox != NULL)
        jly_inbox_send_error (self.inbox, first);
      else if (self.prev != NULL)
        jly_link_send_error (self.prev, first);
      if (self.is_started && !jly_gate_fail (self.gate, first, &erasing))
        g_clear_error (&erasing);
    }
  if (cancel_id != 0)
    g_cancellable_disconnect (cancellable, cancel_id);
  if (clean_up (&self, &erasing) && first == NULL)
    return TRUE;
  if (first == NULL)
    first = g_steal_pointer (&erasing);
  g_clear_error (&erasing);
  g_propagate_error (error, first);
  return FALSE;
}
