/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study as a person or a program writes it down: JSON, as src/study/STUDY.md says. It has no
 * keys and no parties but their names; a rehearsal fills those in.
 */
#pragma once

#include "base/jly-rules.h"
#include "study/jly-contract.h"
#include "study/jly-study.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *path; /* of its file of figures; NULL if the study names none */
} JlyStudyFileParty;

typedef struct
{
  JlyStudy *draft;    /* without parties, and checked; NULL if not all of it can be computed */
  JlyRules *rules;    /* all columns and checks, also those that only a company's own program heeds;
                         none for a joint bid, whose columns come from its tender */
  char *not_computed; /* the first thing that no computation takes yet, as a sentence; or NULL */
  GPtrArray *parties; /* JlyStudyFileParty*, in the order that decides ties */
  char *tender;       /* path of the public table of a joint bid; NULL for other studies */
} JlyStudyFile;

/* Reads columns, checks and questions alike for whoever computes and whoever looks at a file of
 * figures. Paths in it are relative to the folder it lies in. JLY_ERROR_NO_INPUT for a file that
 * cannot be read, JLY_ERROR_CONFIG for one that is no study: the sentence names the member at
 * fault. */
JlyStudyFile *jly_study_file_read (const char *path, GError **error);
/* The same from its text; path names it in sentences and is where its files are found from. */
JlyStudyFile *jly_study_file_parse (const char *text, const char *path, GError **error);
/* JLY_ERROR_CONFIG with not_computed; after it, draft is there. */
gboolean jly_study_file_check_computable (const JlyStudyFile *self,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A study that is being prepared under a contract, as the text of a file that can be read again and
 * rehearsed: columns, checks, limits, who brings figures, and of the questions that may be asked
 * those that need a column at most. JLY_ERROR_CONFIG if nothing of it could be rehearsed. */
char *jly_study_file_write_contract (const JlyContract *contract, GError **error);
void jly_study_file_free (JlyStudyFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyStudyFile, jly_study_file_free)

G_END_DECLS
