/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study of three companies and three computing parties, of which one is killed at each durable
 * write of its computation, as by kill -9. When all have started again and computed once more where
 * one of them still wants that, every company reads the same result, charged once.
 */
#include "config.h"

#include "party/jly-accord.h"
#include "party/jly-folder.h"
#include "party/jly-member.h"
#include "post/dying-vfs.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_COMPANIES 3
#define N (N_COMPANIES + JLY_STUDY_MINERS)
#define VICTIM N_COMPANIES
#define STRIDE 9 /* every write would take minutes; tears fall on every second one */
#define NOW G_GINT64_CONSTANT (1800000000)

typedef struct
{
  char *root;
  JlyIdentity *identities[N];
  char *addresses[JLY_STUDY_MINERS + 1];
} World;

static JlyMember *
open_member (const World *self, guint i)
{
  guint8 secret[JLY_IDENTITY_SECRET_BYTES];
  g_autofree char *dir = g_strdup_printf ("%s/%u", self->root, i);
  g_autofree char *folder = g_strdup_printf ("%s/sent", self->root);
  g_autoptr (GError) error = NULL;
  JlyMember *member;

  jly_identity_export_secret (self->identities[i], secret);
  member = jly_member_open (dir, folder, NULL, jly_identity_from_secret (secret), NOW, &error);
  g_assert_no_error (error);
  return member;
}

static void
close_member (JlyMember *member)
{
  g_autoptr (GError) error = NULL;

  jly_member_flush (member, &error);
  g_assert_no_error (error);
  jly_member_free (member);
}

static void
visit (const World *self, guint i)
{
  close_member (open_member (self, i));
}

static JlyStudy *
make_study (const World *self)
{
  static const char *const names[N] = { "north", "harbour", "ridge", "one", "two", "three" };
  JlyStudy *study = jly_study_new ("", "A total");

  study->currency = g_strdup ("");
  study->most_rows = 1;
  jly_study_add_column (study, "amount", "Amount", 0, 1000);
  jly_study_question_set (jly_study_add_question (study, "", "sum"), "column", "amount");
  for (guint i = 0; i < N; i++)
    {
      JlyParty *party
          = jly_study_add_party (i < N_COMPANIES ? study->providers : study->miners, names[i]);

      jly_identity_get_public (self->identities[i], party->keys.identity, party->keys.link,
                               party->keys.sealing);
    }
  return study;
}

static void
agree_on_contract (const World *self, const JlyStudy *study)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = jly_accord_make_contract (study, NOW - 10, &error);
  g_autoptr (JlyContract) contract = jly_contract_decode (bytes, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N; i++)
    {
      JlyMember *member = open_member (self, i);

      g_assert_true (i > 0 || jly_member_put_contract (member, contract, &error));
      jly_member_sign (member, &error);
      g_assert_no_error (error);
      close_member (member);
    }
  for (guint i = 0; i < N; i++)
    visit (self, i);
}

static void
hand_in (const World *self)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_COMPANIES; i++)
    {
      gint64 value = 10 * (i + 1);
      gint64 *column = &value;
      JlyFigures figures = { 1, 1, &column, NULL };
      JlyMember *member = open_member (self, i);

      jly_member_submit (member, &figures, &error);
      g_assert_no_error (error);
      close_member (member);
    }
  for (guint round = 0; round < 2; round++)
    for (guint i = N_COMPANIES; i < N; i++)
      visit (self, i);
}

static void
ask (const World *self, const JlyStudy *study)
{
  g_autoptr (GError) error = NULL;
  JlyMember *member = open_member (self, N_COMPANIES);
  gint answered;

  jly_member_freeze (member, NULL, &error);
  g_assert_no_error (error);
  close_member (member);
  for (guint i = 0; i < N_COMPANIES; i++)
    {
      member = open_member (self, i);
      if (i == 0)
        jly_member_propose (member, study->questions, 7, NOW + 1000, &answered, &error);
      else
        jly_member_decide (member, 0, JLY_VERDICT_APPROVE, NULL, &error);
      g_assert_no_error (error);
      close_member (member);
    }
  for (guint i = N_COMPANIES; i < N; i++)
    visit (self, i);
}

/* In a process of its own; how many durable writes it made goes into FILE. */
static pid_t
compute (const World *self, guint i, guint die_at)
{
  g_autofree char *path = g_strdup_printf ("%s/writes", self->root);
  g_autofree char *text = NULL;
  JlySessionSummary summary;
  JlyMember *member;
  guint before;
  pid_t child = fork ();

  if (child != 0)
    return child;
  dying_vfs_install (die_at);
  member = open_member (self, i);
  before = dying_vfs_count ();
  jly_member_run (member, 0, self->addresses, &summary, NULL);
  close_member (member);
  text = g_strdup_printf ("%u %u", before, dying_vfs_count ());
  if (i == VICTIM)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  _exit (0);
}

static void
compute_all (const World *self, guint die_at)
{
  pid_t children[JLY_STUDY_MINERS];

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    children[i] = compute (self, N_COMPANIES + i, i == 0 ? die_at : 0);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      int status;

      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_true (WIFEXITED (status));
      g_assert_true (WEXITSTATUS (status) == 0 || (i == 0 && WEXITSTATUS (status) == DYING_STATUS));
    }
}

static void
check_result (const World *self, guint i, const char *name)
{
  g_autoptr (GError) error = NULL;
  JlyMember *member = open_member (self, i);
  g_autoptr (JlyResult) result = jly_member_get_result (member, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (jly_result_find (result, "sum", name)->value, ==, "60");
  close_member (member);
}

static void
in_child (const World *self, void (*func) (const World *))
{
  int status;
  pid_t child = fork ();

  if (child == 0)
    {
      func (self);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static void
prepare (const World *self)
{
  g_autoptr (JlyStudy) study = make_study (self);

  agree_on_contract (self, study);
  hand_in (self);
  ask (self, study);
}

static void
check_all (const World *self)
{
  JlyMember *member;

  for (guint round = 0; round < 2; round++)
    for (guint i = N_COMPANIES; i < N; i++)
      visit (self, i);
  check_result (self, 0, "north");
  check_result (self, 1, "harbour");
  check_result (self, 2, "ridge");
  for (guint i = N_COMPANIES; i < N; i++)
    {
      const JlyGovernance *governance;

      member = open_member (self, i);
      governance = jly_store_governance_get (member->governance, NULL);
      g_assert_cmpint (jly_governance_get_stage (governance, 0, NOW), ==, JLY_PROPOSAL_ANSWERED);
      g_assert_cmpuint (jly_governance_get_budget (governance), ==, 0);
      close_member (member);
    }
}

static void
choose_ports (World *self)
{
  JlyListener *listeners[JLY_STUDY_MINERS];

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      listeners[i] = jly_listener_new ("127.0.0.1", 0, NULL);
      g_free (self->addresses[i]);
      self->addresses[i] = g_strdup_printf ("127.0.0.1:%u", jly_listener_get_port (listeners[i]));
    }
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    jly_listener_free (listeners[i]);
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

/* From what was prepared; FALSE if it was not killed any more. */
static gboolean
play (const World *prepared, guint die_at, guint *first, guint *last)
{
  World world = *prepared;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  world.root = g_strdup_printf ("%s-%u", prepared->root, die_at);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    world.addresses[i] = NULL;
  copy (prepared->root, world.root);
  choose_ports (&world);
  compute_all (&world, die_at);
  path = g_strdup_printf ("%s/writes", world.root);
  if (g_file_get_contents (path, &text, NULL, NULL))
    g_assert_cmpint (sscanf (text, "%u %u", first, last), ==, 2);
  if (die_at > 0)
    compute_all (&world, 0);
  in_child (&world, check_all);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    g_free (world.addresses[i]);
  jly_folder_remove (world.root);
  g_free (world.root);
  return text == NULL;
}

static void
test_killed (void)
{
  World world = { .root = g_mkdtemp (g_strdup ("/dev/shm/jly-member-kill-XXXXXX")) };
  guint first = 0, last = 0, n = 0;

  if (world.root == NULL)
    world.root = g_dir_make_tmp ("jly-member-kill-XXXXXX", NULL);
  for (guint i = 0; i < N; i++)
    world.identities[i] = jly_identity_generate ();
  in_child (&world, prepare);
  play (&world, 0, &first, &last);
  g_assert_cmpuint (last, >, first + 10);
  for (guint k = first + 1; k <= last; k += STRIDE)
    n += play (&world, k, &first, &last);
  g_test_message ("killed at %u of %u durable writes", n, last - first);
  g_assert_cmpuint (n, >, 5);
  for (guint i = 0; i < N; i++)
    jly_identity_free (world.identities[i]);
  jly_folder_remove (world.root);
  g_free (world.root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/member/killed", test_killed);
  return g_test_run ();
}
