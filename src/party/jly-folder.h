/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removing a rehearsal's own temporary folder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Removes dir and all in it; symbolic links are removed, never followed. Best effort. */
void jly_folder_remove (const char *dir);

G_END_DECLS
