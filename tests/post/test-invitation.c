/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invitations: what comes out is what went in, by every carrier; anything else is said. */
#include "config.h"

#include "post/jly-invitation.h"
#include "post/jly-qr.h"

#include "base/jly-error.h"

#include <string.h>

typedef struct
{
  JlyIdentity *anna, *bert;
  JlyInvitation *invitation;
} Fixture;

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  JlyInvitation *invitation;

  fixture->anna = jly_identity_generate ();
  fixture->bert = jly_identity_generate ();
  invitation = jly_invitation_new (fixture->anna);
  memset (invitation->study, 4, sizeof invitation->study);
  set_text (&invitation->case_id, "c");
  set_text (&invitation->title, "Wages 2026");
  set_text (&invitation->inviter, "Anna Berg");
  set_text (&invitation->organization, "Chamber of Crafts");
  invitation->roles = 1 | 16;
  invitation->expires_at = 1000;
  g_ptr_array_add (invitation->brings, g_strdup ("one row of figures for each year"));
  g_ptr_array_add (invitation->learns, g_strdup ("the mean of all members"));
  g_ptr_array_add (invitation->addresses, g_strdup ("192.0.2.7:4433"));
  fixture->invitation = invitation;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  jly_invitation_free (fixture->invitation);
  jly_identity_free (fixture->anna);
  jly_identity_free (fixture->bert);
}

static GBytes *
encode (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = jly_invitation_encode (fixture->invitation, fixture->anna, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
assert_same (const JlyInvitation *a, const JlyInvitation *b)
{
  g_assert_cmpmem (a->study, sizeof a->study, b->study, sizeof b->study);
  g_assert_cmpstr (a->case_id, ==, b->case_id);
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpstr (a->inviter, ==, b->inviter);
  g_assert_cmpstr (a->organization, ==, b->organization);
  g_assert_cmpmem (a->identity, 32, b->identity, 32);
  g_assert_cmpmem (a->link, 32, b->link, 32);
  g_assert_cmpmem (a->sealing, 32, b->sealing, 32);
  g_assert_cmpuint (a->roles, ==, b->roles);
  g_assert_cmpmem (a->secret, sizeof a->secret, b->secret, sizeof b->secret);
  g_assert_cmpint (a->expires_at, ==, b->expires_at);
  g_assert_cmpuint (b->brings->len, ==, 1);
  g_assert_cmpstr (a->learns->pdata[0], ==, b->learns->pdata[0]);
  g_assert_cmpstr (a->addresses->pdata[0], ==, b->addresses->pdata[0]);
}

/* Finds it in a text and reads it. */
static void
assert_found (Fixture *fixture, const char *text, gsize n)
{
  g_autoptr (GBytes) contents = g_bytes_new (text, n);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) found = jly_invitation_find (contents, &error);
  g_autoptr (JlyInvitation) read = NULL;

  g_assert_no_error (error);
  read = jly_invitation_decode (found, &error);
  g_assert_no_error (error);
  assert_same (fixture->invitation, read);
}

static void
test_carriers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = encode (fixture);
  g_autoptr (GBytes) file = jly_invitation_to_file (bytes);
  g_autofree char *link = jly_invitation_to_link (bytes);
  g_autoptr (GString) mail = g_string_new ("Dear Bert,\n> please open ");

  assert_found (fixture, g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  assert_found (fixture, link, strlen (link));
  for (gsize i = 0; i < strlen (link); i++)
    {
      if (i > 40 && i % 60 == 0)
        g_string_append (mail, "=\r\n> ");
      g_string_append_c (mail, link[i]);
    }
  g_string_append (mail, " in Jointly.\nAnna");
  assert_found (fixture, mail->str, mail->len);
}

static void
assert_not_found (const char *text, const char *part)
{
  g_autoptr (GBytes) contents = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_null (jly_invitation_find (contents, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

static void
test_broken_links (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = encode (fixture);
  g_autofree char *link = jly_invitation_to_link (bytes);

  link[strlen (link) - 1] = '\0';
  assert_not_found (link, "incomplete");
  assert_not_found ("jointly:invite#abc$~", "incomplete");
  assert_not_found ("jointly:invite#", "incomplete");
  assert_not_found ("", "no invitation");
  assert_not_found ("Dear Bert, see you on Monday", "no invitation");
}

static void
test_any_changed_bit_is_seen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = encode (fixture);
  gsize n;
  const guint8 *original = g_bytes_get_data (bytes, &n);

  for (gsize i = 0; i < 8 * n; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (original, n);
      g_autoptr (GBytes) wrong = NULL;
      g_autoptr (GError) error = NULL;

      changed[i / 8] ^= (guint8)(1 << i % 8);
      wrong = g_bytes_new (changed, n);
      g_assert_null (jly_invitation_decode (wrong, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (jly_error_get_detail (error)->next);
    }
}

/* Signed by somebody else than the one that it names. */
static void
test_false_inviter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = jly_invitation_encode (fixture->invitation, fixture->bert, &error);

  g_assert_no_error (error);
  g_assert_null (jly_invitation_decode (bytes, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "", "two\nlines", "turned \u202e round" };
  g_autofree char *longest = g_strnfill (JLY_INVITATION_MAX_NAME + 1, 'x');

  for (guint i = 0; i <= G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      set_text (&fixture->invitation->inviter, i < G_N_ELEMENTS (wrong) ? wrong[i] : longest);
      g_assert_null (jly_invitation_encode (fixture->invitation, fixture->anna, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
    }
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = { "gives the name “Anna Berg”",
                                       "“Chamber of Crafts”",
                                       "“Wages 2026”",
                                       "not yet verified",
                                       "You would bring figures.",
                                       "You would learn: the mean of all members",
                                       "Nothing has been sent" };
  g_autoptr (GPtrArray) sentences = jly_invitation_to_sentences (fixture->invitation);
  g_autofree char *all = NULL;

  g_ptr_array_add (sentences, NULL);
  all = g_strjoinv ("\n", (char **)sentences->pdata);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_nonnull (strstr (all, parts[i]));
  g_assert_null (strstr (all, "computing parties"));
}

static void
test_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_invitation_check_time (fixture->invitation, 999, &error));
  g_assert_no_error (error);
  g_assert_false (jly_invitation_check_time (fixture->invitation, 1000, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
}

/* From the invitation to the one who is let in, and nobody after. */
static void
test_joining (Fixture *fixture, gconstpointer data)
{
  guint8 bert[32], link[32], sealing[32], hash[32];
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = jly_join_seal (fixture->invitation, fixture->bert, "Bert", "", &error);
  g_autoptr (JlyEnvelope) letter = jly_envelope_open (bytes, fixture->anna, &error);
  g_autoptr (JlyJoin) join = NULL;
  g_autoptr (JlyJoin) other = NULL;

  g_assert_no_error (error);
  join = jly_join_decode (letter, &error);
  g_assert_no_error (error);
  jly_identity_get_public (fixture->bert, bert, link, sealing);
  g_assert_cmpmem (letter->sender, 32, bert, 32);
  g_assert_cmpmem (join->link, 32, link, 32);
  g_assert_cmpmem (join->sealing, 32, sealing, 32);
  g_assert_cmpstr (join->name, ==, "Bert");
  jly_invitation_hash_secret (join->secret, hash);
  g_assert_cmpmem (join->secret, 16, fixture->invitation->secret, 16);
  letter->kind = JLY_POST_DECISION;
  other = jly_join_decode (letter, &error);
  g_assert_null (other);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_null (jly_join_seal (fixture->invitation, fixture->bert, "", "", &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
}

static void
test_qr (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = encode (fixture);
  g_autofree char *link = jly_invitation_to_link (bytes);
  g_autofree char *longest = g_strnfill (3000, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyQr) qr = jly_qr_new (link, &error);
  g_autofree char *text = NULL;
  g_autofree char *svg = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_no_error (error);
  /* The three corners are dark, the sign of orientation. */
  for (guint i = 0; i < 7; i++)
    g_assert_true (qr->modules[i] && qr->modules[qr->size - 1 - i]
                   && qr->modules[(qr->size - 1) * qr->size + i]);
  text = jly_qr_to_text (qr);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, (qr->size + 9) / 2 + 1);
  g_assert_cmpint (g_utf8_strlen (lines[0], -1), ==, qr->size + 8);
  svg = jly_qr_to_svg (qr);
  g_assert_true (g_str_has_prefix (svg, "<svg"));
  g_assert_null (jly_qr_new (longest, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/invitation/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("carriers", test_carriers);
  ADD ("broken-links", test_broken_links);
  ADD ("changed-bit", test_any_changed_bit_is_seen);
  ADD ("false-inviter", test_false_inviter);
  ADD ("texts", test_texts);
  ADD ("words", test_words);
  ADD ("time", test_time);
  ADD ("joining", test_joining);
  ADD ("qr", test_qr);
#undef ADD
  return g_test_run ();
}
