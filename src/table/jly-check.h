/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checks a person's own file against the agreed rules, on this computer and in clear. Each finding
 * names row, column, value and rule; findings quote cells and must never leave the computer.
 */
#pragma once

#include "base/jly-rules.h"
#include "table/jly-column.h"

G_BEGIN_DECLS

/* Of each column of the rules: which column of the sheet it is, and how that one was read. */
typedef struct
{
  guint sheet_column;
  const JlyColumn *reading; /* without an open question */
} JlyCheckColumn;

typedef struct
{
  gsize row;           /* index in the sheet */
  guint column;        /* of the rules */
  const JlyRule *rule; /* NULL: the cell is not of the column's kind; borrowed from the rules */
  gboolean is_soft;
  char *value; /* the cell as it may stand in a sentence */
  char *words; /* one sentence: what is wrong, or what to look at twice */
} JlyFinding;

void jly_finding_free (JlyFinding *self);

/* JlyFinding* in the order of columns, then rules, then rows; at most n_most of them. columns has
 * one entry for each column of the rules. Missing cells keep every rule but JLY_RULE_REQUIRED.
 * Transfer full. */
GPtrArray *jly_check_rules (JlySheet *sheet,
                            const JlyRules *rules,
                            const JlyCheckColumn *columns,
                            gsize n_most);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyFinding, jly_finding_free)

G_END_DECLS
