/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A Merkle tree over a list that only grows: one hash stands for all entries, and short proofs show
 * that an entry is in the list, or that a longer list begins with a shorter one.
 *
 * Hashing as in RFC 6962, section 2.1: SHA-256, a leaf after a byte 0, a node after a byte 1, so
 * that no leaf can be taken for a node. The root of an empty list is the hash of nothing. Numbers
 * of entries and proofs may come from anybody: verifying never asserts and reads nothing beyond
 * what it is given. Sources: RFC 6962, sections 2.1.1 (inclusion) and 2.1.2 (consistency); how they
 * are checked follows RFC 9162, sections 2.1.3.2 and 2.1.4.2.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_MERKLE_BYTES 32
/* No proof is longer, since no list has 2^63 entries. */
#define JLY_MERKLE_MAX_PATH 64

typedef struct
{
  guint8 bytes[JLY_MERKLE_BYTES];
} JlyMerkleHash;

/* Hashes from the leaf upwards. */
typedef struct
{
  guint n;
  JlyMerkleHash hashes[JLY_MERKLE_MAX_PATH];
} JlyMerklePath;

typedef struct _JlyMerkle JlyMerkle;

JlyMerkle *jly_merkle_new (void);
void jly_merkle_free (JlyMerkle *tree);
/* Appends one entry, which may be empty. Only its hash is kept. */
void jly_merkle_append (JlyMerkle *tree, const guint8 *entry, gsize n);

/* The hash of one entry as a leaf. */
JlyMerkleHash jly_merkle_leaf (const guint8 *entry, gsize n);
/* The root when the list had its first size entries; size is at most what there is. */
JlyMerkleHash jly_merkle_root (const JlyMerkle *tree, guint64 size);

/* What it takes to go on without the earlier entries: the roots of the full trees that the list
 * falls into, the largest first, as many as size has bits that are set. */
typedef struct
{
  guint64 size;
  guint n;
  JlyMerkleHash peaks[JLY_MERKLE_MAX_PATH];
} JlyMerkleFrontier;

/* All zeros is the empty list. */
void jly_merkle_frontier_append (JlyMerkleFrontier *self, const JlyMerkleHash *leaf);
JlyMerkleHash jly_merkle_frontier_root (const JlyMerkleFrontier *self);

/* That entry index is among the first size ones; index < size, which is at most what there is. */
void jly_merkle_prove_inclusion (const JlyMerkle *tree,
                                 guint64 index,
                                 guint64 size,
                                 JlyMerklePath *path);
gboolean jly_merkle_verify_inclusion (const JlyMerkleHash *leaf,
                                      guint64 index,
                                      guint64 size,
                                      const JlyMerklePath *path,
                                      const JlyMerkleHash *root) G_GNUC_WARN_UNUSED_RESULT;

/* That the list of size new_size begins with that of size old_size; old_size is at least 1 and at
 * most new_size, which is at most what there is. */
void jly_merkle_prove_consistency (const JlyMerkle *tree,
                                   guint64 old_size,
                                   guint64 new_size,
                                   JlyMerklePath *path);
/* Sizes of 0 prove nothing, and are refused; equal sizes need an empty path and equal roots. */
gboolean jly_merkle_verify_consistency (guint64 old_size,
                                        guint64 new_size,
                                        const JlyMerklePath *path,
                                        const JlyMerkleHash *old_root,
                                        const JlyMerkleHash *new_root) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyMerkle, jly_merkle_free)

G_END_DECLS
