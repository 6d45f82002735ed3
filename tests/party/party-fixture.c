/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "party-fixture.h"

#define AMOUNT_MAX 1000
#define MONEY_MAX 50000

void
party_fixture_take_keys (JlyParty *party, const JlyIdentity *identity)
{
  jly_identity_get_public (identity, party->keys.identity, party->keys.link, party->keys.sealing);
}

static void
draw_values (PartyFixture *self, GRand *rand, guint company, guint n_rows)
{
  for (guint c = 0; c < JLY_BID_N_COLUMNS; c++)
    self->values[company][c] = g_new0 (guint64, n_rows);
  for (guint r = 0; r < n_rows; r++)
    {
      gboolean none = g_rand_int_range (rand, 0, 6) == 0;

      self->values[company][JLY_BID_AMOUNT][r]
          = none ? 0 : (guint64)g_rand_int_range (rand, 0, AMOUNT_MAX + 1);
      /* Few different prices, so that ties are common. */
      self->values[company][JLY_BID_COST][r] = (guint64)g_rand_int_range (rand, 0, 4) * 100;
      self->values[company][JLY_BID_REVENUE][r] = (guint64)g_rand_int_range (rand, 0, 4) * 100;
    }
}

PartyFixture *
party_fixture_new (GRand *rand, guint n_rows)
{
  static const char *const names[N] = { "north", "harbour", "ridge" };
  PartyFixture *self = g_new0 (PartyFixture, 1);
  gboolean easy = g_rand_boolean (rand);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->study = jly_study_new ("a", "A school roof");
  self->study->currency = g_strdup ("EUR");
  self->study->rehearsal = TRUE;
  jly_study_add_column (self->study, "amount", "Free amount", 0, AMOUNT_MAX);
  jly_study_add_column (self->study, "cost", "Unit cost", 2, MONEY_MAX);
  jly_study_add_column (self->study, "revenue", "Smallest unit revenue", 2, MONEY_MAX);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("computing party %u", i + 1);

      self->providers[i] = jly_identity_generate ();
      self->miners[i] = jly_identity_generate ();
      party_fixture_take_keys (jly_study_add_party (self->study->providers, names[i]),
                               self->providers[i]);
      party_fixture_take_keys (jly_study_add_party (self->study->miners, name), self->miners[i]);
      draw_values (self, rand, i, n_rows);
      self->figures[i]
          = (JlyFigures){ JLY_BID_N_COLUMNS, n_rows, (gint64 **)self->values[i], NULL };
    }
  for (guint r = 0; r < n_rows; r++)
    {
      g_autofree char *name = g_strdup_printf ("Resource %u", r + 1);
      guint64 total = 0;

      for (guint i = 0; i < N; i++)
        total += self->values[i][JLY_BID_AMOUNT][r];
      jly_study_add_row (self->study, name, "hours",
                         easy ? CLAMP (total / 2, 1, AMOUNT_MAX)
                              : (guint64)g_rand_int_range (rand, 1, AMOUNT_MAX + 1));
      if (easy && total == 0)
        self->values[0][JLY_BID_AMOUNT][r] = 1;
    }
  return self;
}

void
party_fixture_free (PartyFixture *self)
{
  jly_study_free (self->study);
  jly_study_free (self->frame);
  jly_agreed_free (self->agreed);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  for (guint i = 0; i < N; i++)
    {
      jly_identity_free (self->providers[i]);
      jly_identity_free (self->miners[i]);
      for (guint c = 0; c < JLY_BID_N_COLUMNS; c++)
        g_free (self->values[i][c]);
    }
  g_free (self);
}

void
party_fixture_get_bid (PartyFixture *self, JlyJointBid *bid, guint64 **need)
{
  const JlyStudyColumn *amount = self->study->columns->pdata[JLY_BID_AMOUNT];
  const JlyStudyColumn *cost = self->study->columns->pdata[JLY_BID_COST];

  *need = g_new (guint64, self->study->rows->len);
  for (guint i = 0; i < self->study->rows->len; i++)
    (*need)[i] = ((const JlyStudyRow *)self->study->rows->pdata[i])->need;
  *bid = (JlyJointBid){ self->study->rows->len, *need, amount->width, cost->width };
}

JlyBidAnswer *
party_fixture_answer (PartyFixture *self)
{
  g_autofree guint64 *need = NULL;
  JlyJointBid bid;

  party_fixture_get_bid (self, &bid, &need);
  return jly_joint_bid_clear (&bid, (const guint64 *const(*)[JLY_BID_N_COLUMNS])self->values);
}

void
party_fixture_assert (PartyFixture *self, guint company, const JlyOutcome *outcome)
{
  g_autoptr (JlyBidAnswer) answer = party_fixture_answer (self);
  const JlyAnswerOutput *met = &outcome->answers[0]->outputs[0];
  const JlyAnswerOutput *price = &outcome->answers[0]->outputs[1];
  const JlyAnswerOutput *part = &outcome->answers[0]->outputs[2];

  g_assert_cmpuint (outcome->n_answers, ==, 1);
  g_assert_cmpuint (met->n, ==, self->study->rows->len);
  g_assert_cmpuint (part->n, ==, self->study->rows->len);
  for (gsize r = 0; r < met->n; r++)
    {
      g_assert_cmpint (met->values[r] != 0, ==, answer->met[r]);
      g_assert_cmpuint (part->values[r], ==, answer->part[company][r]);
    }
  g_assert_cmpint (price->is_open, ==, answer->all_met);
  if (answer->all_met)
    g_assert_cmpuint (price->values[0], ==, answer->price);
}
