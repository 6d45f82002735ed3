/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who of the two other computing parties is not there: each by name, since when, the likely cause
 * and what to do. Nothing is seen where nobody is missing.
 */
#pragma once

#include "app/jly-own-part.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkListBox *jly_missing_list_new (void);
/* missing: JlyMissing*; NULL is nobody. */
void jly_missing_list_show (GtkListBox *list, const GPtrArray *missing);

G_END_DECLS
