/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others could work out, one notice for each finding: icon, sentence, what to change. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* findings: JlyInference*, or NULL for none. */
void jly_finding_notices_show (GtkBox *box, const GPtrArray *findings);

G_END_DECLS
