/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a study that is being prepared is about: purpose, columns, kinds of question, limits. */
#pragma once

#include "app/jly-draft.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_TERMS_PAGE (jly_terms_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyTermsPage, jly_terms_page, JLY, TERMS_PAGE, JlyPage)

JlyTermsPage *jly_terms_page_new (JlyDraft *draft);

G_END_DECLS
