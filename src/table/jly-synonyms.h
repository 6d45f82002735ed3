/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of column names that mean the same, in the languages in which people keep their accounts.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The word that stands for all that mean the same as a folded one; the word itself where nothing is
 * known. Static, or the argument. */
const char *jly_synonym_find (const char *folded);
/* Whether a folded word says nothing about what a column holds ("the", "per", "2025"). */
gboolean jly_synonym_is_empty (const char *folded);

G_END_DECLS
