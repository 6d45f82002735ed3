/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreed checks from anybody, as bytes or as a study file: what is taken makes sense, is a sentence
 * each, and as bytes is written the same again. */
#include "config.h"

#include "base/jly-error.h"
#include "base/jly-rules-cbor.h"
#include "fuzz/fuzz.h"
#include "party/jly-json.h"
#include "table/jly-check.h"
#include "table/jly-rules-json.h"

#include <string.h>

const char *const fuzz_name = "rules";

static const char study[]
    = "{\"columns\":[{\"id\":\"a\",\"title\":\"A\",\"kind\":\"number\",\"scale\":2,\"currency\":"
      "\"EUR\",\"range\":[\"0\",\"5.00\"],\"required\":true},{\"id\":\"b\",\"title\":\"B\","
      "\"kind\":"
      "\"number\",\"scale\":2,\"names\":[\"x\"]},{\"id\":\"c\",\"title\":\"C\",\"kind\":\"text\","
      "\"categories\":[\"p\",\"q\"],\"optional\":true}],\"rules\":[{\"kind\":\"not-above\","
      "\"column\":\"a\",\"other\":\"b\",\"times\":10,\"soft\":true},{\"kind\":\"unique\","
      "\"column\":\"c\"}]}";

static JlyRules *
read_json (const char *text)
{
  g_autoptr (JsonObject) object = jly_json_parse (text, NULL);
  g_autoptr (GError) error = NULL;
  JlyRules *rules = object != NULL ? jly_rules_from_json (object, &error) : NULL;

  g_assert ((object != NULL && rules == NULL) == (error != NULL));
  if (error != NULL)
    g_assert (error->domain == JLY_ERROR && g_utf8_validate (error->message, -1, NULL));
  return rules;
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
  g_autoptr (JlyRules) from_text = read_json (text);

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
  rules = read_json (study);
  return jly_rules_encode (rules);
}
