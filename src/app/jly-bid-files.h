/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two sides of a joint bid: what the tender asks for (public), read in a thread of its own, and
 * what was made of one company's figures.
 */
#pragma once

#include "table/jly-bid-import.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A tender's file as it was read; immutable. */
typedef struct
{
  char *path;        /* NULL: none given, and none lies beside the figures */
  gboolean beside;   /* found by itself beside the figures */
  JlyTender *tender; /* NULL if there is no path or it could not be understood */
  GError *error;
} JlyBidTender;

/* path NULL: a file tender.csv, .xlsx or .ods beside figures_path (may be NULL) is taken. */
void jly_bid_tender_read_async (const char *path,
                                const char *figures_path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* NULL only when cancelled: a file that cannot be read is an error inside. */
JlyBidTender *jly_bid_tender_read_finish (GAsyncResult *result, GError **error);
JlyBidTender *jly_bid_tender_ref (JlyBidTender *self);
void jly_bid_tender_unref (JlyBidTender *self);

/* Both sides; immutable once its maker has handed it on. */
typedef struct
{
  JlyBidTender *source;
  JlyTender *tender;       /* source's, or NULL */
  const char *tender_path; /* source's, or NULL */
  gboolean beside;         /* source's */

  char *figures_path; /* NULL: none, or they came from no file */
  JlyBidTable *table; /* NULL: not there, or not understood yet */
  GError *figures_error;
} JlyBidFiles;

/* Takes table, which may be NULL; source is kept, and may be NULL. */
JlyBidFiles *jly_bid_files_new (JlyBidTender *source, JlyBidTable *table);
JlyBidFiles *jly_bid_files_ref (JlyBidFiles *self);
void jly_bid_files_unref (JlyBidFiles *self);
/* Both are there and understood. */
gboolean jly_bid_files_is_ready (const JlyBidFiles *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyBidTender, jly_bid_tender_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyBidFiles, jly_bid_files_unref)

G_END_DECLS
