/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-heads.h. */
#include "config.h"

#include "party/jly-heads.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const JlyParty *
get_miner (const JlyGate *gate, guint miner)
{
  return gate->agreed->study->miners->pdata[miner];
}

static void
put_entry (JlyWriter *writer, const JlyKeptHead *kept)
{
  jly_writer_put_u8 (writer, kept->is_there);
  jly_writer_put_u64 (writer, kept->head.size);
  jly_writer_put_bytes (writer, kept->head.root.bytes, JLY_MERKLE_BYTES);
  jly_writer_put_u64 (writer, (guint64)kept->head.moment);
  jly_writer_put_bytes (writer, kept->signature, sizeof kept->signature);
}

/* Of the log of this owner; there only if its owner has signed it. */
static void
get_entry (const JlyGate *gate, guint owner, const guint8 *bytes, JlyKeptHead *kept)
{
  const char *study_id = jly_store_governance_get_contract (gate->governance)->study_id;
  JlyReader reader;
  guint8 is_there = 0;
  guint64 moment = 0;

  memset (kept, 0, sizeof *kept);
  jly_reader_init (&reader, bytes, JLY_HEAD_ENTRY_BYTES, JLY_HEAD_ENTRY_BYTES);
  g_strlcpy (kept->head.study_id, study_id, sizeof kept->head.study_id);
  memcpy (kept->head.owner, get_miner (gate, owner)->keys.identity, sizeof kept->head.owner);
  jly_reader_get_u8 (&reader, &is_there);
  jly_reader_get_u64 (&reader, &kept->head.size);
  jly_reader_get_bytes (&reader, kept->head.root.bytes, JLY_MERKLE_BYTES);
  jly_reader_get_u64 (&reader, &moment);
  jly_reader_get_bytes (&reader, kept->signature, sizeof kept->signature);
  kept->head.moment = (gint64)MIN (moment, G_MAXINT64);
  kept->head.size = MIN (kept->head.size, G_MAXINT64);
  kept->is_there = is_there == 1 && jly_log_head_verify (&kept->head, kept->signature);
}

gboolean
jly_heads_put (const JlyGate *gate, guint8 bytes[JLY_HEADS_BYTES], GError **error)
{
  g_auto (JlyWriter) writer = { 0 };
  g_autoptr (GBytes) all = NULL;
  JlyKeptHead kept;

  jly_writer_init (&writer, JLY_HEADS_BYTES);
  if (!jly_store_make_head (gate->governance, &kept, error))
    return FALSE;
  put_entry (&writer, &kept);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      if (!jly_store_find_head (gate->governance, get_miner (gate, i)->keys.identity, &kept, error))
        return FALSE;
      put_entry (&writer, &kept);
    }
  all = jly_writer_finish (&writer);
  memcpy (bytes, g_bytes_get_data (all, NULL), JLY_HEADS_BYTES);
  return TRUE;
}

gboolean
jly_heads_fail (const char *name, gboolean is_own, GError **error)
{
  const JlyErrorDetail own = {
    .party = name,
    .step = "rolled-back",
    .next
    = _ ("Bring back the newest copy of the folder. If there is none, let the founders sign a new "
         "version of the contract with another computing party."),
  };
  const JlyErrorDetail other = {
    .party = name,
    .step = "rolled-back",
    .next = _ ("Ask who runs it to bring back the newest copy of its folder; until then nothing is "
               "computed."),
  };

  if (is_own)
    return jly_fail (
        error, JLY_ERROR_REFUSED, &own,
        _ ("The folder of this computing party, “%s”, is older than what the others have "
           "seen of it: it was put back from a copy."),
        name);
  return jly_fail (
      error, JLY_ERROR_REFUSED, &other,
      _ ("The folder of “%s” is older than what was seen of it before: it was put back from "
         "a copy."),
      name);
}

gboolean
jly_heads_check (const JlyGate *gate,
                 guint from,
                 const guint8 bytes[JLY_HEADS_BYTES],
                 GError **error)
{
  const JlyParty *other = get_miner (gate, from);
  const JlyErrorDetail detail = { .party = other->name, .step = "attempt" };
  JlyKeptHead theirs, seen, mine;
  gboolean has = TRUE;

  get_entry (gate, from, bytes, &theirs);
  if (!theirs.is_there)
    return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                     _ ("“%s” did not sign how its log stands."), other->name);
  get_entry (gate, gate->miner, bytes + (1 + gate->miner) * JLY_HEAD_ENTRY_BYTES, &mine);
  if (mine.is_there && !jly_store_has_been_at (gate->governance, &mine.head, &has, error))
    return FALSE;
  if (!has)
    return jly_heads_fail (get_miner (gate, gate->miner)->name, TRUE, error);
  if (!jly_store_find_head (gate->governance, other->keys.identity, &seen, error))
    return FALSE;
  if (seen.is_there
      && (seen.head.size > theirs.head.size
          || (seen.head.size == theirs.head.size
              && memcmp (seen.head.root.bytes, theirs.head.root.bytes, JLY_MERKLE_BYTES) != 0)))
    return jly_heads_fail (other->name, FALSE, error);
  return TRUE;
}

gboolean
jly_heads_keep (const JlyGate *gate,
                guint from,
                const guint8 bytes[JLY_HEADS_BYTES],
                GError **error)
{
  const JlyParty *other = get_miner (gate, from);
  const JlyErrorDetail detail = { .party = other->name, .step = "attempt" };
  JlyKeptHead theirs;

  get_entry (gate, from, bytes, &theirs);
  if (!theirs.is_there)
    return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                     _ ("“%s” did not sign how its log stands."), other->name);
  return jly_store_keep_head (gate->governance, &theirs.head, theirs.signature, gate->now, error);
}
