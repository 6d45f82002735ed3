/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A joint bid's result as a table: each requirement, what it asks for, met or not, the own part. */
#pragma once

#include "app/jly-bid-report.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_REPORT_TABLE (jly_report_table_get_type ())
G_DECLARE_FINAL_TYPE (JlyReportTable, jly_report_table, JLY, REPORT_TABLE, AdwBin)

/* report is borrowed and must outlive the table. */
void jly_report_table_set_report (JlyReportTable *self, const JlyBidReport *report);

G_END_DECLS
