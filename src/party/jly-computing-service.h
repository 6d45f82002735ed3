/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The child's side of jly-computing.h: jointly-miner, started by a program of the person that
 * takes part, computes one question of one study and ends.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Until the parent wants the end or is gone. The exit code. */
int jly_computing_service_run (int in, int out);

G_END_DECLS
