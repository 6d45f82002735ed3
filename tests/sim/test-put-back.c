/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folders of computing parties that are put back from a copy after a computation. Of one, the
 * others know better: nothing is computed, and everybody is told whose folder it is. If all three
 * are put back at once they cannot know; whoever got a result before is told by the letters that do
 * not fit.
 */
#include "config.h"

#include "sim/sim-world.h"

#include "party/jly-folder.h"

#include <sodium.h>
#include <string.h>

static char *
make_copy_name (const SimParty *party)
{
  return g_strconcat (party->dir, ".copy", NULL);
}

static void
copy (const char *from, const char *to)
{
  const char *const argv[] = { "cp", "-r", from, to, NULL };
  int status = 1;

  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

static void
keep_copy (SimWorld *world, guint party)
{
  g_autofree char *name = make_copy_name (&world->parties[party]);

  sim_drop (world, party);
  copy (world->parties[party].dir, name);
}

static void
put_back (SimWorld *world, guint party)
{
  SimParty *one = &world->parties[party];
  g_autofree char *name = make_copy_name (one);

  sim_drop (world, party);
  jly_folder_remove (one->dir);
  copy (name, one->dir);
  jly_folder_remove (name);
  one->lowest_budget = 1;
  g_string_truncate (one->reason, 0);
}

/* Nothing goes wrong; a copy of these computing parties is taken before the computation and put
 * back after it, when everybody has the result. */
static SimWorld *
play (const char *root, guint n_put_back)
{
  SimWorld *world = sim_world_new (7, root);

  memset (&world->plan, 0, sizeof world->plan);
  world->plan.unwilling = SIM_NOBODY;
  world->plan.recipients = ((JlyPartySet)1 << world->n_companies) - 1;
  world->is_calm = TRUE;
  for (guint i = 0; i < 12; i++)
    sim_round (world, FALSE);
  for (guint i = 0; i < n_put_back; i++)
    keep_copy (world, world->n_companies + i);
  for (guint i = 0; i < 4; i++)
    sim_round (world, TRUE);
  g_assert_cmpstr (world->broken, ==, NULL);
  g_assert_cmpuint (world->n_computed, ==, SIM_MINERS);
  for (guint i = 0; i < world->n_companies; i++)
    g_assert_nonnull (world->parties[i].told);
  for (guint i = 0; i < n_put_back; i++)
    put_back (world, world->n_companies + i);
  return world;
}

static void
test_one (void)
{
  g_autofree char *root = g_dir_make_tmp ("jly-put-back-XXXXXX", NULL);
  SimWorld *world = play (root, 1);

  sim_compute (world);
  g_assert_cmpuint (world->n_computed, ==, SIM_MINERS);
  for (guint i = 0; i < SIM_MINERS; i++)
    {
      const char *reason = world->parties[world->n_companies + i].reason->str;

      g_assert_nonnull (strstr (reason, "was put back from a copy"));
      g_assert_nonnull (strstr (reason, world->parties[world->n_companies].name));
      /* Each has found it out by itself, and says so from where it stands. */
      g_assert_true ((strstr (reason, "The folder of this computing party") != NULL) == (i == 0));
    }
  g_assert_cmpstr (world->broken, ==, NULL);
  sim_world_free (world);
  jly_folder_remove (root);
}

static void
test_all (void)
{
  g_autofree char *root = g_dir_make_tmp ("jly-put-back-XXXXXX", NULL);
  SimWorld *world = play (root, SIM_MINERS);

  sim_compute (world);
  g_assert_cmpuint (world->n_computed, ==, 2 * SIM_MINERS);
  g_string_truncate (world->story, 0);
  for (guint i = 0; i < SIM_MINERS; i++)
    sim_carry (world, world->n_companies + i);
  for (guint i = 0; i < world->n_companies; i++)
    for (guint k = 0; k < SIM_MINERS; k++)
      {
        g_autofree char *line
            = g_strdup_printf ("%s: Two different messages from “%s”", world->parties[i].name,
                               world->parties[world->n_companies + k].name);

        g_assert_nonnull (strstr (world->story->str, line));
      }
  g_assert_nonnull (strstr (world->story->str, "put back from a copy"));
  g_assert_cmpstr (world->broken, ==, NULL);
  sim_world_free (world);
  jly_folder_remove (root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sim_crypto_install ();
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add_func ("/put-back/one", test_one);
  g_test_add_func ("/put-back/all", test_all);
  return g_test_run ();
}
