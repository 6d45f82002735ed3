/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether this computer has room to finish a computation, looked at before an attempt is charged:
 * one that ends for want of room has used up one of five, and may have shown others its answer.
 */
#pragma once

#include "study/jly-agreed.h"

G_BEGIN_DECLS

/* Bytes; G_MAXUINT64 where it is not known. */
typedef struct
{
  guint64 disk, memory;
} JlyRoom;

/* What is free: on the disk of dir, and of the computer's memory as far as this process may have
 * it. */
void jly_room_measure (const char *dir, JlyRoom *room);
/* What a computing party needs at most, roughly: its shares of these figures, those of n_earlier
 * questions they are compared with, and as much again three times to work in; sealed letters and
 * the log on the disk. */
void jly_room_need (const JlyAgreed *agreed, guint n_earlier, JlyRoom *room);
/* JLY_REFUSAL_ROOM. */
gboolean jly_room_check (const JlyRoom *is_free,
                         const JlyRoom *need,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
