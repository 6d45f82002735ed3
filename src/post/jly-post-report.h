/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came, in words: from whom, what it was, what was known already, what is for others, what is
 * missing, and what was wrong. */
#pragma once

#include "post/jly-envelope.h"

G_BEGIN_DECLS

/* n letters of one kind from or for one party. */
typedef struct
{
  char *name;
  guint kind;
  guint n;
} JlyPostCount;

typedef struct
{
  GPtrArray *taken;      /* JlyPostCount*: new letters by sender and kind */
  GPtrArray *confirmed;  /* JlyPostCount*: own letters that a party now has; kind is 0 */
  GPtrArray *for_others; /* JlyPostCount*: by receiver; kind is 0 */
  GPtrArray *joins;      /* JlyEnvelope*: answers to invitations and acceptances by somebody who
                          is not in the book, for the caller to judge */
  guint n_known;         /* came before */
  guint64 n_bytes;       /* of new letters for whoever has this report */
  guint n_strange;       /* for receivers or studies that nobody here knows */
  GPtrArray *problems;   /* char*: one sentence and one next step each */
} JlyPostReport;

JlyPostReport *jly_post_report_new (void);
void jly_post_report_free (JlyPostReport *self);
/* Adds n to the count of name and kind. */
void jly_post_report_count (GPtrArray *counts, const char *name, guint kind, guint n);
#define JLY_POST_MOST_PROBLEMS 64u /* more are not read by anybody */
/* Takes over an error, as a problem: its sentence and what to do. */
void jly_post_report_problem (JlyPostReport *self, GError *error);

/* One sentence a line (char*), for people; what was taken first. Never empty. */
GPtrArray *jly_post_report_to_sentences (const JlyPostReport *self);
/* "its question, 2 decisions on questions": what one party's letters are. Owned by the caller. */
char *jly_post_report_describe (GPtrArray *counts, const char *name, guint *n_letters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPostReport, jly_post_report_free)

G_END_DECLS
