/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sight.h. */
#include "config.h"

#include "app/jly-sight.h"

#include "app/jly-parts.h"
#include "study/jly-inference.h"
#include "study/jly-question-words.h"

#include <glib/gi18n.h>

#define MOST_NAMES 3
#define BIT(role) (1u << (role))

static void
free_row (gpointer data)
{
  JlySightRow *row = data;

  g_free (row->name);
  g_free (row->sentence);
  g_free (row);
}

void
jly_sight_free (JlySightTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self);
}

const char *
jly_sight_words (JlySight sight)
{
  static const char *const words[JLY_N_SIGHTS] = {
    [JLY_SIGHT_SEES] = N_ ("sees"),
    [JLY_SIGHT_OWN] = N_ ("sees its own"),
    [JLY_SIGHT_HIDDEN] = N_ ("hidden"),
    [JLY_SIGHT_PIECES] = N_ ("sealed pieces only"),
    [JLY_SIGHT_WORKS_OUT] = N_ ("could work it out"),
  };

  return _ (words[sight]);
}

const char *
jly_sight_thing (JlyThing thing)
{
  static const char *const words[JLY_N_THINGS]
      = { N_ ("Your figures"), N_ ("Your own part"), N_ ("Group results") };

  return _ (words[thing]);
}

/* Whether computing parties see answers as they open them. */
static gboolean
do_miners_see (const JlyContract *contract)
{
  for (guint i = 0; i < contract->questions->len; i++)
    {
      const JlyContractQuestion *question = contract->questions->pdata[i];
      const JlyAnalysis *analysis = jly_analysis_find (question->analysis);

      for (gsize k = 0; analysis != NULL && k < analysis->n_outputs; k++)
        if (analysis->outputs[k].to == JLY_OUTPUT_TO_EVERYONE)
          return TRUE;
    }
  return FALSE;
}

/* How many must put together what they learn to know a figure of another: 1, 2, or 0 for never. */
static guint
count_needed (const JlyContract *contract)
{
  g_autoptr (GPtrArray) found = jly_inference_find_in_contract (contract);
  guint needed = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const JlyInference *finding = found->pdata[i];

      if (finding->severity != JLY_FINDING_FINE && finding->n_who > 0
          && (needed == 0 || finding->n_who < needed))
        needed = finding->n_who;
    }
  return needed;
}

typedef struct
{
  const JlyContract *contract;
  JlySightTable *table;
  gboolean miners_see;
  guint needed;
} Maker;

static JlySightRow *
add_row (const Maker *self, char *name, JlyRole role)
{
  JlySightRow *row = g_new0 (JlySightRow, 1);

  row->name = name;
  row->role = role;
  g_ptr_array_add (self->table->rows, row);
  return row;
}

static void
set_sights (JlySightRow *row, JlySight figures, JlySight part, JlySight results)
{
  row->sights[JLY_THING_FIGURES] = figures;
  row->sights[JLY_THING_OWN_PART] = part;
  row->sights[JLY_THING_RESULTS] = results;
}

static JlyRole
choose_role (guint parts)
{
  static const JlyRole order[]
      = { JLY_ROLE_BRINGS, JLY_ROLE_ASKS, JLY_ROLE_APPROVES, JLY_ROLE_LEARNS, JLY_ROLE_COMPUTES };

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if (parts & BIT (order[i]))
      return order[i];
  return JLY_ROLE_APPROVES;
}

/* What it gives, holds and learns, in whole sentences. */
static char *
describe (guint parts)
{
  return g_strdup_printf ("%s %s %s",
                          parts & BIT (JLY_ROLE_BRINGS) ? _ ("Gives figures, in sealed pieces.")
                                                        : _ ("Gives no figures."),
                          parts & BIT (JLY_ROLE_COMPUTES) ? _ ("Holds pieces that tell nothing.")
                                                          : _ ("Holds nothing of the others."),
                          parts & BIT (JLY_ROLE_LEARNS)
                              ? _ ("Learns what all agreed on, and nothing else.")
                              : _ ("Learns nothing."));
}

static void
add_own (const Maker *self, guint place)
{
  const JlyContractParty *party = jly_contract_get_party (self->contract, place);
  guint parts = jly_parts_of (self->contract, place);
  gboolean brings = parts & BIT (JLY_ROLE_BRINGS);
  JlySightRow *row
      = add_row (self, g_strdup_printf (_ ("%s (you)"), party->name), choose_role (parts));

  set_sights (row, brings ? JLY_SIGHT_OWN : JLY_SIGHT_HIDDEN,
              brings ? JLY_SIGHT_OWN : JLY_SIGHT_HIDDEN,
              parts & BIT (JLY_ROLE_LEARNS) ? JLY_SIGHT_SEES : JLY_SIGHT_HIDDEN);
  row->sentence = describe (parts);
}

static char *
name_group (const Maker *self, JlyPartySet members, guint parts)
{
  const char *names[MOST_NAMES];
  g_autofree char *words = NULL;
  guint n = jly_party_set_count (members), k = 0;

  if (n > MOST_NAMES)
    {
      words = jly_parts_describe (parts);
      /* Translators: how many parties, and what each does: "12 parties. Each: brings figures". */
      return g_strdup_printf (_ ("%1$u parties. Each: %2$s"), n, words);
    }
  for (guint i = 0; i < self->contract->parties->len; i++)
    if (members >> i & 1)
      names[k++] = ((const JlyContractParty *)self->contract->parties->pdata[i])->name;
  return jly_words_list (names, k);
}

/* Parties that do the same in one row; those that only compute have rows of their own below. */
static void
add_others (const Maker *self, gint own)
{
  JlyPartySet done = own >= 0 ? (JlyPartySet)1 << own : 0;
  guint n = self->contract->parties->len;

  for (guint i = 0; i < n; i++)
    {
      guint parts = jly_parts_of (self->contract, i);
      JlyPartySet members = 0;
      gboolean learns = parts & BIT (JLY_ROLE_LEARNS);
      JlySightRow *row;

      for (guint k = i; k < n; k++)
        if ((done >> k & 1) == 0 && jly_parts_of (self->contract, k) == parts)
          members |= (JlyPartySet)1 << k;
      done |= members;
      if (members == 0 || (parts & ~BIT (JLY_ROLE_COMPUTES)) == 0)
        continue;
      row = add_row (self, name_group (self, members, parts), choose_role (parts));
      set_sights (row, learns && self->needed == 1 ? JLY_SIGHT_WORKS_OUT : JLY_SIGHT_HIDDEN,
                  JLY_SIGHT_HIDDEN, learns ? JLY_SIGHT_SEES : JLY_SIGHT_HIDDEN);
      row->sentence = describe (parts);
    }
}

static void
add_together (const Maker *self)
{
  JlySightRow *row;

  if (self->needed == 2)
    {
      row = add_row (self, g_strdup (_ ("Two who learn, together")), JLY_ROLE_LEARNS);
      set_sights (row, JLY_SIGHT_WORKS_OUT, JLY_SIGHT_HIDDEN, JLY_SIGHT_SEES);
      row->sentence = g_strdup (_ ("If they put together what they learn and what they brought, "
                                   "they could work out somebody’s figure."));
    }
  row = add_row (self, g_strdup (_ ("Each computing party alone")), JLY_ROLE_COMPUTES);
  set_sights (row, JLY_SIGHT_PIECES, JLY_SIGHT_PIECES,
              self->miners_see ? JLY_SIGHT_SEES : JLY_SIGHT_PIECES);
  row->sentence = g_strdup (
      self->miners_see ? _ ("Holds pieces that tell nothing, and sees answers as they are opened.")
                       : _ ("Holds pieces that tell nothing, and sees no answer."));
  row = add_row (self, g_strdup (_ ("Two computing parties together")), JLY_ROLE_COMPUTES);
  set_sights (row, JLY_SIGHT_WORKS_OUT, JLY_SIGHT_WORKS_OUT,
              self->miners_see ? JLY_SIGHT_SEES : JLY_SIGHT_WORKS_OUT);
  row->sentence = g_strdup (_ ("If two of the three put their pieces together in secret, they "
                               "could work out everything. This is the limit of the protection."));
}

JlySightTable *
jly_sight_new (const JlyContract *contract, gint own)
{
  const Maker maker
      = { contract, g_new0 (JlySightTable, 1), do_miners_see (contract), count_needed (contract) };

  maker.table->rows = g_ptr_array_new_with_free_func (free_row);
  maker.table->has_own_part = contract->policy.learn.own_part;
  maker.table->is_own = own >= 0 && own < (gint)contract->parties->len;
  if (maker.table->is_own)
    add_own (&maker, (guint)own);
  add_others (&maker, maker.table->is_own ? own : -1);
  add_together (&maker);
  return maker.table;
}

JlyStatement *
jly_sight_make_statement (const JlySightTable *self)
{
  JlyStatement *statement = jly_statement_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      const JlySightRow *row = self->rows->pdata[i];

      jly_statement_begin (statement, "who", row->name);
      jly_statement_add (statement, JLY_TONE_PLAIN, "who", "%1$s", row->sentence, NULL);
      for (JlyThing thing = 0; thing < JLY_N_THINGS; thing++)
        if (thing != JLY_THING_OWN_PART || self->has_own_part)
          jly_statement_add (
              statement, row->sights[thing] == JLY_SIGHT_WORKS_OUT ? JLY_TONE_WARN : JLY_TONE_PLAIN,
              "who",
              /* Translators: a thing, and how a party stands to it: "Your figures:
               * hidden". */
              _ ("%1$s: %2$s"), jly_sight_thing (thing), jly_sight_words (row->sights[thing]),
              NULL);
    }
  return statement;
}
