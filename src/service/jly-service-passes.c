/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-passes.h. */
#include "config.h"

#include "service/jly-service-passes.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define GROUP "passes"

struct _JlyServicePasses
{
  GMutex mutex;
  char *path;
  GKeyFile *file; /* hash -> when it expires */
};

JlyServicePasses *
jly_service_passes_load (const char *dir, GError **error)
{
  g_autoptr (JlyServicePasses) self = g_new0 (JlyServicePasses, 1);

  g_mutex_init (&self->mutex);
  self->path = g_build_filename (dir, "passes", NULL);
  self->file = g_key_file_new ();
  if (g_file_test (self->path, G_FILE_TEST_EXISTS)
      && !g_key_file_load_from_file (self->file, self->path, G_KEY_FILE_NONE, error))
    {
      jly_error_adopt (error, JLY_ERROR_CONFIG, &(JlyErrorDetail){ .file = self->path });
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
jly_service_passes_free (JlyServicePasses *self)
{
  if (self == NULL)
    return;
  g_key_file_unref (self->file);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

static char *
name_secret (const guint8 secret[JLY_PASS_SECRET_BYTES])
{
  guint8 hash[JLY_HASH_BYTES];
  char hex[2 * JLY_HASH_BYTES + 1];

  jly_hash ("pass-secret", secret, JLY_PASS_SECRET_BYTES, hash);
  return g_strdup (sodium_bin2hex (hex, sizeof hex, hash, sizeof hash));
}

/* With the mutex held. */
static gboolean
save (JlyServicePasses *self, GError **error)
{
  gsize n;
  g_autofree char *text = g_key_file_to_data (self->file, &n, NULL);

  if (g_file_set_contents_full (self->path, text, (gssize)n,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                error))
    return TRUE;
  jly_error_adopt (error, JLY_ERROR_IO, &(JlyErrorDetail){ .file = self->path });
  return FALSE;
}

gboolean
jly_service_passes_add (JlyServicePasses *self,
                        guint8 secret[JLY_PASS_SECRET_BYTES],
                        gint64 expires_at,
                        GError **error)
{
  g_autofree char *name = NULL;
  gboolean ok;

  randombytes_buf (secret, JLY_PASS_SECRET_BYTES);
  name = name_secret (secret);
  g_mutex_lock (&self->mutex);
  g_key_file_set_int64 (self->file, GROUP, name, expires_at);
  ok = save (self, error);
  g_mutex_unlock (&self->mutex);
  return ok;
}

guint
jly_service_passes_count (JlyServicePasses *self, gint64 now)
{
  g_auto (GStrv) names = NULL;
  guint n = 0;

  g_mutex_lock (&self->mutex);
  names = g_key_file_get_keys (self->file, GROUP, NULL, NULL);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    n += g_key_file_get_int64 (self->file, GROUP, names[i], NULL) > now;
  g_mutex_unlock (&self->mutex);
  return n;
}

gboolean
jly_service_passes_check (JlyServicePasses *self,
                          const guint8 secret[JLY_PASS_SECRET_BYTES],
                          gint64 now,
                          GError **error)
{
  g_autofree char *name = name_secret (secret);
  const JlyErrorDetail detail
      = { .step = "offer", .next = _ ("Ask its operator for another one.") };
  gint64 expires_at;

  g_mutex_lock (&self->mutex);
  expires_at = g_key_file_get_int64 (self->file, GROUP, name, NULL);
  g_mutex_unlock (&self->mutex);
  return expires_at > now
         || jly_fail (error, JLY_ERROR_REFUSED, &detail,
                      _ ("The invitation of this computing party was used before, has expired, or "
                         "is not its own."));
}

gboolean
jly_service_passes_burn (JlyServicePasses *self,
                         const guint8 secret[JLY_PASS_SECRET_BYTES],
                         GError **error)
{
  g_autofree char *name = name_secret (secret);
  gboolean ok;

  g_mutex_lock (&self->mutex);
  g_key_file_remove_key (self->file, GROUP, name, NULL);
  ok = save (self, error);
  g_mutex_unlock (&self->mutex);
  return ok;
}
