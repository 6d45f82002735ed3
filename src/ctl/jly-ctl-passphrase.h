/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A person's keys for a command: which folder, and the passphrase from the terminal without echo,
 * or from a file descriptor that a script hands over. Never from the command's own words, which
 * every user of the computer can see.
 */
#pragma once

#include "store/jly-vault.h"

G_BEGIN_DECLS

typedef struct
{
  char *dir;            /* --data-dir, or the user's own */
  char *file;           /* --keys, for commands that take it themselves; NULL: the vault of dir */
  int fd;               /* --passphrase-fd; -1: the terminal */
  gboolean json;        /* --json */
  gboolean use_keyring; /* --keyring */
} JlyCtlKeys;

/* Takes its options out of the words, wherever they stand. JLY_ERROR_USAGE for one without its
 * value. Cleared by jly_ctl_keys_clear also after a failure. */
gboolean jly_ctl_keys_take (JlyCtlKeys *self, int *argc, char **argv, GError **error);
void jly_ctl_keys_clear (JlyCtlKeys *self);

/* Asks with prompt, or reads the next line of the descriptor. Wiped at the last unref. */
GBytes *jly_ctl_ask_passphrase (const JlyCtlKeys *self, const char *prompt, GError **error);
/* The same, twice on a terminal: what was typed blindly must be typed alike. */
GBytes *jly_ctl_ask_new_passphrase (const JlyCtlKeys *self, GError **error);
/* The passphrase that opens the vault of dir; *passphrase is NULL where the keyring does. */
gboolean jly_ctl_ask_to_open (const JlyCtlKeys *self, GBytes **passphrase, GError **error);
/* Keys in a file that nobody else can read, for a computing party that works unattended and for
 * scripts; made if it is not there. */
JlyIdentity *jly_ctl_open_key_file (const char *path, GError **error);
/* Opens the file, or the vault, asking for what it needs. */
JlyIdentity *jly_ctl_open_keys (const JlyCtlKeys *self, GError **error);

G_END_DECLS
