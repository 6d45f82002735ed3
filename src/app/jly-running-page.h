/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rehearsal under way: its stages in words, how far it is, and a way to stop it. On success the
 * result page takes this page's place; otherwise it says what stopped and lets the person try
 * again.
 */
#pragma once

#include "app/jly-bid-files.h"
#include "app/jly-page.h"
#include "party/jly-rehearsal.h"

G_BEGIN_DECLS

#define JLY_TYPE_RUNNING_PAGE (jly_running_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyRunningPage, jly_running_page, JLY, RUNNING_PAGE, JlyPage)

/* Starts at once. files must be ready (jly_bid_files_is_ready). */
JlyRunningPage *jly_running_page_new (JlyBidFiles *files, const char *own_name);
/* The run under way; NULL when it has ended. Owned by the page. */
JlyRehearsal *jly_running_page_get_rehearsal (JlyRunningPage *self);

G_END_DECLS
