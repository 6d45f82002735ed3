/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study between three people who carry files to each other, each with a data folder of its own,
 * for tests of the pages of a study. All three bring figures and compute. */
#pragma once

#include "jly-people.h"

#include "app/jly-agreement.h"

G_BEGIN_DECLS

#define ROUND_PEOPLE 3

typedef struct
{
  JlyUiTest *ui;
  People *people;
  char *dirs[ROUND_PEOPLE];
  JlyAgreement *agreements[ROUND_PEOPLE];
} Round;

/* Contract signed by all. fill (NULL: people_fill) puts in columns and questions; case a. */
Round *round_new (const char *case_id, void (*fill) (JlyDraft *draft));
/* The same with only the first n_providers bringing figures. */
Round *round_new_with (const char *case_id, void (*fill) (JlyDraft *draft), guint n_providers);
/* The same, and nobody has compared the verification words. */
Round *round_begin (const char *case_id, void (*fill) (JlyDraft *draft), guint n_providers);
void round_free (Round *self);

gint64 round_now (void);
/* What each has saved goes to the two others, until nobody has anything new. */
void round_carry (Round *self);
/* All compare the verification words, as round_new does. */
void round_compare (Round *self);
/* Figures of n_rows rows, value for each: for the first column. */
void round_submit (Round *self, guint person, guint n_rows, gint64 value);
/* All three submit and the first closes the set. */
void round_close (Round *self);
/* Asks ANALYSIS of COLUMN for all. */
guint round_ask (Round *self, guint person, const char *analysis, const char *column);
/* All three compute at the same time. */
void round_compute (Round *self, guint question);

G_END_DECLS
