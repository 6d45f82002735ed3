/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deterministic CBOR with one value changed: well formed and canonical, so that a decoder refuses
 * it, if at all, for what it means. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CBOR_N_VARIANTS 24

/* The place-th value in reading order (keys of maps are none; an array counts before its items)
 * changed in one of CBOR_N_VARIANTS ways: numbers get bits flipped, texts and strings grow or
 * change, arrays lose an item. NULL if there is no such place; where a variant does not apply, the
 * bytes as they were. path, owned by the caller, says where: "14/2/3" counts map keys as they are
 * and items from 0; an array itself is "14/2[]". */
GBytes *cbor_change (GBytes *bytes, guint place, guint variant, char **path);

G_END_DECLS
