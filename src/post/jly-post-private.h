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

G_END_DECLS
