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
