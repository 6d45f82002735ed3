/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The strip below a page that says what the page sends, to whom, in numbers, with the page's
 * buttons. Hidden while it has no sentence. Properties: sentence (string), sends (boolean: FALSE
 * shows "nothing sent").
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_SEND_LINE (jly_send_line_get_type ())
G_DECLARE_FINAL_TYPE (JlySendLine, jly_send_line, JLY, SEND_LINE, AdwBin)

void jly_send_line_add_action (JlySendLine *self, GtkWidget *button);

G_END_DECLS
