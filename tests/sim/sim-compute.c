/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The three computing parties compute, each in a thread, over real links on this computer. What
 * goes wrong: one is not there, a connection is cut at some byte, one is killed at a durable write
 * (it is then a process). See sim-world.h.
 */
#include "config.h"

#include "sim/sim-world.h"

#include "base/jly-error.h"
#include "party/jly-frames.h"
#include "party/jly-roster.h"
#include "post/dying-vfs.h"
#include "support/hurdle.h"

#include <sys/wait.h>
#include <unistd.h>

#define CUT_BYTES 24000 /* about all of it */

typedef struct
{
  SimWorld *world;
  guint absent, victim, die_at; /* SIM_MINERS: none */
  HurdlePlan cut;
  guint cut_after; /* the party whose call is cut; SIM_MINERS: none */
  Hurdle *hurdle;
  JlyListener *listeners[SIM_MINERS];
  guint16 ports[SIM_MINERS]; /* that each calls its next one by */
  GMutex mutex;
} Round;

typedef struct
{
  Round *round;
  guint miner;
  const JlyStudy *study;
  GThread *door;
  GCancellable *closing;
  GError *refusal; /* of the door */
  gboolean ok;
  GError *error;
} Part;

static JlyMember *
get_miner (const SimWorld *self, guint miner)
{
  return self->parties[self->n_companies + miner].member;
}

static gboolean
admit_cb (const guint8 peer_key[32], const JlyHello *hello, gpointer data, GError **error)
{
  const Part *part = data;

  return jly_roster_admit (part->study, part->miner, peer_key, hello, error);
}

/* All three call at once, so each opens its door while it calls. */
static gpointer
door_worker (gpointer data)
{
  Part *part = data;
  const SimWorld *world = part->round->world;
  guint8 seed[32];
  JlyHello hello;
  int fd = jly_listener_accept (part->round->listeners[part->miner], part->closing, &part->refusal);

  if (fd < 0)
    return NULL;
  jly_roster_make_hello (part->study, JLY_LINK_ROLE_MINER, part->miner, &hello);
  jly_identity_get_link_seed (get_miner (world, part->miner)->identity, seed);
  return jly_link_accept (fd, seed, &hello, admit_cb, part, JLY_MINER_TIMEOUT, part->closing,
                          &part->refusal);
}

/* Nobody calls any more; before the study goes, which the door still reads. */
static void
close_door (Part *part)
{
  g_cancellable_cancel (part->closing);
  if (part->door != NULL)
    jly_link_free (g_thread_join (g_steal_pointer (&part->door)));
  g_clear_error (&part->refusal);
}

static JlyLink *
open_next (
    const JlyStudy *study, guint own, GCancellable *cancellable, gpointer data, GError **error)
{
  Part *part = data;
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", part->round->ports[own]);
  JlyHello hello;
  JlyLink *link;

  part->study = study;
  part->door = g_thread_new ("door", door_worker, part);
  jly_roster_make_hello (study, JLY_LINK_ROLE_MINER, own, &hello);
  link = jly_roster_connect (study, (own + 1) % SIM_MINERS, address,
                             get_miner (part->round->world, own)->identity, &hello,
                             JLY_MINER_TIMEOUT, cancellable, error);
  if (link == NULL)
    close_door (part);
  return link;
}

static JlyLink *
open_prev (
    const JlyStudy *study, guint own, GCancellable *cancellable, gpointer data, GError **error)
{
  Part *part = data;
  JlyLink *link = g_thread_join (g_steal_pointer (&part->door));

  if (link == NULL)
    g_propagate_error (error, g_steal_pointer (&part->refusal));
  return link;
}

static gboolean
compute_part (Part *part)
{
  const JlySessionDoor door = { open_next, open_prev, part };
  const JlyMemberWay way = { .door = &door };
  JlySessionSummary summary;
  gboolean ok;

  part->closing = g_cancellable_new ();
  ok = jly_member_compute (get_miner (part->round->world, part->miner), 0, &way, &summary,
                           &part->error);
  close_door (part);
  g_clear_object (&part->closing);
  return ok;
}

/* Whoever waits for a party that has ended hears of it: the one before it by its door, which is
 * closed, the one after it by a call that says nothing. */
static void
leave (Round *round, guint miner)
{
  guint next = (miner + 1) % SIM_MINERS;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) call = NULL;

  g_mutex_lock (&round->mutex);
  g_clear_pointer (&round->listeners[miner], jly_listener_free);
  if (round->listeners[next] != NULL)
    call = g_socket_client_connect_to_host (
        client, "127.0.0.1", jly_listener_get_port (round->listeners[next]), NULL, NULL);
  g_mutex_unlock (&round->mutex);
}

static gpointer
thread_worker (gpointer data)
{
  Part *part = data;
  SimWorld *world = part->round->world;

  sim_crypto_begin (world->seed, world->step, world->n_companies + part->miner);
  part->ok = compute_part (part);
  leave (part->round, part->miner);
  return NULL;
}

static gboolean
deed_cb (SimWorld *world, guint party, JlyMember *member, gpointer data)
{
  return compute_part (data);
}

/* A process is started before there are threads, and waited for in one. */
static pid_t
fork_victim (Part *part)
{
  SimWorld *world = part->round->world;
  guint party = world->n_companies + part->miner;
  pid_t child;

  sim_drop (world, party);
  child = fork ();
  if (child != 0)
    return child;
  dying_vfs_install (part->round->die_at);
  for (guint i = 0; i < SIM_MINERS; i++)
    if (i != part->miner)
      g_clear_pointer (&part->round->listeners[i], jly_listener_free);
  sim_do (world, party, deed_cb, part, 0);
  _exit (world->broken != NULL ? 1 : 0);
}

typedef struct
{
  Part *part;
  pid_t child;
  int status;
} Watch;

static gpointer
watch_worker (gpointer data)
{
  Watch *watch = data;

  g_assert_cmpint (waitpid (watch->child, &watch->status, 0), ==, watch->child);
  leave (watch->part->round, watch->part->miner);
  return NULL;
}

static void
draw_round (SimWorld *self, Round *round)
{
  const SimPlan *plan = &self->plan;

  round->world = self;
  round->absent = round->victim = round->cut_after = SIM_MINERS;
  g_mutex_init (&round->mutex);
  if (self->is_calm)
    return;
  if (sim_dice_is (&self->dice, plan->absent))
    round->absent = sim_dice_roll (&self->dice, SIM_MINERS);
  if (sim_dice_is (&self->dice, plan->cut))
    round->cut_after = sim_dice_roll (&self->dice, SIM_MINERS);
  round->cut = (HurdlePlan){ .kind = HURDLE_TRUNCATE,
                             .from_caller = sim_dice_is (&self->dice, 500),
                             .offset = 1 + sim_dice_roll (&self->dice, CUT_BYTES),
                             .mask = 1 };
  if (round->absent == SIM_MINERS && sim_dice_is (&self->dice, plan->kill_computing))
    {
      round->victim = sim_dice_roll (&self->dice, SIM_MINERS);
      round->die_at = 1 + sim_dice_roll (&self->dice, 170);
    }
}

static void
open_doors (Round *round)
{
  guint16 ports[SIM_MINERS];

  for (guint i = 0; i < SIM_MINERS; i++)
    {
      round->listeners[i] = jly_listener_new ("127.0.0.1", 0, NULL);
      g_assert_nonnull (round->listeners[i]);
      ports[i] = jly_listener_get_port (round->listeners[i]);
    }
  for (guint i = 0; i < SIM_MINERS; i++)
    round->ports[i] = ports[(i + 1) % SIM_MINERS];
  if (round->cut_after == SIM_MINERS)
    return;
  round->hurdle = hurdle_new (round->ports[round->cut_after], &round->cut);
  round->ports[round->cut_after] = hurdle_get_port (round->hurdle);
}

static void
close_doors (Round *round)
{
  for (guint i = 0; i < SIM_MINERS; i++)
    g_clear_pointer (&round->listeners[i], jly_listener_free);
  if (round->hurdle != NULL)
    hurdle_end (round->hurdle, NULL, NULL);
  g_mutex_clear (&round->mutex);
}

static void
tell_end (Round *round, Part *part, const Watch *watch)
{
  SimWorld *self = round->world;
  guint party = self->n_companies + part->miner;

  if (part->miner == round->absent)
    sim_tell (self, "%s is not there", self->parties[party].name);
  else if (part->miner == round->victim)
    {
      gboolean is_killed = WIFEXITED (watch->status) && WEXITSTATUS (watch->status) == DYING_STATUS;

      self->n_kills += is_killed;
      sim_tell (self, "%s computes in a process of its own, %s", self->parties[party].name,
                is_killed ? "and is killed" : "to the end");
      if (!is_killed && (!WIFEXITED (watch->status) || WEXITSTATUS (watch->status) != 0))
        sim_break (self, "%s ended badly while computing", self->parties[party].name);
    }
  else if (part->ok)
    sim_tell (self, "%s has computed", self->parties[party].name);
  else
    sim_hear (self, party, part->error);
  self->n_computed += part->ok;
}

static void
run_threads (Round *round, Part parts[SIM_MINERS], Watch *watch)
{
  GThread *threads[SIM_MINERS] = { NULL };

  if (round->victim != SIM_MINERS)
    {
      *watch = (Watch){ .part = &parts[round->victim] };
      watch->child = fork_victim (watch->part);
    }
  for (guint i = 0; i < SIM_MINERS; i++)
    if (i == round->absent)
      leave (round, i);
    else if (i == round->victim)
      threads[i] = g_thread_new ("watch", watch_worker, watch);
    else
      threads[i] = g_thread_new ("compute", thread_worker, &parts[i]);
  for (guint i = 0; i < SIM_MINERS; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

typedef enum
{
  NO_QUESTION,
  UNANSWERED,
  ANSWERED
} State;

static State
get_state (SimWorld *self, guint party)
{
  JlyMember *member = sim_wake (self, party);
  const JlyGovernance *governance;

  if (member == NULL || member->governance == NULL)
    return NO_QUESTION;
  governance = jly_store_governance_get (member->governance, NULL);
  if (governance == NULL || jly_governance_count_questions (governance) == 0)
    return NO_QUESTION;
  return jly_governance_get_stage (governance, 0, member->now) == JLY_PROPOSAL_ANSWERED
             ? ANSWERED
             : UNANSWERED;
}

/* What is answered is seldom tried again. */
static gboolean
wants_to_compute (SimWorld *self)
{
  guint n_answered = 0;

  for (guint i = 0; i < SIM_MINERS; i++)
    {
      State state = get_state (self, self->n_companies + i);

      if (state == NO_QUESTION)
        return FALSE;
      n_answered += state == ANSWERED;
    }
  return n_answered < SIM_MINERS || (!self->is_calm && sim_dice_is (&self->dice, 100));
}

/* The operators press it whenever they like: the rules must stop them, not their manners. */
gboolean
sim_compute (SimWorld *self)
{
  Round round = { 0 };
  Part parts[SIM_MINERS];
  Watch watch = { 0 };
  guint n_before = self->n_computed;

  if (!wants_to_compute (self))
    return FALSE;
  draw_round (self, &round);
  open_doors (&round);
  for (guint i = 0; i < SIM_MINERS; i++)
    parts[i] = (Part){ .round = &round, .miner = i };
  run_threads (&round, parts, &watch);
  for (guint i = 0; i < SIM_MINERS; i++)
    tell_end (&round, &parts[i], &watch);
  close_doors (&round);
  for (guint i = 0; i < SIM_MINERS; i++)
    if (sim_wake (self, self->n_companies + i) != NULL)
      sim_check (self, self->n_companies + i);
  return self->n_computed > n_before;
}
