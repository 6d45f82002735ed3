/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tests of groups have in common: the categories of "by", each a cell that the study's limits
 * are kept for, as lines of one table; and the two of them that a test compares, "first" and
 * "second".
 */
#pragma once

#include "analysis/jly-moments.h"

G_BEGIN_DECLS

#define JLY_GROUPS_NONE G_MAXUINT

/* Of the parameters of a test of two groups: */
#define JLY_GROUPS_PARAMETERS                                                                      \
  { "by", JLY_PARAMETER_CATEGORIES, TRUE, NULL, N_ ("By"), JLY_USE_GROUP },                        \
      { "first", JLY_PARAMETER_VALUE, TRUE, "by", N_ ("First group"), 0 },                         \
  {                                                                                                \
    "second", JLY_PARAMETER_VALUE, TRUE, "by", N_ ("Second group"), 0                              \
  }

/* Whether the two groups differ: JLY_ERROR_CONFIG. */
gboolean jly_groups_check (const JlyQuery *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The two groups' numbers. */
void jly_groups_read (const JlyQuery *query, guint groups[2]);
/* The headline of a comparison of which there is none for this reason, or, where it is NULL, that
 * is hidden; owned by the caller. */
char *jly_groups_describe_none (const JlyQuery *query, const char *reason);

typedef struct
{
  guint n;
  guint *flags, *amounts; /* vectors; JLY_GROUPS_NONE where there is none */
} JlyGroups;

/* Adds flags of the groups of "by" and, with_amounts, the numbers of "column" in them. only (two
 * groups; NULL: all are needed): the others are there for the limits alone. To be cleared. */
JlyGroups jly_groups_add (JlyMoments *moments,
                          const JlyQuery *query,
                          const guint *only,
                          gboolean with_amounts);
void jly_groups_clear (JlyGroups *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JlyGroups, jly_groups_clear)

G_END_DECLS
