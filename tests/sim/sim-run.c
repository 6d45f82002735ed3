/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scheduler: rounds in which everything may go wrong, then calm ones until nothing moves. See
 * sim-world.h. */
#include "config.h"

#include "sim/sim-world.h"

#define CALM_ROUNDS 30
#define QUIET_ROUNDS 2
#define AFTER_ROUNDS 2
#define MINUTE 60
#define DAY 86400

static guint
draw_death (SimWorld *self)
{
  return !self->is_calm && sim_dice_is (&self->dice, self->plan.kill)
             ? 1 + sim_dice_roll (&self->dice, 60)
             : 0;
}

/* One party's turn: its person, then the post takes along what waits. */
static gboolean
take_turn (SimWorld *self, guint party)
{
  gboolean any;

  if (!self->is_calm && sim_dice_is (&self->dice, self->plan.crash))
    {
      sim_drop (self, party);
      sim_tell (self, "%s loses power", self->parties[party].name);
    }
  any = sim_do (self, party, sim_person, NULL, draw_death (self));
  if (self->broken != NULL)
    return TRUE;
  return sim_carry (self, party) || any;
}

static void
part_world (SimWorld *self)
{
  guint side = sim_dice_roll (&self->dice, 1u << self->n);

  for (guint i = 0; i < self->n; i++)
    for (guint k = 0; k < self->n; k++)
      self->is_parted[i][k] = (side >> i & 1) != (side >> k & 1);
  sim_tell (self, "the network is parted: %x", side);
}

static void
join_world (SimWorld *self)
{
  for (guint i = 0; i < self->n; i++)
    for (guint k = 0; k < self->n; k++)
      self->is_parted[i][k] = FALSE;
}

static void
set_clock (SimWorld *self, guint party)
{
  gint64 unit = self->plan.is_clock_wild ? DAY : MINUTE;

  self->parties[party].clock = unit * ((gint64)sim_dice_roll (&self->dice, 40) - 20);
  if (self->now + self->parties[party].clock >= SIM_START + SIM_DAYS * DAY)
    self->parties[party].is_late = TRUE;
  sim_tell (self, "%s sets its clock by %" G_GINT64_FORMAT " s", self->parties[party].name,
            self->parties[party].clock);
}

static void
make_trouble (SimWorld *self)
{
  if (sim_dice_is (&self->dice, self->plan.partition))
    part_world (self);
  else
    join_world (self);
  for (guint i = 0; i < self->n; i++)
    if (sim_dice_is (&self->dice, self->plan.clock))
      set_clock (self, i);
}

guint
sim_round (SimWorld *self, gboolean computes)
{
  guint order[SIM_MAX];
  guint n_changes = 0;

  self->now += 5 * MINUTE;
  sim_dice_shuffle (&self->dice, order, self->n);
  for (guint i = 0; i < self->n && self->broken == NULL; i++)
    n_changes += take_turn (self, order[i]);
  while (self->broken == NULL && !self->is_calm && sim_dice_is (&self->dice, 700)
         && sim_carry_late (self))
    continue;
  if (self->broken == NULL && computes)
    n_changes += sim_compute (self);
  return n_changes;
}

static void
calm_down (SimWorld *self)
{
  sim_tell (self, "%s", "nothing goes wrong any more");
  self->is_calm = TRUE;
  join_world (self);
  for (guint i = 0; i < self->n; i++)
    {
      self->parties[i].clock = 0;
      g_string_truncate (self->parties[i].reason, 0);
    }
}

/* All have their results: what may still go wrong then need not be waited for long. */
static gboolean
is_done (const SimWorld *self)
{
  for (guint i = 0; i < self->n_companies; i++)
    if (self->parties[i].told == NULL)
      return FALSE;
  return TRUE;
}

gboolean
sim_run (SimWorld *self)
{
  guint n_quiet = 0, n_after = 0;

  for (guint i = 0; i < self->plan.restless && n_after < AFTER_ROUNDS && self->broken == NULL; i++)
    {
      n_after += is_done (self);
      make_trouble (self);
      self->n_changes = sim_round (self, TRUE);
    }
  calm_down (self);
  for (guint i = 0; i < CALM_ROUNDS && n_quiet < QUIET_ROUNDS && self->broken == NULL; i++)
    {
      self->n_changes = sim_round (self, TRUE);
      n_quiet = self->n_changes == 0 ? n_quiet + 1 : 0;
    }
  if (self->broken == NULL && n_quiet < QUIET_ROUNDS)
    sim_break (self, "%s", "the parties never come to rest");
  if (self->broken == NULL)
    sim_check_end (self);
  return self->broken == NULL;
}
