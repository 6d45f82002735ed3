/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies of strangers: what is read has one form, and can be checked. */
#include "config.h"

#include "base/jly-error.h"
#include "fuzz/fuzz.h"
#include "study/jly-study.h"

const char *const fuzz_name = "study";

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GBytes) whole = g_bytes_new (bytes, n);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyStudy) read = jly_study_decode (whole, &error);

  g_assert ((read == NULL) == (error != NULL));
  if (read == NULL)
    {
      g_assert (error->domain == JLY_ERROR && g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  again = jly_study_encode (read);
  g_assert (g_bytes_equal (whole, again));
  if (!jly_study_check (read, &error))
    g_assert (error->domain == JLY_ERROR && g_utf8_validate (error->message, -1, NULL));
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  g_autoptr (JlyStudy) study = jly_study_new ("", "Turnover");

  if (index > 0)
    return NULL;
  g_free (study->currency);
  study->currency = g_strdup ("EUR");
  study->most_rows = 10;
  for (guint i = 0; i < 3; i++)
    {
      const char *name = (const char *[]){ "north", "harbour", "ridge" }[i];

      jly_study_add_party (study->providers, name)->keys.identity[0] = (guint8)i;
      jly_study_add_party (study->miners, name)->keys.identity[0] = (guint8)i;
    }
  jly_study_add_column (study, "turnover", "Turnover", 2, 1000);
  jly_study_add_column (study, "exports", "Exports", 2, 1000);
  jly_study_add_check (study, 1, 0, 1);
  jly_study_question_set (jly_study_add_question (study, "total", "sum"), "column", "turnover");
  return jly_study_encode (study);
}
