/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of a study under a contract have in common: its title, the way to who sees what,
 * and the mark of a practice. */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

void jly_study_header_add (JlyPage *page, JlyAgreement *agreement);

G_END_DECLS
