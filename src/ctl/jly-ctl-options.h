/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person asked of "jointlyctl rehearse", checked before anything runs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NAME=FILE or KEY=VALUE. */
typedef struct
{
  char *name;
  char *value;
} JlyCtlPair;

typedef struct
{
  char *case_id;     /* of a template; or the path of a study */
  gboolean is_study; /* the latter */
  char *tender;      /* file of --public tender= */
  GPtrArray *data;   /* JlyCtlPair*: companies and their files, in the order given */
  guint16 port;      /* 0: any */
  char *amount_max;
  char *price_max;
  char *keep_dir;
  gboolean in_process;
  gboolean json;
  gboolean help;
} JlyCtlOptions;

/* Copies both. */
JlyCtlPair *jly_ctl_pair_new (const char *name, const char *value);
void jly_ctl_pair_free (JlyCtlPair *pair);

/* argv as jly_ctl_rehearse gets it. JLY_ERROR_USAGE with a sentence that says what to write. */
JlyCtlOptions *jly_ctl_options_parse (int argc, char **argv, GError **error);
void jly_ctl_options_free (JlyCtlOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyCtlOptions, jly_ctl_options_free)

G_END_DECLS
