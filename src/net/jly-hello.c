/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-hello.h. */
#include "config.h"

#include "net/jly-hello.h"

#include "base/jly-reader.h"
#include "crypto/jly-identity.h"
#include "net/jly-frame.h"
#include "net/jly-link-error.h"
#include "net/jly-session.h"
#include "net/jly-wire.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define MAC_BYTES 32
#define BODY_BYTES (JLY_HELLO_BYTES - MAC_BYTES)

static void
compute_mac (const guint8 body[BODY_BYTES],
             JlyHelloSide side,
             const guint8 exporter[32],
             guint8 mac[MAC_BYTES])
{
  jly_kdf (exporter, side == JLY_HELLO_FROM_CALLER ? "hello-caller" : "hello-called", body,
           BODY_BYTES, mac);
}

static void
store_u32 (guint8 *at, guint32 value)
{
  const guint32 big = GUINT32_TO_BE (value);

  memcpy (at, &big, sizeof big);
}

void
jly_hello_encode (const JlyHello *hello,
                  JlyHelloSide side,
                  const guint8 exporter[32],
                  guint8 bytes[JLY_HELLO_BYTES])
{
  bytes[0] = JLY_HELLO_VERSION >> 8;
  bytes[1] = JLY_HELLO_VERSION & 0xff;
  store_u32 (bytes + 2, hello->role);
  store_u32 (bytes + 6, hello->index);
  memcpy (bytes + 10, hello->study, sizeof hello->study);
  compute_mac (bytes, side, exporter, bytes + BODY_BYTES);
}

JlyHelloJudgement
jly_hello_decode (const guint8 *bytes,
                  gsize n,
                  JlyHelloSide side,
                  const guint8 exporter[32],
                  guint *version,
                  JlyHello *hello)
{
  guint8 expected[MAC_BYTES], mac[MAC_BYTES];
  guint16 number;
  JlyHello found;
  JlyReader reader;

  jly_reader_init (&reader, bytes, n, JLY_HELLO_LARGEST);
  if (!jly_reader_get_u16 (&reader, &number))
    return JLY_HELLO_MALFORMED;
  *version = number;
  if (number != JLY_HELLO_VERSION)
    return JLY_HELLO_OTHER_VERSION;
  if (!jly_reader_get_u32 (&reader, &found.role) || !jly_reader_get_u32 (&reader, &found.index)
      || !jly_reader_get_bytes (&reader, found.study, sizeof found.study)
      || !jly_reader_get_bytes (&reader, mac, sizeof mac) || !jly_reader_is_done (&reader))
    return JLY_HELLO_MALFORMED;
  compute_mac (bytes, side, exporter, expected);
  if (sodium_memcmp (mac, expected, sizeof mac) != 0)
    return JLY_HELLO_MALFORMED;
  *hello = found;
  return JLY_HELLO_FITS;
}

static gboolean
send_hello (JlyLink *self, const JlyHello *own, JlyHelloSide side, GError **error)
{
  guint8 exporter[32], bytes[JLY_HELLO_BYTES];
  gboolean ok;

  if (!jly_session_export (self, exporter, error))
    return FALSE;
  jly_hello_encode (own, side, exporter, bytes);
  ok = jly_frame_write (self, JLY_FRAME_HELLO, bytes, sizeof bytes, error);
  sodium_memzero (exporter, sizeof exporter);
  return ok;
}

static gboolean
fail_judged (JlyLink *self, JlyHelloJudgement judgement, guint version, GError **error)
{
  switch (judgement)
    {
    case JLY_HELLO_OTHER_VERSION:
      return jly_link_fail_version (self, version, error);
    case JLY_HELLO_OTHER_STUDY:
      return jly_link_fail_study (self, error);
    case JLY_HELLO_NOT_ADMITTED:
      return jly_link_fail (
          self, JLY_ERROR_REFUSED, _ ("Make sure that both have the same version of the study."),
          g_strdup_printf (_ ("This computer was not let in by %s."), self->name), error);
    case JLY_HELLO_MALFORMED:
    case JLY_HELLO_FITS:
    default:
      return jly_link_fail_protocol (self, error);
    }
}

/* Reads and judges the peer's hello into self->peer_hello. */
static JlyHelloJudgement
judge_hello (JlyLink *self,
             const guint8 *bytes,
             gsize n,
             const JlyHello *own,
             JlyHelloSide side,
             guint *version)
{
  JlyHelloJudgement judgement;
  guint8 exporter[32];

  *version = JLY_HELLO_VERSION;
  if (!jly_session_export (self, exporter, NULL))
    return JLY_HELLO_MALFORMED;
  judgement = jly_hello_decode (bytes, n, side, exporter, version, &self->peer_hello);
  sodium_memzero (exporter, sizeof exporter);
  if (judgement == JLY_HELLO_FITS && own != NULL
      && memcmp (self->peer_hello.study, own->study, sizeof own->study) != 0)
    return JLY_HELLO_OTHER_STUDY;
  return judgement;
}

/* From here on the clock runs for each wait, not for the opening as a whole. */
static gboolean
declare_open (JlyLink *self)
{
  self->deadline = 0;
  return TRUE;
}

/* The called side refused: one byte says why. Anything else fails as malformed. */
static gboolean
fail_refused (JlyLink *self, const guint8 *bytes, gsize n, GError **error)
{
  JlyHelloJudgement judgement = n == 3 ? (JlyHelloJudgement)bytes[0] : JLY_HELLO_MALFORMED;
  guint version = n == 3 ? (guint)bytes[1] << 8 | bytes[2] : JLY_HELLO_VERSION;

  if (judgement == JLY_HELLO_OTHER_VERSION && version == JLY_HELLO_VERSION)
    judgement = JLY_HELLO_MALFORMED;
  return fail_judged (self, judgement, version, error);
}

gboolean
jly_hello_call (JlyLink *self, const JlyHello *own, GError **error)
{
  guint8 bytes[JLY_HELLO_LARGEST];
  JlyHelloJudgement judgement;
  guint version;
  guint8 type;
  gsize n;

  if (!send_hello (self, own, JLY_HELLO_FROM_CALLER, error)
      || !jly_frame_read_small (self, &type, bytes, sizeof bytes, &n, error))
    return FALSE;
  if (type == JLY_FRAME_REFUSED)
    return fail_refused (self, bytes, n, error);
  if (type != JLY_FRAME_HELLO)
    return jly_link_fail_protocol (self, error);
  judgement = judge_hello (self, bytes, n, own, JLY_HELLO_FROM_CALLED, &version);
  if (judgement != JLY_HELLO_FITS)
    return fail_judged (self, judgement, version, error);
  return declare_open (self);
}

/* Tells the caller why it is not let in, if it still listens. */
static void
refuse (JlyLink *self, JlyHelloJudgement judgement)
{
  const guint8 bytes[3] = { (guint8)judgement, JLY_HELLO_VERSION >> 8, JLY_HELLO_VERSION & 0xff };

  if (jly_frame_write (self, JLY_FRAME_REFUSED, bytes, sizeof bytes, NULL))
    jly_frame_linger (self);
}

gboolean
jly_hello_answer (
    JlyLink *self, const JlyHello *own, JlyLinkAdmitFunc admit, gpointer user_data, GError **error)
{
  guint8 bytes[JLY_HELLO_LARGEST];
  JlyHelloJudgement judgement;
  JlyHello same;
  guint version;
  guint8 type;
  gsize n;

  if (!jly_frame_read_small (self, &type, bytes, sizeof bytes, &n, error))
    return FALSE;
  if (type != JLY_FRAME_HELLO)
    return jly_link_fail_protocol (self, error);
  judgement = judge_hello (self, bytes, n, own, JLY_HELLO_FROM_CALLER, &version);
  if (judgement != JLY_HELLO_FITS)
    {
      refuse (self, judgement);
      return fail_judged (self, judgement, version, error);
    }
  if (!admit (self->peer_key, &self->peer_hello, user_data, error))
    {
      refuse (self, JLY_HELLO_NOT_ADMITTED);
      return FALSE;
    }
  same = self->peer_hello;
  same.role = JLY_LINK_ROLE_MINER;
  same.index = 0;
  return send_hello (self, own != NULL ? own : &same, JLY_HELLO_FROM_CALLED, error)
         && declare_open (self);
}
