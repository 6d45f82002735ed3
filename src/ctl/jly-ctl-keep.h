/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --keep DIR: the study, its result and its log stay in DIR/jointly.db. */
#pragma once

#include "party/jly-result.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

/* TRUE if the folder can be used; so that a run is not lost for a folder that cannot. */
gboolean jly_ctl_keep_check (const char *dir, GError **error);
gboolean jly_ctl_keep (const char *dir, const JlyStudy *study, JlyResult *result, GError **error);

G_END_DECLS
