/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An invitation to a study: who claims to invite, to what, as what, what one would learn, and how
 * to answer. One object, carried as a `.jointly` file, as a `jointly:` link in a mail, or as that
 * link in a QR code. Bytes: PROTOCOL.md, "Invitation".
 *
 * Reading one never does anything: no answer, no connection, nothing written. It is signed by the
 * key that it names, which shows that it was not changed on its way from the one who has that key;
 * that the key is the named person's, only the verification words show.
 *
 * It lets one party in. Its one-time secret goes back in the answer (jly_join_*), sealed, and is
 * burnt in the inviter's store (jly_store_burn_invitation, by jly_invitation_hash_secret).
 */
#pragma once

#include "post/jly-envelope.h"

G_BEGIN_DECLS

#define JLY_INVITATION_FORMAT 1
#define JLY_INVITATION_SECRET_BYTES 16
#define JLY_INVITATION_MAX_BYTES 16384u
#define JLY_INVITATION_MAX_NAME 200 /* bytes of UTF-8 */
#define JLY_INVITATION_MAX_TEXT 400 /* of one sentence */
#define JLY_INVITATION_MAX_LINES 8  /* sentences of a kind, and addresses */
#define JLY_INVITATION_DAYS 7       /* that one is good for, unless said otherwise */
#define JLY_INVITATION_ENDING ".jointly"

typedef struct
{
  guint8 study[JLY_ENVELOPE_STUDY_BYTES];
  char *case_id; /* of the template; "" for none */
  char *title;
  char *inviter; /* name, and the organization that it says to speak for; may be "" */
  char *organization;
  guint8 identity[32], link[32], sealing[32]; /* the inviter's keys */
  guint roles;                                /* JlyRoleFlags of the one who is invited */
  guint8 secret[JLY_INVITATION_SECRET_BYTES];
  gint64 expires_at;    /* seconds since 1970 */
  GPtrArray *brings;    /* char*: what the invited would bring, one sentence each */
  GPtrArray *learns;    /* char*: what the invited would learn */
  GPtrArray *addresses; /* char*: "host:port" where the inviter can be reached; may be empty */
} JlyInvitation;

/* Draws the secret and writes the inviter's keys; the rest is for the caller to fill in. */
JlyInvitation *jly_invitation_new (const JlyIdentity *inviter);
void jly_invitation_free (JlyInvitation *self);

/* The signed bytes; inviter is whom jly_invitation_new was called with. JLY_ERROR_USAGE if a text
 * is too long, empty where it must not be, or not one plain line. */
GBytes *
jly_invitation_encode (const JlyInvitation *self, const JlyIdentity *inviter, GError **error);
/* JLY_ERROR_PROTOCOL if it is anything else or was changed, JLY_ERROR_CONFIG if of a later version.
 */
JlyInvitation *jly_invitation_decode (GBytes *bytes, GError **error);

/* A file's contents, and the link: "jointly:invite#", the bytes as base64url, "~". */
GBytes *jly_invitation_to_file (GBytes *bytes);
char *jly_invitation_to_link (GBytes *bytes);
/* The bytes from a file, or from any text with the link in it, broken into lines and quoted as mail
 * programs do. A link that ends before its "~" is said to be incomplete. */
GBytes *jly_invitation_find (GBytes *contents, GError **error);

/* JLY_ERROR_REFUSED from the moment it expires on. */
gboolean jly_invitation_check_time (const JlyInvitation *self, gint64 now, GError **error);
/* By which the inviter knows the secret again. */
void jly_invitation_hash_secret (const guint8 secret[JLY_INVITATION_SECRET_BYTES],
                                 guint8 hash[JLY_ENVELOPE_HASH_BYTES]);
/* What it says, one sentence a line (char*): who claims to invite, that nobody has verified it, as
 * what, what one would bring and learn, until when. */
GPtrArray *jly_invitation_to_sentences (const JlyInvitation *self);

/* The answer of who joins: the body of a letter of kind JLY_POST_JOIN without a number. */
typedef struct
{
  guint8 secret[JLY_INVITATION_SECRET_BYTES];
  char *name;
  char *organization;
  guint8 link[32], sealing[32]; /* the joiner's; its identity key is the letter's sender */
} JlyJoin;

/* The whole letter, for the inviter. */
GBytes *jly_join_seal (const JlyInvitation *invitation,
                       const JlyIdentity *joiner,
                       const char *name,
                       const char *organization,
                       GError **error);
/* From a letter that was opened. */
JlyJoin *jly_join_decode (const JlyEnvelope *letter, GError **error);
void jly_join_free (JlyJoin *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyInvitation, jly_invitation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyJoin, jly_join_free)

G_END_DECLS
