/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From parties to a study, and from what the companies were told to the result document. */
#include "config.h"

#include "party/jly-rehearsal-private.h"

#include "base/jly-error.h"
#include "party/jly-tender-json.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

JlyStudy *
jly_rehearsal_make_study (JlyRehearsal *self)
{
  JlyStudy *study = jly_tender_make_study (self->tender, self->case_id);

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

void
jly_company_result_take (JlyCompanyResult *result, const JlyOutcome *outcome)
{
  char attempt[2 * JLY_HASH_BYTES + 1];

  sodium_bin2hex (attempt, sizeof attempt, outcome->attempt, sizeof outcome->attempt);
  result->is_there = TRUE;
  result->attempt = g_strdup (attempt);
  result->met = g_memdup2 (outcome->met, outcome->n_rows * sizeof *outcome->met);
  result->has_price = outcome->all_met;
  result->price = outcome->price;
  result->part = g_memdup2 (outcome->part, outcome->n_rows * sizeof *outcome->part);
}

void
jly_company_result_clear (JlyCompanyResult *result, gsize n_rows)
{
  g_free (result->attempt);
  g_free (result->met);
  if (result->part != NULL)
    sodium_memzero (result->part, n_rows * sizeof *result->part);
  g_free (result->part);
  memset (result, 0, sizeof *result);
}

/* What is for everyone must be the same for everyone; a computing party that told the companies
 * different things is found out here. */
static gboolean
check_alike (const JlyStudy *study, const JlyCompanyResult *results, GError **error)
{
  const JlyCompanyResult *first = &results[0];
  JlyErrorDetail detail = {
    .step = "opening",
    .next = _ ("Nothing is shown as a result; run the study again."),
  };

  for (guint i = 0; i < JLY_REHEARSAL_COMPANIES; i++)
    {
      const JlyCompanyResult *other = &results[i];

      if (g_strcmp0 (other->attempt, first->attempt) != 0 || other->has_price != first->has_price
          || other->price != first->price
          || memcmp (other->met, first->met, study->rows->len * sizeof *first->met) != 0)
        return jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
                         _ ("The companies were told different results."));
    }
  return TRUE;
}

/* Exact decimal text: 1234 at scale 2 is "12.34". */
static char *
format_steps (guint64 steps, guint scale)
{
  g_autofree char *digits = g_strdup_printf ("%0*" G_GINT64_MODIFIER "u", (int)scale + 1, steps);
  gsize n = strlen (digits);

  if (scale == 0)
    return g_steal_pointer (&digits);
  return g_strdup_printf ("%.*s.%s", (int)(n - scale), digits, digits + n - scale);
}

static void
add_number (JlyResult *result,
            const char *id,
            const char *recipient,
            guint64 steps,
            guint scale,
            const char *unit)
{
  g_autofree char *value = format_steps (steps, scale);
  JlyResultItem *item
      = jly_result_add (result, id, recipient, scale > 0 ? "decimal" : "integer", value);

  item->scale = scale;
  item->unit = g_strdup (unit);
}

static void
add_everyone (JlyResult *result, const JlyStudy *study, const JlyCompanyResult *told)
{
  const JlyStudyColumn *amount = study->columns->pdata[JLY_BID_AMOUNT];
  const JlyStudyColumn *cost = study->columns->pdata[JLY_BID_COST];

  for (guint i = 0; i < study->rows->len; i++)
    {
      g_autofree char *id
          = g_strconcat ("met/", ((const JlyStudyRow *)study->rows->pdata[i])->name, NULL);

      jly_result_add (result, id, "everyone", "bool", told->met[i] ? "true" : "false");
    }
  if (told->has_price)
    add_number (result, "price", "everyone", told->price, amount->scale + cost->scale,
                study->currency);
  else
    jly_result_add (result, "price", "everyone", "hidden", NULL)->reason
        = g_strdup (_ ("The price is opened only if every requirement is met."));
}

static void
add_part (JlyResult *result, const JlyStudy *study, guint company, const guint64 *part)
{
  const JlyStudyColumn *amount = study->columns->pdata[JLY_BID_AMOUNT];
  const JlyParty *party = study->providers->pdata[company];

  for (guint i = 0; part != NULL && i < study->rows->len; i++)
    {
      const JlyStudyRow *row = study->rows->pdata[i];
      g_autofree char *id = g_strconcat ("part/", row->name, NULL);

      add_number (result, id, party->name, part[i], amount->scale, row->unit);
    }
}

JlyResult *
jly_rehearsal_make_result (JlyRehearsal *self,
                           const JlyStudy *study,
                           const JlyPlan *plan,
                           const JlyCompanyResult *results,
                           GError **error)
{
  JlyResult *result;

  if (!check_alike (study, results, error))
    return NULL;
  result = jly_result_new (study->id, results[0].attempt, "done");
  add_everyone (result, study, &results[0]);
  for (guint i = 0; i < JLY_REHEARSAL_COMPANIES; i++)
    add_part (result, study, i, results[i].part);
  for (guint i = 0; i < plan->openings->len; i++)
    {
      const JlyOpening *opening = plan->openings->pdata[i];

      if (opening->condition == NULL || results[0].has_price)
        jly_result_add_opened (result, opening->what, opening->to);
    }
  return result;
}
