/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start page: my studies, newest first, and what can be found out with Jointly. */
#pragma once

#include "app/jly-mine.h"
#include "app/jly-window.h"

G_BEGIN_DECLS

#define JLY_TYPE_HOME_PAGE (jly_home_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyHomePage, jly_home_page, JLY, HOME_PAGE, JlyPage)

JlyHomePage *jly_home_page_new (void);
/* What waits for the person (JlyMine), as the page shows it; borrowed, and never changed
 * afterwards. */
GPtrArray *jly_home_page_get_mine (JlyHomePage *self);
/* Says how far is what runs. */
void jly_home_page_show_works (JlyHomePage *self);
/* Shows the page of a study: what runs, what was rehearsed, or a study with others. */
void jly_home_page_open (JlyWindow *window, const char *study_id);

G_END_DECLS
