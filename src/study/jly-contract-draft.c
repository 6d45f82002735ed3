/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-contract-draft.h. */
#include "config.h"

#include "study/jly-contract-draft.h"

#include "study/jly-agreed.h"

static void
take_column (JlyContract *self, const JlyStudyColumn *from)
{
  JlyContractColumn *column
      = jly_contract_add_column (self, from->id, from->title, from->scale, from->least, from->max);

  g_free (column->unit);
  column->unit = g_strdup (from->unit);
  if (from->categories != NULL)
    jly_contract_column_set_categories (column, (const char *const *)from->categories);
  column->may_be_missing = from->may_be_missing;
}

static gboolean
has_question (const JlyContract *self, const char *analysis)
{
  for (guint i = 0; i < self->questions->len; i++)
    if (g_str_equal (((const JlyContractQuestion *)self->questions->pdata[i])->analysis, analysis))
      return TRUE;
  return FALSE;
}

static void
take_rights (JlyContract *self, const JlyStudy *draft)
{
  g_autoptr (GArray) uses = jly_agreed_derive_uses (self, draft->questions, NULL);

  for (guint i = 0; uses != NULL && i < uses->len; i++)
    {
      const JlyProposalUse *use = &g_array_index (uses, JlyProposalUse, i);

      ((JlyContractColumn *)self->columns->pdata[use->column])->rights |= use->use;
    }
}

void
jly_contract_take_draft (JlyContract *self, const JlyStudy *draft)
{
  g_free (self->currency);
  self->currency = g_strdup (draft->currency);
  self->most_rows = draft->most_rows;
  for (guint i = 0; i < draft->columns->len; i++)
    take_column (self, draft->columns->pdata[i]);
  for (guint i = 0; i < draft->rows->len; i++)
    {
      const JlyStudyRow *row = draft->rows->pdata[i];

      jly_study_rows_add (self->rows, row->name, row->unit, row->need);
    }
  for (guint i = 0; i < draft->checks->len; i++)
    {
      const JlyStudyCheck *check = draft->checks->pdata[i];

      jly_study_checks_add (self->checks, check->column, check->other, check->times);
    }
  for (guint i = 0; i < draft->questions->len; i++)
    {
      const JlyStudyQuestion *question = draft->questions->pdata[i];

      if (!has_question (self, question->analysis))
        jly_contract_add_question (self, question->analysis);
    }
  take_rights (self, draft);
}
