/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From parties to a study, and from what the companies were told to the result document. */
#include "config.h"

#include "party/jly-rehearsal-private.h"

#include "base/jly-error.h"
#include "party/jly-outcome-json.h"
#include "party/jly-outcome-result.h"
#include "party/jly-tender-json.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

JlyStudy *
jly_rehearsal_make_study (JlyRehearsal *self)
{
  JlyStudy *study = self->tender != NULL ? jly_tender_make_study (self->tender, self->case_id)
                                         : jly_study_copy_draft (self->draft);

  study->rehearsal = TRUE;
  for (guint i = 0; i < self->companies->len; i++)
    jly_study_add_party (study->providers, ((JlyCompany *)self->companies->pdata[i])->name);
  for (guint i = 1; i <= JLY_STUDY_MINERS; i++)
    {
      g_autofree char *name = g_strdup_printf (_ ("computing party %u"), i);

      jly_study_add_party (study->miners, name);
    }
  return study;
}

gboolean
jly_rehearsal_check_present (JlyRehearsal *self, gboolean *const *present, GError **error)
{
  for (guint r = 0; r < self->tender->rows->len; r++)
    {
      const JlyTenderRow *row = self->tender->rows->pdata[r];
      JlyErrorDetail detail = {
        .file = self->tender_path,
        .row = row->file_row,
        .next = _ ("Check how the companies' files spell it, or take it out of the tender."),
      };
      gboolean found = FALSE;

      for (guint c = 0; c < self->companies->len; c++)
        found = found || present[c][r];
      if (!found && self->tender_path != NULL)
        return jly_fail (error, JLY_ERROR_DATA, &detail,
                         _ ("%s, row %" PRIu64 ": no company has “%s”."), self->tender_path,
                         row->file_row, row->name);
      if (!found)
        return jly_fail (error, JLY_ERROR_DATA, &detail,
                         _ ("The tender asks for “%s”, which no company has."), row->name);
    }
  return TRUE;
}

JlyFigures *
jly_rehearsal_read_file (JlyRehearsal *self,
                         const char *path,
                         GCancellable *cancellable,
                         GError **error)
{
  return self->tender != NULL ? jly_figures_read_bid (path, self->tender, cancellable, error)
                              : jly_figures_read (path, self->draft, cancellable, error);
}

/* What is for everyone must be the same for everyone; a computing party that told the companies
 * different things is found out here. */
static gboolean
check_alike (const JlyPlan *plan, JlyOutcome *const *outcomes, GError **error)
{
  JlyErrorDetail detail = {
    .step = "opening",
    .next = _ ("Nothing is shown as a result; run the study again."),
  };

  for (guint i = 1; i < plan->inputs->inputs.n_sources; i++)
    if (!jly_outcome_is_alike (outcomes[0], outcomes[i], plan->inputs))
      return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                       _ ("The companies were told different results."));
  return TRUE;
}

JlyResult *
jly_rehearsal_make_result (const JlyStudy *study,
                           const JlyPlan *plan,
                           const JlyAgreed *agreed,
                           JlyOutcome *const *outcomes,
                           const gsize *n_rows,
                           GError **error)
{
  char attempt[2 * JLY_HASH_BYTES + 1];
  JlyResult *result;

  if (!check_alike (agreed->plan, outcomes, error))
    return NULL;
  sodium_bin2hex (attempt, sizeof attempt, outcomes[0]->attempt, JLY_HASH_BYTES);
  result = jly_result_new (study->id, attempt, "done");
  jly_outcome_add_joint (result, agreed->study, agreed->plan, outcomes[0], JLY_STUDY_EVERYONE);
  for (guint i = 0; i < study->providers->len; i++)
    {
      const JlyParty *party = study->providers->pdata[i];

      jly_outcome_add_own (result, agreed->study, agreed->plan, outcomes[i], party->name,
                           n_rows[i]);
    }
  jly_outcome_add_opened (result, study, plan, outcomes[0]);
  return result;
}
