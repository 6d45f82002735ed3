/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who would see what under a contract: rows of parties that are in the same position, and for each
 * of three things whether they see it, never do, or could work it out. From the contract and what
 * jly-inference.h finds in it; no widgets.
 */
#pragma once

#include "study/jly-contract.h"
#include "study/jly-statement.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_SIGHT_SEES,
  JLY_SIGHT_OWN, /* sees its own */
  JLY_SIGHT_HIDDEN,
  JLY_SIGHT_PIECES, /* holds pieces that tell nothing */
  JLY_SIGHT_WORKS_OUT,
  JLY_N_SIGHTS
} JlySight;

typedef enum
{
  JLY_THING_FIGURES, /* of one who brings some */
  JLY_THING_OWN_PART,
  JLY_THING_RESULTS,
  JLY_N_THINGS
} JlyThing;

typedef struct
{
  char *name;   /* "The Roofers and The Carpenters", "12 others who bring figures" */
  JlyRole role; /* whose shape stands before it */
  JlySight sights[JLY_N_THINGS];
  char *sentence; /* what it gives, holds and learns */
} JlySightRow;

typedef struct
{
  GPtrArray *rows;       /* JlySightRow* */
  gboolean has_own_part; /* else nobody is told a part of its own */
  gboolean is_own;       /* the first row is the person's own party */
} JlySightTable;

/* own: place of the person's own party, or -1. */
JlySightTable *jly_sight_new (const JlyContract *contract, gint own);
/* The same as sentences, for paper. */
JlyStatement *jly_sight_make_statement (const JlySightTable *self);
void jly_sight_free (JlySightTable *self);
const char *jly_sight_words (JlySight sight); /* "could work it out": translated, static */
const char *jly_sight_thing (JlyThing thing); /* "Your figures": likewise */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlySightTable, jly_sight_free)

G_END_DECLS
