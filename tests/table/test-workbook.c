/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheets as Excel and LibreOffice save them, made here part by part: the values come out
 * exactly, dates and percentages are not taken for amounts, and hostile files end in a sentence. */
#include "config.h"

#include "base/jly-error.h"
#include "table/jly-bid-table.h"
#include "table/jly-package.h"
#include "table/jly-xlsx-styles.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define ODS_TYPE "application/vnd.oasis.opendocument.spreadsheet"

#define WORKBOOK                                                                                   \
  "<workbook xmlns:r='r'><sheets><sheet name='Notes' state='hidden' r:id='rId1'/>"                 \
  "<sheet name='Figures' r:id='rId2'/></sheets></workbook>"
#define RELATIONS                                                                                  \
  "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/>"                        \
  "<Relationship Id='rId2' Target='worksheets/sheet2.xml'/></Relationships>"
#define STYLES                                                                                     \
  "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='dd/mm/yyyy'/></numFmts>"                \
  "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"                                               \
  "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='10'/><xf "                          \
  "numFmtId='170'/></cellXfs>"                                                                     \
  "</styleSheet>"
#define STRINGS                                                                                    \
  "<sst><si><t>Resource</t></si><si><t>Free amount</t></si><si><r><t>Unit </t></r><r><t>cost</t>"  \
  "</r><rPh><t>spoken</t></rPh></si><si><t>Smallest unit "                                         \
  "revenue</t></si><si><t>Roofing</t></si></sst>"

#define HEAD                                                                                       \
  "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' "                  \
  "t='s'><v>2</v></c>"                                                                             \
  "<c r='D1' t='s'><v>3</v></c></row>"

typedef struct
{
  const char *name;
  const char *text;
  gsize length; /* 0: of the text */
} Part;

/* A package of the parts, up to the first without a name. */
static GBytes *
pack (const Part *parts)
{
  const gsize size = 1024 * 1024;
  guint8 *bytes = g_malloc (size);
  size_t used = 0;
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_memory (archive, bytes, size, &used), ==, ARCHIVE_OK);
  for (; parts->name != NULL; parts++)
    {
      const gsize length = parts->length > 0 ? parts->length : strlen (parts->text);
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, parts->name);
      archive_entry_set_size (entry, (la_int64_t)length);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, parts->text, length), ==, (int)length);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_bytes_new_take (bytes, used);
}

static GBytes *
pack_excel_declaring (const char *declaration, const char *rows)
{
  g_autofree char *sheet
      = g_strdup_printf ("%s<worksheet><sheetData>%s</sheetData></worksheet>", declaration, rows);
  const Part parts[] = { { "[Content_Types].xml", "<Types/>", 0 },
                         { "xl/workbook.xml", WORKBOOK, 0 },
                         { "xl/_rels/workbook.xml.rels", RELATIONS, 0 },
                         { "xl/styles.xml", STYLES, 0 },
                         { "xl/sharedStrings.xml", STRINGS, 0 },
                         { "xl/worksheets/sheet1.xml", "<worksheet/>", 0 },
                         { "xl/worksheets/sheet2.xml", sheet, 0 },
                         { NULL } };

  return pack (parts);
}

static GBytes *
pack_excel (const char *rows)
{
  return pack_excel_declaring ("<?xml version='1.0' encoding='UTF-8'?>", rows);
}

static GBytes *
pack_libreoffice (const char *rows)
{
  g_autofree char *content = g_strdup_printf (
      "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body>"
      "<office:spreadsheet><table:table table:name='Figures'>%s</table:table>"
      "<table:table table:name='More'><table:table-row><table:table-cell><text:p>no</text:p>"
      "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
      "</office:document-content>",
      rows);
  const Part parts[] = { { "mimetype", ODS_TYPE, 0 }, { "content.xml", content, 0 }, { NULL } };

  return pack (parts);
}

static JlySheet *
parse (GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) owned = bytes;
  gsize length;
  const guint8 *data = g_bytes_get_data (owned, &length);

  return jly_sheet_parse ("book.xlsx", data, length, error);
}

/* "A|B|/1|2|/", with '#' after each cell that is a number. */
static char *
flatten (JlySheet *sheet)
{
  GString *flat = g_string_new (NULL);

  for (guint k = 0; k < jly_sheet_get_n_columns (sheet); k++)
    g_string_append_printf (flat, "%s|", jly_sheet_get_header (sheet, k));
  for (gsize i = 0; i < jly_sheet_get_n_rows (sheet); i++)
    {
      g_string_append_c (flat, '/');
      for (guint k = 0; k < jly_sheet_get_n_columns (sheet); k++)
        g_string_append_printf (flat, "%s%s|", jly_sheet_get_cell (sheet, i, k),
                                jly_sheet_is_number (sheet, i, k) ? "#" : "");
    }
  return g_string_free (flat, FALSE);
}

static void
assert_flat (GBytes *bytes, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = parse (bytes, &error);
  g_autofree char *flat = NULL;

  g_assert_no_error (error);
  flat = flatten (sheet);
  g_assert_cmpstr (flat, ==, expected);
}

static void
assert_refused (GBytes *bytes, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = parse (bytes, &error);

  g_assert_null (sheet);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_nonnull (jly_error_get_detail (error)->next);
}

#define LEGEND "Resource|Free amount|Unit cost|Smallest unit revenue|"

static void
test_excel_values (void)
{
  static const struct
  {
    const char *row, *flat;
  } rows[] = {
    { "<c r='A2' t='s'><v>4</v></c><c r='B2'><v>420</v></c><c r='C2'><v>258.39999999999998</v></c>"
      "<c r='D2' t='n'><v>2.7E2</v></c>",
      "Roofing|420#|258.4#|270#|" },
    { "<c r='A2' t='inlineStr'><is><r><t>Ro</t></r><r><t>of</t></r></is></c><c r='D2'><v>1</v></c>",
      "Roof|||1#|" },
    { "<c r='A2' t='str'><f>\"Ro\"&amp;\"of\"</f><v>Roof</v></c><c r='B2'><f>2*3</f><v>6</v></c>"
      "<c r='C2'><f>1+1</f></c>",
      "Roof|6#|=1+1||" },
    { "<c r='B2' s='1'><v>46132</v></c><c r='C2' s='2'><v>0.12</v></c><c r='D2' "
      "s='3'><v>0.5</v></c>",
      "|2026-04-20|12 %|12:00|" },
    { "<c r='A2' t='b'><v>1</v></c><c r='B2' t='e'><v>#DIV/0!</v></c><c r='C2'><v>-1E-7</v></c>"
      "<c r='D2'><v>123456789012345678</v></c>",
      "TRUE|#DIV/0!|-0.0000001#|123456789012345678#|" },
    { "<c r='A2' s='99'><v>0.30000000000000004</v></c><c r='B2'><v>1.1000000000000001</v></c>"
      "<c r='C2'/><c r='D2'><v>-0</v></c>",
      "0.3#|1.1#||-0#|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sheet = g_strconcat (HEAD "<row r='2'>", rows[i].row, "</row>", NULL);
      g_autofree char *flat = g_strconcat (LEGEND "/", rows[i].flat, NULL);

      assert_flat (pack_excel (sheet), flat);
    }
}

static void
test_excel_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = parse (
      pack_excel ("<row r='2'><c r='A2' t='inlineStr'><is><t>Our figures</t></is></c></row>"
                  "<row r='4'><c r='B4' t='s'><v>0</v></c><c r='C4' t='s'><v>1</v></c></row>"
                  "<row r='9'><c r='B9' t='s'><v>4</v></c><c r='C9'><v>1.234</v></c></row>"),
      &error);

  g_assert_no_error (error);
  g_assert_cmpuint (jly_sheet_get_header_row (sheet), ==, 4);
  g_assert_cmpuint (jly_sheet_get_file_row (sheet, 0), ==, 9);
  /* Column A holds nothing. */
  g_assert_cmpstr (jly_sheet_get_cell (sheet, 0, 1), ==, "1.234");
  g_assert_cmpstr (jly_sheet_get_format (sheet), ==, "Excel, sheet “Figures”");
}

/* A number that would be doubtful as text is none here; a date or a percentage is no amount. */
static void
test_excel_bid (void)
{
  static const struct
  {
    const char *amount, *words;
  } cells[] = {
    { "<v>420</v>", NULL },
    { "<v>1.234</v>", "“1.234” is not a whole number" },
    { "<v>-5</v>", "below zero" },
    { "", "This cell is empty" },
  };
  static const char text[] = "Resource,Unit,Required amount\nRoofing,hours,640\n";
  g_autoptr (JlySheet) tender_sheet
      = jly_sheet_parse ("t.csv", (const guint8 *)text, strlen (text), NULL);
  g_autoptr (JlyTender) tender = jly_tender_read (tender_sheet, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *rows = g_strdup_printf (
          HEAD "<row r='2'><c r='A2' t='s'><v>4</v></c><c r='B2'>%s</c><c r='C2'>"
               "<v>258.39999999999998</v></c><c r='D2'><v>270</v></c></row>",
          cells[i].amount);
      g_autoptr (JlySheet) sheet = parse (pack_excel (rows), NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyBidTable) table = jly_bid_table_read (sheet, tender, &error);

      if (cells[i].words == NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (table->values[0][0], ==, 420);
          g_assert_cmpuint (table->values[1][0], ==, 25840);
          continue;
        }
      g_assert_null (table);
      g_assert_nonnull (strstr (error->message, cells[i].words));
      g_assert_cmpuint (jly_error_get_detail (error)->row, ==, 2);
    }
}

static void
test_excel_hostile (void)
{
  static const char *const damaged[] = {
    "<row r='2'><c r='A3'><v>1</v></c></row>", /* a cell of another row */
    "<row r='2'/><row r='1'/>",                /* backwards */
    "<row r='0'/>",
    "<row r='99999999999'/>",
    "<c r='A1'><v>1</v></c>", /* a cell outside rows */
    "<row r='1'><c r='1A'><v>1</v></c></row>",
    "<row r='1'><c r='A1' t='s'><v>5</v></c></row>", /* no such string */
    "<row r='1'><c r='A1' t='s'><v>-1</v></c></row>",
    "<row r='1'><c r='A1'><v>1e999</v></c></row>",
    "<row r='1'><c r='A1'><v>nan</v></c></row>",
    "<row r='1'><c r='A1'><v>0x10</v></c></row>",
    "<row r='1'><c r='A1'><v>1",
    "<row r='1'><c r='A1' t='str'><v>&boom;</v></c></row>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    assert_refused (pack_excel (damaged[i]), "This file is damaged");
  assert_refused (pack_excel ("<row r='1'><c r='FZZ1'><v>1</v></c></row>"), "4096 cells");
  assert_refused (
      pack_excel ("<row r='1'><c r='A1' t='str'><v>x</v></c><c r='A1'><v>1</v></c></row>"),
      "damaged");
}

/* Much of nothing, packed into little; and entities that multiply. */
static void
test_bombs (void)
{
  g_autofree char *spaces = g_strnfill (JLY_PACKAGE_PART_FREE + 2, ' ');
  const Part large[] = { { "xl/workbook.xml", spaces, 0 }, { NULL } };
  const Part entities[]
      = { { "xl/workbook.xml",
            "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
            "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><workbook>&c;</workbook>",
            0 },
          { NULL } };
  const Part outside[]
      = { { "xl/workbook.xml",
            "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><workbook>&a;</workbook>", 0 },
          { NULL } };
  GString *deep = g_string_new (NULL);

  assert_refused (pack (large), "unpacks into far more than its size");
  assert_refused (pack (entities), "damaged");
  assert_refused (pack (outside), "damaged");
  /* Inside an attribute an entity is not seen, so its declaration must be. */
  assert_refused (pack_excel_declaring ("<!DOCTYPE worksheet [<!ENTITY a 's'>]>",
                                        "<row r='1'><c r='A1' t='&a;'><v>0</v></c></row>"
                                        "<row r='2'><c r='A2'><v>1</v></c></row>"),
                  "damaged");
  for (guint i = 0; i < 20000; i++)
    g_string_append (deep, "<a>");
  assert_refused (pack_excel (deep->str), "damaged");
  g_string_free (deep, TRUE);
}

/* Whatever piece of a good file is missing at its end, it is refused or its rows are all there. */
static void
test_cut (void)
{
  g_autoptr (GBytes) whole
      = pack_excel (HEAD "<row r='2'><c r='A2' t='s'><v>4</v></c><c r='B2'><v>420</v></c></row>");
  gsize length;
  const guint8 *data = g_bytes_get_data (whole, &length);

  for (gsize n = 0; n < length; n++)
    {
      g_autofree guint8 *cut = g_memdup2 (data, n);
      g_autoptr (GError) error = NULL;
      g_autoptr (JlySheet) sheet = jly_sheet_parse ("book.xlsx", cut, n, &error);

      if (sheet != NULL)
        g_assert_cmpstr (jly_sheet_get_cell (sheet, 0, 1), ==, "420");
      else
        g_assert_error (error, JLY_ERROR, JLY_ERROR_DATA);
    }
}

#define ODS_HEAD                                                                                   \
  "<table:table-row><table:table-cell><text:p>Item</text:p></table:table-cell><table:table-cell>"  \
  "<text:p>Cost</text:p></table:table-cell><table:table-cell "                                     \
  "table:number-columns-repeated='16382'/>"                                                        \
  "</table:table-row>"
#define ODS_ROW(a, b) "<table:table-row>" a b "</table:table-row>"
#define ODS_TEXT(text) "<table:table-cell><text:p>" text "</text:p></table:table-cell>"
#define ODS_VALUE(attributes)                                                                      \
  "<table:table-cell " attributes "><text:p>shown</text:p></table:table-cell>"

static void
test_libreoffice (void)
{
  assert_flat (
      pack_libreoffice (
          ODS_HEAD
          "<table:table-row table:number-rows-repeated='3'><table:table-cell/>"
          "</table:table-row>" ODS_ROW (
              ODS_TEXT ("a"), ODS_VALUE ("office:value-type='float' office:value='258.4'"))
              ODS_ROW (ODS_TEXT ("b"),
                       ODS_VALUE ("office:value-type='percentage' office:value='0.12'"))
                  ODS_ROW (ODS_TEXT ("c"),
                           ODS_VALUE ("office:value-type='currency' office:value='9.5' "
                                      "office:currency='EUR'"))
                      ODS_ROW (ODS_TEXT ("d"), ODS_VALUE ("office:value-type='date' "
                                                          "office:date-value='2026-04-20'"))
                          ODS_ROW ("<table:table-cell><office:annotation><text:p>note</text:p></"
                                   "office:annotation>"
                                   "<text:p>two</text:p><text:p>lines</text:p></table:table-cell>",
                                   "<table:covered-table-cell/>") "<table:table-row "
                                                                  "table:number-rows-repeated='2'"
                                                                  ">" ODS_TEXT (
                                                                      "twice") "</table:table-row>"
                                                                               "<table:table-row "
                                                                               "table:number-rows-"
                                                                               "repeated='1048570'"
                                                                               "><table:table-"
                                                                               "cell "
                                                                               "table:number-"
                                                                               "columns-repeated='"
                                                                               "16384'/></"
                                                                               "table:table-row>"),
      "Item|Cost|/a|258.4#|/b|12 %|/c|9.5 EUR#|/d|2026-04-20|/two\nlines||/twice||/twice||");
}

static void
test_libreoffice_hostile (void)
{
  assert_refused (
      pack_libreoffice ("<table:table-row table:number-rows-repeated='4294967295'>" ODS_TEXT (
          "x") "</table:table-row>"),
      "million rows");
  assert_refused (pack_libreoffice ("<table:table-row><table:table-cell "
                                    "table:number-columns-repeated='4294967295'><text:p>x</text:p>"
                                    "</table:table-cell></table:table-row>"),
                  "4096 cells");
  assert_refused (pack_libreoffice ("<table:table-row table:number-rows-repeated='-1'>" ODS_TEXT (
                      "x") "</table:table-row>"),
                  "damaged");
  assert_refused (pack_libreoffice ("<table:table-row table:number-rows-repeated='1000000'>"
                                    "<table:table-cell table:number-columns-repeated='4000'>"
                                    "<text:p>x</text:p></table:table-cell></table:table-row>"),
                  "too many cells");
  assert_refused (pack_libreoffice ("<table:table-row><table:table-cell>"), "damaged");
  /* The next sheet is read then. */
  assert_refused (pack_libreoffice (""), "no figures below it");
}

static const JlySheetNote *
find_note (JlySheet *sheet, JlySheetNoteKind kind)
{
  const GPtrArray *notes = jly_sheet_get_notes (sheet);

  for (guint i = 0; i < notes->len; i++)
    if (((JlySheetNote *)notes->pdata[i])->kind == kind)
      return notes->pdata[i];
  return NULL;
}

/* Four sheets: a hidden one that looks no worse than the others, an empty one, and two with
 * figures. */
static GBytes *
pack_excel_sheets (void)
{
  static const char workbook[]
      = "<workbook xmlns:r='r'><sheets><sheet name='Secret' state='hidden' r:id='a'/>"
        "<sheet name='Cover' r:id='b'/><sheet name='2025' r:id='c'/><sheet name='3' r:id='d'/>"
        "</sheets></workbook>";
  static const char relations[]
      = "<Relationships><Relationship Id='a' Target='1.xml'/><Relationship Id='b' Target='2.xml'/>"
        "<Relationship Id='c' Target='3.xml'/><Relationship Id='d' Target='/xl/4.xml'/>"
        "</Relationships>";
  /* Rows and cells without places stand one behind the other. */
  const Part parts[]
      = { { "xl/workbook.xml", workbook, 0 },
          { "xl/_rels/workbook.xml.rels", relations, 0 },
          { "xl/1.xml",
            "<worksheet><dimension ref='A1:B77'/><sheetData><row><c t='str'><v>k</v></c><c t='str'>"
            "<v>l</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row></sheetData></worksheet>",
            0 },
          { "xl/2.xml", "<worksheet><sheetData><row r='5'/></sheetData></worksheet>", 0 },
          { "xl/3.xml",
            "<worksheet><sheetData><row><c t='str'><v>a</v></c><c t='str'><v>b</v></c></row>"
            "<row><c><v>1</v></c><c t='e'><v>#DIV/0!</v></c></row><row r='5'><c r='B5'><f>SUM(B1)"
            "</f></c></row></sheetData></worksheet>",
            0 },
          { "xl/4.xml",
            "<worksheet><sheetData><row><c t='str'><v>x</v></c></row><row><c><v>9</v></c></row>"
            "</sheetData></worksheet>",
            0 },
          { NULL } };

  return pack (parts);
}

static JlySheet *
parse_sheet (GBytes *bytes, const char *wanted, GError **error)
{
  const JlySheetOptions options = { .sheet = wanted };
  g_autoptr (GBytes) owned = bytes;
  gsize length;
  const guint8 *data = g_bytes_get_data (owned, &length);

  return jly_sheet_parse_with ("book", data, length, &options, NULL, error);
}

static void
test_excel_sheets (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) first = parse_sheet (pack_excel_sheets (), NULL, NULL);
  g_autoptr (JlySheet) hidden = parse_sheet (pack_excel_sheets (), "secret", NULL);
  g_autoptr (JlySheet) named = parse_sheet (pack_excel_sheets (), "3", NULL);
  g_autoptr (JlySheet) numbered = parse_sheet (pack_excel_sheets (), "1", NULL);
  const JlySheetInfo *info = g_ptr_array_index (jly_sheet_get_sheets (first), 0);
  g_autofree char *flat = flatten (first);

  g_assert_cmpstr (flat, ==, "a|b|/1#|#DIV/0!|/|=SUM(B1)|");
  g_assert_cmpuint (jly_sheet_get_file_row (first, 1), ==, 5);
  g_assert_cmpuint (jly_sheet_get_sheets (first)->len, ==, 4);
  g_assert_true (info->is_hidden && !info->is_chosen);
  g_assert_cmpuint (info->n_rows, ==, 77);
  g_assert_cmpstr (find_note (first, JLY_NOTE_SHEET)->words, ==,
                   "Sheet “2025” is read: of 4 sheets it is the first that holds figures below "
                   "column names and is not hidden. 1 sheet is hidden.");
  g_assert_cmpuint (find_note (first, JLY_NOTE_ERROR_CELLS)->row, ==, 2);
  g_assert_nonnull (strstr (find_note (first, JLY_NOTE_ERROR_CELLS)->words, "B2"));
  g_assert_nonnull (strstr (find_note (first, JLY_NOTE_FORMULAS)->words, "B5"));
  g_assert_cmpstr (jly_sheet_get_format (hidden), ==, "Excel, sheet “Secret”");
  g_assert_cmpstr (jly_sheet_get_format (named), ==, "Excel, sheet “3”");
  g_assert_cmpstr (jly_sheet_get_format (numbered), ==, "Excel, sheet “Secret”");
  g_assert_null (parse_sheet (pack_excel_sheets (), "5", &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "“Secret”, “Cover”, “2025”, “3”"));
}

#define ODS_NAMED(name, style, word)                                                               \
  "<table:table table:name='" name "' table:style-name='" style "'><table:table-row "              \
  "table:number-rows-repeated='2'><table:table-cell><text:p>" word                                 \
  "</text:p></table:table-cell></table:table-row></table:table>"

static void
test_libreoffice_sheets (void)
{
  static const char content[]
      = "<d xmlns:table='t' xmlns:text='x' xmlns:style='s'><style:style style:name='ta1'><style:"
        "table-properties table:display='false'/></style:style><style:style style:name='ta2'>"
        "<style:table-properties table:display='true'/></style:style>" ODS_NAMED ("Notes", "ta1",
                                                                                  "no")
            ODS_NAMED ("Figures", "ta2", "yes") ODS_NAMED ("More", "ta2", "more") "</d>";
  const Part parts[] = { { "mimetype", ODS_TYPE, 0 }, { "content.xml", content, 0 }, { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) first = parse_sheet (pack (parts), NULL, NULL);
  g_autoptr (JlySheet) hidden = parse_sheet (pack (parts), "notes", NULL);
  g_autoptr (JlySheet) numbered = parse_sheet (pack (parts), "3", NULL);
  const JlySheetInfo *info = g_ptr_array_index (jly_sheet_get_sheets (first), 0);

  g_assert_cmpstr (jly_sheet_get_cell (first, 0, 0), ==, "yes");
  g_assert_cmpstr (jly_sheet_get_cell (hidden, 0, 0), ==, "no");
  g_assert_cmpstr (jly_sheet_get_cell (numbered, 0, 0), ==, "more");
  g_assert_cmpuint (jly_sheet_get_sheets (first)->len, ==, 3);
  g_assert_true (info->is_hidden && !info->is_chosen);
  g_assert_cmpuint (info->n_rows, ==, 2);
  g_assert_null (parse_sheet (pack (parts), "none", &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_USAGE);
}

static void
test_preview (void)
{
  const JlySheetOptions options = { .n_rows = 3 };
  g_autoptr (GString) rows = g_string_new ("<row><c t='str'><v>a</v></c></row>");
  g_autoptr (GString) ods = g_string_new (NULL);
  GBytes *files[2];

  for (guint i = 0; i < 200; i++)
    {
      g_string_append (rows, "<row><c><v>1</v></c></row>");
      g_string_append (ods, "<table:table-row>" ODS_TEXT ("x") "</table:table-row>");
    }
  files[0] = pack_excel (rows->str);
  files[1] = pack_libreoffice (ods->str);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) bytes = files[i];
      gsize length;
      const guint8 *data = g_bytes_get_data (bytes, &length);
      g_autoptr (JlySheet) sheet
          = jly_sheet_parse_with ("book", data, length, &options, NULL, NULL);

      g_assert_true (jly_sheet_is_preview (sheet));
      g_assert_cmpuint (jly_sheet_get_n_rows (sheet), ==, 3);
      g_assert_nonnull (find_note (sheet, JLY_NOTE_PREVIEW));
    }
}

/* Names in two rows, and so many figures that a preview does not reach what stands below them. The
 * words that are looked for stand in a cell, too. */
static GBytes *
pack_merged (const char *below)
{
  g_autoptr (GString) rows = g_string_new ("<row><c t='str'><v>Name</v></c>"
                                           "<c t='str'><v>Sales</v></c><c/></row>"
                                           "<row><c/><c t='str'><v>plan</v></c>"
                                           "<c t='str'><v>actual</v></c></row>");

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (rows,
                            "<row><c t='str'><v>mergeCells %u</v></c><c><v>1</v></c>"
                            "<c><v>2</v></c></row>",
                            i);
  g_string_append_printf (rows, "</sheetData>%s<sheetData>", below);
  return pack_excel (rows->str);
}

static void
assert_last_header (const char *below, gsize n_rows, const char *header)
{
  const JlySheetOptions options = { .n_rows = n_rows };
  g_autoptr (GBytes) bytes = pack_merged (below);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlySheet) sheet = jly_sheet_parse_with ("book", data, length, &options, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (jly_sheet_is_preview (sheet), ==, n_rows > 0);
  g_assert_cmpstr (jly_sheet_get_header (sheet, 2), ==, header);
}

/* A preview names its columns as the whole file does. */
static void
test_preview_merged (void)
{
  static const char *const merged
      = "<mergeCells count='2'><mergeCell ref='A1:A2'/><mergeCell ref='B1:C1'/></mergeCells>";
  static const char *const prefixed
      = "<x:mergeCells><x:mergeCell ref='A1:A2'/><x:mergeCell ref='B1:C1'/></x:mergeCells>";

  for (gsize n_rows = 0; n_rows <= 3; n_rows += 3)
    {
      assert_last_header (merged, n_rows, "Sales actual");
      assert_last_header (prefixed, n_rows, "Sales actual");
      assert_last_header ("", n_rows, "actual");
      assert_last_header ("<mergeCells/>", n_rows, "actual");
    }
  /* What is damaged there is told by whoever reads the whole file. */
  assert_last_header ("<mergeCells><mergeCell ref='B1:C1'/>", 3, "Sales actual");
  assert_last_header ("<mergeCells><mergeCell ref='B1:", 3, "actual");
}

/* A cell's text is what any program wrote, and may be no UTF-8. */
static void
test_not_utf8 (void)
{
  assert_refused (pack_excel ("<row><c t='str'><v>\xff</v></c></row>"), "damaged");
  assert_refused (pack_excel ("<row><c t='str'><v>a\xc3(</v></c></row>"), "damaged");
  assert_refused (pack_excel_declaring ("<?xml version='1.0' encoding='ISO-8859-1'?>",
                                        "<row><c t='str'><v>\xe4</v></c></row>"),
                  "damaged");
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *format;
    JlyXlsxKind kind;
  } formats[] = {
    { "General", JLY_XLSX_NUMBER },
    { "0.00", JLY_XLSX_NUMBER },
    { "#,##0.00 \"days\"", JLY_XLSX_NUMBER },
    { "#,##0\\d", JLY_XLSX_NUMBER },
    { "[$€-407] #,##0", JLY_XLSX_NUMBER },
    { "[Red]0_d", JLY_XLSX_NUMBER },
    { "0%", JLY_XLSX_PERCENT },
    { "0.00 %;[Red]-0.00 %", JLY_XLSX_PERCENT },
    { "dd/mm/yyyy", JLY_XLSX_DATE },
    { "[h]:mm", JLY_XLSX_DATE },
    { "mmm yy", JLY_XLSX_DATE },
    { "[x", JLY_XLSX_DATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    g_assert_cmpint (jly_xlsx_guess_kind (formats[i].format), ==, formats[i].kind);
}

static void
test_plain_numbers (void)
{
  static const char *const numbers[][2] = {
    { "0", "0" },
    { "258.4", "258.4" },
    { "-12", "-12" },
    { "2.50", "2.5" },
    { "2.", "2" },
    { ".5", "0.5" },
    { "007", "7" },
    { "00.50", "0.5" },
    { "100", "100" },
    { "1E3", "1000" },
    { "1.5e-3", "0.0015" },
    { "999999999999999", "999999999999999" },
    { "1e22", "10000000000000000000000" },
    { "0.30000000000000004", "0.3" },
    { "258.39999999999998", "258.4" },
    { "1e400", NULL },
    { "", NULL },
    { "-", NULL },
    { "1,5", NULL },
    { "1 ", NULL },
    { "0x1", NULL },
    { "inf", NULL },
    { "nan", NULL },
    { "1.2.3", NULL },
    { "--1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *plain = jly_package_plain_number (numbers[i][0]);

      g_assert_cmpstr (plain, ==, numbers[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/workbook/excel-values", test_excel_values);
  g_test_add_func ("/table/workbook/excel-rows", test_excel_rows);
  g_test_add_func ("/table/workbook/excel-bid", test_excel_bid);
  g_test_add_func ("/table/workbook/excel-hostile", test_excel_hostile);
  g_test_add_func ("/table/workbook/bombs", test_bombs);
  g_test_add_func ("/table/workbook/cut", test_cut);
  g_test_add_func ("/table/workbook/libreoffice", test_libreoffice);
  g_test_add_func ("/table/workbook/libreoffice-hostile", test_libreoffice_hostile);
  g_test_add_func ("/table/workbook/excel-sheets", test_excel_sheets);
  g_test_add_func ("/table/workbook/libreoffice-sheets", test_libreoffice_sheets);
  g_test_add_func ("/table/workbook/preview", test_preview);
  g_test_add_func ("/table/workbook/preview-merged", test_preview_merged);
  g_test_add_func ("/table/workbook/not-utf8", test_not_utf8);
  g_test_add_func ("/table/workbook/kinds", test_kinds);
  g_test_add_func ("/table/workbook/plain-numbers", test_plain_numbers);
  return g_test_run ();
}
