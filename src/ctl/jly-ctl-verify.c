/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl verify: checks exported logs, needing neither keys nor a folder of Jointly. */
#include "config.h"

#include "ctl/jly-ctl.h"
#include "party/jly-json.h"
#include "store/jly-log-verify.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sysexits.h>

#define MAX_FILES 50

static JlyLogExport *
read_log (const char *path, GError **error)
{
  const JlyErrorDetail detail = { .file = path, .next = _ ("Check the file's name.") };
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = NULL;
  JlyLogExport *log = NULL;

  if (file != NULL)
    {
      bytes = g_mapped_file_get_bytes (file);
      log = jly_log_export_decode (bytes, error);
    }
  if (log == NULL)
    jly_error_adopt (error, JLY_ERROR_NO_INPUT, &detail);
  return log;
}

static void
print_logs (JlyLogExport *const *logs, char **names, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *owner = jly_log_dup_owner (logs[i]);
      guint size = logs[i]->lines->len;

      printf (ngettext ("%s: the log of %s is whole, with %u line.\n",
                        "%s: the log of %s is whole, with %u lines.\n", size),
              names[i], owner, size);
    }
  if (n > 1)
    printf ("%s\n", _ ("The logs agree with each other."));
  else
    printf ("%s\n", _ ("Whether the others' logs agree with it is shown by giving them all."));
}

/* {"verified": true, "logs": [{"file", "owner", "lines"}]}, or the error as everywhere. */
static void
print_json (JlyLogExport *const *logs, char **names, gsize n, const GError *error)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (gsize i = 0; error == NULL && i < n; i++)
    {
      JsonObject *log = json_object_new ();
      g_autofree char *owner = jly_log_dup_owner (logs[i]);

      json_object_set_string_member (log, "file", names[i]);
      json_object_set_string_member (log, "owner", owner);
      json_object_set_int_member (log, "lines", (gint64)logs[i]->head.size);
      json_array_add_object_element (array, log);
    }
  json_object_set_boolean_member (object, "verified", error == NULL);
  json_object_set_array_member (object, "logs", array);
  if (error != NULL)
    {
      const JlyErrorDetail *detail = jly_error_get_detail (error);

      json_object_set_string_member (object, "fault", detail->step != NULL ? detail->step : "file");
      json_object_set_string_member (object, "file", detail->file != NULL ? detail->file : "");
      json_object_set_string_member (object, "party", detail->party != NULL ? detail->party : "");
      json_object_set_int_member (object, "line", (gint64)detail->row);
      json_object_set_string_member (object, "message", error->message);
    }
  text = jly_json_print (object, TRUE);
  printf ("%s\n", text);
}

static int
verify (char **names, gsize n, gboolean json)
{
  g_autoptr (GPtrArray) logs = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_log_export_free);
  g_autoptr (GError) error = NULL;
  JlyLogExport *const *list;

  for (gsize i = 0; i < n && error == NULL; i++)
    {
      JlyLogExport *log = read_log (names[i], &error);

      if (log != NULL)
        g_ptr_array_add (logs, log);
    }
  list = (JlyLogExport *const *)logs->pdata;
  if (error == NULL && jly_log_verify_all (list, (const char *const *)names, n, &error) && !json)
    print_logs (list, names, n);
  if (json)
    print_json (list, names, n, error);
  return error == NULL ? EX_OK : json ? jly_error_exit_code (error) : jly_ctl_print_error (error);
}

int
jly_ctl_verify (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE;
  int kept = 0;

  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--json"))
      json = TRUE;
    else
      argv[kept++] = argv[i];
  if (kept >= 1 && kept <= MAX_FILES && argv[0][0] != '-')
    return verify (argv, (gsize)kept, json);
  jly_ctl_fail_usage (&error, _ ("Write jointlyctl verify FILE …, with up to %d exported logs."),
                      MAX_FILES);
  return jly_ctl_print_error (error);
}
