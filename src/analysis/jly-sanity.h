/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sanity page of a result: what people should look at before they believe and pass on what came
 * out. Everything here follows from the question, the agreement and what was told to all; nothing
 * more is opened for it.
 */
#pragma once

#include "analysis/jly-analysis.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;      /* "contributors", "range", "left-out", "hidden", "personal"; stable */
  gboolean is_warning; /* something to look into */
  char *words;         /* one or two sentences, for people */
} JlySanityNote;

/* JlySanityNote, free function set, in the order of the page; each at most once:
 *
 *  contributors  how many companies and rows there were, and how many rows could have been
 *  range         whether every shown figure lies where the agreed ranges allow it to
 *  left-out      which rows the question left out, and why
 *  hidden        how many results are hidden and what for, and what is told to nobody
 *  personal      whether the result may itself be personal data
 */
GPtrArray *
jly_sanity_list (const JlyAnalysis *analysis, const JlyQuery *query, const JlyAnswer *answer);

G_END_DECLS
