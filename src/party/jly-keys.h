/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The public keys of a party, as they go from its own program into the study: taken from its
 * identity, told on the control lines, and compared when the study comes back.
 */
#pragma once

#include "crypto/jly-identity.h"
#include "study/jly-study.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The public halves of an identity. */
void jly_keys_of (const JlyIdentity *identity, JlyPublicKeys *keys);

/* Adds the member "keys" to an event: {"identity","link","sealing"} in base64. */
void jly_keys_to_json (const JlyIdentity *identity, JsonObject *event);
/* Reads that member; FALSE, with *keys undefined, if it is not there or not three keys. */
gboolean jly_keys_from_json (JsonObject *event, JlyPublicKeys *keys);

/* The descriptor from which a child reads the keys that it is to use (jly_child_new_keyed). */
#define JLY_KEYS_FD 3
/* Reads and closes it. JLY_ERROR_USAGE if there are no whole keys in it. */
JlyIdentity *jly_keys_take (GError **error);

/* JLY_ERROR_REFUSED, which names the party, if own (a party of a study) has other keys than
 * identity: a program takes part for nobody but itself. */
gboolean jly_keys_check_own (const JlyParty *own,
                             const JlyIdentity *identity,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
