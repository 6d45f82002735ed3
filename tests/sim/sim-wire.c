/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The post between the parties, as carriers are: what they take along is lost, comes twice, later,
 * in another order, damaged, or to somebody else. See sim-world.h. */
#include "config.h"

#include "sim/sim-world.h"

#include <string.h>

#define LATE_MAX 64

static GBytes *
damage (SimWorld *self, GBytes *envelope)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (envelope, &n);
  g_autofree guint8 *copy = g_memdup2 (data, n);

  if (sim_dice_is (&self->dice, 500))
    n = sim_dice_roll (&self->dice, (guint)n);
  else
    copy[sim_dice_roll (&self->dice, (guint)n)] ^= (guint8)(1 << sim_dice_roll (&self->dice, 8));
  return g_bytes_new (copy, n);
}

static void
keep_late (SimWorld *self, guint from, guint to, GBytes *envelope)
{
  SimLetter *letter = g_new (SimLetter, 1);

  *letter = (SimLetter){ from, to, g_bytes_ref (envelope) };
  if (self->late->len == LATE_MAX)
    g_ptr_array_remove_index_fast (self->late, sim_dice_roll (&self->dice, LATE_MAX));
  g_ptr_array_add (self->late, letter);
}

/* One letter on its way: none, one or two of it arrive, now or later. */
static void
pass (SimWorld *self, guint from, guint to, GBytes *envelope, GPtrArray *arriving)
{
  const SimPlan *plan = &self->plan;

  if (self->is_calm)
    {
      g_ptr_array_add (arriving, g_bytes_ref (envelope));
      return;
    }
  if (sim_dice_is (&self->dice, plan->twice))
    g_ptr_array_add (arriving, g_bytes_ref (envelope));
  if (sim_dice_is (&self->dice, plan->late))
    keep_late (self, from, to, envelope);
  if (sim_dice_is (&self->dice, plan->astray))
    keep_late (self, from, sim_dice_roll (&self->dice, self->n), envelope);
  if (sim_dice_is (&self->dice, plan->damage))
    g_ptr_array_add (arriving, damage (self, envelope));
  else if (!sim_dice_is (&self->dice, plan->loss))
    g_ptr_array_add (arriving, g_bytes_ref (envelope));
}

/* FALSE with a reason only if the own disk failed: whatever comes must be bearable. */
static gboolean
deliver (SimWorld *self, guint party, JlyMember *member, gpointer data)
{
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  GError *error = NULL;

  if (!jly_post_office_take (member->office, data, report, NULL, &error))
    {
      sim_break (self, "%s could not take letters: %s", self->parties[party].name, error->message);
      sim_hear (self, party, error);
    }
  for (guint i = 0; i < report->problems->len; i++)
    sim_tell (self, "%s: %s", self->parties[party].name, (char *)report->problems->pdata[i]);
  return report->taken->len > 0 || report->confirmed->len > 0;
}

static GPtrArray *
shuffle (SimWorld *self, GPtrArray *letters)
{
  g_autofree guint *places = g_new0 (guint, letters->len);
  GPtrArray *shuffled = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  sim_dice_shuffle (&self->dice, places, letters->len);
  for (guint i = 0; i < letters->len; i++)
    g_ptr_array_add (shuffled, g_bytes_ref (letters->pdata[places[i]]));
  return shuffled;
}

/* The write of its delivery at which the receiver is killed; 0: it is not. */
static guint
draw_death (SimWorld *self)
{
  return !self->is_calm && sim_dice_is (&self->dice, self->plan.kill / 4)
             ? 1 + sim_dice_roll (&self->dice, 40)
             : 0;
}

/* What only confirms that letters came is not worth every way. */
static gboolean
is_worth_it (SimWorld *self, JlyMember *sender, guint to)
{
  JlyPostState state;

  if (!jly_store_post_get_state (sender->store, self->study->id, self->parties[to].keys.identity,
                                 &state, NULL))
    return FALSE;
  return state.sent > state.acknowledged || (state.received > 0 && sim_dice_is (&self->dice, 300));
}

static gboolean
carry_to (SimWorld *self, guint from, guint to)
{
  JlyMember *sender = sim_wake (self, from);
  g_autoptr (GPtrArray) arriving = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) shuffled = NULL;
  g_autoptr (GPtrArray) envelopes = NULL;
  gboolean is_all;

  if (sender == NULL || sender->office->studies->len == 0 || self->is_parted[from][to]
      || !is_worth_it (self, sender, to))
    return FALSE;
  envelopes = jly_post_office_gather (sender->office, self->parties[to].name, NULL, &is_all, NULL);
  if (envelopes == NULL)
    return FALSE;
  for (guint i = 0; i < envelopes->len; i++)
    pass (self, from, to, envelopes->pdata[i], arriving);
  if (arriving->len == 0)
    return FALSE;
  shuffled = shuffle (self, arriving);
  sim_tell (self, "%s -> %s: %u of %u", self->parties[from].name, self->parties[to].name,
            arriving->len, envelopes->len);
  return sim_do (self, to, deliver, shuffled, draw_death (self));
}

gboolean
sim_carry (SimWorld *self, guint from)
{
  gboolean any = FALSE;

  for (guint to = 0; to < self->n && self->broken == NULL; to++)
    if (to != from)
      any = carry_to (self, from, to) || any;
  return any;
}

gboolean
sim_carry_late (SimWorld *self)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  guint place;
  SimLetter *letter;
  gboolean any;

  if (self->late->len == 0)
    return FALSE;
  place = sim_dice_roll (&self->dice, self->late->len);
  letter = g_ptr_array_steal_index_fast (self->late, place);
  g_ptr_array_add (one, letter->envelope);
  sim_tell (self, "late: %s -> %s", self->parties[letter->from].name,
            self->parties[letter->to].name);
  any = sim_do (self, letter->to, deliver, one, draw_death (self));
  g_bytes_unref (letter->envelope);
  g_free (letter);
  return any;
}
