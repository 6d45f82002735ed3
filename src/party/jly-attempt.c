/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-attempt.h; bytes in PROTOCOL.md, "attempt". Secrets lie in locked memory. */
#include "config.h"

#include "party/jly-attempt.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-secret.h"
#include "base/jly-writer.h"
#include "crypto/jly-identity.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define N JLY_STUDY_MINERS
#define HAS_AES 1 /* bit of the offer's generators */

/* What one miner puts into the attempt. */
typedef struct
{
  guint8 nonce[32];
  guint8 key[32]; /* X25519, public */
  guint8 salt[32];
} Contribution;

typedef struct
{
  guint8 study[JLY_HASH_BYTES];
  guint8 plan[JLY_HASH_BYTES];
  guint8 inputs[JLY_HASH_BYTES];
  guint64 number;
  guint8 generators;
  guint8 commitment[32];
} Offer;

struct _JlyAttempt
{
  const JlyStudy *study;
  guint self;
  Offer offers[N];
  Contribution contributions[N];
  guint8 *secret; /* X25519, locked */
  guint8 *keys;   /* K_self and K_{self-1}, locked */
  guint8 id[JLY_HASH_BYTES];
};

static guint
neighbour (const JlyAttempt *self, guint step)
{
  return (self->self + step) % N;
}

static void
commit (const Contribution *own, guint miner, guint8 commitment[32])
{
  guint8 bytes[1 + 32 + 32], digest[32];

  bytes[0] = (guint8)miner;
  memcpy (bytes + 1, own->nonce, 32);
  memcpy (bytes + 33, own->key, 32);
  jly_hash ("attempt-contribution", bytes, sizeof bytes, digest);
  jly_commit ("attempt-commitment", digest, own->salt, commitment);
}

JlyAttempt *
jly_attempt_new (const JlyStudy *study,
                 guint self_index,
                 const guint8 study_hash[JLY_HASH_BYTES],
                 const guint8 plan_hash[JLY_HASH_BYTES],
                 const guint8 inputs_hash[JLY_HASH_BYTES],
                 guint64 number)
{
  JlyAttempt *self = g_new0 (JlyAttempt, 1);
  Offer *offer = &self->offers[self_index];
  Contribution *own = &self->contributions[self_index];

  self->study = study;
  self->self = self_index;
  self->secret = jly_secret_alloc (32);
  self->keys = jly_secret_alloc (2 * JLY_ENGINE_KEY_BYTES);
  randombytes_buf (self->secret, 32);
  randombytes_buf (own, sizeof *own);
  crypto_scalarmult_base (own->key, self->secret);
  memcpy (offer->study, study_hash, JLY_HASH_BYTES);
  memcpy (offer->plan, plan_hash, JLY_HASH_BYTES);
  memcpy (offer->inputs, inputs_hash, JLY_HASH_BYTES);
  offer->number = number;
  offer->generators = jly_prg_is_available (JLY_PRG_AES128_CTR) ? HAS_AES : 0;
  commit (own, self_index, offer->commitment);
  return self;
}

void
jly_attempt_free (JlyAttempt *self)
{
  if (self == NULL)
    return;
  jly_secret_free (self->secret);
  jly_secret_free (self->keys);
  g_free (self);
}

static const char *
name_of (const JlyAttempt *self, guint miner)
{
  return ((const JlyParty *)self->study->miners->pdata[miner])->name;
}

/* An error about what this miner sent. Takes message. */
static gboolean
fail_miner (const JlyAttempt *self, guint miner, JlyErrorCode code, GError **error, char *message)
{
  JlyErrorDetail detail = {
    .party = name_of (self, miner),
    .step = "attempt",
    .next = _ ("Nothing was computed; begin again, with the same version of Jointly everywhere."),
  };

  jly_fail (error, code, &detail, "%s", message);
  g_free (message);
  return FALSE;
}

void
jly_attempt_put_offer (JlyAttempt *self, guint8 offer[JLY_ATTEMPT_OFFER_BYTES])
{
  const Offer *own = &self->offers[self->self];
  guint64 number = GUINT64_TO_BE (own->number);

  memcpy (offer, own->study, 32);
  memcpy (offer + 32, own->plan, 32);
  memcpy (offer + 64, own->inputs, 32);
  memcpy (offer + 96, &number, 8);
  offer[104] = own->generators;
  memcpy (offer + 105, own->commitment, 32);
}

static void
read_offer (const guint8 bytes[JLY_ATTEMPT_OFFER_BYTES], Offer *offer)
{
  guint64 number;

  memcpy (offer->study, bytes, 32);
  memcpy (offer->plan, bytes + 32, 32);
  memcpy (offer->inputs, bytes + 64, 32);
  memcpy (&number, bytes + 96, 8);
  offer->number = GUINT64_FROM_BE (number);
  offer->generators = bytes[104] & HAS_AES;
  memcpy (offer->commitment, bytes + 105, 32);
}

static gboolean
check_offer (JlyAttempt *self, guint miner, GError **error)
{
  const Offer *own = &self->offers[self->self], *other = &self->offers[miner];

  if (memcmp (own->study, other->study, JLY_HASH_BYTES) != 0)
    return fail_miner (self, miner, JLY_ERROR_REFUSED, error,
                       g_strdup_printf (_ ("“%s” has another study than this computing party."),
                                        name_of (self, miner)));
  if (memcmp (own->plan, other->plan, JLY_HASH_BYTES) != 0)
    return fail_miner (
        self, miner, JLY_ERROR_REFUSED, error,
        g_strdup_printf (_ ("“%s” would compute something else than the study says."),
                         name_of (self, miner)));
  if (memcmp (own->inputs, other->inputs, JLY_HASH_BYTES) != 0)
    return fail_miner (self, miner, JLY_ERROR_REFUSED, error,
                       g_strdup_printf (_ ("“%s” has other figures than this computing party."),
                                        name_of (self, miner)));
  return TRUE;
}

gboolean
jly_attempt_take_offers (JlyAttempt *self,
                         const guint8 next[JLY_ATTEMPT_OFFER_BYTES],
                         const guint8 prev[JLY_ATTEMPT_OFFER_BYTES],
                         GError **error)
{
  read_offer (next, &self->offers[neighbour (self, 1)]);
  read_offer (prev, &self->offers[neighbour (self, 2)]);
  return check_offer (self, neighbour (self, 1), error)
         && check_offer (self, neighbour (self, 2), error);
}

void
jly_attempt_put_reveal (JlyAttempt *self, guint8 reveal[JLY_ATTEMPT_REVEAL_BYTES])
{
  memcpy (reveal, &self->contributions[self->self], sizeof (Contribution));
}

static gboolean
check_reveal (JlyAttempt *self, guint miner, GError **error)
{
  guint8 commitment[32];

  commit (&self->contributions[miner], miner, commitment);
  if (sodium_memcmp (commitment, self->offers[miner].commitment, sizeof commitment) == 0)
    return TRUE;
  return fail_miner (
      self, miner, JLY_ERROR_PROTOCOL, error,
      g_strdup_printf (_ ("“%s” revealed another random number than it had committed to."),
                       name_of (self, miner)));
}

/* Everything the three agreed on, in the miners' order, so that all get the same id. */
static void
derive_id (JlyAttempt *self)
{
  const Offer *own = &self->offers[self->self];
  g_auto (JlyWriter) writer = { 0 };
  g_autoptr (GBytes) bytes = NULL;

  jly_writer_init (&writer, 4096);
  jly_writer_put_bytes (&writer, own->study, JLY_HASH_BYTES);
  jly_writer_put_bytes (&writer, own->inputs, JLY_HASH_BYTES);
  jly_writer_put_bytes (&writer, own->plan, JLY_HASH_BYTES);
  jly_writer_put_u8 (&writer, (guint8)jly_attempt_get_prg (self));
  for (guint i = 0; i < N; i++)
    {
      const JlyParty *party = self->study->miners->pdata[i];

      jly_writer_put_bytes (&writer, party->keys.identity, 32);
      jly_writer_put_u64 (&writer, self->offers[i].number);
      jly_writer_put_u8 (&writer, self->offers[i].generators);
      jly_writer_put_bytes (&writer, self->contributions[i].nonce, 32);
      jly_writer_put_bytes (&writer, self->contributions[i].key, 32);
    }
  bytes = jly_writer_finish (&writer);
  jly_hash ("attempt", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), self->id);
}

/* K_index, from the exchange with one neighbour. FALSE for a key that gives no secret. */
static gboolean
derive_key (JlyAttempt *self, guint miner, guint index, guint8 key[JLY_ENGINE_KEY_BYTES])
{
  guint8 *shared = jly_secret_alloc (32);
  guint8 context[JLY_HASH_BYTES + 1];
  gboolean ok = crypto_scalarmult (shared, self->secret, self->contributions[miner].key) == 0;

  memcpy (context, self->id, JLY_HASH_BYTES);
  context[JLY_HASH_BYTES] = (guint8)index;
  if (ok)
    jly_kdf (shared, "pair-key", context, sizeof context, key);
  jly_secret_free (shared);
  return ok;
}

gboolean
jly_attempt_take_reveals (JlyAttempt *self,
                          const guint8 next[JLY_ATTEMPT_REVEAL_BYTES],
                          const guint8 prev[JLY_ATTEMPT_REVEAL_BYTES],
                          GError **error)
{
  guint n = neighbour (self, 1), p = neighbour (self, 2);

  memcpy (&self->contributions[n], next, sizeof (Contribution));
  memcpy (&self->contributions[p], prev, sizeof (Contribution));
  if (!check_reveal (self, n, error) || !check_reveal (self, p, error))
    return FALSE;
  derive_id (self);
  if (!derive_key (self, n, self->self, self->keys))
    return fail_miner (self, n, JLY_ERROR_PROTOCOL, error,
                       g_strdup_printf (_ ("“%s” sent an unusable key."), name_of (self, n)));
  if (!derive_key (self, p, p, self->keys + JLY_ENGINE_KEY_BYTES))
    return fail_miner (self, p, JLY_ERROR_PROTOCOL, error,
                       g_strdup_printf (_ ("“%s” sent an unusable key."), name_of (self, p)));
  return TRUE;
}

void
jly_attempt_put_confirm (JlyAttempt *self, guint8 confirm[JLY_ATTEMPT_CONFIRM_BYTES])
{
  memcpy (confirm, self->id, JLY_HASH_BYTES);
}

gboolean
jly_attempt_take_confirms (JlyAttempt *self,
                           const guint8 next[JLY_ATTEMPT_CONFIRM_BYTES],
                           const guint8 prev[JLY_ATTEMPT_CONFIRM_BYTES],
                           GError **error)
{
  guint other = memcmp (next, self->id, JLY_HASH_BYTES) != 0 ? 1 : 2;

  if (memcmp (next, self->id, JLY_HASH_BYTES) == 0 && memcmp (prev, self->id, JLY_HASH_BYTES) == 0)
    return TRUE;
  return fail_miner (self, neighbour (self, other), JLY_ERROR_PROTOCOL, error,
                     g_strdup_printf (_ ("“%s” did not agree on the same attempt."),
                                      name_of (self, neighbour (self, other))));
}

const guint8 *
jly_attempt_get_id (JlyAttempt *self)
{
  return self->id;
}

JlyPrgKind
jly_attempt_get_prg (JlyAttempt *self)
{
  for (guint i = 0; i < N; i++)
    if (!(self->offers[i].generators & HAS_AES))
      return JLY_PRG_CHACHA20;
  return JLY_PRG_AES128_CTR;
}

JlyEngine *
jly_attempt_make_engine (JlyAttempt *self, JlyTransport *transport)
{
  return jly_engine_new (self->self, transport, jly_attempt_get_prg (self), self->keys,
                         self->keys + JLY_ENGINE_KEY_BYTES);
}
