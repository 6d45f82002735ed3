/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-steps.h. One function for each step says how it stands; the first that is not done is
 * next. */
#include "config.h"

#include "app/jly-steps.h"

#include "party/jly-pass.h"

#include <glib/gi18n.h>

/* What the functions below look at. */
typedef struct
{
  JlyAgreement *agreement;
  JlyMember *member;
  const JlyContract *contract;
  JlyGovernance *governance;
  gint64 now;
  guint n_providers;  /* parties that bring figures, */
  guint n_brought;    /* those of which figures are there, */
  guint n_held;       /* and those whose figures all computing parties hold */
  guint64 own_upload; /* number of one's own, 0: none */
  guint own_receipts;
  gboolean is_closed;
  gint question;
  JlyProposalStage stage;
} View;

void
jly_steps_free (JlySteps *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < JLY_N_STEPS; i++)
    g_free (self->steps[i].words);
  g_free (self->sentence);
  g_free (self->detail);
  g_clear_pointer (&self->everyone, g_ptr_array_unref);
  g_free (self);
}

const char *
jly_step_get_title (JlyStepKind step)
{
  static const char *const titles[JLY_N_STEPS] = {
    [JLY_STEP_CONTRACT] = N_ ("Contract"),    [JLY_STEP_WORDS] = N_ ("Verification words"),
    [JLY_STEP_FIGURES] = N_ ("Your figures"), [JLY_STEP_CLOSE] = N_ ("All figures"),
    [JLY_STEP_QUESTION] = N_ ("Question"),    [JLY_STEP_APPROVAL] = N_ ("Approval"),
    [JLY_STEP_COMPUTE] = N_ ("Computation"),  [JLY_STEP_RESULT] = N_ ("Result"),
  };

  return _ (titles[step]);
}

const char *
jly_step_get_action (JlyStepKind step)
{
  static const char *const actions[JLY_N_STEPS] = {
    [JLY_STEP_CONTRACT] = N_ ("Read the _Contract"),
    [JLY_STEP_WORDS] = N_ ("Compare _Words"),
    [JLY_STEP_FIGURES] = N_ ("Bring Your _Figures"),
    [JLY_STEP_CLOSE] = N_ ("_Close the Set"),
    [JLY_STEP_QUESTION] = N_ ("_Ask a Question"),
    [JLY_STEP_APPROVAL] = N_ ("Read and _Decide"),
    [JLY_STEP_COMPUTE] = N_ ("_Compute"),
    [JLY_STEP_RESULT] = N_ ("Read the _Result"),
  };

  return _ (actions[step]);
}

static void
set_step (JlySteps *self, JlyStepKind step, JlyStatusKind status, const char *words)
{
  g_free (self->steps[step].words);
  self->steps[step] = (JlyStep){ status, g_strdup (words) };
}

static void
set_next (
    JlySteps *self, JlyStepKind step, gboolean is_mine, const char *sentence, const char *detail)
{
  if (self->sentence != NULL)
    return;
  self->next = step;
  self->is_mine = is_mine;
  self->sentence = g_strdup (sentence);
  self->detail = g_strdup (detail);
}

static void
look_at_figures (View *view)
{
  for (guint i = 0; i < view->contract->parties->len; i++)
    {
      const JlyContractParty *party = view->contract->parties->pdata[i];
      guint64 number;
      guint n_receipts;

      if ((party->roles & JLY_ROLE_FLAG_PROVIDER) == 0)
        continue;
      jly_member_get_upload (view->member, i, &number, &n_receipts);
      view->n_providers++;
      view->n_brought += number > 0;
      view->n_held += n_receipts == JLY_STUDY_MINERS;
      if (jly_agreement_get_own (view->agreement) != (gint)i)
        continue;
      view->own_upload = number;
      view->own_receipts = n_receipts;
    }
}

/* The question that is gone on with: the last one that is not over, else the last one. */
static gint
find_question (const View *view)
{
  guint n = jly_governance_count_questions (view->governance);
  gint awaiting = jly_agreement_find_awaiting (view->agreement, view->now);

  if (awaiting >= 0)
    return awaiting;
  for (guint i = n; i > 0; i--)
    {
      JlyProposalStage stage = jly_governance_get_stage (view->governance, i - 1, view->now);

      if (stage == JLY_PROPOSAL_PROPOSED || stage == JLY_PROPOSAL_APPROVED
          || stage == JLY_PROPOSAL_RUNNING)
        return (gint)i - 1;
    }
  return (gint)n - 1;
}

static View
look (JlyAgreement *agreement, gint64 now)
{
  View view = { .agreement = agreement,
                .member = jly_agreement_get_member (agreement),
                .contract = jly_agreement_get_contract (agreement),
                .governance = jly_agreement_get_governance (agreement, NULL),
                .now = now,
                .question = -1 };
  guint8 root[JLY_HASH_BYTES];
  guint n;

  if (view.governance == NULL)
    return view;
  look_at_figures (&view);
  view.is_closed = jly_member_get_inputs (view.member, root, &n, NULL);
  view.question = find_question (&view);
  if (view.question >= 0)
    view.stage = jly_governance_get_stage (view.governance, (guint)view.question, now);
  return view;
}

/* The study goes on under the version in force meanwhile. */
static void
tell_next_version (JlySteps *self, const View *view)
{
  JlyPartySet missing = 0;
  g_autoptr (GBytes) next = jly_agreement_dup_next (view->agreement, &missing);
  guint n = jly_party_set_count (missing);
  g_autofree char *waiting
      = g_strdup_printf (ngettext ("A next version waits for %u signature",
                                   "A next version waits for %u signatures", n),
                         n);

  if (next != NULL)
    set_step (self, JLY_STEP_CONTRACT, JLY_STATUS_WAITING, waiting);
  else
    set_step (self, JLY_STEP_CONTRACT, JLY_STATUS_DONE, _ ("Everybody has signed"));
}

static void
tell_contract (JlySteps *self, const View *view)
{
  guint n = jly_party_set_count (jly_governance_get_unsigned (view->governance));
  g_autofree char *waiting
      = g_strdup_printf (ngettext ("Waiting for %u signature", "Waiting for %u signatures", n), n);

  if (jly_agreement_awaits_signature (view->agreement))
    {
      set_step (self, JLY_STEP_CONTRACT, JLY_STATUS_YOUR_TURN, _ ("Your signature is needed"));
      set_next (self, JLY_STEP_CONTRACT, TRUE, _ ("Read the contract, then sign it"),
                _ ("Nothing can be brought or asked before all parties have signed."));
    }
  else if (n > 0)
    {
      set_step (self, JLY_STEP_CONTRACT, JLY_STATUS_WAITING, waiting);
      set_next (self, JLY_STEP_CONTRACT, FALSE, waiting,
                _ ("You have signed. Nothing can be brought or asked before all have."));
    }
  else if (jly_agreement_awaits_beforehand (view->agreement))
    {
      set_step (self, JLY_STEP_CONTRACT, JLY_STATUS_YOUR_TURN, _ ("Your approval is needed"));
      set_next (self, JLY_STEP_CONTRACT, TRUE, _ ("Approve the contract beforehand"),
                _ ("No question can be asked before you have."));
    }
  else
    tell_next_version (self, view);
}

/* Whoever joined later was let in by those who compared. */
static void
tell_words (JlySteps *self, const View *view)
{
  g_autoptr (JlyVerification) words = NULL;

  if (!jly_agreement_is_signed (view->agreement))
    return;
  if (view->member->self == JLY_MEMBER_NOBODY)
    set_step (self, JLY_STEP_WORDS, JLY_STATUS_PLAIN, _ ("For those who began the study"));
  else if (jly_member_play_words (view->member, FALSE, &words, NULL) && words != NULL
           && !jly_verification_check (words, NULL))
    {
      set_step (self, JLY_STEP_WORDS, JLY_STATUS_FAILED, _ ("Something does not fit"));
      set_next (self, JLY_STEP_WORDS, TRUE, _ ("The verification words do not fit"),
                _ ("Bring nothing and approve nothing before you know why."));
    }
  else if (words != NULL && jly_verification_get_state (words) == JLY_VERIFICATION_VERIFIED)
    set_step (self, JLY_STEP_WORDS, JLY_STATUS_DONE, _ ("They fit"));
  else
    {
      set_step (self, JLY_STEP_WORDS, JLY_STATUS_YOUR_TURN, _ ("To be compared on a call"));
      set_next (self, JLY_STEP_WORDS, TRUE, _ ("Compare words with the others, on a call"),
                _ ("So that you know that they are who they say. Figures can be brought once the "
                   "words fit."));
    }
}

static void
tell_figures (JlySteps *self, const View *view)
{
  if (!jly_agreement_has_role (view->agreement, JLY_ROLE_FLAG_PROVIDER))
    set_step (self, JLY_STEP_FIGURES, JLY_STATUS_PLAIN, _ ("You bring none"));
  else if (view->own_upload == 0 && jly_agreement_is_signed (view->agreement))
    {
      set_step (self, JLY_STEP_FIGURES, JLY_STATUS_YOUR_TURN, _ ("Your figures are needed"));
      set_next (self, JLY_STEP_FIGURES, TRUE, _ ("Bring your figures"),
                _ ("They are checked on this computer, and leave it in sealed pieces only."));
    }
  else if (view->own_upload > 0 && view->own_receipts == JLY_STUDY_MINERS)
    set_step (self, JLY_STEP_FIGURES, JLY_STATUS_DONE, _ ("Handed in, and received by all three"));
  else if (view->own_upload > 0)
    set_step (self, JLY_STEP_FIGURES, JLY_STATUS_WAITING,
              _ ("Handed in, not yet received by all three"));
}

/* Why figures may be under way for long, and what to do: NULL where all three can be called. Those
 * who compute in a program of their own can be called by nobody. */
static char *
describe_way (const View *view)
{
  const char *called = NULL;
  gboolean is_missing = FALSE;

  for (guint i = 0; i < view->contract->parties->len; i++)
    {
      const JlyContractParty *party = view->contract->parties->pdata[i];
      g_autofree char *address = NULL;

      if ((party->roles & JLY_ROLE_FLAG_MINER) == 0 || i == view->member->self)
        continue;
      address = jly_member_find_address (view->member, party->keys.identity);
      if (address != NULL)
        called = party->name;
      is_missing = is_missing || address == NULL;
    }
  if (!is_missing)
    return NULL;
  return called != NULL
             ? g_strdup_printf (_ ("What is for somebody who cannot be called waits at “%s” until "
                                   "the other programs are open."),
                                called)
             : g_strdup (_ ("Nobody who computes can be called from here, so figures go through a "
                            "folder that all reach, or as files: choose in Messages."));
}

/* How many are there; and while some are missing, how they come. */
static char *
describe_waiting (const View *view, const char *held)
{
  g_autofree char *way = view->n_held < view->n_providers ? describe_way (view) : NULL;

  /* Translators: how many figures are there, and then a sentence about the way that they take. */
  return way != NULL ? g_strdup_printf (_ ("%s. %s"), held, way) : g_strdup (held);
}

static void
tell_close (JlySteps *self, const View *view)
{
  gboolean is_mine = jly_agreement_has_role (view->agreement, JLY_ROLE_FLAG_MINER);
  g_autofree char *held = g_strdup_printf (_ ("%u of %u received by all three computing parties"),
                                           view->n_held, view->n_providers);

  if (view->is_closed)
    set_step (self, JLY_STEP_CLOSE, JLY_STATUS_DONE, _ ("The set is closed"));
  else if (!jly_agreement_is_signed (view->agreement))
    return;
  else if (is_mine && view->n_held > 0 && view->n_held == view->n_providers)
    {
      set_step (self, JLY_STEP_CLOSE, JLY_STATUS_YOUR_TURN, _ ("The set can be closed"));
      set_next (self, JLY_STEP_CLOSE, TRUE, _ ("All figures are there: close the set"),
                _ ("From then on questions are about exactly these figures. One of the three "
                   "computing parties does it."));
    }
  else
    {
      g_autofree char *detail = describe_waiting (view, held);

      set_step (self, JLY_STEP_CLOSE, JLY_STATUS_WAITING, held);
      set_next (self, JLY_STEP_CLOSE, FALSE,
                view->n_held < view->n_providers ? _ ("Waiting for figures")
                                                 : _ ("Waiting until the set is closed"),
                detail);
    }
}

static void
tell_question (JlySteps *self, const View *view)
{
  gboolean can_ask = jly_agreement_may_ask (view->agreement);
  guint n = jly_governance_count_questions (view->governance);
  g_autofree char *asked = g_strdup_printf (ngettext ("%u asked", "%u asked", n), n);

  if (n > 0)
    set_step (self, JLY_STEP_QUESTION, JLY_STATUS_DONE, asked);
  else if (!view->is_closed)
    return;
  else if (can_ask)
    {
      set_step (self, JLY_STEP_QUESTION, JLY_STATUS_YOUR_TURN, _ ("You may ask"));
      set_next (self, JLY_STEP_QUESTION, TRUE, _ ("Ask a question"),
                _ ("You see what it tells, and to whom, before anybody is asked to agree."));
    }
  else
    {
      set_step (self, JLY_STEP_QUESTION, JLY_STATUS_WAITING, _ ("Waiting for a question"));
      set_next (self, JLY_STEP_QUESTION, FALSE, _ ("Waiting for a question"),
                _ ("Whoever may ask in this study has not asked yet."));
    }
}

static void
tell_approval (JlySteps *self, const View *view)
{
  JlyPartySet missing
      = view->question >= 0
            ? jly_governance_get_missing (view->governance, (guint)view->question, view->now)
            : 0;
  guint n = jly_party_set_count (missing);
  g_autofree char *waiting
      = g_strdup_printf (ngettext ("Waiting for %u approval", "Waiting for %u approvals", n), n);

  if (view->question < 0)
    return;
  if (view->stage == JLY_PROPOSAL_REJECTED)
    set_step (self, JLY_STEP_APPROVAL, JLY_STATUS_FAILED, _ ("Rejected"));
  else if (view->stage == JLY_PROPOSAL_WITHDRAWN)
    set_step (self, JLY_STEP_APPROVAL, JLY_STATUS_FAILED, _ ("Taken back"));
  else if (view->stage != JLY_PROPOSAL_PROPOSED)
    set_step (self, JLY_STEP_APPROVAL, JLY_STATUS_DONE, _ ("Approved"));
  else if (jly_agreement_find_awaiting (view->agreement, view->now) == view->question)
    {
      set_step (self, JLY_STEP_APPROVAL, JLY_STATUS_YOUR_TURN, _ ("Your approval is needed"));
      set_next (self, JLY_STEP_APPROVAL, TRUE, _ ("Read the question, then decide"),
                _ ("Nothing is computed that not everybody who must has agreed to."));
    }
  else
    {
      set_step (self, JLY_STEP_APPROVAL, JLY_STATUS_WAITING, waiting);
      set_next (self, JLY_STEP_APPROVAL, FALSE, waiting,
                _ ("Nothing is computed that not everybody who must has agreed to."));
    }
}

static gboolean
has_result (const View *view)
{
  g_autoptr (JlyResult) result
      = view->question >= 0 ? jly_member_get_result (view->member, (guint)view->question, NULL)
                            : NULL;

  return result != NULL;
}

static void
tell_result (JlySteps *self, const View *view)
{
  gboolean is_mine = jly_agreement_has_role (view->agreement, JLY_ROLE_FLAG_MINER);

  if (view->question < 0)
    return;
  if (has_result (view))
    {
      set_step (self, JLY_STEP_COMPUTE, JLY_STATUS_DONE, _ ("Done"));
      set_step (self, JLY_STEP_RESULT, JLY_STATUS_DONE, _ ("Result ready"));
      set_next (self, JLY_STEP_RESULT, TRUE, _ ("The result is there"),
                _ ("It was opened for those whom the question names, and nobody else."));
    }
  else if (view->stage == JLY_PROPOSAL_REJECTED || view->stage == JLY_PROPOSAL_WITHDRAWN)
    set_next (self, JLY_STEP_APPROVAL, TRUE, _ ("The last question is not computed"),
              _ ("Read who rejected it and why; another one can be asked."));
  else if (view->stage == JLY_PROPOSAL_ANSWERED)
    {
      set_step (self, JLY_STEP_COMPUTE, JLY_STATUS_DONE, _ ("Done on this computer"));
      set_step (self, JLY_STEP_RESULT, JLY_STATUS_WAITING, _ ("Waiting for the others’ part"));
      set_next (self, JLY_STEP_RESULT, FALSE, _ ("Waiting for the others’ part of the result"),
                _ ("Open what the two other computing parties saved, and save yours for all."));
    }
  else if (view->stage == JLY_PROPOSAL_FAILED)
    {
      set_step (self, JLY_STEP_COMPUTE, JLY_STATUS_FAILED, _ ("Stopped: nothing was opened"));
      set_next (self, JLY_STEP_COMPUTE, TRUE, _ ("The computation was stopped"),
                _ ("Nothing was opened. A new question can be asked."));
    }
  else if (view->stage == JLY_PROPOSAL_PROPOSED)
    return;
  else if (is_mine)
    {
      set_step (self, JLY_STEP_COMPUTE, JLY_STATUS_YOUR_TURN, _ ("Ready to compute"));
      set_next (self, JLY_STEP_COMPUTE, TRUE, _ ("Compute, all three at the same time"),
                _ ("Agree on a moment with the two other computing parties, on a call for "
                   "example: the three programs talk to each other."));
    }
  else
    {
      set_step (self, JLY_STEP_COMPUTE, JLY_STATUS_WAITING, _ ("The computing parties’ turn"));
      set_next (self, JLY_STEP_COMPUTE, FALSE, _ ("Waiting for the computing parties"),
                _ ("They compute together, then save the result for you."));
    }
}

static void
free_whereabouts (gpointer data)
{
  JlyWhereabouts *where = data;

  g_free (where->name);
  g_free (where->words);
  g_free (where);
}

static void
tell_where (JlyWhereabouts *where, const View *view, guint i)
{
  const JlyContractParty *party = view->contract->parties->pdata[i];
  guint64 number;
  guint n_receipts;

  jly_member_get_upload (view->member, i, &number, &n_receipts);
  where->status = JLY_STATUS_WAITING;
  if ((jly_governance_get_unsigned (view->governance) >> i & 1) != 0)
    where->words = g_strdup (_ ("Has not signed yet"));
  else if ((jly_agreement_get_not_beforehand (view->agreement) >> i & 1) != 0)
    where->words = g_strdup (_ ("Has to approve beforehand"));
  else if (!view->is_closed && (party->roles & JLY_ROLE_FLAG_PROVIDER) != 0 && number == 0
           && jly_agreement_is_signed (view->agreement))
    where->words = g_strdup (_ ("Figures are missing"));
  else if (view->question >= 0 && view->stage == JLY_PROPOSAL_PROPOSED
           && (jly_governance_get_missing (view->governance, (guint)view->question, view->now) >> i
               & 1)
                  != 0)
    where->words = g_strdup (_ ("Has to decide"));
  else if (jly_member_get_erased (view->member, party->keys.identity) != 0)
    {
      where->status = JLY_STATUS_DONE;
      where->words = g_strdup (_ ("Has erased what it had"));
    }
  else
    {
      where->status = JLY_STATUS_DONE;
      where->words = g_strdup (number > 0 ? _ ("Figures handed in") : _ ("Has signed"));
    }
}

static void
tell_everyone (JlySteps *self, const View *view)
{
  for (guint i = 0; i < view->contract->parties->len; i++)
    {
      const JlyContractParty *party = view->contract->parties->pdata[i];
      JlyWhereabouts *where = g_new0 (JlyWhereabouts, 1);

      where->name = g_strdup (party->name);
      where->is_own = jly_agreement_get_own (view->agreement) == (gint)i;
      tell_where (where, view, i);
      if (where->is_own && where->status == JLY_STATUS_WAITING)
        where->status = JLY_STATUS_YOUR_TURN;
      g_ptr_array_add (self->everyone, where);
    }
}

JlySteps *
jly_steps_new (JlyAgreement *agreement, gint64 now)
{
  JlySteps *self = g_new0 (JlySteps, 1);
  View view = look (agreement, now);

  self->question = view.question;
  self->everyone = g_ptr_array_new_with_free_func (free_whereabouts);
  self->n_unsent = jly_agreement_count_unsent (agreement);
  for (guint i = 0; i < JLY_N_STEPS; i++)
    set_step (self, i, JLY_STATUS_PLAIN, _ ("Not yet"));
  if (view.governance == NULL)
    {
      set_next (self, JLY_STEP_CONTRACT, FALSE, _ ("This study cannot be read"),
                _ ("Its place on the disk is damaged or cannot be reached."));
      return self;
    }
  tell_contract (self, &view);
  tell_words (self, &view);
  tell_figures (self, &view);
  tell_close (self, &view);
  tell_question (self, &view);
  tell_approval (self, &view);
  tell_result (self, &view);
  tell_everyone (self, &view);
  return self;
}
