/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the person did with this file the last time: in place again and to be undone, or offered
 * and to be forgotten, in a notice. */
#pragma once

#include "app/jly-import-session.h"
#include "app/jly-notice.h"

G_BEGIN_DECLS

/* Shows or hides notice as the session stands; does nothing while somebody works on its import. */
void jly_kept_notice_show (JlyNotice *notice, JlyImportSession *session);

G_END_DECLS
