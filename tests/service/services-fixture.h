/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three computing parties as services on this computer: of this process, or each a jointly-miner
 * with --config. Others reach each of them by an address that a test may give to something that
 * stands in between.
 */
#pragma once

#include "service/jly-service-control.h"

G_BEGIN_DECLS

#define N_SERVICES 3

typedef struct
{
  char *name;
  char *dir;           /* of its own; its configuration and its socket lie in it */
  guint16 port;        /* where it listens, */
  guint16 public_port; /* and where it says that it is reached */
  JlyService *service; /* of this process; else NULL, and */
  int pid;             /* it is this process */
} ServiceParty;

typedef struct
{
  char *root;          /* borrowed */
  const char *program; /* jointly-miner; NULL: services of this process */
  guint call_seconds;  /* between calls at each other while nothing is new */
  const char *close;   /* when the set is closed; NULL: once it is complete */
  const char *limits;  /* further lines of the configuration, or NULL */
  /* For a child that is about to become the program; may be NULL. */
  void (*child_func) (gpointer data);
  ServiceParty parties[N_SERVICES];
} Services;

/* Folders below root, and ports that are free now. */
void services_init (Services *self, char *root, const char *program);
/* The same with services of this process, in a new folder in memory that services_remove removes.
 */
void services_init_in_memory (Services *self, const char *name);
void services_start (Services *self, guint i);
void services_start_all (Services *self);
/* Ends it in order; is_killed: as a power cut would (a process only). */
void services_stop (Services *self, guint i, gboolean is_killed);
/* Stops what runs, and removes the folders. */
void services_clear (Services *self);
/* Then, after services_init_in_memory, its folder. */
void services_remove (Services *self);

/* Asks a service what its operator may ask ({"do":"status"}): owned by the caller, never NULL. */
JsonObject *services_ask (Services *self, guint i, const char *line);
/* Before a service is asked again: nothing tells the test when it has come further. */
void services_rest (guint ms);
/* An invitation for one study. */
GBytes *services_invite (Services *self, guint i);

G_END_DECLS
