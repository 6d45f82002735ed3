/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No computing party's memory, files or wires ever hold a company's figures. The same search finds
 * them where they belong: in the company's own process.
 */
#include "config.h"

#include "markers.h"
#include "miners-fixture.h"
#include "recorder.h"

#include "party/jly-folder.h"
#include "party/jly-json.h"
#include "party/jly-tender-json.h"

#include <string.h>

typedef struct
{
  PartyFixture *party;
  MinersFixture *miners;
  Markers *markers[N];
  Recorder *wires[N];
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32)g_test_rand_int ());

  self->party = markers_make_party (rand);
  self->miners = miners_fixture_new (self->party);
  for (guint i = 0; i < N; i++)
    {
      self->markers[i] = markers_new (self->party, i);
      self->wires[i] = recorder_new (self->miners->miner[i].port);
      g_free (self->miners->addresses[i]);
      self->miners->addresses[i]
          = g_strdup_printf ("127.0.0.1:%u", recorder_get_port (self->wires[i]));
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  miners_fixture_free (self->miners);
  for (guint i = 0; i < N; i++)
    {
      recorder_free (self->wires[i]);
      markers_free (self->markers[i]);
    }
  party_fixture_free (self->party);
}

static void
assert_clean (Fixture *self)
{
  for (guint m = 0; m < N; m++)
    for (guint p = 0; p < N; p++)
      g_assert_cmpuint (markers_count_process (self->markers[p],
                                               jly_child_get_pid (self->miners->miner[m].child)),
                        ==, 0);
  for (guint p = 0; p < N; p++)
    g_assert_cmpuint (markers_count_folder (self->markers[p], self->miners->dir), ==, 0);
}

static void
assert_wires_clean (Fixture *self)
{
  for (guint m = 0; m < N; m++)
    {
      g_autoptr (GBytes) bytes = recorder_dup_bytes (self->wires[m]);
      gsize n;
      const guint8 *data = g_bytes_get_data (bytes, &n);

      /* All providers and one neighbour came through here. */
      g_assert_cmpuint (n, >, 10000);
      for (guint p = 0; p < N; p++)
        g_assert_cmpuint (markers_count (self->markers[p], data, n), ==, 0);
    }
}

static void
test_miners (Fixture *self, gconstpointer data)
{
  ProviderThread *providers[N];

  miners_fixture_tell_all (self->miners);
  for (guint i = 0; i < 2; i++)
    providers[i] = provider_thread_new (self->party, i, self->miners->addresses);
  /* Two companies' figures are there as shares; the miners wait for the third. */
  for (guint m = 0; m < N; m++)
    miners_fixture_wait (self->miners, m, "upload", 2);
  assert_clean (self);
  providers[2] = provider_thread_new (self->party, 2, self->miners->addresses);
  for (guint m = 0; m < N; m++)
    miners_fixture_wait (self->miners, m, "done", 1);
  assert_clean (self);
  for (guint i = 0; i < N; i++)
    {
      provider_thread_join (providers[i]);
      g_assert_no_error (providers[i]->error);
      party_fixture_assert (self->party, i, providers[i]->outcome);
      provider_thread_free (providers[i]);
    }
  assert_wires_clean (self);
}

typedef struct
{
  gboolean is_ready;
  gboolean has_ended;
} Company;

static void
event_cb (JlyChild *child, JsonObject *event, gpointer user_data)
{
  Company *company = user_data;

  if (g_str_equal (jly_json_get_text (event, "event", ""), "ready"))
    company->is_ready = TRUE;
}

static void
exit_cb (JlyChild *child, gpointer user_data)
{
  ((Company *)user_data)->has_ended = TRUE;
}

static JsonObject *
describe_tender (PartyFixture *party)
{
  JlyTender tender = {
    .title = (char *)"Tender",
    .currency = (char *)"EUR",
    .ranges
    = { .money_scale = 2, .amount_max = 1000, .money_max = (G_GUINT64_CONSTANT (1) << 40) - 1 },
    .rows = g_ptr_array_new_with_free_func (g_free),
  };
  JsonObject *object;

  for (guint r = 0; r < party->study->rows->len; r++)
    {
      const JlyStudyRow *row = party->study->rows->pdata[r];
      JlyTenderRow *asked = g_new0 (JlyTenderRow, 1);

      asked->name = row->name;
      asked->unit = row->unit;
      asked->need = row->need;
      g_ptr_array_add (tender.rows, asked);
    }
  object = jly_tender_to_json (&tender);
  g_ptr_array_unref (tender.rows);
  return object;
}

static void
write_figures (PartyFixture *party, const char *path)
{
  g_autoptr (GString) text
      = g_string_new ("Resource,Free amount,Unit cost,Smallest unit revenue\n");

  for (guint r = 0; r < party->study->rows->len; r++)
    {
      guint64 cost = party->values[0][JLY_BID_COST][r],
              revenue = party->values[0][JLY_BID_REVENUE][r];

      g_string_append_printf (
          text, "%s,%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ".%02u,%" G_GUINT64_FORMAT ".%02u\n",
          ((JlyStudyRow *)party->study->rows->pdata[r])->name, party->values[0][JLY_BID_AMOUNT][r],
          cost / 100, (guint)(cost % 100), revenue / 100, (guint)(revenue % 100));
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

/* The search is worth something: it finds the figures in the process that read them from a file, in
 * a file that holds them, and as planes. */
static void
test_found_where_they_belong (Fixture *self, gconstpointer data)
{
  const char *const argv[] = { g_getenv ("JLY_TEST_CTL"), "provide", NULL };
  g_autofree char *dir = g_dir_make_tmp ("jly-markers-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "north.csv", NULL);
  JsonObject *command = json_object_new ();
  Company company = { 0 };
  JlyChild *child;
  guint64 plane[2] = { 0 };

  write_figures (self->party, path);
  g_assert_cmpuint (markers_count_folder (self->markers[0], dir), >=, 256);
  child = jly_child_new ("north", argv, event_cb, exit_cb, &company, NULL);
  json_object_set_string_member (command, "command", "start");
  json_object_set_string_member (command, "file", path);
  json_object_set_object_member (command, "tender", describe_tender (self->party));
  jly_child_send (child, command);
  while (!company.is_ready && !company.has_ended)
    g_main_context_iteration (self->miners->context, TRUE);
  g_assert_true (company.is_ready);
  g_assert_cmpuint (markers_count_process (self->markers[0], jly_child_get_pid (child)), >=, 256);
  jly_child_free (child);
  jly_folder_remove (dir);
  for (guint r = 0; r < 128; r++)
    plane[r / 64] |= ((self->party->values[0][JLY_BID_COST][r] >> 5) & 1) << (r % 64);
  g_assert_cmpuint (markers_count (self->markers[0], (const guint8 *)plane, sizeof plane), ==, 1);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/party/markers/miners", test_miners);
  add ("/party/markers/found-where-they-belong", test_found_where_they_belong);
  return g_test_run ();
}
