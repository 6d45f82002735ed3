/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study's columns and rules as people write them into a study file; the form is in
 * src/table/README.md. What the file says is checked, so that rules made here always make sense.
 */
#pragma once

#include "base/jly-rules.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reads the members "columns" and "rules" of a study; others are for others to read. A column with
 * "range" or "required" brings the hard rules for them. JLY_ERROR_CONFIG names the member that is
 * wrong and says what may stand there. */
JlyRules *jly_rules_from_json (JsonObject *study, GError **error);

G_END_DECLS
