/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a column of a file is set in its preview, found from its first rows. */
#pragma once

#include "app/jly-sheet-cell.h"
#include "table/jly-sheet.h"

G_BEGIN_DECLS

/* A column whose cells begin like numbers is set flush to its end, as figures are. */
gboolean jly_sheet_shape_is_at_end (JlySheet *sheet, guint column);
/* The longest of the first cells, cut where it would take too much room. Owned by the caller. */
JlySheetSample *jly_sheet_shape_new_sample (JlySheet *sheet, guint column);

G_END_DECLS
