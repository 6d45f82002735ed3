/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long it takes from the activation that leads to a page until its first frame is painted, for
 * every page, in a data folder of twenty studies; and the way back to the start page. Each page is
 * shown five times: the first time, in which it is built from its description, stands beside the
 * best of the others. Slowest first. Animations are off. Run under tests/support/run-ui.sh:
 *
 *   jly-bench-pages [WORDS]          only the pages whose name has these words
 *   jly-bench-pages --profile DIR    makes such a folder for start.py, and ends
 */
#include "config.h"

#include "bench-loop.h"
#include "bench-profile.h"
#include "jly-round.h"

#include "app/jly-answer-page.h"
#include "app/jly-approve-page.h"
#include "app/jly-ask-page.h"
#include "app/jly-case-page.h"
#include "app/jly-choose-page.h"
#include "app/jly-close-page.h"
#include "app/jly-compute-page.h"
#include "app/jly-computer-page.h"
#include "app/jly-connection-page.h"
#include "app/jly-contract-page.h"
#include "app/jly-figures-page.h"
#include "app/jly-help-page.h"
#include "app/jly-home-page.h"
#include "app/jly-identity-page.h"
#include "app/jly-import-page.h"
#include "app/jly-invite-page.h"
#include "app/jly-keys-page.h"
#include "app/jly-log-page.h"
#include "app/jly-messages-page.h"
#include "app/jly-parties-page.h"
#include "app/jly-parts.h"
#include "app/jly-running-page.h"
#include "app/jly-settings-page.h"
#include "app/jly-study-page.h"
#include "app/jly-terms-page.h"
#include "app/jly-who-page.h"
#include "app/jly-words-page.h"

#include <stdio.h>
#include <string.h>

#define TIMES 5
#define LIMIT 100 /* milliseconds */

typedef struct
{
  Round *round;
  JlyUiTest *ui;
  JlyDraft *draft;
  guint question;
  const char *words; /* NULL: all pages */
  GPtrArray *seen;   /* Seen* */
} Bench;

/* Milliseconds. */
typedef struct
{
  char *name;
  double first_cpu, first_wall, cpu, wall;
} Seen;

/* Leads to the page as the program does. */
typedef void (*Go) (Bench *self);

typedef struct
{
  const char *name;
  Go go;
} Way;

static void
show (Bench *self, gpointer page)
{
  jly_window_push (self->ui->window, JLY_PAGE (page));
}

static void
activate (Bench *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self->ui->window), action, NULL);
}

static JlyAgreement *
get_agreement (Bench *self)
{
  return self->round->agreements[0];
}

static JlyCase *
find_case (Bench *self, const char *id)
{
  return jly_application_find_case (self->ui->application, id);
}

static void
go_choose (Bench *self)
{
  activate (self, "win.choose-case");
}

static void
go_settings (Bench *self)
{
  activate (self, "win.show-settings");
}

static void
go_computer (Bench *self)
{
  activate (self, "win.show-computer");
}

static void
go_help (Bench *self)
{
  show (self, jly_help_page_new (NULL));
}

static void
go_help_topic (Bench *self)
{
  g_autoptr (GPtrArray) topics = jly_help_list ();

  show (self, jly_help_page_new (jly_help_topic_get_name (topics->pdata[0])));
}

static void
go_joint_bid (Bench *self)
{
  show (self, jly_case_page_new (find_case (self, "a")));
}

static void
go_association (Bench *self)
{
  show (self, jly_case_page_new (find_case (self, "c")));
}

static void
go_import (Bench *self)
{
  show (self, jly_import_page_new ());
}

static void
go_identity (Bench *self)
{
  show (self, jly_identity_page_new (jly_application_get_person (self->ui->application),
                                     jly_application_get_store (self->ui->application, NULL)));
}

static void
go_keys (Bench *self)
{
  show (self, jly_keys_page_new (jly_application_get_person (self->ui->application),
                                 jly_application_get_store (self->ui->application, NULL),
                                 JLY_KEYS_BACK_UP, "/tmp/copy"));
}

static void
go_messages (Bench *self)
{
  show (self, jly_messages_page_new (NULL));
}

static void
go_parties (Bench *self)
{
  show (self, jly_parties_page_new (self->draft));
}

static void
go_terms (Bench *self)
{
  show (self, jly_terms_page_new (self->draft));
}

static void
go_invite (Bench *self)
{
  g_autoptr (GPtrArray) kinds = jly_parts_list_kinds (jly_draft_get_case (self->draft));

  show (self, jly_invite_page_new (self->draft, kinds));
}

static void
go_draft_contract (Bench *self)
{
  show (self, jly_contract_page_new_for_draft (self->draft, self->ui->data_dir,
                                               self->round->people->identities[0]));
}

/* By its id, as a row of the start page or a notification does: it is read from the disk first. */
static void
go_study (Bench *self)
{
  jly_home_page_open (self->ui->window,
                      jly_agreement_get_contract (get_agreement (self))->study_id);
}

static void
go_contract (Bench *self)
{
  show (self, jly_contract_page_new (get_agreement (self)));
}

static void
go_words (Bench *self)
{
  show (self, jly_words_page_new (get_agreement (self)));
}

static void
go_figures (Bench *self)
{
  show (self, jly_figures_page_new (get_agreement (self)));
}

static void
go_close (Bench *self)
{
  show (self, jly_close_page_new (get_agreement (self)));
}

static void
go_ask (Bench *self)
{
  show (self, jly_ask_page_new (get_agreement (self)));
}

static void
go_approve (Bench *self)
{
  show (self, jly_approve_page_new (get_agreement (self), self->question));
}

static void
go_compute (Bench *self)
{
  show (self, jly_compute_page_new (get_agreement (self), self->question));
}

static void
go_answer (Bench *self)
{
  show (self, jly_answer_page_new (get_agreement (self), self->question));
}

static void
go_log (Bench *self)
{
  show (self, jly_log_page_new (get_agreement (self)));
}

static void
go_connection (Bench *self)
{
  show (self, jly_connection_page_new (get_agreement (self)));
}

static void
go_who (Bench *self)
{
  g_autoptr (GBytes) contract = jly_agreement_get_bytes (get_agreement (self), 0);

  show (self, jly_who_page_new (contract, find_case (self, "a"), 0));
}

static void
go_running (Bench *self)
{
  show (self, jly_running_page_new_for_case (find_case (self, "c")));
}

static const Way at_any_time[] = {
  { "all cases", go_choose },
  { "settings", go_settings },
  { "this computer", go_computer },
  { "help", go_help },
  { "a topic of the help", go_help_topic },
  { "case: joint bid", go_joint_bid },
  { "case: association", go_association },
  { "figures of a rehearsal", go_import },
  { "keys: a copy", go_keys },
  { "messages", go_messages },
  { "draft: parties", go_parties },
  { "draft: figures and rules", go_terms },
  { "draft: invite", go_invite },
  { "draft: contract", go_draft_contract },
  { "study, read from the disk", go_study },
  { "study: contract", go_contract },
  { "study: who sees what", go_who },
  { "study: log", go_log },
  { "study: connection", go_connection },
  { "a rehearsal begins", go_running },
};
static const Way before_keys[] = { { "keys: make them", go_identity } };
static const Way when_signed[] = { { "study: verification words", go_words } };
static const Way when_compared[] = { { "study: figures", go_figures } };
static const Way when_handed_in[] = { { "study: close the set", go_close } };
static const Way when_closed[] = { { "study: question", go_ask } };
static const Way when_asked[] = { { "study: approval", go_approve } };
static const Way when_approved[] = { { "study: computation", go_compute } };
static const Way when_computed[] = { { "study: answer", go_answer } };

static gboolean
is_painted (gpointer painted)
{
  return *(gboolean *)painted;
}

static void
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

/* From the activation until the next frame is on the screen. */
static void
time_one (Bench *self, Go go, double *cpu, double *wall)
{
  GdkFrameClock *clock
      = gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (self->ui->window)));
  gboolean painted = FALSE;
  gulong handler;
  gint64 cpu_began, wall_began;

  jly_ui_settle (self->ui);
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  cpu_began = bench_loop_get_cpu ();
  wall_began = g_get_monotonic_time ();
  go (self);
  jly_ui_wait (is_painted, &painted, "a frame");
  *cpu = (double)(bench_loop_get_cpu () - cpu_began) / 1000;
  *wall = (double)(g_get_monotonic_time () - wall_began) / 1000;
  g_signal_handler_disconnect (clock, handler);
}

static void
stop_what_runs (Bench *self)
{
  JlyWorks *works = jly_application_get_works (self->ui->application);

  jly_works_stop (works);
  while (jly_works_count (works) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
go_back (Bench *self)
{
  jly_window_pop (self->ui->window);
}

static void
add (Bench *self, const char *name, const double *cpus, const double *walls)
{
  Seen *seen = g_new (Seen, 1);

  *seen = (Seen){ g_strdup (name), cpus[0], walls[0], cpus[1], walls[1] };
  for (guint i = 2; i < TIMES; i++)
    {
      seen->cpu = MIN (seen->cpu, cpus[i]);
      seen->wall = MIN (seen->wall, walls[i]);
    }
  g_ptr_array_add (self->seen, seen);
}

static void
time_way (Bench *self, const Way *way)
{
  double cpus[TIMES], walls[TIMES], back_cpus[TIMES], back_walls[TIMES];
  g_autofree char *back = g_strdup_printf ("  back from %s", way->name);

  for (guint i = 0; i < TIMES; i++)
    {
      time_one (self, way->go, &cpus[i], &walls[i]);
      stop_what_runs (self);
      time_one (self, go_back, &back_cpus[i], &back_walls[i]);
      jly_window_go_home (self->ui->window);
    }
  add (self, way->name, cpus, walls);
  add (self, back, back_cpus, back_walls);
}

static void
time_ways (Bench *self, const Way *ways, guint n)
{
  for (guint i = 0; i < n; i++)
    if (self->words == NULL || strstr (ways[i].name, self->words) != NULL)
      time_way (self, &ways[i]);
}

static int
compare (gconstpointer first, gconstpointer second)
{
  const Seen *a = *(Seen *const *)first, *b = *(Seen *const *)second;
  const double difference = MAX (b->first_cpu, b->cpu) - MAX (a->first_cpu, a->cpu);

  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

static void
free_seen (gpointer data)
{
  g_free (((Seen *)data)->name);
  g_free (data);
}

static void
say (Bench *self)
{
  guint n_over = 0;

  g_ptr_array_sort (self->seen, compare);
  printf ("%-38s %20s %20s   milliseconds: processor (clock)\n", "", "first time", "best after it");
  for (guint i = 0; i < self->seen->len; i++)
    {
      const Seen *seen = self->seen->pdata[i];

      n_over += seen->first_cpu > LIMIT || seen->cpu > LIMIT;
      printf ("%-38s %10.1f (%6.1f) %10.1f (%6.1f)\n", seen->name, seen->first_cpu,
              seen->first_wall, seen->cpu, seen->wall);
    }
  printf ("%u of %u took more than %d ms of the processor\n", n_over, self->seen->len, LIMIT);
}

/* The program is started on the data folder of the first of the three. */
static void
sit_down (Bench *self)
{
  Round *round = self->round;

  round->ui->own_data_dir = FALSE;
  jly_ui_stop (round->ui);
  self->ui = round->ui = jly_ui_start (round->dirs[0]);
  people_sit_down (round->people, round->ui, 0);
  jly_window_go_home (self->ui->window);
  jly_page_refresh (jly_window_get_page (self->ui->window));
  self->draft = people_draft_with (round->people, self->ui, "a", 2, 0);
  people_fill (self->draft);
}

static void
approve_all (Bench *self)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ROUND_PEOPLE; i++)
    if (jly_agreement_find_awaiting (self->round->agreements[i], round_now ()) >= 0)
      jly_agreement_decide (self->round->agreements[i], self->question, JLY_VERDICT_APPROVE, "",
                            round_now (), &error);
  g_assert_no_error (error);
  round_carry (self->round);
}

/* The pages of a study, each when its step is next. */
static void
time_study (Bench *self)
{
  time_ways (self, when_signed, G_N_ELEMENTS (when_signed));
  round_compare (self->round);
  time_ways (self, when_compared, G_N_ELEMENTS (when_compared));
  for (guint i = 0; i < ROUND_PEOPLE; i++)
    round_submit (self->round, i, 20, 1000 * (i + 1));
  round_carry (self->round);
  time_ways (self, when_handed_in, G_N_ELEMENTS (when_handed_in));
  round_close (self->round);
  time_ways (self, when_closed, G_N_ELEMENTS (when_closed));
  self->question = round_ask (self->round, 1, "sum", "turnover");
  time_ways (self, when_asked, G_N_ELEMENTS (when_asked));
  approve_all (self);
  time_ways (self, when_approved, G_N_ELEMENTS (when_approved));
  round_compute (self->round, self->question);
  time_ways (self, when_computed, G_N_ELEMENTS (when_computed));
}

/* Twelve contracts with others and eight rehearsals, under keys with a passphrase. */
static int
make_profile (const char *dir)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (dir);
  g_autoptr (People) people = people_new (ui);
  g_autoptr (GBytes) passphrase = g_bytes_new_static ("four plain words here", 21);
  g_autoptr (GError) error = NULL;

  jly_identity_free (people->identities[0]);
  people->identities[0] = jly_vault_create (dir, passphrase, &error);
  g_assert_no_error (error);
  bench_profile_fill (people, ui, dir, 12, 8);
  return 0;
}

int
main (int argc, char **argv)
{
  Bench self = { .seen = g_ptr_array_new_with_free_func (free_seen) };
  g_autofree char *root = NULL;

  self.words = argc > 1 ? argv[1] : NULL;
  argc = 1;
  jly_ui_test_init (&argc, &argv);
  if (g_strcmp0 (self.words, "--profile") == 0)
    return make_profile (argv[2]);
  self.round = round_begin ("a", NULL, ROUND_PEOPLE);
  self.ui = self.round->ui;
  root = g_strdup (self.ui->data_dir);
  time_ways (&self, before_keys, G_N_ELEMENTS (before_keys));
  bench_profile_fill (self.round->people, self.ui, self.round->dirs[0], 11, 8);
  sit_down (&self);
  time_ways (&self, at_any_time, G_N_ELEMENTS (at_any_time));
  time_study (&self);
  say (&self);
  g_clear_object (&self.draft);
  round_free (self.round);
  jly_ui_remove_folder (root);
  g_ptr_array_unref (self.seen);
  return 0;
}
