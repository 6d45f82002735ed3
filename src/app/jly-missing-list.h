/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is waited for: each by name, since when, the likely cause and what to do, with a reminder to
 * be copied. Nothing is seen where nobody is missing.
 */
#pragma once

#include "app/jly-missing.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkListBox *jly_missing_list_new (void);
/* missing: JlyMissing*; NULL is nobody. */
void jly_missing_list_show (GtkListBox *list, const GPtrArray *missing);

G_END_DECLS
