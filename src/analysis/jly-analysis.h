/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an analysis is to those who plan, approve and show it: its name, what comes out, and to
 * whom. The list of outputs is at once the shape of the result and the whole leakage statement: the
 * secure form opens these values and nothing else.
 *
 * The clear form, the secure form and the cost have a signature of their own per analysis, in its
 * own header.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_OUTPUT_BOOL,   /* yes or no */
  JLY_OUTPUT_AMOUNT, /* in steps of 10^-amount_scale units */
  JLY_OUTPUT_MONEY,  /* in steps of 10^-(amount_scale + money_scale) */
} JlyOutputKind;

typedef enum
{
  JLY_OUTPUT_TO_EVERYONE,      /* opened to the miners and handed to every recipient */
  JLY_OUTPUT_TO_EACH_PROVIDER, /* to each provider its own alone; the miners do not see it */
} JlyOutputTo;

typedef struct
{
  const char *id; /* stable: in plans, result documents and leakage statements */
  JlyOutputKind kind;
  gboolean is_per_row; /* one value a row of the study, or just one */
  JlyOutputTo to;
  const char *condition; /* NULL: always. Enters the hash of the plan, so it is not translated */
} JlyAnalysisOutput;

typedef struct
{
  const char *id; /* stable: in studies and result documents */
  const JlyAnalysisOutput *outputs;
  gsize n_outputs;
} JlyAnalysis;

G_END_DECLS
