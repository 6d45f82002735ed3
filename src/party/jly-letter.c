/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-letter.h; bytes in PROTOCOL.md, "letter". */
#include "config.h"

#include "party/jly-letter.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"
#include "engine/jly-open.h"
#include "study/jly-plan.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define PURPOSE "result-letter"
#define N_PIECES 3
#define MAX_PIECE (JLY_STUDY_MAX_ROWS * 64u)

enum
{
  PIECE_MET,
  PIECE_PRICE, /* empty unless all requirements are met */
  PIECE_PART
};

typedef struct
{
  guint8 attempt[JLY_HASH_BYTES];
  GBytes *pieces[N_PIECES];
} Letter;

static void
clear_letter (Letter *letter)
{
  for (guint i = 0; i < N_PIECES; i++)
    g_clear_pointer (&letter->pieces[i], g_bytes_unref);
}

void
jly_outcome_free (JlyOutcome *outcome)
{
  if (outcome == NULL)
    return;
  sodium_memzero (outcome->part, outcome->n_rows * sizeof *outcome->part);
  g_free (outcome->part);
  g_free (outcome->met);
  g_free (outcome);
}

gsize
jly_letter_max_size (const JlyStudy *study)
{
  return 4096 + (gsize)study->rows->len * 64;
}

/* A letter opens only for this study, from this miner, to this provider. */
static GBytes *
make_context (const JlyStudy *study, guint miner, guint provider)
{
  g_auto (JlyWriter) writer = { 0 };
  guint8 hash[JLY_HASH_BYTES];

  jly_study_hash (study, hash);
  jly_writer_init (&writer, 64);
  jly_writer_put_bytes (&writer, hash, sizeof hash);
  jly_writer_put_u32 (&writer, miner);
  jly_writer_put_u32 (&writer, provider);
  return jly_writer_finish (&writer);
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

GBytes *
jly_letter_seal (const JlyStudy *study,
                 guint miner,
                 guint provider,
                 const guint8 attempt[JLY_HASH_BYTES],
                 const JlyBidShares *shares)
{
  const JlyParty *party = study->providers->pdata[provider];
  g_autoptr (GBytes) context = make_context (study, miner, provider);
  g_autoptr (GBytes) plain = NULL;
  g_auto (JlyWriter) writer = { 0 };

  jly_writer_init (&writer, jly_letter_max_size (study));
  jly_writer_put_bytes (&writer, attempt, JLY_HASH_BYTES);
  put_piece (&writer, shares->met_piece);
  put_piece (&writer, shares->price_piece);
  put_piece (&writer, shares->part_piece[provider]);
  plain = jly_writer_finish (&writer);
  return plain != NULL ? jly_seal (party->keys.sealing, PURPOSE, context, plain) : NULL;
}

/* A part of plain, with which it is wiped. */
static GBytes *
get_piece (JlyReader *reader, GBytes *plain)
{
  guint32 size = 0;
  const guint8 *bytes;

  if (!jly_reader_get_u32 (reader, &size) || size > MAX_PIECE)
    return NULL;
  bytes = jly_reader_peek (reader, size);
  return bytes != NULL ? g_bytes_new_from_bytes (
             plain, (gsize)(bytes - (const guint8 *)g_bytes_get_data (plain, NULL)), size)
                       : NULL;
}

static gboolean
read_letter (GBytes *plain, Letter *letter)
{
  JlyReader reader;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (plain, &size);

  jly_reader_init (&reader, bytes, size, size);
  if (!jly_reader_get_bytes (&reader, letter->attempt, sizeof letter->attempt))
    return FALSE;
  for (guint i = 0; i < N_PIECES; i++)
    if ((letter->pieces[i] = get_piece (&reader, plain)) == NULL)
      return FALSE;
  return jly_reader_is_done (&reader);
}

static gboolean
open_one (const JlyStudy *study,
          guint miner,
          guint provider,
          const JlyIdentity *identity,
          GBytes *sealed,
          Letter *letter,
          GError **error)
{
  const JlyParty *party = study->miners->pdata[miner];
  g_autoptr (GBytes) context = make_context (study, miner, provider);
  g_autoptr (GBytes) plain = jly_identity_unseal (identity, PURPOSE, context, sealed);
  JlyErrorDetail detail = {
    .party = party->name,
    .step = "opening",
    .next = _ ("Nothing is shown as a result; run the study again."),
  };

  if (plain != NULL && read_letter (plain, letter))
    return TRUE;
  return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                   _ ("The result that “%s” sent cannot be opened."), party->name);
}

/* Whether the three letters are of one attempt, and all with or all without a price. */
static gboolean
check_alike (const Letter letters[JLY_STUDY_MINERS], gboolean *has_price, GError **error)
{
  JlyErrorDetail detail = {
    .step = "opening",
    .next = _ ("Nothing is shown as a result; run the study again."),
  };

  *has_price = g_bytes_get_size (letters[0].pieces[PIECE_PRICE]) > 0;
  for (guint i = 1; i < JLY_STUDY_MINERS; i++)
    if (memcmp (letters[i].attempt, letters[0].attempt, JLY_HASH_BYTES) != 0
        || (g_bytes_get_size (letters[i].pieces[PIECE_PRICE]) > 0) != *has_price)
      return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                       _ ("The computing parties did not send results of one computation."));
  return TRUE;
}

static gboolean
join (const Letter letters[JLY_STUDY_MINERS],
      guint piece,
      gsize n_lanes,
      guint width,
      guint64 *values,
      GError **error)
{
  GBytes *pieces[JLY_STUDY_MINERS];

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    pieces[i] = letters[i].pieces[piece];
  return jly_open_join (pieces, n_lanes, width, values, error);
}

static gboolean
join_met (const Letter letters[JLY_STUDY_MINERS], JlyOutcome *outcome, GError **error)
{
  g_autofree guint64 *met = g_new0 (guint64, outcome->n_rows);

  if (!join (letters, PIECE_MET, outcome->n_rows, 1, met, error))
    return FALSE;
  outcome->all_met = TRUE;
  for (gsize i = 0; i < outcome->n_rows; i++)
    {
      outcome->met[i] = met[i] == 1;
      outcome->all_met = outcome->all_met && outcome->met[i];
    }
  return TRUE;
}

static JlyOutcome *
join_all (const JlyStudy *study, const Letter letters[JLY_STUDY_MINERS], GError **error)
{
  g_autoptr (JlyOutcome) outcome = g_new0 (JlyOutcome, 1);
  g_autofree guint64 *need = NULL;
  JlyErrorDetail detail = { .step = "opening" };
  JlyJointBid bid;
  gboolean has_price;
  guint price_width;

  jly_plan_get_joint_bid (study, &bid, &need);
  outcome->n_rows = bid.n_resources;
  outcome->met = g_new0 (gboolean, bid.n_resources);
  outcome->part = g_new0 (guint64, bid.n_resources);
  memcpy (outcome->attempt, letters[0].attempt, JLY_HASH_BYTES);
  if (!jly_joint_bid_check (&bid, &price_width, error) || !check_alike (letters, &has_price, error)
      || !join_met (letters, outcome, error)
      || !join (letters, PIECE_PART, bid.n_resources, bid.amount_width, outcome->part, error))
    return NULL;
  if (has_price != outcome->all_met)
    {
      jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                _ ("The computing parties' results contradict each other: a price belongs to a bid "
                   "that meets every requirement, and only to that."));
      return NULL;
    }
  if (has_price && !join (letters, PIECE_PRICE, 1, price_width, &outcome->price, error))
    return NULL;
  return g_steal_pointer (&outcome);
}

JlyOutcome *
jly_letter_open (const JlyStudy *study,
                 guint provider,
                 const JlyIdentity *identity,
                 GBytes *const letters[JLY_STUDY_MINERS],
                 GError **error)
{
  Letter opened[JLY_STUDY_MINERS] = { 0 };
  JlyOutcome *outcome = NULL;
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < JLY_STUDY_MINERS; i++)
    ok = open_one (study, i, provider, identity, letters[i], &opened[i], error);
  if (ok)
    outcome = join_all (study, opened, error);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    clear_letter (&opened[i]);
  return outcome;
}
