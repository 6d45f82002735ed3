/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same key gets the same form on both sides, and a mistyped number is noticed. */
#include "config.h"

#include "table/jly-key.h"

#include <string.h>

static const struct
{
  const char *cell;
  const char *format; /* id, or NULL for text */
  JlyKeyProblem problem;
  const char *key;
} keys[] = {
  /* Text: what looks the same is the same. */
  { "North Ltd", NULL, JLY_KEY_OK, "north ltd" },
  { "  NORTH \t ltd ", NULL, JLY_KEY_OK, "north ltd" },
  { "North\xc2\xa0Ltd", NULL, JLY_KEY_OK, "north ltd" },
  { "Ｎｏｒｔｈ Ltd", NULL, JLY_KEY_OK, "north ltd" },
  { "Nor\xc2\xadth\xe2\x80\x8b Ltd", NULL, JLY_KEY_OK, "north ltd" },
  { "Stra\xc3\x9f"
    "e",
    NULL, JLY_KEY_OK, "strasse" },
  { "O\xcc\x88nne", NULL, JLY_KEY_OK, "önne" },
  { "0042", NULL, JLY_KEY_OK, "0042" },
  /* Capitals and small letters of Cherokee, which GLib exchanges. */
  { "\xe1\x8e\xb9", NULL, JLY_KEY_OK, "\xe1\x8e\xb9" },
  { "\xea\xae\x89", NULL, JLY_KEY_OK, "\xe1\x8e\xb9" },
  { "", NULL, JLY_KEY_MISSING, NULL },
  { "n/a", NULL, JLY_KEY_MISSING, NULL },
  { "\xe2\x80\x8b", NULL, JLY_KEY_MISSING, NULL },
  /* Personal codes. */
  { "37605030299", "ee-personal-code", JLY_KEY_OK, "37605030299" },
  { " 376 0503 0299 ", "ee-personal-code", JLY_KEY_OK, "37605030299" },
  { "３７６０５０３０２９９", "ee-personal-code", JLY_KEY_OK, "37605030299" },
  { "38001085718", "ee-personal-code", JLY_KEY_OK, "38001085718" },
  { "38001085719", "ee-personal-code", JLY_KEY_CHECK_DIGIT, NULL },
  { "38013085718", "ee-personal-code", JLY_KEY_DATE, NULL },
  { "37602300299", "ee-personal-code", JLY_KEY_DATE, NULL },
  { "97605030299", "ee-personal-code", JLY_KEY_DATE, NULL },
  { "07605030299", "ee-personal-code", JLY_KEY_DATE, NULL },
  { "3760503029", "ee-personal-code", JLY_KEY_SHAPE, NULL },
  { "376050302990", "ee-personal-code", JLY_KEY_SHAPE, NULL },
  { "3760503029x", "ee-personal-code", JLY_KEY_SHAPE, NULL },
  { "-37605030299", "ee-personal-code", JLY_KEY_SHAPE, NULL },
  { "٣٧٦٠٥٠٣٠٢٩٩", "ee-personal-code", JLY_KEY_SHAPE, NULL },
  { "-", "ee-personal-code", JLY_KEY_MISSING, NULL },
  /* Others; the second register code needs the second weights. */
  { "10000018", "ee-register-code", JLY_KEY_OK, "10000018" },
  { "10137319", "ee-register-code", JLY_KEY_OK, "10137319" },
  { "10137310", "ee-register-code", JLY_KEY_CHECK_DIGIT, NULL },
  { "0112038-9", "fi-business-id", JLY_KEY_OK, "01120389" },
  { "0112038–9", "fi-business-id", JLY_KEY_OK, "01120389" },
  { "0112038-8", "fi-business-id", JLY_KEY_CHECK_DIGIT, NULL },
  { "44051401359", "pl-pesel", JLY_KEY_OK, "44051401359" },
  { "44051401358", "pl-pesel", JLY_KEY_CHECK_DIGIT, NULL },
  { "106-00-00-062", "pl-nip", JLY_KEY_OK, "1060000062" },
  { "106-00-00-026", "pl-nip", JLY_KEY_CHECK_DIGIT, NULL },
  { "4006381333931", "ean-13", JLY_KEY_OK, "4006381333931" },
  { "4006381333391", "ean-13", JLY_KEY_CHECK_DIGIT, NULL },
  { "EE100931558", "ee-vat", JLY_KEY_OK, "EE100931558" },
  { "100 931 558", "ee-vat", JLY_KEY_OK, "EE100931558" },
  { "ee100931559", "ee-vat", JLY_KEY_CHECK_DIGIT, NULL },
  { "LV100931558", "ee-vat", JLY_KEY_SHAPE, NULL },
  { "556016-0680", "se-organisation", JLY_KEY_OK, "5560160680" },
  { "974 760 673", "no-organisation", JLY_KEY_OK, "974760673" },
  { "24256790", "dk-cvr", JLY_KEY_OK, "24256790" },
  { "86 095 742 719", "de-tax-id", JLY_KEY_OK, "86095742719" },
  { "DE 136,695 976", "de-vat", JLY_KEY_SHAPE, NULL },
  { "DE 136 695 976", "de-vat", JLY_KEY_OK, "DE136695976" },
  { "ATU13585627", "at-vat", JLY_KEY_OK, "ATU13585627" },
  { "ATU13585626", "at-vat", JLY_KEY_CHECK_DIGIT, NULL },
  { "CHE-109.322.551", "ch-uid", JLY_KEY_OK, "CHE109322551" },
  { "111222333", "nl-bsn", JLY_KEY_OK, "111222333" },
  { "0403.019.261", "be-enterprise", JLY_KEY_OK, "0403019261" },
  { "0403.019.262", "be-enterprise", JLY_KEY_CHECK_DIGIT, NULL },
  { "552 008 443", "fr-siren", JLY_KEY_OK, "552008443" },
  { "732 829 320 00074", "fr-siret", JLY_KEY_OK, "73282932000074" },
  { "25123891", "cz-ico", JLY_KEY_OK, "25123891" },
  { "00743110157", "it-vat", JLY_KEY_OK, "00743110157" },
  { "943 476 5919", "gb-nhs", JLY_KEY_OK, "9434765919" },
  { "ee38 2200 2210 2014 5685", "iban", JLY_KEY_OK, "EE382200221020145685" },
  { "GB82 WEST 1234 5698 7654 32", "iban", JLY_KEY_OK, "GB82WEST12345698765432" },
  { "DE89 3704 0044 0532 0130 01", "iban", JLY_KEY_CHECK_DIGIT, NULL },
  { "EE38 2200 2210 2014 568", "iban", JLY_KEY_SHAPE, NULL },
  { "XX38 2200 2210 2014 5685", "iban", JLY_KEY_SHAPE, NULL },
  { "EE", "iban", JLY_KEY_SHAPE, NULL },
  { "5493001KJTIIGC8Y1R12", "lei", JLY_KEY_OK, "5493001KJTIIGC8Y1R12" },
  { "5493001KJTIIGC8Y1R13", "lei", JLY_KEY_CHECK_DIGIT, NULL },
  { "54930O1KJTIIGC8Y1R12", "lei", JLY_KEY_CHECK_DIGIT, NULL },
};

static void
test_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const JlyKeyFormat *format
          = keys[i].format == NULL ? NULL : jly_key_format_lookup (keys[i].format);
      g_autofree char *key = NULL;

      g_test_message ("%s", keys[i].cell);
      g_assert_cmpint (format != NULL, ==, keys[i].format != NULL);
      g_assert_cmpint (jly_key_normalize (keys[i].cell, format, &key), ==, keys[i].problem);
      g_assert_cmpstr (key, ==, keys[i].key);
    }
  g_assert_null (jly_key_format_lookup ("none"));
}

/* Every single wrong digit is noticed. Estonian codes are not here: where their second weights come
 * in, their rule misses some. */
static void
test_mistakes (void)
{
  static const char *const ids[]
      = { "fi-business-id",  "pl-pesel", "pl-nip",    "ean-13", "se-organisation",
          "no-organisation", "dk-cvr",   "de-tax-id", "nl-bsn", "be-enterprise",
          "fr-siret",        "gb-nhs",   "it-vat" };
  static const char *const right[]
      = { "01120389",       "44051401359", "1060000062",  "4006381333931", "5560160680",
          "974760673",      "24256790",    "86095742719", "111222333",     "0403019261",
          "73282932000074", "9434765919",  "00743110157" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    for (gsize k = 0; k < strlen (right[i]); k++)
      for (char digit = '0'; digit <= '9'; digit++)
        {
          g_autofree char *cell = g_strdup (right[i]);
          g_autofree char *key = NULL;
          JlyKeyProblem problem;

          cell[k] = digit;
          problem = jly_key_normalize (cell, jly_key_format_lookup (ids[i]), &key);
          g_assert_cmpint (problem == JLY_KEY_OK, ==, digit == right[i][k]);
        }
}

static void
test_words (void)
{
  const JlyKeyFormat *format = jly_key_format_lookup ("ee-register-code");
  g_autofree char *shape = jly_key_explain (JLY_KEY_SHAPE, "12", format);
  g_autofree char *digit = jly_key_explain (JLY_KEY_CHECK_DIGIT, "10137310", format);

  g_assert_cmpstr (shape, ==,
                   "“12” is not written as is usual (Estonian register code, 8 digits).");
  g_assert_cmpstr (digit, ==,
                   "“10137310” cannot be right (Estonian register code): a digit is wrong, or two "
                   "are exchanged.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/key/keys", test_keys);
  g_test_add_func ("/table/key/mistakes", test_mistakes);
  g_test_add_func ("/table/key/words", test_words);
  return g_test_run ();
}
