/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may ask, who must approve, who learns, and the limits: data inside a contract, and pure
 * functions that say whether a rule is met. The twelve cases are twelve such policies; nothing here
 * knows any of them by name.
 */
#pragma once

#include "analysis/jly-use.h"

G_BEGIN_DECLS

/* Bit i stands for party i of the contract. */
typedef guint64 JlyPartySet;

/* As many as a study has that bring figures, and three that compute. */
#define JLY_POLICY_MAX_PARTIES 53
#define JLY_POLICY_MAX_CLAUSES 8
#define JLY_NO_SIDE 255u

typedef enum
{
  JLY_ROLE_FLAG_PROVIDER = 1 << 0,
  JLY_ROLE_FLAG_MINER = 1 << 1,
  JLY_ROLE_FLAG_ASKER = 1 << 2,
  JLY_ROLE_FLAG_APPROVER = 1 << 3, /* a checking authority is one */
  JLY_ROLE_FLAG_RECIPIENT = 1 << 4,
  JLY_ROLE_FLAG_ORGANIZER = 1 << 5,
  JLY_ROLE_FLAG_OWNER = 1 << 6,
  JLY_ROLE_FLAG_OFFICER = 1 << 7,        /* data security officer */
  JLY_ROLE_FLAG_REPRESENTATIVE = 1 << 8, /* acts for a side once it has a mandate */
  JLY_ROLE_FLAGS_ALL = (1 << 9) - 1
} JlyRoleFlags;

/* So many of these parties must have signed. */
typedef struct
{
  guint roles;            /* JlyRoleFlags: whoever has one of them counts, */
  guint side;             /* if of this side (JLY_NO_SIDE: of any) */
  guint at_least;         /* 0: all of them */
  gboolean may_represent; /* one representative of the side with a mandate counts for all of it */
} JlyClause;

/* Every clause must be met. A rule without clauses is met by nobody, so that a rule that was
 * forgotten never lets anything through. */
typedef struct
{
  guint n;
  JlyClause clauses[JLY_POLICY_MAX_CLAUSES];
} JlyQuorum;

/* Who may be handed a result. */
typedef struct
{
  guint roles;        /* whoever has one of these roles, */
  guint sides;        /* or belongs to one of these sides (bit = place), */
  gboolean proposers; /* or was among those who asked this question */
  gboolean own_part;  /* and each provider what concerns it alone */
} JlyLearners;

/* So many parties that are no founders may join and bring figures. */
typedef struct
{
  guint side;    /* as members of this side, or JLY_NO_SIDE */
  guint at_most; /* at least 1 */
} JlyJoining;

typedef struct
{
  JlyQuorum ask;           /* whose signatures make a question a question */
  JlyQuorum approve_first; /* who must approve the first question of the study, */
  JlyQuorum approve;       /* and every later one */
  JlyQuorum mandate;       /* which members of a side must sign a representative's mandate */
  guint n_joining;         /* no side twice */
  JlyJoining joining[JLY_POLICY_MAX_CLAUSES];
  JlyPartySet beforehand; /* must have approved the contract before any question */
  JlyPartySet veto;       /* whose rejection ends a question, whoever else approved */
  gboolean is_standing;   /* questions on columns open to the asker need no approval of others */
  JlyLearners learn;
  guint min_rows;         /* rows that a group must have to be shown */
  guint min_parties;      /* and parties behind it; also the least difference of two input sets */
  guint top_share;        /* percent of a shown total that one party may have at most; 0: no rule */
  gboolean may_show_ends; /* least and largest values, each a single row's, may be asked for */
  guint max_questions;    /* at least 1 */
  guint days_kept;        /* after ends_at, when shares and uploads are erased */
} JlyPolicy;

/* What is known about who may act for whom. */
typedef struct
{
  JlyPartySet who[JLY_POLICY_MAX_CLAUSES]; /* for each clause: the parties that count, */
  JlyPartySet representatives[JLY_POLICY_MAX_CLAUSES]; /* and who may stand for all of them now */
} JlyQuorumBase;

typedef enum
{
  JLY_QUORUM_OPEN, /* may still be met */
  JLY_QUORUM_MET,
  JLY_QUORUM_UNREACHABLE, /* too many said no, or nobody counts */
} JlyQuorumState;

/* Where a rule stands when signed have agreed and refused have said no. */
JlyQuorumState jly_quorum_judge (const JlyQuorum *quorum,
                                 const JlyQuorumBase *base,
                                 JlyPartySet agreed,
                                 JlyPartySet refused);
/* Whose yes would still bring the rule forward. */
JlyPartySet
jly_quorum_missing (const JlyQuorum *quorum, const JlyQuorumBase *base, JlyPartySet agreed);

guint jly_party_set_count (JlyPartySet set);

G_END_DECLS
