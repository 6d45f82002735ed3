/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The insides of JlyIdentity, for the files of crypto only. */
#pragma once

#include "crypto/jly-identity.h"

#include <sodium.h>

G_BEGIN_DECLS

typedef struct
{
  guint8 seeds[JLY_IDENTITY_SECRET_BYTES]; /* identity, link, sealing */
  guint8 identity[crypto_sign_SECRETKEYBYTES];
  guint8 sealing[crypto_box_SECRETKEYBYTES];
} JlyIdentitySecrets;

struct _JlyIdentity
{
  JlyIdentitySecrets *secrets; /* locked memory */
  guint8 identity[32];
  guint8 link[32];
  guint8 sealing[32];
};

G_END_DECLS
