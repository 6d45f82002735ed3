/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where Jointly's own files are: installed, or in the source and build folders. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The folders that hold the given kind ("cases", "samples/a") and exist, best first;
 * NULL-terminated, owned by the caller: $JLY_DATADIR, the user's data folder, the source folder
 * (only for a program that runs from the build folder), the installed folder. */
char **jly_paths_data (const char *kind);
/* The path of one of our programs ("jointly-miner", "jointlyctl"), or NULL: beside the running
 * program, in the build folder, or installed. */
char *jly_paths_program (const char *name);
/* Where the user's studies are kept unless --data-dir says otherwise. */
char *jly_paths_user_data (void);

G_END_DECLS
