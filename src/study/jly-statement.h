/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences for people in titled sections, each with the field that it was made from: the same list
 * goes on the screen, on paper and into the terminal. What names and other texts of strangers hold
 * is made one plain line each, so that no name can look like a sentence of ours.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a sentence is to be read: in running order of severity. */
typedef enum
{
  JLY_TONE_PLAIN,
  JLY_TONE_WARN,  /* to be thought about before agreeing */
  JLY_TONE_REFUSE /* not to be agreed to as it stands */
} JlyTone;

typedef struct
{
  char *text;
  char *field; /* stable, as in error texts: "min-rows" */
  JlyTone tone;
} JlySentence;

typedef struct
{
  char *id;             /* stable: "limits" */
  char *title;          /* "Limits" */
  GPtrArray *sentences; /* JlySentence* */
} JlySection;

typedef struct
{
  GPtrArray *sections; /* JlySection* */
} JlyStatement;

JlyStatement *jly_statement_new (void);
void jly_statement_free (JlyStatement *self);

/* Sentences that are added from now on belong to this section. */
void jly_statement_begin (JlyStatement *self, const char *id, const char *title);
/* pattern with %1$s, %2$s ... replaced by the texts (at most nine; see jly_words_fill). There is a
 * section. */
void jly_statement_add (JlyStatement *self,
                        JlyTone tone,
                        const char *field,
                        const char *pattern,
                        ...) G_GNUC_NULL_TERMINATED;
/* NULL if there is none of this id. */
const JlySection *jly_statement_find (const JlyStatement *self, const char *id);
/* The gravest tone of all sentences. */
JlyTone jly_statement_get_tone (const JlyStatement *self);

/* As text of lines of at most width columns (a longer word gets a line of its own): titles, and
 * under them the sentences. Owned by the caller. */
char *jly_statement_print (const JlyStatement *self, guint width);

/* "North", "North and Ridge", "North, Harbour and Ridge"; nobody: "nobody". Owned by the caller. */
char *jly_words_list (const char *const *names, gsize n);
/* Words as they stand where a sentence begins: "computes" as "Computes". Owned by the caller. */
char *jly_words_begin (const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyStatement, jly_statement_free)

G_END_DECLS
