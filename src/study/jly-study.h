/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study as all its parties have it: immutable once made, encoded in deterministic CBOR, known by
 * its hash. Thin in this version (case A only); the signed contract with its policy grows from it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_HASH_BYTES 32
#define JLY_STUDY_MINERS 3
#define JLY_STUDY_MAX_PARTIES 50
#define JLY_STUDY_MAX_ROWS 10000
#define JLY_STUDY_MAX_NAME 200 /* bytes of UTF-8 */

/* Public keys of a party; each key has one purpose. */
typedef struct
{
  guint8 identity[32]; /* Ed25519: signs */
  guint8 link[32];     /* Ed25519: TLS certificate */
  guint8 sealing[32];  /* X25519: sealed pieces and results */
} JlyPublicKeys;

typedef struct
{
  char *name; /* shown to people; unique in the study; "north" */
  JlyPublicKeys keys;
} JlyParty;

/* A column that each provider brings, with the agreed range 0..max in steps of 10^-scale. */
typedef struct
{
  char *id;    /* "amount", "cost", "revenue" */
  char *title; /* "Free amount" */
  guint scale; /* decimals */
  guint64 max; /* in steps; also fixes the width in bits */
  guint width;
} JlyStudyColumn;

/* A row of the public table: for case A what the tender needs. */
typedef struct
{
  char *name;   /* "Roofing" */
  char *unit;   /* "hours" */
  guint64 need; /* in steps of the amount column's scale */
} JlyStudyRow;

typedef struct
{
  char *id;      /* 32 hex digits, random */
  char *case_id; /* "a" */
  char *title;
  char *currency;       /* "EUR" */
  GPtrArray *providers; /* JlyParty*, in the order that decides ties */
  GPtrArray *miners;    /* JlyParty*, exactly three */
  GPtrArray *columns;   /* JlyStudyColumn* */
  GPtrArray *rows;      /* JlyStudyRow* */
  gboolean rehearsal;
} JlyStudy;

/* Draws the id. Everything else is for the caller to fill in. */
JlyStudy *jly_study_new (const char *case_id, const char *title);
/* Each appends one and returns it, owned by self, for the rest to be filled in. */
JlyParty *jly_study_add_party (GPtrArray *parties, const char *name);
/* width is the number of bits that max needs. */
JlyStudyColumn *
jly_study_add_column (JlyStudy *self, const char *id, const char *title, guint scale, guint64 max);
JlyStudyRow *jly_study_add_row (JlyStudy *self, const char *name, const char *unit, guint64 need);
void jly_study_free (JlyStudy *self);

/* Deterministic CBOR (RFC 8949, 4.2.1). Decoding encodes again and compares: any other bytes are
 * JLY_ERROR_PROTOCOL naming the field. Bounds: 1 MiB, 50 parties, 10 000 rows. */
GBytes *jly_study_encode (const JlyStudy *self); /* NULL if jly_study_check would fail on size */
JlyStudy *jly_study_decode (GBytes *bytes, GError **error);
/* Domain-separated BLAKE2b-256 of the encoding of a study that jly_study_check accepts. */
void jly_study_hash (const JlyStudy *self, guint8 hash[JLY_HASH_BYTES]);
/* Everything that must hold before anything runs: three miners and companies, names and keys of
 * their own, widths and needs that fit their ranges. JLY_ERROR_CONFIG that says what is wrong. */
gboolean jly_study_check (const JlyStudy *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyStudy, jly_study_free)

G_END_DECLS
