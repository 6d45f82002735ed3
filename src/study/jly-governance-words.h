/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences with names in them, whose order a translation may change. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* pattern with %1$s, %2$s ... replaced by the texts (NULL-terminated), each made one plain line. A
 * pattern is data here, not a format: what names hold cannot hurt, nor a wrong translation. */
char *jly_words_fill (const char *pattern, const char *const *texts);

G_END_DECLS
