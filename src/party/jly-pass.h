/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the operator of a computing party hands out: its card, where it is reached, and a secret
 * that lets one study in. A note of kind "pass" in a file (JLY_PASS_ENDING), as a link, or as that
 * link in a QR code. And where a party is reached, as a note of its own ("address") that goes to
 * all and of which the newest counts; whoever met a party passes its address on in a note of kind
 * "directory". Bytes: PROTOCOL.md, "Passes and addresses".
 */
#pragma once

#include "party/jly-member.h"

G_BEGIN_DECLS

#define JLY_PASS_SECRET_BYTES 16
#define JLY_PASS_ENDING ".jointly-party"
#define JLY_PASS_MAX_BYTES 4096

typedef struct
{
  char *name;
  JlyPublicKeys keys;
  GBytes *card;    /* as signed: jly-card.h */
  GBytes *address; /* the note "address", as signed */
  char *where;     /* its "host:port" */
  gboolean has_secret;
  guint8 secret[JLY_PASS_SECRET_BYTES];
  gint64 expires_at; /* seconds since 1970; 0 without a secret */
} JlyPass;

/* secret: NULL for a plain identity card, which invites nobody. */
GBytes *jly_pass_new (const JlyIdentity *identity,
                      const char *name,
                      const char *address,
                      const guint8 *secret,
                      gint64 expires_at,
                      gint64 now,
                      GError **error);
/* JLY_ERROR_PROTOCOL for anything but a whole pass, signed by the key that its card names. */
JlyPass *jly_pass_read (GBytes *bytes, GError **error);
void jly_pass_free (JlyPass *self);
/* "jointly:party#…~", and back: from a link, or a file's contents as they are. */
char *jly_pass_to_link (GBytes *bytes);
GBytes *jly_pass_find (GBytes *contents, GError **error);

/* JLY_ERROR_CONFIG if it is no "host:port". */
gboolean jly_address_check (const char *address, GError **error);
/* A note that says where its signer is reached from now on. */
JlyNote *jly_address_note_new (const JlyIdentity *identity, const char *address, gint64 now);
/* What the newest such note of the party with this key says; NULL if there is none. */
char *jly_member_find_address (const JlyMember *self, const guint8 key[32]);
/* Where the others find this computing party while it computes, and only then: a program that a
 * person opens is no service and takes no letters there. A note of kind "seat", to all, if it was
 * not told yet. JLY_ERROR_CONFIG, JLY_ERROR_IO. */
gboolean jly_member_tell_seat (JlyMember *self, const char *address, GError **error);
/* What the newest note of either kind says: for whoever computes with that party. */
char *jly_member_find_seat (const JlyMember *self, const guint8 key[32]);

/* Tells all others of the member's study where a computing party is reached, once. */
gboolean jly_member_pass_on (JlyMember *self, const JlyPass *pass, GError **error);
/* The newest contract's note as it came: to bring it to whoever does not know the study. NULL if
 * there is none. */
GBytes *jly_member_dup_contract_note (const JlyMember *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPass, jly_pass_free)

G_END_DECLS
