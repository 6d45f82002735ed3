/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What everybody agreed that figures must be, column by column: data only, so that the check of a
 * person's own file and the check of the sealed figures follow the same rules. A rule looks at one
 * row of one party; nothing here may compare parties.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_VALUE_NUMBER, /* in steps of 10^-scale */
  JLY_VALUE_DATE,   /* in days; 1 January of the year 1 is day 1 */
  JLY_VALUE_TEXT,   /* categories, yes or no */
  JLY_VALUE_KEY
} JlyValueKind;

typedef enum
{
  JLY_RULE_REQUIRED,   /* no cell is missing */
  JLY_RULE_RANGE,      /* least <= value <= most */
  JLY_RULE_CATEGORIES, /* the value is one of these */
  JLY_RULE_UNIQUE,     /* no value stands twice in the column */
  JLY_RULE_NOT_ABOVE,  /* value <= times * value of the column other */
} JlyRuleKind;

typedef struct
{
  char *title;
  JlyValueKind kind;
  guint scale; /* of numbers, at most 9; exact: more decimals are a finding, not rounded */
} JlyRuleColumn;

typedef struct
{
  JlyRuleKind kind;
  guint column;
  gboolean is_soft; /* "are you sure?": the person may keep the value */
  gint64 least, most;
  char **categories; /* owned */
  guint other;
  guint times; /* 1: a part and its total; 10: far more than last year */
} JlyRule;

typedef struct
{
  GPtrArray *columns; /* JlyRuleColumn* */
  GPtrArray *rules;   /* JlyRule* */
} JlyRules;

JlyRules *jly_rules_new (void);
void jly_rules_free (JlyRules *self);

/* Returns the column's index. title is copied. */
guint jly_rules_add_column (JlyRules *self, const char *title, JlyValueKind kind, guint scale);

/* A copy of rule is kept. Columns that are not there, a range of texts and the like are mistakes of
 * the caller and end the program; what a file says is to be checked before. */
void jly_rules_add (JlyRules *self, const JlyRule *rule);

/* Whether the rule makes sense for these columns. */
gboolean jly_rules_is_valid (const JlyRules *self, const JlyRule *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyRules, jly_rules_free)

G_END_DECLS
