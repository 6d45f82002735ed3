/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreed checks from anybody, as bytes or in a study's file: what is taken makes sense, is a
 * sentence each, and as bytes is written the same again. */
#include "config.h"

#include "base/jly-error.h"
#include "base/jly-rules-cbor.h"
#include "fuzz/fuzz.h"
#include "party/jly-study-file.h"
#include "table/jly-check.h"

#include <string.h>

const char *const fuzz_name = "rules";

static const char study[]
    = "{\"currency\":\"EUR\",\"columns\":[{\"id\":\"a\",\"decimals\":2,\"unit\":\"EUR\",\"most\":"
      "\"5.00\"},{\"id\":\"b\",\"kind\":\"number\",\"decimals\":2,\"least\":-9,\"most\":9,"
      "\"names\":"
      "[\"x\"]},{\"id\":\"c\",\"categories\":[\"p\",\"q\"],\"optional\":true,\"may-be-missing\":"
      "true}"
      ",{\"id\":\"d\",\"kind\":\"date\",\"least\":\"2025-01-01\"},{\"id\":\"k\",\"kind\":\"key\","
      "\"key-format\":\"iban\"}],\"checks\":[{\"column\":\"a\",\"not-above\":\"b\",\"times\":10,"
      "\"soft\":true},{\"column\":\"k\",\"unique\":true},{\"column\":\"b\",\"most\":\"5\",\"soft\":"
      "true}],\"questions\":[{\"analysis\":\"sum\",\"column\":\"a\"}]}";

/* The rules of a study's file; NULL if it is none. */
static JlyRules *
read_study (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStudyFile) file = jly_study_file_parse (text, "study.json", &error);

  g_assert ((file == NULL) == (error != NULL));
  if (error != NULL)
    g_assert (error->domain == JLY_ERROR && g_utf8_validate (error->message, -1, NULL));
  return file != NULL ? jly_rules_ref (file->rules) : NULL;
}

static void
check_rules (const JlyRules *rules)
{
  for (guint i = 0; i < rules->rules->len; i++)
    {
      const JlyRule *rule = jly_rules_get_rule (rules, i);
      g_autofree char *words = jly_rule_describe (rules, rule);

      g_assert (jly_rules_is_valid (rules, rule));
      g_assert (words[0] != '\0' && g_utf8_validate (words, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autofree char *text = g_strndup (n > 0 ? (const char *)bytes : "", n);
  g_autoptr (GBytes) whole = g_bytes_new (bytes, n);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyRules) from_bytes = jly_rules_decode (whole, &error);
  g_autoptr (JlyRules) from_text = read_study (text);

  g_assert ((from_bytes == NULL) == (error != NULL));
  if (from_bytes != NULL)
    {
      g_autoptr (GBytes) again = jly_rules_encode (from_bytes);

      check_rules (from_bytes);
      g_assert (g_bytes_equal (whole, again));
    }
  if (from_text != NULL)
    check_rules (from_text);
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  g_autoptr (JlyRules) rules = NULL;

  if (index == 0)
    return g_bytes_new_static (study, strlen (study));
  if (index > 1)
    return NULL;
  rules = read_study (study);
  return jly_rules_encode (rules);
}
