/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who is waited for: since when, the likely cause, and what to do about it. No widgets. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *title;  /* "“Oak” has not signed yet"; NULL: it is missing, and no more is known */
  gint64 since; /* seconds since 1970; 0: not known */
  char *cause;
  char *next;     /* what to do about it */
  char *reminder; /* text for it, by mail or chat; NULL where none helps */
} JlyMissing;

void jly_missing_free (JlyMissing *self);
/* Hour and minute of a moment, on another day with the day; owned by the caller. */
char *jly_missing_describe_moment (gint64 moment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyMissing, jly_missing_free)

G_END_DECLS
