/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-certificate.h. */
#include "config.h"

#include "net/jly-certificate.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"

#include <glib/gi18n-lib.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <string.h>

#define KEY_BYTES 32
#define YEAR_2020 G_GINT64_CONSTANT (1577836800)
#define YEAR_9999 G_GINT64_CONSTANT (253402300799)
#define LARGEST_CERTIFICATE 2048

static int
import_seed (gnutls_x509_privkey_t key, const guint8 link_seed[KEY_BYTES])
{
  guint8 public[KEY_BYTES], secret[crypto_sign_SECRETKEYBYTES], seed[KEY_BYTES];
  gnutls_datum_t x = { public, KEY_BYTES };
  gnutls_datum_t k = { seed, KEY_BYTES };
  int result;

  jly_secret_init ();
  memcpy (seed, link_seed, KEY_BYTES);
  crypto_sign_seed_keypair (public, secret, link_seed);
  result = gnutls_x509_privkey_import_ecc_raw (key, GNUTLS_ECC_CURVE_ED25519, &x, NULL, &k);
  sodium_memzero (secret, sizeof secret);
  sodium_memzero (seed, sizeof seed);
  return result;
}

static int
fill_certificate (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
  const char *problem;
  const guint8 serial = 1;
  int result;

  if ((result = gnutls_x509_crt_set_version (certificate, 3)) < 0
      || (result = gnutls_x509_crt_set_serial (certificate, &serial, 1)) < 0
      || (result = gnutls_x509_crt_set_activation_time (certificate, YEAR_2020)) < 0
      || (result = gnutls_x509_crt_set_expiration_time (certificate, YEAR_9999)) < 0
      || (result = gnutls_x509_crt_set_dn (certificate, "CN=jointly", &problem)) < 0
      || (result = gnutls_x509_crt_set_key (certificate, key)) < 0)
    return result;
  return gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA512, 0);
}

gnutls_certificate_credentials_t
jly_certificate_credentials (const guint8 link_seed[32], GError **error)
{
  gnutls_certificate_credentials_t credentials = NULL;
  gnutls_x509_privkey_t key = NULL;
  gnutls_x509_crt_t certificate = NULL;
  int result;

  if ((result = gnutls_certificate_allocate_credentials (&credentials)) >= 0
      && (result = gnutls_x509_privkey_init (&key)) >= 0
      && (result = gnutls_x509_crt_init (&certificate)) >= 0
      && (result = import_seed (key, link_seed)) >= 0
      && (result = fill_certificate (certificate, key)) >= 0)
    result = gnutls_certificate_set_x509_key (credentials, &certificate, 1, key);
  if (certificate != NULL)
    gnutls_x509_crt_deinit (certificate);
  if (key != NULL)
    gnutls_x509_privkey_deinit (key);
  if (result >= 0)
    return credentials;
  if (credentials != NULL)
    gnutls_certificate_free_credentials (credentials);
  jly_fail (error, JLY_ERROR_INTERNAL, NULL,
            _ ("The certificate for this computer's links could not be made: %s"),
            gnutls_strerror (result));
  return NULL;
}

static gboolean
read_key (const gnutls_datum_t *der, guint8 key[KEY_BYTES])
{
  gnutls_x509_crt_t certificate = NULL;
  gnutls_datum_t x = { NULL, 0 };
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gboolean ok;

  if (der->size > LARGEST_CERTIFICATE || gnutls_x509_crt_init (&certificate) < 0)
    return FALSE;
  ok = gnutls_x509_crt_import (certificate, der, GNUTLS_X509_FMT_DER) >= 0
       && gnutls_x509_crt_get_pk_ecc_raw (certificate, &curve, &x, NULL) >= 0
       && curve == GNUTLS_ECC_CURVE_ED25519 && x.size == KEY_BYTES;
  if (ok)
    memcpy (key, x.data, KEY_BYTES);
  gnutls_free (x.data);
  gnutls_x509_crt_deinit (certificate);
  return ok;
}

gboolean
jly_certificate_get_peer_key (gnutls_session_t session, guint8 key[32])
{
  unsigned int n = 0;
  const gnutls_datum_t *chain = gnutls_certificate_get_peers (session, &n);

  return chain != NULL && n == 1 && gnutls_certificate_type_get (session) == GNUTLS_CRT_X509
         && read_key (&chain[0], key);
}
