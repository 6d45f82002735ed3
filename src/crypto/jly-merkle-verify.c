/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-merkle.h. Everything here may have been written by somebody who wants to be believed. */
#include "config.h"

#include "crypto/jly-merkle-private.h"

#include <sodium.h>

static gboolean
is_same (const JlyMerkleHash *a, const JlyMerkleHash *b)
{
  return sodium_memcmp (a->bytes, b->bytes, JLY_MERKLE_BYTES) == 0;
}

/* A place in the tree: the number of a node in its layer, and of the layer's last one. */
typedef struct
{
  guint64 node, last;
} Place;

static void
climb (Place *place)
{
  place->node >>= 1;
  place->last >>= 1;
}

/* Whether the sibling that comes next in a path lies to the left. An odd node has one there; the
 * last node of a layer has none to the right, so it moves up until it has one to the left. */
static gboolean
find_sibling (Place *place)
{
  gboolean is_left = place->node % 2 == 1 || place->node == place->last;

  if (is_left)
    while (place->node % 2 == 0 && place->node != 0)
      climb (place);
  return is_left;
}

gboolean
jly_merkle_verify_inclusion (const JlyMerkleHash *leaf,
                             guint64 index,
                             guint64 size,
                             const JlyMerklePath *path,
                             const JlyMerkleHash *root)
{
  JlyMerkleHash hash = *leaf;
  Place place = { index, size - 1 };

  if (index >= size || path->n > JLY_MERKLE_MAX_PATH)
    return FALSE;
  for (guint i = 0; i < path->n; i++)
    {
      if (place.last == 0)
        return FALSE;
      hash = find_sibling (&place) ? jly_merkle_node (&path->hashes[i], &hash)
                                   : jly_merkle_node (&hash, &path->hashes[i]);
      climb (&place);
    }
  return place.last == 0 && is_same (&hash, root);
}

/* Climbs with both roots at once: what lies to the left belongs to both lists, what lies to the
 * right to the longer one alone. */
static gboolean
verify_steps (Place place,
              const JlyMerkleHash *hashes,
              guint n,
              JlyMerkleHash *old_hash,
              JlyMerkleHash *new_hash)
{
  for (guint i = 0; i < n; i++)
    {
      if (place.last == 0)
        return FALSE;
      if (find_sibling (&place))
        {
          *old_hash = jly_merkle_node (&hashes[i], old_hash);
          *new_hash = jly_merkle_node (&hashes[i], new_hash);
        }
      else
        *new_hash = jly_merkle_node (new_hash, &hashes[i]);
      climb (&place);
    }
  return place.last == 0;
}

gboolean
jly_merkle_verify_consistency (guint64 old_size,
                               guint64 new_size,
                               const JlyMerklePath *path,
                               const JlyMerkleHash *old_root,
                               const JlyMerkleHash *new_root)
{
  Place place = { old_size - 1, new_size - 1 };
  JlyMerkleHash old_hash, new_hash;
  guint used = 0;

  if (old_size == 0 || old_size > new_size || path->n > JLY_MERKLE_MAX_PATH)
    return FALSE;
  if (old_size == new_size)
    return path->n == 0 && is_same (old_root, new_root);
  while (place.node % 2 == 1)
    climb (&place);
  /* A list of 2^k entries is a node of the longer one's tree, so its root is where to begin. */
  if (place.node == 0)
    old_hash = *old_root;
  else if (path->n > 0)
    old_hash = path->hashes[used++];
  else
    return FALSE;
  new_hash = old_hash;
  return verify_steps (place, path->hashes + used, path->n - used, &old_hash, &new_hash)
         && is_same (&old_hash, old_root) && is_same (&new_hash, new_root);
}
