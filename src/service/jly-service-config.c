/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service-config.h. */
#include "config.h"

#include "service/jly-service-config.h"

#include "base/jly-error.h"
#include "base/jly-plain.h"
#include "party/jly-pass.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define MAX_NAME 200

typedef enum
{
  TEXT,
  NUMBER, /* guint */
  SIZE,   /* guint64, may end in K, M or G */
  MODE,   /* octal */
  CLOSE,  /* "complete" or "operator" */
} Kind;

static const struct
{
  const char *group, *key;
  Kind kind;
  const char *fallback; /* NULL: must be there */
  gint64 low, high;
  gsize at;
} keys[] = {
  { "party", "name", TEXT, NULL, 0, 0, G_STRUCT_OFFSET (JlyServiceConfig, name) },
  { "party", "data-dir", TEXT, "/var/lib/jointly-miner", 0, 0,
    G_STRUCT_OFFSET (JlyServiceConfig, data_dir) },
  { "network", "listen", TEXT, "0.0.0.0:7461", 0, 0, G_STRUCT_OFFSET (JlyServiceConfig, host) },
  { "network", "address", TEXT, NULL, 0, 0, G_STRUCT_OFFSET (JlyServiceConfig, address) },
  { "network", "call-seconds", NUMBER, "60", 1, 86400,
    G_STRUCT_OFFSET (JlyServiceConfig, call_seconds) },
  { "control", "socket", TEXT, "/run/jointly-miner/control", 0, 0,
    G_STRUCT_OFFSET (JlyServiceConfig, control) },
  { "control", "mode", MODE, "0660", 0, 0, G_STRUCT_OFFSET (JlyServiceConfig, control_mode) },
  { "limits", "studies", NUMBER, "50", 1, 10000, G_STRUCT_OFFSET (JlyServiceConfig, max_studies) },
  { "limits", "connections", NUMBER, "64", 4, 4096,
    G_STRUCT_OFFSET (JlyServiceConfig, max_connections) },
  { "limits", "parties", NUMBER, "53", 3, JLY_POLICY_MAX_PARTIES,
    G_STRUCT_OFFSET (JlyServiceConfig, max_parties) },
  { "limits", "bytes", SIZE, "1G", 1 << 20, G_GINT64_CONSTANT (1) << 50,
    G_STRUCT_OFFSET (JlyServiceConfig, max_bytes) },
  { "limits", "computations", NUMBER, "2", 1, 64, G_STRUCT_OFFSET (JlyServiceConfig, max_runs) },
  { "limits", "stop-seconds", NUMBER, "60", 0, 3600,
    G_STRUCT_OFFSET (JlyServiceConfig, seconds_to_stop) },
  { "studies", "close", CLOSE, "complete", 0, 0,
    G_STRUCT_OFFSET (JlyServiceConfig, closes_complete) },
  { "studies", "close-days", NUMBER, "0", 0, 3650, G_STRUCT_OFFSET (JlyServiceConfig, close_days) },
};

static gboolean
fail_key (const char *path, guint i, const char *value, GError **error)
{
  g_autofree char *where = g_strdup_printf ("[%s] %s", keys[i].group, keys[i].key);
  const JlyErrorDetail detail = {
    .file = path,
    .column = where,
    .next = _ ("See man jointly-miner for what may stand there, then try --check-config again."),
  };

  if (value == NULL)
    return jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("In “%s”, %s is missing."), path, where);
  return jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("In “%s”, %s cannot be “%s”."), path, where,
                   value);
}

/* "512M" in bytes; FALSE for anything else. */
static gboolean
read_size (const char *text, gint64 low, gint64 high, guint64 *size)
{
  gsize n = strlen (text);
  guint shift = n == 0               ? 0
                : text[n - 1] == 'K' ? 10
                : text[n - 1] == 'M' ? 20
                : text[n - 1] == 'G' ? 30
                                     : 0;
  g_autofree char *digits = g_strndup (text, shift > 0 ? n - 1 : n);
  gint64 value;

  if (!g_ascii_string_to_signed (digits, 10, 0, high >> shift, &value, NULL)
      || value << shift < low)
    return FALSE;
  *size = (guint64)value << shift;
  return TRUE;
}

static gboolean
read_mode (const char *text, guint *mode)
{
  char *end;
  guint64 value = g_ascii_strtoull (text, &end, 8);

  *mode = (guint)value;
  return *text == '0' && *end == '\0' && (value & ~G_GUINT64_CONSTANT (0660)) == 0;
}

static gboolean
read_value (JlyServiceConfig *self, guint i, const char *text)
{
  void *at = (char *)self + keys[i].at;
  gint64 number;

  switch (keys[i].kind)
    {
    case NUMBER:
      if (!g_ascii_string_to_signed (text, 10, keys[i].low, keys[i].high, &number, NULL))
        return FALSE;
      *(guint *)at = (guint)number;
      return TRUE;
    case SIZE:
      return read_size (text, keys[i].low, keys[i].high, at);
    case MODE:
      return read_mode (text, at);
    case CLOSE:
      *(gboolean *)at = g_str_equal (text, "complete");
      return *(gboolean *)at || g_str_equal (text, "operator");
    case TEXT:
    default:
      *(char **)at = g_strdup (text);
      return *text != '\0' && jly_plain_is_line (text);
    }
}

static gboolean
read_key (JlyServiceConfig *self, GKeyFile *file, guint i, const char *path, GError **error)
{
  g_autofree char *text = g_key_file_get_string (file, keys[i].group, keys[i].key, NULL);
  const char *value = text != NULL ? g_strstrip (text) : keys[i].fallback;

  return (value != NULL && read_value (self, i, value)) || fail_key (path, i, value, error);
}

static gint
find_key (const char *group, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].group, group) && (key == NULL || g_str_equal (keys[i].key, key)))
      return (gint)i;
  return -1;
}

static gboolean
check_names (GKeyFile *file, const char *path, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  const JlyErrorDetail detail
      = { .file = path,
          .next = _ ("Take it out, or see man jointly-miner for how it is written.") };

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) names = g_key_file_get_keys (file, groups[i], NULL, NULL);

      if (find_key (groups[i], NULL) < 0)
        return jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("In “%s”, nobody knows [%s]."), path,
                         groups[i]);
      for (guint k = 0; names != NULL && names[k] != NULL; k++)
        if (find_key (groups[i], names[k]) < 0)
          return jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("In “%s”, nobody knows [%s] %s."),
                           path, groups[i], names[k]);
    }
  return TRUE;
}

/* "host:port" to listen at; the host must be a number, since a name may become another computer. */
static gboolean
split_listen (JlyServiceConfig *self, const char *path, GError **error)
{
  guint i = (guint)find_key ("network", "listen");
  g_autofree char *text = g_steal_pointer (&self->host);
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (text, 0, NULL);
  g_autoptr (GInetAddress) number = NULL;

  if (parsed == NULL)
    return fail_key (path, i, text, error);
  self->host = g_strdup (g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)));
  self->port = g_network_address_get_port (G_NETWORK_ADDRESS (parsed));
  number = g_inet_address_new_from_string (self->host);
  return (number != NULL && self->port != 0) || fail_key (path, i, text, error);
}

static gboolean
check_all (JlyServiceConfig *self, const char *path, GError **error)
{
  if (strlen (self->name) > MAX_NAME)
    return fail_key (path, (guint)find_key ("party", "name"), self->name, error);
  if (!g_path_is_absolute (self->data_dir))
    return fail_key (path, (guint)find_key ("party", "data-dir"), self->data_dir, error);
  if (!g_path_is_absolute (self->control))
    return fail_key (path, (guint)find_key ("control", "socket"), self->control, error);
  if (!jly_address_check (self->address, NULL))
    return fail_key (path, (guint)find_key ("network", "address"), self->address, error);
  return split_listen (self, path, error);
}

JlyServiceConfig *
jly_service_config_load (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (JlyServiceConfig) self = g_new0 (JlyServiceConfig, 1);

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    {
      jly_error_adopt (error, JLY_ERROR_CONFIG, &(JlyErrorDetail){ .file = path });
      return NULL;
    }
  if (!check_names (file, path, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!read_key (self, file, i, path, error))
      return NULL;
  return check_all (self, path, error) ? g_steal_pointer (&self) : NULL;
}

void
jly_service_config_free (JlyServiceConfig *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->data_dir);
  g_free (self->host);
  g_free (self->address);
  g_free (self->control);
  g_free (self);
}
