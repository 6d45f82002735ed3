/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first table of a page that somebody else wrote. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Its cells as text with tabs between them and quotation marks around each, a line per row; cells
 * that are joined on the page leave empty ones behind. NULL if there is no table. Never fetches
 * anything, runs nothing. Owned by the caller. */
char *jly_paste_html_to_text (const char *html);

G_END_DECLS
