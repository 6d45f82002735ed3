/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-waiting.h. Whether a party has received what was sent is the best that this computer
 * knows of why nothing comes from it. */
#include "config.h"

#include "app/jly-waiting.h"

#include "app/jly-application.h"
#include "store/jly-log-entry.h"
#include "store/jly-store-post.h"

#include <glib/gi18n.h>

/* What somebody has to do next. */
typedef enum
{
  NOTHING,
  SIGN,
  APPROVE_BEFOREHAND,
  BRING_FIGURES,
  TAKE_FIGURES,
  DECIDE,
  COMPUTE,
} Task;

/* What the functions below look at. */
typedef struct
{
  JlyMember *member;
  const JlyContract *contract;
  JlyGovernance *governance;
  JlyPartySet unsigned_by, not_beforehand, without_figures, undecided;
  guint holders;              /* computing parties that hold all figures that were handed in */
  gboolean is_closed, is_due; /* the set; the computation */
  gint64 asked;               /* when the last question was */
  gint64 signed_by_all, decided;
  GHashTable *heard; /* of names: when they were last heard (gint64*) */
} View;

static void
look_at_log (View *view)
{
  g_autoptr (GPtrArray) lines
      = jly_store_get_log (view->member->store, view->contract->study_id, NULL);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const JlyLogLine *line = lines->pdata[i];

      g_hash_table_insert (view->heard, g_strdup (line->who),
                           g_memdup2 (&line->when, sizeof line->when));
      if (line->kind == JLY_LOG_SIGNATURE)
        view->signed_by_all = line->when;
      if (line->kind == JLY_LOG_QUESTION)
        view->asked = line->when;
      if (line->kind == JLY_LOG_QUESTION || line->kind == JLY_LOG_DECISION)
        view->decided = line->when;
    }
}

static void
look_at_questions (View *view, gint64 now)
{
  for (guint i = 0; i < jly_governance_count_questions (view->governance); i++)
    {
      JlyProposalStage stage = jly_governance_get_stage (view->governance, i, now);

      view->is_due |= stage == JLY_PROPOSAL_APPROVED || stage == JLY_PROPOSAL_RUNNING;
      if (stage == JLY_PROPOSAL_PROPOSED)
        view->undecided |= jly_governance_get_missing (view->governance, i, now);
    }
}

static void
look_at_figures (View *view)
{
  view->holders = G_MAXUINT;
  for (guint i = 0; i < view->contract->parties->len; i++)
    {
      const JlyContractParty *party = view->contract->parties->pdata[i];
      guint64 number;
      guint holders;

      if ((party->roles & JLY_ROLE_FLAG_PROVIDER) == 0)
        continue;
      holders = jly_member_find_holders (view->member, i, &number);
      if (number == 0)
        view->without_figures |= (JlyPartySet)1 << i;
      else
        view->holders &= holders;
    }
}

/* The place among those who compute. */
static guint
find_place (const View *view, guint party)
{
  JlyPartySet miners = jly_contract_select (view->contract, JLY_ROLE_FLAG_MINER, JLY_NO_SIDE);

  return jly_party_set_count (miners & (((JlyPartySet)1 << party) - 1));
}

static Task
find_task (const View *view, guint party)
{
  const JlyContractParty *who = view->contract->parties->pdata[party];
  gboolean computes = (who->roles & JLY_ROLE_FLAG_MINER) != 0;

  if ((view->unsigned_by >> party & 1) != 0)
    return SIGN;
  if ((view->not_beforehand >> party & 1) != 0)
    return APPROVE_BEFOREHAND;
  if (view->unsigned_by == 0 && !view->is_closed && (view->without_figures >> party & 1) != 0)
    return BRING_FIGURES;
  if (!view->is_closed && computes && (view->holders >> find_place (view, party) & 1) == 0)
    return TAKE_FIGURES;
  if ((view->undecided >> party & 1) != 0)
    return DECIDE;
  if (view->is_due && computes)
    return COMPUTE;
  return NOTHING;
}

static gint64
find_since (const View *view, Task task)
{
  switch (task)
    {
    case SIGN:
      return view->contract->made_at;
    case APPROVE_BEFOREHAND:
    case BRING_FIGURES:
      return view->signed_by_all;
    case DECIDE:
      return view->asked;
    case COMPUTE:
      return view->decided;
    case TAKE_FIGURES:
    case NOTHING:
    default:
      return 0;
    }
}

static char *
make_title (Task task, const char *name)
{
  switch (task)
    {
    case SIGN:
      /* Translators: a party's name, here and below. */
      return g_strdup_printf (_ ("“%s” has not signed yet"), name);
    case APPROVE_BEFOREHAND:
      return g_strdup_printf (_ ("“%s” has not approved beforehand"), name);
    case BRING_FIGURES:
      return g_strdup_printf (_ ("“%s” has not handed in figures"), name);
    case TAKE_FIGURES:
      return g_strdup_printf (_ ("“%s” has not received all figures"), name);
    case DECIDE:
      return g_strdup_printf (_ ("“%s” has not decided on the question"), name);
    case COMPUTE:
    case NOTHING:
    default:
      return g_strdup_printf (_ ("“%s” has to compute"), name);
    }
}

static char *
make_reminder (const View *view, Task task)
{
  const char *title = view->contract->title;

  switch (task)
    {
    case SIGN:
      /* Translators: the title of a study, here and below; a message that the person sends. */
      return g_strdup_printf (_ ("The contract of “%s” waits for your signature. It is in Jointly "
                                 "on your computer, under this title."),
                              title);
    case APPROVE_BEFOREHAND:
      return g_strdup_printf (_ ("“%s” waits for your approval of its contract. It is in Jointly "
                                 "on your computer, under this title."),
                              title);
    case BRING_FIGURES:
      return g_strdup_printf (_ ("“%s” waits for your figures. Bring them in Jointly on your "
                                 "computer, under this title; please do not send them by mail."),
                              title);
    case TAKE_FIGURES:
      return g_strdup_printf (_ ("Your computer has not confirmed all sealed figures of “%s”. "
                                 "Please open Jointly on it, or start the service."),
                              title);
    case DECIDE:
      return g_strdup_printf (_ ("A question in “%s” waits for your decision. Read it in Jointly "
                                 "on your computer, under this title."),
                              title);
    case COMPUTE:
    case NOTHING:
    default:
      return g_strdup_printf (_ ("“%s” is ready to be computed. All three computing parties begin "
                                 "at the same time: when does it suit you?"),
                              title);
    }
}

/* When something last came from the party, or that nothing did. */
static char *
describe_heard (const View *view, const char *name)
{
  const gint64 *when = g_hash_table_lookup (view->heard, name);
  g_autofree char *moment = NULL;

  if (when == NULL)
    return g_strdup (_ ("Nothing has come from it yet."));
  moment = jly_missing_describe_moment (*when);
  /* Translators: a moment. */
  return g_strdup_printf (_ ("Last heard of: %s."), moment);
}

/* What it knows, and what helps: reminding somebody who never got the message does not. */
static void
explain (const View *view, JlyMissing *missing, const guint8 key[32])
{
  g_autofree char *heard = describe_heard (view, missing->name);
  JlyPostState state = { 0 };
  guint n;

  jly_store_post_get_state (view->member->store, view->contract->study_id, key, &state, NULL);
  n = (guint)(state.sent - state.acknowledged);
  if (n == 0)
    {
      missing->cause = g_strdup_printf (_ ("%s It has received all that you sent."), heard);
      missing->next = g_strdup (_ ("Remind it."));
      return;
    }
  missing->cause = g_strdup_printf (ngettext ("%s It has not confirmed %u message of yours.",
                                              "%s It has not confirmed %u messages of yours.", n),
                                    heard, n);
  missing->next = g_strdup (jly_application_carries ()
                                ? _ ("Ask whether its Jointly is open; until then the messages "
                                     "wait.")
                                : _ ("Save a file for the others, and see that it gets it."));
}

static void
add_missing (GPtrArray *list, const View *view, guint party, Task task)
{
  const JlyContractParty *who = view->contract->parties->pdata[party];
  JlyMissing *missing = g_new0 (JlyMissing, 1);

  missing->name = g_strdup (who->name);
  missing->title = make_title (task, who->name);
  missing->since = find_since (view, task);
  missing->reminder = make_reminder (view, task);
  explain (view, missing, who->keys.identity);
  g_ptr_array_add (list, missing);
}

GPtrArray *
jly_waiting_list (JlyAgreement *agreement, gint64 now)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_missing_free);
  g_autoptr (GHashTable) heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  View view = { .member = jly_agreement_get_member (agreement),
                .contract = jly_agreement_get_contract (agreement),
                .governance = jly_agreement_get_governance (agreement, NULL),
                .heard = heard };
  guint8 root[JLY_HASH_BYTES];
  guint n;

  if (view.governance == NULL)
    return list;
  view.unsigned_by = jly_governance_get_unsigned (view.governance);
  view.not_beforehand = jly_agreement_get_not_beforehand (agreement);
  view.is_closed = jly_member_get_inputs (view.member, root, &n, NULL);
  look_at_figures (&view);
  look_at_log (&view);
  look_at_questions (&view, now);
  for (guint i = 0; i < view.contract->parties->len; i++)
    {
      Task task = find_task (&view, i);

      if (task != NOTHING && jly_agreement_get_own (agreement) != (gint)i)
        add_missing (list, &view, i, task);
    }
  return list;
}
