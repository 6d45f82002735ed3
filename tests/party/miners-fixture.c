/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miners-fixture.h"

#include "base/jly-error.h"
#include "party/jly-folder.h"
#include "party/jly-json.h"
#include "party/jly-provider.h"

#include <string.h>

#define TIME_LIMIT (60 * G_USEC_PER_SEC)
#define WAKE (200 * G_TIME_SPAN_MILLISECOND)

static void
count (Miner *miner, const char *name)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (miner->counts, name));

  g_hash_table_insert (miner->counts, g_strdup (name), GUINT_TO_POINTER (n + 1));
}

static void
take_key (JsonObject *keys, const char *name, guint8 key[32])
{
  g_autoptr (GBytes) bytes = jly_json_get_bytes (keys, name);

  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 32);
  memcpy (key, g_bytes_get_data (bytes, NULL), 32);
}

static void
take_listening (Miner *miner, JsonObject *event)
{
  guint index = (guint)(miner - miner->miners->miner);
  JlyPublicKeys *keys = &((JlyParty *)miner->miners->party->study->miners->pdata[index])->keys;
  JsonObject *object = jly_json_get_object (event, "keys");

  miner->port = (guint16)jly_json_get_number (event, "port", 0);
  take_key (object, "identity", keys->identity);
  take_key (object, "link", keys->link);
  take_key (object, "sealing", keys->sealing);
}

/* Providers, then miners, as in the contract. */
static void
take_signature (MinersFixture *self, guint place, JsonObject *event)
{
  g_autoptr (GBytes) signature = jly_json_get_bytes (event, "signature");

  g_assert_cmpuint (g_bytes_get_size (signature), ==, JLY_SIGNATURE_BYTES);
  jly_accord_add_signature (self->accord, place, g_bytes_get_data (signature, NULL));
  self->n_signed++;
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
decide (MinersFixture *self, guint provider)
{
  const JlyIdentity *identity = self->party->providers[provider];
  guint8 signature[JLY_SIGNATURE_BYTES];
  JlySigned item;

  jly_accord_sign (identity, self->contract_bytes, signature);
  jly_accord_add_signature (self->accord, provider, signature);
  jly_accord_decide (identity, provider, self->contract_hash, self->accord->proposal, get_now (),
                     &item);
  jly_accord_add_decision (self->accord, &item);
}

/* What is asked of these figures, and all say yes. */
static void
agree (MinersFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyProposal) proposal = jly_accord_make_proposal (
      self->contract, self->contract_hash, self->party->study, self->root, N, &error);

  g_assert_no_error (error);
  self->accord->proposal = jly_proposal_encode (proposal);
  for (guint i = 0; i < N; i++)
    decide (self, i);
  for (guint i = 0; i < N; i++)
    {
      JsonObject *command = json_object_new ();

      jly_accord_to_json (self->accord, command);
      jly_child_send (self->miner[i].child, command);
    }
  g_mutex_lock (&self->party->mutex);
  self->party->agreed
      = jly_accord_read (self->contract, self->contract_hash, self->accord->proposal, &error);
  g_assert_no_error (error);
  g_cond_broadcast (&self->party->cond);
  g_mutex_unlock (&self->party->mutex);
}

static void
take_inputs (MinersFixture *self, JsonObject *event)
{
  take_key (event, "root", self->root);
  self->n_inputs++;
  if (self->n_inputs == N && self->n_signed == N)
    agree (self);
}

static void
event_cb (JlyChild *child, JsonObject *event, gpointer user_data)
{
  Miner *miner = user_data;
  const char *name = jly_json_get_text (event, "event", "");

  count (miner, name);
  if (g_str_equal (name, "stage"))
    count (miner, jly_json_get_text (event, "stage", ""));
  else if (g_str_equal (name, "listening"))
    take_listening (miner, event);
  else if (g_str_equal (name, "signed"))
    take_signature (miner->miners, N + (guint)(miner - miner->miners->miner), event);
  else if (g_str_equal (name, "inputs"))
    take_inputs (miner->miners, event);
  else if (g_str_equal (name, "failed") && miner->error == NULL)
    miner->error = jly_json_to_error (jly_json_get_object (event, "error"));
  else if (g_str_equal (name, "turned-away") && miner->turned_away == NULL)
    miner->turned_away = jly_json_to_error (jly_json_get_object (event, "error"));
  if (miner->miners->event_func != NULL)
    miner->miners->event_func (miner, event, miner->miners->event_data);
}

static void
exit_cb (JlyChild *child, gpointer user_data)
{
  Miner *miner = user_data;

  miner->has_ended = TRUE;
  count (miner, "exit");
}

static void
start (MinersFixture *self, guint i)
{
  const char *const argv[] = { g_getenv ("JLY_TEST_MINER"), NULL };
  Miner *miner = &self->miner[i];
  g_autofree char *dir = g_strdup_printf ("%s/%u", self->dir, i);
  JsonObject *command = json_object_new ();
  g_autoptr (GError) error = NULL;
  guint8 secret[JLY_IDENTITY_SECRET_BYTES];

  g_assert_nonnull (argv[0]);
  miner->miners = self;
  miner->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  miner->child = jly_child_new ("miner", argv, event_cb, exit_cb, miner, &error);
  g_assert_no_error (error);
  json_object_set_string_member (command, "command", "start");
  json_object_set_int_member (command, "index", i);
  json_object_set_int_member (command, "port", 0);
  jly_identity_export_secret (self->party->miners[i], secret);
  jly_json_set_bytes (command, "identity", secret, sizeof secret);
  json_object_set_string_member (command, "dir", dir);
  jly_child_send (miner->child, command);
}

GBytes *
miners_fixture_make_contract (MinersFixture *self)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = jly_accord_make_contract (self->party->study, get_now (), &error);

  g_assert_no_error (error);
  return bytes;
}

static void
begin_contract (MinersFixture *self)
{
  g_autoptr (GError) error = NULL;
  guint place;

  self->accord = jly_accord_new ();
  self->contract_bytes = miners_fixture_make_contract (self);
  self->contract = jly_contract_decode (self->contract_bytes, &error);
  g_assert_no_error (error);
  jly_contract_hash (self->contract_bytes, self->contract_hash);
  self->party->frame
      = jly_agreed_frame_new (self->contract, self->contract_hash, NULL, NULL, &place, &error);
  g_assert_no_error (error);
}

MinersFixture *
miners_fixture_new (PartyFixture *party)
{
  MinersFixture *self = g_new0 (MinersFixture, 1);

  self->party = party;
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->dir = g_dir_make_tmp ("jly-miners-XXXXXX", NULL);
  for (guint i = 0; i < N; i++)
    start (self, i);
  for (guint i = 0; i < N; i++)
    {
      miners_fixture_wait (self, i, "listening", 1);
      self->addresses[i] = g_strdup_printf ("127.0.0.1:%u", self->miner[i].port);
    }
  begin_contract (self);
  return self;
}

void
miners_fixture_free (MinersFixture *self)
{
  for (guint i = 0; i < N; i++)
    {
      Miner *miner = &self->miner[i];

      if (!miner->has_ended)
        jly_child_quit (miner->child);
      miners_fixture_wait (self, i, "exit", 1);
      jly_child_free (miner->child);
      g_hash_table_unref (miner->counts);
      g_clear_error (&miner->error);
      g_clear_error (&miner->turned_away);
      g_free (self->addresses[i]);
    }
  jly_accord_free (self->accord);
  jly_contract_free (self->contract);
  g_bytes_unref (self->contract_bytes);
  jly_folder_remove (self->dir);
  g_free (self->dir);
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_free (self);
}

void
miners_fixture_tell (MinersFixture *self, guint i, GBytes *bytes)
{
  JsonObject *command = json_object_new ();
  JsonArray *addresses = json_array_new ();
  GBytes *contract = bytes != NULL ? bytes : self->contract_bytes;

  for (guint j = 0; j < N; j++)
    json_array_add_string_element (addresses, self->addresses[j]);
  json_object_set_string_member (command, "command", "contract");
  jly_json_set_bytes (command, "contract", g_bytes_get_data (contract, NULL),
                      g_bytes_get_size (contract));
  json_object_set_array_member (command, "addresses", addresses);
  jly_child_send (self->miner[i].child, command);
}

void
miners_fixture_tell_all (MinersFixture *self)
{
  for (guint i = 0; i < N; i++)
    miners_fixture_tell (self, i, NULL);
}

guint
miners_fixture_count (MinersFixture *self, guint i, const char *event)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->miner[i].counts, event));
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
miners_fixture_wait (MinersFixture *self, guint i, const char *event, guint times)
{
  gint64 deadline = g_get_monotonic_time () + TIME_LIMIT;
  g_autoptr (GSource) wake = g_timeout_source_new (WAKE / G_TIME_SPAN_MILLISECOND);

  g_source_set_callback (wake, wake_cb, NULL, NULL);
  g_source_attach (wake, self->context);
  while (miners_fixture_count (self, i, event) < times && g_get_monotonic_time () < deadline)
    g_main_context_iteration (self->context, TRUE);
  g_source_destroy (wake);
  if (miners_fixture_count (self, i, event) < times)
    g_error ("computing party %u did not tell “%s”: %s", i + 1, event,
             self->miner[i].error != NULL ? self->miner[i].error->message : "no error");
}

static const JlyStudy *
agree_cb (gpointer user_data, GError **error)
{
  ProviderThread *self = user_data;
  const JlyAgreed *agreed;

  g_mutex_lock (&self->party->mutex);
  while (self->party->agreed == NULL && !g_cancellable_is_cancelled (self->cancellable))
    g_cond_wait_until (&self->party->cond, &self->party->mutex, g_get_monotonic_time () + WAKE);
  agreed = self->party->agreed;
  g_mutex_unlock (&self->party->mutex);
  if (agreed == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, error);
  return agreed != NULL ? agreed->study : NULL;
}

static gpointer
provider_worker (gpointer data)
{
  ProviderThread *self = data;
  JlyProvider provider = {
    .study = self->party->frame,
    .index = self->index,
    .identity = self->party->providers[self->index],
    .figures = &self->party->figures[self->index],
    .addresses = self->addresses,
    .agree = agree_cb,
    .data = self,
  };

  self->outcome = jly_provider_run (&provider, self->cancellable, &self->error);
  return NULL;
}

ProviderThread *
provider_thread_new (PartyFixture *party, guint index, char *const *addresses)
{
  ProviderThread *self = g_new0 (ProviderThread, 1);

  self->party = party;
  self->index = index;
  self->addresses = addresses;
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("provider", provider_worker, self);
  return self;
}

void
provider_thread_join (ProviderThread *self)
{
  g_clear_pointer (&self->thread, g_thread_join);
}

void
provider_thread_free (ProviderThread *self)
{
  provider_thread_join (self);
  g_clear_pointer (&self->outcome, jly_outcome_free);
  g_clear_error (&self->error);
  g_object_unref (self->cancellable);
  g_free (self);
}
