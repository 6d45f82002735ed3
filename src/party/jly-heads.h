/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the computing parties' folders are what they were: a folder that was put back from a copy
 * knows nothing of attempts and questions that were charged since. Alone it cannot notice; the two
 * others have seen its log longer than it is now. So before an attempt the three tell each other
 * how their own logs stand, signed, and the longest that each has seen of the others'; and after
 * the attempt was written down, once more, so that this is what they have seen next time.
 *
 * That all three were put back at once is noticed by those who got a result before: jly-member.h.
 */
#pragma once

#include "party/jly-gate.h"

G_BEGIN_DECLS

/* There (1), size (8), root (32), moment (8), signature (64). */
#define JLY_HEAD_ENTRY_BYTES 113
/* One's own, then what one has seen of the three in their order. */
#define JLY_HEADS_BYTES ((1 + JLY_STUDY_MINERS) * JLY_HEAD_ENTRY_BYTES)

/* What this computing party tells both neighbours (frame 0x26). */
gboolean jly_heads_put (const JlyGate *gate, guint8 bytes[JLY_HEADS_BYTES], GError **error);
/* What computing party from has told, held against what is here. JLY_ERROR_REFUSED with the step
 * "rolled-back" if this party's folder or the other's is older than what was seen of it. */
gboolean jly_heads_check (const JlyGate *gate,
                          guint from,
                          const guint8 bytes[JLY_HEADS_BYTES],
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Keeps the head that from has told of its own log. */
gboolean jly_heads_keep (const JlyGate *gate,
                         guint from,
                         const guint8 bytes[JLY_HEADS_BYTES],
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* That what was put back is name's; for whoever notices it. Always FALSE. */
gboolean jly_heads_fail (const char *name, gboolean is_own, GError **error);

G_END_DECLS
