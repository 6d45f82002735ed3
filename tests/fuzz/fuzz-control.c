/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line at the operator's socket of a service that runs: whatever it is, one object of JSON
 * answers, which has what was asked for or an error with a sentence, and the service stays. */
#include "config.h"

#include "fuzz/fuzz.h"
#include "fuzz/service-target.h"
#include "party/jly-json.h"
#include "service/jly-service-control.h"

#include <string.h>

const char *const fuzz_name = "control";

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autofree char *line
      = g_strndup (n > 0 ? (const char *)bytes : "", MIN (n, JLY_SERVICE_CONTROL_MAX));
  g_autofree char *answer = NULL;
  g_autoptr (JsonObject) object = NULL;

  /* Each invitation that is given stays in a file, which would grow all the time. */
  if (strstr (line, "invite") != NULL && strstr (line, "days") == NULL)
    return 0;
  answer = jly_service_control_answer (service_target_get (), line);
  g_assert (g_utf8_validate (answer, -1, NULL) && strchr (answer, '\n') == NULL);
  object = jly_json_parse (answer, NULL);
  g_assert (object != NULL);
  if (json_object_has_member (object, "error"))
    g_assert (jly_json_get_text (json_object_get_object_member (object, "error"), "message", "")[0]
              != '\0');
  g_assert (jly_service_count_studies (service_target_get ()) == 0);
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  static const char *const lines[] = {
    "{\"do\":\"status\"}",
    "{\"do\":\"studies\"}",
    "{\"do\":\"card\"}",
    "{\"do\":\"invite\",\"days\":-3}",
    "{\"do\":\"invite\",\"days\":99999999999999999999}",
    "{\"do\":\"refuse\",\"study\":\"00112233445566778899aabbccddeeff\"}",
    "{\"do\":\"erase\",\"study\":\"../../etc\"}",
    "{\"do\":\"close\",\"study\":\"00112233445566778899aabbccddeeff\",\"without\":[\"north\",1,"
    "null,{}]}",
    "{\"do\":[{\"do\":{}}],\"study\":7}",
    "[[[[[[[[[[[[[[[[[[[[\"\\ud800\"]]]]]]]]]]]]]]]]]]]]",
  };

  return index < G_N_ELEMENTS (lines) ? g_bytes_new_static (lines[index], strlen (lines[index]))
                                      : NULL;
}
