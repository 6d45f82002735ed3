/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many analyses are one of a family: how they are checked and computed is the same, and only what
 * is asked for differs. Such an analysis says what it asks for, and takes its family's forms.
 */
#pragma once

#include "analysis/jly-analysis.h"

/* Defines check, clear and secure for the fields of JlyAnalysis of these names, by the functions
 * family_check, family_clear and family_secure. self is what they take first: it says which one of
 * the family this is, and may be an expression of the query. */
#define JLY_ANALYSIS_FORMS(family, self)                                                           \
  static gboolean check (const JlyQuery *query, JlyOutputShape *shapes, GError **error)            \
  {                                                                                                \
    return family##_check (self, query, shapes, error);                                            \
  }                                                                                                \
                                                                                                   \
  static JlyAnswer *clear (const JlyQuery *query, const JlyClearTable *table, guint source)        \
  {                                                                                                \
    return family##_clear (self, query, table);                                                    \
  }                                                                                                \
                                                                                                   \
  static JlyShares *secure (JlyEngine *engine, const JlyQuery *query, const JlySecretTable *table, \
                            GError **error)                                                        \
  {                                                                                                \
    return family##_secure (self, engine, query, table, error);                                    \
  }
