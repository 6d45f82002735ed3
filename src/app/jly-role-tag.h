/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A role as colour, shape and verb, the same in lists, legends and pictures. */
#pragma once

#include "study/jly-case.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* shape chooses the lines in the bringing square. */
GtkWidget *jly_role_tag_new (JlyRole role, JlyTableShape shape);
/* All five verbs in lines: what the shapes in the pictures mean. */
GtkWidget *jly_role_legend_new (void);

G_END_DECLS
