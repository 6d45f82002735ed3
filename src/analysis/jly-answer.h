/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes out of an analysis, in clear, as one provider learns it; and what goes in, in clear,
 * for the reference. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean is_open; /* FALSE: its condition did not hold */
  gsize n;          /* words */
  gsize n_values;   /* n, or half of it: first all low words, then all high ones */
  guint64 *values;  /* in steps; below zero in two's complement. NULL unless is_open */
} JlyAnswerOutput;

typedef struct
{
  gsize n_outputs;
  JlyAnswerOutput *outputs; /* in the order of the analysis */
} JlyAnswer;

JlyAnswer *jly_answer_new (gsize n_outputs);
/* Opens an output with n values, all zero. */
guint64 *jly_answer_open (JlyAnswer *self, gsize output, gsize n);
/* The same for n values of two words each. */
guint64 *jly_answer_open_wide (JlyAnswer *self, gsize output, gsize n);
void jly_answer_free (JlyAnswer *self); /* wipes the values */

/* The rows of all sources, one source after the other. */
typedef struct
{
  const gint64 *const *values;     /* [column][row], in steps; may lie outside the agreed range */
  const gboolean *is_valid;        /* [row]: keeps the agreed checks */
  const gboolean *const *is_there; /* [column][row]; NULL, also of a column: every cell is */
} JlyClearTable;

/* Whether the cell is there. */
gboolean jly_clear_table_has (const JlyClearTable *self, guint column, gsize row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyAnswer, jly_answer_free)

G_END_DECLS
