/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an analysis is to those who plan, approve, run and show it. Everybody else knows analyses by
 * this interface and by their ids only; a new one is a new file and a line in jly-analysis.c.
 *
 * The list of outputs is at once the shape of the result and the whole leakage statement: the
 * secure form hands these values to those recipients and nothing else to anybody.
 *
 * A row that breaks the agreed checks has no weight: every clear and secure form must leave it out.
 */
#pragma once

#include "analysis/jly-answer.h"
#include "analysis/jly-query.h"
#include "analysis/jly-shares.h"
#include "engine/jly-engine.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_OUTPUT_BOOL, /* yes or no */
  JLY_OUTPUT_NUMBER
} JlyOutputKind;

typedef enum
{
  JLY_OUTPUT_TO_EVERYONE,      /* opened to the miners and handed to every provider */
  JLY_OUTPUT_TO_ALL_PROVIDERS, /* to every provider; the miners do not see it */
  JLY_OUTPUT_TO_EACH_PROVIDER, /* to each provider its own alone; the miners do not see it */
} JlyOutputTo;

typedef struct
{
  const char *id; /* stable: in plans, result documents and leakage statements */
  JlyOutputKind kind;
  gboolean is_per_row; /* one value a row of the study's public table, or just one */
  JlyOutputTo to;
  const char *condition; /* NULL: always. Enters the hash of the plan, so it is not translated */
  const char *reason;    /* N_(): why it is hidden where the condition does not hold or, of one that
                            others say is shown, why else than for the limits; or NULL */
  guint shown_by; /* 1 + the output of as many bits, or of one for all, that say which of its values
                     are shown; the others are zero and mean nothing. 0: all are shown */
  gboolean is_internal; /* says which are shown, or only serves to work figures out */
} JlyAnalysisOutput;

/* The values of one output, which follow from the query alone. */
typedef struct
{
  gsize n;
  guint width; /* bits, up to 128; wide enough for whatever may come out. Above 64 a value has two
                  words: the answer has all low ones, then all high ones, and so have its pieces */
  gboolean is_signed;
  guint scale;      /* decimals */
  guint divisor;    /* the value is steps / divisor; 0 as 1 */
  const char *unit; /* "EUR", or NULL; borrowed from the query. Of an output per row: the row's */
} JlyOutputShape;

typedef char *(*JlyFormatFunc) (gint64 steps, guint scale); /* a number for people */

typedef struct
{
  const char *id;    /* stable: in studies, plans and result documents */
  const char *title; /* N_(): "Sum" */
  const char *who;   /* N_(): a sentence on who learns what */
  guint least_sources, most_sources;
  gboolean needs_public_rows; /* the rows are those of a public table, the same for everybody */
  const JlyParameterSpec *parameters;
  gsize n_parameters;
  JlyUseFlags uses_all; /* how it uses every column of the study; 0: those its parameters name */
  const JlyAnalysisOutput *outputs;
  gsize n_outputs;

  /* Whether the query can run, and how wide its n_outputs results are: proves that nothing can
   * overflow with the most rows that were agreed. Parameters, sources and rows were checked before.
   * JLY_ERROR_CONFIG that says which agreement to change. */
  gboolean (*check) (const JlyQuery *query, JlyOutputShape *shapes, GError **error);

  /* The reference: what provider source is told. */
  JlyAnswer *(*clear) (const JlyQuery *query, const JlyClearTable *table, guint source);

  /* On the engine; all three miners call it with the same query, which passed the check. NULL with
   * the transport's error. */
  JlyShares *(*secure) (JlyEngine *engine,
                        const JlyQuery *query,
                        const JlySecretTable *table,
                        GError **error);

  /* Whether the condition of output holds, from the outputs before it; NULL: there are none. */
  gboolean (*is_due) (const JlyAnswer *answer, guint output);

  /* What value i of output is of: "small/north"; NULL: of everything. NULL: all outputs have one
   * value, or one of each public row. */
  char *(*label) (const JlyQuery *query, guint output, gsize i);

  /* Appends figures that follow from opened values alone (jly-figure.h); NULL: there are none. */
  void (*derive) (const JlyQuery *query, const JlyAnswer *answer, GPtrArray *figures);

  /* The result in one sentence, for people; owned by the caller. */
  char *(*headline) (const JlyQuery *query, const JlyAnswer *answer, JlyFormatFunc format);
} JlyAnalysis;

#define JLY_ANALYSIS_MAX_OUTPUTS 16

/* Words of an answer for an output of this shape. */
gsize jly_output_shape_count_words (const JlyOutputShape *self);
/* Opens an output of this shape in answer, all zero. */
guint64 *jly_output_shape_open (const JlyOutputShape *self, JlyAnswer *answer, gsize output);

/* Every analysis there is. */
const JlyAnalysis *const *jly_analysis_list (gsize *n);
/* NULL if there is none of this id. */
const JlyAnalysis *jly_analysis_find (const char *id);

/* All that must hold before a query may be approved: sources, rows, parameters, then the analysis'
 * own check. shapes (n_outputs) may be NULL. JLY_ERROR_CONFIG. */
gboolean jly_analysis_check (const JlyAnalysis *self,
                             const JlyQuery *query,
                             JlyOutputShape *shapes,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The recipient's side: pieces[output][miner] is what each miner sent, NULL where it sent nothing.
 * is_told (n_outputs; NULL: all of them) says which outputs are for this recipient: the others must
 * not be there, and stay closed. Compares what comes from two miners, and whether each output is
 * there if and only if its condition holds: JLY_ERROR_PROTOCOL otherwise. query passed
 * jly_analysis_check. */
JlyAnswer *jly_analysis_join (const JlyAnalysis *self,
                              const JlyQuery *query,
                              GBytes *const (*pieces)[3],
                              const gboolean *is_told,
                              GError **error);

G_END_DECLS
