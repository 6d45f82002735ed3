/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-own-part.h. It has an agreement of its own: that of the page goes with the page. */
#include "config.h"

#include "app/jly-own-part.h"

#include "app/jly-application.h"
#include "base/jly-error.h"

#include <glib/gi18n.h>

#define PATIENCE (10 * 60 * G_TIME_SPAN_SECOND) /* for the two others to begin */

struct _JlyOwnPart
{
  JlyWork parent_instance;

  JlyAgreement *agreement;
  guint question;
  char **addresses;
  GCancellable *cancellable; /* NULL: abandoned, or ended */
  gint64 deadline;
  GError *error;
  gboolean is_done;
};

G_DEFINE_FINAL_TYPE (JlyOwnPart, jly_own_part, JLY_TYPE_WORK)

static void run (JlyOwnPart *self);

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* The others have not begun yet: nothing was sent, and nothing counts as an attempt. */
static gboolean
is_early (JlyOwnPart *self, const GError *error)
{
  return g_error_matches (error, JLY_ERROR, JLY_ERROR_UNAVAILABLE)
         && jly_governance_get_stage (jly_agreement_get_governance (self->agreement, NULL),
                                      self->question, get_now ())
                == JLY_PROPOSAL_APPROVED
         && !g_cancellable_is_cancelled (self->cancellable)
         && g_get_monotonic_time () < self->deadline;
}

static const char *
describe_end (JlyOwnPart *self)
{
  if (self->is_done)
    return _ ("Computed: your part is there");
  return self->error != NULL ? _ ("Stopped: nothing was opened")
                             : _ ("Stopped by you: nothing was opened");
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (JlyOwnPart) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = jly_agreement_run_finish (JLY_AGREEMENT (source), result, &error);

  /* The program went first. */
  if (self->cancellable == NULL)
    return;
  jly_agreement_refresh (self->agreement, get_now (), NULL);
  if (!ok && is_early (self, error))
    {
      run (self);
      return;
    }
  g_clear_object (&self->cancellable);
  self->is_done = ok;
  if (!ok && !g_error_matches (error, JLY_ERROR, JLY_ERROR_CANCELLED))
    self->error = g_steal_pointer (&error);
  jly_work_end (JLY_WORK (self), describe_end (self));
}

static void
run (JlyOwnPart *self)
{
  jly_agreement_run_async (self->agreement, self->question, self->addresses, self->cancellable,
                           ran_cb, g_object_ref (self));
}

static void
stop (JlyWork *work)
{
  jly_work_set_words (work, _ ("Stopping"));
  g_cancellable_cancel (JLY_OWN_PART (work)->cancellable);
}

static void
abandon (JlyWork *work)
{
  JlyOwnPart *self = JLY_OWN_PART (work);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static const char *
explain_stop (JlyWork *work)
{
  return _ (
      "The two other computing parties cannot go on without you: theirs stops too, nothing is "
      "opened, and everybody who waits for the answer waits longer. All three can begin "
      "again as long as the question may be computed.");
}

/* Once the two others are there. */
static void
computing_cb (JlyOwnPart *self, guint question, guint percent)
{
  g_autofree char *words = NULL;

  if (question != self->question || self->cancellable == NULL
      || g_cancellable_is_cancelled (self->cancellable))
    return;
  words = g_strdup_printf (_ ("Computing, %u %%"), percent);
  jly_work_set_words (JLY_WORK (self), words);
}

static void
finalize (GObject *object)
{
  JlyOwnPart *self = JLY_OWN_PART (object);

  g_clear_object (&self->agreement);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_strfreev (self->addresses);
  G_OBJECT_CLASS (jly_own_part_parent_class)->finalize (object);
}

static void
jly_own_part_class_init (JlyOwnPartClass *klass)
{
  JlyWorkClass *work_class = JLY_WORK_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  work_class->stop = stop;
  work_class->abandon = abandon;
  work_class->explain_stop = explain_stop;
}

static void
jly_own_part_init (JlyOwnPart *self)
{
}

JlyOwnPart *
jly_own_part_begin (JlyAgreement *agreement, guint question, char *const *addresses)
{
  JlyOwnPart *self = g_object_new (JLY_TYPE_OWN_PART, NULL);
  const JlyContract *contract = jly_agreement_get_contract (agreement);

  self->agreement = g_object_ref (agreement);
  self->question = question;
  self->addresses = g_strdupv ((char **)addresses);
  self->cancellable = g_cancellable_new ();
  self->deadline = g_get_monotonic_time () + PATIENCE;
  jly_work_set_id (JLY_WORK (self), contract->study_id);
  jly_work_set_title (JLY_WORK (self), contract->title);
  g_signal_connect_object (agreement, "computing", G_CALLBACK (computing_cb), self,
                           G_CONNECT_SWAPPED);
  jly_work_begin (JLY_WORK (self));
  jly_work_set_words (JLY_WORK (self), _ ("Computing, or waiting for the two others"));
  jly_works_add (jly_application_get_works (jly_application_get ()), JLY_WORK (self));
  run (self);
  return self;
}

JlyOwnPart *
jly_own_part_find (const char *study_id, guint question)
{
  JlyWorks *works = jly_application_get_works (jly_application_get ());

  for (guint i = 0; i < jly_works_count (works); i++)
    {
      JlyWork *work = jly_works_get (works, i);

      if (JLY_IS_OWN_PART (work) && JLY_OWN_PART (work)->question == question
          && g_strcmp0 (jly_work_get_id (work), study_id) == 0)
        return JLY_OWN_PART (work);
    }
  return NULL;
}

const GError *
jly_own_part_get_error (JlyOwnPart *self)
{
  return self->error;
}

gboolean
jly_own_part_is_done (JlyOwnPart *self)
{
  return self->is_done;
}
