/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree against values of an independent implementation, and every proof of all lists up to 40
 * entries: right ones pass, and every other index, size, hash and length is refused. */
#include "config.h"

#include "crypto/jly-merkle.h"

#include <string.h>

#define N_MAX 40

static JlyMerkle *
make (guint n)
{
  JlyMerkle *tree = jly_merkle_new ();

  for (guint i = 0; i < n; i++)
    {
      guint8 entry[2] = { (guint8)i, 7 };

      jly_merkle_append (tree, entry, i % 3);
    }
  return tree;
}

static JlyMerkleHash
leaf_of (guint i)
{
  guint8 entry[2] = { (guint8)i, 7 };

  return jly_merkle_leaf (entry, i % 3);
}

static void
assert_hex (JlyMerkleHash hash, const char *expected)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (gsize i = 0; i < JLY_MERKLE_BYTES; i++)
    g_string_append_printf (hex, "%02x", hash.bytes[i]);
  g_assert_cmpstr (hex->str, ==, expected);
}

static void
test_known (void)
{
  static const guint sizes[] = { 0, 1, 2, 3, 5, 8, 40 };
  static const char *const roots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "5397b75fcd025549e5c6c04c86b73ee49d8a3135745f4e082f08397d79fa37b3",
    "76b6aaa7137280f60952e7bcbf83fef964b89c3ebc51e2b2b919756de3d6cb67",
    "6cfecb8eda316bf40a650ee04604ee96f553a62164a1c02a34becdfc5a349aa6",
    "2b09d1981199fe507aed5042392f0eeca91b2036cf7c48ade27371e750e270e5",
    "3c76b4a3a6c8a1a027241b15573a306debd6adcaa85abf9eea3e8517677f4ccd",
  };
  g_autoptr (JlyMerkle) tree = make (N_MAX);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    assert_hex (jly_merkle_root (tree, sizes[i]), roots[i]);
}

/* Every way to spoil a path by one hash: a changed bit, one left out, one too many. */
static guint
spoil (const JlyMerklePath *path, guint which, JlyMerklePath *spoilt)
{
  *spoilt = *path;
  if (which < path->n)
    spoilt->hashes[which].bytes[which % JLY_MERKLE_BYTES] ^= 1;
  else if (which == path->n)
    memset (&spoilt->hashes[spoilt->n++], 0, sizeof spoilt->hashes[0]);
  else if (which == path->n + 1 && path->n > 0)
    spoilt->n--;
  else
    return FALSE;
  return TRUE;
}

static void
check_inclusion (const JlyMerkle *tree, guint index, guint size)
{
  JlyMerkleHash root = jly_merkle_root (tree, size), leaf = leaf_of (index);
  JlyMerklePath path, spoilt;

  jly_merkle_prove_inclusion (tree, index, size, &path);
  g_assert_true (jly_merkle_verify_inclusion (&leaf, index, size, &path, &root));
  for (guint other = 0; other <= size; other++)
    if (other != index)
      g_assert_false (jly_merkle_verify_inclusion (&leaf, other, size, &path, &root));
  for (guint which = 0; spoil (&path, which, &spoilt); which++)
    g_assert_false (jly_merkle_verify_inclusion (&leaf, index, size, &spoilt, &root));
  leaf.bytes[31] ^= 128;
  g_assert_false (jly_merkle_verify_inclusion (&leaf, index, size, &path, &root));
}

static void
test_inclusion (void)
{
  g_autoptr (JlyMerkle) tree = make (N_MAX);

  for (guint size = 1; size <= N_MAX; size++)
    for (guint index = 0; index < size; index++)
      check_inclusion (tree, index, size);
}

static void
check_consistency (const JlyMerkle *tree, guint old_size, guint new_size)
{
  JlyMerkleHash old_root = jly_merkle_root (tree, old_size);
  JlyMerkleHash new_root = jly_merkle_root (tree, new_size), other = old_root;
  JlyMerklePath path, spoilt;

  jly_merkle_prove_consistency (tree, old_size, new_size, &path);
  g_assert_true (jly_merkle_verify_consistency (old_size, new_size, &path, &old_root, &new_root));
  for (guint which = 0; spoil (&path, which, &spoilt); which++)
    g_assert_false (
        jly_merkle_verify_consistency (old_size, new_size, &spoilt, &old_root, &new_root));
  other.bytes[0] ^= 1;
  g_assert_false (jly_merkle_verify_consistency (old_size, new_size, &path, &other, &new_root));
  other = new_root;
  other.bytes[0] ^= 1;
  g_assert_false (jly_merkle_verify_consistency (old_size, new_size, &path, &old_root, &other));
}

static void
test_consistency (void)
{
  g_autoptr (JlyMerkle) tree = make (N_MAX);

  for (guint new_size = 1; new_size <= N_MAX; new_size++)
    for (guint old_size = 1; old_size <= new_size; old_size++)
      check_consistency (tree, old_size, new_size);
}

/* A list whose past was changed has no proof that passes: neither its own nor any of the other's.
 */
static void
test_fork (void)
{
  g_autoptr (JlyMerkle) tree = make (N_MAX), forked = jly_merkle_new ();

  for (guint i = 0; i < N_MAX; i++)
    {
      guint8 entry[2] = { (guint8)i, i == 5 ? 8 : 7 };

      jly_merkle_append (forked, entry, i == 5 ? 2 : i % 3);
    }
  for (guint old_size = 6; old_size < N_MAX; old_size++)
    {
      JlyMerkleHash old_root = jly_merkle_root (tree, old_size);
      JlyMerkleHash new_root = jly_merkle_root (forked, N_MAX);
      JlyMerklePath path;

      jly_merkle_prove_consistency (forked, old_size, N_MAX, &path);
      g_assert_false (jly_merkle_verify_consistency (old_size, N_MAX, &path, &old_root, &new_root));
      jly_merkle_prove_consistency (tree, old_size, N_MAX, &path);
      g_assert_false (jly_merkle_verify_consistency (old_size, N_MAX, &path, &old_root, &new_root));
    }
}

/* Sizes and lengths that nobody honest would send. */
static void
test_hostile (void)
{
  JlyMerkleHash hash = leaf_of (1);
  JlyMerklePath path = { .n = JLY_MERKLE_MAX_PATH + 1 };

  g_assert_false (jly_merkle_verify_inclusion (&hash, 0, 2, &path, &hash));
  g_assert_false (jly_merkle_verify_consistency (1, 2, &path, &hash, &hash));
  path.n = 0;
  g_assert_false (jly_merkle_verify_inclusion (&hash, 0, 0, &path, &hash));
  g_assert_false (jly_merkle_verify_inclusion (&hash, 0, G_MAXUINT64, &path, &hash));
  g_assert_false (jly_merkle_verify_consistency (0, 1, &path, &hash, &hash));
  g_assert_false (jly_merkle_verify_consistency (2, 1, &path, &hash, &hash));
  g_assert_false (jly_merkle_verify_consistency (3, G_MAXUINT64, &path, &hash, &hash));
  g_assert_true (jly_merkle_verify_inclusion (&hash, 0, 1, &path, &hash));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/merkle/known", test_known);
  g_test_add_func ("/crypto/merkle/inclusion", test_inclusion);
  g_test_add_func ("/crypto/merkle/consistency", test_consistency);
  g_test_add_func ("/crypto/merkle/fork", test_fork);
  g_test_add_func ("/crypto/merkle/hostile", test_hostile);
  return g_test_run ();
}
