/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands between this computer and a computing party: each hop in its order (address, name,
 * network, program, key, study, clock), and for the first that fails the likely cause and what to
 * do. Blocks; sends nothing of a study but that this party is in it.
 */
#pragma once

#include "crypto/jly-identity.h"
#include "net/jly-link.h"

G_BEGIN_DECLS

/* In the order in which they are tried; the names are stable (--json). */
typedef enum
{
  JLY_PROBE_OK,
  JLY_PROBE_NO_ADDRESS,  /* nobody has told it */
  JLY_PROBE_BAD_ADDRESS, /* it is no "host:port" */
  JLY_PROBE_OWN_ADDRESS, /* 127.0.0.1 and the like: each computer's own, and nothing answers */
  JLY_PROBE_NO_NAME,     /* the name has no address */
  JLY_PROBE_NO_NETWORK,  /* this computer has no way there */
  JLY_PROBE_NO_ANSWER,   /* off, or a firewall in between */
  JLY_PROBE_CLOSED,      /* the computer is there, the program is not */
  JLY_PROBE_SILENT,      /* it was reached, and then said nothing */
  JLY_PROBE_OTHER_KEY,   /* somebody else answers */
  JLY_PROBE_NOT_JOINTLY, /* something else answers */
  JLY_PROBE_NOT_KNOWN,   /* it does not know the study, or this party */
  JLY_PROBE_CLOCK,       /* the clocks differ by more than a minute */
  JLY_PROBE_FAILED,      /* anything else: the sentence says what */
} JlyProbeKind;

typedef struct
{
  JlyProbeKind kind;
  char *sentence;    /* what is */
  char *next;        /* what to do; NULL where nothing is to be done */
  gint64 round_trip; /* microseconds of one message there and back; -1: none */
  gint64 clock;      /* seconds that the other's clock is ahead; 0 if unknown */
} JlyProbe;

/* address may be NULL; name as people know the party. Never NULL. */
JlyProbe *jly_probe_run (const char *address,
                         const char *name,
                         const guint8 link_key[32],
                         const char *study_id,
                         const JlyIdentity *identity,
                         guint timeout_ms,
                         GCancellable *cancellable);
/* The called side of one that was let in. */
gboolean jly_probe_answer (JlyLink *link, GError **error);
void jly_probe_free (JlyProbe *self);
/* Who can mend it, as a sentence; NULL where all is well. Owned by the caller. */
char *jly_probe_describe_mender (JlyProbeKind kind, const char *name);
/* "closed", "other-key" ... */
const char *jly_probe_kind_name (JlyProbeKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyProbe, jly_probe_free)

G_END_DECLS
