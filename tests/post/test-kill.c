/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two parties and a carrier between them, in a process that is killed at each of its durable writes
 * in turn and then started again: no letter is lost, none comes twice, and none that was handed on
 * was not on a disk.
 */
#include "config.h"

#include "post/dying-vfs.h"
#include "post/jly-post.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define STUDY "00112233445566778899aabbccddeeff"
#define N_LETTERS 3

enum
{
  NORTH,
  SOUTH,
  N_PARTIES
};

static const guint8 secrets[N_PARTIES][JLY_IDENTITY_SECRET_BYTES] = { { 1 }, { 2 } };

typedef struct
{
  char *root;
  char *dirs[N_PARTIES];
  char *ledger; /* what South read: one line a letter */
  char *given;  /* what a carrier was ever given: numbers */
} Place;

typedef struct
{
  JlyIdentity *identities[N_PARTIES];
  JlyAddressBook *book;
  JlyStore *stores[N_PARTIES];
  JlyPost *posts[N_PARTIES];
} World;

static void
place_init (Place *place)
{
  /* In memory where there is such a place: the disk is not what is tried here, and takes long. */
  place->root = g_mkdtemp (g_strdup ("/dev/shm/jly-kill-XXXXXX"));
  if (place->root == NULL)
    place->root = g_dir_make_tmp ("jly-kill-XXXXXX", NULL);
  place->dirs[NORTH] = g_build_filename (place->root, "north", NULL);
  place->dirs[SOUTH] = g_build_filename (place->root, "south", NULL);
  place->ledger = g_build_filename (place->root, "ledger", NULL);
  place->given = g_build_filename (place->root, "given", NULL);
}

static void
place_clear (Place *place)
{
  static const char *const names[]
      = { "jointly.db", "jointly.db-wal", "jointly.db-shm", "jointly.lock" };

  for (guint i = 0; i < N_PARTIES; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          g_autofree char *path = g_build_filename (place->dirs[i], names[j], NULL);

          g_unlink (path);
        }
      g_rmdir (place->dirs[i]);
      g_free (place->dirs[i]);
    }
  g_unlink (place->ledger);
  g_unlink (place->given);
  g_assert_cmpint (g_rmdir (place->root), ==, 0);
  g_free (place->ledger);
  g_free (place->given);
  g_free (place->root);
}

/* In a process of its own, so nothing is freed that the end of it frees. */
static void
open_world (World *world, const Place *place)
{
  static const char *const names[N_PARTIES] = { "North", "South" };

  world->book = jly_address_book_new (STUDY, NULL);
  for (guint i = 0; i < N_PARTIES; i++)
    {
      guint8 own[32], link[32], sealing[32];

      world->identities[i] = jly_identity_from_secret (secrets[i]);
      jly_identity_get_public (world->identities[i], own, link, sealing);
      jly_address_book_add (world->book, names[i], own, sealing);
    }
  for (guint i = 0; i < N_PARTIES; i++)
    {
      world->stores[i] = jly_store_open (place->dirs[i], NULL);
      g_assert_true (world->stores[i] != NULL
                     && jly_store_unlock (world->stores[i], world->identities[i], NULL));
      world->posts[i] = jly_post_new (world->stores[i], world->identities[i], world->book, NULL);
    }
}

static void
write_line (const char *path, const char *line)
{
  FILE *file = g_fopen (path, "a");

  fputs (line, file);
  fclose (file);
}

/* What the carrier gets leaves the process, so it is written down before. */
static void
carry (World *world, const Place *place, guint from, guint to)
{
  g_autoptr (GPtrArray) items = jly_post_gather (world->posts[from], -1, G_MAXSIZE, NULL, NULL);
  g_autoptr (JlyPostReport) report = jly_post_report_new ();

  g_assert_nonnull (items);
  for (guint i = 0; i < items->len; i++)
    {
      const JlyPostItem *item = items->pdata[i];
      gboolean is_mine;

      if (from == NORTH)
        {
          g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, item->envelope);
          g_autofree char *line = g_strdup_printf ("%s\n", sum);

          if (item->kind != JLY_POST_RECEIVED)
            write_line (place->given, line);
        }
      g_assert_true (jly_post_take_in (world->posts[to], item->envelope, report, &is_mine, NULL));
      g_assert_true (is_mine);
    }
  g_assert_cmpuint (report->problems->len, ==, 0);
}

static void
read_all (World *world, const Place *place)
{
  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyEnvelope) letter = jly_post_next (world->posts[SOUTH], NORTH, &error);
      g_autofree char *line = NULL;

      g_assert_no_error (error);
      if (letter == NULL)
        return;
      line = g_strdup_printf ("%" G_GUINT64_FORMAT " %.*s\n", letter->number,
                              (int)g_bytes_get_size (letter->body),
                              (const char *)g_bytes_get_data (letter->body, NULL));
      write_line (place->ledger, line);
      g_assert_true (jly_post_done (world->posts[SOUTH], letter, NULL));
    }
}

static JlyPostState
get_state (World *world, guint of, guint with)
{
  JlyPostState state;

  g_assert_true (jly_store_post_get_state (
      world->stores[of], STUDY, jly_address_book_get (world->book, with)->identity, &state, NULL));
  return state;
}

/* Goes on from wherever it was. */
static void
live (const Place *place)
{
  World world = { 0 };

  open_world (&world, place);
  for (guint64 i = get_state (&world, NORTH, SOUTH).sent; i < N_LETTERS; i++)
    {
      g_autofree char *text = g_strdup_printf ("letter %u", (guint)i + 1);
      g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

      g_assert_true (jly_post_send (world.posts[NORTH], SOUTH, JLY_POST_DECISION, body, NULL));
      carry (&world, place, NORTH, SOUTH);
      carry (&world, place, SOUTH, NORTH);
    }
  carry (&world, place, NORTH, SOUTH);
  read_all (&world, place);
  carry (&world, place, SOUTH, NORTH);
  for (guint i = 0; i < N_PARTIES; i++)
    jly_store_close (world.stores[i]);
}

/* TRUE if it lived to its end. */
static gboolean
run (const Place *place, guint die_at)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      dying_vfs_install (die_at);
      live (place);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_true (WEXITSTATUS (status) == 0 || WEXITSTATUS (status) == DYING_STATUS);
  return WEXITSTATUS (status) == 0;
}

/* Each letter was read in its order; only the one that was being read may stand there once more. */
static void
check_ledger (const Place *place)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint expected = 0;

  g_assert_true (g_file_get_contents (place->ledger, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *right = NULL;

      if (i > 0 && g_str_equal (lines[i], lines[i - 1]))
        continue;
      expected++;
      right = g_strdup_printf ("%u letter %u", expected, expected);
      g_assert_cmpstr (lines[i], ==, right);
    }
  g_assert_cmpuint (expected, ==, N_LETTERS);
}

/* A carrier never had more than one envelope for a letter: what was given is what was on the disk.
 */
static void
check_given (const Place *place)
{
  g_autoptr (GHashTable) sums = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (place->given, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_hash_table_add (sums, lines[i]);
  g_assert_cmpuint (g_hash_table_size (sums), ==, N_LETTERS);
}

static void
check_states (const Place *place)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      World world = { 0 };
      JlyPostState north, south;

      open_world (&world, place);
      north = get_state (&world, NORTH, SOUTH);
      south = get_state (&world, SOUTH, NORTH);
      _exit (north.sent == N_LETTERS && north.acknowledged == N_LETTERS
                     && south.received == N_LETTERS && south.highest == N_LETTERS
                     && south.taken == N_LETTERS
                 ? 0
                 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static void
test_each_write (void)
{
  guint n = 0;
  gboolean lived = FALSE;

  while (!lived)
    {
      Place place;

      place_init (&place);
      lived = run (&place, ++n);
      g_assert_true (run (&place, 0));
      check_ledger (&place);
      check_given (&place);
      check_states (&place);
      place_clear (&place);
    }
  g_test_message ("killed at each of %u durable writes", n - 1);
  g_assert_cmpuint (n, >, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/post/killed-at-each-write", test_each_write);
  return g_test_run ();
}
