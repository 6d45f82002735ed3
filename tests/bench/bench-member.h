/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each of the three processes of jly-bench does when it is asked, and the yardsticks. */
#pragma once

#include "party/jly-trio-member.h"

G_BEGIN_DECLS

/* Serves the parent on standard input and output; an exit code. */
int bench_member_run (void);

/* The yardsticks, each answering a command; see bench-yardstick.c. */
gboolean bench_answer_listen (JsonObject *answer, GError **error);
gboolean bench_answer_ring (const JlyTrioMember *member,
                            JsonObject *command,
                            JsonObject *answer,
                            GError **error);
gboolean bench_answer_machine (const JlyTrioMember *member, JsonObject *answer, GError **error);

G_END_DECLS
