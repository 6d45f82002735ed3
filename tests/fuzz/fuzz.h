/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a fuzz target provides. With clang it becomes a libFuzzer program of its own; in the normal
 * tests fuzz-main.c feeds it a bounded number of changed seeds. A target ends the program when a
 * property does not hold.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n);

/* The target's name, and its well-formed inputs from 0 on; NULL when there are no more. */
extern const char *const fuzz_name;
GBytes *fuzz_seed (guint index);

G_END_DECLS
