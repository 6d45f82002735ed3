/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sheet-shape.h. */
#include "config.h"

#include "app/jly-sheet-shape.h"

#define SAMPLED_ROWS 50
#define SAMPLED_BYTES 200
#define MAX_CHARS 28

gboolean
jly_sheet_shape_is_at_end (JlySheet *sheet, guint column)
{
  gsize n_rows = MIN (jly_sheet_get_n_rows (sheet), SAMPLED_ROWS);
  gsize n_numbers = 0;

  for (gsize row = 0; row < n_rows; row++)
    {
      const char *text = jly_sheet_get_cell (sheet, row, column);

      n_numbers += g_ascii_isdigit (*text) || (*text == '-' && g_ascii_isdigit (text[1])) ? 1 : 0;
    }
  return n_numbers > 0 && n_numbers * 2 >= n_rows;
}

JlySheetSample *
jly_sheet_shape_new_sample (JlySheet *sheet, guint column)
{
  const gsize n_rows = MIN (jly_sheet_get_n_rows (sheet), SAMPLED_ROWS);
  const char *longest = "0000";
  glong most = 4;
  g_autofree char *text = NULL;

  for (gsize row = 0; row < n_rows; row++)
    {
      const char *cell = jly_sheet_get_cell (sheet, row, column);
      const glong chars = g_utf8_strlen (cell, SAMPLED_BYTES);

      if (chars > most)
        {
          most = chars;
          longest = cell;
        }
    }
  text = g_utf8_substring (longest, 0, MIN (most, MAX_CHARS));
  return jly_sheet_sample_new (text);
}
