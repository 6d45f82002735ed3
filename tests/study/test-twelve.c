/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each of the twelve cases with its right people, and everybody else who tries to ask, approve or
 * learn. What is right stands here once more, apart from the templates, as CASES says it: so a
 * template whose rules were changed by mistake does not pass.
 */
#include "config.h"

#include "study/governance-fixture.h"

#include <string.h>

#define PLAY (NOW + 20) /* when mandates count */

#define P JLY_ROLE_FLAG_PROVIDER
#define M JLY_ROLE_FLAG_MINER
#define Q JLY_ROLE_FLAG_ASKER
#define V JLY_ROLE_FLAG_APPROVER
#define W JLY_ROLE_FLAG_OWNER
#define F JLY_ROLE_FLAG_OFFICER
#define R JLY_ROLE_FLAG_REPRESENTATIVE
#define NO JLY_NO_SIDE

/* Sets of parties by their places: bit 0 is the first. */
typedef struct
{
  const char *id;
  guint n;
  struct
  {
    guint roles, side;
  } people[10];
  guint asks;        /* who ask together here */
  guint may_ask;     /* whose proposal is heard at all */
  guint approves;    /* who must agree besides those who ask */
  guint may_approve; /* whose word on it counts */
  guint learns;      /* who may be handed the result then */
  guint beforehand;  /* whose approval must be there before */
  struct
  {
    guint representative, side, givers;
  } mandates[2];
  gboolean is_standing; /* needs nobody where the columns are open to the asker */
} Play;

static const Play plays[] = {
  { "a", 3, { { P | M, NO }, { P | M, NO }, { P | M, NO } }, 0x1, 0x7, 0x6, 0x7, 0x7 },
  { "b1", 3, { { P | M, NO }, { P | M, NO }, { M, NO } }, 0x3, 0x3, 0, 0x7, 0x3 },
  { "b2",
    10,
    { { P, 0 },
      { P, 0 },
      { P, 0 },
      { P, 1 },
      { P, 1 },
      { R, 0 },
      { R, 1 },
      { M, NO },
      { M, NO },
      { M, NO } },
    0x60,
    0x7f,
    0,
    0x7f,
    0x60,
    0,
    { { 5, 0, 0x7 }, { 6, 1, 0x18 } } },
  { "b3",
    9,
    { { P, 0 }, { P, 0 }, { P, 0 }, { P, 0 }, { P, 1 }, { R, 0 }, { M, NO }, { M, NO }, { M, NO } },
    0x30,
    0x3f,
    0xf,
    0x1f,
    0x30,
    0,
    { { 5, 0, 0xf } } },
  { "c",
    6,
    { { P | M, 0 }, { P | M, 0 }, { P | M, 0 }, { P, 0 }, { P, 0 }, { R, 0 } },
    0x20,
    0x3f,
    0x1f,
    0x1f,
    0x1f,
    0,
    { { 5, 0, 0x1f } } },
  { "d1",
    5,
    { { P | Q | W, NO }, { F, NO }, { M, NO }, { M, NO }, { M, NO } },
    0x1,
    0x1,
    0,
    0x1,
    0x1,
    0x2 },
  { "d2a",
    8,
    { { P | W, NO },
      { P | W, NO },
      { Q, NO },
      { V, NO },
      { F, NO },
      { M, NO },
      { M, NO },
      { M, NO } },
    0x4,
    0x4,
    0x8,
    0x8,
    0xc,
    0x10 },
  { "d2b",
    6,
    { { P | M | W, NO }, { P | M | W, NO }, { P | M | W, NO }, { Q, NO }, { V, NO }, { F, NO } },
    0x8,
    0x8,
    0x10,
    0x10,
    0x18,
    0x20 },
  { "d3",
    4,
    { { P | M, NO }, { P | M, NO }, { P | M, NO }, { P, NO } },
    0x2,
    0xf,
    0xd,
    0xf,
    0x2,
    .is_standing = TRUE },
  { "d4", 3, { { Q | M, NO }, { M, NO }, { M, NO } }, 0x1, 0x1, 0, 0x1, 0x1 },
  { "e1", 4, { { P | M, NO }, { P | M, NO }, { P | M, NO }, { P, NO } }, 0xf, 0xf, 0, 0xf, 0xf },
  { "e2",
    6,
    { { P, NO }, { P, NO }, { P, NO }, { M, NO }, { M, NO }, { M, NO } },
    0x7,
    0x7,
    0,
    0x7,
    0x7 },
};

static guint
get_first (guint set)
{
  return (guint)__builtin_ctz (set);
}

/* Everything up to the question: signatures, inputs, mandates. */
static void
begin (Fixture *fixture, const Play *play)
{
  JlyRefusal rule;

  fixture_set_up_case (fixture, play->id);
  for (guint i = 0; i < play->n; i++)
    {
      g_autofree char *name = g_strdup_printf ("party %u", i);

      fixture_add (fixture, name, play->people[i].roles, play->people[i].side);
    }
  jly_case_fill_contract (fixture->template, fixture->contract);
  fixture_start (fixture);
  fixture_freeze (fixture, 6, 0);
  for (guint i = 0; i < G_N_ELEMENTS (play->mandates); i++)
    if (play->mandates[i].givers != 0)
      g_assert_true (fixture_mandate (fixture, play->mandates[i].representative,
                                      play->mandates[i].side, play->mandates[i].givers, &rule));
}

static JlyProposal *
make_question (Fixture *fixture, const Play *play)
{
  JlyProposal *question = fixture_question (fixture);

  question->recipients = play->learns & (1u << get_first (play->asks));
  if (question->recipients == 0)
    question->recipients = play->learns;
  return question;
}

/* All that skip does not leave out. TRUE if it may be computed then. */
static gboolean
act (Fixture *fixture, const Play *play, guint skip, JlyRefusal *rule)
{
  g_autoptr (JlyProposal) question = make_question (fixture, play);
  guint asks = play->asks & ~skip;

  g_assert_cmpuint (asks, !=, 0);
  if (!fixture_propose (fixture, question, get_first (asks), PLAY, rule))
    return FALSE;
  for (guint i = get_first (asks) + 1; i < play->n; i++)
    if ((asks >> i & 1) != 0)
      g_assert_true (fixture_say (fixture, 0, i, JLY_VERDICT_PROPOSE, PLAY, rule));
  for (guint i = 0; i < play->n; i++)
    {
      if ((play->approves & ~skip) >> i & 1)
        g_assert_true (fixture_say (fixture, 0, i, JLY_VERDICT_APPROVE, PLAY, rule));
      if ((play->beforehand & ~skip) >> i & 1)
        g_assert_true (fixture_say (fixture, 0, i, JLY_VERDICT_BEFOREHAND, PLAY, rule));
    }
  return fixture_run (fixture, 0, PLAY, rule);
}

static void
test_right (gconstpointer data)
{
  const Play *play = data;
  Fixture fixture;
  JlyRefusal rule;

  begin (&fixture, play);
  if (!act (&fixture, play, 0, &rule))
    g_error ("%s: refused by the rule %s", play->id, jly_refusal_name (rule));
  fixture_tear_down (&fixture);
}

/* Everybody whose word is needed, left out. */
static void
test_missing (gconstpointer data)
{
  const Play *play = data;
  guint needed = play->asks | play->approves | play->beforehand;

  for (guint i = 0; i < play->n; i++)
    {
      guint left_out = 1u << i;
      Fixture fixture;
      JlyRefusal rule;

      if ((needed & left_out) == 0 || play->asks == left_out)
        continue;
      begin (&fixture, play);
      g_assert_false (act (&fixture, play, left_out, &rule));
      if ((play->beforehand & left_out) != 0)
        g_assert_cmpstr (jly_refusal_name (rule), ==, "beforehand");
      else if ((play->asks & left_out) != 0)
        g_assert_true (rule == JLY_REFUSAL_ASKER || rule == JLY_REFUSAL_RECIPIENT);
      else
        g_assert_cmpstr (jly_refusal_name (rule), ==, "approvals");
      fixture_tear_down (&fixture);
    }
}

static void
check_ask (const Play *play, guint who)
{
  g_autoptr (JlyProposal) question = NULL;
  gboolean is_right = (play->may_ask >> who & 1) != 0, is_taken;
  Fixture fixture;
  JlyRefusal rule;

  begin (&fixture, play);
  question = make_question (&fixture, play);
  question->recipients = jly_contract_select (fixture.contract, JLY_ROLE_FLAGS_ALL, JLY_NO_SIDE);
  is_taken = fixture_propose (&fixture, question, who, PLAY, &rule);
  /* One who may ask is stopped only by these recipients, who are too many. */
  if (!is_taken)
    g_assert_true (is_right ? rule == JLY_REFUSAL_RECIPIENT
                            : rule == JLY_REFUSAL_ASKER || rule == JLY_REFUSAL_MANDATE);
  else
    g_assert_true (is_right);
  fixture_tear_down (&fixture);
}

static void
check_approve (const Play *play, guint who)
{
  g_autoptr (JlyProposal) question = NULL;
  gboolean is_right = (play->may_approve >> who & 1) != 0;
  Fixture fixture;
  JlyRefusal rule;

  begin (&fixture, play);
  question = make_question (&fixture, play);
  g_assert_true (fixture_propose (&fixture, question, get_first (play->asks), PLAY, &rule));
  g_assert_cmpint (fixture_say (&fixture, 0, who, JLY_VERDICT_REJECT, PLAY, &rule), ==, is_right);
  if (!is_right)
    g_assert_true (rule == JLY_REFUSAL_APPROVER || rule == JLY_REFUSAL_MANDATE);
  fixture_tear_down (&fixture);
}

/* As one recipient of the question that the right ones ask. */
static void
check_learn (const Play *play, guint who)
{
  g_autoptr (JlyProposal) question = NULL;
  Fixture fixture;
  JlyRefusal rule;
  gboolean is_taken;

  begin (&fixture, play);
  question = make_question (&fixture, play);
  question->recipients = (JlyPartySet)1 << who;
  is_taken = fixture_propose (&fixture, question, get_first (play->asks), PLAY, &rule);
  /* Whoever may ask can still join in asking; if it does not, the start is refused. */
  if (((play->learns | play->may_ask) >> who & 1) == 0)
    {
      g_assert_false (is_taken);
      g_assert_cmpstr (jly_refusal_name (rule), ==, "recipient");
    }
  else if ((play->learns >> who & 1) != 0 && play->asks == 1u << get_first (play->asks))
    g_assert_true (is_taken);
  fixture_tear_down (&fixture);
}

static void
test_wrong (gconstpointer data)
{
  const Play *play = data;

  for (guint who = 0; who < play->n; who++)
    {
      check_ask (play, who);
      check_approve (play, who);
      check_learn (play, who);
    }
}

/* In D3 whoever asks only about what it paid for needs nobody else; the others still do. */
static void
test_standing (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (plays); i++)
    {
      JlyContractColumn *column;
      g_autoptr (JlyProposal) question = NULL;
      guint asker = get_first (plays[i].asks);
      Fixture fixture;
      JlyRefusal rule;

      if (plays[i].approves == 0 || plays[i].beforehand != 0 || plays[i].mandates[0].givers != 0)
        continue;
      fixture_set_up_case (&fixture, plays[i].id);
      column = fixture.contract->columns->pdata[0];
      column->open_to = (JlyPartySet)1 << asker;
      for (guint p = 0; p < plays[i].n; p++)
        {
          g_autofree char *name = g_strdup_printf ("party %u", p);

          fixture_add (&fixture, name, plays[i].people[p].roles, plays[i].people[p].side);
        }
      jly_case_fill_contract (fixture.template, fixture.contract);
      fixture_start (&fixture);
      question = make_question (&fixture, &plays[i]);
      g_assert_true (fixture_propose (&fixture, question, asker, PLAY, &rule));
      g_assert_cmpint (fixture_run (&fixture, 0, PLAY, &rule), ==, plays[i].is_standing);
      fixture_tear_down (&fixture);
    }
}

static void
add (const char *id, const char *what, const Play *play, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/study/twelve/%s/%s", id, what);

  g_test_add_data_func (path, play, func);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (plays); i++)
    {
      add (plays[i].id, "right", &plays[i], test_right);
      add (plays[i].id, "missing", &plays[i], test_missing);
      add (plays[i].id, "wrong", &plays[i], test_wrong);
    }
  g_test_add_func ("/study/twelve/standing", test_standing);
  return g_test_run ();
}
