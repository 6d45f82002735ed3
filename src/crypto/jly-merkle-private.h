/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What proving and verifying share. */
#pragma once

#include "crypto/jly-merkle.h"

G_BEGIN_DECLS

/* The hash of a node over its two children. */
JlyMerkleHash jly_merkle_node (const JlyMerkleHash *left, const JlyMerkleHash *right);

G_END_DECLS
