/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rehearsal of a contract: every party is made up, the person's own among them. */
#include "config.h"

#include "app/jly-kept-page.h"
#include "app/jly-running-page.h"

#include <glib/gi18n.h>

#define MOST_MADE_UP 5

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

static const JlyRehearsedKind kind = { get_title, get_case_id, make, show, destroy };

JlyRunningPage *
jly_running_page_new_for_contract (GBytes *bytes, gint own, const GPtrArray *questions)
{
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

/* Enough that small groups are shown; a case between two people stays between two. */
static guint
count_made_up (JlyCase *the_case)
{
  GPtrArray *groups = jly_case_get_groups (the_case);
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    n += ((const JlyCaseGroup *)groups->pdata[i])->count;
  return n == 2 ? 2 : MOST_MADE_UP;
}

static JlyContract *
make_up (JlyCase *the_case)
{
  JlyContract *contract = jly_contract_new ();

  for (guint i = 0; i < count_made_up (the_case); i++)
    {
      g_autofree char *name = i == 0 ? g_strdup (_ ("You (made up)"))
                                     : g_strdup_printf (_ ("Party %u (made up)"), i + 1);

      jly_contract_add_party (contract, name, JLY_ROLE_FLAG_PROVIDER, JLY_NO_SIDE);
    }
  g_free (contract->title);
  contract->title = g_strdup (jly_case_get_title (the_case));
  g_free (contract->case_id);
  contract->case_id = g_strdup (jly_case_get_id (the_case));
  jly_case_fill_contract (the_case, contract);
  jly_case_fill_table (the_case, contract);
  return contract;
}

JlyRunningPage *
jly_running_page_new_for_case (JlyCase *the_case)
{
  Prepared *self = g_new0 (Prepared, 1);
  JlyRunningPage *page;

  self->contract = make_up (the_case);
  page = jly_running_page_new_of (&kind, self);
  jly_page_set_subtitle (JLY_PAGE (page), jly_case_get_title (the_case));
  return page;
}
