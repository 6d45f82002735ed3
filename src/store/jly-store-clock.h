/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a party's own log says about the time. */
#pragma once

#include "store/jly-store.h"

G_BEGIN_DECLS

/* The latest moment in a study's log since this version of its contract came into it, or of all of
 * it if it is not there; 0 for an empty log. */
gboolean jly_store_find_latest (
    JlyStore *self, const char *study_id, guint version, gint64 *latest, GError **error);

G_END_DECLS
