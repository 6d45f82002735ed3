/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-world.h: the parties, their programs, and killing them. */
#include "config.h"

#include "sim/sim-world.h"

#include "base/jly-error.h"
#include "party/jly-accord.h"
#include "party/jly-folder.h"
#include "post/dying-vfs.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const names[]
    = { "north", "harbour", "ridge", "mill", "first", "second", "third" };

void
sim_tell (SimWorld *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_printf (self->story, "%6" G_GUINT64_FORMAT " ", self->step);
  g_string_append_vprintf (self->story, format, args);
  g_string_append_c (self->story, '\n');
  va_end (args);
}

void
sim_break (SimWorld *self, const char *format, ...)
{
  va_list args;

  if (self->broken != NULL)
    return;
  va_start (args, format);
  self->broken = g_strdup_vprintf (format, args);
  va_end (args);
  sim_tell (self, "BROKEN: %s", self->broken);
}

gboolean
sim_is_miner (const SimWorld *self, guint party)
{
  return party >= self->n_companies;
}

static void
make_party (SimWorld *self, guint i)
{
  SimParty *party = &self->parties[i];
  g_autoptr (JlyIdentity) identity = NULL;

  party->name
      = g_strdup (names[i < self->n_companies ? i : SIM_MAX_COMPANIES + i - self->n_companies]);
  party->dir = g_build_filename (self->root, party->name, NULL);
  party->reason = g_string_new (NULL);
  party->wish = &self->wishes[i];
  party->lowest_budget = 1;
  for (guint k = 0; k < G_N_ELEMENTS (party->figures); k++)
    party->figures[k] = sim_dice_roll (&self->dice, 1000);
  sim_crypto_begin (self->seed, 0, i);
  identity = jly_identity_generate ();
  jly_identity_export_secret (identity, party->secret);
  jly_identity_get_public (identity, party->keys.identity, party->keys.link, party->keys.sealing);
}

static void
make_study (SimWorld *self)
{
  sim_crypto_begin (self->seed, 0, self->n);
  self->study = jly_study_new ("", "A total");
  self->study->currency = g_strdup ("");
  self->study->most_rows = 1;
  jly_study_add_column (self->study, "amount", "Amount", 0, 1000);
  jly_study_question_set (jly_study_add_question (self->study, "", "sum"), "column", "amount");
  for (guint i = 0; i < self->n; i++)
    jly_study_add_party (sim_is_miner (self, i) ? self->study->miners : self->study->providers,
                         self->parties[i].name)
        ->keys
        = self->parties[i].keys;
}

static void
free_letter (gpointer data)
{
  g_bytes_unref (((SimLetter *)data)->envelope);
  g_free (data);
}

/* Half of the studies are calm in some respect, so that each trouble is also met alone. */
static guint
draw_chance (SimWorld *self, guint most)
{
  return sim_dice_is (&self->dice, 500) ? sim_dice_roll (&self->dice, most) : 0;
}

static void
make_plan (SimWorld *self)
{
  SimPlan *plan = &self->plan;
  JlyPartySet all = ((JlyPartySet)1 << self->n_companies) - 1;

  plan->loss = draw_chance (self, 600);
  plan->twice = draw_chance (self, 400);
  plan->late = draw_chance (self, 400);
  plan->damage = draw_chance (self, 100);
  plan->astray = draw_chance (self, 100);
  plan->crash = draw_chance (self, 300);
  plan->kill = draw_chance (self, 120);
  plan->partition = draw_chance (self, 500);
  plan->clock = draw_chance (self, 100);
  plan->cut = draw_chance (self, 800);
  plan->absent = draw_chance (self, 400);
  plan->kill_computing = draw_chance (self, 800);
  plan->is_clock_wild = sim_dice_is (&self->dice, 200);
  plan->restless = 4 + sim_dice_roll (&self->dice, 9);
  plan->has_correction = sim_dice_is (&self->dice, 300);
  plan->recipients = all;
  plan->unwilling = SIM_NOBODY;
  if (!sim_dice_is (&self->dice, 250))
    return;
  plan->will = SIM_NEVER_SIGNS + sim_dice_roll (&self->dice, SIM_WITHDRAWS);
  plan->unwilling = plan->will == SIM_NEVER_SIGNS ? sim_dice_roll (&self->dice, self->n)
                    : plan->will == SIM_WITHDRAWS
                        ? 0
                        : 1 + sim_dice_roll (&self->dice, self->n_companies - 1);
}

SimWorld *
sim_world_new (guint64 seed, const char *root)
{
  SimWorld *self = g_new0 (SimWorld, 1);

  self->seed = seed;
  self->root = g_strdup (root);
  self->story = g_string_new (NULL);
  self->late = g_ptr_array_new_with_free_func (free_letter);
  self->now = SIM_START;
  sim_dice_init (&self->dice, seed);
  self->n_companies = 3 + sim_dice_is (&self->dice, 200);
  self->n = self->n_companies + SIM_MINERS;
  self->wishes = mmap (NULL, sizeof (SimWish) * SIM_MAX, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert (self->wishes != MAP_FAILED);
  for (guint i = 0; i < self->n; i++)
    make_party (self, i);
  make_study (self);
  make_plan (self);
  return self;
}

void
sim_world_free (SimWorld *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      sim_drop (self, i);
      jly_folder_remove (self->parties[i].dir);
      g_free (self->parties[i].name);
      g_free (self->parties[i].dir);
      g_free (self->parties[i].told);
      g_string_free (self->parties[i].reason, TRUE);
    }
  munmap (self->wishes, sizeof (SimWish) * SIM_MAX);
  jly_study_free (self->study);
  g_ptr_array_unref (self->late);
  g_string_free (self->story, TRUE);
  g_free (self->broken);
  g_free (self->attempt);
  g_free (self->root);
  g_free (self);
}

void
sim_drop (SimWorld *self, guint party)
{
  g_clear_pointer (&self->parties[party].member, jly_member_free);
}

void
sim_hear (SimWorld *self, guint party, GError *error)
{
  const JlyErrorDetail *detail = jly_error_get_detail (error);

  sim_tell (self, "%s is told: %s %s", self->parties[party].name, error->message,
            detail->next != NULL ? detail->next : "");
  if (error->domain != JLY_ERROR || error->code == JLY_ERROR_INTERNAL
      || strlen (error->message) < 10)
    sim_break (self, "%s is told no sentence: %s", self->parties[party].name, error->message);
  g_string_assign (self->parties[party].reason, error->message);
  g_error_free (error);
}

JlyMember *
sim_wake (SimWorld *self, guint party)
{
  SimParty *one = &self->parties[party];
  gint64 now = self->now + one->clock;
  GError *error = NULL;

  sim_crypto_begin (self->seed, ++self->step, party);
  if (one->member == NULL)
    one->member = jly_member_open (one->dir, NULL, self->study->id,
                                   jly_identity_from_secret (one->secret), now, &error);
  if (one->member == NULL)
    {
      sim_break (self, "%s does not start: %s", one->name, error->message);
      sim_hear (self, party, error);
      return NULL;
    }
  one->member->now = now;
  one->member->office->now = now;
  return one->member;
}

/* In a process of its own, which dies at this durable write of its databases. */
static gboolean
do_and_die (SimWorld *self, guint party, SimDeed deed, gpointer data, guint die_at)
{
  pid_t child;
  int status;

  sim_drop (self, party);
  child = fork ();
  if (child == 0)
    {
      JlyMember *member;

      dying_vfs_install (die_at);
      member = sim_wake (self, party);
      if (member != NULL)
        deed (self, party, member, data);
      _exit (self->broken != NULL ? 1 : 0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFEXITED (status) && WEXITSTATUS (status) == DYING_STATUS)
    {
      self->n_kills++;
      sim_tell (self, "%s is killed at its durable write %u", self->parties[party].name, die_at);
    }
  else if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    sim_break (self, "%s ended badly (%d) in a process of its own", self->parties[party].name,
               status);
  return TRUE;
}

gboolean
sim_do (SimWorld *self, guint party, SimDeed deed, gpointer data, guint die_at)
{
  JlyMember *member;
  gboolean any;

  if (die_at > 0)
    any = do_and_die (self, party, deed, data, die_at);
  member = sim_wake (self, party);
  if (member == NULL)
    return FALSE;
  if (die_at == 0)
    any = deed (self, party, member, data);
  sim_check (self, party);
  return any;
}
