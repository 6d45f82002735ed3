/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ctl-keep.h. */
#include "config.h"

#include "ctl/jly-ctl-keep.h"

#include "ctl/jly-ctl-report.h"
#include "store/jly-store.h"

#include <glib/gi18n.h>

gboolean
jly_ctl_keep_check (const char *dir, GError **error)
{
  g_autoptr (JlyStore) store = jly_store_open (dir, error);

  return store != NULL;
}

static gboolean
log_opened (JlyStore *store, const JlyStudy *study, JlyResult *result, GError **error)
{
  for (guint i = 0; i < result->opened->len; i++)
    {
      const JlyResultOpened *opened = result->opened->pdata[i];
      g_autofree char *line = g_strdup_printf (_ ("opened %s to %s"), opened->what, opened->to);

      if (!jly_store_log (store, study->id, "jointlyctl", line, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
jly_ctl_keep (const char *dir, const JlyStudy *study, JlyResult *result, GError **error)
{
  g_autoptr (JlyStore) store = jly_store_open (dir, error);
  g_autoptr (GBytes) body = jly_study_encode (study);
  g_autofree char *json = jly_result_to_json (result, FALSE);
  gboolean done = g_str_equal (result->status, "done");
  g_autofree char *headline
      = done ? jly_ctl_report_headline (study, result) : g_strdup (result->error->message);
  JlyStudyRecord record = {
    .id = study->id,
    .case_id = study->case_id,
    .title = study->title,
    .created = g_get_real_time () / G_USEC_PER_SEC,
    .state = (char *)(done ? "done" : "failed"),
    .headline = headline,
    .rehearsal = study->rehearsal,
  };

  return store != NULL && jly_store_add_study (store, &record, body, error)
         && jly_store_set_result (store, study->id, json, error)
         && log_opened (store, study, result, error);
}
