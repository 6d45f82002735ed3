/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-letter.h; bytes in PROTOCOL.md, "letter". */
#include "config.h"

#include "party/jly-letter.h"

#include "analysis/jly-validity.h"
#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"
#include "engine/jly-open.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PURPOSE "result-letter"
#define PIECE_ROOM 4     /* bytes before each piece */
#define MOST_VALUES 1024 /* of an output by group: each analysis has fewer */

/* A miner's letter, opened. */
typedef struct
{
  guint8 attempt[JLY_HASH_BYTES];
  guint8 is_provider; /* whether figures of its reader are in the computation */
  GPtrArray *pieces;  /* GBytes*, NULL for one that is empty */
} Letter;

static void
unref_piece (gpointer piece)
{
  if (piece != NULL)
    g_bytes_unref (piece);
}

void
jly_outcome_free (JlyOutcome *outcome)
{
  if (outcome == NULL)
    return;
  for (gsize i = 0; i < outcome->n_answers; i++)
    jly_answer_free (outcome->answers[i]);
  g_free (outcome->answers);
  g_free (outcome);
}

/* The pieces of a letter: every output of every question, then the number of rejected rows. */
static guint
count_pieces (const JlyStudyInputs *inputs)
{
  guint n = !jly_validity_is_free (&inputs->inputs);

  for (gsize i = 0; i < inputs->n_questions; i++)
    n += (guint)inputs->questions[i].analysis->n_outputs;
  return n;
}

/* Both components of a number of 64 bits for every row of every output. */
gsize
jly_letter_max_size (const JlyStudy *study)
{
  gsize n = 1;

  for (guint i = 0; i < study->questions->len; i++)
    {
      const JlyStudyQuestion *question = study->questions->pdata[i];

      n += jly_analysis_find (question->analysis)->n_outputs;
    }
  return 4096 + n * (16 * ((gsize)study->rows->len + MOST_VALUES) + PIECE_ROOM);
}

/* A letter opens only for this study, from this miner, to this reader. Who else brought figures is
 * not the reader's to know: so what was agreed is named by contract and proposal. */
static GBytes *
make_context (const JlyStudy *study, guint miner, const guint8 key[32])
{
  g_auto (JlyWriter) writer = { 0 };
  guint8 hash[JLY_HASH_BYTES];

  jly_writer_init (&writer, 128);
  if (jly_study_is_agreed (study))
    {
      jly_writer_put_bytes (&writer, study->contract_hash, JLY_HASH_BYTES);
      jly_writer_put_bytes (&writer, study->proposal_hash, JLY_HASH_BYTES);
    }
  else
    {
      jly_study_hash (study, hash);
      jly_writer_put_bytes (&writer, hash, sizeof hash);
    }
  jly_writer_put_u32 (&writer, miner);
  jly_writer_put_bytes (&writer, key, 32);
  return jly_writer_finish (&writer);
}

/* Whether this output is for somebody who may learn the joint results, and brought figures. */
static gboolean
is_told (const JlyStudy *study,
         const JlyAnalysis *analysis,
         gsize output,
         gboolean may_learn,
         gboolean is_provider)
{
  if (analysis->outputs[output].to == JLY_OUTPUT_TO_EACH_PROVIDER)
    return is_provider && study->own_parts;
  return may_learn;
}

static void
put_piece (JlyWriter *writer, GBytes *piece)
{
  gsize size = 0;
  const guint8 *bytes = piece != NULL ? g_bytes_get_data (piece, &size) : NULL;

  jly_writer_put_u32 (writer, (guint32)size);
  if (size > 0)
    jly_writer_put_bytes (writer, bytes, size);
}

static void
put_question (JlyWriter *writer,
              const JlyStudy *study,
              const JlyAnalysis *analysis,
              const JlyShares *shares,
              guint reader)
{
  gboolean is_provider = reader < study->providers->len;

  for (gsize i = 0; i < shares->n_outputs; i++)
    put_piece (writer,
               is_told (study, analysis, i, jly_study_may_learn (study, reader), is_provider)
                   ? jly_shares_get (shares, i, is_provider ? reader : 0)
                   : NULL);
}

GBytes *
jly_letter_seal (const JlyStudy *study,
                 guint miner,
                 guint reader,
                 const guint8 attempt[JLY_HASH_BYTES],
                 const JlyComputation *computation)
{
  const JlyParty *party = jly_study_get_reader (study, reader);
  g_autoptr (GBytes) context = make_context (study, miner, party->keys.identity);
  g_autoptr (GBytes) plain = NULL;
  g_auto (JlyWriter) writer = { 0 };
  gboolean is_provider = reader < study->providers->len;

  jly_writer_init (&writer, jly_letter_max_size (study));
  jly_writer_put_bytes (&writer, attempt, JLY_HASH_BYTES);
  jly_writer_put_u8 (&writer, is_provider);
  for (gsize i = 0; i < computation->n_shares; i++)
    {
      const JlyStudyQuestion *question = study->questions->pdata[i];

      put_question (&writer, study, jly_analysis_find (question->analysis), computation->shares[i],
                    reader);
    }
  if (computation->rejected != NULL)
    put_piece (&writer, is_provider ? jly_shares_get (computation->rejected, 0, reader) : NULL);
  plain = jly_writer_finish (&writer);
  return plain != NULL ? jly_seal (party->keys.sealing, PURPOSE, context, plain) : NULL;
}

/* A part of plain, with which it is wiped; *piece becomes NULL for an empty one. */
static gboolean
get_piece (JlyReader *reader, GBytes *plain, GBytes **piece)
{
  guint32 size = 0;
  const guint8 *bytes;

  *piece = NULL;
  if (!jly_reader_get_u32 (reader, &size) || size > g_bytes_get_size (plain))
    return FALSE;
  bytes = jly_reader_peek (reader, size);
  if (bytes != NULL && size > 0)
    *piece = g_bytes_new_from_bytes (
        plain, (gsize)(bytes - (const guint8 *)g_bytes_get_data (plain, NULL)), size);
  return bytes != NULL;
}

static gboolean
read_letter (GBytes *plain, guint n_pieces, Letter *letter)
{
  JlyReader reader;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (plain, &size);

  jly_reader_init (&reader, bytes, size, size);
  if (!jly_reader_get_bytes (&reader, letter->attempt, sizeof letter->attempt)
      || !jly_reader_get_bytes (&reader, &letter->is_provider, 1) || letter->is_provider > 1)
    return FALSE;
  for (guint i = 0; i < n_pieces; i++)
    {
      GBytes *piece;

      if (!get_piece (&reader, plain, &piece))
        return FALSE;
      g_ptr_array_add (letter->pieces, piece);
    }
  return jly_reader_is_done (&reader);
}

static GBytes *
make_own_context (const JlyStudy *study, guint miner, const JlyIdentity *identity)
{
  guint8 key[32], link[32], sealing[32];

  jly_identity_get_public (identity, key, link, sealing);
  return make_context (study, miner, key);
}

static gboolean
open_one (const JlyStudy *study,
          guint miner,
          const JlyIdentity *identity,
          GBytes *sealed,
          guint n_pieces,
          Letter *letter,
          GError **error)
{
  const JlyParty *party = study->miners->pdata[miner];
  g_autoptr (GBytes) context = make_own_context (study, miner, identity);
  g_autoptr (GBytes) plain = jly_identity_unseal (identity, PURPOSE, context, sealed);
  JlyErrorDetail detail = {
    .party = party->name,
    .step = "opening",
    .next = _ ("Nothing is shown as a result; run the study again."),
  };

  if (plain != NULL && read_letter (plain, n_pieces, letter))
    return TRUE;
  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                   _ ("The result that “%s” sent cannot be opened."), party->name);
}

/* Whether the three letters are of one attempt. */
static gboolean
check_alike (const Letter letters[JLY_STUDY_MINERS], GError **error)
{
  JlyErrorDetail detail = {
    .step = "opening",
    .next = _ ("Nothing is shown as a result; run the study again."),
  };

  for (guint i = 1; i < JLY_STUDY_MINERS; i++)
    if (memcmp (letters[i].attempt, letters[0].attempt, JLY_HASH_BYTES) != 0
        || letters[i].is_provider != letters[0].is_provider)
      return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                       _ ("The computing parties did not send results of one computation."));
  return TRUE;
}

/* Three pieces from each letter, of n outputs from the first one on. */
static GBytes *(*take_pieces (const Letter letters[JLY_STUDY_MINERS],
                              guint first,
                              gsize n))[JLY_STUDY_MINERS]
{
  GBytes *(*pieces)[JLY_STUDY_MINERS] = g_malloc0_n (n, sizeof *pieces);

  for (gsize i = 0; i < n; i++)
    for (guint m = 0; m < JLY_STUDY_MINERS; m++)
      pieces[i][m] = letters[m].pieces->pdata[first + i];
  return pieces;
}

static gboolean
join_rejected (const JlyStudyInputs *inputs,
               const Letter letters[JLY_STUDY_MINERS],
               guint piece,
               JlyOutcome *outcome,
               GError **error)
{
  g_autofree GBytes *(*pieces)[JLY_STUDY_MINERS] = take_pieces (letters, piece, 1);
  JlyErrorDetail detail = { .step = "opening" };

  for (guint m = 0; m < JLY_STUDY_MINERS; m++)
    if (pieces[0][m] == NULL)
      return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                       _ ("The computing parties did not say how many rows were left out."));
  outcome->has_rejected = TRUE;
  return jly_open_join (pieces[0], 1, jly_validity_count_width (&inputs->inputs),
                        &outcome->n_rejected, error);
}

/* Whether the owner of the identity is one of those who learn the joint results. */
static gboolean
may_learn (const JlyStudy *study, const JlyIdentity *identity)
{
  guint8 key[32], link[32], sealing[32];

  jly_identity_get_public (identity, key, link, sealing);
  for (guint i = 0; i < study->recipients->len; i++)
    if (memcmp (((const JlyParty *)study->recipients->pdata[i])->keys.identity, key, sizeof key)
        == 0)
      return TRUE;
  return !jly_study_is_agreed (study);
}

static JlyAnswer *
join_question (const JlyStudy *study,
               const JlyRequest *request,
               const Letter letters[JLY_STUDY_MINERS],
               guint piece,
               gboolean learns,
               GError **error)
{
  gsize n = request->analysis->n_outputs;
  g_autofree GBytes *(*pieces)[JLY_STUDY_MINERS] = take_pieces (letters, piece, n);
  g_autofree gboolean *told = g_new (gboolean, n);

  for (gsize i = 0; i < n; i++)
    told[i] = is_told (study, request->analysis, i, learns, letters[0].is_provider);
  return jly_analysis_join (request->analysis, &request->query, (gpointer)pieces, told, error);
}

static JlyOutcome *
join_all (const JlyStudy *study,
          const JlyStudyInputs *inputs,
          const Letter letters[JLY_STUDY_MINERS],
          gboolean learns,
          GError **error)
{
  g_autoptr (JlyOutcome) outcome = g_new0 (JlyOutcome, 1);
  guint piece = 0;

  if (!check_alike (letters, error))
    return NULL;
  memcpy (outcome->attempt, letters[0].attempt, JLY_HASH_BYTES);
  outcome->n_answers = inputs->n_questions;
  outcome->answers = g_new0 (JlyAnswer *, inputs->n_questions);
  for (gsize i = 0; i < inputs->n_questions; i++)
    {
      const JlyRequest *request = &inputs->questions[i];

      outcome->answers[i] = join_question (study, request, letters, piece, learns, error);
      if (outcome->answers[i] == NULL)
        return NULL;
      piece += (guint)request->analysis->n_outputs;
    }
  outcome->is_provider = letters[0].is_provider;
  if (outcome->is_provider && !jly_validity_is_free (&inputs->inputs)
      && !join_rejected (inputs, letters, piece, outcome, error))
    return NULL;
  return g_steal_pointer (&outcome);
}

JlyOutcome *
jly_letter_open (const JlyStudy *study,
                 const JlyIdentity *identity,
                 GBytes *const letters[JLY_STUDY_MINERS],
                 GError **error)
{
  g_autoptr (JlyStudyInputs) inputs = jly_study_inputs_new (study, NULL, error);
  Letter opened[JLY_STUDY_MINERS];
  JlyOutcome *outcome = NULL;
  gboolean ok = TRUE;

  if (inputs == NULL)
    return NULL;
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    opened[i].pieces = g_ptr_array_new_with_free_func (unref_piece);
  for (guint i = 0; ok && i < JLY_STUDY_MINERS; i++)
    ok = open_one (study, i, identity, letters[i], count_pieces (inputs), &opened[i], error);
  if (ok)
    outcome = join_all (study, inputs, opened, may_learn (study, identity), error);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    g_ptr_array_unref (opened[i].pieces);
  return outcome;
}
