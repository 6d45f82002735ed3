/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-profile.h. */
#include "config.h"

#include "bench-profile.h"

#include "app/jly-agreement.h"

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
begin_with_others (People *people, JlyUiTest *ui, const char *dir)
{
  g_autoptr (JlyDraft) draft = people_draft_with (people, ui, "a", 2, 0);
  g_autoptr (JlyAgreement) agreement = NULL;
  g_autoptr (GBytes) contract = NULL;
  g_autoptr (GError) error = NULL;

  people_fill (draft);
  contract = jly_draft_encode (draft);
  agreement = jly_agreement_begin (dir, people->identities[0], contract, get_now (), &error);
  g_assert_no_error (error);
}

static void
add_rehearsal (JlyStore *store, guint i)
{
  g_autofree char *id = g_strdup_printf ("%032x", i + 1);
  g_autofree char *title = g_strdup_printf ("School Roof %u", i + 1);
  g_autoptr (GBytes) body = g_bytes_new_static ("\xa0", 1);
  g_autoptr (GError) error = NULL;
  const JlyStudyRecord record = { .id = id,
                                  .case_id = (char[]){ "a" },
                                  .title = title,
                                  .created = get_now () - 3600 * i,
                                  .state = (char[]){ "running" },
                                  .rehearsal = TRUE };

  jly_store_add_study (store, &record, body, &error);
  g_assert_no_error (error);
  jly_store_set_state (store, id, "done", "Yes, together you can bid: from 412 600 euro", &error);
  g_assert_no_error (error);
}

void
bench_profile_fill (People *people, JlyUiTest *ui, const char *dir, guint n_with, guint n_alone)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStore) store = jly_store_open (dir, &error);

  g_assert_no_error (error);
  jly_store_unlock (store, people->identities[0], &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_alone; i++)
    add_rehearsal (store, i);
  g_clear_pointer (&store, jly_store_close);
  for (guint i = 0; i < n_with; i++)
    begin_with_others (people, ui, dir);
}
