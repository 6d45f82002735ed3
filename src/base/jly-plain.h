/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text that others wrote, made fit to be shown. What a file, a peer or a file's name holds may
 * carry signs that drive a terminal, break a line or turn the direction of writing; shown as they
 * are, they could make one sentence look like another.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether c is an invisible character that turns the direction of writing, so that a text looks
 * like another one. */
gboolean jly_plain_turns (gunichar c);

/* Whether a text is one line of valid UTF-8 without anything that jly_plain_line would change. */
gboolean jly_plain_is_line (const char *text);

/* Any bytes up to the first 0 as one line: breaks and tabs become spaces; what is not UTF-8, drives
 * a terminal or turns the direction of writing becomes U+FFFD. NULL for NULL. Owned by the caller.
 */
char *jly_plain_line (const char *text);

/* What a file is called, without its folder, as jly_plain_line: whoever made the file chose its
 * name, which may be any bytes. Owned by the caller. */
char *jly_plain_file_name (const char *path);

G_END_DECLS
