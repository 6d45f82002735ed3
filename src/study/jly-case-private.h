/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader of case files fills in and jly-case.c shows; no other file includes this. */
#pragma once

#include "study/jly-case.h"
#include "study/jly-contract.h"
#include "study/jly-policy.h"

G_BEGIN_DECLS

typedef enum
{
  CASE_TITLE,
  CASE_LONG_TITLE,
  CASE_QUESTION,
  CASE_SUMMARY,
  CASE_TABLE,
  CASE_TRUST,
  CASE_MOTIVATION,
  CASE_PICTURE,
  CASE_OWNERS,
  CASE_SUBJECTS,
  CASE_BEFOREHAND,
  CASE_LATER,
  CASE_N_TEXTS
} CaseText;

typedef enum
{
  CASE_LEARNED,
  CASE_NEVER_SHOWN,
  CASE_GOOD_TO_KNOW,
  CASE_ATTACKS,
  CASE_LEARNED_LATER,
  CASE_N_LISTS
} CaseList;

/* The rules of a policy that are made of clauses. */
typedef enum
{
  CASE_RULE_ASK,
  CASE_RULE_APPROVE_FIRST,
  CASE_RULE_APPROVE,
  CASE_RULE_MANDATE,
  CASE_N_RULES
} CaseRule;

typedef struct
{
  char *id;
  char *title;
} CaseSide;

/* What the <policy> says, before there are parties: sides are places in sides. */
typedef struct
{
  gboolean is_there;
  GPtrArray *sides; /* CaseSide* */
  JlyQuorum rules[CASE_N_RULES];
  guint beforehand, veto; /* JlyRoleFlags */
  gboolean is_standing;
  JlyLearners learn;
  guint n_joining;
  JlyJoining joining[JLY_POLICY_MAX_CLAUSES];
} CasePolicy;

struct _JlyCase
{
  GObject parent_instance;

  guint8 hash[32]; /* of the file's bytes */
  char *id;
  guint order;
  char *topic;
  gboolean runs;
  JlyTableShape shape;
  char *texts[CASE_N_TEXTS];
  char *roles[JLY_N_ROLES];
  char *role_details[JLY_N_ROLES];
  GPtrArray *lists[CASE_N_LISTS]; /* char*, closed with a NULL once the file has been read */
  GPtrArray *groups;              /* JlyCaseGroup* */
  guint outside_miners;
  JlyCaseRules rules;
  CasePolicy policy;
  JlyContract *columns; /* of which only columns, questions, most rows and currency are used */
};

void case_side_free (CaseSide *side);

/* Attributes of an element, as GMarkup hands them over. */
typedef struct
{
  const char *const *names;
  const char *const *values;
} CaseAttributes;

/* One element inside <policy>, or <policy> itself. FALSE with what is wrong with it (owned by the
 * caller). */
gboolean case_policy_start (CasePolicy *policy,
                            const char *element,
                            const CaseAttributes *attributes,
                            char **problem);

/* Reads text (NUL-terminated) into an empty case; name stands in error texts. FALSE leaves the case
 * half filled: throw it away. */
gboolean
jly_case_read (JlyCase *self, const char *name, const char *text, gsize length, GError **error);
/* Whether what was read makes a case: nothing missing, exactly three computing parties, every role
 * held by somebody in the picture. */
gboolean jly_case_check (JlyCase *self, const char *name, GError **error);

G_END_DECLS
