/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-session.h. */
#include "config.h"

#include "net/jly-session.h"

#include "net/jly-certificate.h"
#include "net/jly-link-error.h"
#include "net/jly-wire.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

/* AES-128-GCM first: it is the fastest of the three where the processor has AES (tests/bench). */
#define PRIORITY                                                                                   \
  "NONE:+VERS-TLS1.3:+AES-128-GCM:+AES-256-GCM:+CHACHA20-POLY1305:+AEAD:+GROUP-X25519:"            \
  "+SIGN-EDDSA-ED25519:+CTYPE-X509"
#define EXPORTER_LABEL "EXPORTER-jointly-hello-v1"
#define LARGEST_HANDSHAKE_MESSAGE (16u << 10)

/* Runs inside the handshake, before the side that connects shows its own certificate: a stranger
 * who answers does not even learn who called. */
static int
judge_peer_cb (gnutls_session_t session)
{
  JlyLink *self = gnutls_session_get_ptr (session);

  if (!jly_certificate_get_peer_key (session, self->peer_key))
    return GNUTLS_E_CERTIFICATE_ERROR;
  if (self->has_pin && sodium_memcmp (self->peer_key, self->pin, sizeof self->pin) != 0)
    {
      self->has_other_key = TRUE;
      return GNUTLS_E_CERTIFICATE_ERROR;
    }
  self->has_peer_key = TRUE;
  return 0;
}

static int
configure (JlyLink *self)
{
  int result = gnutls_priority_set_direct (self->session, PRIORITY, NULL);

  if (result < 0)
    return result;
  result = gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  if (result < 0)
    return result;
  gnutls_session_set_ptr (self->session, self);
  gnutls_session_set_verify_function (self->session, judge_peer_cb);
  gnutls_handshake_set_max_packet_length (self->session, LARGEST_HANDSHAKE_MESSAGE);
  if (!self->has_pin)
    gnutls_certificate_server_set_request (self->session, GNUTLS_CERT_REQUIRE);
  jly_wire_attach (self);
  return 0;
}

gboolean
jly_session_start (JlyLink *self, const guint8 link_seed[32], GError **error)
{
  const unsigned int flags = GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL | GNUTLS_NO_TICKETS;
  int result;

  self->credentials = jly_certificate_credentials (link_seed, error);
  if (self->credentials == NULL)
    return FALSE;
  result = gnutls_init (&self->session, flags | (self->has_pin ? GNUTLS_CLIENT : GNUTLS_SERVER));
  if (result >= 0)
    result = configure (self);
  if (result < 0)
    return jly_fail (error, JLY_ERROR_INTERNAL, NULL,
                     _ ("The encrypted link could not be started: %s"), gnutls_strerror (result));
  return TRUE;
}

/* The priorities above allow nothing else; this holds even where a system policy changes them. */
static gboolean
is_as_wanted (JlyLink *self)
{
  return gnutls_protocol_get_version (self->session) == GNUTLS_TLS1_3
         && gnutls_group_get (self->session) == GNUTLS_GROUP_X25519
         && gnutls_session_is_resumed (self->session) == 0 && self->has_peer_key;
}

gboolean
jly_session_handshake (JlyLink *self, GError **error)
{
  while (TRUE)
    {
      JlyWireWait waits[2] = { { .link = self } };
      int result = gnutls_handshake (self->session);
      gboolean is_done = result == GNUTLS_E_SUCCESS;

      if (!is_done && result != GNUTLS_E_AGAIN && result != GNUTLS_E_INTERRUPTED)
        {
          gnutls_alert_send_appropriate (self->session, result);
          jly_wire_flush (self, NULL);
          return jly_link_fail_tls (self, result, error);
        }
      if (!jly_wire_flush (self, error))
        return FALSE;
      if (is_done && !jly_wire_has_unsent (self))
        return is_as_wanted (self) || jly_link_fail_protocol (self, error);
      waits[0].to_read = !is_done;
      waits[0].to_write = jly_wire_has_unsent (self);
      if ((is_done || result == GNUTLS_E_AGAIN) && !jly_wire_wait (waits, error))
        return FALSE;
    }
}

gboolean
jly_session_export (JlyLink *self, guint8 secret[32], GError **error)
{
  int result = gnutls_prf_rfc5705 (self->session, strlen (EXPORTER_LABEL), EXPORTER_LABEL, 0, NULL,
                                   32, (char *)secret);

  return result >= 0 || jly_link_fail_tls (self, result, error);
}
