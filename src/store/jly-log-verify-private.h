/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What checking one log and checking several share. */
#pragma once

#include "crypto/jly-merkle.h"
#include "store/jly-log-verify.h"
#include "study/jly-contract.h"

G_BEGIN_DECLS

/* Sets error for a fault at a line (0: of the log as a whole), found in the file called name (NULL:
 * the only one); party may be NULL. Always FALSE. */
gboolean jly_log_fault (
    JlyLogFault fault, guint64 line, const char *name, const char *party, GError **error);

/* What is shown with a line; NULL if nothing is. Owned by the caller. */
GBytes *jly_log_line_get_content (const JlyLogExportLine *line);
/* The root of the log at every size from 0 to the number of lines. Owned by the caller. */
JlyMerkleHash *jly_log_list_roots (const JlyLogExport *self);
/* The newest contract that is shown, and its hash; NULL if there is none. */
JlyContract *jly_log_find_contract (const JlyLogExport *self, guint8 hash[JLY_HASH_BYTES]);

G_END_DECLS
