/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of so many rows and nothing else: what stands in a row is asked for by its position. A
 * file of a million rows costs nothing until rows are seen.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define JLY_TYPE_ROW_MODEL (jly_row_model_get_type ())
G_DECLARE_FINAL_TYPE (JlyRowModel, jly_row_model, JLY, ROW_MODEL, GObject)

JlyRowModel *jly_row_model_new (gsize n_rows);
/* More or fewer rows at the end. */
void jly_row_model_set_n_rows (JlyRowModel *self, gsize n_rows);

G_END_DECLS
