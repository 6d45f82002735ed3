/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study as all its parties have it: who brings which columns in which ranges, which checks they
 * must keep, and what is asked. Immutable once made, encoded in deterministic CBOR, known by its
 * hash. The signed contract with its policy grows from it.
 */
#pragma once

#include "analysis/jly-limits.h"

#include <glib.h>

G_BEGIN_DECLS

#define JLY_HASH_BYTES 32
#define JLY_STUDY_MINERS 3
#define JLY_STUDY_MAX_PARTIES 50
#define JLY_STUDY_MAX_COLUMNS 50
#define JLY_STUDY_MAX_QUESTIONS 50
#define JLY_STUDY_MAX_PARAMETERS 16
#define JLY_STUDY_MAX_ROWS 10000       /* of a public table */
#define JLY_STUDY_MAX_OWN_ROWS 1000000 /* that a provider brings of its own */
/* In place of a party's name: all parties, the miners among them; and the providers alone. */
#define JLY_STUDY_EVERYONE "everyone"
#define JLY_STUDY_ALL_PROVIDERS "every provider"
/* Of what was agreed: whoever learns the joint results. */
#define JLY_STUDY_RECIPIENTS "every recipient"
#define JLY_STUDY_EACH_PROVIDER "each provider" /* its own alone */
#define JLY_STUDY_MAX_NAME 200                  /* bytes of UTF-8 */
#define JLY_STUDY_MAX_VALUE 2000                /* of a question's setting */

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

/* A column that each provider brings, with the agreed range least..max in steps of 10^-scale, or
 * the agreed categories, which then count from 0. */
typedef struct
{
  char *id;                /* "amount", "turnover" */
  char *title;             /* "Free amount" */
  char *unit;              /* "EUR", "" */
  guint scale;             /* decimals */
  gint64 least, max;       /* in steps */
  guint width;             /* in bits: fixed by least and max (jly_input_width) */
  char **categories;       /* NULL for numbers */
  gboolean may_be_missing; /* cells may be empty */
} JlyStudyColumn;

/* In every row: column is at most times other (indices of columns). */
typedef struct
{
  guint column;
  guint other;
  guint times;
} JlyStudyCheck;

typedef struct
{
  char *name;
  char *value;
} JlyStudyParameter;

/* What is computed: an analysis of the registry with its settings. */
typedef struct
{
  char *id;              /* the result's name; "" for the study's only question */
  char *analysis;        /* "sum" */
  GPtrArray *parameters; /* JlyStudyParameter* */
} JlyStudyQuestion;

/* A row of the public table: for case A what the tender needs. */
typedef struct
{
  char *name;   /* "Roofing" */
  char *unit;   /* "hours" */
  guint64 need; /* in steps of the first column's scale */
} JlyStudyRow;

typedef struct
{
  char *id;      /* 32 hex digits, random */
  char *case_id; /* "a"; "" where no template was used */
  char *title;
  char *currency;       /* "EUR", "" */
  GPtrArray *providers; /* JlyParty*, in the order that decides ties */
  GPtrArray *miners;    /* JlyParty*, exactly three */
  GPtrArray *columns;   /* JlyStudyColumn* */
  GPtrArray *rows;      /* JlyStudyRow*: everybody brings exactly these. Empty: rows of his own */
  guint most_rows;      /* how many of his own at most; 0 where there are rows */
  GPtrArray *checks;    /* JlyStudyCheck* */
  JlyLimits limits;     /* what every group must have to be shown */
  GPtrArray *questions; /* JlyStudyQuestion* */
  gboolean rehearsal;
  /* What was agreed (jly-agreed.h); zeros in a draft. */
  guint8 contract_hash[JLY_HASH_BYTES];
  guint8 proposal_hash[JLY_HASH_BYTES];
  GPtrArray *recipients; /* JlyParty*: who learns the joint results. In a draft it is empty, and all
                            providers learn them */
  gboolean own_parts;    /* each provider learns what is its alone */
} JlyStudy;

/* Draws the id; case "a" asks for the joint bid; every provider learns all results and its own
 * part. Everything else is for the caller to fill in. */
JlyStudy *jly_study_new (const char *case_id, const char *title);
/* Each appends one and returns it, owned by self, for the rest to be filled in. */
JlyParty *jly_study_add_party (GPtrArray *parties, const char *name);
/* A column of numbers from 0 to max. */
JlyStudyColumn *
jly_study_add_column (JlyStudy *self, const char *id, const char *title, guint scale, gint64 max);
/* Another range, and the width that belongs to it. */
void jly_study_column_set_range (JlyStudyColumn *column, gint64 least, gint64 max);
/* Bits that go up for a cell (jly_input_column_get_upload_width). */
guint jly_study_column_get_upload_width (const JlyStudyColumn *column);
/* Makes it a column of categories, which are copied. */
void jly_study_column_set_categories (JlyStudyColumn *column, const char *const *categories);
void jly_study_add_check (JlyStudy *self, guint column, guint other, guint times);
JlyStudyQuestion *jly_study_add_question (JlyStudy *self, const char *id, const char *analysis);
void jly_study_question_set (JlyStudyQuestion *question, const char *name, const char *value);
JlyStudyRow *jly_study_add_row (JlyStudy *self, const char *name, const char *unit, guint64 need);
/* The same for lists that belong to no study. */
GPtrArray *jly_study_rows_new (void);      /* JlyStudyRow* */
GPtrArray *jly_study_questions_new (void); /* JlyStudyQuestion* */
JlyStudyRow *jly_study_rows_add (GPtrArray *rows, const char *name, const char *unit, guint64 need);
JlyStudyQuestion *
jly_study_questions_add (GPtrArray *questions, const char *id, const char *analysis);
/* Appends copies of the questions of from (JlyStudyQuestion*). */
void jly_study_questions_take (GPtrArray *questions, const GPtrArray *from);
void jly_study_checks_add (GPtrArray *checks, guint column, guint other, guint times);
/* A copy without parties and with an id of its own. */
JlyStudy *jly_study_copy_draft (const JlyStudy *self);
/* Whether it is draft with parties: the same columns, rows, checks and questions. */
gboolean jly_study_is_of_draft (const JlyStudy *self, const JlyStudy *draft);
void jly_study_free (JlyStudy *self);
void jly_party_free (JlyParty *party);

/* Whether a check compares two columns of numbers that count alike. */
gboolean jly_study_is_check (const JlyStudy *self, const JlyStudyCheck *check);
/* Whoever gets a letter with results: the providers in their order, then recipients who bring
 * nothing. NULL beyond the last. */
const JlyParty *jly_study_get_reader (const JlyStudy *self, guint reader);
guint jly_study_count_readers (const JlyStudy *self);
/* Whether this reader is told the joint results. */
gboolean jly_study_may_learn (const JlyStudy *self, guint reader);
/* Whether it was made from a contract (jly-agreed.h). */
gboolean jly_study_is_agreed (const JlyStudy *self);
/* Whether the only provider, and nobody else, learns the results. */
gboolean jly_study_is_alone (const JlyStudy *self);

/* How many rows a provider can bring. */
gsize jly_study_get_most_rows (const JlyStudy *self);

/* Deterministic CBOR (RFC 8949, 4.2.1). Decoding encodes again and compares: any other bytes are
 * JLY_ERROR_PROTOCOL naming the field. Bounds: 1 MiB, 50 parties, 10 000 rows. */
GBytes *jly_study_encode (const JlyStudy *self); /* NULL if jly_study_check would fail on size */
JlyStudy *jly_study_decode (GBytes *bytes, GError **error);
/* Domain-separated BLAKE2b-256 of the encoding of a study that jly_study_check accepts. */
void jly_study_hash (const JlyStudy *self, guint8 hash[JLY_HASH_BYTES]);
/* Everything that must hold before anything runs: three miners and 1 to 50 providers, names and
 * keys of their own, ranges, checks and questions that can be computed without overflow.
 * JLY_ERROR_CONFIG that says what is wrong. */
gboolean jly_study_check (const JlyStudy *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of a study that has no parties yet; and of one that has no questions either. */
gboolean jly_study_check_draft (const JlyStudy *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean jly_study_check_table (const JlyStudy *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyStudy, jly_study_free)

G_END_DECLS
