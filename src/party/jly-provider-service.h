/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What “jointlyctl provide” does as the child of a rehearsal: plays one company, which reads its
 * own file or makes figures up. Its figures never leave this process but as shares (PROTOCOL.md,
 * "control"). A made-up company does not even tell its parent its part.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads commands from in and writes events to out until the parent is gone or wants the end. The
 * exit code of the process. */
int jly_provider_service_run (int in, int out);

G_END_DECLS
