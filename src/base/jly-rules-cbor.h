/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules as bytes: the same rules give the same bytes, so that they can be hashed and signed. What
 * the bytes mean is in src/table/README.md. */
#pragma once

#include "base/jly-rules.h"

G_BEGIN_DECLS

#define JLY_RULES_COLUMNS_MAX 1000
#define JLY_RULES_MAX 5000
#define JLY_RULES_CATEGORIES_MAX 1000
#define JLY_RULES_TEXT_MAX 1000 /* bytes of a text; of the further names together */

/* NULL if a text is no UTF-8 or all is above 1 MiB. */
GBytes *jly_rules_encode (const JlyRules *self);
/* Rules that make sense, or NULL with JLY_ERROR_PROTOCOL that names the field. */
JlyRules *jly_rules_decode (GBytes *bytes, GError **error);

G_END_DECLS
