/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all parties of a study agreed on: who they are, what each may do, which columns may be used
 * how, who must approve and who learns. Immutable: a change is a new version that names the hash of
 * the one before. The bytes (jly_contract_encode) are what founders sign, what is hashed, and what
 * every sentence on the screen is made from; a meaning that is in no field here does not exist.
 *
 * Parties are known by their place in the contract (0..49), and sets of them are bits of one word.
 */
#pragma once

#include "study/jly-case.h"
#include "study/jly-policy.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

#define JLY_CONTRACT_FORMAT 3
#define JLY_CONTRACT_MAX_COLUMNS JLY_STUDY_MAX_COLUMNS
#define JLY_CONTRACT_MAX_SIDES 8
#define JLY_CONTRACT_MAX_QUESTIONS 50
#define JLY_CONTRACT_MAX_TEXT 4000 /* bytes of UTF-8 of purpose and legal basis */

/* One founder. The last four fields are the independence sheet of a computing party, and empty for
 * anybody else: who operates it, who has administrator's rights, on whose machine it runs, on whose
 * network. */
typedef struct
{
  char *name;
  JlyPublicKeys keys;
  guint roles; /* JlyRoleFlags */
  guint side;  /* place in sides, or JLY_NO_SIDE */
  char *operated_by;
  char *administered_by;
  char *hosted_by;
  char *network_of;
} JlyContractParty;

typedef struct
{
  char *id;                /* stable: "turnover" */
  char *title;             /* "Turnover" */
  char *unit;              /* "EUR"; "" for none */
  guint scale;             /* decimals: steps of 10^-scale units */
  gint64 min, max;         /* in steps; agreed, and checked under sharing */
  char **categories;       /* NULL for numbers; else min is 0, and max their number less one */
  gboolean may_be_missing; /* cells may be left empty */
  guint rights;            /* JlyUseFlags: how it may be used at all */
  JlyPartySet
      open_to; /* parties that may ask about it without a further approval (standing rule) */
} JlyContractColumn;

/* A setting of a question that may be asked: fixed, or free for whoever asks. */
typedef struct
{
  char *name;
  gboolean is_free;
  char *value; /* "" where it is free */
} JlyContractSetting;

/* A kind of question that may be asked. A setting that is not listed cannot be given. */
typedef struct
{
  char *analysis;      /* id in the registry: "sum" */
  GPtrArray *settings; /* JlyContractSetting* */
} JlyContractQuestion;

typedef struct
{
  char *study_id;                       /* 32 hex digits */
  guint version;                        /* 1, 2, ... */
  guint8 previous[JLY_HASH_BYTES];      /* hash of the version before; zeros in version 1 */
  char *case_id;                        /* of the template it was made from, */
  guint8 template_hash[JLY_HASH_BYTES]; /* that template's bytes, */
  guint wording;                        /* and the version of the sentences that people read */
  char *title;
  char *purpose;
  char *legal_basis;
  gint64 made_at, ends_at; /* seconds since 1970; nothing is computed from ends_at on */
  gboolean rehearsal;      /* practice with figures that may be made up */
  char *currency;          /* "EUR", "" */
  GPtrArray *sides;        /* char*: "suppliers", "customers" */
  GPtrArray *parties;      /* JlyContractParty*; exactly three have JLY_ROLE_FLAG_MINER */
  GPtrArray *columns;      /* JlyContractColumn* */
  GPtrArray *rows;         /* JlyStudyRow*: everybody brings exactly these; or none, and */
  guint most_rows;         /* everybody brings so many of its own at most; else 0 */
  GPtrArray *checks;       /* JlyStudyCheck*, places in columns */
  GPtrArray *questions;    /* JlyContractQuestion* */
  JlyPolicy policy;
} JlyContract;

JlyContract *jly_contract_new (void);
JlyContractParty *
jly_contract_add_party (JlyContract *self, const char *name, guint roles, guint side);
JlyContractColumn *jly_contract_add_column (
    JlyContract *self, const char *id, const char *title, guint scale, gint64 min, gint64 max);
/* A column of agreed categories, which are copied. */
void jly_contract_column_set_categories (JlyContractColumn *column, const char *const *categories);
/* Permits this analysis; its settings are all free that its parameters have, where there is such an
 * analysis. */
JlyContractQuestion *jly_contract_add_question (JlyContract *self, const char *analysis);
/* A setting that must have this value; or, where value is NULL, that is free. One of that name that
 * is there is replaced. */
void jly_contract_question_set (JlyContractQuestion *question, const char *name, const char *value);
void jly_contract_free (JlyContract *self);

/* Proposes what the case says: its sides, who asks, approves and learns, and the limits. To be
 * called when all parties are there, since sets of them are made here; sides are numbered as in the
 * case. */
void jly_case_fill_contract (JlyCase *self, JlyContract *contract);

/* The columns, kinds of questions and most rows that the case proposes, if it does, into a contract
 * that has none. */
void jly_case_fill_table (JlyCase *self, JlyContract *contract);

/* Parties that have one of these roles and, unless side is JLY_NO_SIDE, belong to that side. */
JlyPartySet jly_contract_select (const JlyContract *self, guint roles, guint side);
/* Who may be handed a result that these parties ask for together. */
JlyPartySet jly_contract_find_learners (const JlyContract *self, JlyPartySet proposers);
const JlyContractParty *jly_contract_get_party (const JlyContract *self, guint index); /* or NULL */
gint jly_contract_find_column (const JlyContract *self, const char *id);               /* or -1 */
/* Whether a question of this analysis with these settings (JlyStudyParameter*) may be asked. */
gboolean
jly_contract_permits (const JlyContract *self, const char *analysis, const GPtrArray *parameters);

/* Deterministic CBOR. Decoding encodes again and compares; what does not fit is JLY_ERROR_PROTOCOL
 * naming the field. NULL from encode only if a text is too long or not UTF-8. */
GBytes *jly_contract_encode (const JlyContract *self);
JlyContract *jly_contract_decode (GBytes *bytes, GError **error);
/* Domain-separated BLAKE2b-256 of the bytes. */
void jly_contract_hash (GBytes *bytes, guint8 hash[JLY_HASH_BYTES]);

/* Everything that must hold before anybody signs: three miners, names and keys of their own, rules
 * that somebody can fulfil, minimum groups not looser than the template's. JLY_ERROR_CONFIG saying
 * what is wrong and where. Decoding alone does not check this. */
gboolean jly_contract_check (const JlyContract *self, GError **error);

/* Pairs of computing parties that share an operator, administrator, host or network: whoever stands
 * behind both could see everything. One sentence per pair and thing (char*), for people; empty if
 * there is none. Never NULL. */
GPtrArray *jly_contract_find_dependence (const JlyContract *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyContract, jly_contract_free)

G_END_DECLS
