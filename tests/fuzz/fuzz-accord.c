/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines with all that was signed in a rehearsal: what is read gives the same line again, with at
 * most as many signers as there are parties, each of which signed something. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "party/jly-accord.h"
#include "party/jly-json.h"

#include <string.h>

const char *const fuzz_name = "accord";

static char *
write_line (const JlyAccord *accord)
{
  JsonObject *object = json_object_new ();

  jly_accord_to_json (accord, object);
  return jly_json_print (object, FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autofree char *text = n > 0 ? g_strndup ((const char *)bytes, n) : g_strdup ("");
  g_autoptr (JsonObject) object = jly_json_parse (text, NULL);
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JlyAccord) accord = NULL;
  g_autoptr (JlyAccord) same = NULL;
  g_autofree char *line = NULL;
  g_autofree char *second = NULL;

  accord = object != NULL ? jly_accord_from_json (object) : NULL;
  if (accord == NULL)
    return 0;
  g_assert (accord->signatures->len > 0 && accord->signatures->len <= JLY_POLICY_MAX_PARTIES);
  g_assert (accord->decisions->len > 0 && accord->decisions->len <= JLY_POLICY_MAX_PARTIES);
  for (guint i = 0; i < accord->decisions->len; i++)
    g_assert (g_array_index (accord->decisions, JlySigned, i).bytes != NULL
              && g_array_index (accord->decisions, JlySigned, i).signer < JLY_POLICY_MAX_PARTIES);
  line = write_line (accord);
  again = jly_json_parse (line, NULL);
  g_assert (again != NULL);
  same = jly_accord_from_json (again);
  g_assert (same != NULL);
  second = write_line (same);
  g_assert (strcmp (line, second) == 0);
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  static const guint8 signature[JLY_SIGNATURE_BYTES] = { 7 };
  g_autoptr (JlyAccord) accord = NULL;
  char *line;

  if (index > 2)
    return NULL;
  accord = jly_accord_new ();
  accord->proposal = g_bytes_new_static ("what is asked", 13);
  for (guint i = 0; i <= index; i++)
    {
      JlySigned item = { .bytes = g_bytes_new_static ("yes", 3), .signer = i };

      jly_accord_add_signature (accord, i, signature);
      jly_accord_add_decision (accord, &item);
    }
  line = write_line (accord);
  return g_bytes_new_take (line, strlen (line));
}
