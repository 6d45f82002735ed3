/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What jointly-miner does as the child of another program: told by JSON lines what to compute, it
 * plays one miner in one study and tells how it goes (PROTOCOL.md, "control").
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads commands from in and writes events to out until the parent is gone or wants the end. The
 * exit code of the process. */
int jly_miner_service_run (int in, int out);

G_END_DECLS
