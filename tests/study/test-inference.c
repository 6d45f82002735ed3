/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What others could work out, against counting: in small worlds all figures that there can be are
 * tried, those that look the same to a coalition are put together, and a figure is known where it
 * is the same in all of them. The rules must neither miss such a figure nor invent one.
 */
#include "config.h"

#include "study/governance-fixture.h"
#include "study/jly-inference.h"

#include <math.h>
#include <string.h>

#define MAX_FIGURES 4
#define MAX_QUESTIONS 3
#define MAX_WORLDS 625
#define CAN 0.2
#define MAY 0.05

static const char *const names[] = { "north", "harbour", "ridge", "town", "outside" };

typedef struct
{
  guint n_figures, n_questions, n_values;
  guint owners[MAX_FIGURES];
  JlyWorldQuestion questions[MAX_QUESTIONS];
  gboolean takes[MAX_QUESTIONS][MAX_FIGURES];
  JlyWorld world;
} Small;

/* Every figure has its own party; one party more has none, and all learn everything. */
static void
begin (Small *self, guint n_figures, guint n_values)
{
  memset (self, 0, sizeof *self);
  self->n_figures = n_figures;
  self->n_values = n_values;
  for (guint i = 0; i < n_figures; i++)
    self->owners[i] = i;
  self->world = (JlyWorld){
    .names = names,
    .n_parties = n_figures + 1,
    .learners = ~(JlyPartySet)0,
    .owners = self->owners,
    .n_figures = n_figures,
    .questions = self->questions,
    .top_share = 80,
  };
}

static void
ask (Small *self, JlyAsks asks, guint mask)
{
  guint k = self->n_questions++;

  for (guint i = 0; i < self->n_figures; i++)
    self->takes[k][i] = (mask >> i & 1) != 0;
  self->questions[k] = (JlyWorldQuestion){ .asks = asks,
                                           .title = "Turnover",
                                           .n_values = self->n_values,
                                           .takes = self->takes[k],
                                           .times = 1 };
  self->world.n_questions = self->n_questions;
}

static guint
count_worlds (const Small *self)
{
  guint n = 1;

  for (guint i = 0; i < self->n_figures; i++)
    n *= self->n_values;
  return n;
}

static guint
get_figure (const Small *self, guint world, guint figure)
{
  for (guint i = 0; i < figure; i++)
    world /= self->n_values;
  return world % self->n_values;
}

static guint
answer (const Small *self, guint question, guint world)
{
  guint sum = 0, least = G_MAXUINT, most = 0;

  for (guint i = 0; i < self->n_figures; i++)
    if (self->takes[question][i])
      {
        guint value = get_figure (self, world, i);

        sum += value;
        least = MIN (least, value);
        most = MAX (most, value);
      }
  switch (self->questions[question].asks)
    {
    case JLY_ASKS_LEAST:
      return least;
    case JLY_ASKS_MOST:
      return most;
    default:
      return sum;
    }
}

/* All that a coalition sees, in one number. */
static guint64
look (const Small *self, guint world, guint one, guint other)
{
  guint64 view = 0;

  for (guint i = 0; i < self->n_figures; i++)
    view = view * 8 + (i == one || i == other ? get_figure (self, world, i) : 0);
  for (guint k = 0; k < self->n_questions; k++)
    view = view * 64 + answer (self, k, world);
  return view;
}

/* The share of worlds in which a coalition knows the figure. */
static double
count_known (const Small *self, guint one, guint other, guint figure)
{
  guint n = count_worlds (self), n_known = 0;
  guint64 views[MAX_WORLDS];

  for (guint w = 0; w < n; w++)
    views[w] = look (self, w, one, other);
  for (guint w = 0; w < n; w++)
    {
      gboolean is_known = TRUE;

      for (guint v = 0; v < n && is_known; v++)
        is_known
            = views[v] != views[w] || get_figure (self, v, figure) == get_figure (self, w, figure);
      n_known += is_known;
    }
  return (double)n_known / n;
}

typedef void (*CompareFunc) (const Small *self, double counted, double found);

/* Every coalition of one or two, and every figure that is neither's. */
static void
compare_all (const Small *self, CompareFunc compare)
{
  for (guint one = 0; one < self->world.n_parties; one++)
    for (guint other = one; other < self->world.n_parties; other++)
      for (guint figure = 0; figure < self->n_figures; figure++)
        if (figure != one && figure != other)
          compare (self, count_known (self, one, other, figure),
                   jly_inference_know (&self->world, one, other, figure, 0, NULL));
}

static void
must_be_same (const Small *self, double counted, double found)
{
  g_assert_cmpfloat_with_epsilon (counted, found, 1e-9);
}

/* With several answers the share that is found is a bound from below, and certainty is exact. */
static void
must_agree (const Small *self, double counted, double found)
{
  g_assert_cmpfloat (found, <=, counted + 1e-9);
  g_assert_true ((found > 1 - 1e-9) == (counted > 1 - 1e-9));
}

/* Whatever can often be known is at least warned of. */
static void
must_not_miss (const Small *self, double counted, double found)
{
  must_agree (self, counted, found);
  if (counted >= CAN)
    g_assert_cmpfloat (found, >=, MAY);
}

static void
test_one_answer (void)
{
  static const JlyAsks kinds[] = { JLY_ASKS_SUM, JLY_ASKS_LEAST, JLY_ASKS_MOST };

  for (guint n = 1; n <= MAX_FIGURES; n++)
    for (guint n_values = 2; n_values <= 5; n_values++)
      for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
        for (guint mask = 1; mask < 1u << n; mask++)
          {
            Small small;

            if (n == 4 && n_values == 5 && mask != 7 && mask != 15)
              continue;
            begin (&small, n, n_values);
            ask (&small, kinds[kind], mask);
            compare_all (&small, must_be_same);
          }
}

static void
test_two_totals (void)
{
  for (guint n = 2; n <= MAX_FIGURES; n++)
    for (guint one = 1; one < 1u << n; one++)
      for (guint other = one; other < 1u << n; other++)
        {
          Small small;

          begin (&small, n, n == 4 ? 3 : 4);
          ask (&small, JLY_ASKS_SUM, one);
          ask (&small, JLY_ASKS_SUM, other);
          compare_all (&small, must_agree);
        }
}

static void
test_some_totals (void)
{
  for (guint i = 0; i < 150; i++)
    {
      Small small;

      begin (&small, 3, 5);
      for (guint k = 0; k < MAX_QUESTIONS; k++)
        ask (&small, JLY_ASKS_SUM, (guint)g_test_rand_int_range (1, 8));
      compare_all (&small, must_not_miss);
    }
}

static void
must_be_bound (const Small *self, double counted, double found)
{
  g_assert_cmpfloat (found, <=, counted + 1e-9);
}

static gboolean
can_be_known (const Small *self)
{
  for (guint one = 0; one < self->world.n_parties; one++)
    for (guint figure = 0; figure < self->n_figures; figure++)
      if (figure != one && count_known (self, one, one, figure) >= CAN)
        return TRUE;
  return FALSE;
}

/* Answers of different kinds together: nothing is invented, and whatever somebody alone can often
 * know is at least warned of. */
static void
test_mixed (void)
{
  static const JlyAsks kinds[] = { JLY_ASKS_SUM, JLY_ASKS_LEAST, JLY_ASKS_MOST };

  for (guint i = 0; i < 150; i++)
    {
      Small small;

      begin (&small, 3, 5);
      for (guint k = 0; k < 2; k++)
        ask (&small, kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))],
             (guint)g_test_rand_int_range (1, 8));
      compare_all (&small, must_be_bound);
      if (can_be_known (&small))
        {
          g_autoptr (GPtrArray) findings = jly_inference_find (&small.world);

          g_assert_cmpint (jly_inference_get_severity (findings), >=, JLY_FINDING_WARN);
        }
    }
}

/* The best that bounds of one's own choice can do: a range of totals is cut in two until no bound
 * is left, and what counts are the values in ranges of one. */
static guint
count_cut (guint n_totals, guint n_bounds)
{
  guint best = n_totals == 1 ? 1 : 0;

  for (guint low = 1; n_bounds > 0 && low < n_totals; low++)
    best = MAX (best, count_cut (low, n_bounds - 1) + count_cut (n_totals - low, n_bounds - 1));
  return best;
}

/* Against two parties, one of which asks. */
static void
test_bounds (void)
{
  for (guint n_values = 2; n_values <= 12; n_values++)
    for (guint times = 1; times <= 4; times++)
      {
        JlyInferenceRule rule;
        Small small;
        double found, counted = (double)count_cut (n_values, times) / n_values;

        begin (&small, 2, n_values);
        ask (&small, JLY_ASKS_THRESHOLD, 3);
        small.questions[0].times = times;
        found = jly_inference_know (&small.world, 0, 0, 1, 0, &rule);
        g_assert_cmpfloat_with_epsilon (found, counted, 1e-9);
        g_assert_cmpint (rule, ==,
                         1u << times >= n_values || times > 1 ? JLY_INFERS_BISECTION
                                                              : JLY_INFERS_EDGE);
      }
}

/* Who has more tells on which side of the own total another one lies: that is said, and no more. */
static void
test_rivals (void)
{
  Small small;
  g_autoptr (GPtrArray) found = NULL;
  const JlyInference *finding;

  begin (&small, 2, 1000);
  ask (&small, JLY_ASKS_RIVALS, 3);
  found = jly_inference_find (&small.world);
  g_assert_cmpuint (found->len, ==, 1);
  finding = found->pdata[0];
  g_assert_cmpint (finding->rule, ==, JLY_INFERS_RIVALS);
  g_assert_cmpint (finding->severity, ==, JLY_FINDING_FINE);
  g_assert_nonnull (strstr (finding->sentence, "on which side of the own total"));
}

/* Who does not learn the answer knows nothing, and alone is not helped by whoever learns it. */
static void
test_learners (void)
{
  Small small;

  begin (&small, 2, 5);
  ask (&small, JLY_ASKS_SUM, 3);
  small.world.learners = 1;
  g_assert_cmpfloat (jly_inference_know (&small.world, 0, 0, 1, 0, NULL), ==, 1);
  g_assert_cmpfloat (jly_inference_know (&small.world, 1, 1, 0, 0, NULL), ==, 0);
  /* Two together, though one of them learns nothing: there is nobody else left here. */
  begin (&small, 3, 5);
  ask (&small, JLY_ASKS_SUM, 7);
  small.world.learners = 1;
  g_assert_cmpfloat (jly_inference_know (&small.world, 1, 2, 0, 0, NULL), ==, 0);
  g_assert_cmpfloat (jly_inference_know (&small.world, 0, 1, 2, 0, NULL), ==, 1);
}

static const JlyInference *
find (const GPtrArray *findings, JlyInferenceRule rule)
{
  for (guint i = 0; i < findings->len; i++)
    if (((const JlyInference *)findings->pdata[i])->rule == rule)
      return findings->pdata[i];
  return NULL;
}

static GPtrArray *
judge (guint n_parties, JlyAsks asks)
{
  Small small;

  begin (&small, n_parties, 100);
  ask (&small, asks, (1u << n_parties) - 1);
  return jly_inference_find (&small.world);
}

static void
test_findings (void)
{
  g_autoptr (GPtrArray) two = judge (2, JLY_ASKS_SUM);
  g_autoptr (GPtrArray) three = judge (3, JLY_ASKS_SUM);
  g_autoptr (GPtrArray) four = judge (4, JLY_ASKS_SUM);
  g_autoptr (GPtrArray) most = judge (2, JLY_ASKS_MOST);
  const JlyInference *finding = find (two, JLY_INFERS_TOTAL);

  g_assert_cmpint (jly_inference_get_severity (two), ==, JLY_FINDING_REFUSE);
  g_assert_cmpuint (finding->n_who, ==, 1);
  g_assert_nonnull (strstr (finding->sentence, "Turnover"));
  g_assert_nonnull (finding->next);
  g_assert_cmpint (jly_inference_get_severity (three), ==, JLY_FINDING_WARN);
  finding = find (three, JLY_INFERS_TOTAL);
  g_assert_cmpuint (finding->n_who, ==, 2);
  g_assert_cmpuint (finding->n_cases, ==, 3);
  g_assert_cmpint (jly_inference_get_severity (four), ==, JLY_FINDING_FINE);
  g_assert_nonnull (find (four, JLY_INFERS_NOTHING));
  g_assert_cmpint (jly_inference_get_severity (most), ==, JLY_FINDING_REFUSE);
  g_assert_nonnull (find (most, JLY_INFERS_EXTREME));
}

/* The findings about a question as such. */
static void
test_agreements (void)
{
  g_autoptr (GPtrArray) loose = NULL, tight = NULL;
  Small small;

  begin (&small, 4, 100);
  ask (&small, JLY_ASKS_SUM, 15);
  small.questions[0].has_filter = TRUE;
  small.world.top_share = 0;
  small.world.min_parties = 5;
  loose = jly_inference_find (&small.world);
  g_assert_cmpint (find (loose, JLY_INFERS_FEW)->severity, ==, JLY_FINDING_REFUSE);
  g_assert_cmpint (find (loose, JLY_INFERS_SMALL_GROUP)->severity, ==, JLY_FINDING_WARN);
  g_assert_cmpint (find (loose, JLY_INFERS_DOMINANT)->severity, ==, JLY_FINDING_WARN);
  small.world.top_share = 80;
  small.world.min_parties = 4;
  small.world.min_rows = 5;
  tight = jly_inference_find (&small.world);
  g_assert_cmpint (jly_inference_get_severity (tight), ==, JLY_FINDING_FINE);
}

/* Every rule has its name and its sentence. */
static void
test_words (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < JLY_N_INFERENCES; i++)
    g_assert_true (g_hash_table_add (seen, (gpointer)jly_inference_rule_name (i)));
}

/* Two answers over groups that differ by one party tell its figure to everybody. */
static void
test_overlap (void)
{
  g_autoptr (GPtrArray) findings = NULL;
  const JlyInference *finding;
  Small small;

  begin (&small, 4, 100);
  ask (&small, JLY_ASKS_SUM, 15);
  ask (&small, JLY_ASKS_SUM, 7);
  findings = jly_inference_find (&small.world);
  finding = find (findings, JLY_INFERS_DIFFERENCE);
  g_assert_cmpint (finding->severity, ==, JLY_FINDING_REFUSE);
  g_assert_cmpuint (finding->whom, ==, 3);
  g_assert_cmpstr (jly_inference_rule_name (finding->rule), ==, "difference");
}

/* Thousands who join, and as many questions as there can be, take no long time. */
static void
test_many (void)
{
  enum
  {
    N = 3000
  };
  g_autofree guint *owners = g_new (guint, N);
  g_autofree const char **many_names = g_new (const char *, N);
  g_autofree gboolean *takes = g_new (gboolean, 20 * N);
  JlyWorldQuestion questions[20] = { 0 };
  JlyWorld world = { .n_parties = N, .n_figures = N, .learners = 0xf, .top_share = 80 };
  g_autoptr (GPtrArray) findings = NULL;

  for (guint i = 0; i < N; i++)
    {
      owners[i] = i;
      many_names[i] = "somebody";
    }
  for (guint i = 0; i < 20 * N; i++)
    takes[i] = g_test_rand_bit ();
  for (guint k = 0; k < G_N_ELEMENTS (questions); k++)
    questions[k] = (JlyWorldQuestion){
      .asks = JLY_ASKS_SUM, .n_values = 1000, .takes = takes + k * N, .times = 1
    };
  world.names = many_names;
  world.owners = owners;
  world.questions = questions;
  world.n_questions = 4;
  findings = jly_inference_find (&world);
  g_assert_cmpint (jly_inference_get_severity (findings), ==, JLY_FINDING_FINE);
}

/* Two who bring figures and ask for a sum: the contract itself says that this shows both. */
static void
test_contract (void)
{
  g_autoptr (JlyContract) contract = jly_contract_new ();
  g_autoptr (GPtrArray) two = NULL, three = NULL, rights = NULL;
  JlyContractColumn *column
      = jly_contract_add_column (contract, "turnover", "Turnover", 2, 0, 100000000);

  column->rights = JLY_USE_SUM;
  contract->policy.learn.roles = JLY_ROLE_FLAG_PROVIDER;
  contract->policy.top_share = 80;
  jly_contract_add_question (contract, "sum");
  jly_contract_add_party (contract, "north", JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  jly_contract_add_party (contract, "harbour", JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  two = jly_inference_find_in_contract (contract);
  g_assert_cmpint (jly_inference_get_severity (two), ==, JLY_FINDING_REFUSE);
  jly_contract_add_party (contract, "ridge", JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  three = jly_inference_find_in_contract (contract);
  g_assert_cmpint (jly_inference_get_severity (three), ==, JLY_FINDING_WARN);
  column->rights = JLY_USE_FILTER;
  rights = jly_inference_find_in_contract (contract);
  g_assert_nonnull (find (rights, JLY_INFERS_NOTHING));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/inference/one-answer", test_one_answer);
  g_test_add_func ("/study/inference/two-totals", test_two_totals);
  g_test_add_func ("/study/inference/some-totals", test_some_totals);
  g_test_add_func ("/study/inference/mixed", test_mixed);
  g_test_add_func ("/study/inference/bounds", test_bounds);
  g_test_add_func ("/study/inference/rivals", test_rivals);
  g_test_add_func ("/study/inference/learners", test_learners);
  g_test_add_func ("/study/inference/findings", test_findings);
  g_test_add_func ("/study/inference/agreements", test_agreements);
  g_test_add_func ("/study/inference/words", test_words);
  g_test_add_func ("/study/inference/overlap", test_overlap);
  g_test_add_func ("/study/inference/many", test_many);
  g_test_add_func ("/study/inference/contract", test_contract);
  return g_test_run ();
}
