/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ctl-passphrase.h. */
#include "config.h"

#include "ctl/jly-ctl-passphrase.h"

#include "base/jly-paths.h"
#include "base/jly-secret.h"
#include "ctl/jly-ctl.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#define MAX_PASSPHRASE 1024

static gboolean
take_number (const char *text, int *fd, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, 1023, &number, NULL))
    return jly_ctl_fail_usage (error, _ ("--passphrase-fd needs the number of a descriptor."));
  *fd = (int)number;
  return TRUE;
}

/* One option at argv[i], whose value stands in the next word. */
static gboolean
take_value (JlyCtlKeys *self, const char *name, const char *value, GError **error)
{
  if (value == NULL)
    return jly_ctl_fail_usage (error, _ ("%s needs a value behind it."), name);
  if (g_str_equal (name, "--passphrase-fd"))
    return take_number (value, &self->fd, error);
  g_free (self->dir);
  self->dir = g_strdup (value);
  return TRUE;
}

gboolean
jly_ctl_keys_take (JlyCtlKeys *self, int *argc, char **argv, GError **error)
{
  int kept = 0;

  *self = (JlyCtlKeys){ .fd = -1 };
  for (int i = 0; i < *argc; i++)
    if (g_str_equal (argv[i], "--data-dir") || g_str_equal (argv[i], "--passphrase-fd"))
      {
        if (!take_value (self, argv[i], i + 1 < *argc ? argv[i + 1] : NULL, error))
          return FALSE;
        i++;
      }
    else if (g_str_equal (argv[i], "--json"))
      self->json = TRUE;
    else if (g_str_equal (argv[i], "--keyring"))
      self->use_keyring = TRUE;
    else
      argv[kept++] = argv[i];
  *argc = kept;
  if (self->dir == NULL)
    self->dir = jly_paths_user_data ();
  return TRUE;
}

void
jly_ctl_keys_clear (JlyCtlKeys *self)
{
  g_clear_pointer (&self->dir, g_free);
  g_clear_pointer (&self->file, g_free);
}

/* One line, byte by byte, so that the next question finds the next line. */
static GBytes *
read_line (int fd, GError **error)
{
  guint8 *buffer = jly_secret_buffer_new (MAX_PASSPHRASE);
  GBytes *line = NULL;
  gsize n = 0;
  gssize got;

  while (n < MAX_PASSPHRASE
         && ((got = read (fd, buffer + n, 1)) == 1 || (got < 0 && errno == EINTR)))
    if (got == 1 && buffer[n++] == '\n')
      break;
  if (n > 0 && buffer[n - 1] == '\n')
    n--;
  if (n > 0 && n < MAX_PASSPHRASE)
    {
      guint8 *exact = jly_secret_buffer_new (n);

      memcpy (exact, buffer, n);
      line = jly_secret_bytes_take (exact, n);
    }
  else
    jly_ctl_fail_usage (error, _ ("No passphrase was given."));
  jly_secret_buffer_free (buffer, MAX_PASSPHRASE);
  return line;
}

static GBytes *
ask_terminal (int terminal, const char *prompt, GError **error)
{
  struct termios before, silent;
  GBytes *line = NULL;

  if (tcgetattr (terminal, &before) != 0)
    {
      jly_ctl_fail_usage (error, _ ("This terminal cannot be told not to show what is typed."));
      return NULL;
    }
  silent = before;
  silent.c_lflag &= ~(tcflag_t)ECHO;
  if (tcsetattr (terminal, TCSAFLUSH, &silent) == 0
      && write (terminal, prompt, strlen (prompt)) == (gssize)strlen (prompt))
    line = read_line (terminal, error);
  else
    jly_ctl_fail_usage (error, _ ("This terminal cannot be told not to show what is typed."));
  tcsetattr (terminal, TCSAFLUSH, &before);
  if (write (terminal, "\n", 1) != 1)
    g_debug ("The terminal is gone.");
  return line;
}

GBytes *
jly_ctl_ask_passphrase (const JlyCtlKeys *self, const char *prompt, GError **error)
{
  GBytes *line;
  int terminal;

  if (self->fd >= 0)
    return read_line (self->fd, error);
  terminal = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0)
    {
      jly_ctl_fail_usage (
          error, _ ("There is no terminal to ask for the passphrase; use --passphrase-fd NUMBER."));
      return NULL;
    }
  line = ask_terminal (terminal, prompt, error);
  close (terminal);
  return line;
}

GBytes *
jly_ctl_ask_new_passphrase (const JlyCtlKeys *self, GError **error)
{
  g_autoptr (GBytes) first = jly_ctl_ask_passphrase (self, _ ("New passphrase: "), error);
  g_autoptr (GBytes) second = NULL;

  if (first == NULL || self->fd >= 0)
    return g_steal_pointer (&first);
  second = jly_ctl_ask_passphrase (self, _ ("The same again: "), error);
  if (second == NULL)
    return NULL;
  if (g_bytes_equal (first, second))
    return g_steal_pointer (&first);
  jly_ctl_fail_usage (error, _ ("The two passphrases differ; nothing was changed."));
  return NULL;
}

gboolean
jly_ctl_ask_to_open (const JlyCtlKeys *self, GBytes **passphrase, GError **error)
{
  JlyVaultInfo info;

  *passphrase = NULL;
  if (!jly_vault_get_info (self->dir, &info, error))
    return FALSE;
  if (!info.by_passphrase || (info.by_keyring && self->fd < 0))
    return TRUE;
  *passphrase = jly_ctl_ask_passphrase (self, _ ("Passphrase: "), error);
  return *passphrase != NULL;
}

JlyIdentity *
jly_ctl_open_key_file (const char *path, GError **error)
{
  const JlyErrorDetail detail
      = { .file = path, .next = _ ("Give a file of your own that nobody else can read.") };
  JlyIdentity *identity = NULL;
  guint8 *secret = jly_secret_alloc (JLY_IDENTITY_SECRET_BYTES);
  struct stat info;
  char *text = NULL;
  gsize n = 0;

  if (g_stat (path, &info) != 0)
    {
      identity = jly_identity_generate ();
      jly_identity_export_secret (identity, secret);
      if (!g_file_set_contents_full (path, (const char *)secret, JLY_IDENTITY_SECRET_BYTES,
                                     G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
        g_clear_pointer (&identity, jly_identity_free);
    }
  else if ((info.st_mode & 077) == 0 && g_file_get_contents (path, &text, &n, NULL)
           && n == JLY_IDENTITY_SECRET_BYTES)
    identity = jly_identity_from_secret ((const guint8 *)text);
  if (text != NULL)
    sodium_memzero (text, n);
  g_free (text);
  jly_secret_free (secret);
  if (identity == NULL)
    jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("The keys in “%s” cannot be used."), path);
  return identity;
}

JlyIdentity *
jly_ctl_open_keys (const JlyCtlKeys *self, GError **error)
{
  g_autoptr (GBytes) passphrase = NULL;

  if (self->file != NULL)
    return jly_ctl_open_key_file (self->file, error);
  if (!jly_ctl_ask_to_open (self, &passphrase, error))
    return NULL;
  return jly_vault_open (self->dir, passphrase, error);
}
