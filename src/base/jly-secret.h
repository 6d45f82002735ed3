/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory for secrets, and a process that does not leak it: keys lie in locked memory between guard
 * pages, larger secret buffers are wiped when the last holder lets go, and a hardened process
 * leaves no core file, cannot be read by another program of the same user, and makes files that
 * nobody else can read.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Readies libsodium; may be called any number of times from any thread. Ends the program if the
 * operating system gives no randomness, because nothing safe can follow. */
void jly_secret_init (void);

/* Locked memory between guard pages for a key; wiped by jly_secret_free. Never NULL (running out of
 * memory ends the program, as it does everywhere in GLib). */
gpointer jly_secret_alloc (gsize n);
void jly_secret_free (gpointer secret); /* NULL is nothing */

/* A buffer of n bytes of ordinary memory for a large secret (a sealed piece that was opened), to be
 * given to jly_secret_bytes_take or wiped and freed by jly_secret_buffer_free. */
guint8 *jly_secret_buffer_new (gsize n);
void jly_secret_buffer_free (guint8 *buffer, gsize n);
/* n bytes of ordinary memory for working on large secrets, on a boundary of 64 bytes; much of it is
 * on large pages where the system has them: they are had at once, and what is fetched from all over
 * them is found without asking page tables in memory. Freeing wipes; NULL is nothing. */
gpointer jly_secret_block_new (gsize n);
void jly_secret_block_free (gpointer block, gsize n);
/* Takes a buffer of jly_secret_buffer_new; the GBytes wipes its memory at the last unref. */
GBytes *jly_secret_bytes_take (guint8 *buffer, gsize n);

/* No core file of this process, nor of those it starts. The first call in main of the app, which
 * holds its own company's figures. The desktop's own programs must be able to look at the app, and
 * what a person saves has the rights that the person's files have; so the app does no more. */
void jly_process_forbid_core (void);

/* The first call in main of every other program: no core files, no reading of this process's memory
 * by others (PR_SET_DUMPABLE off, unless the environment has JLY_ALLOW_PTRACE=1, which only tests
 * set), and files that only their owner reads (umask 077). Standard files that are closed stay so:
 * nothing that is opened later takes their place. */
void jly_process_harden (void);
/* The system ends this process, by force, with the thread that started it: not even one that stands
 * still outlives its parent. For a process whose work may break off at any moment. */
void jly_process_end_with_parent (void);

G_END_DECLS
