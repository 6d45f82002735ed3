/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One entry of the log, played to a governance again. For the store's own files. */
#pragma once

#include "store/jly-log-table.h"
#include "study/jly-governance.h"

G_BEGIN_DECLS

/* Takes what row says at the row's time; rows that change no state are passed over. JLY_ERROR_DATA
 * naming the line if the governance refuses it: nobody but the store's owner can have written it,
 * but a later version of Jointly may be stricter. */
gboolean jly_store_replay (JlyGovernance *governance, const JlyLogRow *row, GError **error);

G_END_DECLS
