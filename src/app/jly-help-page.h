/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help: all topics with a search, or the text of one. F1 opens the one that belongs to the page
 * that is seen.
 *
 * Action: help.show (name of a topic, "" for all).
 */
#pragma once

#include "app/jly-help-topic.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_HELP_PAGE (jly_help_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyHelpPage, jly_help_page, JLY, HELP_PAGE, JlyPage)

/* name: of a topic; NULL, or one that is not there: all of them. */
JlyHelpPage *jly_help_page_new (const char *name);
/* JlyHelpTopic*, in the order of reading; owned by the caller. */
GPtrArray *jly_help_list (void);
/* The topic that explains a page; NULL: none does alone. Static. */
const char *jly_help_find (JlyPage *page);

G_END_DECLS
