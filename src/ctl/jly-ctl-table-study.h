/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl table inspect --study: what would enter a study from a file, as the import page says
 * it. */
#pragma once

#include "ctl/jly-ctl-answers.h"
#include "table/jly-sheet.h"

G_BEGIN_DECLS

/* Prints to standard output; FALSE if the study file cannot be read, says something wrong, or does
 * not name the party (NULL: none was given). Nothing is remembered of it. */
gboolean jly_ctl_table_study (JlySheet *sheet,
                              const char *study,
                              const char *party,
                              JlyCtlAnswers *answers,
                              gboolean json,
                              GError **error);

G_END_DECLS
