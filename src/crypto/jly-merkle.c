/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-merkle.h. Growing and proving; what anybody else can check is in jly-merkle-verify.c. */
#include "config.h"

#include "crypto/jly-merkle-private.h"

#include <sodium.h>

struct _JlyMerkle
{
  GArray *leaves; /* JlyMerkleHash */
};

JlyMerkle *
jly_merkle_new (void)
{
  JlyMerkle *tree = g_new0 (JlyMerkle, 1);

  tree->leaves = g_array_new (FALSE, FALSE, sizeof (JlyMerkleHash));
  return tree;
}

void
jly_merkle_free (JlyMerkle *tree)
{
  if (tree == NULL)
    return;
  g_array_unref (tree->leaves);
  g_free (tree);
}

JlyMerkleHash
jly_merkle_leaf (const guint8 *entry, gsize n)
{
  static const guint8 prefix = 0;
  crypto_hash_sha256_state state;
  JlyMerkleHash hash;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, &prefix, 1);
  crypto_hash_sha256_update (&state, entry, n);
  crypto_hash_sha256_final (&state, hash.bytes);
  return hash;
}

JlyMerkleHash
jly_merkle_node (const JlyMerkleHash *left, const JlyMerkleHash *right)
{
  static const guint8 prefix = 1;
  crypto_hash_sha256_state state;
  JlyMerkleHash hash;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, &prefix, 1);
  crypto_hash_sha256_update (&state, left->bytes, JLY_MERKLE_BYTES);
  crypto_hash_sha256_update (&state, right->bytes, JLY_MERKLE_BYTES);
  crypto_hash_sha256_final (&state, hash.bytes);
  return hash;
}

void
jly_merkle_append (JlyMerkle *tree, const guint8 *entry, gsize n)
{
  JlyMerkleHash leaf = jly_merkle_leaf (entry, n);

  g_array_append_val (tree->leaves, leaf);
}

/* The largest power of two below n; n >= 2. */
static guint64
split (guint64 n)
{
  guint64 k = 1;

  while (k < n - k)
    k *= 2;
  return k;
}

/* The root over n entries from first on; n >= 1. */
static JlyMerkleHash
hash_range (const JlyMerkle *tree, guint64 first, guint64 n)
{
  JlyMerkleHash left, right;
  guint64 k;

  if (n == 1)
    return g_array_index (tree->leaves, JlyMerkleHash, first);
  k = split (n);
  left = hash_range (tree, first, k);
  right = hash_range (tree, first + k, n - k);
  return jly_merkle_node (&left, &right);
}

JlyMerkleHash
jly_merkle_root (const JlyMerkle *tree, guint64 size)
{
  JlyMerkleHash empty;

  g_assert (size <= tree->leaves->len);
  if (size > 0)
    return hash_range (tree, 0, size);
  crypto_hash_sha256 (empty.bytes, NULL, 0);
  return empty;
}

void
jly_merkle_frontier_append (JlyMerkleFrontier *self, const JlyMerkleHash *leaf)
{
  g_assert (self->n < JLY_MERKLE_MAX_PATH && self->size < G_MAXINT64);
  self->peaks[self->n++] = *leaf;
  /* Two full trees of one size make one of twice the size, as a carry does. */
  for (guint64 carry = self->size; (carry & 1) != 0; carry >>= 1)
    {
      self->n--;
      self->peaks[self->n - 1] = jly_merkle_node (&self->peaks[self->n - 1], &self->peaks[self->n]);
    }
  self->size++;
}

JlyMerkleHash
jly_merkle_frontier_root (const JlyMerkleFrontier *self)
{
  JlyMerkleHash root;

  if (self->n == 0)
    {
      crypto_hash_sha256 (root.bytes, NULL, 0);
      return root;
    }
  root = self->peaks[self->n - 1];
  for (guint i = self->n - 1; i > 0; i--)
    root = jly_merkle_node (&self->peaks[i - 1], &root);
  return root;
}

static void
push (JlyMerklePath *path, JlyMerkleHash hash)
{
  g_assert (path->n < JLY_MERKLE_MAX_PATH);
  path->hashes[path->n++] = hash;
}

static void
prove_inclusion (
    const JlyMerkle *tree, guint64 first, guint64 n, guint64 index, JlyMerklePath *path)
{
  guint64 k;

  if (n == 1)
    return;
  k = split (n);
  if (index < k)
    {
      prove_inclusion (tree, first, k, index, path);
      push (path, hash_range (tree, first + k, n - k));
    }
  else
    {
      prove_inclusion (tree, first + k, n - k, index - k, path);
      push (path, hash_range (tree, first, k));
    }
}

void
jly_merkle_prove_inclusion (const JlyMerkle *tree, guint64 index, guint64 size, JlyMerklePath *path)
{
  g_assert (index < size && size <= tree->leaves->len);
  path->n = 0;
  prove_inclusion (tree, 0, size, index, path);
}

/* SUBPROOF of RFC 6962: the first old of n entries from first on. is_whole: the verifier knows
 * their root already, since it is the old tree's own. */
static void
prove_consistency (const JlyMerkle *tree,
                   guint64 first,
                   guint64 n,
                   guint64 old,
                   gboolean is_whole,
                   JlyMerklePath *path)
{
  guint64 k;

  if (old == n)
    {
      if (!is_whole)
        push (path, hash_range (tree, first, n));
      return;
    }
  k = split (n);
  if (old <= k)
    {
      prove_consistency (tree, first, k, old, is_whole, path);
      push (path, hash_range (tree, first + k, n - k));
    }
  else
    {
      prove_consistency (tree, first + k, n - k, old - k, FALSE, path);
      push (path, hash_range (tree, first, k));
    }
}

void
jly_merkle_prove_consistency (const JlyMerkle *tree,
                              guint64 old_size,
                              guint64 new_size,
                              JlyMerklePath *path)
{
  g_assert (old_size >= 1 && old_size <= new_size && new_size <= tree->leaves->len);
  path->n = 0;
  prove_consistency (tree, 0, new_size, old_size, TRUE, path);
}
