/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A miner's front door: takes connections from the study's providers and from the miner before it,
 * each in a thread of its own, so that a slow or hostile caller holds up nobody. Checks and stores
 * each provider's upload. Who is not in the study, or has already sent, is turned away.
 */
#pragma once

#include "crypto/jly-identity.h"
#include "engine/jly-bits.h"
#include "net/jly-link.h"
#include "party/jly-upload.h"
#include "store/jly-store.h"
#include "study/jly-study.h"

G_BEGIN_DECLS

typedef enum
{
  JLY_INBOX_UPLOAD,     /* party's figures were checked and stored */
  JLY_INBOX_TURNED_AWAY /* error says who and why; the study goes on */
} JlyInboxNews;

/* Called in the threads of connections. */
typedef void (*JlyInboxFunc) (JlyInboxNews news,
                              const char *party,
                              const GError *error,
                              gpointer user_data);

typedef struct
{
  const JlyStudy *study;
  guint self;
  const JlyIdentity *identity;
  JlyListener *listener;
  JlyStore *store;
  const char *evidence_dir; /* where evidence of cheating is kept; NULL: nowhere */
  gboolean is_closed;       /* all figures are here: no provider is let in */
  GCancellable *cancellable;
  JlyInboxFunc func;
  gpointer func_data;
} JlyInboxConfig;

typedef struct _JlyInbox JlyInbox;

/* Begins to take connections. Everything in config is borrowed. */
JlyInbox *jly_inbox_new (const JlyInboxConfig *config);
/* Ends every thread; links and uploads stay until jly_inbox_free. */
void jly_inbox_stop (JlyInbox *self);
/* Also closes the links. */
void jly_inbox_free (JlyInbox *self);

/* Whether that link is there. */
gboolean jly_inbox_has_prev (JlyInbox *self);
/* The link from the miner before this one, owned by self. */
JlyLink *jly_inbox_wait_prev (JlyInbox *self, GError **error);
/* Waits until every provider's upload is here, or one was refused: then the error names it. */
gboolean jly_inbox_wait_uploads (JlyInbox *self, GError **error);

/* After jly_inbox_wait_uploads; owned by self. */
JlyLink *jly_inbox_get_link (JlyInbox *self, guint provider);
const guint8 *jly_inbox_get_manifest_hash (JlyInbox *self, guint provider);
/* The signed description as it came, with everything else of the upload. */
JlyUploadPart *jly_inbox_get_part (JlyInbox *self, guint provider);

/* Tells everybody who is connected why this side stops. */
void jly_inbox_send_error (JlyInbox *self, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyInbox, jly_inbox_free)

G_END_DECLS
