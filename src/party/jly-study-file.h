/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study as a person or a program writes it down: JSON, as src/study/STUDY.md says. It has no
 * keys and no parties but their names; a rehearsal fills those in.
 */
#pragma once

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
  JlyStudy *draft;    /* without parties; its questions and columns are checked */
  GPtrArray *parties; /* JlyStudyFileParty*, in the order that decides ties */
  char *tender;       /* path of the public table of a joint bid; NULL for other studies */
} JlyStudyFile;

/* Paths in it are relative to the folder it lies in. JLY_ERROR_NO_INPUT for a file that cannot be
 * read, JLY_ERROR_CONFIG for one that is no study: the sentence names the member at fault. */
JlyStudyFile *jly_study_file_read (const char *path, GError **error);
void jly_study_file_free (JlyStudyFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyStudyFile, jly_study_file_free)

G_END_DECLS
