/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file of letters: what "Save messages to send…" writes and "Open received messages…" reads.
 * Bytes: PROTOCOL.md, "File of letters". Its check finds what went wrong on the way, not who
 * changed something on purpose: each envelope does that for itself.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_BUNDLE_MAX_BYTES (64u << 20)
#define JLY_BUNDLE_MAX_LETTERS 65536u
/* What the file takes beside the envelopes, and beside each of them. */
#define JLY_BUNDLE_FRAME_BYTES 54u
#define JLY_BUNDLE_LETTER_BYTES 4u
#define JLY_BUNDLE_ENDING ".jointly-letters"

/* envelopes are GBytes*. JLY_ERROR_USAGE if they are too many or too large for one file. */
GBytes *jly_bundle_encode (GPtrArray *envelopes, GError **error);
/* GBytes*, whatever is in them. what is the file's name for sentences. JLY_ERROR_PROTOCOL for
 * something else, cut short or damaged; JLY_ERROR_CONFIG for a later version. */
GPtrArray *jly_bundle_decode (GBytes *bytes, const char *what, GError **error);

/* The same with files. A file that is there already is not overwritten: JLY_ERROR_USAGE. */
gboolean jly_bundle_save (const char *path, GPtrArray *envelopes, GError **error);
GPtrArray *jly_bundle_load (const char *path, GError **error);

G_END_DECLS
