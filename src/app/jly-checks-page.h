/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checks editor: what each column must be, and what it usually is, as sentences with ranges to
 * change beside the person's own figures, which are seen only here. Changed rules are put into the
 * session when the person says so, and everything is checked again by them. Nothing leaves this
 * computer on this page. In a study that is being prepared the limits become those that are
 * proposed; the figures stay here.
 *
 * What is set and not proposed yet is kept beside the draft (jly-half-limits.h).
 *
 * Actions: checks.use; in a study that is being prepared checks.choose-own, checks.use-own (ss)
 * with the path of a file, and checks.start-anew.
 */
#pragma once

#include "app/jly-draft.h"
#include "app/jly-import-session.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_CHECKS_PAGE (jly_checks_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyChecksPage, jly_checks_page, JLY, CHECKS_PAGE, JlyPage)

/* session has rules, and nobody works on it; it must not be changed while the page is there. */
JlyChecksPage *jly_checks_page_new (JlyImportSession *session);
/* For whoever prepares a study: the limits become the draft's as well, to be proposed to all, when
 * the person says so. The session's rules are the draft's (jly_contract_make_rules); it may have no
 * figures yet, or still work on them. */
JlyChecksPage *jly_checks_page_new_for_draft (JlyImportSession *session, JlyDraft *draft);

G_END_DECLS
