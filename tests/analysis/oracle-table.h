/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one list of questions that every form answers: oracle/answers.tsv has a question about a
 * table beside it, one of the figures of its answer, the command that says the same in R, and what
 * R said. The clear form and three parties in one process are held against it here (test-oracle.c),
 * three processes over TLS by tests/scenarios/every-statistic.py.
 */
#pragma once

#include "analysis/test-inputs.h"

G_BEGIN_DECLS

/* A table and what its columns borrow. The last column of a file is of kind "company" and says
 * whose rows they are. */
typedef struct
{
  TestInputs *table;
  GStrv names;
  GPtrArray *categories; /* GStrv, one for each column */
} OracleData;

/* kinds: "2" for a number of two decimals, "small|large" for categories. All cells are there and
 * zero, and the rows are those of three companies. */
OracleData *oracle_data_new (const char *const *names, const char *const *kinds, gsize n);
/* oracle/NAME.csv. */
OracleData *oracle_data_load (const char *name);
void oracle_data_free (OracleData *self);
gsize oracle_data_count (const OracleData *self); /* rows */

typedef struct
{
  JlyRequest request;
  GStrv words; /* which the parameters borrow */
  GArray *parameters;
} OracleQuestion;

/* "t-test column=income by=size": the analysis and its settings, in which "_" stands for a blank.
 * It passed its check, or the test fails. */
OracleQuestion *oracle_question_new (const OracleData *data, const char *text);
void oracle_question_free (OracleQuestion *self);
/* What source is told by the clear form. */
JlyAnswer *
oracle_question_answer (const OracleQuestion *self, const OracleData *data, guint source);

typedef struct
{
  char *data, *question, *figure, *command;
  double answer;
} OracleLine;

GPtrArray *oracle_lines_load (void); /* OracleLine*, free function set */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OracleData, oracle_data_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OracleQuestion, oracle_question_free)

G_END_DECLS
