/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See post-fixture.h. */
#include "config.h"

#include "post/post-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const names[FIXTURE_PARTIES] = { "North", "South", "East" };

static void
open_party (PostFixture *fixture, guint i)
{
  FixtureParty *party = &fixture->parties[i];
  g_autoptr (GError) error = NULL;

  party->store = jly_store_open (party->dir, &error);
  g_assert_no_error (error);
  jly_store_unlock (party->store, party->identity, &error);
  g_assert_no_error (error);
  party->post = jly_post_new (party->store, party->identity, fixture->book, &error);
  g_assert_no_error (error);
}

void
post_fixture_set_up (PostFixture *fixture, gconstpointer data)
{
  fixture->book = jly_address_book_new (FIXTURE_STUDY, NULL);
  for (guint i = 0; i < FIXTURE_PARTIES; i++)
    {
      guint8 own[32], link[32], sealing[32];

      fixture->parties[i].identity = jly_identity_generate ();
      fixture->parties[i].dir = g_dir_make_tmp ("jly-post-XXXXXX", NULL);
      jly_identity_get_public (fixture->parties[i].identity, own, link, sealing);
      jly_address_book_add (fixture->book, names[i], own, sealing);
    }
  for (guint i = 0; i < FIXTURE_PARTIES; i++)
    open_party (fixture, i);
}

void
post_fixture_tear_down (PostFixture *fixture, gconstpointer data)
{
  static const char *const files[]
      = { "jointly.db", "jointly.db-wal", "jointly.db-shm", "jointly.lock" };

  for (guint i = 0; i < FIXTURE_PARTIES; i++)
    {
      FixtureParty *party = &fixture->parties[i];

      jly_post_free (party->post);
      jly_store_close (party->store);
      jly_identity_free (party->identity);
      for (guint j = 0; j < G_N_ELEMENTS (files); j++)
        {
          g_autofree char *path = g_build_filename (party->dir, files[j], NULL);

          g_unlink (path);
        }
      g_assert_cmpint (g_rmdir (party->dir), ==, 0);
      g_free (party->dir);
    }
  jly_address_book_free (fixture->book);
}

void
post_fixture_reopen (PostFixture *fixture, guint party)
{
  jly_post_free (fixture->parties[party].post);
  jly_store_close (fixture->parties[party].store);
  open_party (fixture, party);
}

void
post_fixture_send (PostFixture *fixture, guint from, guint to, guint kind, gsize n)
{
  guint8 *bytes = g_malloc (n + 1);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  memset (bytes, 'm', n);
  body = g_bytes_new_take (bytes, n);
  g_assert_true (jly_post_send (fixture->parties[from].post, to, kind, body, &error));
  g_assert_no_error (error);
}

GPtrArray *
post_fixture_gather (PostFixture *fixture, guint from)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items
      = jly_post_gather (fixture->parties[from].post, -1, G_MAXSIZE, NULL, &error);
  GPtrArray *envelopes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (envelopes, g_bytes_ref (((const JlyPostItem *)items->pdata[i])->envelope));
  return envelopes;
}

JlyPostReport *
post_fixture_take_in (PostFixture *fixture, guint to, GPtrArray *envelopes)
{
  JlyPostReport *report = jly_post_report_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < envelopes->len; i++)
    {
      gboolean is_mine = FALSE;

      g_assert_true (jly_post_take_in (fixture->parties[to].post, envelopes->pdata[i], report,
                                       &is_mine, &error));
      g_assert_no_error (error);
      report->n_strange += !is_mine;
    }
  g_assert_true (jly_post_report_gaps (fixture->parties[to].post, report, &error));
  return report;
}

guint
post_fixture_read (PostFixture *fixture, guint reader, guint from)
{
  JlyPost *post = fixture->parties[reader].post;
  guint n = 0;

  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyEnvelope) letter = jly_post_next (post, from, &error);

      g_assert_no_error (error);
      if (letter == NULL)
        return n;
      n++;
      g_assert_true (jly_post_done (post, letter, &error));
    }
}

char *
post_fixture_say (const JlyPostReport *report)
{
  g_autoptr (GPtrArray) sentences = jly_post_report_to_sentences (report);

  g_assert_cmpuint (sentences->len, >, 0);
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv ("\n", (char **)sentences->pdata);
}
