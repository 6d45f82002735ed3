/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-policy.h. Sets only: nothing here knows a contract, a clock or a signature. */
#include "config.h"

#include "study/jly-policy.h"

guint
jly_party_set_count (JlyPartySet set)
{
  return (guint)__builtin_popcountll (set);
}

/* How many of a clause's parties must agree. */
static guint
count_needed (const JlyClause *clause, JlyPartySet who)
{
  return clause->at_least > 0 ? clause->at_least : jly_party_set_count (who);
}

/* A clause that counts nobody is never met: else an empty list of approvals would do. */
static gboolean
is_met (const JlyClause *clause, JlyPartySet who, JlyPartySet representatives, JlyPartySet agreed)
{
  if (clause->may_represent && (representatives & agreed) != 0)
    return TRUE;
  return who != 0 && jly_party_set_count (who & agreed) >= count_needed (clause, who);
}

JlyQuorumState
jly_quorum_judge (const JlyQuorum *quorum,
                  const JlyQuorumBase *base,
                  JlyPartySet agreed,
                  JlyPartySet refused)
{
  JlyPartySet yes = agreed & ~refused;
  gboolean is_open = FALSE;

  if (quorum->n == 0)
    return JLY_QUORUM_UNREACHABLE;
  for (guint i = 0; i < quorum->n; i++)
    {
      const JlyClause *clause = &quorum->clauses[i];

      if (is_met (clause, base->who[i], base->representatives[i], yes))
        continue;
      if (!is_met (clause, base->who[i], base->representatives[i], ~refused))
        return JLY_QUORUM_UNREACHABLE;
      is_open = TRUE;
    }
  return is_open ? JLY_QUORUM_OPEN : JLY_QUORUM_MET;
}

JlyPartySet
jly_quorum_missing (const JlyQuorum *quorum, const JlyQuorumBase *base, JlyPartySet agreed)
{
  JlyPartySet missing = 0;

  for (guint i = 0; i < quorum->n; i++)
    {
      const JlyClause *clause = &quorum->clauses[i];

      if (is_met (clause, base->who[i], base->representatives[i], agreed))
        continue;
      missing |= base->who[i];
      if (clause->may_represent)
        missing |= base->representatives[i];
    }
  return missing & ~agreed;
}
