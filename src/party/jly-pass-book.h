/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The passes (jly-pass.h) that this party was handed, in its folder: by them it knows where a
 * computing party is reached, and has the secret that lets one study in. They are nobody else's
 * business and are never sent as they are.
 */
#pragma once

#include "party/jly-pass.h"

G_BEGIN_DECLS

/* A pass from a link ("jointly:party#…") or from the file of that name, as bytes for the book. NULL
 * with JLY_ERROR_NO_INPUT or JLY_ERROR_PROTOCOL. */
GBytes *jly_pass_book_load (const char *text, GError **error);
/* Keeps it below dir, the folder of a party's own, in place of an earlier one of the same key. What
 * it says is *pass, owned by the caller. JLY_ERROR_PROTOCOL, JLY_ERROR_IO. */
gboolean jly_pass_book_keep (const char *dir, GBytes *bytes, JlyPass **pass, GError **error);
/* That of the computing party with this identity key; NULL if there is none. */
JlyPass *jly_pass_book_find (const char *dir, const guint8 key[32]);

G_END_DECLS
