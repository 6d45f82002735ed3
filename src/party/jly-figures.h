/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A provider's figures, ready to be shared: read from its own file or made up. They stay in the
 * process that has them.
 */
#pragma once

#include "study/jly-study.h"
#include "table/jly-bid-table.h"
#include "table/jly-import.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint n_columns;
  gsize n_rows;
  gint64 **values;     /* [column][row], in steps; of categories their numbers */
  gboolean *present;   /* of a tender's rows: the file has it; NULL for rows of one's own */
  gboolean **is_there; /* [column][row]; NULL, also of a column: every cell is */
  guint8 mark[32];     /* by which uploads of the same figures know each other; or zero */
} JlyFigures;

/* All zero, and all there. */
JlyFigures *jly_figures_new (guint n_columns, gsize n_rows);
/* Whether the cell is there. */
gboolean jly_figures_has (const JlyFigures *self, guint column, gsize row);

/* From a file with the tender's rows; or, with seed, made up for it. */
JlyFigures *jly_figures_read_bid (const char *path,
                                  const JlyTender *tender,
                                  GCancellable *cancellable,
                                  GError **error);
JlyFigures *
jly_figures_make_up_bid (const JlyTender *tender, const guint8 seed[32], GError **error);
/* The figures of a table that was read already. */
JlyFigures *jly_figures_from_bid (const JlyBidTable *table, const JlyTender *tender);

/* From a file with rows of one's own, whose columns are found by their names. Everything that a
 * person would be asked, and the first row that breaks an agreed check, is JLY_ERROR_DATA with
 * file, row and column. draft has passed jly_study_check_draft. */
JlyFigures *jly_figures_read (const char *path,
                              const JlyStudy *draft,
                              GCancellable *cancellable,
                              GError **error);

/* Made up for a rehearsal: a few dozen rows, as many as may be brought at most, inside the agreed
 * ranges and keeping the agreed checks; the same seed gives the same. JLY_ERROR_USAGE for a study
 * whose rows are public. */
JlyFigures *jly_figures_make_up (const JlyStudy *draft, const guint8 seed[32], GError **error);

/* From an import of draft's rules that a person matched, answered and mended.
 * JLY_ERROR_USAGE while it still asks something or finds something wrong: the import says what. */
JlyFigures *jly_figures_from_import (JlyImport *import, const JlyStudy *draft, GError **error);

void jly_figures_free (JlyFigures *self); /* wipes */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyFigures, jly_figures_free)

G_END_DECLS
