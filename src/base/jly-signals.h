/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals that would end a program without a word, where an error says what to do next. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A write to a connection that the other side has closed (SIGPIPE), and one to a file that may not
 * grow any more (SIGXFSZ: a limit of the person's or of the computer's), become errors of that
 * write, as a full disk is. Called in main of every program before it writes anything. */
void jly_signals_become_errors (void);

G_END_DECLS
