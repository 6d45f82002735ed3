/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may send a contract to whom, what becomes a letter after a stop, and who may act before the
 * words were compared. */
#include "config.h"

#include "study/governance-fixture.h"

#include "base/jly-error.h"
#include "party/jly-carry.h"
#include "party/jly-delivery.h"
#include "party/jly-pass-book.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

typedef struct
{
  Fixture study;
  char *dirs[2]; /* of north and harbour */
  JlyStore *stores[2];
  GBytes *contract;
} Two;

static void
set_up (Two *self, gconstpointer unused)
{
  fixture_set_up (&self->study);
  self->contract = jly_contract_encode (self->study.contract);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      self->dirs[i] = g_dir_make_tmp ("jly-carry-XXXXXX", &error);
      self->stores[i] = jly_store_open (self->dirs[i], &error);
      g_assert_no_error (error);
      g_assert_true (jly_store_unlock (self->stores[i], self->study.people[i], &error));
    }
}

static void
tear_down (Two *self, gconstpointer unused)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *database = g_build_filename (self->dirs[i], "jointly.db", NULL);
      g_autofree char *lock = g_build_filename (self->dirs[i], "jointly.lock", NULL);

      jly_store_close (self->stores[i]);
      g_unlink (database);
      g_unlink (lock);
      g_rmdir (self->dirs[i]);
      g_free (self->dirs[i]);
    }
  g_bytes_unref (self->contract);
  fixture_tear_down (&self->study);
}

/* A letter with the contract to reader, signed by signer and sent by sender. */
static GBytes *
make_letter (Two *self,
             const JlyIdentity *sender,
             const JlyIdentity *signer,
             const JlyIdentity *reader)
{
  JlyNote *note = jly_note_add_bytes (jly_note_new ("contract"), self->contract);
  guint8 study[JLY_ENVELOPE_STUDY_BYTES], own[32], link[32], sealing[32];
  g_autoptr (JlyEnvelope) envelope = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  g_assert_true (jly_envelope_study_from_text (self->study.contract->study_id, study));
  jly_identity_get_public (reader, own, link, sealing);
  jly_note_sign (note, signer, JLY_SIGNS_DRAFT, self->contract);
  if (signer != sender) /* what somebody else signed, under the sender's own name */
    jly_identity_get_public (sender, note->signer, link, own);
  jly_identity_get_public (reader, own, link, sealing);
  body = jly_note_encode (note);
  envelope = jly_envelope_new (study, NULL, own, 1, JLY_POST_CONTRACT, body);
  bytes = jly_envelope_seal (envelope, sender, sealing, &error);
  g_assert_no_error (error);
  jly_note_free (note);
  return bytes;
}

/* Whether harbour keeps a contract from this letter. */
static gboolean
is_kept (Two *self, GBytes *letter, const JlyIdentity *reader, JlyStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyPostOffice) office = jly_post_office_new (store, reader, NOW, &error);
  g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  g_autoptr (GBytes) kept = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (letters, g_bytes_ref (letter));
  g_assert_true (jly_post_office_take (office, letters, report, NULL, &error));
  g_assert_no_error (error);
  kept = jly_store_get_contract (store, self->study.contract->study_id, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->taken->len, ==, kept != NULL ? 1 : 0);
  return kept != NULL;
}

static void
test_introduction (Two *self, gconstpointer unused)
{
  JlyIdentity **people = self->study.people;
  g_autoptr (JlyIdentity) mallory = jly_identity_generate ();
  g_autoptr (GBytes) by_mallory = make_letter (self, mallory, mallory, people[HARBOUR]);
  g_autoptr (GBytes) unsigned_ = make_letter (self, people[NORTH], mallory, people[HARBOUR]);
  g_autoptr (GBytes) for_other = make_letter (self, people[NORTH], people[NORTH], people[RIDGE]);
  g_autoptr (GBytes) good = make_letter (self, people[NORTH], people[NORTH], people[HARBOUR]);

  g_assert_false (is_kept (self, by_mallory, people[HARBOUR], self->stores[HARBOUR]));
  g_assert_false (is_kept (self, unsigned_, people[HARBOUR], self->stores[HARBOUR]));
  g_assert_false (is_kept (self, for_other, people[HARBOUR], self->stores[HARBOUR]));
  g_assert_true (is_kept (self, good, people[HARBOUR], self->stores[HARBOUR]));
}

/* How many letters wait for harbour in north's folder. */
static guint
count_waiting (Two *self)
{
  guint8 own[32], link[32], sealing[32];
  JlyPostState state;

  jly_identity_get_public (self->study.people[HARBOUR], own, link, sealing);
  g_assert_true (jly_store_post_get_state (self->stores[NORTH], self->study.contract->study_id, own,
                                           &state, NULL));
  return (guint)state.sent;
}

static JlyMember *
open_north (Two *self)
{
  g_autoptr (GError) error = NULL;
  JlyMember *member = jly_member_new (self->stores[NORTH], self->study.contract->study_id,
                                      self->study.people[NORTH], NOW, &error);

  g_assert_no_error (error);
  return member;
}

/* Signed, and then the program stopped: the letters are written at the next start, and once. */
static void
test_completed (Two *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  JlyStoreGovernance *governance;
  guint8 signature[64];
  gsize n;
  const guint8 *bytes = g_bytes_get_data (self->contract, &n);

  g_assert_true (jly_store_add_contract (self->stores[NORTH], self->contract, NOW, &error));
  governance = jly_store_load_governance (self->stores[NORTH], self->study.contract->study_id, NOW,
                                          &error);
  jly_identity_sign (self->study.people[NORTH], JLY_SIGNS_CONTRACT, bytes, n, signature);
  g_assert_true (jly_store_take_signature (governance, NORTH, signature, NOW, &error));
  g_assert_no_error (error);
  jly_store_governance_free (governance);
  g_assert_cmpuint (count_waiting (self), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      jly_member_free (open_north (self));
      g_assert_cmpuint (count_waiting (self), ==, 1);
    }
}

static void
test_unverified (Two *self, gconstpointer unused)
{
  g_autoptr (JlyMember) member = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_store_add_contract (self->stores[NORTH], self->contract, NOW, &error));
  member = open_north (self);
  g_assert_true (jly_member_check_may_act (member, &error));
  member->needs_words = TRUE;
  g_assert_false (jly_member_check_may_act (member, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (jly_member_play_words (member, TRUE, NULL, &error));
  g_assert_cmpuint (count_waiting (self), ==, 1);
  g_assert_false (jly_member_check_may_act (member, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
}

/* One run of a party whose letters go by themselves; with what it did. */
static JlyDelivery *
deliver (Two *self, guint who, const char *folder, const JlyDelivery *before, GError **error)
{
  JlyDelivery *delivery = jly_delivery_new ();

  if (before != NULL)
    memcpy (delivery->put, before->put, sizeof delivery->put);
  if (jly_delivery_run (delivery, self->stores[who], self->study.people[who], NOW, folder,
                        who == NORTH ? "North" : "Harbour", error))
    return delivery;
  jly_delivery_free (delivery);
  return NULL;
}

/* Which file it is, and when it was written: one with the same bytes that was written once more is
 * another one, and wakes whoever watches the folder. */
static char *
describe_file (const char *path)
{
  GStatBuf about;

  g_assert_cmpint (g_stat (path, &about), ==, 0);
  return g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld %" G_GINT64_FORMAT,
                          (guint64)about.st_ino, (gint64)about.st_mtim.tv_sec,
                          about.st_mtim.tv_nsec, (gint64)about.st_size);
}

/* All files of the folder; and away with them. */
static GHashTable *
load_folder (const char *folder, gboolean removes)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_hash_table_insert (files, g_strdup (name), describe_file (path));
      if (removes)
        g_unlink (path);
    }
  return files;
}

static void
assert_same_files (const char *folder, GHashTable *before)
{
  g_autoptr (GHashTable) now = load_folder (folder, FALSE);
  GHashTableIter iter;
  gpointer name, file;

  g_assert_cmpuint (g_hash_table_size (now), ==, g_hash_table_size (before));
  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &name, &file))
    g_assert_cmpstr (file, ==, g_hash_table_lookup (before, name));
}

/* The contract goes from one to the other through a folder, the confirmation comes back, and then
 * both leave the folder alone: two programs that watch it come to rest. */
static void
test_delivery (Two *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("jly-carry-XXXXXX", NULL);
  g_autofree char *gone = g_build_filename (folder, "gone", NULL);
  g_autoptr (JlyDelivery) north = NULL, harbour = NULL, confirmed = NULL, again = NULL;
  g_autoptr (GHashTable) files = NULL, left = NULL;
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (JlyMember) member = NULL;

  g_assert_true (jly_store_add_contract (self->stores[NORTH], self->contract, NOW, &error));
  member = open_north (self);
  g_assert_true (jly_member_put_contract (member, self->study.contract, &error));
  g_assert_true (jly_member_sign (member, &error));
  g_assert_no_error (error);
  north = deliver (self, NORTH, folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (north->carried->len, ==, 1);
  g_assert_cmpuint (north->n_calls, ==, 0);
  harbour = deliver (self, HARBOUR, folder, NULL, &error);
  g_assert_no_error (error);
  kept = jly_store_get_contract (self->stores[HARBOUR], self->study.contract->study_id, 0, NULL);
  g_assert_nonnull (kept);
  confirmed = deliver (self, NORTH, folder, north, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (confirmed->report->confirmed->len, ==, 1);
  files = load_folder (folder, FALSE);
  again = deliver (self, NORTH, folder, confirmed, &error);
  g_assert_no_error (error);
  assert_same_files (folder, files);
  g_assert_cmpuint (g_hash_table_size (files), ==, 4); /* letters and a card of each */

  /* What somebody takes away is put there again; a folder that is not there is said. */
  left = load_folder (folder, TRUE);
  jly_delivery_free (again);
  again = deliver (self, NORTH, folder, confirmed, &error);
  g_assert_no_error (error);
  g_hash_table_unref (left);
  left = load_folder (folder, TRUE);
  g_assert_cmpuint (g_hash_table_size (left), ==, 2);
  g_assert_null (deliver (self, NORTH, gone, confirmed, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_NO_INPUT);
  g_rmdir (folder);
}

/* One party's secret is not lent to another: a file says itself whose it is. */
static void
test_pass_book (Two *self, gconstpointer unused)
{
  const guint8 secret[JLY_PASS_SECRET_BYTES] = { 1, 2, 3 };
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("jly-carry-XXXXXX", NULL);
  g_autofree char *book = g_build_filename (dir, "invited-by", NULL);
  g_autoptr (GBytes) pass = jly_pass_new (self->study.people[NORTH], "North", "north.example:7000",
                                          secret, NOW + 1000, NOW, &error);
  g_autofree char *link = jly_pass_to_link (pass);
  g_autofree char *path = g_build_filename (dir, "north.jointly-party", NULL);
  g_autofree char *other = NULL, *own = NULL;
  g_autoptr (GBytes) by_link = jly_pass_book_load (link, &error);
  g_autoptr (GBytes) by_file = NULL;
  g_autoptr (JlyPass) kept = NULL, found = NULL;
  guint8 key[32], harbour[32], unused_key[32];
  char hex[65];

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (by_link, pass));
  g_assert_true (g_file_set_contents (path, link, -1, NULL));
  by_file = jly_pass_book_load (path, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (by_file, pass));
  g_assert_null (jly_pass_book_load ("jointly:nothing", NULL));
  g_assert_null (jly_pass_book_load (dir, NULL));
  jly_identity_get_public (self->study.people[NORTH], key, unused_key, unused_key);
  jly_identity_get_public (self->study.people[HARBOUR], harbour, unused_key, unused_key);
  g_assert_null (jly_pass_book_find (dir, key));
  g_assert_true (jly_pass_book_keep (dir, pass, &kept, &error));
  g_assert_no_error (error);
  found = jly_pass_book_find (dir, key);
  g_assert_cmpstr (found->where, ==, "north.example:7000");
  g_assert_cmpmem (found->secret, sizeof found->secret, secret, sizeof secret);
  sodium_bin2hex (hex, sizeof hex, key, sizeof key);
  own = g_build_filename (book, hex, NULL);
  sodium_bin2hex (hex, sizeof hex, harbour, sizeof harbour);
  other = g_build_filename (book, hex, NULL);
  g_assert_cmpint (g_rename (own, other), ==, 0);
  g_assert_null (jly_pass_book_find (dir, harbour));
  g_unlink (other);
  g_unlink (path);
  g_rmdir (book);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/carry/introduction", Two, NULL, set_up, test_introduction, tear_down);
  g_test_add ("/carry/completed", Two, NULL, set_up, test_completed, tear_down);
  g_test_add ("/carry/delivery", Two, NULL, set_up, test_delivery, tear_down);
  g_test_add ("/carry/pass-book", Two, NULL, set_up, test_pass_book, tear_down);
  g_test_add ("/carry/unverified", Two, NULL, set_up, test_unverified, tear_down);
  return g_test_run ();
}
