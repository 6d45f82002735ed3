/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All cases as cards, with topics and a search. */
#pragma once

#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_CHOOSE_PAGE (jly_choose_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyChoosePage, jly_choose_page, JLY, CHOOSE_PAGE, JlyPage)

JlyChoosePage *jly_choose_page_new (void);

G_END_DECLS
