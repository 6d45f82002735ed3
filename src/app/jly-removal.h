/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One thing that is taken off a page: it is no longer shown at once, and gone for good when the
 * offer to take it back has gone, when another one follows, or when the page does. Until then
 * nothing on the disk has changed.
 */
#pragma once

#include "app/jly-window.h"

G_BEGIN_DECLS

#define JLY_TYPE_REMOVAL (jly_removal_get_type ())
G_DECLARE_FINAL_TYPE (JlyRemoval, jly_removal, JLY, REMOVAL, GObject)

/* Takes the thing with this id off the disk. */
typedef gboolean (*JlyRemovalFunc) (const char *id, GError **error);

/* undo_action is one of page's, and enabled as long as something can be taken back. page is shown
 * anew, and its first control focused, when something goes or comes back. */
JlyRemoval *jly_removal_new (JlyPage *page, const char *undo_action);
/* words: "Study removed". */
void jly_removal_begin (JlyRemoval *self, const char *id, const char *words, JlyRemovalFunc remove);
/* Whether it is this one that is no longer to be shown. */
gboolean jly_removal_holds (JlyRemoval *self, const char *id);
void jly_removal_take_back (JlyRemoval *self);
/* It goes now. */
void jly_removal_finish (JlyRemoval *self);

G_END_DECLS
