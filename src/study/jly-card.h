/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A party's card: its name and its public keys, in a file that it gives to whoever prepares a
 * study. Deterministic CBOR, a map of
 *
 *   1  format, now 1
 *   2  name, one plain line of at most JLY_STUDY_MAX_NAME bytes
 *   3, 4, 5  public keys: identity, link, sealing (32 bytes each)
 *   6  signature (64 bytes, Ed25519 of the identity key, as "card") over the same map without 6
 *
 * The signature ties the three keys together, so that nobody can put a key of its own into
 * another's card. That the card is the party's it does not show: people compare its check number,
 * which depends on all of it, by voice.
 */
#pragma once

#include "crypto/jly-identity.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

#define JLY_CARD_FORMAT 1
#define JLY_CARD_MAX_BYTES 1024
#define JLY_CARD_SUFFIX ".jointlycard"

/* name and the identity's public keys, signed. JLY_ERROR_USAGE if the name is not one plain line.
 * Owned by the caller. */
GBytes *jly_card_new (const JlyIdentity *identity, const char *name, GError **error);

/* "jointly:card#…~": for a mail, a chat or a QR code. Owned by the caller. */
char *jly_card_to_link (GBytes *card);
/* A card, or a text with its link in it. JLY_ERROR_PROTOCOL for anything but a whole card with its
 * own signature. *name is owned by the caller; it and keys are untouched on failure. */
gboolean jly_card_read (GBytes *bytes, char **name, JlyPublicKeys *keys, GError **error);
/* The same from a file; JLY_ERROR_NO_INPUT if it cannot be read. The error names the file. */
gboolean jly_card_load (const char *path, char **name, JlyPublicKeys *keys, GError **error);

/* Twenty hexadecimal digits in groups of four that depend on every bit of the keys, for people to
 * compare. Owned by the caller. */
char *jly_card_check_number (const JlyPublicKeys *keys);

G_END_DECLS
