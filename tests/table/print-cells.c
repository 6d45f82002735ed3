/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints how files are read, cell by cell, for the comparison with another program: a line
 * "FILE separator encoding", then one per row, "row TAB cell TAB cell …" with the header first. In
 * cells a backslash, a tab and a line's end are \\, \t and \n. */
#include "config.h"

#include "table/jly-sheet.h"

#include <stdio.h>

static void
print_cell (const char *cell)
{
  putchar ('\t');
  for (; *cell != '\0'; cell++)
    if (*cell == '\\' || *cell == '\t' || *cell == '\n' || *cell == '\r')
      printf ("\\%c", *cell == '\t' ? 't' : *cell == '\n' ? 'n' : *cell == '\r' ? 'r' : '\\');
    else
      putchar (*cell);
}

static void
print_sheet (const char *path, JlySheet *sheet)
{
  const guint n = jly_sheet_get_n_columns (sheet);
  const char *encoding = jly_sheet_get_encoding (sheet);

  printf ("FILE\t%s\t%d\t%s\n", path, jly_sheet_get_delimiter (sheet),
          encoding != NULL ? encoding : "");
  printf ("%u", (guint)jly_sheet_get_header_row (sheet));
  for (guint k = 0; k < n; k++)
    print_cell (jly_sheet_get_header (sheet, k));
  for (gsize row = 0; row < jly_sheet_get_n_rows (sheet); row++)
    {
      printf ("\n%u", (guint)jly_sheet_get_file_row (sheet, row));
      for (guint k = 0; k < n; k++)
        print_cell (jly_sheet_get_cell (sheet, row, k));
    }
  putchar ('\n');
}

int
main (int argc, char **argv)
{
  const JlySheetOptions options = { .keep_totals = TRUE, .n_name_rows = 1 };

  for (int i = 1; i < argc; i++)
    {
      g_autoptr (JlySheet) sheet = jly_sheet_load_with (argv[i], &options, NULL, NULL);

      if (sheet != NULL)
        print_sheet (argv[i], sheet);
    }
  return 0;
}
