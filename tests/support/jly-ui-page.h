/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page with nothing of its own, for tests of what pages are made of. */
#pragma once

#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_UI_TYPE_PAGE (jly_ui_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyUiPage, jly_ui_page, JLY_UI, PAGE, JlyPage)

/* Floating. */
JlyPage *jly_ui_page_new (void);

G_END_DECLS
