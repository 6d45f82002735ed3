/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two files of a joint bid as they were read together: what the tender asks for (public) and
 * one company's figures. Read in a thread of their own, because a file may be large or its disk
 * slow.
 */
#pragma once

#include "table/jly-bid-table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Immutable once read; either half may be missing or have failed. */
typedef struct
{
  char *tender_path; /* NULL: none given, and none lies beside the figures */
  gboolean beside;   /* found by itself beside the figures */
  JlyTender *tender; /* NULL if there is no path or it could not be understood */
  GError *tender_error;

  char *figures_path; /* NULL: none given */
  JlyBidTable *table; /* NULL while there is no tender, or the file could not be understood */
  GError *figures_error;
} JlyBidFiles;

/* Both paths may be NULL. Without a tender's path, a file tender.csv beside the figures is taken.
 */
void jly_bid_files_read_async (const char *tender_path,
                               const char *figures_path,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* NULL only when cancelled: a file that cannot be read is an error inside. */
JlyBidFiles *jly_bid_files_read_finish (GAsyncResult *result, GError **error);

JlyBidFiles *jly_bid_files_ref (JlyBidFiles *self);
void jly_bid_files_unref (JlyBidFiles *self);
/* Both are there and understood. */
gboolean jly_bid_files_is_ready (const JlyBidFiles *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyBidFiles, jly_bid_files_unref)

G_END_DECLS
