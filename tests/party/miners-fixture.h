/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three real jointly-miner processes, spoken with over the control protocol. */
#pragma once

#include "party-fixture.h"

#include "party/jly-accord.h"
#include "party/jly-child.h"

G_BEGIN_DECLS

typedef struct _MinersFixture MinersFixture;

typedef struct
{
  MinersFixture *miners;
  JlyChild *child;
  guint16 port;
  gboolean has_ended;
  GHashTable *counts; /* event or stage name -> how often */
  GError *error;      /* what it failed with */
  GError *turned_away;
} Miner;

struct _MinersFixture
{
  GMainContext *context;
  PartyFixture *party;
  char *dir;
  Miner miner[N];
  GBytes *contract_bytes;
  JlyContract *contract;
  guint8 contract_hash[JLY_HASH_BYTES];
  JlyAccord *accord; /* all but what has not been told yet */
  guint n_signed, n_inputs;
  guint8 root[JLY_HASH_BYTES]; /* of the figures, as the last computing party told it */
  char *addresses[N + 1];      /* filled by listen; a test may put proxies there */
  void (*event_func) (Miner *miner, JsonObject *event, gpointer data); /* NULL, or hears all too */
  gpointer event_data;
};

/* Starts the miners, waits until they listen, writes their keys into the study, and makes the
 * contract and the party's frame. When all three have told which figures they took, the providers
 * agree. */
MinersFixture *miners_fixture_new (PartyFixture *party);
/* Ends them and removes their folders. */
void miners_fixture_free (MinersFixture *self);
/* Tells miner i the contract; bytes NULL: the one of all. */
void miners_fixture_tell (MinersFixture *self, guint i, GBytes *bytes);
/* A contract for the party's study as it is now. */
GBytes *miners_fixture_make_contract (MinersFixture *self);
void miners_fixture_tell_all (MinersFixture *self);
/* Listens until miner i has told event (or stage) so many times; ends the test after a minute. */
void miners_fixture_wait (MinersFixture *self, guint i, const char *event, guint times);
guint miners_fixture_count (MinersFixture *self, guint i, const char *event);

/* A provider in a thread of its own. */
typedef struct
{
  PartyFixture *party;
  guint index;
  char *const *addresses;
  GThread *thread;
  GCancellable *cancellable;
  JlyOutcome *outcome;
  GError *error;
} ProviderThread;

ProviderThread *provider_thread_new (PartyFixture *party, guint index, char *const *addresses);
/* Waits for its end. */
void provider_thread_join (ProviderThread *self);
void provider_thread_free (ProviderThread *self);

G_END_DECLS
