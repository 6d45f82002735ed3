/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One case: its picture, what is found out, who does what, and what to know before. */
#pragma once

#include "app/jly-page.h"
#include "study/jly-case.h"

G_BEGIN_DECLS

#define JLY_TYPE_CASE_PAGE (jly_case_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyCasePage, jly_case_page, JLY, CASE_PAGE, JlyPage)

JlyCasePage *jly_case_page_new (JlyCase *the_case);

G_END_DECLS
