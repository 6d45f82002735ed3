/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of a joint bid's result, for the screen and for a picture file. */
#pragma once

#include "app/jly-bid-report.h"
#include "chart/jly-chart.h"

G_BEGIN_DECLS

/* with_own_part: only for the person's own screen, or where they asked for it. */
JlyLimitChart *jly_report_chart_new (const JlyBidReport *report, gboolean with_own_part);
/* A PNG on white, 1400 pixels wide, with the headline above and the rehearsal's mark; never the own
 * part. Overwrites path. */
gboolean jly_report_chart_save_png (const JlyBidReport *report, const char *path, GError **error);

G_END_DECLS
