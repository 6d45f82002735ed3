/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A disk that fails, for sqlite: the default VFS of this process, over the real one. It counts
 * writes, truncations and syncs, and at a chosen one gives an error once, or cuts the power: the
 * process ends, and of what was written since a file's last sync each write is there, lost, or torn
 * in the middle, by chance. Nothing is really synced, so that tests are quick.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BAD_DISK_EXIT 9 /* of a process whose power was cut */

typedef enum
{
  BAD_DISK_GOOD,
  BAD_DISK_ERROR, /* input/output error, or disk full, or a sync that fails */
  BAD_DISK_FULL,  /* from then on every write finds the disk full */
  BAD_DISK_POWER_CUT,
} BadDiskMode;

void bad_disk_install (void);
/* From here on: what happens at which operation, counted from 1. seed decides what is lost. */
void bad_disk_set (BadDiskMode mode, guint at, guint32 seed);
guint bad_disk_get_count (void);

G_END_DECLS
