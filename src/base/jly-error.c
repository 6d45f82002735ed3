/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-error.h. Built on GLib's extended errors, so that g_error_copy and g_propagate_error
 * carry the detail along. */
#include "config.h"

#include "base/jly-error.h"

#include "base/jly-plain.h"

#include <gio/gio.h>
#include <sysexits.h>
#include <string.h>

typedef struct
{
  JlyErrorDetail detail;
} JlyErrorPrivate;

/* Copying is also where the words of others become fit to be shown: all details pass here. */
static void
detail_copy (const JlyErrorDetail *from, JlyErrorDetail *to)
{
  to->file = jly_plain_line (from->file);
  to->row = from->row;
  to->column = jly_plain_line (from->column);
  to->party = jly_plain_line (from->party);
  to->step = jly_plain_line (from->step);
  to->next = jly_plain_line (from->next);
}

static void
jly_error_private_init (JlyErrorPrivate *priv)
{
  memset (priv, 0, sizeof *priv);
}

static void
jly_error_private_copy (const JlyErrorPrivate *from, JlyErrorPrivate *to)
{
  detail_copy (&from->detail, &to->detail);
}

static void
jly_error_private_clear (JlyErrorPrivate *priv)
{
  g_free ((char *)priv->detail.file);
  g_free ((char *)priv->detail.column);
  g_free ((char *)priv->detail.party);
  g_free ((char *)priv->detail.step);
  g_free ((char *)priv->detail.next);
}

G_DEFINE_EXTENDED_ERROR (JlyError, jly_error)

gboolean
jly_fail (GError **error, JlyErrorCode code, const JlyErrorDetail *detail, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  va_list args;

  if (error == NULL)
    return FALSE;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  line = jly_plain_line (text);
  *error = g_error_new_literal (JLY_ERROR, (int)code, line);
  if (detail != NULL)
    detail_copy (detail, &jly_error_get_private (*error)->detail);
  return FALSE;
}

const JlyErrorDetail *
jly_error_get_detail (const GError *error)
{
  static const JlyErrorDetail empty = { 0 };

  if (error == NULL || error->domain != JLY_ERROR)
    return &empty;
  return &jly_error_get_private (error)->detail;
}

char *
jly_error_say (const GError *error, const char *separator)
{
  return g_strjoin (separator, error->message, jly_error_get_detail (error)->next, NULL);
}

static JlyErrorCode
code_for_foreign (const GError *error, JlyErrorCode fallback)
{
  if (error->domain != G_IO_ERROR)
    return fallback;
  switch (error->code)
    {
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_IS_DIRECTORY:
      return JLY_ERROR_NO_INPUT;
    case G_IO_ERROR_CANCELLED:
      return JLY_ERROR_CANCELLED;
    default:
      return fallback;
    }
}

static void
fill (const char **field, const char *value)
{
  if (*field == NULL)
    *field = jly_plain_line (value);
}

void
jly_error_adopt (GError **error, JlyErrorCode code, const JlyErrorDetail *detail)
{
  if (error == NULL || *error == NULL)
    return;
  if ((*error)->domain != JLY_ERROR)
    {
      g_autoptr (GError) foreign = *error;

      *error = NULL;
      jly_fail (error, code_for_foreign (foreign, code), detail, "%s", foreign->message);
    }
  else if (detail != NULL)
    {
      JlyErrorDetail *own = &jly_error_get_private (*error)->detail;

      fill (&own->file, detail->file);
      fill (&own->party, detail->party);
      fill (&own->step, detail->step);
    }
}

static const struct
{
  const char *name;
  int exit_code;
} codes[] = {
  [JLY_ERROR_USAGE] = { "usage", EX_USAGE },
  [JLY_ERROR_DATA] = { "data", EX_DATAERR },
  [JLY_ERROR_NO_INPUT] = { "no-input", EX_NOINPUT },
  [JLY_ERROR_UNAVAILABLE] = { "unavailable", EX_UNAVAILABLE },
  [JLY_ERROR_INTERNAL] = { "internal", EX_SOFTWARE },
  [JLY_ERROR_SYSTEM] = { "system", EX_OSERR },
  [JLY_ERROR_IO] = { "io", EX_IOERR },
  [JLY_ERROR_CANCELLED] = { "cancelled", EX_TEMPFAIL },
  [JLY_ERROR_PROTOCOL] = { "protocol", EX_PROTOCOL },
  [JLY_ERROR_REFUSED] = { "refused", EX_NOPERM },
  [JLY_ERROR_CONFIG] = { "config", EX_CONFIG },
};

const char *
jly_error_code_name (int code)
{
  if (code < 0 || code >= (int)G_N_ELEMENTS (codes))
    return codes[JLY_ERROR_INTERNAL].name;
  return codes[code].name;
}

JlyErrorCode
jly_error_code_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (codes[i].name, name) == 0)
      return (JlyErrorCode)i;
  return JLY_ERROR_INTERNAL;
}

int
jly_error_exit_code (const GError *error)
{
  if (error == NULL || error->domain != JLY_ERROR || error->code < 0
      || error->code >= (int)G_N_ELEMENTS (codes))
    return EX_SOFTWARE;
  return codes[error->code].exit_code;
}
