/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-pass.h. */
#include "config.h"

#include "party/jly-pass.h"

#include "base/jly-error.h"
#include "base/jly-reader.h"
#include "base/jly-writer.h"
#include "party/jly-member-private.h"
#include "study/jly-card.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define SIGNS_PASS "service-pass"
#define KIND_ADDRESS "address" /* also what it signs */
#define KIND_SEAT "seat"       /* likewise */
#define SIGNS_DIRECTORY "directory"
#define MAX_ADDRESS 262 /* a host's name of 255 bytes, a colon, a port */
#define LINK_START "jointly:party#"
#define LINK_END '~'

static GBytes *
join_parts (const JlyNote *note)
{
  GByteArray *all = g_byte_array_new ();

  for (guint i = 0; i < note->parts->len; i++)
    {
      gsize n;
      const guint8 *data = g_bytes_get_data (note->parts->pdata[i], &n);

      g_byte_array_append (all, data, (guint)n);
    }
  return g_byte_array_free_to_bytes (all);
}

gboolean
jly_address_check (const char *address, GError **error)
{
  g_autoptr (GSocketConnectable) parsed = NULL;
  const JlyErrorDetail detail = { .next = _ ("Write a name or number and a port, for example "
                                             "party.example.org:7461.") };

  if (strlen (address) <= MAX_ADDRESS)
    parsed = g_network_address_parse (address, 0, NULL);
  if (parsed != NULL && g_network_address_get_port (G_NETWORK_ADDRESS (parsed)) != 0
      && *g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)) != '\0')
    return TRUE;
  return jly_fail (error, JLY_ERROR_CONFIG, &detail,
                   _ ("“%s” is not an address at which a computing party can be reached."),
                   address);
}

static GBytes *
encode_number (gint64 number)
{
  g_auto (JlyWriter) writer = { 0 };

  jly_writer_init (&writer, sizeof number);
  jly_writer_put_u64 (&writer, (guint64)number);
  return jly_writer_finish (&writer);
}

static gint64
decode_number (GBytes *bytes)
{
  guint64 number = 0;
  JlyReader reader;
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  jly_reader_init (&reader, data, n, sizeof number);
  return jly_reader_get_u64 (&reader, &number) && number <= G_MAXINT64 ? (gint64)number : 0;
}

/* A note of either kind is signed under the name of its kind: neither can stand for the other. */
static JlyNote *
make_place (const JlyIdentity *identity, const char *kind, const char *address, gint64 now)
{
  JlyNote *note = jly_note_new (kind);
  g_autoptr (GBytes) when = encode_number (now);
  g_autoptr (GBytes) all = NULL;

  jly_note_add (note, (const guint8 *)address, strlen (address));
  jly_note_add_bytes (note, when);
  all = join_parts (note);
  jly_note_sign (note, identity, kind, all);
  return note;
}

JlyNote *
jly_address_note_new (const JlyIdentity *identity, const char *address, gint64 now)
{
  return make_place (identity, KIND_ADDRESS, address, now);
}

static gboolean
is_place (const JlyNote *note, gboolean with_seats)
{
  return g_str_equal (note->kind, KIND_ADDRESS)
         || (with_seats && g_str_equal (note->kind, KIND_SEAT));
}

/* The address of a note that says one, with its time; NULL for anything else. */
static char *
read_address (const JlyNote *note, gint64 *when)
{
  g_autoptr (GBytes) all = join_parts (note);
  g_autofree char *text = NULL;

  if (note->parts->len != 2 || !jly_note_verify (note, note->kind, all))
    return NULL;
  text = g_strndup (g_bytes_get_data (jly_note_get (note, 0), NULL),
                    g_bytes_get_size (jly_note_get (note, 0)));
  *when = decode_number (jly_note_get (note, 1));
  return g_utf8_validate (text, -1, NULL) && jly_address_check (text, NULL)
             ? g_steal_pointer (&text)
             : NULL;
}

/* The newest address of one party that was found so far. */
typedef struct
{
  const guint8 *key;
  gboolean with_seats;
  gint64 when;
  char *address;
} Search;

static void
look_at (Search *search, const JlyNote *note)
{
  gint64 when = 0;
  char *address;

  if (!is_place (note, search->with_seats) || memcmp (note->signer, search->key, 32) != 0
      || (address = read_address (note, &when)) == NULL)
    return;
  if (search->address == NULL || when >= search->when)
    {
      g_free (search->address);
      search->address = g_steal_pointer (&address);
      search->when = when;
    }
  g_free (address);
}

/* A directory is believed for nothing: each address in it is signed by its own party. */
static void
look_into (Search *search, const JlyNote *directory)
{
  for (guint i = 0; i < directory->parts->len; i++)
    {
      g_autoptr (JlyNote) note = jly_note_decode (directory->parts->pdata[i], NULL);

      if (note != NULL)
        look_at (search, note);
    }
}

static char *
find_place (const JlyMember *self, const guint8 key[32], gboolean with_seats)
{
  Search search = { .key = key, .with_seats = with_seats };

  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *note = self->posts->pdata[i];

      if (g_str_equal (note->kind, "directory"))
        look_into (&search, note);
      else
        look_at (&search, note);
    }
  return search.address;
}

char *
jly_member_find_address (const JlyMember *self, const guint8 key[32])
{
  return find_place (self, key, FALSE);
}

char *
jly_member_find_seat (const JlyMember *self, const guint8 key[32])
{
  return find_place (self, key, TRUE);
}

gboolean
jly_member_tell_seat (JlyMember *self, const char *address, GError **error)
{
  g_autofree char *told = jly_member_find_seat (self, self->keys.identity);

  return g_strcmp0 (told, address) == 0
         || (jly_address_check (address, error)
             && jly_member_put (self, make_place (self->identity, KIND_SEAT, address, self->now),
                                error));
}

GBytes *
jly_pass_new (const JlyIdentity *identity,
              const char *name,
              const char *address,
              const guint8 *secret,
              gint64 expires_at,
              gint64 now,
              GError **error)
{
  g_autoptr (JlyNote) note = jly_note_new ("pass");
  g_autoptr (GBytes) card = jly_card_new (identity, name, error);
  g_autoptr (JlyNote) where = NULL;
  g_autoptr (GBytes) where_bytes = NULL, until = NULL, all = NULL;

  if (card == NULL || !jly_address_check (address, error))
    return NULL;
  where = jly_address_note_new (identity, address, now);
  where_bytes = jly_note_encode (where);
  until = encode_number (secret != NULL ? expires_at : 0);
  jly_note_add_bytes (note, card);
  jly_note_add_bytes (note, where_bytes);
  jly_note_add (note, secret, secret != NULL ? JLY_PASS_SECRET_BYTES : 0);
  jly_note_add_bytes (note, until);
  all = join_parts (note);
  jly_note_sign (note, identity, SIGNS_PASS, all);
  return jly_note_encode (note);
}

void
jly_pass_free (JlyPass *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->where);
  g_clear_pointer (&self->card, g_bytes_unref);
  g_clear_pointer (&self->address, g_bytes_unref);
  sodium_memzero (self->secret, sizeof self->secret);
  g_free (self);
}

/* Card, address and pass must all be of one key. */
static gboolean
fill_pass (JlyPass *self, const JlyNote *note)
{
  g_autoptr (GBytes) all = join_parts (note);
  g_autoptr (JlyNote) where = NULL;
  gsize n_secret;
  gint64 when = 0;

  if (!g_str_equal (note->kind, "pass") || note->parts->len != 4
      || !jly_note_verify (note, SIGNS_PASS, all))
    return FALSE;
  self->card = g_bytes_ref (jly_note_get (note, 0));
  self->address = g_bytes_ref (jly_note_get (note, 1));
  where = jly_note_decode (self->address, NULL);
  if (!jly_card_read (self->card, &self->name, &self->keys, NULL) || where == NULL
      || memcmp (self->keys.identity, note->signer, 32) != 0
      || memcmp (where->signer, note->signer, 32) != 0)
    return FALSE;
  self->where = read_address (where, &when);
  n_secret = g_bytes_get_size (jly_note_get (note, 2));
  self->has_secret = n_secret > 0 && jly_note_copy (note, 2, self->secret, JLY_PASS_SECRET_BYTES);
  self->expires_at = decode_number (jly_note_get (note, 3));
  return self->where != NULL && (n_secret == 0 || self->has_secret);
}

JlyPass *
jly_pass_read (GBytes *bytes, GError **error)
{
  g_autoptr (JlyPass) self = g_new0 (JlyPass, 1);
  g_autoptr (JlyNote) note
      = g_bytes_get_size (bytes) <= JLY_PASS_MAX_BYTES ? jly_note_decode (bytes, NULL) : NULL;
  const JlyErrorDetail detail = { .next = _ ("Ask the operator of the computing party to send its "
                                             "invitation again.") };

  if (note != NULL && fill_pass (self, note))
    return g_steal_pointer (&self);
  jly_fail (error, JLY_ERROR_PROTOCOL, &detail,
            _ ("This is no invitation of a computing party, or it was changed on its way."));
  return NULL;
}

char *
jly_pass_to_link (GBytes *bytes)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  gsize room = sodium_base64_ENCODED_LEN (n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  g_autofree char *text = g_malloc (room);

  sodium_bin2base64 (text, room, data, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return g_strdup_printf (LINK_START "%s%c", text, LINK_END);
}

GBytes *
jly_pass_find (GBytes *contents, GError **error)
{
  gsize n, size = 0;
  const char *data = g_bytes_get_data (contents, &n);
  const char *start = g_strstr_len (data, (gssize)n, LINK_START);
  const char *end;
  g_autofree guint8 *bytes = NULL;

  if (start == NULL)
    return g_bytes_ref (contents);
  start += strlen (LINK_START);
  end = memchr (start, LINK_END, n - (gsize)(start - data));
  bytes = g_malloc (JLY_PASS_MAX_BYTES);
  if (end != NULL
      && sodium_base642bin (bytes, JLY_PASS_MAX_BYTES, start, (gsize)(end - start), "\r\n >", &size,
                            NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
             == 0)
    return g_bytes_new_take (g_steal_pointer (&bytes), size);
  jly_fail (error, JLY_ERROR_PROTOCOL,
            &(JlyErrorDetail){ .next = _ ("Copy all of it, up to the “~” at its end.") },
            _ ("This invitation of a computing party is incomplete."));
  return NULL;
}

/* Whether this party has passed exactly this address on. */
static gboolean
has_passed_on (const JlyMember *self, GBytes *address)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      const JlyNote *note = self->posts->pdata[i];

      if (g_str_equal (note->kind, "directory") && jly_note_get (note, 0) != NULL
          && memcmp (note->signer, self->keys.identity, 32) == 0
          && g_bytes_equal (jly_note_get (note, 0), address))
        return TRUE;
    }
  return FALSE;
}

gboolean
jly_member_pass_on (JlyMember *self, const JlyPass *pass, GError **error)
{
  JlyNote *directory;

  if (has_passed_on (self, pass->address))
    return TRUE;
  directory = jly_note_add_bytes (jly_note_new ("directory"), pass->address);
  jly_note_sign (directory, self->identity, SIGNS_DIRECTORY, pass->address);
  return jly_member_put (self, directory, error);
}

GBytes *
jly_member_dup_contract_note (const JlyMember *self)
{
  for (guint i = self->posts->len; i > 0; i--)
    {
      const JlyNote *note = self->posts->pdata[i - 1];
      guint8 hash[JLY_HASH_BYTES];

      if (!g_str_equal (note->kind, "contract") || jly_note_get (note, 0) == NULL)
        continue;
      jly_contract_hash (jly_note_get (note, 0), hash);
      if (memcmp (hash, self->contract_hash, sizeof hash) == 0)
        return jly_note_encode (note);
    }
  return NULL;
}
