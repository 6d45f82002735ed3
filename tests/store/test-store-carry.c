/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was agreed, carried to another party's store: whole, twice, changed and cut. */
#include "config.h"

#include "store/kept-fixture.h"

#include "base/jly-error.h"
#include "store/jly-store-carry.h"

#include <string.h>

static void
set_up (Kept *self, gconstpointer data)
{
  kept_set_up (self);
}

static void
tear_down (Kept *self, gconstpointer data)
{
  kept_tear_down (self);
}

static GBytes *
pack (Kept *self)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = jly_store_pack (self->kept, &error);

  g_assert_no_error (error);
  return bytes;
}

static char *
describe (JlyStore *store, const char *study_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStoreGovernance) kept = jly_store_load_governance (store, study_id, NOW, &error);

  g_assert_no_error (error);
  return kept_describe (jly_store_governance_get (kept, NULL));
}

/* The other then knows the same, and a second time learns nothing. */
static void
test_round (Kept *self, gconstpointer data)
{
  g_autoptr (GBytes) question = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr (GArray) decisions = NULL;
  Kept other;
  JlyCarried got;
  guint n;

  kept_begin (self);
  kept_agree (self, &question);
  bytes = pack (self);
  kept_set_up_beside (&other, self, HARBOUR);
  g_assert_true (jly_store_unpack (other.store, bytes, NOW, &got, &error));
  g_assert_no_error (error);
  n = got.n_new;
  g_assert_cmpuint (n, >, N_PEOPLE);
  g_assert_cmpuint (got.n_known, ==, 0);
  mine = describe (self->store, got.study_id);
  theirs = describe (other.store, got.study_id);
  g_assert_cmpstr (mine, ==, theirs);
  jly_carried_clear (&got);
  g_assert_true (jly_store_unpack (other.store, bytes, NOW, &got, &error));
  g_assert_cmpuint (got.n_new, ==, 0);
  g_assert_cmpuint (got.n_known, ==, n);
  ids = jly_store_list_agreed (other.store, &error);
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpstr (ids[0], ==, got.study_id);
  jly_carried_clear (&got);
  decisions = jly_store_list_decisions (self->kept, &error);
  g_assert_cmpuint (decisions->len, ==, 4);
  kept_tear_down (&other);
}

/* Contract and signatures alone: all of it is signed. */
static void
begin_signed (Kept *self)
{
  g_autoptr (GBytes) contract = kept_encode_contract (self);
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_store_add_contract (self->store, contract, NOW, &error));
  self->kept = jly_store_load_governance (self->store, self->base.contract->study_id, NOW, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_assert_true (kept_sign (self, i, &error));
}

/* Whatever is changed in it, nothing that nobody signed is taken. */
static void
test_changed (Kept *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *whole = NULL;
  const guint8 *from;
  gsize n;
  Kept other;

  begin_signed (self);
  bytes = pack (self);
  from = g_bytes_get_data (bytes, &n);
  kept_set_up_beside (&other, self, HARBOUR);
  for (gsize at = 0; at < n; at += 7)
    {
      g_autofree guint8 *copy = g_memdup2 (from, n);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GError) error = NULL;
      JlyCarried got;

      copy[at] ^= 1 << at % 8;
      changed = g_bytes_new_static (copy, n);
      if (jly_store_unpack (other.store, changed, NOW, &got, &error))
        g_error ("byte %" G_GSIZE_FORMAT " may be changed", at);
      g_assert_nonnull (error);
      jly_carried_clear (&got);
    }
  /* None of it stands in the way of the true one. */
  g_assert_true (jly_store_unpack (other.store, bytes, NOW, NULL, NULL));
  kept_tear_down (&other);
}

static void
test_cut (Kept *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize n;
  const guint8 *from;

  kept_begin (self);
  bytes = pack (self);
  from = g_bytes_get_data (bytes, &n);
  for (gsize length = 0; length < n; length += 13)
    {
      g_autoptr (GBytes) cut = g_bytes_new (from, length);
      g_autoptr (GError) error = NULL;

      g_assert_false (jly_store_unpack (self->store, cut, NOW, NULL, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/carry/round", Kept, NULL, set_up, test_round, tear_down);
  g_test_add ("/store/carry/changed", Kept, NULL, set_up, test_changed, tear_down);
  g_test_add ("/store/carry/cut", Kept, NULL, set_up, test_cut, tear_down);
  return g_test_run ();
}
