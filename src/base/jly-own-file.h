/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small files that people pass to each other: read with a bound, written whole or not at all, never
 * over another one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* JLY_ERROR_NO_INPUT if it cannot be read, JLY_ERROR_DATA if it is larger than max. */
GBytes *jly_own_file_load (const char *path, gsize max, GError **error);
/* Readable by its owner alone. JLY_ERROR_USAGE if there is a file already, JLY_ERROR_SYSTEM or
 * JLY_ERROR_IO if it cannot be written. */
gboolean jly_own_file_save (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
