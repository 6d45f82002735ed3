/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far the computation is: each computing party tells its own share, the rehearsal puts the
 * three together, and a computation that is stopped in the middle ends with nothing opened.
 */
#include "config.h"

#include "miners-fixture.h"
#include "rehearsal-fixture.h"

#include "base/jly-error.h"
#include "party/jly-json.h"
#include "party/jly-rehearsal-run.h"

typedef struct
{
  JlyPlan *plan;
  gboolean all_met; /* else no price is computed: the last share comes with fewer bytes */
  double share[N];  /* the last that was told */
  guint n_told[N];
} Shares;

/* The share is that of the plan's bytes which it says it has sent. */
static void
check_share (Miner *miner, JsonObject *event, gpointer data)
{
  Shares *shares = data;
  guint i = (guint)(miner - miner->miners->miner);
  double share = jly_json_get_double (event, "share", -1);
  gint64 bytes = jly_json_get_number (event, "bytes", -1);
  double expected;

  if (!g_str_equal (jly_json_get_text (event, "event", ""), "progress"))
    return;
  g_assert_cmpuint (miners_fixture_count (miner->miners, i, "opened"), ==, 0);
  g_assert_cmpfloat (share, >, shares->share[i]);
  expected = (double)bytes / (double)shares->plan->bytes[i];
  if (share == 1 && !shares->all_met)
    g_assert_cmpfloat (expected, <=, 1);
  else
    g_assert_cmpfloat_with_epsilon (share, expected, 1e-9);
  shares->share[i] = share;
  shares->n_told[i]++;
}

static void
start_providers (MinersFixture *miners, ProviderThread *providers[N])
{
  miners_fixture_tell_all (miners);
  for (guint i = 0; i < N; i++)
    providers[i] = provider_thread_new (miners->party, i, miners->addresses);
}

static void
test_shares (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (PartyFixture) party = party_fixture_new (rand, 200);
  MinersFixture *miners = miners_fixture_new (party);
  g_autoptr (JlyBidAnswer) answer = party_fixture_answer (party);
  Shares shares = { .plan = jly_plan_new (party->study, NULL, NULL), .all_met = answer->all_met };
  ProviderThread *providers[N];

  g_assert_nonnull (shares.plan);
  miners->event_func = check_share;
  miners->event_data = &shares;
  start_providers (miners, providers);
  for (guint i = 0; i < N; i++)
    {
      miners_fixture_wait (miners, i, "done", 1);
      g_assert_cmpfloat (shares.share[i], ==, 1);
      g_assert_cmpuint (shares.n_told[i], >, 5);
      provider_thread_join (providers[i]);
      party_fixture_assert (party, i, providers[i]->outcome);
      provider_thread_free (providers[i]);
    }
  miners_fixture_free (miners);
  jly_plan_free (shares.plan);
}

/* The first report of the first, in the middle of its rounds, is when it is told to stop. */
static void
quit_first (Miner *miner, JsonObject *event, gpointer data)
{
  MinersFixture *miners = miner->miners;

  if (miner == &miners->miner[0] && miners_fixture_count (miners, 0, "progress") == 1
      && g_str_equal (jly_json_get_text (event, "event", ""), "progress"))
    jly_child_quit (miner->child);
}

static void
test_stop (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (PartyFixture) party = party_fixture_new (rand, 5000);
  MinersFixture *miners = miners_fixture_new (party);
  ProviderThread *providers[N];

  miners->event_func = quit_first;
  start_providers (miners, providers);
  miners_fixture_wait (miners, 0, "exit", 1);
  g_assert_error (miners->miner[0].error, JLY_ERROR, JLY_ERROR_CANCELLED);
  for (guint i = 0; i < N; i++)
    {
      miners_fixture_wait (miners, i, "failed", 1);
      g_assert_cmpuint (miners_fixture_count (miners, i, "erased"), ==, 1);
      g_assert_cmpuint (miners_fixture_count (miners, i, "opened"), ==, 0);
    }
  for (guint i = 0; i < N; i++)
    {
      g_cancellable_cancel (providers[i]->cancellable);
      provider_thread_join (providers[i]);
      g_assert_null (providers[i]->outcome);
      provider_thread_free (providers[i]);
    }
  miners_fixture_free (miners);
}

/* What a rehearsal says, from lines of its children that the test makes up. */
typedef struct
{
  JlyRehearsal *rehearsal;
  JlyRun run;
  JlyRunParty parties[N];
  double fraction; /* the last that was reported of computing */
  guint n_reports;
} Listener;

static void
stage_cb (JlyRehearsal *rehearsal, JlyStage stage, double fraction, gpointer data)
{
  Listener *self = data;

  if (stage != JLY_STAGE_COMPUTING)
    return;
  self->fraction = fraction;
  self->n_reports++;
}

static void
say (Listener *self, guint miner, const char *line)
{
  g_autoptr (JsonObject) event = jly_json_parse (line, NULL);

  g_assert_nonnull (event);
  jly_run_miner_event_cb (NULL, event, &self->parties[miner]);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
listener_set_up (Listener *self, PartyFixture *party)
{
  self->rehearsal = g_object_new (JLY_TYPE_REHEARSAL, NULL);
  self->run.rehearsal = self->rehearsal;
  self->run.context = g_main_context_new (); /* what waits in it goes with it */
  self->run.plan = jly_plan_new (party->study, NULL, NULL);
  self->run.parties = self->parties;
  self->run.n_companies = N;
  for (guint i = 0; i < N; i++)
    {
      self->parties[i].run = &self->run;
      self->parties[i].name = ((JlyParty *)party->study->miners->pdata[i])->name;
    }
  g_signal_connect (self->rehearsal, "stage", G_CALLBACK (stage_cb), self);
}

static void
listener_clear (Listener *self)
{
  jly_plan_free (self->run.plan);
  g_clear_error (&self->run.error);
  g_main_context_unref (self->run.context);
  g_object_unref (self->rehearsal);
}

static void
test_together (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (PartyFixture) party = party_fixture_new (rand, 2);
  Listener self = { NULL };

  listener_set_up (&self, party);
  say (&self, 0, "{\"event\":\"progress\",\"share\":0.3}");
  g_assert_cmpfloat_with_epsilon (self.fraction, 0.1, 1e-9);
  say (&self, 2, "{\"event\":\"progress\",\"share\":0.6}");
  g_assert_cmpfloat_with_epsilon (self.fraction, 0.3, 1e-9);
  say (&self, 0, "{\"event\":\"progress\",\"share\":1}");
  say (&self, 2, "{\"event\":\"progress\",\"share\":1.0}");
  g_assert_cmpfloat_with_epsilon (self.fraction, 2.0 / 3, 1e-9);
  g_assert_cmpuint (self.n_reports, ==, 4);
  /* The last line of the second is only on its way. */
  say (&self, 0, "{\"event\":\"stage\",\"stage\":\"opened\"}");
  g_assert_cmpfloat (self.fraction, ==, 1);
  say (&self, 1, "{\"event\":\"progress\",\"share\":1}");
  g_assert_cmpuint (self.n_reports, ==, 5);
  g_assert_no_error (self.run.error);
  listener_clear (&self);
}

/* Erasing without opening is what a run that fails does: its computation never comes to its end. */
static void
test_never_whole (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (PartyFixture) party = party_fixture_new (rand, 2);
  Listener self = { NULL };

  listener_set_up (&self, party);
  say (&self, 0, "{\"event\":\"progress\",\"share\":0.3}");
  say (&self, 0, "{\"event\":\"stage\",\"stage\":\"erased\"}");
  g_assert_cmpfloat_with_epsilon (self.fraction, 0.1, 1e-9);
  listener_clear (&self);
}

/* What is no share, or goes back, is refused and moves nothing. */
static void
test_no_share (void)
{
  static const char *const lines[]
      = { "{\"event\":\"progress\"}", "{\"event\":\"progress\",\"share\":-0.5}",
          "{\"event\":\"progress\",\"share\":1.5}", "{\"event\":\"progress\",\"share\":\"1\"}",
          "{\"event\":\"progress\",\"share\":0.2}" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (PartyFixture) party = party_fixture_new (rand, 2);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      Listener self = { NULL };

      listener_set_up (&self, party);
      say (&self, 1, "{\"event\":\"progress\",\"share\":0.6}");
      say (&self, 1, lines[i]);
      g_assert_cmpuint (self.n_reports, ==, 1);
      g_assert_error (self.run.error, JLY_ERROR, JLY_ERROR_INTERNAL);
      listener_clear (&self);
    }
}

/* The whole way: what is said of computing grows from report to report, and ends at 1. */
static void
grow_cb (JlyRehearsal *rehearsal, JlyStage stage, double fraction, gpointer data)
{
  double *last = data;

  if (stage != JLY_STAGE_COMPUTING)
    return;
  g_assert_cmpfloat (fraction, >=, *last);
  *last = fraction;
}

static void
test_rehearsal (gconstpointer in_process)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (RehearsalFixture) self = rehearsal_fixture_new (rand, 50);
  double last = 0;

  jly_rehearsal_set_in_process (self->rehearsal, GPOINTER_TO_INT (in_process));
  g_signal_connect (self->rehearsal, "stage", G_CALLBACK (grow_cb), &last);
  rehearsal_fixture_run (self);
  rehearsal_fixture_assert (self);
  g_assert_cmpfloat (last, ==, 1);
}

static void
cancel_cb (JlyRehearsal *rehearsal, JlyStage stage, double fraction, gpointer data)
{
  if (stage == JLY_STAGE_COMPUTING)
    g_cancellable_cancel (((RehearsalFixture *)data)->cancellable);
}

/* Nobody hangs up here: only looking before an exchange ends the three. */
static void
test_stop_in_process (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (RehearsalFixture) self = rehearsal_fixture_new (rand, 9000);

  jly_rehearsal_set_in_process (self->rehearsal, TRUE);
  g_signal_connect (self->rehearsal, "stage", G_CALLBACK (cancel_cb), self);
  rehearsal_fixture_run (self);
  g_assert_error (self->error, JLY_ERROR, JLY_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/progress/shares", test_shares);
  g_test_add_func ("/party/progress/stop/tls", test_stop);
  g_test_add_func ("/party/progress/stop/process", test_stop_in_process);
  g_test_add_func ("/party/progress/together", test_together);
  g_test_add_func ("/party/progress/never-whole", test_never_whole);
  g_test_add_func ("/party/progress/no-share", test_no_share);
  g_test_add_data_func ("/party/progress/rehearsal/tls", GINT_TO_POINTER (FALSE), test_rehearsal);
  g_test_add_data_func ("/party/progress/rehearsal/process", GINT_TO_POINTER (TRUE),
                        test_rehearsal);
  return g_test_run ();
}
