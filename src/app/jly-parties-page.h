/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes part in a study that is being prepared, and who computes. */
#pragma once

#include "app/jly-draft.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_PARTIES_PAGE (jly_parties_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyPartiesPage, jly_parties_page, JLY, PARTIES_PAGE, JlyPage)

JlyPartiesPage *jly_parties_page_new (JlyDraft *draft);

G_END_DECLS
