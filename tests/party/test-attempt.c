/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreeing on an attempt: three who agree get the same id and pairwise keys; whoever deviates in
 * any message is named. */
#include "config.h"

#include "party-fixture.h"

#include "base/jly-error.h"
#include "engine/jly-transport-local.h"
#include "party/jly-attempt.h"

#include <string.h>

typedef struct
{
  PartyFixture *party;
  JlyAttempt *attempts[N];
  guint8 offers[N][JLY_ATTEMPT_OFFER_BYTES];
  guint8 reveals[N][JLY_ATTEMPT_REVEAL_BYTES];
  guint8 confirms[N][JLY_ATTEMPT_CONFIRM_BYTES];
  guint8 study[JLY_HASH_BYTES], plan[JLY_HASH_BYTES], inputs[JLY_HASH_BYTES];
} Fixture;

static void
begin (Fixture *self, guint i, guint64 number)
{
  g_clear_pointer (&self->attempts[i], jly_attempt_free);
  self->attempts[i]
      = jly_attempt_new (self->party->study, i, self->study, self->plan, self->inputs, number);
  jly_attempt_put_offer (self->attempts[i], self->offers[i]);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  self->party = party_fixture_new (rand, 2);
  for (guint i = 0; i < N; i++)
    begin (self, i, 1);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < N; i++)
    jly_attempt_free (self->attempts[i]);
  party_fixture_free (self->party);
}

static gboolean
take_offers (Fixture *self, guint i, GError **error)
{
  return jly_attempt_take_offers (self->attempts[i], self->offers[(i + 1) % N],
                                  self->offers[(i + 2) % N], error);
}

static gboolean
take_reveals (Fixture *self, guint i, GError **error)
{
  return jly_attempt_take_reveals (self->attempts[i], self->reveals[(i + 1) % N],
                                   self->reveals[(i + 2) % N], error);
}

static void
go_to_reveals (Fixture *self)
{
  for (guint i = 0; i < N; i++)
    {
      g_assert_true (take_offers (self, i, NULL));
      jly_attempt_put_reveal (self->attempts[i], self->reveals[i]);
    }
}

static void
go_to_confirms (Fixture *self)
{
  go_to_reveals (self);
  for (guint i = 0; i < N; i++)
    {
      g_assert_true (take_reveals (self, i, NULL));
      jly_attempt_put_confirm (self->attempts[i], self->confirms[i]);
    }
}

static void
assert_named (GError *error, guint miner)
{
  g_autofree char *name = g_strdup_printf ("computing party %u", miner + 1);

  g_assert_nonnull (error);
  g_assert_cmpstr (jly_error_get_detail (error)->party, ==, name);
  g_assert_nonnull (strstr (error->message, name));
}

static void
test_agree (Fixture *self, gconstpointer data)
{
  go_to_confirms (self);
  for (guint i = 0; i < N; i++)
    {
      g_assert_true (jly_attempt_take_confirms (self->attempts[i], self->confirms[(i + 1) % N],
                                                self->confirms[(i + 2) % N], NULL));
      g_assert_cmpmem (jly_attempt_get_id (self->attempts[i]), JLY_HASH_BYTES,
                       jly_attempt_get_id (self->attempts[0]), JLY_HASH_BYTES);
      g_assert_cmpint (jly_attempt_get_prg (self->attempts[i]), ==,
                       jly_attempt_get_prg (self->attempts[0]));
    }
}

/* A second attempt with the same numbers has another id all the same. */
static void
test_fresh (Fixture *self, gconstpointer data)
{
  guint8 first[JLY_HASH_BYTES];

  go_to_confirms (self);
  memcpy (first, jly_attempt_get_id (self->attempts[0]), sizeof first);
  for (guint i = 0; i < N; i++)
    begin (self, i, 1);
  go_to_confirms (self);
  g_assert_cmpint (memcmp (first, jly_attempt_get_id (self->attempts[0]), sizeof first), !=, 0);
}

typedef struct
{
  const char *name;
  gsize at; /* byte of the offer that is changed */
  const char *words;
} OfferCase;

static const OfferCase offer_cases[] = {
  { "/party/attempt/other-study", 5, "another study" },
  { "/party/attempt/other-plan", 32 + 5, "something else than the study says" },
  { "/party/attempt/other-inputs", 64 + 5, "other figures" },
};

static void
test_offer (Fixture *self, gconstpointer data)
{
  const OfferCase *offer = data;

  for (guint i = 1; i < N; i++)
    {
      g_autoptr (GError) error = NULL;

      self->offers[i][offer->at] ^= 1;
      g_assert_false (take_offers (self, 0, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
      assert_named (error, i);
      g_assert_nonnull (strstr (error->message, offer->words));
      self->offers[i][offer->at] ^= 1;
    }
}

/* No byte of a contribution can be changed after the commitments were seen. */
static void
test_reveal (Fixture *self, gconstpointer data)
{
  go_to_reveals (self);
  for (gsize at = 0; at < JLY_ATTEMPT_REVEAL_BYTES; at++)
    {
      g_autoptr (GError) error = NULL;

      self->reveals[2][at] ^= 0x10;
      g_assert_false (take_reveals (self, 0, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
      assert_named (error, 2);
      self->reveals[2][at] ^= 0x10;
    }
  g_assert_true (take_reveals (self, 0, NULL));
}

/* A neighbour's contribution sent back as one's own does not fit: the commitment has the index. */
static void
test_mirrored (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  memcpy (self->offers[1] + 105, self->offers[0] + 105, 32);
  g_assert_true (take_offers (self, 0, NULL));
  jly_attempt_put_reveal (self->attempts[0], self->reveals[0]);
  jly_attempt_put_reveal (self->attempts[2], self->reveals[2]);
  memcpy (self->reveals[1], self->reveals[0], sizeof self->reveals[0]);
  g_assert_false (take_reveals (self, 0, &error));
  assert_named (error, 1);
}

static void
test_confirm (Fixture *self, gconstpointer data)
{
  go_to_confirms (self);
  for (guint i = 1; i < N; i++)
    {
      g_autoptr (GError) error = NULL;

      self->confirms[i][0] ^= 1;
      g_assert_false (jly_attempt_take_confirms (self->attempts[0], self->confirms[1],
                                                 self->confirms[2], &error));
      assert_named (error, i);
      self->confirms[i][0] ^= 1;
    }
}

/* If one miner lacks AES, nobody uses it. */
static void
test_generator (Fixture *self, gconstpointer data)
{
  self->offers[1][104] = 0;
  g_assert_true (take_offers (self, 0, NULL));
  g_assert_cmpint (jly_attempt_get_prg (self->attempts[0]), ==, JLY_PRG_CHACHA20);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer), gconstpointer data)
{
  g_test_add (name, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/party/attempt/agree", test_agree, NULL);
  add ("/party/attempt/fresh", test_fresh, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (offer_cases); i++)
    add (offer_cases[i].name, test_offer, &offer_cases[i]);
  add ("/party/attempt/reveal", test_reveal, NULL);
  add ("/party/attempt/mirrored", test_mirrored, NULL);
  add ("/party/attempt/confirm", test_confirm, NULL);
  add ("/party/attempt/generator", test_generator, NULL);
  return g_test_run ();
}
