/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-kept-page.h. A joint bid has a page of its own; all else is read as answers are. */
#include "config.h"

#include "app/jly-kept-page.h"

#include "app/jly-answer-page.h"
#include "app/jly-result-page.h"
#include "party/jly-result-words.h"
#include "table/jly-amount.h"

#include <glib/gi18n.h>

static gboolean
is_bid (const JlyStudy *study)
{
  return study->rows->len > 0;
}

/* Of several answers none stands for the others. */
static char *
dup_headline (const JlyStudy *study, JlyResult *result)
{
  guint n = study->questions->len;

  if (n > 1)
    return g_strdup_printf (ngettext ("%u answer", "%u answers", n), n);
  for (guint i = 0; i < n; i++)
    {
      char *headline = jly_result_headline (result, study, i, jly_amount_format_signed);

      if (headline != NULL)
        return headline;
    }
  return g_strdup (_ ("The answers are there"));
}

JlyPage *
jly_kept_page_new_for (const JlyStudy *study, JlyResult *result, char **headline, GError **error)
{
  JlyBidReport *report;

  if (!is_bid (study))
    {
      *headline = dup_headline (study, result);
      return JLY_PAGE (jly_answer_page_new_rehearsed (study, result));
    }
  report = jly_bid_report_new (result, study, NULL, error);
  if (report == NULL)
    return NULL;
  *headline = g_strdup (report->headline);
  return JLY_PAGE (jly_result_page_new (report));
}

JlyPage *
jly_kept_page_new (JlyStore *store, const char *study_id)
{
  g_autoptr (GBytes) bytes = jly_store_get_study (store, study_id, NULL);
  g_autofree char *json = bytes != NULL ? jly_store_get_result (store, study_id, NULL) : NULL;
  g_autoptr (JlyStudy) study = json != NULL ? jly_study_decode (bytes, NULL) : NULL;
  g_autoptr (JlyResult) result = study != NULL ? jly_result_from_json (json, NULL) : NULL;

  if (result != NULL && result->error == NULL && !is_bid (study))
    return JLY_PAGE (jly_answer_page_new_rehearsed (study, result));
  return JLY_PAGE (jly_result_page_new_from_store (store, study_id));
}
