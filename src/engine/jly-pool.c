/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-pool.h. Lists of free buffers by size; four sizes to every power of two. */
#include "config.h"

#include "engine/jly-pool.h"

#include "base/jly-secret.h"

#define ALIGNMENT 64
#define N_CLASSES (4 * 64)
#define SMALLEST_WORDS 64
/* More than the blocks of any gate need at once; whole columns beyond it are released. */
#define MOST_KEPT ((gsize)32 << 20)

/* In front of every buffer. */
typedef struct _Header Header;
struct _Header
{
  Header *next; /* while it is free */
  gsize n_bytes;
  guint class_number;
};

struct _JlyPool
{
  GMutex lock;
  Header *free[N_CLASSES];
  gsize n_kept; /* bytes in free */
  gsize n_out;  /* buffers taken and not given back */
  gboolean is_closed;
};

G_STATIC_ASSERT (sizeof (Header) <= ALIGNMENT);

JlyPool *
jly_pool_new (void)
{
  JlyPool *pool = g_new0 (JlyPool, 1);

  g_mutex_init (&pool->lock);
  return pool;
}

/* The smallest class that holds n_words, and its size: 4, 5, 6 or 7 times a power of two. */
static guint
find_class (gsize n_words, gsize *n_class)
{
  gsize n = MAX (n_words, SMALLEST_WORDS) - 1;
  guint shift = g_bit_storage (n) - 3;
  gsize quarter = (n >> shift) + 1; /* 5 .. 8 */

  *n_class = quarter << shift;
  return 4 * shift + (guint)quarter - 5;
}

static guint64 *
get_words (Header *header)
{
  return (guint64 *)((guint8 *)header + ALIGNMENT);
}

static void
release (Header *header)
{
  jly_secret_block_free (header, ALIGNMENT + header->n_bytes);
}

guint64 *
jly_pool_take (JlyPool *pool, gsize n_words)
{
  gsize n_class;
  guint class_number = find_class (n_words, &n_class);
  Header *header;

  g_mutex_lock (&pool->lock);
  g_assert (!pool->is_closed);
  pool->n_out++;
  header = pool->free[class_number];
  if (header != NULL)
    {
      pool->free[class_number] = header->next;
      pool->n_kept -= header->n_bytes;
    }
  g_mutex_unlock (&pool->lock);
  if (header == NULL)
    {
      header = jly_secret_block_new (ALIGNMENT + n_class * sizeof (guint64));
      header->n_bytes = n_class * sizeof (guint64);
      header->class_number = class_number;
    }
  return get_words (header);
}

static void
free_pool (JlyPool *pool)
{
  g_mutex_clear (&pool->lock);
  g_free (pool);
}

void
jly_pool_give (JlyPool *pool, guint64 *words)
{
  gboolean is_kept, is_last;
  Header *header;

  if (words == NULL)
    return;
  header = (Header *)((guint8 *)words - ALIGNMENT);
  g_mutex_lock (&pool->lock);
  pool->n_out--;
  is_kept = !pool->is_closed && pool->n_kept + header->n_bytes <= MOST_KEPT;
  is_last = pool->is_closed && pool->n_out == 0;
  if (is_kept)
    {
      header->next = pool->free[header->class_number];
      pool->free[header->class_number] = header;
      pool->n_kept += header->n_bytes;
    }
  g_mutex_unlock (&pool->lock);
  if (!is_kept)
    release (header);
  if (is_last)
    free_pool (pool);
}

void
jly_pool_close (JlyPool *pool)
{
  gboolean is_last;

  if (pool == NULL)
    return;
  g_mutex_lock (&pool->lock);
  for (guint i = 0; i < N_CLASSES; i++)
    while (pool->free[i] != NULL)
      {
        Header *header = pool->free[i];

        pool->free[i] = header->next;
        release (header);
      }
  pool->n_kept = 0;
  pool->is_closed = TRUE;
  is_last = pool->n_out == 0;
  g_mutex_unlock (&pool->lock);
  if (is_last)
    free_pool (pool);
}

gsize
jly_pool_get_kept (JlyPool *pool)
{
  gsize n_kept;

  g_mutex_lock (&pool->lock);
  n_kept = pool->n_kept;
  g_mutex_unlock (&pool->lock);
  return n_kept;
}
