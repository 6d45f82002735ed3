/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A computing party's part runs in a child: three of them compute; one that is killed, stands still
 * or is stopped is told apart, in words, and another attempt brings the same result; none outlives
 * the program that started it; its keys stand nowhere where other programs could read them.
 */
#include "config.h"

#include "party/members-fixture.h"

#include "base/jly-error.h"
#include "party/jly-computing.h"

#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define N JLY_STUDY_MINERS

typedef struct _Part Part;

/* What a test does when a part says so. */
typedef void (*PartFunc) (Part *part);

struct _Part
{
  const Members *world;
  guint place; /* among the members */
  char *dir;
  char *study_id;
  const char *program;
  guint ping_ms;
  GCancellable *cancellable;
  int pid;
  JlySessionStep when; /* and do */
  PartFunc act;
  gboolean has_ended, ok, died;
  GError *error;
  GString *missing; /* names, each with a comma */
};

/* The youngest child of this program. */
static int
find_child (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", getpid ());
  g_autofree char *text = NULL;
  const char *last;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_assert_not_reached ();
  g_strchomp (text);
  last = strrchr (text, ' ');
  return atoi (last != NULL ? last + 1 : text);
}

static char *
dup_study_id (const Members *world, guint place)
{
  JlyMember *member = members_open (world, place);
  char *id = g_strdup (member->contract->study_id);

  members_close (member);
  return id;
}

static Part *
part_new (const Members *world, guint miner)
{
  Part *self = g_new0 (Part, 1);

  self->world = world;
  self->place = N_COMPANIES + miner;
  self->dir = members_get_dir (world, self->place);
  self->study_id = dup_study_id (world, self->place);
  self->cancellable = g_cancellable_new ();
  self->missing = g_string_new (NULL);
  return self;
}

static void
part_free (Part *self)
{
  g_free (self->dir);
  g_free (self->study_id);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  g_string_free (self->missing, TRUE);
  g_free (self);
}

static void
news_cb (const JlySessionNews *news, gpointer data)
{
  Part *self = data;
  PartFunc act = self->act;

  if (news->step == JLY_SESSION_WAITING)
    g_string_append_printf (self->missing, "%s,", news->party);
  if (act == NULL || news->step != self->when)
    return;
  self->act = NULL;
  act (self);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Part *self = data;

  self->ok = jly_computing_run_finish (result, &self->died, &self->error);
  self->has_ended = TRUE;
}

static void
part_begin (Part *self)
{
  const JlyComputing work = {
    .program = self->program,
    .dir = self->dir,
    .study_id = self->study_id,
    .identity = self->world->identities[self->place],
    .question = 0,
    .addresses = (char *const *)self->world->addresses,
    .ping_ms = self->ping_ms,
  };

  self->has_ended = FALSE;
  g_clear_error (&self->error);
  g_string_truncate (self->missing, 0);
  jly_computing_run_async (&work, self->cancellable, news_cb, self, ended_cb, self);
  if (!self->has_ended)
    self->pid = find_child ();
}

static void
part_wait (Part *self)
{
  while (!self->has_ended)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Members *world)
{
  members_set_up (world);
  world->now = g_get_real_time () / G_USEC_PER_SEC;
  members_in_child (world, members_prepare);
}

/* All three, who then have the answer, which the budget of one question was charged for once. */
static void
compute_all (const Members *world)
{
  Part *parts[N];

  for (guint i = 0; i < N; i++)
    {
      parts[i] = part_new (world, i);
      part_begin (parts[i]);
    }
  for (guint i = 0; i < N; i++)
    {
      part_wait (parts[i]);
      g_assert_no_error (parts[i]->error);
      g_assert_true (parts[i]->ok);
      g_assert_false (parts[i]->died);
      part_free (parts[i]);
    }
}

static void
check_result (const Members *world)
{
  static const char *const names[] = { "north", "harbour", "ridge" };

  members_visit_miners (world);
  for (guint i = 0; i < N_COMPANIES; i++)
    {
      g_autoptr (GError) error = NULL;
      JlyMember *member = members_open (world, i);
      g_autoptr (JlyResult) result = jly_member_get_result (member, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (jly_result_find (result, "sum", names[i])->value, ==, "60");
      members_close (member);
    }
}

static void
test_three (void)
{
  Members world;

  set_up (&world);
  compute_all (&world);
  check_result (&world);
  members_tear_down (&world);
}

static void
kill_it (Part *part)
{
  kill (part->pid, SIGKILL);
}

static void
stand_still (Part *part)
{
  kill (part->pid, SIGSTOP);
}

static void
check_died (Part *part, const char *sentence)
{
  g_assert_false (part->ok);
  g_assert_true (part->died);
  g_assert_error (part->error, JLY_ERROR, JLY_ERROR_SYSTEM);
  g_assert_nonnull (strstr (part->error->message, sentence));
  g_assert_nonnull (jly_error_get_detail (part->error)->next);
}

/* Alone, each says whom it waits for. */
static void
test_killed_waiting (void)
{
  Members world;
  Part *part;

  set_up (&world);
  part = part_new (&world, 0);
  part->when = JLY_SESSION_WAITING;
  part->act = kill_it;
  part_begin (part);
  part_wait (part);
  check_died (part, "ended before it was done");
  g_assert_nonnull (strstr (part->missing->str, "two,"));
  part_free (part);
  compute_all (&world);
  check_result (&world);
  members_tear_down (&world);
}

/* Not even the program that knows it can begin before the lost attempt was ended. */
static void
check_attempt (const Members *world, guint miner)
{
  g_autoptr (GError) error = NULL;
  JlyMember *member = members_open (world, N_COMPANIES + miner);
  const JlyGovernance *governance = jly_store_governance_get (member->governance, &error);

  g_assert_no_error (error);
  g_assert_cmpint (jly_governance_get_stage (governance, 0, world->now), ==, JLY_PROPOSAL_RUNNING);
  g_assert_true (jly_member_end_attempt (member, 0, &error));
  g_assert_no_error (error);
  governance = jly_store_governance_get (member->governance, &error);
  g_assert_cmpint (jly_governance_get_stage (governance, 0, world->now), ==, JLY_PROPOSAL_APPROVED);
  g_assert_true (jly_member_end_attempt (member, 0, &error));
  members_close (member);
}

/* In the middle of an attempt: the two others hear of it, and all three begin another one, though
 * the first of them has its folder open all the time, as the app has. */
static void
test_killed_computing (void)
{
  Members world;
  Part *parts[N];
  JlyMember *open;

  set_up (&world);
  open = members_open (&world, N_COMPANIES);
  for (guint i = 0; i < N; i++)
    parts[i] = part_new (&world, i);
  parts[0]->when = JLY_SESSION_ACCEPTED;
  parts[0]->act = kill_it;
  for (guint i = 0; i < N; i++)
    part_begin (parts[i]);
  for (guint i = 0; i < N; i++)
    part_wait (parts[i]);
  check_died (parts[0], "ended before it was done");
  for (guint i = 1; i < N; i++)
    {
      g_assert_false (parts[i]->died);
      g_assert_error (parts[i]->error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
    }
  check_attempt (&world, 0);
  for (guint i = 0; i < N; i++)
    part_free (parts[i]);
  compute_all (&world);
  members_close (open);
  check_result (&world);
  members_tear_down (&world);
}

/* Asked three times whether it lives. */
static void
test_stands_still (void)
{
  Members world;
  Part *part;

  set_up (&world);
  part = part_new (&world, 1);
  part->when = JLY_SESSION_WAITING;
  part->act = stand_still;
  part->ping_ms = 200;
  part_begin (part);
  part_wait (part);
  check_died (part, "did not answer any more");
  part_free (part);
  members_tear_down (&world);
}

static void
stop_it (Part *part)
{
  g_cancellable_cancel (part->cancellable);
}

static void
stand_still_and_stop (Part *part)
{
  stand_still (part);
  stop_it (part);
}

/* It takes leave; or, if it cannot, is ended. */
static void
test_stopped (void)
{
  static const PartFunc acts[] = { stop_it, stand_still_and_stop };
  Members world;

  set_up (&world);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      Part *part = part_new (&world, 2);

      part->when = JLY_SESSION_WAITING;
      part->act = acts[i];
      part_begin (part);
      part_wait (part);
      g_assert_false (part->ok);
      g_assert_error (part->error, JLY_ERROR, JLY_ERROR_CANCELLED);
      g_assert_cmpint (part->died, ==, acts[i] == stand_still_and_stop);
      part_free (part);
    }
  members_tear_down (&world);
}

static void
test_no_program (void)
{
  Members world;
  Part *part;

  set_up (&world);
  part = part_new (&world, 0);
  part->program = "/nowhere/jointly-miner";
  part_begin (part);
  part_wait (part);
  g_assert_error (part->error, JLY_ERROR, JLY_ERROR_SYSTEM);
  g_assert_false (part->died);
  part_free (part);
  members_tear_down (&world);
}

static void
tell_and_vanish (Part *part)
{
  stand_still (part);
  printf ("%d\n", part->pid);
  fflush (stdout);
  kill (getpid (), SIGKILL);
}

/* Another program, killed while its child stands still: of the child nothing is left. */
static void
test_parent_gone (void)
{
  Members world;
  int fds[2];
  char line[32] = "";
  pid_t parent;
  struct pollfd gone = { .events = POLLIN };

  set_up (&world);
  g_assert_cmpint (pipe (fds), ==, 0);
  parent = fork ();
  if (parent == 0)
    {
      Part *part = part_new (&world, 0);

      dup2 (fds[1], STDOUT_FILENO);
      part->when = JLY_SESSION_WAITING;
      part->act = tell_and_vanish;
      part_begin (part);
      part_wait (part);
      _exit (1);
    }
  g_assert_cmpint (read (fds[0], line, sizeof line - 1), >, 0);
  gone.fd = (int)syscall (SYS_pidfd_open, atoi (line), 0);
  g_assert_cmpint (waitpid (parent, NULL, 0), ==, parent);
  /* Gone already, or gone now; one that stays is not left behind by the test either. */
  if (gone.fd >= 0 && poll (&gone, 1, 20000) != 1)
    {
      kill (atoi (line), SIGKILL);
      g_assert_not_reached ();
    }
  close (fds[0]);
  close (fds[1]);
  members_tear_down (&world);
}

static gboolean
has_text (const char *bytes, gsize n, const char *text)
{
  return memmem (bytes, n, text, strlen (text)) != NULL;
}

/* Neither as they are nor written as text. */
static void
check_has_no_key (const Part *part, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", part->pid, name);
  g_autofree char *bytes = NULL;
  guint8 secret[JLY_IDENTITY_SECRET_BYTES];
  gsize n;

  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  jly_identity_export_secret (part->world->identities[part->place], secret);
  for (guint i = 0; i < JLY_IDENTITY_SECRET_BYTES; i += 32)
    {
      char hex[65];
      g_autofree char *base64 = g_base64_encode (secret + i, 30);

      sodium_bin2hex (hex, sizeof hex, secret + i, 32);
      g_assert_null (memmem (bytes, n, secret + i, 32));
      g_assert_false (has_text (bytes, n, hex));
      g_assert_false (has_text (bytes, n, base64));
    }
}

static void
look_at_it (Part *part)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/limits", part->pid);
  g_autofree char *limits = NULL;
  g_autofree char *keys = g_strdup_printf ("/proc/%d/fd/3", part->pid);
  g_autofree char *where = NULL;

  check_has_no_key (part, "cmdline");
  check_has_no_key (part, "environ");
  g_assert_true (g_file_get_contents (path, &limits, NULL, NULL));
  g_assert_true (g_regex_match_simple ("Max core file size +0 +0", limits, 0, 0));
  /* The pipe is closed; what came after it may have its number. */
  where = g_file_read_link (keys, NULL);
  g_assert_true (where == NULL || !g_str_has_prefix (where, "pipe:"));
  stop_it (part);
}

static void
test_keys (void)
{
  Members world;
  Part *part;

  set_up (&world);
  part = part_new (&world, 0);
  part->when = JLY_SESSION_WAITING;
  part->act = look_at_it;
  part_begin (part);
  part_wait (part);
  g_assert_null (part->act);
  part_free (part);
  members_tear_down (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/computing/three", test_three);
  g_test_add_func ("/party/computing/killed-waiting", test_killed_waiting);
  g_test_add_func ("/party/computing/killed-computing", test_killed_computing);
  g_test_add_func ("/party/computing/stands-still", test_stands_still);
  g_test_add_func ("/party/computing/stopped", test_stopped);
  g_test_add_func ("/party/computing/no-program", test_no_program);
  g_test_add_func ("/party/computing/parent-gone", test_parent_gone);
  g_test_add_func ("/party/computing/keys", test_keys);
  return g_test_run ();
}
