/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data folder of somebody who has used the program for a while. */
#pragma once

#include "jly-people.h"

G_BEGIN_DECLS

/* n_with contracts with two others, signed by the first of the people, and n_alone rehearsals that
 * have ended, to what is in dir already. */
void
bench_profile_fill (People *people, JlyUiTest *ui, const char *dir, guint n_with, guint n_alone);

G_END_DECLS
