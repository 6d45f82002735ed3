/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-run.h. All the work happens in other threads and processes; this only listens. */
#include "config.h"

#include "app/jly-run.h"

#include "app/jly-application.h"
#include "app/jly-run-keeper.h"
#include "app/jly-stage-list.h"
#include "base/jly-error.h"

#include <glib/gi18n.h>

struct _JlyRun
{
  JlyWork parent_instance;

  const JlyRehearsedKind *kind;
  gpointer data;           /* the kind's */
  JlyRehearsal *rehearsal; /* NULL when nothing runs */
  GCancellable *cancellable;
  JlyRunKeeper *keeper; /* NULL until the study is known, or if it cannot be kept */
  gboolean tried_to_keep;
  JlyStage stage; /* the latest */
  double fraction, whole;
  GError *error;
  JlyPage *page; /* of the result, while "ended" is said */
};

G_DEFINE_FINAL_TYPE (JlyRun, jly_run, JLY_TYPE_WORK)

/* A run that cannot be written down still gives its result, but the person must know. */
static void
report_keeping (JlyRun *self, gboolean kept, GError *error)
{
  if (!kept)
    jly_work_say_trouble (JLY_WORK (self), error->message);
  g_clear_error (&error);
}

static void
begin_keeping (JlyRun *self)
{
  GBytes *bytes = jly_rehearsal_get_study (self->rehearsal);
  g_autoptr (JlyStudy) study = NULL;
  GError *error = NULL;
  JlyStore *store;

  if (self->tried_to_keep || bytes == NULL)
    return;
  self->tried_to_keep = TRUE;
  study = jly_study_decode (bytes, NULL);
  if (study != NULL)
    {
      jly_work_set_id (JLY_WORK (self), study->id);
      jly_work_set_title (JLY_WORK (self), study->title);
    }
  store = jly_application_get_store (jly_application_get (), &error);
  if (store != NULL)
    self->keeper = jly_run_keeper_new (store, bytes, self->kind->get_case_id (self->data), &error);
  report_keeping (self, self->keeper != NULL, error);
}

static void
set_stage (JlyRun *self, JlyStage stage, double fraction)
{
  g_autofree char *words = NULL;

  if (stage < self->stage)
    return;
  self->stage = stage;
  self->fraction = fraction;
  self->whole = MAX (self->whole, (stage + CLAMP (fraction, 0, 1)) / JLY_N_STAGES);
  /* Translators: a stage such as "Comparing in secret", and how much of the whole is done. */
  words = g_strdup_printf (_ ("%s, %d\u00a0%%"), jly_stage_title (stage), (int)(100 * self->whole));
  jly_work_set_words (JLY_WORK (self), words);
}

static void
stage_cb (JlyRehearsal *rehearsal, JlyStage stage, double fraction, JlyRun *self)
{
  GError *error = NULL;

  begin_keeping (self);
  set_stage (self, stage, fraction);
  if (self->keeper != NULL && !jly_run_keeper_log_stage (self->keeper, stage, &error))
    report_keeping (self, FALSE, error);
}

/* Takes error. */
static void
end_with_error (JlyRun *self, GError *error)
{
  GError *keeping = NULL;

  self->error = error;
  if (self->keeper != NULL)
    report_keeping (self, jly_run_keeper_fail (self->keeper, error, &keeping), keeping);
  jly_work_end (JLY_WORK (self), _ ("Stopped: nothing was opened"));
}

static gboolean
end_with_result (JlyRun *self, JlyResult *result, GBytes *study_bytes, GError **error)
{
  g_autoptr (JlyStudy) study = jly_study_decode (study_bytes, error);
  g_autofree char *headline = NULL;
  g_autoptr (JlyPage) page = NULL;
  GError *keeping = NULL;
  gboolean is_kept = FALSE;

  if (study != NULL)
    page = self->kind->show (self->data, result, study, &headline, error);
  if (page == NULL)
    return FALSE;
  g_object_ref_sink (page);
  if (self->keeper != NULL)
    {
      is_kept = jly_run_keeper_finish (self->keeper, result, headline, &keeping);
      report_keeping (self, is_kept, keeping);
    }
  /* Why was said when it was noticed; the page looks as if it could be left. */
  if (!is_kept)
    jly_work_say_trouble (JLY_WORK (self), _ ("This result is not kept: it is gone once you leave "
                                              "its page. Save it from there first."));
  self->page = page;
  jly_work_end (JLY_WORK (self), _ ("Result ready"));
  self->page = NULL;
  return TRUE;
}

static void
ended_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (JlyRun) self = user_data;
  g_autoptr (JlyRehearsal) rehearsal = g_steal_pointer (&self->rehearsal);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyResult) result
      = jly_rehearsal_run_finish (JLY_REHEARSAL (source), async_result, &error);

  /* The program went first. */
  if (rehearsal == NULL)
    return;
  g_signal_handlers_disconnect_by_data (rehearsal, self);
  g_clear_object (&self->cancellable);
  if (result != NULL && result->error != NULL)
    error = g_error_copy (result->error);
  if (error == NULL && end_with_result (self, result, jly_rehearsal_get_study (rehearsal), &error))
    return;
  jly_error_adopt (&error, JLY_ERROR_INTERNAL, NULL);
  end_with_error (self, g_steal_pointer (&error));
}

void
jly_run_start (JlyRun *self)
{
  GError *error = NULL;

  g_return_if_fail (self->rehearsal == NULL);
  self->stage = JLY_STAGE_STARTING;
  self->whole = 0;
  self->tried_to_keep = FALSE;
  g_clear_error (&self->error);
  g_clear_pointer (&self->keeper, jly_run_keeper_free);
  jly_work_set_id (JLY_WORK (self), NULL);
  jly_work_begin (JLY_WORK (self));
  self->rehearsal = self->kind->make (self->data, &error);
  if (self->rehearsal == NULL)
    {
      end_with_error (self, error);
      return;
    }
  set_stage (self, JLY_STAGE_STARTING, -1);
  g_signal_connect (self->rehearsal, "stage", G_CALLBACK (stage_cb), self);
  self->cancellable = g_cancellable_new ();
  jly_works_add (jly_application_get_works (jly_application_get ()), JLY_WORK (self));
  jly_rehearsal_run_async (self->rehearsal, self->cancellable, ended_cb, g_object_ref (self));
}

static void
stop (JlyWork *work)
{
  JlyRun *self = JLY_RUN (work);

  jly_work_set_words (work, _ ("Stopping"));
  g_cancellable_cancel (self->cancellable);
}

/* Nobody would see its end, and neither the store nor the app need be there by then. */
static void
abandon (JlyWork *work)
{
  JlyRun *self = JLY_RUN (work);
  g_autoptr (GError) error = NULL;

  if (self->rehearsal == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->rehearsal, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->rehearsal);
  jly_fail (&error, JLY_ERROR_CANCELLED, NULL, _ ("The rehearsal was stopped."));
  if (self->keeper != NULL)
    jly_run_keeper_fail (self->keeper, error, NULL);
  g_clear_pointer (&self->keeper, jly_run_keeper_free);
}

static const char *
explain_stop (JlyWork *work)
{
  return _ ("Nothing has been opened yet. If you stop, the pieces are erased and nobody learns "
            "anything. Your file stays as it is.");
}

static void
finalize (GObject *object)
{
  JlyRun *self = JLY_RUN (object);

  g_clear_pointer (&self->keeper, jly_run_keeper_free);
  g_clear_error (&self->error);
  self->kind->destroy (self->data);
  G_OBJECT_CLASS (jly_run_parent_class)->finalize (object);
}

static void
jly_run_class_init (JlyRunClass *klass)
{
  JlyWorkClass *work_class = JLY_WORK_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  work_class->stop = stop;
  work_class->abandon = abandon;
  work_class->explain_stop = explain_stop;
}

static void
jly_run_init (JlyRun *self)
{
}

JlyRun *
jly_run_new (const JlyRehearsedKind *kind, gpointer data)
{
  JlyRun *self = g_object_new (JLY_TYPE_RUN, NULL);

  self->kind = kind;
  self->data = data;
  jly_work_set_title (JLY_WORK (self), kind->get_title (data));
  jly_work_set_is_rehearsal (JLY_WORK (self), TRUE);
  return self;
}

JlyStage
jly_run_get_stage (JlyRun *self, double *fraction, double *whole)
{
  *fraction = self->fraction;
  *whole = self->whole;
  return self->stage;
}

const JlyRehearsedKind *
jly_run_get_kind (JlyRun *self, gpointer *data)
{
  if (data != NULL)
    *data = self->data;
  return self->kind;
}

JlyRehearsal *
jly_run_get_rehearsal (JlyRun *self)
{
  return self->rehearsal;
}

const GError *
jly_run_get_error (JlyRun *self)
{
  return self->error;
}

JlyPage *
jly_run_take_page (JlyRun *self)
{
  return g_steal_pointer (&self->page);
}
