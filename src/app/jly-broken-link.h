/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of a failed page: a computing party, a link that ends, and a crossed-out one. Says
 * nothing that the words below it do not say, so screen readers skip it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_BROKEN_LINK (jly_broken_link_get_type ())
G_DECLARE_FINAL_TYPE (JlyBrokenLink, jly_broken_link, JLY, BROKEN_LINK, GtkWidget)

G_END_DECLS
