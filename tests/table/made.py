# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile files that are made rather than kept: too large, too many, or no text. Each function
writes one file; its name is the file's. Always the same bytes."""
import io
import struct
import warnings
import zipfile

FILES = {}
EPOCH = (2025, 1, 1, 0, 0, 0)


def made(name):
    def keep(write):
        FILES[name] = write
        return write
    return keep


def text(name, content):
    data = content if isinstance(content, bytes) else content.encode('utf-8')
    FILES[name] = lambda: data


TABLE = 'Name;Amount\nNorth;1,50\nSouth;2,25\n'
text('bom-only-cell.csv', b'\xef\xbb\xbf')
text('bom-twice.csv', b'\xef\xbb\xbf\xef\xbb\xbf' + TABLE.encode())
text('utf-16-be-no-bom.csv', TABLE.encode('utf-16-be'))
text('utf-16-le-bom.csv', b'\xff\xfe' + TABLE.encode('utf-16-le'))
text('utf-16-be-bom.csv', b'\xfe\xff' + TABLE.encode('utf-16-be'))
text('utf-16-cut.csv', b'\xff\xfe' + TABLE.encode('utf-16-le')[:-1])
text('utf-16-lone-surrogate.csv', b'\xff\xfe' + TABLE.encode('utf-16-le') + b'\x00\xd8x\x00')
text('utf-32-le.csv', b'\xff\xfe\0\0' + TABLE.encode('utf-32-le'))
text('utf-8-surrogate.csv', TABLE.encode() + b'W\xed\xa0\x80st;3,10\n')
text('utf-8-too-long.csv', TABLE.encode() + b'W\xf8\x88\x80\x80\x80st;3,10\n')
text('windows-1252.csv', 'Name;Betrag €\nMüller;1,50\nSüd;2,25\n'.encode('cp1252'))
text('windows-1257.csv', 'Nimi;Summa\nKäsmu Õun;1,50\nŽagarė;2,25\nŠiauliai;3,75\n'.encode('cp1257'))
text('nul-in-cell.csv', TABLE.replace('South', 'So\0uth'))
text('nul-at-end.csv', TABLE + '\0')
text('escape-sequence.csv', TABLE.replace('South', '\x1b[31mSouth'))
text('backspaces.csv', TABLE.replace('2,25', '9\x08,25'))
text('bidi-override.csv', TABLE.replace('2,25', '\u202e52,2'))
text('bidi-isolate.csv', TABLE.replace('South', '\u2067South\u2069'))
text('bidi-in-name.csv', TABLE.replace('Amount', '\u202etnuomA'))
text('zero-width-in-number.csv', TABLE.replace('2,25', '2\u200b,25'))
text('right-to-left-mark.csv', TABLE.replace('2,25', '\u200f2,25'))
text('fullwidth-number.csv', TABLE.replace('2,25', '２，２５'))
text('arabic-number.csv', TABLE.replace('2,25', '٢٫٢٥'))
text('quote-open-at-end.csv', TABLE + '"West;3\n')
text('quote-in-middle.csv', TABLE.replace('South', 'So"uth'))
text('quote-then-text.csv', TABLE.replace('South', '"So"uth'))
text('quote-single.csv', '"')
text('quotes-only.csv', '"""""""\n""\n')
text('header-twice.csv', 'Amount;Amount\n1;2\n3;4\n')
text('header-twice-other-case.csv', 'Amount;AMOUNT\n1;2\n3;4\n')
text('header-empty-names.csv', ';\n1;2\n3;4\n')
text('header-numbers.csv', '2023;2024\n1;2\n3;4\n')
text('header-formula.csv', '=cmd|\' /C calc\'!A0;Amount\n1;2\n')
text('formula-cells.csv', 'Name;Amount\n=1+1;5\n+SUM(A1);6\n@x;7\n-2+3;8\n')
text('exponent-400.csv', 'Amount;x\n1e400;1\n2;2\n3;3\n4;4\n')
text('minus-zero.csv', 'Amount;x\n-0;1\n0;2\n-0,00;3\n')
text('infinite.csv', 'Amount;x\nInfinity;1\nNaN;2\n1;3\n2;4\n3;5\n4;6\n5;7\n6;8\n')
text('hexadecimal.csv', 'Amount;x\n0x10;1\n16;2\n17;3\n18;4\n')
text('above-64-bits.csv', 'Amount;x\n18446744073709551616;1\n5;2\n6;3\n7;4\n')
text('total-above-64-bits.csv', 'Amount;x\n9223372036854775807;1\n9223372036854775807;2\n')
text('many-digits.csv', 'Amount;x\n' + '1' * 70 + ';1\n5;2\n6;3\n7;4\n')
text('mixed-marks.csv', 'Amount;x\n1.234,50;1\n1,234.50;2\n')
text('mixed-marks-doubtful.csv', 'Amount;x\n1,234;1\n1.234;2\n')
text('all-doubtful.csv', 'Amount;x\n1,234;1\n5,678;2\n')
text('grouping-broken.csv', 'Amount;x\n1,23,456;1\n12,34,567;2\n')
text('two-currencies.csv', 'Amount;x\n5 €;1\n6 $;2\n7 €;3\n8 €;4\n')
text('thousands-in-some.csv', 'Amount;x\n5 TEUR;1\n6 EUR;2\n7 EUR;3\n8 EUR;4\n')
text('percent-in-some.csv', 'Share;x\n5 %;1\n0,05;2\n7 %;3\n8 %;4\n')
text('dates-both-ways.csv', 'Day;x\n31/12/2025;1\n12/31/2025;2\n')
text('dates-doubtful.csv', 'Day;x\n3/4/2025;1\n5/6/2025;2\n')
text('dates-no-such.csv', 'Day;x\n30.02.2025;1\n31.12.2025;2\n01.01.2025;3\n02.01.2025;4\n')
text('dates-year-0.csv', 'Day;x\n0000-01-01;1\n2025-01-01;2\n2025-01-02;3\n2025-01-03;4\n')
text('separators-all.csv', 'a;b,c\td|e\n1;2,3\t4|5\n')
text('separator-line-odd.csv', 'sep=x\naxb\n1x2\n')
text('line-ends-mixed.csv', 'Name;Amount\rNorth;1\r\nSouth;2\nWest;3\r')
text('line-ends-in-quotes.csv', 'Name;Amount\n"North\r\nEast";1\nSouth;2\n')
text('rows-wider.csv', 'Name;Amount\nNorth;1;2;3\n')
text('rows-shorter.csv', 'Name;Amount;x\nNorth\nSouth;1\n;;\n')
text('one-cell.csv', 'x')
text('one-row.csv', 'Name;Amount\n')
text('blank-lines.csv', '\n\n\n\n')
text('only-separators.csv', ';;;\n;;;\n')
text('html.csv', '<html><table><tr><td>1</td></tr></table></html>')
text('json.csv', '[{"a": 1}, {"a": 2}]')
text('xml-spreadsheet.csv', '<?xml version="1.0"?><Workbook/>')
text('elf.csv', b'\x7fELF\x02\x01\x01' + bytes(200))
text('random.csv', bytes((i * 7919 + i * i * 31) % 256 for i in range(4096)))


text('names-quarters.csv', 'Name;Sales;;;;Staff\n;Q1 2025;Q2 2025;Q3 2025;Q4 2025;\nNorth;1;2;3;4;5\nSouth;5;6;7;8;9\n')
text('names-dates.csv', 'Name;Assets;\n;2024-12-31;2025-12-31\nNorth;1;2\nSouth;5;6\n')
text('names-unit-label.csv', 'Name;Sales;Time\nUnit;EUR;h\nNorth;1;2\nSouth;5;6\n')
text('names-unit-under-name.csv', 'Name;Sales;Time\nGoods;EUR;h\nNorth;1;2\nSouth;5;6\n')
text('names-brackets.csv', 'Name;Sales;Time\n;[TEUR];(in h)\nNorth;1;2\nSouth;5;6\n')
text('names-below-empty.csv', ';Sales;\nName;2024;2025\nNorth;1;2\nSouth;5;6\n')
text('names-corner-title.csv', 'Sales by region;;\n;2024;2025\nNorth;1;2\nSouth;5;6\n')
text('names-five-rows.csv', 'Name;Sales;\n;a;b\n;c;d\n;e;f\n;g;h\n;i;j\nNorth;1;2\nSouth;5;6\n')
text('names-only.csv', 'Name;Sales;\n;2024;2025\n;EUR;EUR\n')
text('names-one-record.csv', 'Name;Sales;\n;2024;2025\nNorth;1;2\n')
text('names-years-are-figures.csv', 'Name;Sales;Cost\n;2024;2025\nNorth;1999;2011\nSouth;2001;2012\n')
text('names-first-empty.csv', ';Name;Sales;\n;;2024;2025\n;North;1;2\n;South;5;6\n')
text('names-numbered.csv', 'No;Name;Sales;\n;;2024;2025\n1;North;1;2\n2;South;5;6\n')
text('names-formula.csv', 'Name;Sales;\n;=2024;@x\nNorth;1;2\nSouth;5;6\n')
text('names-missing.csv', 'Name;Sales;Cost\n;n/a;-\nNorth;1;2\nSouth;5;6\n')
text('names-wider.csv', 'Name;Sales\n;2024;2025\nNorth;1;2\nSouth;5;6\n')
text('names-wider-record.csv', 'Name;Sales\nNorth;1;2\nSouth;5;6\n')
text('names-long.csv', 'Name;' + 'x' * 2000 + ';\n;2024;2025\nNorth;1;2\nSouth;5;6\n')
text('names-bidi.csv', 'Name;Sales;\n;\u202e2024;2025\u202c\nNorth;1;2\nSouth;5;6\n')


@made('names-4096.csv')
def names_4096():
    return ('Name' + ';Sales' + ';' * 4094 + '\n' + ';2024' * 4095 + '\nNorth' + ';1' * 4095 + '\n').encode()


@made('columns-10000.csv')
def columns_10000():
    return (';'.join(f'c{i}' for i in range(10000)) + '\n' + ';'.join('1' * 10000) + '\n').encode()


@made('columns-4096.csv')
def columns_4096():
    return (';'.join(f'c{i}' for i in range(4096)) + '\n' + ';'.join('1' * 4096) + '\n').encode()


@made('cell-100-mb.csv')
def cell_100_mb():
    return b'Name;Amount\n' + b'x' * (100 * 1024 * 1024) + b';1\n'


@made('cell-100-mb-quoted.csv')
def cell_100_mb_quoted():
    return b'Name;Amount\n"' + b'x\n' * (50 * 1024 * 1024) + b'";1\n'


@made('header-100-mb.csv')
def header_100_mb():
    return b'x' * (100 * 1024 * 1024)


@made('quotes-million.csv')
def quotes_million():
    return b'Name;Amount\n' + b'"' * 1000001 + b'\n'


@made('empty-lines-million.csv')
def empty_lines_million():
    return b'Name;Amount\n' + b'\n' * 1000000 + b'North;1\n'


def package(parts, compress=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', compress) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = compress
            archive.writestr(info, content)
    return out.getvalue()


def xlsx(sheet, **parts):
    content = {
        '[Content_Types].xml': '<Types/>',
        'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="One" r:id="r1"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        'xl/worksheets/sheet1.xml': sheet,
    }
    content.update({name.replace('__', '/') + '.xml': part for name, part in parts.items()})
    return package(content)


def rows(*records):
    cells = ''.join(
        f'<row r="{i}">' + ''.join(
            f'<c r="{chr(65 + k)}{i}" t="inlineStr"><is><t>{cell}</t></is></c>'
            if isinstance(cell, str) else f'<c r="{chr(65 + k)}{i}"><v>{cell}</v></c>'
            for k, cell in enumerate(record)) + '</row>' for i, record in enumerate(records, 1))
    return f'<worksheet><sheetData>{cells}</sheetData></worksheet>'


def book(*sheets):
    """A workbook of several sheets: pairs of name and content."""
    numbers = range(1, len(sheets) + 1)
    return package({
        '[Content_Types].xml': '<Types/>',
        'xl/workbook.xml': '<workbook xmlns:r="r"><sheets>' + ''.join(
            f'<sheet name="{name}" r:id="r{i}"/>' for i, (name, _) in zip(numbers, sheets))
                           + '</sheets></workbook>',
        'xl/_rels/workbook.xml.rels': '<Relationships>' + ''.join(
            f'<Relationship Id="r{i}" Target="{i}.xml"/>' for i in numbers) + '</Relationships>',
        **{f'xl/{i}.xml': sheet for i, (_, sheet) in zip(numbers, sheets)}})


COVER = rows(('Figures of 2025',), ('Prepared by Anna',), (12,))
CARD = rows(('Prepared by', 'Anna'), ('Checked by', 'Berta'), ('Year', 2025))
FIGURES = rows(('Name', 'Amount', 'Staff'), ('North', 1.5, 3), ('South', 2.25, 4))
text('sheets-cover.xlsx', book(('Cover', COVER), ('Data', FIGURES)))
text('sheets-card.xlsx', book(('Card', CARD), ('Data', FIGURES)))
text('sheets-words.xlsx', book(('Cover', COVER), ('Card', CARD), ('Notes', COVER)))
text('sheets-all-covers.xlsx', book(('Cover', COVER), ('Notes', COVER)))
text('sheets-empty.xlsx', book(('Empty', rows()), ('Data', FIGURES)))
text('sheets-second-damaged.xlsx', book(('Data', FIGURES), ('Broken', '<worksheet><sheetData><row')))
text('sheets-first-damaged.xlsx', book(('Broken', '<worksheet><sheetData><row'), ('Data', FIGURES)))
text('sheets-same-name.xlsx', book(('Data', COVER), ('Data', FIGURES)))
text('sheets-999.xlsx', book(*[(f'Cover {i}', COVER) for i in range(998)], ('Data', FIGURES)))
text('sheets-1001.xlsx', book(*[(f'Cover {i}', COVER) for i in range(1000)], ('Data', FIGURES)))


LONG = rows(('Name', 'Amount', 'Code'), ('North', '@', 1), ('South', 5, 2), ('East', 7, 3), ('West', 9, 4))


def long_number(number):
    return xlsx(LONG.replace('<c r="B2" t="inlineStr"><is><t>@</t></is></c>', f'<c r="B2"><v>{number}</v></c>'))


text('digits-15.xlsx', long_number('999999999999999'))
text('digits-16.xlsx', long_number('9007199254740993'))
text('digits-19.xlsx', long_number('1.2345678901234501E+18'))
text('digits-19-minus.xlsx', long_number('-1234567890123456789'))
text('digits-300.xlsx', long_number('1E+299'))
text('digits-fraction.xlsx', long_number('1234567890123456.75'))
text('digits-zeros.xlsx', long_number('0' * 5000 + '1.5e15'))
text('digits-in-codes.xlsx', xlsx(rows(('Code', 'x'), (1234567890123456789, 1), (1234567890123456788, 2),
                                       (1234567890123456787, 3))))


def merged(sheet, *references):
    cells = ''.join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return sheet.replace('</sheetData>', f'</sheetData><mergeCells>{cells}</mergeCells>')


NAMES = rows(('Name', 'Sales', '', 'Staff'), ('', 2024, 2025, ''), ('', 'EUR', 'EUR', ''),
             ('North', 1.5, 2.5, 3), ('South', 2.25, 3.25, 4))
text('names-not-merged-words.xlsx', xlsx(rows(('Name', 'Sales', ''), ('', 'planned', 'Remark'), ('North', 1.5, 'a'), ('South', 2.5, 'b'))))
text('names-not-merged.xlsx', xlsx(NAMES))
text('names-merged.xlsx', xlsx(merged(NAMES, 'B1:C1', 'A1:A3', 'D1:D3')))
text('names-merged-words.xlsx', xlsx(merged(rows(
    ('Name', 'Sales', '', ''), ('', 'plan', 'actual', 'Staff'), ('North', 1.5, 2.5, 3)), 'A1:A2', 'B1:C1')))
text('names-merged-title.xlsx', xlsx(merged(rows(
    ('Sales of all members', '', ''), ('Name', 2024, 2025), ('North', 1.5, 2.5)), 'A1:C1')))
text('names-merged-above.xlsx', xlsx(merged(rows(
    ('', 'Sales', ''), ('Name', 2024, 2025), ('North', 1.5, 2.5)), 'B1:C1')))
text('names-merged-all.xlsx', xlsx(merged(NAMES, 'A1:XFD1048576')))
text('names-merged-reversed.xlsx', xlsx(merged(NAMES, 'C1:B1', 'B3:B1', '', ':', 'B1', 'B1:', '1:2', 'A0:B0')))
text('names-merged-far.xlsx', xlsx(merged(NAMES, 'ZZZZZ1:ZZZZZZ9', 'B999999999:C999999999')))
text('names-merged-often.xlsx', xlsx(merged(NAMES, *['A1:XFD60'] * 20000)))

GOOD = rows(('Name', 'Amount'), ('North', 1.5), ('South', 2.25))
text('good.xlsx', xlsx(GOOD))
text('truncated.xlsx', xlsx(GOOD)[:300])
text('truncated-by-one.xlsx', xlsx(GOOD)[:-1])
text('no-sheet.xlsx', package({'[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>'}))
text('no-parts.xlsx', package({}))
text('not-closed.xlsx', xlsx(GOOD.replace('</sheetData>', '')))
text('other-encoding.xlsx', xlsx('<?xml version="1.0" encoding="UTF-7"?>' + GOOD))
text('entities.xlsx', xlsx('<!DOCTYPE a [<!ENTITY x "x">]>' + GOOD))
text('entity-bomb.xlsx', xlsx('<!DOCTYPE a [<!ENTITY a0 "x">' + ''.join(
    f'<!ENTITY a{i} "{"&a%d;" % (i - 1) * 10}">' for i in range(1, 12)) + ']>'
    + GOOD.replace('North', '&a11;')))
text('entity-file.xlsx', xlsx('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
                              + GOOD.replace('North', '&x;')))
text('error-cell.xlsx', xlsx(GOOD.replace('<v>2.25</v>', '<v>#DIV/0!</v>').replace(
    '<c r="B3">', '<c r="B3" t="e">')))
text('string-missing.xlsx', xlsx(GOOD.replace('<c r="B3">', '<c r="B3" t="s">')))
text('far-cell.xlsx', xlsx(GOOD.replace('r="B3"', 'r="ZZZZ3"')))
text('far-row.xlsx', xlsx(GOOD.replace('<row r="3">', '<row r="99999999">')))
text('row-0.xlsx', xlsx(GOOD.replace('<row r="3">', '<row r="0">')))
text('cell-twice.xlsx', xlsx(GOOD.replace('r="B3"', 'r="A3"')))
text('days-before-march-1900.xlsx', xlsx(
    '<worksheet><sheetData>' + ''.join(
        f'<row r="{i}"><c r="A{i}"{kind}>{cell}</c></row>' for i, (kind, cell) in enumerate(
            [(' t="inlineStr"', '<is><t>Day</t></is>')] + [(' s="1"', f'<v>{n}</v>') for n in (59, 60, *range(61, 70))], 1))
    + '</sheetData></worksheet>',
    xl__styles='<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'))
text('sep-unknown.csv', b'sep=#\na#b\n1#2\n3#4\n')
text('exponent-400.xlsx', xlsx(GOOD.replace('2.25', '1e400')))
text('deep.xlsx', xlsx('<a>' * 5000 + GOOD))
text('old.xls', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(504))
text('word.docx', package({'[Content_Types].xml': '<Types/>', 'word/document.xml': '<document/>'}))
text('other.zip', package({'readme.txt': 'hello'}))


@made('part-twice.xlsx')
def part_twice():
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, 'w') as archive:
        warnings.simplefilter('ignore')
        with zipfile.ZipFile(io.BytesIO(xlsx(GOOD))) as good:
            for name in good.namelist():
                archive.writestr(zipfile.ZipInfo(name, EPOCH), good.read(name))
        archive.writestr(zipfile.ZipInfo('xl/worksheets/Sheet1.xml', EPOCH), GOOD.replace('2.25', '9.75'))
    return out.getvalue()


@made('parts-70000.xlsx')
def parts_70000():
    parts = {f'm/{i}': '' for i in range(70000)}
    with zipfile.ZipFile(io.BytesIO(xlsx(GOOD))) as good:
        return package({**{name: good.read(name) for name in good.namelist()}, **parts}, zipfile.ZIP_STORED)


@made('zip-bomb.xlsx')
def zip_bomb():
    return xlsx('<worksheet>' + ' ' * (300 * 1024 * 1024) + '</worksheet>')


@made('many-parts.xlsx')
def many_parts():
    parts = {f'x/{i}.xml': '' for i in range(20000)}
    parts.update({'[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>'})
    return package(parts, zipfile.ZIP_STORED)


@made('locked.xlsx')
def locked():
    data = bytearray(xlsx(GOOD))
    at = data.find(b'PK\x03\x04')
    while at >= 0:
        data[at + 6:at + 8] = struct.pack('<H', 1)
        at = data.find(b'PK\x03\x04', at + 4)
    return bytes(data)


def ods(table, manifest=''):
    return package({
        'mimetype': 'application/vnd.oasis.opendocument.spreadsheet',
        'content.xml': '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x">'
                       '<office:body><office:spreadsheet>' + table
                       + '</office:spreadsheet></office:body></office:document-content>',
        'META-INF/manifest.xml': manifest}, zipfile.ZIP_STORED)


def ods_table(*records):
    def cell(value):
        if isinstance(value, str):
            return ('<table:table-cell office:value-type="string"><text:p>' + value
                    + '</text:p></table:table-cell>')
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return '<table:table table:name="One">' + ''.join(
        '<table:table-row>' + ''.join(map(cell, record)) + '</table:table-row>'
        for record in records) + '</table:table>'


ODS_NAMES = ods_table(('Name', 'Sales', '', 'Staff'), ('', 2024, 2025, ''), ('North', 1.5, 2.5, 3),
                      ('South', 2.25, 3.25, 4))
text('names-not-merged.ods', ods(ODS_NAMES))
SPANNED = ODS_NAMES.replace('<table:table-cell office:value-type="string"><text:p>Sales', '<table:table-cell '
                            'table:number-columns-spanned="%s" office:value-type="string"><text:p>Sales')
text('names-merged.ods', ods(SPANNED % '2'))
text('names-merged-all.ods', ods(SPANNED % '2147483647'))
text('names-merged-odd.ods', ods(SPANNED % '-1'))

ODS_LONG = ods_table(('Name', 'Amount', 'Id'), ('North', '@1', '@2'), ('South', 5, 6), ('East', 7, 8),
                     ('West', 9, 10)).replace(
    '<table:table-cell office:value-type="string"><text:p>@1</text:p>',
    '<table:table-cell office:value-type="float" office:value="1.23456789012345E+017">').replace(
    '<table:table-cell office:value-type="string"><text:p>@2</text:p>',
    '<table:table-cell office:value-type="float" office:value="1234567890123456">')
text('digits-above-15.ods', ods(ODS_LONG))
ODS_COVER = ods_table(('Figures of 2025',), ('Prepared by Anna',), (12,))
ODS_CARD = ods_table(('Prepared by', 'Anna'), ('Checked by', 'Berta'))
ODS_FIGURES = ods_table(('Name', 'Amount', 'Staff'), ('North', 1.5, 3), ('South', 2.25, 4))
text('sheets-cover.ods', ods(ODS_COVER + ODS_FIGURES))
text('sheets-card.ods', ods(ODS_CARD + ODS_FIGURES + ODS_COVER))
text('sheets-words.ods', ods(ODS_COVER + ODS_CARD + ODS_COVER))
text('sheets-5000.ods', ods(ODS_COVER * 5000 + ODS_FIGURES))

ODS = ods_table(('Name', 'Amount'), ('North', 1.5), ('South', 2.25))
text('good.ods', ods(ODS))
text('truncated.ods', ods(ODS)[:200])
text('no-table.ods', ods(''))
text('repeated-rows.ods', ods(ODS.replace('<table:table-row>',
                                          '<table:table-row table:number-rows-repeated="99999999">')))
text('repeated-cells.ods', ods(ODS.replace(
    '<table:table-cell ', '<table:table-cell table:number-columns-repeated="99999999" ')))
text('repeated-empty.ods', ods(ODS.replace(
    '</table:table>', '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    'table:number-columns-repeated="16000"/></table:table-row></table:table>')))
text('entity.ods', ods('<!DOCTYPE a [<!ENTITY x "x">]>' + ODS))
