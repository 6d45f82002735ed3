/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is in a study, as far as letters go: names, the keys that sign, the keys to seal to. Made
 * from the contract, or from its draft. */
#pragma once

#include "post/jly-envelope.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  guint8 identity[32];
  guint8 sealing[32];
  guint8 mark[JLY_ENVELOPE_MARK_BYTES]; /* on the outside of letters to it in this study */
} JlyAddress;

typedef struct
{
  char *study_id; /* 32 hex digits */
  guint8 study[JLY_ENVELOPE_STUDY_BYTES];
  guint8 contract[JLY_ENVELOPE_HASH_BYTES]; /* that this party goes by; zeros for none yet */
  GPtrArray *members;                       /* JlyAddress*, this party among them */
} JlyAddressBook;

/* study_id has 32 hex digits; contract may be NULL. */
JlyAddressBook *jly_address_book_new (const char *study_id, const guint8 *contract);
void jly_address_book_free (JlyAddressBook *self);
void jly_address_book_add (JlyAddressBook *self,
                           const char *name,
                           const guint8 identity[32],
                           const guint8 sealing[32]);

/* The place of a member, or -1: by key, by name, and by the mark on its letters' outside. */
gint jly_address_book_find (const JlyAddressBook *self, const guint8 identity[32]);
gint jly_address_book_find_name (const JlyAddressBook *self, const char *name);
gint jly_address_book_find_mark (const JlyAddressBook *self,
                                 const guint8 mark[JLY_ENVELOPE_MARK_BYTES]);
const JlyAddress *jly_address_book_get (const JlyAddressBook *self, guint member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyAddressBook, jly_address_book_free)

G_END_DECLS
