/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the operator of a computing party decides, in one file of groups and keys (jointly-miner.8
 * lists them). A key that nobody knows is an error: a misspelt limit would be no limit.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;     /* what others call this party */
  char *data_dir; /* absolute */
  char *host;     /* where it listens: a number of this computer */
  guint16 port;
  char *address; /* "host:port" where others reach it */
  char *control; /* path of the operator's socket */
  guint control_mode;
  guint max_studies;
  guint max_connections; /* at once */
  guint max_parties;     /* in one study */
  guint64 max_bytes;     /* that one study may take on the disk */
  guint max_runs;        /* computations at once */
  guint seconds_to_stop;
  guint call_seconds; /* between two calls at another computing party while nothing is new */
  gboolean
      closes_complete; /* the first computing party closes the set once all figures are there */
  guint close_days;    /* after the contract was made it closes what is there; 0: never */
} JlyServiceConfig;

/* JLY_ERROR_NO_INPUT or JLY_ERROR_CONFIG, which names the file and the key. */
JlyServiceConfig *jly_service_config_load (const char *path, GError **error);
void jly_service_config_free (JlyServiceConfig *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyServiceConfig, jly_service_config_free)

G_END_DECLS
