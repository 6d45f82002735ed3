/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "What stopped": the state of a page on which a run did not end well. Says what stopped, that
 * nothing was opened, who can mend it and what to do next, and keeps the technical details one
 * click away. Signal "try-again".
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_FAILED_VIEW (jly_failed_view_get_type ())
G_DECLARE_FINAL_TYPE (JlyFailedView, jly_failed_view, JLY, FAILED_VIEW, AdwBin)

/* error is copied as needed; can_try_again: whether there is something to start again from. */
void jly_failed_view_show_error (JlyFailedView *self, const GError *error, gboolean can_try_again);
/* What was computed once is there and cannot be read: error says why. */
void jly_failed_view_show_unreadable (JlyFailedView *self, const GError *error);
/* Puts the keyboard on the first button. */
void jly_failed_view_focus (JlyFailedView *self);

G_END_DECLS
