/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-secret.h. */
#include "config.h"

#include "base/jly-secret.h"

#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define ALIGNMENT 64
#define LARGE_PAGE ((gsize)2 << 20)
#define LARGE (2 * LARGE_PAGE)

void
jly_secret_init (void)
{
  if (sodium_init () < 0)
    g_error ("The operating system gives no random numbers, so no secret can be kept.");
}

gpointer
jly_secret_alloc (gsize n)
{
  gpointer secret;

  jly_secret_init ();
  secret = sodium_malloc (n);
  if (secret == NULL)
    g_error ("There is no memory left for a key.");
  return secret;
}

void
jly_secret_free (gpointer secret)
{
  sodium_free (secret);
}

guint8 *
jly_secret_buffer_new (gsize n)
{
  return g_malloc (MAX (n, 1));
}

void
jly_secret_buffer_free (guint8 *buffer, gsize n)
{
  if (buffer != NULL)
    sodium_memzero (buffer, n);
  g_free (buffer);
}

gpointer
jly_secret_block_new (gsize n)
{
  gpointer block;

  if (n < LARGE)
    return g_aligned_alloc (1, n, ALIGNMENT);
  n = (n + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
  block = g_aligned_alloc (1, n, LARGE_PAGE);
  (void)madvise (block, n, MADV_HUGEPAGE);
  return block;
}

void
jly_secret_block_free (gpointer block, gsize n)
{
  if (block != NULL)
    sodium_memzero (block, n);
  g_aligned_free (block);
}

typedef struct
{
  guint8 *buffer;
  gsize n;
} WipedBuffer;

static void
wiped_buffer_free_cb (gpointer data)
{
  WipedBuffer *wiped = data;

  jly_secret_buffer_free (wiped->buffer, wiped->n);
  g_free (wiped);
}

GBytes *
jly_secret_bytes_take (guint8 *buffer, gsize n)
{
  WipedBuffer *wiped = g_new (WipedBuffer, 1);

  *wiped = (WipedBuffer){ .buffer = buffer, .n = n };
  return g_bytes_new_with_free_func (buffer, n, wiped_buffer_free_cb, wiped);
}

void
jly_process_forbid_core (void)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_warning ("Core files could not be switched off for this program.");
}

/* Where a standard file was closed, the next file or socket that is opened would get its number,
 * and what is printed would land in it. Reading and writing both fail on what stands there instead.
 */
static void
fill_standard_files (void)
{
  int fd;

  do
    fd = open ("/dev/null", O_PATH);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd >= 0)
    close (fd);
}

void
jly_process_end_with_parent (void)
{
  if (prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0)
    g_warning ("This program could not be tied to the one that started it.");
}

void
jly_process_harden (void)
{
  jly_secret_init ();
  jly_process_forbid_core ();
  if (g_strcmp0 (g_getenv ("JLY_ALLOW_PTRACE"), "1") != 0
      && prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    g_warning ("The memory of this program could not be closed to other programs.");
  umask (077);
  fill_standard_files ();
}
