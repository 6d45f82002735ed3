/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log of a study as this party wrote it: what happened, when and by whom, and whether it holds
 * together (jly-log-verify.h). It can be written to a file that others verify.
 *
 * Actions: log.export, log.save-to (ss).
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_LOG_PAGE (jly_log_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyLogPage, jly_log_page, JLY, LOG_PAGE, JlyPage)

JlyLogPage *jly_log_page_new (JlyAgreement *agreement);

G_END_DECLS
