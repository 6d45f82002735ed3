/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-question-words.h. */
#include "config.h"

#include "study/jly-question-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *
jly_question_words_title (const char *analysis)
{
  const JlyAnalysis *found = jly_analysis_find (analysis);

  return found != NULL ? _ (found->title) : analysis;
}

static const JlyParameterSpec *
find_spec (const char *analysis, const char *name)
{
  const JlyAnalysis *found = jly_analysis_find (analysis);

  for (gsize i = 0; found != NULL && i < found->n_parameters; i++)
    if (strcmp (found->parameters[i].name, name) == 0)
      return &found->parameters[i];
  return NULL;
}

const char *
jly_question_words_setting (const char *analysis, const char *name)
{
  const JlyParameterSpec *spec = find_spec (analysis, name);

  return spec != NULL ? _ (spec->title) : name;
}

gboolean
jly_question_words_is_column (const char *analysis, const char *name)
{
  const JlyParameterSpec *spec = find_spec (analysis, name);

  return spec != NULL
         && (spec->kind == JLY_PARAMETER_COLUMN || spec->kind == JLY_PARAMETER_ANY_COLUMN);
}
