/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The insides of JlyPost, for its own files. */
#pragma once

#include "post/jly-post.h"

G_BEGIN_DECLS

struct _JlyPost
{
  JlyStore *store;
  const JlyIdentity *identity;
  const JlyAddressBook *book;
  guint own; /* place in the book */
};

/* What a letter of kind JLY_POST_RECEIVED says (PROTOCOL.md, "Outbox and inbox"). */
typedef struct
{
  guint64 received; /* its sender has all letters up to here */
  GArray *given_up; /* JlyGivenUp: of its sender's own letters, those that it has erased */
} JlyPostNote;

GBytes *jly_post_note_encode (const JlyPostNote *note);
/* FALSE for anything else; note->given_up is then NULL, or else owned by the caller. */
gboolean jly_post_note_decode (GBytes *bytes, JlyPostNote *note);

G_END_DECLS
