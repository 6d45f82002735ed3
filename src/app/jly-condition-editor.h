/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row of a question's settings in which a condition is put together: tests, and groups of which
 * all or any must hold; below it the same as text, for those who would rather write. Whichever is
 * used, the question gets the same text.
 */
#pragma once

#include "app/jly-ask.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_CONDITION_EDITOR (jly_condition_editor_get_type ())
G_DECLARE_FINAL_TYPE (
    JlyConditionEditor, jly_condition_editor, JLY, CONDITION_EDITOR, AdwPreferencesRow)

/* spec is the setting, of kind JLY_PARAMETER_FILTER. */
GtkWidget *jly_condition_editor_new (JlyAsk *ask, const JlyParameterSpec *spec);

G_END_DECLS
