/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three parties, each with a folder, keys and a post of its own. */
#pragma once

#include "post/jly-post.h"

G_BEGIN_DECLS

#define FIXTURE_STUDY "00112233445566778899aabbccddeeff"
#define FIXTURE_PARTIES 3

typedef struct
{
  char *dir;
  JlyIdentity *identity;
  JlyStore *store;
  JlyPost *post;
} FixtureParty;

typedef struct
{
  JlyAddressBook *book; /* North, South, East */
  FixtureParty parties[FIXTURE_PARTIES];
} PostFixture;

void post_fixture_set_up (PostFixture *fixture, gconstpointer data);
void post_fixture_tear_down (PostFixture *fixture, gconstpointer data);
/* As after a stop of the program. */
void post_fixture_reopen (PostFixture *fixture, guint party);

/* A letter of so many bytes 'm'. */
void post_fixture_send (PostFixture *fixture, guint from, guint to, guint kind, gsize n);
/* All that a party has for the others, as a carrier gets it (GBytes*). */
GPtrArray *post_fixture_gather (PostFixture *fixture, guint from);
/* Gives envelopes to a party, one by one, and what it says of them. */
JlyPostReport *post_fixture_take_in (PostFixture *fixture, guint to, GPtrArray *envelopes);
/* Reads all that a party has from another: how many letters. */
guint post_fixture_read (PostFixture *fixture, guint reader, guint from);
/* All sentences of a report in one text. */
char *post_fixture_say (const JlyPostReport *report);

G_END_DECLS
