/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ask.h. */
#include "config.h"

#include "app/jly-ask.h"

#include "base/jly-error.h"
#include "study/jly-question-sentence.h"
#include "study/jly-question-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAY ((gint64)24 * 60 * 60)
#define DEFAULT_DAYS 14

struct _JlyAsk
{
  GObject parent_instance;

  JlyAgreement *agreement;
  GPtrArray *kinds;     /* JlyContractQuestion*, the contract's */
  guint kind;           /* its place */
  GHashTable *settings; /* name to value */
  char *unfinished;     /* what keeps the condition from being one; NULL: nothing */
  char *half_name;      /* of the condition, and its text so far; NULL: none is half written */
  char *half_text;
  gboolean was_half; /* what was restored lacks what was not finished */
  JlyPartySet recipients;
  guint days;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyAsk, jly_ask, G_TYPE_OBJECT)

/* Of a condition that cannot be asked yet. */
static void
forget_half (JlyAsk *self)
{
  g_clear_pointer (&self->unfinished, g_free);
  g_clear_pointer (&self->half_name, g_free);
  g_clear_pointer (&self->half_text, g_free);
}

static void
finalize (GObject *object)
{
  JlyAsk *self = JLY_ASK (object);

  g_clear_object (&self->agreement);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  forget_half (self);
  G_OBJECT_CLASS (jly_ask_parent_class)->finalize (object);
}

static void
jly_ask_class_init (JlyAskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
jly_ask_init (JlyAsk *self)
{
  self->kinds = g_ptr_array_new ();
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->days = DEFAULT_DAYS;
}

const JlyContract *
jly_ask_get_contract (JlyAsk *self)
{
  return jly_agreement_get_contract (self->agreement);
}

static const JlyContractQuestion *
get_chosen (JlyAsk *self)
{
  return self->kind < self->kinds->len ? self->kinds->pdata[self->kind] : NULL;
}

static void
tell (JlyAsk *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

JlyPartySet
jly_ask_get_learners (JlyAsk *self)
{
  gint own = jly_agreement_get_own (self->agreement);

  return own >= 0 ? jly_contract_find_learners (jly_ask_get_contract (self), (JlyPartySet)1 << own)
                  : 0;
}

guint
jly_ask_count_kinds (JlyAsk *self)
{
  return self->kinds->len;
}

const JlyAnalysis *
jly_ask_get_kind (JlyAsk *self, guint kind)
{
  g_assert (kind < self->kinds->len);
  return jly_analysis_find (((const JlyContractQuestion *)self->kinds->pdata[kind])->analysis);
}

static gboolean
is_for_column (const JlyParameterSpec *spec)
{
  return spec->kind == JLY_PARAMETER_COLUMN || spec->kind == JLY_PARAMETER_ANY_COLUMN
         || spec->kind == JLY_PARAMETER_COLUMNS || spec->kind == JLY_PARAMETER_CATEGORIES;
}

/* How many columns may be used so; *last (may be NULL) is one of them. */
static guint
count_columns_for (JlyAsk *self, const JlyParameterSpec *spec, const JlyContractColumn **last)
{
  const GPtrArray *columns = jly_ask_get_contract (self)->columns;
  guint n = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *obstacle = jly_ask_find_column_obstacle (self, spec, i);

      if (obstacle != NULL)
        continue;
      n++;
      if (last != NULL)
        *last = columns->pdata[i];
    }
  return n;
}

/* Where there is nothing to choose, nobody is asked to. */
static void
choose_only_columns (JlyAsk *self)
{
  const JlyAnalysis *analysis
      = get_chosen (self) != NULL ? jly_ask_get_kind (self, self->kind) : NULL;

  for (gsize i = 0; analysis != NULL && i < analysis->n_parameters; i++)
    {
      const JlyParameterSpec *spec = &analysis->parameters[i];
      const JlyContractColumn *only = NULL;

      if (spec->is_required && is_for_column (spec) && !jly_ask_is_fixed (self, spec->name)
          && count_columns_for (self, spec, &only) == 1)
        g_hash_table_insert (self->settings, g_strdup (spec->name), g_strdup (only->id));
    }
}

/* What the contract has fixed of the chosen kind, and nothing else but what leaves no
 * choice. */
static void
reset (JlyAsk *self)
{
  const JlyContractQuestion *chosen = get_chosen (self);

  g_hash_table_remove_all (self->settings);
  forget_half (self);
  for (guint i = 0; chosen != NULL && i < chosen->settings->len; i++)
    {
      const JlyContractSetting *setting = chosen->settings->pdata[i];

      if (!setting->is_free)
        g_hash_table_insert (self->settings, g_strdup (setting->name), g_strdup (setting->value));
    }
  choose_only_columns (self);
}

char *
jly_ask_find_kind_obstacle (JlyAsk *self, guint kind)
{
  const JlyAnalysis *analysis = jly_ask_get_kind (self, kind);

  for (gsize i = 0; i < analysis->n_parameters; i++)
    if (analysis->parameters[i].is_required && is_for_column (&analysis->parameters[i])
        && count_columns_for (self, &analysis->parameters[i], NULL) == 0)
      return g_strdup (_ ("The contract has no column that may be used so."));
  return NULL;
}

JlyAsk *
jly_ask_new (JlyAgreement *agreement)
{
  JlyAsk *self = g_object_new (JLY_TYPE_ASK, NULL);
  const GPtrArray *questions = jly_agreement_get_contract (agreement)->questions;

  self->agreement = g_object_ref (agreement);
  for (guint i = 0; i < questions->len; i++)
    if (jly_analysis_find (((const JlyContractQuestion *)questions->pdata[i])->analysis) != NULL)
      g_ptr_array_add (self->kinds, questions->pdata[i]);
  while (self->kind < self->kinds->len)
    {
      g_autofree char *obstacle = jly_ask_find_kind_obstacle (self, self->kind);

      if (obstacle == NULL)
        break;
      self->kind++;
    }
  if (self->kind == self->kinds->len)
    self->kind = 0;
  self->recipients = jly_ask_get_learners (self);
  reset (self);
  return self;
}

void
jly_ask_choose_kind (JlyAsk *self, guint kind)
{
  if (kind == self->kind || kind >= self->kinds->len)
    return;
  self->kind = kind;
  reset (self);
  tell (self);
}

guint
jly_ask_get_chosen_kind (JlyAsk *self)
{
  return self->kind;
}

gboolean
jly_ask_is_fixed (JlyAsk *self, const char *name)
{
  const JlyContractQuestion *chosen = get_chosen (self);

  for (guint i = 0; chosen != NULL && i < chosen->settings->len; i++)
    {
      const JlyContractSetting *setting = chosen->settings->pdata[i];

      if (strcmp (setting->name, name) == 0)
        return !setting->is_free;
    }
  return TRUE; /* What the contract does not list cannot be given. */
}

const char *
jly_ask_get (JlyAsk *self, const char *name)
{
  return g_hash_table_lookup (self->settings, name);
}

/* A comparison or value belongs to its column, and goes with it. */
static void
drop_dependents (JlyAsk *self, const char *name)
{
  const JlyAnalysis *analysis = jly_ask_get_kind (self, self->kind);

  for (gsize i = 0; i < analysis->n_parameters; i++)
    if (g_strcmp0 (analysis->parameters[i].of, name) == 0
        && !jly_ask_is_fixed (self, analysis->parameters[i].name))
      g_hash_table_remove (self->settings, analysis->parameters[i].name);
}

void
jly_ask_set (JlyAsk *self, const char *name, const char *value)
{
  if (jly_ask_is_fixed (self, name) || g_strcmp0 (jly_ask_get (self, name), value) == 0)
    return;
  drop_dependents (self, name);
  if (value == NULL || *value == '\0')
    g_hash_table_remove (self->settings, name);
  else
    g_hash_table_insert (self->settings, g_strdup (name), g_strdup (value));
  tell (self);
}

void
jly_ask_set_condition (JlyAsk *self, const char *name, const char *text, const char *why)
{
  const char *whole, *half;

  if (text != NULL && *text == '\0')
    text = NULL;
  whole = why == NULL ? text : NULL;
  half = why != NULL ? text : NULL;
  if (jly_ask_is_fixed (self, name)
      || (g_strcmp0 (self->unfinished, why) == 0 && g_strcmp0 (self->half_text, half) == 0
          && g_strcmp0 (jly_ask_get (self, name), whole) == 0))
    return;
  forget_half (self);
  self->unfinished = g_strdup (why);
  if (half != NULL)
    {
      self->half_name = g_strdup (name);
      self->half_text = g_strdup (half);
    }
  if (whole == NULL)
    g_hash_table_remove (self->settings, name);
  else
    g_hash_table_insert (self->settings, g_strdup (name), g_strdup (whole));
  tell (self);
}

static const char *
say_right (JlyUseFlags use)
{
  switch (use)
    {
    case JLY_USE_SUM:
      return _ ("The contract does not permit adding it up.");
    case JLY_USE_MEAN:
      return _ ("The contract does not permit means and medians of it.");
    case JLY_USE_GROUP:
      return _ ("The contract does not permit groups by it.");
    case JLY_USE_FILTER:
      return _ ("The contract does not permit choosing rows by it.");
    case JLY_USE_COUNT:
      return _ ("The contract does not permit counting it.");
    case JLY_USE_LINK:
    case JLY_USE_MODEL:
    case JLY_USE_FLAGS_ALL:
    default:
      return _ ("The contract does not permit this use of it.");
    }
}

char *
jly_ask_find_column_obstacle (JlyAsk *self, const JlyParameterSpec *spec, guint column)
{
  const JlyContractColumn *one = jly_ask_get_contract (self)->columns->pdata[column];

  if ((one->rights & spec->use) != spec->use)
    return g_strdup (say_right (spec->use));
  if (spec->kind == JLY_PARAMETER_CATEGORIES && one->categories == NULL)
    return g_strdup (_ ("It has numbers, and no categories."));
  if ((spec->kind == JLY_PARAMETER_COLUMN || spec->kind == JLY_PARAMETER_COLUMNS)
      && one->categories != NULL)
    return g_strdup (_ ("It has categories, and no numbers."));
  return NULL;
}

JlyPartySet
jly_ask_get_recipients (JlyAsk *self)
{
  return self->recipients;
}

void
jly_ask_set_recipients (JlyAsk *self, JlyPartySet recipients)
{
  recipients &= jly_ask_get_learners (self);
  if (recipients == self->recipients)
    return;
  self->recipients = recipients;
  tell (self);
}

guint
jly_ask_get_days (JlyAsk *self)
{
  return self->days;
}

void
jly_ask_set_days (JlyAsk *self, guint days)
{
  if (days == self->days)
    return;
  self->days = days;
  tell (self);
}

/* JlyStudyQuestion*, one. */
static GPtrArray *
make_questions (JlyAsk *self)
{
  const JlyAnalysis *analysis = jly_ask_get_kind (self, self->kind);
  GPtrArray *questions = jly_study_questions_new ();
  JlyStudyQuestion *question = jly_study_questions_add (questions, "", analysis->id);

  for (gsize i = 0; i < analysis->n_parameters; i++)
    {
      const char *value = jly_ask_get (self, analysis->parameters[i].name);

      if (value != NULL)
        jly_study_question_set (question, analysis->parameters[i].name, value);
    }
  return questions;
}

char *
jly_ask_dup_sentence (JlyAsk *self)
{
  g_autoptr (GPtrArray) questions = NULL;

  if (get_chosen (self) == NULL)
    return g_strdup ("");
  questions = make_questions (self);
  return jly_question_sentence_say_asked (jly_ask_get_contract (self), questions, self->recipients);
}

/* The first setting that must still be given; NULL if none must. */
static const JlyParameterSpec *
find_missing (JlyAsk *self)
{
  const JlyAnalysis *analysis = jly_ask_get_kind (self, self->kind);

  for (gsize i = 0; i < analysis->n_parameters; i++)
    {
      const JlyParameterSpec *spec = &analysis->parameters[i];

      if (spec->is_required && jly_ask_get (self, spec->name) == NULL
          && (spec->of == NULL || jly_ask_get (self, spec->of) != NULL))
        return spec;
    }
  return NULL;
}

static gboolean
check_ready (JlyAsk *self, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Choose it first.") };
  const JlyParameterSpec *missing;

  if (get_chosen (self) == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, "%s",
                     _ ("The contract permits no question that this program knows."));
  missing = find_missing (self);
  if (missing != NULL)
    return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("To continue, choose: %s."),
                     _ (missing->title));
  if (self->unfinished != NULL)
    return jly_fail (error, JLY_ERROR_USAGE, &detail, "%s", self->unfinished);
  return self->recipients != 0
         || jly_fail (error, JLY_ERROR_USAGE, NULL, "%s",
                      _ ("To continue, choose who learns the answer."));
}

static gint64
get_end (JlyAsk *self, gint64 now)
{
  return MIN (now + DAY * self->days, jly_ask_get_contract (self)->ends_at);
}

JlyAsked *
jly_ask_preview (JlyAsk *self, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) questions = NULL;
  g_autoptr (JlyProposal) proposal = NULL;

  if (!check_ready (self, error))
    return NULL;
  questions = make_questions (self);
  proposal = jly_member_draft_proposal (jly_agreement_get_member (self->agreement), questions,
                                        self->recipients, get_end (self, now), error);
  if (proposal == NULL)
    return NULL;
  return jly_asked_new (jly_ask_get_contract (self),
                        jly_agreement_get_contract_hash (self->agreement), proposal, error);
}

gboolean
jly_ask_send (JlyAsk *self, gint64 now, guint *question, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Ask for less: another kind, or fewer columns.") };
  g_autoptr (JlyAsked) asked = jly_ask_preview (self, now, error);
  g_autoptr (GPtrArray) questions = NULL;

  if (asked == NULL)
    return FALSE;
  if (jly_inference_get_severity (asked->findings) == JLY_FINDING_REFUSE)
    return jly_fail (error, JLY_ERROR_REFUSED, &detail, "%s",
                     _ ("This question would tell too much."));
  questions = make_questions (self);
  return jly_agreement_propose (self->agreement, questions, self->recipients, get_end (self, now),
                                now, question, error);
}

/* Kind, its place, days, recipients; then names and values. */
enum
{
  CHOICE_KIND,
  CHOICE_PLACE,
  CHOICE_DAYS,
  CHOICE_RECIPIENTS,
  N_CHOICES
};

/* In place of a name: the condition of this name is not finished. */
#define HALF ""

char **
jly_ask_dup_choices (JlyAsk *self)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  const JlyContractQuestion *chosen = get_chosen (self);
  g_autofree char *place = g_strdup_printf ("%u", self->kind);
  g_autofree char *days = g_strdup_printf ("%u", self->days);
  g_autofree char *recipients = g_strdup_printf ("%" G_GUINT64_FORMAT, self->recipients);
  GHashTableIter iter;
  gpointer name, value;

  g_strv_builder_add (texts, chosen != NULL ? chosen->analysis : "");
  g_strv_builder_add (texts, place);
  g_strv_builder_add (texts, days);
  g_strv_builder_add (texts, recipients);
  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!jly_ask_is_fixed (self, name))
      {
        g_strv_builder_add (texts, name);
        g_strv_builder_add (texts, value);
      }
  if (self->half_name != NULL)
    {
      g_strv_builder_add (texts, self->half_name);
      g_strv_builder_add (texts, self->half_text);
      g_strv_builder_add (texts, HALF);
      g_strv_builder_add (texts, self->half_name);
    }
  return g_strv_builder_end (texts);
}

/* Names and values go in as they are: whether they can be asked, the preview says. */
void
jly_ask_restore (JlyAsk *self, const char *const *choices)
{
  guint n = g_strv_length ((char **)choices);
  guint64 place, days, recipients;
  const JlyContractQuestion *chosen;

  if (n < N_CHOICES
      || !g_ascii_string_to_unsigned (choices[CHOICE_PLACE], 10, 0, G_MAXUINT, &place, NULL)
      || !g_ascii_string_to_unsigned (choices[CHOICE_DAYS], 10, 1, 3650, &days, NULL)
      || !g_ascii_string_to_unsigned (choices[CHOICE_RECIPIENTS], 10, 0, G_MAXUINT64, &recipients,
                                      NULL)
      || place >= self->kinds->len)
    return;
  chosen = self->kinds->pdata[place];
  if (strcmp (chosen->analysis, choices[CHOICE_KIND]) != 0)
    return;
  self->kind = (guint)place;
  reset (self);
  self->days = (guint)days;
  self->recipients = recipients & jly_ask_get_learners (self);
  for (guint i = N_CHOICES; i + 1 < n; i += 2)
    if (g_str_equal (choices[i], HALF))
      self->was_half = TRUE;
    else if (!jly_ask_is_fixed (self, choices[i]))
      g_hash_table_insert (self->settings, g_strdup (choices[i]), g_strdup (choices[i + 1]));
}

gboolean
jly_ask_was_half (const JlyAsk *self)
{
  return self->was_half;
}
