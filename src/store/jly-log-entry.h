/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One entry of a study's log: what happened, when, and who did it; never a figure. An entry that
 * stands for something signed or secret carries only a salted hash of it, so that the entry can be
 * shown to everybody and the thing itself to those who may see it. The bytes are the leaf of the
 * log's tree (jly-merkle.h); SCHEMA.md has them field by field.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_LOG_HASH_BYTES 32
#define JLY_LOG_SALT_BYTES 32
/* What an entry of kind "earlier" says of the chain of hashes that came before the tree. */
#define JLY_LOG_CHAIN_HELD "lines of an earlier form, unchanged"
#define JLY_LOG_CHAIN_BROKEN "lines of an earlier form, changed after they were written"
#define JLY_LOG_MAX_TEXT 16000 /* bytes of UTF-8 of who and what */

/* The numbers are written down, and never change their meaning. */
typedef enum
{
  JLY_LOG_NOTE,       /* a line for people; has no body */
  JLY_LOG_EARLIER,    /* all above was taken over from a log of the first form */
  JLY_LOG_CONTRACT,   /* body: the contract's bytes */
  JLY_LOG_SIGNATURE,  /* body: a founder's signature of the contract */
  JLY_LOG_ACCEPTANCE, /* body: how a joining provider took the contract on */
  JLY_LOG_MANDATE,    /* body: the mandate and the signatures of those who gave it */
  JLY_LOG_INPUTS,     /* body: the submissions of a frozen input set */
  JLY_LOG_QUESTION,   /* body: the question and the decision that proposed it */
  JLY_LOG_DECISION,   /* body: a signed decision */
  JLY_LOG_ATTEMPT,    /* body: hash of the plan and number of the attempt */
  JLY_LOG_FAILED,     /* body: whether it may be tried again */
  JLY_LOG_ANSWER,     /* body: the answer's document */
  JLY_LOG_REFUSAL,    /* body: a signed refusal */
  JLY_LOG_HEAD,       /* body: the head of another party's log, signed by it */
  JLY_LOG_ERASED,     /* a line that says what was erased when its days were over */
  JLY_N_LOG_KINDS
} JlyLogKind;

typedef struct
{
  guint64 number; /* from 1 without a gap */
  JlyLogKind kind;
  gint64 moment; /* Unix seconds, not negative */
  guint version; /* of the contract; 0 for none */
  char *who;     /* a party's name, or "" */
  char *what;    /* for people, or "" */
  gboolean has_subject, has_body;
  guint8 subject[JLY_LOG_HASH_BYTES]; /* what it is about: the hash of a question */
  guint8 body[JLY_LOG_HASH_BYTES];    /* jly_log_body_hash */
} JlyLogEntry;

/* "note", "contract" ...: in exports, on the screen and for --json. */
const char *jly_log_kind_name (JlyLogKind kind);
/* Whether entries of this kind have a body. */
gboolean jly_log_kind_has_body (JlyLogKind kind);

JlyLogEntry *jly_log_entry_new (JlyLogKind kind, gint64 moment, const char *who, const char *what);
void jly_log_entry_free (JlyLogEntry *self);
/* Deterministic CBOR; JLY_ERROR_USAGE if a text is too long or not UTF-8. */
GBytes *jly_log_entry_encode (const JlyLogEntry *self, GError **error);
/* Encodes again and compares: any other bytes are JLY_ERROR_PROTOCOL naming the field. */
JlyLogEntry *jly_log_entry_decode (GBytes *bytes, GError **error);

/* The salted hash of a body: salt (drawn for each), then content. */
void jly_log_body_hash (GBytes *salted, guint8 hash[JLY_LOG_HASH_BYTES]);
/* Content after a fresh salt. */
GBytes *jly_log_body_salt (GBytes *content);
/* The content after the salt; NULL if there is no room for a salt. */
GBytes *jly_log_body_get_content (GBytes *salted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyLogEntry, jly_log_entry_free)

G_END_DECLS
