/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exactly one thread uses the import at any time: a worker while there is a job, else the main
 * thread. What the person does meanwhile waits in a queue. */
#include "config.h"

#include "app/jly-import-session.h"

#include "app/jly-import-job.h"

/* One change that waits. */
typedef struct
{
  JlyImportChange change;
  gpointer data;
  GDestroyNotify free_data;
} Change;

struct _JlyImportSession
{
  GObject parent_instance;

  char *profile_folder;  /* NULL: nothing is remembered */
  char *study_id;        /* NULL: no corrections are kept */
  JlyRules *rules;       /* NULL: nothing is wanted yet */
  JlySheet *sheet;       /* as it was read; NULL: nothing was */
  JlySheet *preview;     /* its first rows, while it is still read */
  JlyImport *import;     /* NULL also while a job has it */
  JlyImportKept *keeper; /* goes with the import */
  char *path;
  char *text, *html; /* that were pasted; NULL: nothing was */
  GError *error;
  GQueue changes; /* Change* */

  JlyImportReading reading; /* of the present file */

  char *next_path; /* what is read as soon as the present job has ended */
  char *next_text, *next_html;
  JlyImport *next_import;
  guint serial; /* of the last job */
  gboolean new_rules;
  JlyImportJob *job; /* NULL: nobody works */

  JlyImportFinisher *finisher; /* of the next job */
  JlyImportFinisher *made_by;  /* what made result */
  gpointer result;
  GError *result_error;
};

enum
{
  CHANGED,
  PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyImportSession, jly_import_session, G_TYPE_OBJECT)

static void start_next (JlyImportSession *self);

static void
free_change (gpointer data)
{
  Change *change = data;

  if (change->free_data != NULL)
    change->free_data (change->data);
  g_free (change);
}

static void send_report (JlyImportJob *job, JlySheet *preview, gpointer data);

static JlyImportJob *
new_job (JlyImportSession *self)
{
  JlyImportJob *job = jly_import_job_new ();

  job->serial = ++self->serial;
  job->report = send_report;
  job->report_data = self;
  job->finisher = self->finisher != NULL ? g_atomic_rc_box_acquire (self->finisher) : NULL;
  return job;
}

/* From the thread to the main loop: how far it is, and the first rows. */
typedef struct
{
  JlyImportSession *session;
  guint serial; /* of the job that reports */
  JlySheet *preview;
} Report;

static void
free_report (gpointer data)
{
  Report *report = data;

  g_object_unref (report->session);
  g_clear_pointer (&report->preview, jly_sheet_unref);
  g_free (report);
}

static gboolean
report_cb (gpointer data)
{
  Report *report = data;
  JlyImportSession *self = report->session;

  if (self->job == NULL || self->job->serial != report->serial)
    return G_SOURCE_REMOVE;
  jly_import_job_note_report (self->job);
  if (report->preview != NULL)
    {
      g_clear_pointer (&self->preview, jly_sheet_unref);
      self->preview = g_steal_pointer (&report->preview);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  g_signal_emit (self, signals[PROGRESS], 0);
  return G_SOURCE_REMOVE;
}

/* Called by the thread, which the task keeps the session for. */
static void
send_report (JlyImportJob *job, JlySheet *preview, gpointer data)
{
  Report *sent = g_new0 (Report, 1);

  sent->session = g_object_ref (data);
  sent->serial = job->serial;
  sent->preview = preview;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, report_cb, sent, free_report);
}

static void
job_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (jly_import_job_work (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
take_result (JlyImportSession *self, JlyImportJob *job, GError *error)
{
  g_free (self->path);
  self->path = g_strdup (job->path);
  if (job->is_reading)
    {
      g_free (self->text);
      g_free (self->html);
      self->text = g_steal_pointer (&job->text);
      self->html = g_steal_pointer (&job->html);
    }
  jly_import_reading_clear (&self->reading);
  jly_import_reading_copy (&job->reading, &self->reading);
  g_clear_error (&self->error);
  g_clear_pointer (&self->sheet, jly_sheet_unref);
  g_clear_pointer (&self->import, jly_import_free);
  self->error = error;
  self->sheet = g_steal_pointer (&job->sheet);
  self->import = g_steal_pointer (&job->import);
  g_clear_pointer (&self->keeper, jly_import_kept_free);
  self->keeper = g_steal_pointer (&job->keeper);
}

static void
take_finished (JlyImportSession *self, JlyImportJob *job)
{
  jly_import_finisher_free (self->made_by, self->result);
  g_clear_error (&self->result_error);
  self->made_by = g_steal_pointer (&job->finisher);
  self->result = g_steal_pointer (&job->result);
  self->result_error = g_steal_pointer (&job->result_error);
}

static void
job_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JlyImportSession *self = JLY_IMPORT_SESSION (source);
  JlyImportJob *job = g_task_get_task_data (G_TASK (result));
  const gboolean cancelled = g_cancellable_is_cancelled (job->cancellable);
  const gboolean was_refresh = job->is_refresh;
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  /* Another file was opened meanwhile, and its answer comes later. */
  if (self->job != job)
    {
      g_clear_error (&error);
      return;
    }
  self->job = NULL;
  g_clear_pointer (&self->preview, jly_sheet_unref);
  if (was_refresh)
    {
      self->import = g_steal_pointer (&job->import);
      self->keeper = g_steal_pointer (&job->keeper);
    }
  else if (!cancelled)
    take_result (self, job, g_steal_pointer (&error));
  if (was_refresh || !cancelled)
    take_finished (self, job);
  g_clear_error (&error);
  start_next (self);
}

static void
start_job (JlyImportSession *self, JlyImportJob *job)
{
  g_autoptr (GTask) task = g_task_new (self, job->cancellable, job_cb, NULL);

  /* A thread that was told to stop has to end before its import can be used by others. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, start_job);
  g_task_set_task_data (task, job, (GDestroyNotify)jly_import_job_free);
  self->job = job;
  g_task_run_in_thread (task, job_worker);
}

static void
start_reading (JlyImportSession *self)
{
  JlyImportJob *job = new_job (self);

  job->path = g_steal_pointer (&self->next_path);
  job->text = g_steal_pointer (&self->next_text);
  job->html = g_steal_pointer (&self->next_html);
  job->import = g_steal_pointer (&self->next_import);
  if (job->import != NULL)
    job->sheet = jly_sheet_ref (jly_import_get_file (job->import));
  job->is_reading = job->import == NULL;
  jly_import_reading_copy (&self->reading, &job->reading);
  job->rules = self->rules != NULL ? jly_rules_ref (self->rules) : NULL;
  if (job->rules != NULL && self->profile_folder != NULL)
    job->profile = jly_profile_load (self->profile_folder, job->rules);
  job->kept_folder = g_strdup (self->profile_folder);
  job->kept_study = g_strdup (self->study_id);
  self->new_rules = FALSE;
  g_queue_clear_full (&self->changes, free_change);
  start_job (self, job);
}

/* The same figures for other rules. */
static void
start_again (JlyImportSession *self)
{
  JlyImportJob *job = new_job (self);

  job->path = g_strdup (self->path);
  job->sheet = jly_sheet_ref (self->sheet);
  job->rules = jly_rules_ref (self->rules);
  job->keeper = g_steal_pointer (&self->keeper);
  job->kept_folder = g_strdup (self->profile_folder);
  job->kept_study = g_strdup (self->study_id);
  jly_import_reading_copy (&self->reading, &job->reading);
  if (self->import != NULL)
    {
      job->again = jly_import_job_list_corrections (self->import);
      job->answers = jly_import_dup_profile (self->import);
    }
  else if (self->profile_folder != NULL)
    job->profile = jly_profile_load (self->profile_folder, job->rules);
  self->new_rules = FALSE;
  start_job (self, job);
}

static void
start_refresh (JlyImportSession *self)
{
  JlyImportJob *job = new_job (self);
  Change *change;

  while ((change = g_queue_pop_head (&self->changes)) != NULL)
    {
      change->change (self->import, change->data);
      free_change (change);
    }
  job->import = g_steal_pointer (&self->import);
  job->keeper = g_steal_pointer (&self->keeper);
  job->is_refresh = TRUE;
  start_job (self, job);
}

static void
start_next (JlyImportSession *self)
{
  if (self->job == NULL)
    {
      if (self->next_path != NULL || self->next_text != NULL || self->next_html != NULL
          || self->next_import != NULL)
        start_reading (self);
      else if (self->new_rules && self->sheet != NULL && self->rules != NULL)
        start_again (self);
      else if (self->import != NULL && !g_queue_is_empty (&self->changes))
        start_refresh (self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
jly_import_session_finalize (GObject *object)
{
  JlyImportSession *self = JLY_IMPORT_SESSION (object);

  g_free (self->profile_folder);
  g_free (self->study_id);
  g_clear_pointer (&self->keeper, jly_import_kept_free);
  g_free (self->path);
  g_free (self->text);
  g_free (self->html);
  g_free (self->next_path);
  jly_import_reading_clear (&self->reading);
  g_clear_error (&self->error);
  jly_import_finisher_free (self->made_by, self->result);
  g_clear_error (&self->result_error);
  jly_import_finisher_free (self->finisher, NULL);
  g_free (self->next_text);
  g_free (self->next_html);
  g_clear_pointer (&self->preview, jly_sheet_unref);
  g_clear_pointer (&self->next_import, jly_import_free);
  g_clear_pointer (&self->import, jly_import_free);
  g_clear_pointer (&self->sheet, jly_sheet_unref);
  g_clear_pointer (&self->rules, jly_rules_free);
  g_queue_clear_full (&self->changes, free_change);
  G_OBJECT_CLASS (jly_import_session_parent_class)->finalize (object);
}

static void
jly_import_session_class_init (JlyImportSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jly_import_session_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
jly_import_session_init (JlyImportSession *self)
{
  g_queue_init (&self->changes);
}

JlyImportSession *
jly_import_session_new (const char *profile_folder)
{
  JlyImportSession *self = g_object_new (JLY_TYPE_IMPORT_SESSION, NULL);

  self->profile_folder = g_strdup (profile_folder);
  return self;
}

void
jly_import_session_set_study (JlyImportSession *self, const char *study_id)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self) && self->study_id == NULL);
  self->study_id = g_strdup (study_id);
}

JlyImportKept *
jly_import_session_get_kept (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), NULL);
  return self->job != NULL ? NULL : self->keeper;
}

const char *
jly_import_session_get_profile_folder (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), NULL);
  return self->profile_folder;
}

void
jly_import_session_set_rules (JlyImportSession *self, JlyRules *rules)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self));
  if (rules == self->rules)
    return;
  g_clear_pointer (&self->rules, jly_rules_free);
  self->rules = rules != NULL ? jly_rules_ref (rules) : NULL;
  self->new_rules = rules != NULL;
  start_next (self);
}

JlyRules *
jly_import_session_get_rules (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), NULL);
  return self->rules;
}

/* A file that is still being read is let go of at once: its disk may hang. Takes all. */
static void
take_next (JlyImportSession *self, char *path, char *text, char *html, JlyImport *import)
{
  g_free (self->next_path);
  g_free (self->next_text);
  g_free (self->next_html);
  g_clear_pointer (&self->next_import, jly_import_free);
  self->next_path = path;
  self->next_text = text;
  self->next_html = html;
  self->next_import = import;
  if (jly_import_session_is_reading (self))
    {
      g_cancellable_cancel (self->job->cancellable);
      self->job = NULL;
      g_clear_pointer (&self->preview, jly_sheet_unref);
    }
  start_next (self);
}

/* What was chosen for one file says nothing about another: reading is cleared with each new one. */
void
jly_import_session_open (JlyImportSession *self, const char *path)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self) && path != NULL);
  jly_import_reading_clear (&self->reading);
  take_next (self, g_strdup (path), NULL, NULL, NULL);
}

void
jly_import_session_paste (JlyImportSession *self, const char *text, const char *html)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self) && (text != NULL || html != NULL));
  jly_import_reading_clear (&self->reading);
  take_next (self, NULL, g_strdup (text), g_strdup (html), NULL);
}

void
jly_import_session_take_import (JlyImportSession *self, JlyImport *import)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self) && import != NULL);
  jly_import_reading_clear (&self->reading);
  take_next (self, NULL, NULL, NULL, import);
}

void
jly_import_session_clear (JlyImportSession *self)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self));
  g_clear_error (&self->error);
  g_clear_pointer (&self->sheet, jly_sheet_unref);
  g_clear_pointer (&self->import, jly_import_free);
  g_clear_pointer (&self->keeper, jly_import_kept_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->html, g_free);
  g_queue_clear_full (&self->changes, free_change);
  if (self->job != NULL)
    g_cancellable_cancel (self->job->cancellable);
  self->job = NULL;
  g_clear_pointer (&self->preview, jly_sheet_unref);
  jly_import_finisher_free (self->made_by, self->result);
  self->made_by = NULL;
  self->result = NULL;
  g_clear_error (&self->result_error);
  take_next (self, NULL, NULL, NULL, NULL);
}

static void
read_again (JlyImportSession *self)
{
  if (self->path != NULL || self->text != NULL || self->html != NULL)
    take_next (self, g_strdup (self->path), g_strdup (self->text), g_strdup (self->html), NULL);
}

void
jly_import_session_choose_sheet (JlyImportSession *self, guint number)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self));
  g_free (self->reading.sheet);
  self->reading.sheet = g_strdup_printf ("%u", number + 1);
  read_again (self);
}

void
jly_import_session_choose_text (JlyImportSession *self, const JlyImportReading *reading)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self) && reading != NULL);
  self->reading.encoding = reading->encoding;
  self->reading.delimiter = reading->delimiter;
  self->reading.n_name_rows = reading->n_name_rows;
  self->reading.usual_encoding = NULL;
  self->reading.is_by_hand = TRUE;
  read_again (self);
}

void
jly_import_session_choose_names (JlyImportSession *self, guint n_name_rows)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self) && n_name_rows > 0);
  self->reading.n_name_rows = n_name_rows;
  self->reading.is_by_hand = TRUE;
  read_again (self);
}

void
jly_import_session_keep_totals (JlyImportSession *self, gboolean keeps)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self));
  self->reading.keep_totals = keeps;
  read_again (self);
}

void
jly_import_session_remember (JlyImportSession *self)
{
  g_autoptr (JlyProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (JLY_IS_IMPORT_SESSION (self));
  if (self->job != NULL || self->import == NULL || self->profile_folder == NULL
      || self->path == NULL)
    return;
  profile = jly_import_dup_profile (self->import);
  profile->reading = jly_import_reading_to_profile (&self->reading);
  if (!jly_profile_save (profile, self->profile_folder, self->rules, &error))
    g_message ("%s", error->message);
}

const JlyImportReading *
jly_import_session_get_reading (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), NULL);
  return &self->reading;
}

void
jly_import_session_set_finish (JlyImportSession *self,
                               JlyImportFinish finish,
                               gpointer data,
                               GDestroyNotify free_data,
                               GDestroyNotify free_result)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self));
  jly_import_finisher_free (self->finisher, NULL);
  self->finisher = jly_import_finisher_new (finish, data, free_data, free_result);
}

gpointer
jly_import_session_get_result (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), NULL);
  return self->result;
}

const GError *
jly_import_session_get_result_error (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), NULL);
  return self->result_error;
}

void
jly_import_session_fail (JlyImportSession *self, GError *error)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self) && error != NULL);
  g_clear_error (&self->error);
  self->error = error;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
jly_import_session_cancel (JlyImportSession *self)
{
  g_return_if_fail (JLY_IS_IMPORT_SESSION (self));
  if (jly_import_session_is_reading (self))
    take_next (self, NULL, NULL, NULL, NULL);
}

void
jly_import_session_change (JlyImportSession *self,
                           JlyImportChange change,
                           gpointer data,
                           GDestroyNotify free_data)
{
  Change *waiting = g_new0 (Change, 1);

  g_return_if_fail (JLY_IS_IMPORT_SESSION (self) && change != NULL);
  waiting->change = change;
  waiting->data = data;
  waiting->free_data = free_data;
  g_queue_push_tail (&self->changes, waiting);
  start_next (self);
}

gboolean
jly_import_session_is_reading (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), FALSE);
  return self->job != NULL && self->job->is_reading;
}

double
jly_import_session_get_fraction (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), -1);
  return self->job != NULL ? jly_import_job_get_fraction (self->job) : -1;
}

gboolean
jly_import_session_is_busy (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), FALSE);
  return self->job != NULL;
}

JlyImport *
jly_import_session_get_import (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), NULL);
  return self->job != NULL ? NULL : self->import;
}

JlySheet *
jly_import_session_get_sheet (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), NULL);
  return self->preview != NULL ? self->preview : self->sheet;
}

const GError *
jly_import_session_get_error (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), NULL);
  return self->error;
}

const char *
jly_import_session_get_path (JlyImportSession *self)
{
  g_return_val_if_fail (JLY_IS_IMPORT_SESSION (self), NULL);
  return self->job != NULL && self->job->path != NULL ? self->job->path : self->path;
}
