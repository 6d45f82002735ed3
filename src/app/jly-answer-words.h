/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A result under a contract in words: what was asked, the answer in sentences, each figure with a
 * name, and the same as a table to take along. No widgets. */
#pragma once

#include "chart/jly-plot.h"
#include "party/jly-result.h"
#include "study/jly-agreed.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;   /* "sum, small, north"; what the figure is of */
  char *value;  /* "12 400 EUR"; NULL: hidden */
  char *reason; /* what it says in words, or why it is hidden; may be NULL */
} JlyAnswerLine;

/* Something to look at before one believes the answer (analysis/jly-sanity.h). */
typedef struct
{
  char *words;
  gboolean is_warning;
  guint n_parts; /* questions that say it */
} JlyAnswerNote;

/* One question, and what came out of it alone. */
typedef struct
{
  char *asked;      /* "The mean of Turnover, by Sector" */
  GPtrArray *told;  /* char*: sentences */
  GPtrArray *lines; /* JlyAnswerLine*, named without the question */
  GPtrArray *notes; /* JlyAnswerNote*: what no other question says */
} JlyAnswerPart;

typedef struct
{
  char *asked;          /* "The sum of Turnover, by Sector, to all 5 parties." */
  GPtrArray *told;      /* char*: the answers in sentences */
  GPtrArray *parts;     /* JlyAnswerPart*: question by question */
  GPtrArray *lines;     /* JlyAnswerLine*: all figures, and what the checks left out */
  GPtrArray *notes;     /* JlyAnswerNote*, question by question */
  GPtrArray *approvals; /* JlyAnswerLine*: each party that had a word in it, and its word */
  GPtrArray *plots;     /* JlyPlot*: a chart of each question that has one */
  guint n_hidden;
  char *why_hidden; /* "hidden: fewer than 5 rows"; NULL: nothing is */
} JlyAnswerWords;

/* study: of this question (jly-agreed.h). */
JlyAnswerWords *jly_answer_words_new (const JlyContract *contract,
                                      const JlyProposal *proposal,
                                      const JlyStudy *study,
                                      JlyResult *result);
void jly_answer_words_free (JlyAnswerWords *self);
/* decisions: JlySigned, all that were signed under the contract; the last word of each party on
 * this question counts. */
void jly_answer_words_add_approvals (JlyAnswerWords *self,
                                     const JlyContract *contract,
                                     const JlyProposal *proposal,
                                     const GArray *decisions);
/* All lines as CSV (UTF-8, comma, CRLF); cells that a spreadsheet would run are
 * disarmed. Owned by the caller. */
char *jly_answer_words_dup_csv (const JlyAnswerWords *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyAnswerWords, jly_answer_words_free)

G_END_DECLS
