/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start page: my studies, newest first, and what can be found out with Jointly. */
#pragma once

#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_HOME_PAGE (jly_home_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyHomePage, jly_home_page, JLY, HOME_PAGE, JlyPage)

JlyHomePage *jly_home_page_new (void);
/* How many studies with others wait for the person, as the page shows them. */
guint jly_home_page_count_mine (JlyHomePage *self);

G_END_DECLS
