/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One call of a party at another that listens: letters both ways (jly-courier.h), and those for
 * others who are not there (jly-carrier.h). Blocks; may run in a thread of its own, since store and
 * letters may be used from several.
 */
#pragma once

#include "net/jly-link.h"
#include "post/jly-post.h"
#include "post/jly-post-report.h"

G_BEGIN_DECLS

/* All borrowed. */
typedef struct
{
  JlyStore *store;
  const JlyIdentity *identity;
  JlyPost *post;
  guint place;            /* of the one who is called, in the post's book */
  const guint8 *link_key; /* its pin */
  const char *address;    /* "host:port" */
  GBytes *offer;          /* a pass's secret and a contract's note, for a party that does not know
                             the study yet; or NULL */
  guint timeout_ms;       /* for opening, and for each wait afterwards */
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
/* The called side's part, behind the greeting: letters, then those for others, kept below mail. */
gboolean jly_call_answer (JlyLink *link,
                          JlyStore *store,
                          JlyPost *post,
                          guint member,
                          const char *mail,
                          JlyPostReport *report,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
