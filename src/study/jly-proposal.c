/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-proposal.h. The three objects and their bytes. */
#include "config.h"

#include "study/jly-proposal.h"

#include "study/jly-cbor-fields.h"
#include "study/jly-study-fields.h"

#include "crypto/jly-identity.h"

#include <sodium.h>
#include <string.h>

#define FORMAT 1
#define PROPOSAL_FORMAT 2
#define ALL_PARTIES (((JlyPartySet)1 << JLY_POLICY_MAX_PARTIES) - 1)

/* What is asked comes first, so that its hash is made from the same fields. */
enum
{
  QUESTION_FORMAT = 1,
  QUESTION_CONTRACT,
  QUESTION_ASKED,
  QUESTION_USES,
  QUESTION_PLAN,
  QUESTION_INPUTS,
  QUESTION_SUBMISSIONS,
  QUESTION_RECIPIENTS,
  N_CONTENT_KEYS = QUESTION_RECIPIENTS,
  QUESTION_NONCE,
  QUESTION_EXPIRES,
  N_QUESTION_KEYS = QUESTION_EXPIRES
};

enum
{
  DECISION_FORMAT = 1,
  DECISION_CONTRACT,
  DECISION_QUESTION,
  DECISION_VERDICT,
  DECISION_REASON,
  DECISION_MADE,
  DECISION_EXPIRES,
  DECISION_LOG_SIZE,
  DECISION_LOG_ROOT,
  N_DECISION_KEYS = DECISION_LOG_ROOT
};

enum
{
  MANDATE_FORMAT = 1,
  MANDATE_CONTRACT,
  MANDATE_REPRESENTATIVE,
  MANDATE_SIDE,
  MANDATE_FROM,
  MANDATE_UNTIL,
  N_MANDATE_KEYS = MANDATE_UNTIL
};

JlyProposal *
jly_proposal_new (void)
{
  JlyProposal *self = g_new0 (JlyProposal, 1);

  randombytes_buf (self->nonce, sizeof self->nonce);
  self->questions = jly_study_questions_new ();
  self->uses = g_array_new (FALSE, FALSE, sizeof (JlyProposalUse));
  return self;
}

void
jly_proposal_free (JlyProposal *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->questions);
  g_array_unref (self->uses);
  g_free (self);
}

static void
put_content (JlyCborWriter *writer, const JlyProposal *self)
{
  jly_field_put_uint (writer, QUESTION_FORMAT, PROPOSAL_FORMAT);
  jly_field_put_hash (writer, QUESTION_CONTRACT, self->contract_hash);
  jly_cbor_put_key (writer, QUESTION_ASKED);
  jly_fields_put_questions (writer, self->questions);
  jly_cbor_put_key (writer, QUESTION_USES);
  jly_cbor_begin_array (writer, self->uses->len);
  for (guint i = 0; i < self->uses->len; i++)
    {
      const JlyProposalUse *use = &g_array_index (self->uses, JlyProposalUse, i);

      jly_cbor_begin_array (writer, 2);
      jly_cbor_put_uint (writer, use->column);
      jly_cbor_put_uint (writer, use->use);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
  jly_field_put_hash (writer, QUESTION_PLAN, self->plan_hash);
  jly_field_put_hash (writer, QUESTION_INPUTS, self->inputs_root);
  jly_field_put_uint (writer, QUESTION_SUBMISSIONS, self->n_submissions);
  jly_field_put_uint (writer, QUESTION_RECIPIENTS, self->recipients);
}

GBytes *
jly_proposal_encode (const JlyProposal *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_QUESTION_KEYS);
  put_content (writer, self);
  jly_field_put_hash (writer, QUESTION_NONCE, self->nonce);
  jly_field_put_int (writer, QUESTION_EXPIRES, self->expires_at);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

void
jly_proposal_hash_content (const JlyProposal *self, guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  gsize n;
  const guint8 *data;

  jly_cbor_begin_map (writer, N_CONTENT_KEYS);
  put_content (writer, self);
  jly_cbor_end (writer);
  bytes = jly_cbor_writer_finish (writer, NULL);
  g_assert (bytes != NULL);
  data = g_bytes_get_data (bytes, &n);
  jly_hash ("question-content", data, n, hash);
}

void
jly_proposal_hash (GBytes *bytes, guint8 hash[JLY_HASH_BYTES])
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_hash ("question", data, n, hash);
}

static void
check_format (JlyCborReader *reader, guint64 key, guint64 format)
{
  if (jly_field_get_uint (reader, key, "format", format) != format)
    jly_cbor_refuse (reader, "format");
}

static gint
compare_parameters (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const JlyStudyParameter *const *)a)->name,
                 (*(const JlyStudyParameter *const *)b)->name);
}

static gint
compare_uses (gconstpointer a, gconstpointer b)
{
  const JlyProposalUse *x = a, *y = b;

  if (x->column != y->column)
    return x->column < y->column ? -1 : 1;
  return x->use < y->use ? -1 : x->use > y->use;
}

void
jly_proposal_sort (JlyProposal *self)
{
  for (guint i = 0; i < self->questions->len; i++)
    g_ptr_array_sort (((JlyStudyQuestion *)self->questions->pdata[i])->parameters,
                      compare_parameters);
  g_array_sort (self->uses, compare_uses);
}

/* Settings ascend by name, so that one question has one form, and none is there twice. */
static void
get_questions (JlyCborReader *reader, JlyProposal *self)
{
  jly_cbor_get_key (reader, "questions", QUESTION_ASKED);
  jly_fields_get_questions (reader, self->questions);
  for (guint i = 0; i < self->questions->len; i++)
    {
      GPtrArray *parameters = ((JlyStudyQuestion *)self->questions->pdata[i])->parameters;

      for (guint k = 1; k < parameters->len; k++)
        if (compare_parameters (&parameters->pdata[k - 1], &parameters->pdata[k]) >= 0)
          jly_cbor_refuse (reader, "questions");
    }
  if (self->questions->len == 0)
    jly_cbor_refuse (reader, "questions");
}

/* Larger than the one before, so that one set of uses has one form. */
static gboolean
is_after (const GArray *uses, const JlyProposalUse *use)
{
  const JlyProposalUse *last;

  if (uses->len == 0)
    return TRUE;
  last = &g_array_index (uses, JlyProposalUse, uses->len - 1);
  return use->column > last->column || (use->column == last->column && use->use > last->use);
}

static void
get_uses (JlyCborReader *reader, JlyProposal *self)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "uses", QUESTION_USES);
  jly_cbor_enter_array (reader, "uses", JLY_PROPOSAL_MAX_USES, &n);
  for (gsize i = 0; i < n && jly_item_enter_tuple (reader, "uses", 2); i++)
    {
      JlyProposalUse use;

      use.column = (guint)jly_item_get_uint (reader, "uses", JLY_CONTRACT_MAX_COLUMNS - 1);
      use.use = (guint)jly_item_get_uint (reader, "uses", JLY_USE_FLAGS_ALL);
      if (use.use == 0 || (use.use & (use.use - 1)) != 0 || !is_after (self->uses, &use))
        jly_cbor_refuse (reader, "uses");
      g_array_append_val (self->uses, use);
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

JlyProposal *
jly_proposal_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the question");
  g_autoptr (JlyProposal) self = jly_proposal_new ();

  jly_cbor_enter_map (reader, "question", N_QUESTION_KEYS);
  check_format (reader, QUESTION_FORMAT, PROPOSAL_FORMAT);
  jly_field_get_hash (reader, QUESTION_CONTRACT, "contract", self->contract_hash);
  get_questions (reader, self);
  get_uses (reader, self);
  jly_field_get_hash (reader, QUESTION_PLAN, "plan", self->plan_hash);
  jly_field_get_hash (reader, QUESTION_INPUTS, "inputs", self->inputs_root);
  self->n_submissions
      = (guint)jly_field_get_uint (reader, QUESTION_SUBMISSIONS, "submissions", G_MAXINT32);
  self->recipients = jly_field_get_uint (reader, QUESTION_RECIPIENTS, "recipients", ALL_PARTIES);
  jly_field_get_hash (reader, QUESTION_NONCE, "nonce", self->nonce);
  self->expires_at = jly_field_get_int (reader, QUESTION_EXPIRES, "expires", 0, G_MAXINT64);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, error))
    return NULL;
  return g_steal_pointer (&self);
}

JlyDecision *
jly_decision_new (void)
{
  JlyDecision *self = g_new0 (JlyDecision, 1);

  self->reason = g_strdup ("");
  return self;
}

void
jly_decision_free (JlyDecision *self)
{
  if (self == NULL)
    return;
  g_free (self->reason);
  g_free (self);
}

GBytes *
jly_decision_encode (const JlyDecision *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_DECISION_KEYS);
  jly_field_put_uint (writer, DECISION_FORMAT, FORMAT);
  jly_field_put_hash (writer, DECISION_CONTRACT, self->contract_hash);
  jly_field_put_hash (writer, DECISION_QUESTION, self->question_hash);
  jly_field_put_uint (writer, DECISION_VERDICT, self->verdict);
  jly_field_put_text (writer, DECISION_REASON, self->reason);
  jly_field_put_int (writer, DECISION_MADE, self->made_at);
  jly_field_put_int (writer, DECISION_EXPIRES, self->expires_at);
  jly_field_put_uint (writer, DECISION_LOG_SIZE, self->log_size);
  jly_field_put_hash (writer, DECISION_LOG_ROOT, self->log_root);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

JlyDecision *
jly_decision_decode (GBytes *bytes, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the decision");
  g_autoptr (JlyDecision) self = jly_decision_new ();

  jly_cbor_enter_map (reader, "decision", N_DECISION_KEYS);
  check_format (reader, DECISION_FORMAT, FORMAT);
  jly_field_get_hash (reader, DECISION_CONTRACT, "contract", self->contract_hash);
  jly_field_get_hash (reader, DECISION_QUESTION, "question", self->question_hash);
  self->verdict
      = (JlyVerdict)jly_field_get_uint (reader, DECISION_VERDICT, "verdict", JLY_N_VERDICTS - 1);
  jly_field_get_text (reader, DECISION_REASON, "reason", JLY_CONTRACT_MAX_TEXT, &self->reason);
  if (self->verdict == JLY_VERDICT_REJECT && *self->reason == '\0')
    jly_cbor_refuse (reader, "reason");
  self->made_at = jly_field_get_int (reader, DECISION_MADE, "made-at", 0, G_MAXINT64);
  self->expires_at = jly_field_get_int (reader, DECISION_EXPIRES, "expires", 0, G_MAXINT64);
  self->log_size = jly_field_get_uint (reader, DECISION_LOG_SIZE, "log-size", G_MAXINT64);
  jly_field_get_hash (reader, DECISION_LOG_ROOT, "log-root", self->log_root);
  jly_cbor_leave (reader);
  if (!jly_cbor_reader_finish (reader, error))
    return NULL;
  return g_steal_pointer (&self);
}

GBytes *
jly_mandate_encode (const JlyMandate *self)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, N_MANDATE_KEYS);
  jly_field_put_uint (writer, MANDATE_FORMAT, FORMAT);
  jly_field_put_hash (writer, MANDATE_CONTRACT, self->contract_hash);
  jly_field_put_uint (writer, MANDATE_REPRESENTATIVE, self->representative);
  jly_field_put_uint (writer, MANDATE_SIDE, self->side);
  jly_field_put_int (writer, MANDATE_FROM, self->from);
  jly_field_put_int (writer, MANDATE_UNTIL, self->until);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

gboolean
jly_mandate_decode (GBytes *bytes, JlyMandate *mandate, GError **error)
{
  g_autoptr (JlyCborReader) reader = jly_cbor_reader_new (bytes, "the mandate");

  jly_cbor_enter_map (reader, "mandate", N_MANDATE_KEYS);
  check_format (reader, MANDATE_FORMAT, FORMAT);
  jly_field_get_hash (reader, MANDATE_CONTRACT, "contract", mandate->contract_hash);
  mandate->representative = (guint)jly_field_get_uint (
      reader, MANDATE_REPRESENTATIVE, "representative", JLY_POLICY_MAX_PARTIES - 1);
  mandate->side
      = (guint)jly_field_get_uint (reader, MANDATE_SIDE, "side", JLY_CONTRACT_MAX_SIDES - 1);
  mandate->from = jly_field_get_int (reader, MANDATE_FROM, "from", 0, G_MAXINT64);
  mandate->until = jly_field_get_int (reader, MANDATE_UNTIL, "until", 0, G_MAXINT64);
  if (mandate->until <= mandate->from)
    jly_cbor_refuse (reader, "until");
  jly_cbor_leave (reader);
  return jly_cbor_reader_finish (reader, error);
}
