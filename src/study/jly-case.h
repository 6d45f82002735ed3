/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A case template: data, not code (data/cases/<id>.xml). Twelve come with Jointly; a thirteenth
 * file dropped into the folder gives a thirteenth card. Everything a card, a detail page and a case
 * picture show comes from here. All sentences are translated when loaded (gettext, by the ITS
 * rule).
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define JLY_TYPE_CASE (jly_case_get_type ())
G_DECLARE_FINAL_TYPE (JlyCase, jly_case, JLY, CASE, GObject)

typedef enum
{
  JLY_ROLE_BRINGS,
  JLY_ROLE_COMPUTES,
  JLY_ROLE_ASKS,
  JLY_ROLE_APPROVES,
  JLY_ROLE_LEARNS,
  JLY_N_ROLES
} JlyRole;

typedef enum
{
  JLY_SHAPE_ROWS,
  JLY_SHAPE_COLUMNS
} JlyTableShape;

/* One node group of the case picture; a party or "many" of them. */
typedef struct
{
  char *name;        /* "The three companies" */
  guint count;       /* how many to draw on the circle; 0: beside the circle (brings nothing) */
  gboolean many;     /* "many": draw up to 14 small ones */
  guint n_computing; /* how many of this group's parties are themselves computing parties */
  gboolean asks, approves, learns;
  gboolean market_left, market_right; /* two sides of a market stand on two arcs */
  gboolean subjects; /* no party: the people whom the rows are about, small dots at their keeper */
} JlyCaseGroup;

/* The rules a study of this case starts with; 0 says that there is no such rule. */
typedef struct
{
  guint rows;      /* a group must have at least so many rows to be shown */
  guint parties;   /* and rows of at least so many parties */
  guint top_share; /* percent that one party may have of a shown total at most */
  guint questions; /* how many questions a study may ask */
} JlyCaseRules;

const char *jly_case_get_id (JlyCase *self);         /* "a", "b1", ... */
guint jly_case_get_order (JlyCase *self);            /* 1..12 */
const char *jly_case_get_title (JlyCase *self);      /* "Joint Bid" */
const char *jly_case_get_long_title (JlyCase *self); /* "Three competitors: a joint bid" */
const char *jly_case_get_question (JlyCase *self); /* "Together, can we bid, and at what price?" */
const char *jly_case_get_summary (JlyCase *self);
const char *
jly_case_get_topic (JlyCase *self);         /* companies, energy, associations, research, public */
gboolean jly_case_get_runs (JlyCase *self); /* FALSE: does not run yet, and the card says so */
JlyTableShape jly_case_get_shape (JlyCase *self);
/* How the parties' figures are put together, in a sentence. */
const char *jly_case_get_shape_detail (JlyCase *self);
/* Who holds the role, and a subtitle that explains it. */
const char *jly_case_get_role (JlyCase *self, JlyRole role);
const char *jly_case_get_role_detail (JlyCase *self, JlyRole role);
/* NULL-terminated lists of sentences. */
const char *const *jly_case_get_learned (JlyCase *self); /* what you get to know */
/* What the case is for and cannot be computed yet; empty if all of it can. */
const char *const *jly_case_get_learned_later (JlyCase *self);
const char *const *jly_case_get_never_shown (JlyCase *self);
const char *const *jly_case_get_good_to_know (JlyCase *self); /* advice before */
const char *const *jly_case_get_attacks (JlyCase *self);
/* What makes it hard to trust the others here, and why they keep faith all the same. */
const char *jly_case_get_trust (JlyCase *self);
const char *jly_case_get_motivation (JlyCase *self);
/* Whose data it is (they agree on the checks), whom the rows are about, and who must approve before
 * anything begins (a data security officer); each NULL where the case has none of them. */
const char *jly_case_get_owners (JlyCase *self);
const char *jly_case_get_subjects (JlyCase *self);
const char *jly_case_get_beforehand (JlyCase *self);
/* What of the case cannot be computed yet, and what can: one sentence; NULL where all can. */
const char *jly_case_get_later (JlyCase *self);
/* Whether it says what is brought and asked, so that a study of it needs nothing else. */
gboolean jly_case_proposes_table (JlyCase *self);
const JlyCaseRules *jly_case_get_rules (JlyCase *self);
/* Sentence for screen readers that describes the picture. */
const char *jly_case_get_picture_sentence (JlyCase *self);
/* The groups to draw (JlyCaseGroup *); owned by self. */
GPtrArray *jly_case_get_groups (JlyCase *self);
guint
jly_case_get_outside_miners (JlyCase *self); /* computing parties who are none of the groups */

/* Domain-separated BLAKE2b-256 of the file's bytes, whatever language its sentences are shown in: a
 * contract names it. */
void jly_case_get_hash (JlyCase *self, guint8 hash[32]);

/* One template from a file; JLY_ERROR_CONFIG (or JLY_ERROR_NO_INPUT) with file, row and what is
 * wrong. The format is described in data/cases/README.md. */
JlyCase *jly_case_load (const char *path, GError **error);
/* Adds the templates of one folder to cases, except those whose id is there already; a folder that
 * does not exist adds none. A broken file is left out; if problems is not NULL it gets one GError
 * per such file. */
void jly_case_load_folder (const char *folder, GPtrArray *cases, GPtrArray *problems);
/* All templates (JlyCase *) of the cases folders (base/jly-paths.h) in their order, never NULL. A
 * broken file is left out; if problems is not NULL it gets one GError per such file. */
GPtrArray *jly_case_load_all (GPtrArray **problems);

G_END_DECLS
