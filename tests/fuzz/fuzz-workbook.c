/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XML inside a spreadsheet from anybody, packed as it should be: the first byte says whether it
 * is an Excel sheet or a LibreOffice document. Whatever it says, a sheet stays within its limits,
 * or there is a sentence that can be shown. */
#include "config.h"

#include "base/jly-error.h"
#include "fuzz/fuzz.h"
#include "table/jly-sheet.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define PACKED_MAX (256 * 1024)

const char *const fuzz_name = "workbook";

static const char *const seeds[] = {
  "E<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>x"
  "</t></is></c></row><row r='3' spans='1:2'><c r='A3' s='1'><v>46132.5</v></c><c r='B3'><f>1</f>"
  "<v>2.5E-1</v></c></row></sheetData></worksheet>",
  "E<worksheet><row r='2'><c r='C2' t='b'><v>1</v></c><c r='D2' t='e'><v>#N/A</v></c></row>"
  "<row r='9'><c r='AB9' s='2'><v>-0.12</v></c></row></worksheet>",
  "O<d><table name='a'><table-row><table-cell value-type='float' value='1.5'><p>1,5</p>"
  "</table-cell><table-cell number-columns-repeated='3'/><table-cell><p>x</p><p>y</p></table-cell>"
  "</table-row><table-row number-rows-repeated='9'/><table-row number-rows-repeated='2'>"
  "<table-cell value-type='percentage' value='.5'/><covered-table-cell/></table-row></table></d>",
};

static void
add_part (struct archive *archive, const char *name, const void *bytes, gsize n)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t)n);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert (archive_write_header (archive, entry) == ARCHIVE_OK);
  if (n > 0)
    g_assert (archive_write_data (archive, bytes, n) == (la_ssize_t)n);
  archive_entry_free (entry);
}

static void
add_text (struct archive *archive, const char *name, const char *text)
{
  add_part (archive, name, text, strlen (text));
}

static void
add_excel (struct archive *archive, const guint8 *bytes, gsize n)
{
  add_text (archive, "xl/workbook.xml", "<workbook><sheet name='a' id='1'/></workbook>");
  add_text (archive, "xl/_rels/workbook.xml.rels", "<r><Relationship Id='1' Target='s'/></r>");
  add_text (archive, "xl/sharedStrings.xml", "<sst><si><t>Resource</t></si></sst>");
  add_text (archive, "xl/styles.xml",
            "<s><cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='9'/></cellXfs></s>");
  add_part (archive, "xl/s", bytes, n);
}

static gsize
pack (const guint8 *bytes, gsize n, guint8 *packed)
{
  struct archive *archive = archive_write_new ();
  size_t used = 0;

  archive_write_set_format_zip (archive);
  archive_write_zip_set_compression_store (archive);
  g_assert (archive_write_open_memory (archive, packed, PACKED_MAX, &used) == ARCHIVE_OK);
  if (bytes[0] % 2 != 0 && bytes[0] != 'O')
    add_excel (archive, bytes + 1, n - 1);
  else
    {
      add_text (archive, "mimetype", "application/vnd.oasis.opendocument.spreadsheet");
      add_part (archive, "content.xml", bytes + 1, n - 1);
    }
  g_assert (archive_write_close (archive) == ARCHIVE_OK);
  archive_write_free (archive);
  return used;
}

static void
check_sentence (const GError *error)
{
  g_assert (error != NULL && error->domain == JLY_ERROR && error->code == JLY_ERROR_DATA);
  for (const char *at = error->message; *at != '\0'; at = g_utf8_next_char (at))
    g_assert (g_unichar_isprint (g_utf8_get_char (at)));
  g_assert (jly_error_get_detail (error)->next != NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autofree guint8 *packed = g_malloc (PACKED_MAX);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = NULL;

  if (n == 0 || n > PACKED_MAX / 2)
    return 0;
  sheet = jly_sheet_parse ("book.xlsx", packed, pack (bytes, n, packed), &error);
  if (sheet == NULL)
    {
      check_sentence (error);
      return 0;
    }
  for (gsize i = 0; i < MIN (jly_sheet_get_n_rows (sheet), 1000); i++)
    for (guint k = 0; k < jly_sheet_get_n_columns (sheet); k++)
      {
        g_assert (g_utf8_validate (jly_sheet_get_cell (sheet, i, k), -1, NULL));
        g_assert (!jly_sheet_is_number (sheet, i, k)
                  || strpbrk (jly_sheet_get_cell (sheet, i, k), "0123456789") != NULL);
      }
  return 0;
}

GBytes *
fuzz_seed (guint index)
{
  return index < G_N_ELEMENTS (seeds) ? g_bytes_new_static (seeds[index], strlen (seeds[index]))
                                      : NULL;
}
