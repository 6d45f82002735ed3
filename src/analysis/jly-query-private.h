/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How settings are read, for their check and for those who use them; not for other files. */
#pragma once

#include "analysis/jly-query.h"

G_BEGIN_DECLS

#define JLY_QUERY_MAX_EDGES 100

/* Each FALSE where text is none. edges gets gint64 and may be NULL. */
gboolean jly_query_parse_edges (const JlyInputColumn *column, const char *text, GArray *edges);
gboolean jly_query_parse_tenths (const char *text, guint *tenths);
gboolean jly_query_parse_whole (const char *text, guint *number);

G_END_DECLS
