/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be worked out of two answers about the same people, by trying everything: every world of
 * a few people of four kinds, every pair of questions, also with different groups and filters.
 * Worlds in which a pair is answered alike cannot be told apart; so a set of kinds is given away if
 * it has the same number of people in all of them, and that number is one that must stay hidden.
 */
#include "config.h"

#include "analysis/jly-analyses.h"
#include "analysis/jly-guard.h"

#define N_KINDS 4 /* of a0 b0, a0 b1, a1 b0, a1 b1 */
#define N_SETS (1 << N_KINDS)
#define MOST 5 /* of a kind */
#define LEAST 3
#define N_WORLDS 1296 /* (MOST + 1) to the power of N_KINDS */

typedef struct
{
  const char *by, *by_2, *filter;
} Question;

static const Question questions[] = {
  { NULL, NULL, NULL },
  { "a", NULL, NULL },
  { "b", NULL, NULL },
  { "a", "b", NULL },
  { "b", "a", NULL },
  { NULL, NULL, "a = a0" },
  { NULL, NULL, "a = a1" },
  { NULL, NULL, "b = b0" },
  { "a", NULL, "b = b0" },
  { "b", NULL, "a = a0" },
  { "a", NULL, "a = a0" },
  { NULL, NULL, "a = a0 and b = b0" },
  { "b", NULL, "a = a0 or b = b0" },
  { "a", NULL, "not (a = a0 and b = b0)" },
};

typedef struct
{
  JlyInputs inputs;
  gsize n_rows;
  gint64 values[2][N_KINDS * MOST];
  gboolean is_valid[N_KINDS * MOST];
  JlyParameter parameters[G_N_ELEMENTS (questions)][3];
  JlyRequest requests[G_N_ELEMENTS (questions)];
} World;

static void
add_parameter (World *self, guint question, const char *name, const char *value)
{
  JlyQuery *query = &self->requests[question].query;

  if (value != NULL)
    self->parameters[question][query->n_parameters++] = (JlyParameter){ name, value };
}

static guint
count_kind (guint number, guint kind)
{
  for (; kind > 0; kind--)
    number /= MOST + 1;
  return number % (MOST + 1);
}

static guint
count_set (guint number, guint set)
{
  guint n = 0;

  for (guint kind = 0; kind < N_KINDS; kind++)
    n += set >> kind & 1 ? count_kind (number, kind) : 0;
  return n;
}

static const char *const a_names[] = { "a0", "a1", NULL };
static const char *const b_names[] = { "b0", "b1", NULL };
static const JlyInputColumn columns[] = {
  { "a", "A", "", JLY_VALUE_TEXT, 0, 0, 1, 1, a_names, FALSE },
  { "b", "B", "", JLY_VALUE_TEXT, 0, 0, 1, 1, b_names, FALSE },
};

/* World number of all, whose people are rows of one source. */
static void
make_world (World *self, guint number, const JlyRules *rules)
{
  *self = (World){ .inputs = { .columns = columns,
                               .n_columns = G_N_ELEMENTS (columns),
                               .rules = rules,
                               .n_sources = 1,
                               .n_rows = &self->n_rows,
                               .most_rows = N_KINDS * MOST,
                               .limits = { .min_rows = LEAST } } };
  for (guint kind = 0; kind < N_KINDS; kind++)
    for (guint i = count_kind (number, kind); i > 0; i--, self->n_rows++)
      {
        self->values[0][self->n_rows] = kind / 2;
        self->values[1][self->n_rows] = kind % 2;
        self->is_valid[self->n_rows] = TRUE;
      }
  for (guint q = 0; q < G_N_ELEMENTS (questions); q++)
    {
      self->requests[q]
          = (JlyRequest){ &jly_count_analysis, { &self->inputs, self->parameters[q], 0 } };
      add_parameter (self, q, "by", questions[q].by);
      add_parameter (self, q, "by-2", questions[q].by_2);
      add_parameter (self, q, "filter", questions[q].filter);
    }
}

static void
append_answer (World *self, guint question, GString *seen)
{
  const gint64 *const values[] = { self->values[0], self->values[1] };
  const JlyClearTable table = { values, self->is_valid, NULL };
  const JlyRequest *request = &self->requests[question];
  g_autoptr (JlyAnswer) answer = request->analysis->clear (&request->query, &table, 0);

  for (gsize o = 0; o < answer->n_outputs; o++)
    for (gsize i = 0; i < answer->outputs[o].n; i++)
      g_string_append_printf (seen, "%u ", (guint)answer->outputs[o].values[i]);
}

/* What somebody sees who is told the answers to both: the same question twice is one question. */
static char *
observe (World *self, guint one, guint other)
{
  const gint64 *const values[] = { self->values[0], self->values[1] };
  const JlyClearTable table = { values, self->is_valid, NULL };
  const JlyRequest both[] = { self->requests[one], self->requests[other] };
  const JlyGuardPart part = { &self->inputs, both, one == other ? 1 : 2, NULL };
  GString *seen = g_string_new (NULL);

  if (jly_guard_clear (&part, &table, 1, LEAST))
    return g_string_free (g_string_assign (seen, "refused"), FALSE);
  append_answer (self, one, seen);
  g_string_append (seen, "/ ");
  append_answer (self, other, seen);
  return g_string_free (seen, FALSE);
}

/* Worlds that look alike: of every set of kinds the fewest and the most people. */
typedef struct
{
  guint least[N_SETS], most[N_SETS];
  gboolean is_inside; /* that no kind has more than MOST has no part in what is known */
  guint example;
} Class;

static void
add_world (Class *class, guint number)
{
  static const guint margins[] = { 0x3, 0xc, 0x5, 0xa };
  gboolean is_inside = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (margins); i++)
    is_inside = is_inside && count_set (number, margins[i]) <= MOST;
  if (is_inside)
    class->example = number;
  class->is_inside = class->is_inside || is_inside;
  for (guint set = 1; set < N_SETS; set++)
    {
      guint n = count_set (number, set);

      class->least[set] = MIN (class->least[set], n);
      class->most[set] = MAX (class->most[set], n);
    }
}

static Class *
find_class (GHashTable *classes, char *seen)
{
  Class *class = g_hash_table_lookup (classes, seen);

  if (class != NULL)
    {
      g_free (seen);
      return class;
    }
  class = g_new0 (Class, 1);
  for (guint set = 1; set < N_SETS; set++)
    class->least[set] = G_MAXUINT;
  g_hash_table_insert (classes, seen, class);
  return class;
}

static void
judge (const char *seen, const Class *class, guint one, guint other)
{
  for (guint set = 1; set < N_SETS && class->is_inside; set++)
    if (class->least[set] == class->most[set] && class->least[set] > 0 && class->least[set] < LEAST)
      {
        g_test_message ("questions %u and %u, answers %s, kinds %x in world %u", one, other, seen,
                        set, class->example);
        g_test_fail ();
        return;
      }
}

static void
attack (guint one, guint other, const JlyRules *rules, guint *n_answered)
{
  g_autoptr (GHashTable) classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer seen, class;

  for (guint number = 1; number < N_WORLDS; number++)
    {
      World world;

      make_world (&world, number, rules);
      add_world (find_class (classes, observe (&world, one, other)), number);
    }
  g_hash_table_iter_init (&iter, classes);
  while (g_hash_table_iter_next (&iter, &seen, &class))
    judge (seen, class, one, other);
  *n_answered += g_hash_table_size (classes);
}

static void
test_pairs (void)
{
  g_autoptr (JlyRules) rules = jly_rules_new ();
  guint n_answered = 0;

  jly_rules_add_column (rules, "a", JLY_VALUE_TEXT, 0);
  jly_rules_add_column (rules, "b", JLY_VALUE_TEXT, 0);
  for (guint one = 0; one < G_N_ELEMENTS (questions); one++)
    for (guint other = one; other < G_N_ELEMENTS (questions); other++)
      attack (one, other, rules, &n_answered);
  /* A guard that refuses everything would give nothing away either. */
  g_test_message ("%u different answers", n_answered);
  g_assert_cmpuint (n_answered, >, 2000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attack/pairs", test_pairs);
  return g_test_run ();
}
