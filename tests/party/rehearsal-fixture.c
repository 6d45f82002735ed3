/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rehearsal-fixture.h"

#include "party/jly-folder.h"

static const char *const names[N] = { "north", "harbour", "ridge" };

static char *
write_file (RehearsalFixture *self, const char *name, GString *text)
{
  g_autofree char *file = g_strconcat (name, ".csv", NULL);
  char *path = g_build_filename (self->dir, file, NULL);

  g_assert_true (g_file_set_contents (path, text->str, (gssize)text->len, NULL));
  g_string_free (text, TRUE);
  return path;
}

static const JlyStudyRow *
get_row (RehearsalFixture *self, guint r)
{
  return self->party->study->rows->pdata[r];
}

static void
write_tender (RehearsalFixture *self)
{
  GString *text = g_string_new ("Resource,Unit,Required amount\n");

  for (guint r = 0; r < self->party->study->rows->len; r++)
    g_string_append_printf (text, "%s,hours,%" G_GUINT64_FORMAT "\n", get_row (self, r)->name,
                            get_row (self, r)->need);
  self->tender_path = write_file (self, "tender", text);
}

static void
write_company (RehearsalFixture *self, guint company)
{
  GString *text = g_string_new ("Resource,Free amount,Unit cost,Smallest unit revenue\n");
  guint64 *const *values = self->party->values[company];

  for (guint r = 0; r < self->party->study->rows->len; r++)
    g_string_append_printf (
        text, "%s,%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ".%02u,%" G_GUINT64_FORMAT ".%02u\n",
        get_row (self, r)->name, values[JLY_BID_AMOUNT][r], values[JLY_BID_COST][r] / 100,
        (guint)(values[JLY_BID_COST][r] % 100), values[JLY_BID_REVENUE][r] / 100,
        (guint)(values[JLY_BID_REVENUE][r] % 100));
  self->paths[company] = write_file (self, names[company], text);
}

RehearsalFixture *
rehearsal_fixture_new (GRand *rand, guint n_rows)
{
  RehearsalFixture *self = g_new0 (RehearsalFixture, 1);
  g_autoptr (JlySheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  self->party = party_fixture_new (rand, n_rows);
  self->dir = g_dir_make_tmp ("jly-rehearsal-test-XXXXXX", NULL);
  write_tender (self);
  sheet = jly_sheet_load (self->tender_path, NULL, &error);
  g_assert_no_error (error);
  self->tender = jly_tender_read (sheet, NULL, &error);
  g_assert_no_error (error);
  self->rehearsal = jly_rehearsal_new ("a", self->tender);
  jly_rehearsal_set_tender_path (self->rehearsal, self->tender_path);
  for (guint i = 0; i < N; i++)
    {
      write_company (self, i);
      jly_rehearsal_add_file (self->rehearsal, names[i], self->paths[i]);
    }
  self->loop = g_main_loop_new (NULL, FALSE);
  self->cancellable = g_cancellable_new ();
  return self;
}

void
rehearsal_fixture_free (RehearsalFixture *self)
{
  party_fixture_free (self->party);
  jly_folder_remove (self->dir);
  g_free (self->dir);
  g_free (self->tender_path);
  for (guint i = 0; i < N; i++)
    g_free (self->paths[i]);
  jly_tender_free (self->tender);
  g_main_loop_unref (self->loop);
  g_object_unref (self->rehearsal);
  g_object_unref (self->cancellable);
  g_clear_object (&self->result);
  g_clear_error (&self->error);
  g_free (self);
}

static void
ended_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  RehearsalFixture *self = user_data;

  self->result = jly_rehearsal_run_finish (JLY_REHEARSAL (source), async_result, &self->error);
  g_main_loop_quit (self->loop);
}

void
rehearsal_fixture_run (RehearsalFixture *self)
{
  jly_rehearsal_run_async (self->rehearsal, self->cancellable, ended_cb, self);
  g_main_loop_run (self->loop);
  g_assert_true ((self->result != NULL) != (self->error != NULL));
}

static void
assert_value (RehearsalFixture *self, const char *id, const char *recipient, const char *value)
{
  const JlyResultItem *item = jly_result_find (self->result, id, recipient);

  g_assert_nonnull (item);
  g_assert_cmpstr (item->value, ==, value);
}

static void
assert_row (RehearsalFixture *self, guint r, const JlyBidAnswer *answer)
{
  g_autofree char *met = g_strconcat ("met/", get_row (self, r)->name, NULL);
  g_autofree char *part = g_strconcat ("part/", get_row (self, r)->name, NULL);

  assert_value (self, met, "everyone", answer->met[r] ? "true" : "false");
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *value = g_strdup_printf ("%" G_GUINT64_FORMAT, answer->part[i][r]);

      assert_value (self, part, names[i], value);
    }
}

void
rehearsal_fixture_assert (RehearsalFixture *self)
{
  g_autoptr (JlyBidAnswer) answer = party_fixture_answer (self->party);
  g_autofree char *price = NULL;

  g_assert_no_error (self->error);
  g_assert_cmpstr (self->result->status, ==, "done");
  for (guint r = 0; r < self->party->study->rows->len; r++)
    assert_row (self, r, answer);
  if (answer->all_met)
    price = g_strdup_printf ("%" G_GUINT64_FORMAT ".%02u", answer->price / 100,
                             (guint)(answer->price % 100));
  assert_value (self, "price", "everyone", price);
  g_assert_cmpuint (self->result->items->len, ==, 4 * self->party->study->rows->len + 1 + N);
  g_assert_cmpuint (self->result->opened->len, ==,
                    self->party->study->rows->len + (answer->all_met ? 1 : 0) + 2 * N);
}
