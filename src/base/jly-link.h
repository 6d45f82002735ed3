/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes as a link that a mail, a chat or a QR code carries: "jointly:KIND#", the bytes as
 * base64url,
 * "~". It says nothing about who made it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* kind: "invite", "card". The caller frees. */
char *jly_link_make (const char *kind, GBytes *bytes);
/* The bytes of the first link of this kind in a text, broken into lines and quoted as mail programs
 * do; at most max of them. NULL if there is none, *is_begun FALSE then, or if it ends before its
 * "~" or is longer, *is_begun TRUE. */
GBytes *jly_link_find (const char *kind, GBytes *text, gsize max, gboolean *is_begun);

G_END_DECLS
