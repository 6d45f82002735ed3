/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words on a call: all alike when all have the same, different when somebody is in between, and as
 * seldom alike as is promised when that one does its best. */
#include "config.h"

#include "post/jly-spoken.h"
#include "post/jly-verification-private.h"

#include "base/jly-cbor-writer.h"
#include "base/jly-error.h"

#include <math.h>
#include <string.h>

#define MOST 5

static const guint8 draft[32] = { 1, 2, 3 };
static const guint8 other_draft[32] = { 1, 2, 4 };

typedef struct
{
  JlyFounder founders[MOST];
  JlyVerification *all[MOST];
  guint n;
} Call;

static void
make_founders (JlyFounder *founders, guint n, guint8 mark)
{
  static const char *const names[MOST] = { "North", "South", "East", "West", "Middle" };

  for (guint i = 0; i < n; i++)
    {
      founders[i].name = (char *)names[i];
      memset (founders[i].identity, (gint)(mark + i), 32);
      memset (founders[i].link, (gint)(mark + 10 + i), 32);
      memset (founders[i].sealing, (gint)(mark + 20 + i), 32);
    }
}

static void
begin (Call *call, guint n)
{
  call->n = n;
  make_founders (call->founders, n, 30);
  for (guint i = 0; i < n; i++)
    call->all[i] = jly_verification_new (draft, call->founders, n, i);
}

static void
end (Call *call)
{
  for (guint i = 0; i < call->n; i++)
    jly_verification_free (call->all[i]);
}

static void
commit_all (Call *call)
{
  for (guint i = 0; i < call->n; i++)
    for (guint j = 0; j < call->n; j++)
      {
        g_autoptr (GBytes) body = jly_verification_commit (call->all[i]);
        g_autoptr (GError) error = NULL;

        if (i == j)
          continue;
        g_assert_true (jly_verification_take_commitment (call->all[j], i, body, &error));
        g_assert_no_error (error);
      }
}

static void
reveal_all (Call *call)
{
  for (guint i = 0; i < call->n; i++)
    for (guint j = 0; j < call->n; j++)
      {
        g_autoptr (GBytes) body = jly_verification_reveal (call->all[i]);
        g_autoptr (GError) error = NULL;

        if (i == j)
          continue;
        g_assert_true (jly_verification_take_reveal (call->all[j], i, body, &error));
        g_assert_no_error (error);
      }
}

static void
assert_state (const JlyVerification *self, JlyVerificationState state)
{
  g_assert_cmpint (jly_verification_get_state (self), ==, state);
}

static void
assert_may_not_act (const JlyVerification *self, const char *step)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (jly_verification_check_may_act (self, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_assert_cmpstr (jly_error_get_detail (error)->step, ==, step);
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

/* Everybody types what the first reads out, and the first what the second does. */
static void
test_a_call (void)
{
  for (guint n = 2; n <= MOST; n++)
    {
      Call call = { 0 };
      g_autoptr (GError) error = NULL;

      begin (&call, n);
      assert_state (call.all[0], JLY_VERIFICATION_COMMITTING);
      g_assert_null (jly_verification_reveal (call.all[0]));
      assert_may_not_act (call.all[0], "unverified");
      commit_all (&call);
      g_assert_null (jly_verification_get_words (call.all[0]));
      reveal_all (&call);
      for (guint i = 0; i < n; i++)
        {
          const char *heard = jly_verification_get_words (call.all[i == 0]);

          assert_state (call.all[i], JLY_VERIFICATION_READING);
          assert_may_not_act (call.all[i], "unverified");
          g_assert_cmpstr (heard, !=, jly_verification_get_words (call.all[i]));
          g_assert_true (jly_verification_type (call.all[i], i == 0, heard, &error));
          assert_state (call.all[i], JLY_VERIFICATION_VERIFIED);
          g_assert_true (jly_verification_check_may_act (call.all[i], &error));
        }
      end (&call);
    }
}

static void
assert_refused (gboolean ok, GError **error, const char *step)
{
  g_assert_false (ok);
  g_assert_error (*error, JLY_ERROR, JLY_ERROR_REFUSED);
  g_assert_cmpstr (jly_error_get_detail (*error)->step, ==, step);
  g_clear_error (error);
}

static void
test_typing (void)
{
  Call call = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *shouted = NULL;

  begin (&call, 3);
  assert_refused (jly_verification_type (call.all[0], 1, "bababa", &error), &error, "early");
  commit_all (&call);
  reveal_all (&call);
  /* What stands on the own screen is of no use. */
  assert_refused (
      jly_verification_type (call.all[0], 1, jly_verification_get_words (call.all[0]), &error),
      &error, "again");
  assert_refused (jly_verification_type (call.all[0], 1, "", &error), &error, "again");
  assert_refused (jly_verification_type (call.all[0], 1, "bababa", &error), &error, "verification");
  assert_state (call.all[0], JLY_VERIFICATION_WORDS_DIFFER);
  g_assert_cmpint (jly_verification_get_other (call.all[0]), ==, 1);
  g_assert_null (jly_verification_get_words (call.all[0]));
  assert_refused (
      jly_verification_type (call.all[0], 1, jly_verification_get_words (call.all[1]), &error),
      &error, "verification");
  shouted = g_ascii_strup (jly_verification_get_words (call.all[0 + 1]), -1);
  g_strdelimit (shouted, " ", '-');
  g_assert_true (jly_verification_type (call.all[2], 1, shouted, &error));
  end (&call);
}

static void
test_changed_key (void)
{
  Call call = { 0 };
  JlyFounder others[MOST];
  g_autoptr (JlyVerification) south = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  for (guint which = 0; which < 3; which++)
    {
      g_clear_pointer (&south, jly_verification_free);
      g_clear_pointer (&body, g_bytes_unref);
      begin (&call, 3);
      memcpy (others, call.founders, sizeof others);
      (which == 0 ? others[2].identity : which == 1 ? others[2].link : others[2].sealing)[5] ^= 1;
      south = jly_verification_new (draft, others, 3, 1);
      body = jly_verification_commit (south);
      assert_refused (jly_verification_take_commitment (call.all[0], 1, body, &error), &error,
                      "verification");
      assert_state (call.all[0], JLY_VERIFICATION_KEY_CHANGED);
      g_assert_cmpint (jly_verification_get_other (call.all[0]), ==, 1);
      assert_may_not_act (call.all[0], "verification");
      g_assert_null (jly_verification_reveal (call.all[0]));
      end (&call);
    }
}

static void
test_changed_draft (void)
{
  Call call = { 0 };
  g_autoptr (JlyVerification) south = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  begin (&call, 2);
  south = jly_verification_new (other_draft, call.founders, 2, 1);
  body = jly_verification_commit (south);
  assert_refused (jly_verification_take_commitment (call.all[0], 1, body, &error), &error,
                  "verification");
  assert_state (call.all[0], JLY_VERIFICATION_DRAFT_CHANGED);
  end (&call);
}

/* Commitments stay; numbers are those that were committed to; nothing counts before its time. */
static void
test_broken_promises (void)
{
  Call call = { 0 };
  g_autoptr (JlyVerification) again = NULL;
  g_autoptr (GBytes) commitment = NULL;
  g_autoptr (GBytes) early = NULL;
  g_autoptr (GBytes) false_number = NULL;
  g_autoptr (GBytes) nonsense = g_bytes_new ("x", 1);
  g_autoptr (GError) error = NULL;

  begin (&call, 3);
  again = jly_verification_new (draft, call.founders, 3, 1);
  commitment = jly_verification_commit (again);
  commit_all (&call);
  false_number = jly_verification_reveal (call.all[2]);
  g_assert_false (jly_verification_take_reveal (call.all[0], 1, nonsense, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_clear_error (&error);
  assert_state (call.all[0], JLY_VERIFICATION_REVEALING);
  assert_refused (jly_verification_take_reveal (call.all[0], 1, false_number, &error), &error,
                  "verification");
  assert_state (call.all[0], JLY_VERIFICATION_BROKEN);
  assert_refused (jly_verification_take_commitment (call.all[2], 1, commitment, &error), &error,
                  "verification");
  assert_state (call.all[2], JLY_VERIFICATION_BROKEN);
  early = jly_verification_reveal (call.all[1]);
  assert_refused (jly_verification_take_reveal (again, 0, early, &error), &error, "early");
  assert_state (again, JLY_VERIFICATION_COMMITTING);
  end (&call);
}

/* A stop of the program at any point changes nothing. */
static void
test_kept (void)
{
  Call call = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (JlyVerification) wrong = NULL;

  begin (&call, 3);
  for (guint step = 0; step < 4; step++)
    {
      if (step == 1)
        commit_all (&call);
      if (step == 2)
        reveal_all (&call);
      if (step == 3)
        g_assert_true (jly_verification_type (call.all[0], 1,
                                              jly_verification_get_words (call.all[1]), &error));
      for (guint i = 0; i < 3; i++)
        {
          g_autoptr (GBytes) bytes = jly_verification_encode (call.all[i]);
          g_autofree char *words = g_strdup (jly_verification_get_words (call.all[i]));
          JlyVerificationState state = jly_verification_get_state (call.all[i]);

          jly_verification_free (call.all[i]);
          call.all[i] = jly_verification_decode (bytes, draft, call.founders, 3, i, &error);
          g_assert_no_error (error);
          assert_state (call.all[i], state);
          g_assert_cmpstr (jly_verification_get_words (call.all[i]), ==, words);
        }
    }
  kept = jly_verification_encode (call.all[0]);
  g_assert_null (jly_verification_decode (kept, other_draft, call.founders, 3, 0, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (jly_verification_decode (kept, draft, call.founders, 3, 1, &error));
  g_clear_error (&error);
  call.founders[2].sealing[0] ^= 1;
  g_assert_null (jly_verification_decode (kept, draft, call.founders, 3, 0, &error));
  g_clear_error (&error);
  end (&call);
}

static GBytes *
forge_reveal (const guint8 number[32])
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();

  jly_cbor_begin_map (writer, 2);
  jly_cbor_put_key (writer, 1);
  jly_cbor_put_bytes (writer, draft, sizeof draft);
  jly_cbor_put_key (writer, 2);
  jly_cbor_put_bytes (writer, number, 32);
  jly_cbor_end (writer);
  return jly_cbor_writer_finish (writer, NULL);
}

/* Brings the body that one side made to the other; whether it was taken. */
static gboolean
pass (JlyVerification *to, guint from, GBytes *body, gboolean is_reveal)
{
  return is_reveal ? jly_verification_take_reveal (to, from, body, NULL)
                   : jly_verification_take_commitment (to, from, body, NULL);
}

/*
 * One in between has given North keys of its own as South's, and South such as North's. It ends the
 * call with North first, so that it knows what North will read out, and then tries numbers for
 * South until South would expect these words; it must have committed to one before South reveals,
 * so it sends the one that fits, if South lets it.
 */
static gboolean
attack (guint n_syllables)
{
  JlyFounder of_north[2], of_south[2];
  g_autoptr (JlyVerification) north = NULL;
  g_autoptr (JlyVerification) false_south = NULL;
  g_autoptr (JlyVerification) south = NULL;
  g_autoptr (JlyVerification) false_north = NULL;
  g_autoptr (GBytes) south_reveals = NULL;
  gboolean ok = TRUE;

  make_founders (of_north, 2, 50);
  make_founders (of_south, 2, 50);
  of_north[1].sealing[0] ^= 1;
  of_south[0].sealing[0] ^= 1;
  north = jly_verification_new (draft, of_north, 2, 0);
  false_south = jly_verification_new (draft, of_north, 2, 1);
  south = jly_verification_new (draft, of_south, 2, 1);
  false_north = jly_verification_new (draft, of_south, 2, 0);
  north->n_syllables = false_south->n_syllables = n_syllables;
  south->n_syllables = false_north->n_syllables = n_syllables;
  for (guint reveal = 0; reveal < 2; reveal++)
    {
      g_autoptr (GBytes) a
          = reveal ? jly_verification_reveal (north) : jly_verification_commit (north);
      g_autoptr (GBytes) b = NULL;

      ok = ok && pass (false_south, 0, a, reveal);
      b = reveal ? jly_verification_reveal (false_south) : jly_verification_commit (false_south);
      ok = ok && pass (north, 1, b, reveal);
    }
  g_assert_true (ok);
  {
    g_autoptr (GBytes) a = jly_verification_commit (south);
    g_autoptr (GBytes) b = jly_verification_commit (false_north);

    g_assert_true (pass (false_north, 1, a, FALSE) && pass (south, 0, b, FALSE));
  }
  south_reveals = jly_verification_reveal (south);
  g_assert_true (pass (false_north, 1, south_reveals, TRUE));
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *words = jly_verification_words_of (false_north, 0);

      if (g_str_equal (words, jly_verification_get_words (north)))
        break;
      for (guint j = 0; j < 32; j++)
        false_north->parts[0].number[j] = (guint8)g_test_rand_int ();
    }
  {
    g_autoptr (GBytes) chosen = forge_reveal (false_north->parts[0].number);

    return pass (south, 0, chosen, TRUE)
           && jly_verification_type (south, 0, jly_verification_get_words (north), NULL);
  }
}

/* With one syllable in place of nine, one in 32 attacks may succeed, and no more. */
static void
test_one_in_between (void)
{
  const guint n = 3200;
  const double expected = n / 32.0;
  guint n_succeeded = 0;

  for (guint i = 0; i < n; i++)
    n_succeeded += attack (1);
  g_test_message ("%u of %u attacks succeeded", n_succeeded, n);
  /* Six standard deviations: one run in 10^9 fails by chance. */
  g_assert_cmpfloat (fabs (n_succeeded - expected), <, 6 * sqrt (expected));
  g_assert_cmpuint (JLY_SPOKEN_SYLLABLES * JLY_SPOKEN_SYLLABLE_BITS, ==, 45);
  for (guint i = 0; i < 50; i++)
    g_assert_false (attack (JLY_SPOKEN_SYLLABLES));
}

/* Another's commitment as an own one does not help. */
static void
test_copied_commitment (void)
{
  Call call = { 0 };
  g_autoptr (GBytes) of_south = NULL;
  g_autoptr (GBytes) reveal = NULL;
  g_autoptr (GError) error = NULL;

  begin (&call, 3);
  of_south = jly_verification_commit (call.all[1]);
  g_assert_true (jly_verification_take_commitment (call.all[0], 1, of_south, &error));
  g_assert_true (jly_verification_take_commitment (call.all[0], 2, of_south, &error));
  reveal = forge_reveal (call.all[1]->parts[1].number);
  g_assert_true (jly_verification_take_reveal (call.all[0], 1, reveal, &error));
  assert_refused (jly_verification_take_reveal (call.all[0], 2, reveal, &error), &error,
                  "verification");
  end (&call);
}

static void
test_words_by_rule (void)
{
  static const guint8 zeros[32] = { 0 };
  static const guint8 count[32] = { 0x00, 0x44, 0x32, 0x14, 0xc7 };
  g_autofree char *first = jly_spoken_new (zeros, 9);
  g_autofree char *second = jly_spoken_new (count, 8);

  g_assert_cmpstr (first, ==, "bababa bababa bababa");
  g_assert_cmpstr (second, ==, "babibo bufafi fofu");
  g_assert_true (jly_spoken_is_same (first, "BABABA, bababa.  baba ba"));
  g_assert_false (jly_spoken_is_same (first, "bababa bababa babab"));
  g_assert_false (jly_spoken_is_same (first, ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verification/call", test_a_call);
  g_test_add_func ("/verification/typing", test_typing);
  g_test_add_func ("/verification/changed-key", test_changed_key);
  g_test_add_func ("/verification/changed-draft", test_changed_draft);
  g_test_add_func ("/verification/broken", test_broken_promises);
  g_test_add_func ("/verification/kept", test_kept);
  g_test_add_func ("/verification/in-between", test_one_in_between);
  g_test_add_func ("/verification/copied", test_copied_commitment);
  g_test_add_func ("/verification/words", test_words_by_rule);
  return g_test_run ();
}
