/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold whatever happens, looked at after each step of a party in that party's own data;
 * and how a study may end. See sim-world.h. */
#include "config.h"

#include "sim/sim-world.h"

#include <string.h>

/* All whose yes the contract asks for have wanted it themselves. */
static gboolean
is_wanted (const SimWorld *self)
{
  for (guint i = 0; i < self->n_companies; i++)
    if (i == 0 ? !self->parties[i].wish->to_ask : !self->parties[i].wish->yes)
      return FALSE;
  return TRUE;
}

static void
check_stage (SimWorld *self, guint party, const JlyGovernance *governance, gint64 now)
{
  SimParty *one = &self->parties[party];
  guint budget = jly_governance_get_budget (governance);

  if (budget > one->lowest_budget)
    sim_break (self, "the budget of %s grew", one->name);
  one->lowest_budget = budget;
  for (guint i = 0; i < self->n; i++)
    if (!self->parties[i].wish->to_sign && !(jly_governance_get_unsigned (governance) >> i & 1))
      sim_break (self, "%s holds a signature that %s did not give", one->name,
                 self->parties[i].name);
  if (jly_governance_count_questions (governance) > 1)
    sim_break (self, "%s has a question that nobody asked", one->name);
  if (jly_governance_count_questions (governance) == 0)
    return;
  switch (jly_governance_get_stage (governance, 0, now))
    {
    case JLY_PROPOSAL_APPROVED:
    case JLY_PROPOSAL_RUNNING:
    case JLY_PROPOSAL_ANSWERED:
      if (!is_wanted (self))
        sim_break (self, "%s holds a question as approved that not all wanted", one->name);
      break;
    case JLY_PROPOSAL_PROPOSED:
    case JLY_PROPOSAL_REJECTED:
    case JLY_PROPOSAL_WITHDRAWN:
    case JLY_PROPOSAL_FAILED:
    default:
      break;
    }
  if (budget == 0 && !is_wanted (self))
    sim_break (self, "%s charged a question that not all wanted", one->name);
}

/* Sealed results and parts of uploads are kept only by who made them and for whom they are. */
static void
check_notes (SimWorld *self, guint party, const JlyMember *member)
{
  const SimParty *one = &self->parties[party];
  guint n_letters[SIM_MINERS] = { 0 };

  for (guint i = 0; i < member->posts->len; i++)
    {
      const JlyNote *note = member->posts->pdata[i];
      gboolean is_own = memcmp (note->signer, one->keys.identity, 32) == 0;
      guint8 reader[32], miner;

      if (g_str_equal (note->kind, "upload") && !is_own && !sim_is_miner (self, party))
        sim_break (self, "%s has an upload of somebody else", one->name);
      if (!g_str_equal (note->kind, "letter") || is_own)
        continue;
      if (!jly_note_copy (note, 1, &miner, 1) || !jly_note_copy (note, 2, reader, sizeof reader)
          || miner >= SIM_MINERS || memcmp (reader, one->keys.identity, sizeof reader) != 0)
        sim_break (self, "%s has a result that is not for it", one->name);
      else if (++n_letters[miner] > 1)
        sim_break (self, "%s has two results from one computing party", one->name);
    }
}

/* The sum of one figure of each company, of those that its person wanted to hand in. */
static gboolean
is_true_sum (const SimWorld *self, const char *value)
{
  const SimParty *last = &self->parties[self->n_companies - 1];
  gint64 sum = 0;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i + 1 < self->n_companies; i++)
    sum += self->parties[i].figures[0];
  first = g_strdup_printf ("%" G_GINT64_FORMAT, sum + last->figures[0]);
  second = g_strdup_printf ("%" G_GINT64_FORMAT, sum + last->figures[1]);
  return g_str_equal (value, first)
         || (self->plan.has_correction && last->wish->n_figures > 1 && g_str_equal (value, second));
}

static void
check_result (SimWorld *self, guint party, JlyMember *member)
{
  SimParty *one = &self->parties[party];
  g_autoptr (JlyResult) result = NULL;
  const JlyResultItem *item;
  g_autofree char *told = NULL;

  if (one->told != NULL && self->is_calm)
    return;
  result = jly_member_get_result (member, 0, NULL);
  if (result == NULL)
    {
      if (one->told != NULL && !one->is_late)
        sim_break (self, "%s has lost its result", one->name);
      return;
    }
  item = jly_result_find (result, "sum", JLY_STUDY_EVERYONE);
  if (item == NULL)
    item = jly_result_find (result, "sum", one->name);
  told = g_strdup_printf ("%s in %s", item != NULL ? item->value : "nothing", result->attempt);
  if (!is_wanted (self))
    sim_break (self, "%s learned what not all wanted", one->name);
  if (item == NULL || !is_true_sum (self, item->value))
    sim_break (self, "%s learned a false sum: %s", one->name, told);
  if (self->attempt == NULL)
    self->attempt = g_strdup (told);
  if (!g_str_equal (self->attempt, told))
    sim_break (self, "%s learned %s, and another one %s", one->name, told, self->attempt);
  if (one->told == NULL)
    sim_tell (self, "%s learns %s", one->name, told);
  g_free (one->told);
  one->told = g_steal_pointer (&told);
}

void
sim_check (SimWorld *self, guint party)
{
  JlyMember *member = self->parties[party].member;
  const JlyGovernance *governance;

  if (member == NULL || member->governance == NULL || self->broken != NULL)
    return;
  governance = jly_store_governance_get (member->governance, NULL);
  if (governance == NULL)
    {
      sim_break (self, "%s cannot read what was agreed", self->parties[party].name);
      return;
    }
  check_stage (self, party, governance, member->now);
  check_notes (self, party, member);
  if (!sim_is_miner (self, party) && jly_governance_count_questions (governance) > 0)
    check_result (self, party, member);
}

static guint
count_told (const SimWorld *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_companies; i++)
    n += self->parties[i].told != NULL;
  return n;
}

static const char *
find_reason (const SimWorld *self)
{
  for (guint i = 0; i < SIM_MINERS; i++)
    if (self->parties[self->n_companies + i].reason->len > 0)
      return self->parties[self->n_companies + i].reason->str;
  return NULL;
}

const char *
sim_name_end (SimWorld *self)
{
  if (count_told (self) > 0)
    return "result";
  return self->plan.unwilling != SIM_NOBODY ? "person" : "refusal";
}

/* Who thought that the contract's days were over has erased what it had, letters that nobody had
 * read among them. Everybody else willing and nothing wrong any more: then there is a result, or
 * the computing parties have said why there is none. A clock that was days ahead, or five attempts
 * that were stopped, are such reasons; what only letters, stops and short cuts did is none. */
void
sim_check_end (SimWorld *self)
{
  guint n_told = count_told (self), n_late = 0;
  gboolean has_excuse = self->plan.is_clock_wild || self->plan.cut > 0 || self->plan.absent > 0
                        || self->plan.kill_computing > 0;

  for (guint i = 0; i < self->n; i++)
    n_late += self->parties[i].is_late;
  if (n_told > 0 && n_told < self->n_companies && n_late == 0)
    sim_break (self, "only %u of %u learned the result", n_told, self->n_companies);
  if (n_told > 0 || n_late > 0 || self->plan.unwilling != SIM_NOBODY)
    return;
  if (find_reason (self) == NULL)
    sim_break (self, "%s", "the study stands still and nobody is told why");
  else if (!has_excuse)
    sim_break (self, "the study ended without need: %s", find_reason (self));
}
