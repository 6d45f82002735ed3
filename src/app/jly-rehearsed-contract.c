/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rehearsal of a contract: every party is made up, the person's own among them. */
#include "config.h"

#include "app/jly-kept-page.h"
#include "app/jly-running-page.h"

#include <glib/gi18n.h>

typedef struct
{
  JlyContract *contract;
  gint own;
  GPtrArray *questions; /* JlyStudyQuestion*: what is rehearsed of it; NULL: one of each kind */
} Prepared;

static const char *
get_title (gpointer data)
{
  return _ ("Rehearsal");
}

static const char *
get_case_id (gpointer data)
{
  return ((const Prepared *)data)->contract->case_id;
}

static JlyRehearsal *
make (gpointer data, GError **error)
{
  const Prepared *self = data;
  JlyRehearsal *rehearsal
      = jly_rehearsal_new_contract (self->contract, self->own, self->questions, error);

  if (rehearsal != NULL)
    jly_rehearsal_set_title (rehearsal, self->contract->title);
  return rehearsal;
}

static JlyPage *
show (gpointer data, JlyResult *result, const JlyStudy *study, char **headline, GError **error)
{
  return jly_kept_page_new_for (study, result, headline, error);
}

static void
destroy (gpointer data)
{
  Prepared *self = data;

  jly_contract_free (self->contract);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_free (self);
}

JlyRunningPage *
jly_running_page_new_for_contract (GBytes *bytes, gint own, const GPtrArray *questions)
{
  static const JlyRehearsedKind kind = { get_title, get_case_id, make, show, destroy };
  Prepared *self = g_new0 (Prepared, 1);
  JlyRunningPage *page;

  self->contract = jly_contract_decode (bytes, NULL);
  g_assert (self->contract != NULL); /* it was shown to the person */
  self->own = own;
  if (questions != NULL)
    {
      self->questions = jly_study_questions_new ();
      jly_study_questions_take (self->questions, questions);
    }
  page = jly_running_page_new_of (&kind, self);
  jly_page_set_subtitle (JLY_PAGE (page), self->contract->title);
  return page;
}
