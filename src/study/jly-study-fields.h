/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the bytes of a study as in those of a contract or a proposal: parties, categories,
 * rows of the public table, agreed checks, questions with their settings. Arrays without a key; a
 * failed reader leaves what it has read. */
#pragma once

#include "base/jly-cbor-reader.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

void jly_fields_put_parties (JlyCborWriter *writer, const GPtrArray *parties);
void jly_fields_get_parties (JlyCborReader *reader, const char *field, GPtrArray *parties);

/* NULL (a column of numbers) and an empty array are the same. */
void jly_fields_put_categories (JlyCborWriter *writer, char *const *categories);
void jly_fields_get_categories (JlyCborReader *reader, const char *field, char ***categories);

void jly_fields_put_rows (JlyCborWriter *writer, const GPtrArray *rows);
void jly_fields_get_rows (JlyCborReader *reader, GPtrArray *rows);

void jly_fields_put_checks (JlyCborWriter *writer, const GPtrArray *checks);
void jly_fields_get_checks (JlyCborReader *reader, GPtrArray *checks);

void jly_fields_put_questions (JlyCborWriter *writer, const GPtrArray *questions);
void jly_fields_get_questions (JlyCborReader *reader, GPtrArray *questions);

G_END_DECLS
