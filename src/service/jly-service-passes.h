/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The invitations of a service that nobody has used yet: only the hashes of their secrets are kept,
 * in DIR/passes. Each lets one study in. May be used from several threads. */
#pragma once

#include "party/jly-pass.h"

G_BEGIN_DECLS

typedef struct _JlyServicePasses JlyServicePasses;

JlyServicePasses *jly_service_passes_load (const char *dir, GError **error);
void jly_service_passes_free (JlyServicePasses *self);
/* Draws a secret; it is on the disk when this returns. */
gboolean jly_service_passes_add (JlyServicePasses *self,
                                 guint8 secret[JLY_PASS_SECRET_BYTES],
                                 gint64 expires_at,
                                 GError **error);
guint jly_service_passes_count (JlyServicePasses *self, gint64 now);
/* JLY_ERROR_REFUSED for a secret that was never given, was used, or has expired. */
gboolean jly_service_passes_check (JlyServicePasses *self,
                                   const guint8 secret[JLY_PASS_SECRET_BYTES],
                                   gint64 now,
                                   GError **error);
/* Never again; on the disk when this returns. */
gboolean jly_service_passes_burn (JlyServicePasses *self,
                                  const guint8 secret[JLY_PASS_SECRET_BYTES],
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyServicePasses, jly_service_passes_free)

G_END_DECLS
