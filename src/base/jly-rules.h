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
  JLY_VALUE_TEXT,   /* categories and other words */
  JLY_VALUE_KEY,    /* tells rows apart, and the same thing in two files together */
  JLY_VALUE_YES_NO, /* 1 and 0 */
  JLY_N_VALUE_KINDS
} JlyValueKind;

typedef enum
{
  JLY_RULE_REQUIRED,   /* no cell is missing */
  JLY_RULE_RANGE,      /* least <= value <= most */
  JLY_RULE_CATEGORIES, /* the value is one of these */
  JLY_RULE_UNIQUE,     /* no value stands twice in the column */
  JLY_RULE_NOT_ABOVE,  /* value <= times * value of the column other */
} JlyRuleKind;

/* Texts are owned by the rules; NULL where there is nothing to say. */
typedef struct
{
  char *id;    /* "turnover": stable, in files; the title unless something else is filled in */
  char *title; /* "Turnover": shown to people */
  char *names; /* further names that people's files have for it, '|' between */
  JlyValueKind kind;
  guint scale;      /* of numbers, at most 9; exact: more decimals are asked about, not rounded */
  char *unit;       /* "h", "%" */
  char *currency;   /* ISO code of money */
  char *key_format; /* of a key with check digits: "ee-register-code" */
  char *period;     /* what the figures are of: "2025" */
  gboolean is_optional; /* a file without it is whole */
  gboolean is_mixed;    /* each row counts something else: a total would mean nothing */
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
  gatomicrefcount refs;
  GPtrArray *columns; /* JlyRuleColumn* */
  GPtrArray *rules;   /* JlyRule* */
} JlyRules;

JlyRules *jly_rules_new (void);
JlyRules *jly_rules_ref (JlyRules *self);
void jly_rules_free (JlyRules *self); /* gives one reference back */

/* Returns the column's index. title is copied. */
guint jly_rules_add_column (JlyRules *self, const char *title, JlyValueKind kind, guint scale);

/* The column, for the rest of it to be filled in or read; owned by self. */
JlyRuleColumn *jly_rules_get_column (const JlyRules *self, guint column);
/* The index of the column of this id, -1 if there is none. */
int jly_rules_find_column (const JlyRules *self, const char *id);
const JlyRule *jly_rules_get_rule (const JlyRules *self, guint i);
/* The first rule of this kind for the column, hard ones before soft ones, or NULL. */
const JlyRule *jly_rules_find (const JlyRules *self, guint column, JlyRuleKind kind);

/* A copy of rule is kept. Columns that are not there, a range of texts and the like are mistakes of
 * the caller and end the program; what a file says is to be checked before. */
void jly_rules_add (JlyRules *self, const JlyRule *rule);

/* Whether the rule makes sense for these columns. */
gboolean jly_rules_is_valid (const JlyRules *self, const JlyRule *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyRules, jly_rules_free)

G_END_DECLS
