/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The agreed checks, once more, on figures that nobody sees: a program that was changed to skip
 * them on its own computer gains nothing. Every row gets a secret bit; rows without it are never
 * taken out, since that would show which they are, but count for nothing in every analysis.
 *
 * Of the rules (jly-rules.h), ranges, categories and "not above another column" are computed; a
 * required cell is always there in an upload, and one that is missing keeps every other rule; what
 * is merely soft was the person's own decision.
 * Source: Handbook sections 1.3 and 3.3; a rule looks at one row of one provider only.
 */
#pragma once

#include "analysis/jly-answer.h"
#include "analysis/jly-query.h"
#include "analysis/jly-shares.h"
#include "engine/jly-engine.h"

G_BEGIN_DECLS

/* Whether all rules can be computed: JLY_ERROR_CONFIG that names the column of one that cannot. */
gboolean jly_validity_check (const JlyInputs *inputs, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the widths of the codes imply all rules, so that no bits are needed. */
gboolean jly_validity_is_free (const JlyInputs *inputs);

/* The reference: is_valid gets one entry for each row of all sources; table's own is not read. */
void jly_validity_clear (const JlyInputs *inputs, const JlyClearTable *table, gboolean *is_valid);

/* One plane, 1 where the row keeps every rule. table has the codes of all sources' rows and
 * which cells are there; its own valid is not read. Bounds that the width implies are free; the
 * others cost a comparison with a public number, all columns of one width in the same rounds; "not
 * above" costs a less-than; each rule on columns that may be missing one AND more. Opens nothing.
 * The rules are not free. */
JlyBits *jly_validity_secure (JlyEngine *engine,
                              const JlyInputs *inputs,
                              const JlySecretTable *table,
                              GError **error);

/* How many rows of each source are not valid: one lane a source, jly_validity_count_width bits,
 * masked anew. Each lane is for its source alone. About as many ANDs as there are rows, in rounds
 * as for one source. Opens nothing. */
JlyBits *jly_validity_count (JlyEngine *engine,
                             const JlyInputs *inputs,
                             const JlyBits *valid,
                             GError **error);
guint jly_validity_count_width (const JlyInputs *inputs);

G_END_DECLS
