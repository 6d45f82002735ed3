/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One call of a party at another that listens: letters both ways (jly-courier.h), and those for
 * others who are not there (jly-carrier.h). Blocks; may run in a thread of its own, since store and
 * letters may be used from several.
 */
#pragma once

#include "party/jly-courier.h"

G_BEGIN_DECLS

/* All borrowed. */
typedef struct
{
  JlyStore *store;
  const JlyIdentity *identity;
  JlyPost *post;
  guint place;             /* of the one who is called, in the post's book */
  const guint8 *link_key;  /* its pin */
  const char *address;     /* "host:port" */
  const gboolean *is_away; /* by place in the book: who cannot be called (jly-carrier.h); or NULL */
  GBytes *offer;           /* a pass's secret and a contract's note, for a party that does not know
                              the study yet; or NULL */
  guint timeout_ms;        /* for opening, and for each wait afterwards */
} JlyCall;

/* *round_trip (may be NULL): microseconds from the call to the answer of the greeting, which is
 * set also where letters fail afterwards, and else -1. */
gboolean jly_call_run (const JlyCall *self,
                       JlyPostReport *report,
                       gint64 *round_trip,
                       GCancellable *cancellable,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What both greet each other with: no study hash, since a study's letters go on over versions. */
void jly_call_make_hello (const char *study_id, guint32 role, JlyHello *hello);
/* What the called side has; all borrowed. */
typedef struct
{
  JlyStore *store;
  JlyPost *post;
  guint member;     /* at the other end */
  const char *mail; /* folder of letters for others, */
  guint64 room;     /* which may grow by so many bytes, */
  gint64 grown;     /* and did by so many: filled in */
  JlyCourierSettle settle;
  gpointer user_data;
} JlyCallAnswer;

/* The called side's part, behind the greeting: letters, then those for others. */
gboolean jly_call_answer (JlyCallAnswer *self, JlyLink *link, JlyPostReport *report, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
