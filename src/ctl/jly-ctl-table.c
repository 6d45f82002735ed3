/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl table inspect: how a file of figures is read, before anything is done with it. */
#include "config.h"

#include "ctl/jly-ctl.h"
#include "party/jly-json.h"
#include "table/jly-sheet.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sysexits.h>

#define SAMPLE_ROWS 5

static JsonObject *
sheet_to_json (JlySheet *sheet)
{
  JsonObject *object = json_object_new ();
  JsonArray *headers = json_array_new ();

  for (guint i = 0; i < jly_sheet_get_n_columns (sheet); i++)
    json_array_add_string_element (headers, jly_sheet_get_header (sheet, i));
  json_object_set_string_member (object, "file", jly_sheet_get_name (sheet));
  jly_json_set_text (object, "format", jly_sheet_get_format (sheet));
  json_object_set_int_member (object, "rows", (gint64)jly_sheet_get_n_rows (sheet));
  json_object_set_array_member (object, "columns", headers);
  return object;
}

static void
print_sheet (JlySheet *sheet)
{
  gsize n_rows = jly_sheet_get_n_rows (sheet);

  printf (_ ("%s: %s, %u columns, %zu rows below the header.\n"), jly_sheet_get_name (sheet),
          jly_sheet_get_format (sheet), jly_sheet_get_n_columns (sheet), n_rows);
  for (guint c = 0; c < jly_sheet_get_n_columns (sheet); c++)
    {
      printf ("  %s:", jly_sheet_get_header (sheet, c));
      for (gsize r = 0; r < MIN (n_rows, SAMPLE_ROWS); r++)
        printf ("%s %s", r > 0 ? "," : "", jly_sheet_get_cell (sheet, r, c));
      printf ("%s\n", n_rows > SAMPLE_ROWS ? " …" : "");
    }
}

static int
inspect (const char *path, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = jly_sheet_load (path, NULL, &error);
  g_autofree char *text = NULL;

  if (sheet == NULL)
    {
      JlyErrorDetail detail = { .file = path };

      jly_error_adopt (&error, JLY_ERROR_NO_INPUT, &detail);
      return jly_ctl_print_error (error);
    }
  if (!json)
    {
      print_sheet (sheet);
      return EX_OK;
    }
  text = jly_json_print (sheet_to_json (sheet), TRUE);
  printf ("%s\n", text);
  return EX_OK;
}

int
jly_ctl_table (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const char *path = NULL;
  gboolean json = FALSE, ok = argc >= 3 && g_str_equal (argv[1], "inspect");

  for (int i = 2; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--json"))
        json = TRUE;
      else if (path == NULL)
        path = argv[i];
      else
        ok = FALSE;
    }
  if (ok && path != NULL)
    return inspect (path, json);
  jly_ctl_fail_usage (&error, _ ("Write jointlyctl table inspect FILE."));
  return jly_ctl_print_error (error);
}
