/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-agreed.h. */
#include "config.h"

#include "study/jly-agreed.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_use (GArray *uses, guint column, guint use)
{
  JlyProposalUse own = { column, use };
  guint i;

  for (i = 0; i < uses->len; i++)
    {
      const JlyProposalUse *other = &g_array_index (uses, JlyProposalUse, i);

      if (other->column == column && other->use == use)
        return;
      if (other->column > column || (other->column == column && other->use > use))
        break;
    }
  g_array_insert_val (uses, i, own);
}

/* The columns that one setting names. */
static gboolean
add_named (const JlyContract *contract,
           const JlyStudyQuestion *question,
           const JlyParameterSpec *spec,
           GArray *uses,
           GError **error)
{
  for (guint i = 0; i < question->parameters->len; i++)
    {
      const JlyStudyParameter *parameter = question->parameters->pdata[i];
      g_auto (GStrv) ids = NULL;

      if (strcmp (parameter->name, spec->name) != 0)
        continue;
      ids = jly_parameter_list_columns (spec, parameter->value);
      for (guint k = 0; ids[k] != NULL; k++)
        {
          gint column = jly_contract_find_column (contract, ids[k]);

          if (column < 0 || spec->use == 0)
            return jly_refuse (error, JLY_REFUSAL_COLUMN, NULL);
          add_use (uses, (guint)column, spec->use);
        }
    }
  return TRUE;
}

static gboolean
add_question (const JlyContract *contract,
              const JlyStudyQuestion *question,
              GArray *uses,
              GError **error)
{
  const JlyAnalysis *analysis = jly_analysis_find (question->analysis);

  if (analysis == NULL)
    return jly_refuse (error, JLY_REFUSAL_ANALYSIS, NULL);
  for (guint i = 0; analysis->uses_all != 0 && i < contract->columns->len; i++)
    add_use (uses, i, analysis->uses_all);
  for (gsize i = 0; i < analysis->n_parameters; i++)
    if (!add_named (contract, question, &analysis->parameters[i], uses, error))
      return FALSE;
  return TRUE;
}

GArray *
jly_agreed_derive_uses (const JlyContract *contract, const GPtrArray *questions, GError **error)
{
  g_autoptr (GArray) uses = g_array_new (FALSE, TRUE, sizeof (JlyProposalUse));

  for (guint i = 0; i < questions->len; i++)
    if (!add_question (contract, questions->pdata[i], uses, error))
      return NULL;
  return g_steal_pointer (&uses);
}

/* A column and whatever agreed checks tie to it. */
static void
take_tied (const JlyContract *contract, guint column, gboolean *is_taken)
{
  if (is_taken[column])
    return;
  is_taken[column] = TRUE;
  for (guint i = 0; i < contract->checks->len; i++)
    {
      const JlyStudyCheck *check = contract->checks->pdata[i];

      if (check->column == column)
        take_tied (contract, check->other, is_taken);
      else if (check->other == column)
        take_tied (contract, check->column, is_taken);
    }
}

/* Questions that use no column, as the number of rows, go with the first: rows are there only with
 * a column. */
static gboolean *
choose_columns (const JlyContract *contract, const GArray *uses)
{
  gboolean *is_taken = g_new0 (gboolean, contract->columns->len);

  for (guint i = 0; i < uses->len; i++)
    take_tied (contract, g_array_index (uses, JlyProposalUse, i).column, is_taken);
  if (uses->len == 0)
    take_tied (contract, 0, is_taken);
  return is_taken;
}

static void
copy_column (JlyStudy *study, const JlyContractColumn *from)
{
  JlyStudyColumn *column
      = jly_study_add_column (study, from->id, from->title, from->scale, from->max);

  g_free (column->unit);
  column->unit = g_strdup (from->unit);
  if (from->categories != NULL)
    jly_study_column_set_categories (column, (const char *const *)from->categories);
  else
    jly_study_column_set_range (column, from->min, from->max);
  column->may_be_missing = from->may_be_missing;
}

/* Columns that were taken, and the checks among them. */
static void
copy_table (JlyStudy *study, const JlyContract *contract, const gboolean *is_taken)
{
  g_autofree guint *places = g_new0 (guint, contract->columns->len);

  for (guint i = 0; i < contract->columns->len; i++)
    if (is_taken == NULL || is_taken[i])
      {
        places[i] = study->columns->len;
        copy_column (study, contract->columns->pdata[i]);
      }
  for (guint i = 0; i < contract->checks->len; i++)
    {
      const JlyStudyCheck *check = contract->checks->pdata[i];

      if (is_taken == NULL || is_taken[check->column])
        jly_study_add_check (study, places[check->column], places[check->other], check->times);
    }
  study->most_rows = contract->most_rows;
  study->limits = (JlyLimits){
    .min_rows = contract->policy.min_rows,
    .min_parties = contract->policy.min_parties,
    .top_share = contract->policy.top_share,
    .may_show_ends = contract->policy.may_show_ends,
  };
  for (guint i = 0; i < contract->rows->len; i++)
    {
      const JlyStudyRow *row = contract->rows->pdata[i];

      jly_study_add_row (study, row->name, row->unit, row->need);
    }
}

static void
add_founder (GPtrArray *parties, const JlyContractParty *from)
{
  jly_study_add_party (parties, from->name)->keys = from->keys;
}

static void
add_founders (GPtrArray *parties, const JlyContract *contract, guint roles)
{
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      if ((party->roles & roles) != 0)
        add_founder (parties, party);
    }
}

/* What every study of a contract has. */
static JlyStudy *
make_study (const JlyContract *contract,
            const guint8 contract_hash[JLY_HASH_BYTES],
            const gboolean *is_taken)
{
  JlyStudy *study = jly_study_new ("", contract->title);

  /* A contract that is still being written has no number yet; the study keeps its own then. */
  if (*contract->study_id != '\0')
    {
      g_free (study->id);
      study->id = g_strdup (contract->study_id);
    }
  g_free (study->case_id);
  study->case_id = g_strdup (contract->case_id);
  study->currency = g_strdup (contract->currency);
  study->rehearsal = contract->rehearsal;
  memcpy (study->contract_hash, contract_hash, JLY_HASH_BYTES);
  add_founders (study->miners, contract, JLY_ROLE_FLAG_MINER);
  copy_table (study, contract, is_taken);
  return study;
}

JlyStudy *
jly_agreed_table_new (const JlyContract *contract)
{
  static const guint8 none[JLY_HASH_BYTES];

  return make_study (contract, none, NULL);
}

JlyStudy *
jly_agreed_frame_new (const JlyContract *contract,
                      const guint8 contract_hash[JLY_HASH_BYTES],
                      const guint8 key[32],
                      const JlyParty *joined,
                      guint *provider,
                      GError **error)
{
  g_autoptr (JlyStudy) frame = make_study (contract, contract_hash, NULL);

  add_founders (frame->providers, contract, JLY_ROLE_FLAG_PROVIDER);
  if (joined != NULL)
    jly_study_add_party (frame->providers, joined->name)->keys = joined->keys;
  *provider = 0;
  if (key == NULL)
    return g_steal_pointer (&frame);
  for (; *provider < frame->providers->len; (*provider)++)
    {
      const JlyParty *party = frame->providers->pdata[*provider];

      if (memcmp (party->keys.identity, key, sizeof party->keys.identity) == 0)
        return g_steal_pointer (&frame);
    }
  jly_refuse (error, JLY_REFUSAL_CONTRACT, joined != NULL ? joined->name : NULL);
  return NULL;
}

static const JlySubmission *
find_submission (const JlySubmission *submissions, gsize n, const guint8 key[32])
{
  for (gsize i = 0; i < n; i++)
    if (memcmp (submissions[i].provider, key, 32) == 0)
      return &submissions[i];
  return NULL;
}

static void
take_submission (JlyAgreed *self, const JlySubmission *submission)
{
  guint i = self->study->providers->len - 1;

  self->n_rows[i] = submission->n_rows;
  memcpy (self->uploads[i], submission->upload, JLY_HASH_BYTES);
}

static gint
compare_keys (gconstpointer a, gconstpointer b)
{
  return memcmp ((*(const JlyParty *const *)a)->keys.identity,
                 (*(const JlyParty *const *)b)->keys.identity, 32);
}

/* Founders in the contract's order, since that decides ties; then those who joined. */
static gboolean
take_providers (JlyAgreed *self,
                const JlyContract *contract,
                const JlySubmission *submissions,
                gsize n,
                const GPtrArray *joined,
                GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];
      const JlySubmission *own = find_submission (submissions, n, party->keys.identity);

      if (own == NULL || (party->roles & JLY_ROLE_FLAG_PROVIDER) == 0)
        continue;
      add_founder (self->study->providers, party);
      take_submission (self, own);
    }
  for (guint i = 0; joined != NULL && i < joined->len; i++)
    g_ptr_array_add (sorted, joined->pdata[i]);
  g_ptr_array_sort (sorted, compare_keys);
  for (guint i = 0; i < sorted->len && self->study->providers->len < n; i++)
    {
      const JlyParty *party = sorted->pdata[i];
      const JlySubmission *own = find_submission (submissions, n, party->keys.identity);

      if (own == NULL)
        continue;
      jly_study_add_party (self->study->providers, party->name)->keys = party->keys;
      take_submission (self, own);
    }
  return self->study->providers->len == n || jly_refuse (error, JLY_REFUSAL_INPUTS, NULL);
}

static void
take_recipients (JlyStudy *study, const JlyContract *contract, JlyPartySet recipients)
{
  study->own_parts = contract->policy.learn.own_part;
  for (guint i = 0; i < contract->parties->len; i++)
    if ((recipients >> i & 1) != 0)
      add_founder (study->recipients, contract->parties->pdata[i]);
}

static void
take_columns (JlyAgreed *self, const JlyContract *contract, const gboolean *is_taken)
{
  self->columns = g_new (guint, contract->columns->len);
  for (guint i = 0; i < contract->columns->len; i++)
    if (is_taken[i])
      self->columns[self->n_columns++] = i;
}

/* As many as the set has, whoever they are: the plan's hash does not depend on it. */
static void
make_up_submissions (const JlyContract *contract,
                     guint n,
                     JlySubmission *submissions,
                     GPtrArray *joined)
{
  guint k = 0;

  for (guint i = 0; i < contract->parties->len && k < n; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      if ((party->roles & JLY_ROLE_FLAG_PROVIDER) != 0)
        memcpy (submissions[k++].provider, party->keys.identity, 32);
    }
  for (; k < n; k++)
    {
      JlyParty *party = jly_study_add_party (joined, NULL);

      party->name = g_strdup_printf ("\342\200\246 %u", k);
      for (guint b = 0; b < 3; b++)
        {
          guint8 *key = (guint8 *)&party->keys + 32 * b;

          memset (key, 0xff, 32);
          key[0] = (guint8)k;
          key[1] = (guint8)b;
        }
      memcpy (submissions[k].provider, party->keys.identity, 32);
    }
  for (k = 0; k < n; k++)
    submissions[k].n_rows = contract->rows->len > 0 ? contract->rows->len : contract->most_rows;
}

/* Without a plan. */
static JlyAgreed *
make_agreed (const JlyContract *contract,
             const guint8 contract_hash[JLY_HASH_BYTES],
             const JlyProposal *proposal,
             const JlySubmission *submissions,
             gsize n_submissions,
             const GPtrArray *joined,
             GError **error)
{
  g_autoptr (GArray) uses = jly_agreed_derive_uses (contract, proposal->questions, error);
  g_autoptr (JlyAgreed) self = g_new0 (JlyAgreed, 1);
  g_autofree gboolean *is_taken = NULL;

  if (uses == NULL)
    return NULL;
  is_taken = choose_columns (contract, uses);
  self->study = make_study (contract, contract_hash, is_taken);
  self->n_rows = g_new0 (gsize, n_submissions + 1);
  self->uploads = g_malloc0_n (n_submissions + 1, sizeof *self->uploads);
  take_columns (self, contract, is_taken);
  if (!take_providers (self, contract, submissions, n_submissions, joined, error))
    return NULL;
  take_recipients (self->study, contract, proposal->recipients);
  jly_study_questions_take (self->study->questions, proposal->questions);
  return g_steal_pointer (&self);
}

/* Where nobody can join, a set of as many as may bring figures is a set of all of them. */
static gboolean
is_everybody (const JlyContract *contract, guint n)
{
  JlyPartySet providers = jly_contract_select (contract, JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
  guint n_providers = 0;

  for (guint i = 0; i < contract->parties->len; i++)
    n_providers += (guint)(providers >> i & 1);
  return contract->policy.n_joining == 0 && n == n_providers;
}

static JlyAgreed *
make_unknown (const JlyContract *contract,
              const guint8 contract_hash[JLY_HASH_BYTES],
              const JlyProposal *proposal,
              JlyPlan *(*plan_new) (const JlyStudy *, const gsize *, GError **),
              GError **error)
{
  guint n = MIN (proposal->n_submissions, JLY_STUDY_MAX_PARTIES);
  g_autofree JlySubmission *submissions = g_new0 (JlySubmission, n + 1);
  g_autoptr (GPtrArray) joined = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_party_free);
  g_autoptr (JlyAgreed) self = NULL;

  make_up_submissions (contract, n, submissions, joined);
  self = make_agreed (contract, contract_hash, proposal, submissions, n, joined, error);
  if (self == NULL)
    return NULL;
  self->plan = plan_new (self->study, self->n_rows, error);
  if (self->plan != NULL && !is_everybody (contract, n))
    jly_study_inputs_forget_names (self->plan->inputs);
  return self->plan != NULL ? g_steal_pointer (&self) : NULL;
}

JlyAgreed *
jly_agreed_new_unknown (const JlyContract *contract,
                        const guint8 contract_hash[JLY_HASH_BYTES],
                        const JlyProposal *proposal,
                        GError **error)
{
  return make_unknown (contract, contract_hash, proposal, jly_plan_new, error);
}

JlyAgreed *
jly_agreed_new_uncosted (const JlyContract *contract,
                         const guint8 contract_hash[JLY_HASH_BYTES],
                         const JlyProposal *proposal,
                         GError **error)
{
  return make_unknown (contract, contract_hash, proposal, jly_plan_new_uncosted, error);
}

JlyAgreed *
jly_agreed_new (const JlyContract *contract,
                const guint8 contract_hash[JLY_HASH_BYTES],
                const JlyProposal *proposal,
                const guint8 proposal_hash[JLY_HASH_BYTES],
                const JlySubmission *submissions,
                gsize n_submissions,
                const GPtrArray *joined,
                GError **error)
{
  g_autoptr (JlyAgreed) self
      = make_agreed (contract, contract_hash, proposal, submissions, n_submissions, joined, error);

  if (self == NULL)
    return NULL;
  memcpy (self->study->proposal_hash, proposal_hash, JLY_HASH_BYTES);
  self->plan = jly_plan_new (self->study, self->n_rows, error);
  return self->plan != NULL ? g_steal_pointer (&self) : NULL;
}

void
jly_agreed_free (JlyAgreed *self)
{
  if (self == NULL)
    return;
  jly_plan_free (self->plan);
  jly_study_free (self->study);
  g_free (self->columns);
  g_free (self->n_rows);
  g_free (self->uploads);
  g_free (self);
}
