/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-link-error.h. */
#include "config.h"

#include "net/jly-link-error.h"

#include "net/jly-hello.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

gboolean
jly_link_fail_again (JlyLink *self, GError **error)
{
  if (error != NULL)
    *error = g_error_copy (self->failure);
  return FALSE;
}

gboolean
jly_link_fail (JlyLink *self, JlyErrorCode code, const char *next, char *text, GError **error)
{
  const JlyErrorDetail detail = { .party = self->name, .next = next };

  if (self->failure == NULL)
    jly_fail (&self->failure, code, &detail, "%s", text);
  g_free (text);
  return jly_link_fail_again (self, error);
}

static gboolean
fail_lost (JlyLink *self, GError **error)
{
  return jly_link_fail (
      self, JLY_ERROR_UNAVAILABLE,
      _ ("See whether both computers are awake and connected, then start again."),
      g_strdup_printf (_ ("The computer of %s cannot be reached any more."), self->name), error);
}

gboolean
jly_link_fail_closed (JlyLink *self, GError **error)
{
  if (self->is_lost)
    return fail_lost (self, error);
  return jly_link_fail (
      self, JLY_ERROR_UNAVAILABLE,
      _ ("See whether Jointly still runs there and whether the network is up, then start again."),
      g_strdup_printf (_ ("The connection to %s was closed before the work was done."), self->name),
      error);
}

gboolean
jly_link_fail_timeout (JlyLink *self, GError **error)
{
  guint seconds = MAX (1, (self->timeout_ms + 500) / 1000);

  return jly_link_fail (
      self, JLY_ERROR_UNAVAILABLE,
      _ ("See whether that computer is on and connected, then start again."),
      g_strdup_printf (ngettext ("There was no answer from %s for %u second.",
                                 "There was no answer from %s for %u seconds.", seconds),
                       self->name, seconds),
      error);
}

gboolean
jly_link_fail_cancelled (JlyLink *self, GError **error)
{
  return jly_link_fail (self, JLY_ERROR_CANCELLED, NULL,
                        g_strdup_printf (_ ("The connection to %s was stopped."), self->name),
                        error);
}

gboolean
jly_link_fail_pin (JlyLink *self, GError **error)
{
  const JlyErrorDetail detail = {
    .party = self->name,
    .step = "other-key",
    .next
    = _ ("Nothing was sent to it. Check the address, and ask that party whether its key changed."),
  };

  if (self->failure == NULL)
    jly_fail (&self->failure, JLY_ERROR_REFUSED, &detail,
              _ ("The computer that answered as %s showed another key than the one in the study."),
              self->name);
  return jly_link_fail_again (self, error);
}

gboolean
jly_link_fail_version (JlyLink *self, guint theirs, GError **error)
{
  const gboolean is_older = theirs < JLY_HELLO_VERSION;

  return jly_link_fail (
      self, JLY_ERROR_PROTOCOL,
      is_older ? _ ("Ask that party to install the newest version.")
               : _ ("Install the newest version on this computer."),
      g_strdup_printf (
          is_older ? _ ("An older version of Jointly, which does not fit this one, runs at %s.")
                   : _ ("A newer version of Jointly, which does not fit this one, runs at %s."),
          self->name),
      error);
}

gboolean
jly_link_fail_study (JlyLink *self, GError **error)
{
  return jly_link_fail (
      self, JLY_ERROR_REFUSED, _ ("Make sure that both have the same version of the study."),
      g_strdup_printf (_ ("Another study than the one here is running at %s."), self->name), error);
}

gboolean
jly_link_fail_protocol (JlyLink *self, GError **error)
{
  return jly_link_fail (
      self, JLY_ERROR_PROTOCOL, _ ("Ask that party whether it runs an unchanged Jointly."),
      g_strdup_printf (_ ("Something that does not belong there was received from %s."),
                       self->name),
      error);
}

static gboolean
fail_not_jointly (JlyLink *self, GError **error)
{
  return jly_link_fail (
      self, JLY_ERROR_PROTOCOL, _ ("Check the address, the port and the version of Jointly there."),
      g_strdup_printf (
          _ ("What was received from %s is not the protocol of this version of Jointly."),
          self->name),
      error);
}

static gboolean
fail_changed (JlyLink *self, GError **error)
{
  return jly_link_fail (
      self, JLY_ERROR_PROTOCOL, _ ("Start again; if it happens again, somebody may be tampering."),
      g_strdup_printf (_ ("What came from %s was changed on its way and has been thrown away."),
                       self->name),
      error);
}

/* A peer whose pin this side's key is not says so with this alert. */
static gboolean
fail_alert (JlyLink *self, GError **error)
{
  if (gnutls_alert_get (self->session) != GNUTLS_A_BAD_CERTIFICATE)
    return fail_not_jointly (self, error);
  return jly_link_fail (
      self, JLY_ERROR_REFUSED, _ ("Make sure that both have the same version of the study."),
      g_strdup_printf (_ ("Another key than the one of this computer was expected by %s."),
                       self->name),
      error);
}

static gboolean
is_open (const JlyLink *self)
{
  return self->deadline == 0;
}

gboolean
jly_link_fail_tls (JlyLink *self, int result, GError **error)
{
  switch (result)
    {
    case 0:
    case GNUTLS_E_PREMATURE_TERMINATION:
    case GNUTLS_E_PULL_ERROR:
    case GNUTLS_E_PUSH_ERROR:
    case GNUTLS_E_SESSION_EOF:
      return jly_link_fail_closed (self, error);
    case GNUTLS_E_FATAL_ALERT_RECEIVED:
    case GNUTLS_E_WARNING_ALERT_RECEIVED:
      return is_open (self) ? jly_link_fail_closed (self, error) : fail_alert (self, error);
    case GNUTLS_E_CERTIFICATE_ERROR:
      return self->has_other_key ? jly_link_fail_pin (self, error) : fail_not_jointly (self, error);
    case GNUTLS_E_DECRYPTION_FAILED:
      return fail_changed (self, error);
    default:
      return is_open (self) ? fail_changed (self, error) : fail_not_jointly (self, error);
    }
}
