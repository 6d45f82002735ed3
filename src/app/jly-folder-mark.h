/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether anything below a folder was written since the last look, by this program or another one:
 * so that what was read from it need not be read again. Names, sizes and times of files alone; a
 * file that was written a moment ago counts as changed once more, for the clock of files is coarse.
 * Empty files do not count.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Owned by the caller; equal texts: nothing was written in between. Never equal to another one
 * while something is being written. Looks into folders of folders, and no deeper. */
char *jly_folder_mark_new (const char *dir);

G_END_DECLS
