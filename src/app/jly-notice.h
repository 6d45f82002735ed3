/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A strip that says what to look at and what to do: icon, bold first line, a line or two, at most
 * one button. Stays until it is no longer true. Properties: kind (JlyStatusKind), title, text
 * (strings, plain text that can be selected and copied).
 */
#pragma once

#include "app/jly-status.h"

G_BEGIN_DECLS

#define JLY_TYPE_NOTICE (jly_notice_get_type ())
G_DECLARE_FINAL_TYPE (JlyNotice, jly_notice, JLY, NOTICE, AdwBin)

void jly_notice_set (JlyNotice *self, JlyStatusKind kind, const char *title, const char *text);
/* Shows what is wrong and what to do under a title of the page's, or, without one (NULL), what to
 * do under what is wrong. */
void jly_notice_show_error (JlyNotice *self, const char *title, const GError *error);
/* NULL takes it away. */
void jly_notice_set_button (JlyNotice *self, GtkWidget *button);
/* After a failure the keyboard comes here, so that screen readers say it. */
void jly_notice_focus (JlyNotice *self);

G_END_DECLS
