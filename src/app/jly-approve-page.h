/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One question under a contract: what is asked, who would learn what, what others could work out,
 * and who approved so far. The person approves, asks for a change, rejects with a reason, or takes
 * its own yes back before the start.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_APPROVE_PAGE (jly_approve_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyApprovePage, jly_approve_page, JLY, APPROVE_PAGE, JlyPage)

JlyApprovePage *jly_approve_page_new (JlyAgreement *agreement, guint question);

G_END_DECLS
