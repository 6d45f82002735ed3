/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an invitation says that was opened by a double click or a link: who claims to invite, to
 * what, what one would bring and learn, and that nobody has verified it. It only shows; nothing is
 * sent, written or answered.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* contents: of a file, or a link. What is not an invitation, or no longer one, is said in its
 * place. now is seconds since 1970. Returns the dialog, which its window owns. */
GtkWidget *jly_invitation_dialog_present (GtkWindow *parent, GBytes *contents, gint64 now);
/* The same with why it could not be read. */
GtkWidget *jly_invitation_dialog_present_error (GtkWindow *parent, const GError *error);

G_END_DECLS
