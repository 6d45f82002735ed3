/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Connection": each computing party of a study, whether it is reached from this computer, how long
 * a message takes there and back, and when it was last heard. Where one is not reached: the likely
 * cause, who can mend it, and the next step. Looks when it is shown, and again on demand.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_CONNECTION_PAGE (jly_connection_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyConnectionPage, jly_connection_page, JLY, CONNECTION_PAGE, JlyPage)

JlyConnectionPage *jly_connection_page_new (JlyAgreement *agreement);
/* For tests and tools: how long each hop may take (milliseconds), from the next look on. */
void jly_connection_page_set_timeout (JlyConnectionPage *self, guint timeout_ms);
/* Whether every party was looked at since it was shown. */
gboolean jly_connection_page_is_ready (JlyConnectionPage *self);

G_END_DECLS
