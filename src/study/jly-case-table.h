/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns and kinds of questions that a case proposes, as its file says them
 * (data/cases/README.md); for the reader of case files alone. */
#pragma once

#include "study/jly-case-private.h"
#include "study/jly-contract.h"

G_BEGIN_DECLS

/* Elements <columns>, <column> and <ask-of> with their attributes, into table. FALSE with what is
 * wrong with it (owned by the caller). */
gboolean case_table_start (JlyContract *table,
                           const char *element,
                           const CaseAttributes *attributes,
                           char **problem);
/* Texts of the last column that was begun. */
gboolean case_table_set_name (JlyContract *table, const char *name, char **problem);
void case_table_add_category (JlyContract *table, const char *category);
/* Whether each column has a name, a range and an id of its own. */
gboolean case_table_check (const JlyContract *table, char **problem);

G_END_DECLS
