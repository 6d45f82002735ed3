/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The object and its settings; the run is in jly-rehearsal-processes.c and jly-rehearsal-local.c.
 */
#include "config.h"

#include "party/jly-rehearsal.h"

#include "analysis/jly-joint-bid.h"
#include "base/jly-error.h"
#include "party/jly-rehearsal-private.h"
#include "party/jly-tender-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_TYPE (JlyRehearsal, jly_rehearsal, G_TYPE_OBJECT)

enum
{
  SIGNAL_STAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
free_company (JlyCompany *company)
{
  g_free (company->name);
  g_free (company->path);
  g_free (company);
}

static void
jly_rehearsal_finalize (GObject *object)
{
  JlyRehearsal *self = JLY_REHEARSAL (object);

  g_free (self->case_id);
  g_clear_pointer (&self->tender, jly_tender_free);
  g_clear_pointer (&self->draft, jly_study_free);
  g_free (self->tender_path);
  g_ptr_array_unref (self->companies);
  g_free (self->keep_dir);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->study, g_bytes_unref);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (jly_rehearsal_parent_class)->finalize (object);
}

static void
jly_rehearsal_class_init (JlyRehearsalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jly_rehearsal_finalize;
  signals[SIGNAL_STAGE] = g_signal_new ("stage", JLY_TYPE_REHEARSAL, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_DOUBLE);
}

static void
jly_rehearsal_init (JlyRehearsal *self)
{
  self->companies = g_ptr_array_new_with_free_func ((GDestroyNotify)free_company);
  g_mutex_init (&self->mutex);
}

JlyRehearsal *
jly_rehearsal_new (const char *case_id, const JlyTender *tender)
{
  JlyRehearsal *self = g_object_new (JLY_TYPE_REHEARSAL, NULL);
  g_autoptr (JsonObject) copy = jly_tender_to_json (tender);

  self->case_id = g_strdup (case_id);
  self->tender = jly_tender_from_json (copy, NULL);
  return self;
}

JlyRehearsal *
jly_rehearsal_new_study (const JlyStudy *draft)
{
  JlyRehearsal *self = g_object_new (JLY_TYPE_REHEARSAL, NULL);

  self->case_id = g_strdup (draft->case_id);
  self->draft = jly_study_copy_draft (draft);
  if (self->draft != NULL)
    self->draft->rehearsal = TRUE;
  return self;
}

static JlyCompany *
add_company (JlyRehearsal *self, JlyCompanyKind kind, const char *name)
{
  JlyCompany *company = g_new0 (JlyCompany, 1);

  company->kind = kind;
  company->name = g_strdup (name);
  g_ptr_array_add (self->companies, company);
  return company;
}

void
jly_rehearsal_add_own (JlyRehearsal *self, const char *name, const JlyBidTable *table)
{
  add_company (self, JLY_COMPANY_OWN, name)->table = table;
}

void
jly_rehearsal_add_file (JlyRehearsal *self, const char *name, const char *path)
{
  add_company (self, JLY_COMPANY_FILE, name)->path = g_strdup (path);
}

void
jly_rehearsal_add_made_up (JlyRehearsal *self, const char *name)
{
  add_company (self, JLY_COMPANY_MADE_UP, name);
}

void
jly_rehearsal_add_own_made_up (JlyRehearsal *self, const char *name)
{
  add_company (self, JLY_COMPANY_MADE_UP, name)->tells_own = TRUE;
}

void
jly_rehearsal_set_title (JlyRehearsal *self, const char *title)
{
  char **own = self->tender != NULL ? &self->tender->title : &self->draft->title;

  g_free (*own);
  *own = g_strdup (title);
}

void
jly_rehearsal_set_tender_path (JlyRehearsal *self, const char *path)
{
  g_free (self->tender_path);
  self->tender_path = g_strdup (path);
}

void
jly_rehearsal_set_base_port (JlyRehearsal *self, guint16 port)
{
  self->base_port = port;
}

void
jly_rehearsal_set_keep_dir (JlyRehearsal *self, const char *dir)
{
  g_free (self->keep_dir);
  self->keep_dir = g_strdup (dir);
}

void
jly_rehearsal_set_in_process (JlyRehearsal *self, gboolean in_process)
{
  self->in_process = in_process;
}

void
jly_rehearsal_get_miner_pids (JlyRehearsal *self, int pids[3])
{
  g_mutex_lock (&self->mutex);
  memcpy (pids, self->miner_pids, sizeof self->miner_pids);
  g_mutex_unlock (&self->mutex);
}

void
jly_rehearsal_get_provider_pids (JlyRehearsal *self, int pids[3])
{
  g_mutex_lock (&self->mutex);
  memcpy (pids, self->provider_pids, 3 * sizeof *pids);
  g_mutex_unlock (&self->mutex);
}

void
jly_rehearsal_publish_study (JlyRehearsal *self, GBytes *study)
{
  g_mutex_lock (&self->mutex);
  g_assert (self->study == NULL);
  self->study = g_bytes_ref (study);
  g_mutex_unlock (&self->mutex);
}

GBytes *
jly_rehearsal_get_study (JlyRehearsal *self)
{
  GBytes *study;

  g_mutex_lock (&self->mutex);
  study = self->study;
  g_mutex_unlock (&self->mutex);
  return study;
}

typedef struct
{
  JlyRehearsal *self;
  JlyStage stage;
  double fraction;
} Report;

static void
free_report (gpointer data)
{
  Report *report = data;

  g_object_unref (report->self);
  g_free (report);
}

static gboolean
report_cb (gpointer data)
{
  Report *report = data;

  g_signal_emit (report->self, signals[SIGNAL_STAGE], 0, report->stage, report->fraction);
  return G_SOURCE_REMOVE;
}

void
jly_rehearsal_report (JlyRehearsal *self, JlyStage stage, double fraction)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Report *report = g_new0 (Report, 1);

  report->self = g_object_ref (self);
  report->stage = stage;
  report->fraction = fraction;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, report_cb, report, free_report);
  g_source_attach (source, self->context);
}

static gboolean
check_companies (JlyRehearsal *self, GError **error)
{
  JlyErrorDetail detail = { .next = _ ("Give each company with its name and its file.") };

  if (self->tender != NULL && self->companies->len != JLY_JOINT_BID_PARTIES)
    return jly_fail (error, JLY_ERROR_USAGE, &detail,
                     _ ("A joint bid needs three companies, here are %u."), self->companies->len);
  if (self->companies->len < 2 || self->companies->len > JLY_STUDY_MAX_PARTIES)
    return jly_fail (error, JLY_ERROR_USAGE, &detail,
                     _ ("A study needs from 2 to %d companies, here are %u."),
                     JLY_STUDY_MAX_PARTIES, self->companies->len);
  if (self->tender == NULL && self->draft == NULL)
    return jly_fail (error, JLY_ERROR_CONFIG, NULL, _ ("The study is too long to be sent."));
  return self->draft == NULL || jly_study_check_draft (self->draft, error);
}

static void
run_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  JlyRehearsal *self = source;
  g_autoptr (GError) error = NULL;
  JlyResult *result = NULL;

  if (check_companies (self, &error))
    result = self->in_process ? jly_rehearsal_run_local (self, cancellable, &error)
                              : jly_rehearsal_run_processes (self, cancellable, &error);
  if (result != NULL)
    g_task_return_pointer (task, result, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
jly_rehearsal_run_async (JlyRehearsal *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_clear_pointer (&self->context, g_main_context_unref);
  self->context = g_main_context_ref_thread_default ();
  /* A cancelled run still cleans up and says so itself, in our own words. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_worker);
}

JlyResult *
jly_rehearsal_run_finish (JlyRehearsal *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
