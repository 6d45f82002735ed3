/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of the service: from its file to the last signal. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Runs until SIGTERM or SIGINT; SIGHUP reads the file again. The exit code. */
int jly_miner_main (const char *config_path);
/* Says whether the file can be used, and nothing else. The exit code. */
int jly_miner_check_config (const char *config_path);

G_END_DECLS
