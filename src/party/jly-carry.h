/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Save messages to send…" and "Open received messages…": all studies of one folder, and a file of
 * letters. Before saving, whatever this party has signed becomes letters; after opening, whatever
 * came is taken by the rules of each study (jly-member.h).
 */
#pragma once

#include "party/jly-post-office.h"

G_BEGIN_DECLS

/* What waits for the party of this name (NULL: for everybody), into the file at path, in place of
 * one that is there. counts gets a JlyPostCount for each receiver; *is_all: nothing was left for
 * another file. store is unlocked by identity. JLY_ERROR_USAGE if nothing waits. */
gboolean jly_carry_save (JlyStore *store,
                         const JlyIdentity *identity,
                         gint64 now,
                         const char *path,
                         const char *receiver,
                         GPtrArray *counts,
                         gboolean *is_all,
                         GError **error);

typedef struct
{
  JlyPostReport *report; /* what the letters were */
  GPtrArray *refused;    /* char*: what a study's rules stood against, one sentence each */
  GPtrArray *guests;     /* char*: names of those who answered an invitation and were let in */
  char *study_id;        /* of one that they belong to; NULL if none is known here */
} JlyCarried;

/* What came in a file. Errors: it is no such file, or the store failed; *got is to be cleared in
 * either case. */
gboolean jly_carry_open (JlyStore *store,
                         const JlyIdentity *identity,
                         gint64 now,
                         const char *path,
                         JlyCarried *got,
                         GError **error);
void jly_carried_clear (JlyCarried *self);

/* Brings all studies up to date without a file: letters that wait in the inbox are taken, and what
 * was signed is written. refused (char*) may be NULL. */
gboolean jly_carry_sync (JlyStore *store,
                         const JlyIdentity *identity,
                         gint64 now,
                         GPtrArray *refused,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
