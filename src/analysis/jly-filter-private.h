/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parser and the printer of filters share; not for other files. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a category's name can stand without quotes. */
gboolean jly_filter_is_plain (const char *word);

G_END_DECLS
