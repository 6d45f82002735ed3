/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-round.h. */
#include "config.h"

#include "jly-round.h"

#include "app/jly-addresses.h"

gint64
round_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static JlyStore *
open_store (Round *self, guint person)
{
  g_autoptr (GError) error = NULL;
  JlyStore *store = jly_store_open (self->dirs[person], &error);

  g_assert_no_error (error);
  g_assert_true (jly_store_unlock (store, self->people->identities[person], &error));
  g_assert_no_error (error);
  return store;
}

static void
take (Round *self, guint to, const char *path)
{
  g_autoptr (JlyStore) store = open_store (self, to);
  g_autofree char *study_id = NULL;
  g_autoptr (GError) error = NULL;
  guint n_new;

  g_assert_true (jly_agreement_receive (store, self->people->identities[to], path, round_now (),
                                        &study_id, &n_new, &error));
  g_assert_no_error (error);
  if (self->agreements[to] != NULL)
    jly_agreement_refresh (self->agreements[to], round_now (), &error);
  else
    self->agreements[to] = jly_agreement_open (self->dirs[to], self->people->identities[to],
                                               study_id, round_now (), &error);
  g_assert_no_error (error);
}

static void
carry_from (Round *self, guint from)
{
  g_autofree char *path = g_build_filename (self->ui->data_dir, "carried.jointly-letters", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_agreement_save (self->agreements[from], path, &error));
  g_assert_no_error (error);
  for (guint to = 0; to < ROUND_PEOPLE; to++)
    if (to != from)
      take (self, to, path);
}

static gboolean
has_news (Round *self)
{
  for (guint i = 0; i < ROUND_PEOPLE; i++)
    if (self->agreements[i] != NULL && jly_agreement_count_unsent (self->agreements[i]) > 0)
      return TRUE;
  return FALSE;
}

void
round_carry (Round *self)
{
  while (has_news (self))
    for (guint i = 0; i < ROUND_PEOPLE; i++)
      if (self->agreements[i] != NULL && jly_agreement_count_unsent (self->agreements[i]) > 0)
        carry_from (self, i);
}

/* What each reads out is typed by the next. */
void
round_compare (Round *self)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ROUND_PEOPLE; i++)
    g_assert_true (
        jly_member_play_words (jly_agreement_get_member (self->agreements[i]), TRUE, NULL, &error));
  g_assert_no_error (error);
  round_carry (self);
  for (guint i = 0; i < ROUND_PEOPLE; i++)
    {
      guint from = (i + 1) % ROUND_PEOPLE;
      g_autoptr (JlyVerification) words = NULL;

      g_assert_true (jly_member_play_words (jly_agreement_get_member (self->agreements[from]), TRUE,
                                            &words, &error));
      g_assert_no_error (error);
      g_assert_true (jly_member_type_words (jly_agreement_get_member (self->agreements[i]), from,
                                            jly_verification_get_words (words), &error));
      g_assert_no_error (error);
    }
}

Round *
round_begin (const char *case_id, void (*fill) (JlyDraft *draft), guint n_providers)
{
  Round *self = g_new0 (Round, 1);
  g_autoptr (JlyDraft) draft = NULL;
  g_autoptr (GBytes) contract = NULL;
  g_autoptr (GError) error = NULL;

  self->ui = jly_ui_start (NULL);
  self->people = people_new (self->ui);
  for (guint i = 0; i < ROUND_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("person-%u", i);

      /* The first sits at this screen. */
      self->dirs[i] = g_build_filename (self->ui->data_dir, i > 0 ? name : NULL, NULL);
    }
  draft = people_draft_with (self->people, self->ui, case_id, 2, 0);
  for (guint i = n_providers; i < ROUND_PEOPLE; i++)
    {
      JlyContractParty *party = jly_draft_get_contract (draft)->parties->pdata[i];

      party->roles = (party->roles & ~(guint)JLY_ROLE_FLAG_PROVIDER) | JLY_ROLE_FLAG_MINER;
    }
  (fill != NULL ? fill : people_fill) (draft);
  contract = jly_draft_encode (draft);
  self->agreements[0] = jly_agreement_begin (self->dirs[0], self->people->identities[0], contract,
                                             round_now (), &error);
  g_assert_no_error (error);
  round_carry (self);
  for (guint i = 1; i < ROUND_PEOPLE; i++)
    {
      g_assert_true (jly_agreement_sign (self->agreements[i], round_now (), &error));
      g_assert_no_error (error);
    }
  round_carry (self);
  return self;
}

Round *
round_new_with (const char *case_id, void (*fill) (JlyDraft *draft), guint n_providers)
{
  Round *self = round_begin (case_id, fill, n_providers);

  round_compare (self);
  return self;
}

Round *
round_new (const char *case_id, void (*fill) (JlyDraft *draft))
{
  return round_new_with (case_id, fill, ROUND_PEOPLE);
}

void
round_free (Round *self)
{
  for (guint i = 0; i < ROUND_PEOPLE; i++)
    {
      g_clear_object (&self->agreements[i]);
      g_free (self->dirs[i]);
    }
  people_free (self->people);
  jly_ui_stop (self->ui);
  g_free (self);
}

void
round_submit (Round *self, guint person, guint n_rows, gint64 value)
{
  guint n_columns = jly_agreement_get_contract (self->agreements[person])->columns->len;
  JlyFigures *figures = g_new0 (JlyFigures, 1);
  g_autoptr (GError) error = NULL;

  figures->n_columns = n_columns;
  figures->n_rows = n_rows;
  figures->values = g_new0 (gint64 *, n_columns);
  for (guint c = 0; c < n_columns; c++)
    {
      figures->values[c] = g_new0 (gint64, n_rows);
      for (guint row = 0; c == 0 && row < n_rows; row++)
        figures->values[c][row] = value;
    }
  g_assert_true (jly_agreement_submit (self->agreements[person], figures, round_now (), &error));
  g_assert_no_error (error);
  jly_figures_free (figures);
}

void
round_close (Round *self)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ROUND_PEOPLE; i++)
    if (jly_agreement_has_role (self->agreements[i], JLY_ROLE_FLAG_PROVIDER))
      round_submit (self, i, 20, 1000 * (i + 1));
  round_carry (self);
  g_assert_true (jly_agreement_freeze (self->agreements[0], NULL, round_now (), &error));
  g_assert_no_error (error);
  round_carry (self);
}

guint
round_ask (Round *self, guint person, const char *analysis, const char *column)
{
  g_autoptr (GPtrArray) questions = jly_study_questions_new ();
  JlyStudyQuestion *question = jly_study_questions_add (questions, "", analysis);
  const JlyContract *contract = jly_agreement_get_contract (self->agreements[person]);
  g_autoptr (GError) error = NULL;
  guint number;

  if (column != NULL)
    jly_study_question_set (question, "column", column);
  jly_agreement_propose (self->agreements[person], questions,
                         jly_contract_find_learners (contract, (JlyPartySet)1 << person),
                         round_now () + 86400, round_now (), &number, &error);
  g_assert_no_error (error);
  round_carry (self);
  return number;
}

typedef struct
{
  guint n_running;
  GError *error;
} Runs;

/* One of them. */
typedef struct
{
  Runs *runs;
  JlyAgreement *agreement;
  guint question;
} Run;

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Run *run = data;

  run->runs->n_running--;
  jly_agreement_run_finish (run->agreement, run->question, result, NULL,
                            run->runs->error == NULL ? &run->runs->error : NULL);
}

static gboolean
are_done (gpointer data)
{
  return ((const Runs *)data)->n_running == 0;
}

void
round_compute (Round *self, guint question)
{
  g_auto (GStrv) addresses
      = jly_addresses_for_here (jly_agreement_get_contract_hash (self->agreements[0]));
  Runs runs = { ROUND_PEOPLE, NULL };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ROUND_PEOPLE; i++)
    {
      Run *run = g_new (Run, 1);

      *run = (Run){ &runs, self->agreements[i], question };
      jly_agreement_run_async (run->agreement, question, addresses, NULL, NULL, NULL, ran_cb, run);
    }
  jly_ui_wait (are_done, &runs, "the three to compute");
  g_assert_no_error (runs.error);
  for (guint i = 0; i < ROUND_PEOPLE; i++)
    g_assert_true (jly_agreement_refresh (self->agreements[i], round_now (), &error));
  round_carry (self);
}
