/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What waits to be sent to whom, what came from whom, and what a file held that was opened: each
 * thing in one sentence. From here messages are saved to files and opened from them; menu, a file
 * dropped on the page, and a double click on one do the same.
 */
#pragma once

#include "app/jly-window.h"
#include "party/jly-carry.h"

G_BEGIN_DECLS

#define JLY_TYPE_MESSAGES_PAGE (jly_messages_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyMessagesPage, jly_messages_page, JLY, MESSAGES_PAGE, JlyPage)

/* The person's keys are open. got (may be NULL) is what came just now; not kept. */
JlyMessagesPage *jly_messages_page_new (const JlyCarried *got);

/* What came in a file: where all is as it should be, its study opens and a line says what came;
 * otherwise this page tells what was wrong. */
void jly_messages_show_report (JlyWindow *window, const JlyCarried *got);
/* Opens a file that somebody sent; keys are asked for first. For a double click. */
void jly_messages_open_file (JlyWindow *window, const char *path);

G_END_DECLS
