/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which column of the file is which column of the study: proposed by name and by what the cells
 * hold, always with the reason, for the person to change. A proposal that two columns could claim
 * alike is not made.
 */
#pragma once

#include "base/jly-rules.h"
#include "table/jly-column.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_MATCH_NONE,    /* no column was found */
  JLY_MATCH_UNSURE,  /* two columns fit alike: the person chooses */
  JLY_MATCH_KIND,    /* the only one left that holds such a thing */
  JLY_MATCH_SIMILAR, /* some words of the name */
  JLY_MATCH_SYNONYM, /* a name that means the same */
  JLY_MATCH_NAME,    /* the same name */
  JLY_MATCH_PROFILE, /* as last time */
  JLY_MATCH_HAND     /* the person chose */
} JlyMatchReason;

typedef struct
{
  int sheet_column; /* -1: none */
  JlyMatchReason reason;
  guint confidence; /* percent; below 60 a page should ask for a look */
  char *words;      /* one sentence: why; owned */
} JlyMatch;

/* One match for each column of the rules; no column of the file twice. readings has one recognized
 * column for each column of the sheet (without answers will do). */
GPtrArray *jly_match_propose (JlySheet *sheet, JlyColumn *const *readings, const JlyRules *rules);

/* Sets sheet_column and reason, and makes the words. */
void jly_match_set (JlyMatch *self,
                    JlySheet *sheet,
                    const JlyRuleColumn *column,
                    int sheet_column,
                    JlyMatchReason reason);
void jly_match_free (JlyMatch *self);

/* Whether cells that were recognized as type can be read as kind at all. */
gboolean jly_match_fits (JlyColumnType type, JlyValueKind kind);

/* The words of a column's name, each replaced by the first word that means the same ("umsatz" and
 * "revenue" by "turnover"), without those that say nothing ("the", a year, a currency). For
 * comparing only; owned by the caller, NULL-terminated. */
char **jly_match_dup_words (const char *name);

G_END_DECLS
