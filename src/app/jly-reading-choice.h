/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Read It Differently": character set, separator, rows of column names and decimal mark, chosen by
 * hand where the reader was wrong or not sure. Opens by itself where it was not sure.
 */
#pragma once

#include "app/jly-import-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_READING_CHOICE (jly_reading_choice_get_type ())
G_DECLARE_FINAL_TYPE (JlyReadingChoice, jly_reading_choice, JLY, READING_CHOICE, AdwBin)

/* Tells this session what is chosen; once. */
void jly_reading_choice_set_session (JlyReadingChoice *self, JlyImportSession *session);
/* What was chosen, and what was found where nothing was. sheet NULL: it could not be read so. */
void jly_reading_choice_show (JlyReadingChoice *self, JlySheet *sheet);

G_END_DECLS
