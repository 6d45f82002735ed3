/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The post of all studies in one folder: whose letters wait, one file for one party or for all, and
 * what came in such a file. Who is in a study: jly-study-book.h.
 *
 * Most letters come from somebody in the book. Three kinds may come from others, since they are how
 * one gets in: a contract in which this party is named, an acceptance of a contract that lets
 * parties join, and the answer to an invitation.
 */
#pragma once

#include "party/jly-study-book.h"
#include "post/jly-bundle.h"
#include "post/jly-post.h"

G_BEGIN_DECLS

/* A study whose contract is kept, with this party in its book. */
typedef struct
{
  char *title;
  JlyAddressBook *book;
  JlyPost *post;
} JlyPostStudy;

typedef struct
{
  JlyStore *store;             /* borrowed */
  const JlyIdentity *identity; /* borrowed */
  gint64 now;                  /* seconds since 1970, for what is kept */
  GPtrArray *studies;          /* JlyPostStudy* */
} JlyPostOffice;

/* Both are borrowed; store is unlocked by identity. */
JlyPostOffice *
jly_post_office_new (JlyStore *store, const JlyIdentity *identity, gint64 now, GError **error);
/* With this study alone, if it has a contract: reading all for the sake of each would take as long
 * as there are studies, squared. */
JlyPostOffice *jly_post_office_new_for_study (
    JlyStore *store, const JlyIdentity *identity, const char *study_id, gint64 now, GError **error);
void jly_post_office_free (JlyPostOffice *self);

/* The study of this id, or NULL. Valid until the office takes or reloads something. */
const JlyPostStudy *jly_post_office_find (const JlyPostOffice *self, const char *study_id);
/* After a contract or an acceptance of the study was kept: makes its book again. */
gboolean jly_post_office_reload (JlyPostOffice *self, const char *study_id, GError **error);

/* Gathers what waits for the party of this name (NULL: for everybody), in all studies: GBytes*.
 * *is_all: nothing was left for another file; counts (may be NULL) gets a JlyPostCount for each
 * receiver.
 * JLY_ERROR_USAGE if nobody has this name. */
GPtrArray *jly_post_office_gather (
    JlyPostOffice *self, const char *receiver, GPtrArray *counts, gboolean *is_all, GError **error);
/* A digest of how far letters to and from everybody are, in all studies: the same as long as
 * another gathering would hold the same letters and confirm the same. */
gboolean jly_post_office_digest (JlyPostOffice *self,
                                 guint8 digest[JLY_HASH_BYTES],
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What waits into one file at path; JLY_ERROR_USAGE also if nothing waits. */
gboolean jly_post_office_save (JlyPostOffice *self,
                               const char *path,
                               const char *receiver,
                               GPtrArray *counts,
                               gboolean *is_all,
                               GError **error);
/* Takes letters (GBytes*) into their studies; what they were is added to report. ids (may be NULL)
 * gets the id (char*) of each study that one of them belongs to, for whomever it is. */
gboolean jly_post_office_take (JlyPostOffice *self,
                               GPtrArray *envelopes,
                               JlyPostReport *report,
                               GHashTable *ids,
                               GError **error);
gboolean jly_post_office_take_file (JlyPostOffice *self,
                                    const char *path,
                                    JlyPostReport *report,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPostOffice, jly_post_office_free)

G_END_DECLS
