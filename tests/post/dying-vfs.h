/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ends the process, as kill -9 does, at a chosen durable write of sqlite: a write, a truncation or
 * a flush to the disk. Every second write is torn: half of it is on the disk.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit status of a process that ended so. */
#define DYING_STATUS 77

/* All databases that are opened from here on die at the write with this number, from 1; 0: never.
 */
void dying_vfs_install (guint die_at);
guint dying_vfs_count (void);

G_END_DECLS
