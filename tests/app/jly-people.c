/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-people.h. */
#include "config.h"

#include "jly-people.h"

#include "app/jly-parts.h"
#include "study/jly-card.h"

const char *const people_names[N_PEOPLE]
    = { "The Roofers", "The Carpenters", "The Scaffolders", "The Auditors", "Savings Bank" };

People *
people_new (JlyUiTest *ui)
{
  People *self = g_new0 (People, 1);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *file = g_strdup_printf ("%u" JLY_CARD_SUFFIX, i);
      g_autoptr (GBytes) card = NULL;

      self->identities[i] = jly_identity_generate ();
      self->cards[i] = g_build_filename (ui->data_dir, file, NULL);
      card = jly_card_new (self->identities[i], people_names[i], NULL);
      g_assert_true (g_file_set_contents (self->cards[i], g_bytes_get_data (card, NULL),
                                          (gssize)g_bytes_get_size (card), NULL));
    }
  return self;
}

void
people_free (People *self)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      jly_identity_free (self->identities[i]);
      g_free (self->cards[i]);
    }
  g_free (self);
}

JlyDraft *
people_draft (People *self, JlyUiTest *ui, const char *case_id)
{
  return jly_draft_new (ui->data_dir, self->identities[0],
                        jly_application_find_case (ui->application, case_id), people_names[0],
                        PEOPLE_NOW);
}

JlyDraft *
people_draft_with (People *self, JlyUiTest *ui, const char *case_id, guint n_others, guint kind)
{
  JlyDraft *draft = people_draft (self, ui, case_id);
  g_autoptr (GPtrArray) kinds = jly_parts_list_kinds (jly_draft_get_case (draft));

  for (guint i = 1; i <= n_others; i++)
    {
      JlyContractParty *party = jly_draft_add_party (draft, kinds->pdata[kind], people_names[i]);

      jly_identity_get_public (self->identities[i], party->keys.identity, party->keys.link,
                               party->keys.sealing);
    }
  jly_draft_changed (draft);
  return draft;
}

void
people_fill (JlyDraft *draft)
{
  JlyContract *contract = jly_draft_get_contract (draft);
  JlyContractColumn *column
      = jly_contract_add_column (contract, "turnover", "Turnover", 0, 0, 1000000);

  column->rights = JLY_USE_SUM | JLY_USE_COUNT;
  g_free (column->unit);
  column->unit = g_strdup ("EUR");
  g_free (contract->currency);
  contract->currency = g_strdup ("EUR");
  g_free (contract->purpose);
  contract->purpose = g_strdup ("To see whether we can bid together.");
  contract->most_rows = 100;
  contract->made_at = g_get_real_time () / G_USEC_PER_SEC - 60;
  contract->ends_at = contract->made_at + 90 * 24 * 60 * 60;
  jly_contract_add_question (contract, "sum");
  jly_draft_changed (draft);
}

void
people_sit_down (People *self, JlyUiTest *ui, guint person)
{
  JlyPerson *at_screen = jly_application_get_person (ui->application);
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_person_set_name (at_screen, people_names[person], &error));
  g_assert_true (jly_person_take (at_screen, jly_identity_copy (self->identities[person]),
                                  jly_application_get_store (ui->application, NULL), &error));
  g_assert_no_error (error);
}

JlyStore *
people_store (People *self, JlyUiTest *ui, guint person)
{
  g_autofree char *name = g_strdup_printf ("store-%u", person);
  g_autofree char *dir = g_build_filename (ui->data_dir, name, NULL);
  g_autoptr (GError) error = NULL;
  JlyStore *store = jly_store_open (dir, &error);

  g_assert_no_error (error);
  g_assert_true (jly_store_unlock (store, self->identities[person], &error));
  g_assert_no_error (error);
  return store;
}
