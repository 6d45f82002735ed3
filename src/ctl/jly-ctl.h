/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the subcommands of jointlyctl share. Results go to standard output, and with --json nothing
 * else does; what went wrong goes to standard error as one sentence and the next step.
 */
#pragma once

#include "base/jly-error.h"

#include <glib.h>

G_BEGIN_DECLS

/* argv begins with the subcommand's own name. Returns the process's exit code. */
typedef int (*JlyCtlFunc) (int argc, char **argv);

int jly_ctl_rehearse (int argc, char **argv);
int jly_ctl_case (int argc, char **argv);
int jly_ctl_table (int argc, char **argv);
int jly_ctl_identity (int argc, char **argv);
int jly_ctl_invitation (int argc, char **argv);
int jly_ctl_letters (int argc, char **argv);
int jly_ctl_miner (int argc, char **argv);
int jly_ctl_doctor (int argc, char **argv);
int jly_ctl_speed (int argc, char **argv);
int jly_ctl_verify (int argc, char **argv);
int jly_ctl_study (int argc, char **argv);
int jly_ctl_provide (int argc, char **argv);

/* Prints sentence and next step to standard error; the exit code that belongs to the error. */
int jly_ctl_print_error (const GError *error);

/* Sets error to JLY_ERROR_USAGE with "See: jointlyctl help" as the next step; always FALSE. */
gboolean jly_ctl_fail_usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
