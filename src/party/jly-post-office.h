/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The post of all studies in one folder: whose letters wait, one file for one party or for all, and
 * what came in such a file. The members of a study are those of its newest contract.
 */
#pragma once

#include "post/jly-bundle.h"
#include "post/jly-post.h"

G_BEGIN_DECLS

/* A study whose contract is kept, with this party among its founders. */
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
  GPtrArray *studies;          /* JlyPostStudy* */
} JlyPostOffice;

/* Both are borrowed; store is unlocked by identity. */
JlyPostOffice *jly_post_office_new (JlyStore *store, const JlyIdentity *identity, GError **error);
void jly_post_office_free (JlyPostOffice *self);

/* Gathers what waits for the party of this name (NULL: for everybody), in all studies, into one
 * file at path. *is_all: nothing was left for another file; counts gets a JlyPostCount for each
 * receiver. JLY_ERROR_USAGE if nobody has this name, or nothing waits. */
gboolean jly_post_office_save (JlyPostOffice *self,
                               const char *path,
                               const char *receiver,
                               GPtrArray *counts,
                               gboolean *is_all,
                               GError **error);
/* Takes all letters of a file into their studies; what they were is added to report. */
gboolean jly_post_office_take_file (JlyPostOffice *self,
                                    const char *path,
                                    JlyPostReport *report,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyPostOffice, jly_post_office_free)

G_END_DECLS
