/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study as analyses see it: columns, checks, rows and questions without parties and keys. */
#pragma once

#include "analysis/jly-computation.h"
#include "analysis/jly-figure.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

typedef struct
{
  JlyInputs inputs;
  JlyRequest *questions;
  gsize n_questions;
  /* What these point to. */
  JlyInputColumn *columns;
  JlyRules *rules;
  const char **names;
  gsize *n_rows;
  guint64 *needs;
  JlyParameter **parameters;
} JlyStudyInputs;

/* n_rows has one number per provider; NULL: as many as each can bring. Fails with JLY_ERROR_CONFIG
 * if a check or a question cannot be computed. The study, which is borrowed, has columns, rows,
 * checks and questions of the right form (jly_study_check). */
JlyStudyInputs *jly_study_inputs_new (const JlyStudy *study, const gsize *n_rows, GError **error);
/* For whoever does not know whose figures these are: sentences then name nobody. */
void jly_study_inputs_forget_names (JlyStudyInputs *self);
void jly_study_inputs_free (JlyStudyInputs *self);

/* The columns alone as analyses see them, in their order: for whoever reads a filter. Owned by the
 * caller, freed by g_free; all in them is the study's. */
JlyInputColumn *jly_study_make_columns (const JlyStudy *study);

/* The agreed checks as rules for the study's columns, in their order. */
JlyRules *jly_study_make_rules (const JlyStudy *study);

/* One column as rules have it, without rules; a unit that is the study's currency is money. Returns
 * its index. */
guint
jly_study_add_rule_column (JlyRules *rules, const JlyStudyColumn *column, const char *currency);

/* The name of what question brings out: "met", "total", "total/met", each with "/" and the row's
 * name where there is one of every row. row: -1 for the output itself. Owned by the caller. */
char *jly_study_name_output (const JlyStudy *study, guint question, guint output, int row);

/* The name of a figure of question: "total", "total/small", "turnover/mean/small". Owned by the
 * caller. */
char *jly_study_name_figure (const JlyStudy *study, guint question, const JlyFigure *figure);
/* That of the sentence which says what came out: "turnover/headline". Owned by the caller. */
char *jly_study_name_headline (const JlyStudy *study, guint question);
/* That of a note of its sanity page (jly-sanity.h): "turnover/sanity/range". Owned by the caller.
 */
char *jly_study_name_sanity (const JlyStudy *study, guint question, const char *note);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyStudyInputs, jly_study_inputs_free)

G_END_DECLS
