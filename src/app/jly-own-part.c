/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-own-part.h. It has an agreement of its own: that of the page goes with the page. */
#include "config.h"

#include "app/jly-own-part.h"

#include "app/jly-application.h"
#include "app/jly-places.h"
#include "base/jly-error.h"

#include <glib/gi18n.h>

#define PATIENCE (10 * 60 * G_TIME_SPAN_SECOND) /* for the two others to be there */
#define LOOK_EVERY 2u                           /* seconds */
#define MOST_DEATHS 5                           /* of the child, before a person is asked */

struct _JlyOwnPart
{
  JlyWork parent_instance;

  JlyAgreement *agreement;
  guint question;
  char **addresses;
  GCancellable *cancellable; /* NULL: abandoned, or ended */
  gint64 deadline;
  guint look_again;   /* while the one to be called has not told where it is */
  GPtrArray *missing; /* JlyMissing* */
  double share;       /* negative: not computing */
  guint n_deaths;
  GError *loss; /* of the attempt before */
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

static JlyMissing *
find_missing (JlyOwnPart *self, const char *name)
{
  for (guint i = 0; i < self->missing->len; i++)
    if (g_str_equal (((JlyMissing *)self->missing->pdata[i])->name, name))
      return self->missing->pdata[i];
  return NULL;
}

/* Since when is kept while it is tried again and again. */
static void
add_missing (JlyOwnPart *self, const char *name, const GError *error)
{
  JlyMissing *missing = find_missing (self, name);
  const JlyErrorDetail *detail = jly_error_get_detail (error);

  if (missing == NULL)
    {
      missing = g_new0 (JlyMissing, 1);
      missing->name = g_strdup (name);
      missing->since = get_now ();
      g_ptr_array_add (self->missing, missing);
    }
  g_free (missing->cause);
  g_free (missing->next);
  missing->cause = error != NULL
                       ? g_strdup (error->message)
                       : g_strdup_printf (_ ("“%s” has not called this computer yet."), name);
  missing->next = error != NULL && detail->next != NULL
                      ? g_strdup (detail->next)
                      : g_strdup (_ ("Its person opens this page there too and presses "
                                     "Compute. If that was done, see Connections."));
}

static void
remove_missing (JlyOwnPart *self, const char *name)
{
  JlyMissing *missing = find_missing (self, name);

  if (missing != NULL)
    g_ptr_array_remove (self->missing, missing);
}

/* Whoever is missing, or how far it is. */
static void
say (JlyOwnPart *self)
{
  g_autofree char *words = NULL;
  const JlyMissing *first = self->missing->len > 0 ? self->missing->pdata[0] : NULL;

  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->share >= 0)
    words = g_strdup_printf (_ ("Computing, %d\u00a0%%"), (int)(100 * self->share));
  else if (self->missing->len > 1)
    words = g_strdup_printf (_ ("Waiting for “%s” and “%s”"), first->name,
                             ((const JlyMissing *)self->missing->pdata[1])->name);
  else if (first != NULL)
    words = g_strdup_printf (_ ("Waiting for “%s”"), first->name);
  else
    words = g_strdup (_ ("Computing, or waiting for the two others"));
  jly_work_set_words (JLY_WORK (self), words);
}

static void
news_cb (const JlySessionNews *news, gpointer data)
{
  JlyOwnPart *self = data;

  switch (news->step)
    {
    case JLY_SESSION_WAITING:
      add_missing (self, news->party, news->error);
      break;
    case JLY_SESSION_MET:
      remove_missing (self, news->party);
      break;
    case JLY_SESSION_CONNECTED:
      g_ptr_array_set_size (self->missing, 0);
      break;
    case JLY_SESSION_COMPUTING:
      if ((int)(100 * news->share) <= (int)(100 * self->share))
        return;
      self->share = news->share;
      g_clear_error (&self->loss);
      break;
    default:
      return;
    }
  say (self);
}

static JlyProposalStage
get_stage (JlyOwnPart *self)
{
  return jly_governance_get_stage (jly_agreement_get_governance (self->agreement, NULL),
                                   self->question, get_now ());
}

static gboolean
has_answer (JlyOwnPart *self)
{
  return get_stage (self) == JLY_PROPOSAL_ANSWERED;
}

static gboolean
may_begin (JlyOwnPart *self)
{
  return get_stage (self) == JLY_PROPOSAL_APPROVED
         && !g_cancellable_is_cancelled (self->cancellable);
}

/* The others have not begun yet, and nothing counts as an attempt; or an attempt was lost with a
 * connection; or with the child. From then on the others have time to be there again. */
static gboolean
goes_on (JlyOwnPart *self, gboolean died, const GError *error)
{
  if (!may_begin (self))
    return FALSE;
  if (self->share >= 0)
    self->deadline = g_get_monotonic_time () + PATIENCE;
  if (died)
    return ++self->n_deaths < MOST_DEATHS;
  return g_error_matches (error, JLY_ERROR, JLY_ERROR_UNAVAILABLE)
         && g_get_monotonic_time () < self->deadline;
}

/* Takes error: why there is another attempt, if one was under way or the child has ended. */
static void
begin_again (JlyOwnPart *self, gboolean died, GError *error)
{
  const char *party = jly_error_get_detail (error)->party;

  if (self->share >= 0 && !died && party != NULL)
    add_missing (self, party, error);
  if (self->share >= 0 || died)
    {
      g_clear_error (&self->loss);
      self->loss = g_error_copy (error);
    }
  g_error_free (error);
  self->share = -1;
  say (self);
  run (self);
}

/* Takes error. One that ended again and again has been tried enough: that is for people to mend. */
static GError *
explain_end (JlyOwnPart *self, GError *error)
{
  const JlyErrorDetail detail = {
    .step = "computing",
    .next
    = _ ("Nothing was opened. Restart this computer, or close programs that need much memory, "
         "and tell the two others; then compute again."),
  };
  GError *explained = NULL;

  if (self->n_deaths < MOST_DEATHS)
    return error;
  g_error_free (error);
  jly_fail (
      &explained, JLY_ERROR_SYSTEM, &detail,
      ngettext ("The program that computes on this computer ended %u time before it was done.",
                "The program that computes on this computer ended %u times before it was done.",
                MOST_DEATHS),
      MOST_DEATHS);
  return explained;
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
end (JlyOwnPart *self)
{
  g_clear_object (&self->cancellable);
  jly_work_end (JLY_WORK (self), describe_end (self));
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (JlyOwnPart) self = data;
  g_autoptr (GError) error = NULL;
  gboolean died;
  gboolean ok = jly_agreement_run_finish (self->agreement, self->question, result, &died, &error);

  /* The program went first. */
  if (self->cancellable == NULL)
    return;
  jly_agreement_refresh (self->agreement, get_now (), NULL);
  /* A child that could count its attempt, and not say so. */
  ok = ok || has_answer (self);
  if (!ok && goes_on (self, died, error))
    {
      begin_again (self, died, g_steal_pointer (&error));
      return;
    }
  self->is_done = ok;
  if (!ok && !g_error_matches (error, JLY_ERROR, JLY_ERROR_CANCELLED))
    self->error = explain_end (self, g_steal_pointer (&error));
  end (self);
}

static gboolean
look_again_cb (gpointer data)
{
  g_autoptr (JlyOwnPart) self = g_object_ref (JLY_OWN_PART (data));

  self->look_again = 0;
  jly_agreement_refresh (self->agreement, get_now (), NULL);
  run (self);
  return G_SOURCE_REMOVE;
}

/* It comes with the messages of the one to be called. */
static void
await_address (JlyOwnPart *self, const char *name)
{
  const JlyErrorDetail detail
      = { .next = _ ("Where it is reached, it tells by itself once its person presses Compute.") };
  g_autoptr (GError) error = NULL;

  jly_fail (&error, JLY_ERROR_UNAVAILABLE, &detail, _ ("“%s” has not begun yet."), name);
  if (g_get_monotonic_time () >= self->deadline)
    {
      self->error = g_steal_pointer (&error);
      end (self);
      return;
    }
  add_missing (self, name, error);
  say (self);
  jly_application_carry_soon ();
  self->look_again = g_timeout_add_seconds (LOOK_EVERY, look_again_cb, self);
}

static void
run (JlyOwnPart *self)
{
  const char *absent = NULL;
  g_auto (GStrv) addresses = jly_places_resolve (self->agreement, self->addresses, &absent);

  if (addresses == NULL)
    await_address (self, absent);
  else
    jly_agreement_run_async (self->agreement, self->question, addresses, self->cancellable, news_cb,
                             self, ran_cb, g_object_ref (self));
}

static void
stop (JlyWork *work)
{
  JlyOwnPart *self = JLY_OWN_PART (work);

  jly_work_set_words (work, _ ("Stopping"));
  g_cancellable_cancel (self->cancellable);
  if (self->look_again != 0)
    {
      g_clear_handle_id (&self->look_again, g_source_remove);
      end (self);
    }
}

static void
abandon (JlyWork *work)
{
  JlyOwnPart *self = JLY_OWN_PART (work);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->look_again, g_source_remove);
}

static const char *
explain_stop (JlyWork *work)
{
  return _ (
      "The two other computing parties cannot go on without you: Jointly has to stay open here "
      "until all three have computed. If it stops before, theirs stops too, nothing is opened, and "
      "everybody who waits for the answer waits longer. All three can begin again as long as the "
      "question may be computed.");
}

static void
finalize (GObject *object)
{
  JlyOwnPart *self = JLY_OWN_PART (object);

  g_clear_handle_id (&self->look_again, g_source_remove);
  g_clear_object (&self->agreement);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_clear_error (&self->loss);
  g_ptr_array_unref (self->missing);
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
  self->missing = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_missing_free);
  self->share = -1;
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
  jly_work_begin (JLY_WORK (self));
  say (self);
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

const GPtrArray *
jly_own_part_get_missing (JlyOwnPart *self)
{
  return self->missing;
}

double
jly_own_part_get_share (JlyOwnPart *self)
{
  return self->share;
}

const GError *
jly_own_part_get_loss (JlyOwnPart *self)
{
  return self->loss;
}
