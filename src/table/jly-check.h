/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checks a person's own file against the agreed rules, on this computer and in clear. Each finding
 * names row, column, value and rule; findings quote cells and must never leave the computer.
 */
#pragma once

#include "base/jly-rules.h"
#include "table/jly-values.h"

G_BEGIN_DECLS

#define JLY_FINDING_NO_ROW G_MAXSIZE /* the finding is about the whole column */

typedef struct
{
  gsize row;           /* index in the sheet, or JLY_FINDING_NO_ROW */
  guint column;        /* of the rules */
  int sheet_column;    /* -1: the file has none */
  const JlyRule *rule; /* NULL: the cell is not of the column's kind; borrowed from the rules */
  gboolean is_soft;
  gboolean is_confirmed; /* soft, and the person said that it is right */
  char *value;           /* the cell as it may stand in a sentence */
  char *words;           /* one sentence: what is wrong, or what to look at twice */
  const char *next;      /* what to do, or NULL; static */
} JlyFinding;

void jly_finding_free (JlyFinding *self);

/* How many there are, also of those that were not kept. */
typedef struct
{
  gsize n_hard;
  gsize n_soft;
  gsize n_unconfirmed; /* of the soft ones */
} JlyCheckCounts;

/* JlyFinding*, hard ones first, then in the order of columns, rules, and rows; at most n_most of
 * each. values has one entry for each column of the rules, NULL (or with an open question) for one
 * that is not checked. Missing cells keep every rule but JLY_RULE_REQUIRED. confirmed: keys of
 * jly_check_dup_key, or NULL; counts may be NULL. Transfer full. */
GPtrArray *jly_check_rules (JlySheet *sheet,
                            const JlyRules *rules,
                            JlyValues *const *values,
                            GHashTable *confirmed,
                            gsize n_most,
                            JlyCheckCounts *counts);

/* What a confirmation is remembered by: this rule, row of the file and text. Owned by the caller.
 */
char *jly_check_dup_key (
    JlySheet *sheet, const JlyRules *rules, const JlyRule *rule, gsize row, guint sheet_column);

/* A rule as everybody agreed on it, as a sentence: "“Turnover” is from 0.00 to 5 000.00 euro."
 * Owned by the caller. */
char *jly_rule_describe (const JlyRules *rules, const JlyRule *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyFinding, jly_finding_free)

G_END_DECLS
