/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole rehearsals: the same result as the clear reference over both transports, and one sentence
 * and nothing else when a party dies, a port is taken, a row is nobody's, or the person stops it.
 */
#include "config.h"

#include "rehearsal-fixture.h"

#include "base/jly-error.h"
#include "net/jly-link.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

static RehearsalFixture *
make (guint n_rows)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32)g_test_rand_int ());

  return rehearsal_fixture_new (rand, n_rows);
}

static void
test_tls (void)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (RehearsalFixture) self = make ((guint)g_test_rand_int_range (1, 12));

      rehearsal_fixture_run (self);
      rehearsal_fixture_assert (self);
    }
}

static void
test_process (void)
{
  guint n_met = 0, n = 200;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RehearsalFixture) self = make ((guint)g_test_rand_int_range (1, 8));

      jly_rehearsal_set_in_process (self->rehearsal, TRUE);
      rehearsal_fixture_run (self);
      rehearsal_fixture_assert (self);
      n_met += jly_result_find (self->result, "price", "everyone")->value != NULL;
    }
  /* Both kinds of answer were among them. */
  g_assert_cmpuint (n_met, >, 0);
  g_assert_cmpuint (n_met, <, n);
}

/* The own company in this process, one file and one made-up partner: its part stays its own. */
static void
test_own (gconstpointer in_process)
{
  g_autoptr (RehearsalFixture) self = make (6);
  g_autoptr (JlySheet) sheet = jly_sheet_load (self->paths[0], NULL, NULL);
  g_autoptr (JlyBidTable) table = jly_bid_table_read (sheet, self->tender, NULL);

  g_object_unref (self->rehearsal);
  self->rehearsal = jly_rehearsal_new ("a", self->tender);
  jly_rehearsal_add_made_up (self->rehearsal, "partner");
  jly_rehearsal_add_own (self->rehearsal, "mine", table);
  jly_rehearsal_add_file (self->rehearsal, "harbour", self->paths[1]);
  jly_rehearsal_set_in_process (self->rehearsal, GPOINTER_TO_INT (in_process));
  rehearsal_fixture_run (self);
  g_assert_no_error (self->error);
  g_assert_nonnull (jly_result_find (self->result, "part/Resource 1", "mine"));
  g_assert_nonnull (jly_result_find (self->result, "part/Resource 1", "harbour"));
  g_assert_null (jly_result_find (self->result, "part/Resource 1", "partner"));
  g_assert_nonnull (jly_result_find (self->result, "met/Resource 1", "everyone"));
}

typedef struct
{
  RehearsalFixture *fixture;
  JlyStage stage;
  guint victim; /* 0..2 computing parties, 3..5 companies */
  int signal;   /* 0: cancel instead */
  int pid;      /* of the victim, once it was hit */
  gint64 when;
  int others[2 * N];
} Hit;

static void
stage_cb (JlyRehearsal *rehearsal, JlyStage stage, double fraction, gpointer user_data)
{
  Hit *hit = user_data;

  if (stage < hit->stage || hit->when != 0)
    return;
  jly_rehearsal_get_miner_pids (rehearsal, hit->others);
  jly_rehearsal_get_provider_pids (rehearsal, hit->others + N);
  hit->pid = hit->others[hit->victim];
  if (hit->signal != 0 && hit->pid == 0)
    return; /* not started yet; the next report of this stage will do */
  hit->when = g_get_monotonic_time ();
  if (hit->signal == 0)
    g_cancellable_cancel (hit->fixture->cancellable);
  /* At the very end it may be gone by itself before the report of the stage is here. */
  else if (kill (hit->pid, hit->signal) != 0)
    g_assert_true (errno == ESRCH && hit->stage >= JLY_STAGE_OPENING);
}

static void
assert_all_ended (const Hit *hit)
{
  int now[2 * N];

  for (guint i = 0; i < 2 * N; i++)
    if (hit->others[i] != 0)
      g_assert_true (kill (hit->others[i], 0) != 0 && errno == ESRCH);
  jly_rehearsal_get_miner_pids (hit->fixture->rehearsal, now);
  jly_rehearsal_get_provider_pids (hit->fixture->rehearsal, now + N);
  for (guint i = 0; i < 2 * N; i++)
    g_assert_cmpint (now[i], ==, 0);
}

static const char *
name_of (RehearsalFixture *self, guint victim)
{
  static const char *const miners[N]
      = { "computing party 1", "computing party 2", "computing party 3" };

  return victim < N ? miners[victim]
                    : ((JlyParty *)self->party->study->providers->pdata[victim - N])->name;
}

static void
kill_one (JlyStage stage, guint victim)
{
  g_autoptr (RehearsalFixture) self = make (stage == JLY_STAGE_COMPUTING ? 3000 : 400);
  Hit hit = { .fixture = self, .stage = stage, .victim = victim, .signal = SIGKILL };

  g_signal_connect (self->rehearsal, "stage", G_CALLBACK (stage_cb), &hit);
  rehearsal_fixture_run (self);
  g_assert_cmpint (hit.when, >, 0);
  assert_all_ended (&hit);
  /* At the very end the victim may have been done with everything: then the result is whole. */
  if (self->error == NULL && stage >= JLY_STAGE_OPENING)
    {
      rehearsal_fixture_assert (self);
      return;
    }
  g_assert_error (self->error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  g_assert_cmpstr (jly_error_get_detail (self->error)->party, ==, name_of (self, victim));
  g_assert_nonnull (strstr (self->error->message, name_of (self, victim)));
  g_assert_cmpint (g_get_monotonic_time () - hit.when, <, 2 * G_USEC_PER_SEC);
}

static void
test_kill (gconstpointer data)
{
  JlyStage stage = (JlyStage)GPOINTER_TO_INT (data);

  for (guint victim = 0; victim < 2 * N; victim++)
    kill_one (stage, victim);
}

static void
test_cancel (gconstpointer data)
{
  g_autoptr (RehearsalFixture) self = make (3000);
  Hit hit = { .fixture = self, .stage = (JlyStage)GPOINTER_TO_INT (data) };

  g_signal_connect (self->rehearsal, "stage", G_CALLBACK (stage_cb), &hit);
  rehearsal_fixture_run (self);
  g_assert_error (self->error, JLY_ERROR, JLY_ERROR_CANCELLED);
  assert_all_ended (&hit);
}

typedef struct
{
  JlyStage last;
  guint seen; /* bit per stage */
  double fraction;
} Stages;

static void
collect_cb (JlyRehearsal *rehearsal, JlyStage stage, double fraction, gpointer user_data)
{
  Stages *stages = user_data;

  g_assert_cmpint (stage, >=, stages->last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  if (stage == stages->last)
    g_assert_cmpfloat (fraction, >=, stages->fraction);
  stages->fraction = fraction;
  stages->last = stage;
  stages->seen |= 1u << stage;
}

/* Stages only go forward, and the computation is seen on its way. */
static void
test_stages (void)
{
  g_autoptr (RehearsalFixture) self = make (500);
  Stages stages = { 0 };

  g_signal_connect (self->rehearsal, "stage", G_CALLBACK (collect_cb), &stages);
  rehearsal_fixture_run (self);
  rehearsal_fixture_assert (self);
  g_assert_cmpint (stages.last, ==, JLY_STAGE_ERASING);
  g_assert_true (stages.seen & (1u << JLY_STAGE_STARTING));
  g_assert_true (stages.seen & (1u << JLY_STAGE_CONNECTING));
  g_assert_true (stages.seen & (1u << JLY_STAGE_COMPUTING));
  g_assert_nonnull (jly_rehearsal_get_study (self->rehearsal));
}

/* FALSE and none taken if a port behind the first one is not free. */
static gboolean
take_row (JlyListener *taken[JLY_STUDY_MINERS])
{
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      guint16 port = i > 0 ? jly_listener_get_port (taken[0]) + i : 0;

      taken[i] = jly_listener_new ("127.0.0.1", port, NULL);
      if (taken[i] == NULL)
        {
          while (i-- > 0)
            jly_listener_free (taken[i]);
          return FALSE;
        }
    }
  return TRUE;
}

/* All three are held by the test. A port that a closed connection had stays blocked for a minute,
 * and tests before this one leave many: then another party would say first that its port is taken.
 */
static void
test_port_taken (void)
{
  g_autoptr (RehearsalFixture) self = make (3);
  JlyListener *taken[JLY_STUDY_MINERS];
  guint n_named = 0;

  while (!take_row (taken))
    ;
  jly_rehearsal_set_base_port (self->rehearsal, jly_listener_get_port (taken[0]));
  rehearsal_fixture_run (self);
  g_assert_error (self->error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  g_assert_nonnull (jly_error_get_detail (self->error)->next);
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      g_autofree char *port = g_strdup_printf ("%u", jly_listener_get_port (taken[i]));

      n_named += strstr (self->error->message, port) != NULL;
      jly_listener_free (taken[i]);
    }
  g_assert_cmpuint (n_named, ==, 1);
}

static void
write_text (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* Each company's file alone is fine; together they lack a row. */
static void
test_nobody_has (gconstpointer in_process)
{
  g_autoptr (RehearsalFixture) self = make (2);

  for (guint i = 0; i < N; i++)
    write_text (self->paths[i], "Resource,Free amount,Unit cost,Smallest unit revenue\n"
                                "Resource 1,5,1.00,1.00\n");
  jly_rehearsal_set_in_process (self->rehearsal, GPOINTER_TO_INT (in_process));
  rehearsal_fixture_run (self);
  g_assert_error (self->error, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_nonnull (strstr (self->error->message, "Resource 2"));
  g_assert_cmpstr (jly_error_get_detail (self->error)->file, ==, self->tender_path);
  g_assert_cmpuint (jly_error_get_detail (self->error)->row, ==, 3);
}

static void
test_bad_file (gconstpointer in_process)
{
  g_autoptr (RehearsalFixture) self = make (1);

  write_text (self->paths[1], "Resource,Free amount,Unit cost,Smallest unit revenue\n"
                              "Resource 1,-5,1.00,1.00\n");
  jly_rehearsal_set_in_process (self->rehearsal, GPOINTER_TO_INT (in_process));
  rehearsal_fixture_run (self);
  g_assert_error (self->error, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_cmpuint (jly_error_get_detail (self->error)->row, ==, 2);
  g_assert_cmpstr (jly_error_get_detail (self->error)->party, ==, "harbour");
}

static void
test_two_companies (void)
{
  g_autoptr (RehearsalFixture) self = make (1);

  g_object_unref (self->rehearsal);
  self->rehearsal = jly_rehearsal_new ("a", self->tender);
  jly_rehearsal_add_file (self->rehearsal, "north", self->paths[0]);
  jly_rehearsal_add_file (self->rehearsal, "ridge", self->paths[1]);
  rehearsal_fixture_run (self);
  g_assert_error (self->error, JLY_ERROR, JLY_ERROR_USAGE);
}

static void
add_kill (JlyStage stage, const char *name)
{
  g_autofree char *path = g_strconcat ("/party/rehearsal/kill/", name, NULL);

  g_test_add_data_func (path, GINT_TO_POINTER (stage), test_kill);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/rehearsal/tls", test_tls);
  g_test_add_func ("/party/rehearsal/process", test_process);
  g_test_add_data_func ("/party/rehearsal/own/tls", GINT_TO_POINTER (FALSE), test_own);
  g_test_add_data_func ("/party/rehearsal/own/process", GINT_TO_POINTER (TRUE), test_own);
  g_test_add_func ("/party/rehearsal/stages", test_stages);
  add_kill (JLY_STAGE_STARTING, "starting");
  add_kill (JLY_STAGE_CONNECTING, "connecting");
  add_kill (JLY_STAGE_SENDING, "sending");
  add_kill (JLY_STAGE_ACCEPTED, "accepted");
  add_kill (JLY_STAGE_COMPUTING, "computing");
  add_kill (JLY_STAGE_OPENING, "opening");
  add_kill (JLY_STAGE_ERASING, "erasing");
  g_test_add_data_func ("/party/rehearsal/cancel/starting", GINT_TO_POINTER (JLY_STAGE_STARTING),
                        test_cancel);
  g_test_add_data_func ("/party/rehearsal/cancel/computing", GINT_TO_POINTER (JLY_STAGE_COMPUTING),
                        test_cancel);
  g_test_add_func ("/party/rehearsal/port-taken", test_port_taken);
  g_test_add_data_func ("/party/rehearsal/nobody-has/tls", GINT_TO_POINTER (FALSE),
                        test_nobody_has);
  g_test_add_data_func ("/party/rehearsal/nobody-has/process", GINT_TO_POINTER (TRUE),
                        test_nobody_has);
  g_test_add_data_func ("/party/rehearsal/bad-file/tls", GINT_TO_POINTER (FALSE), test_bad_file);
  g_test_add_data_func ("/party/rehearsal/bad-file/process", GINT_TO_POINTER (TRUE), test_bad_file);
  g_test_add_func ("/party/rehearsal/two-companies", test_two_companies);
  return g_test_run ();
}
