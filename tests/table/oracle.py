#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""LibreOffice reads the same cells: every file of text that is understood is split alike, and the
same tables saved by LibreOffice as Excel and LibreOffice files come back with the same values.

  oracle.py PRINT-CELLS FOLDER"""
import csv
import decimal
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

ENCODINGS = {'UTF-8': 76, 'Windows-1252': 1, 'Windows-1257': 35, 'UTF-16 LE': 65535}
SECONDS = 300
TEXT_COLUMNS = '/'.join(f'{i}/2' for i in range(1, 40))
UNESCAPED = {'\\\\': '\\', '\\t': '\t', '\\n': '\n', '\\r': '\r'}
# Only here do the two differ for a reason, which is said beside the name.
EXCEPT = {
    'quote-inside-cell.csv': 'LibreOffice joins what stands beside a quotation mark',
    'sep-line.csv': 'LibreOffice takes the line for a row when it is not asked',
    'sep-line-tab.csv': 'the same',
    'time.xlsx': 'LibreOffice shows seconds',
    'time.ods': 'the same',
}
DAY = re.compile(r'(\d\d)/(\d\d)/(\d\d)')
CURRENCY = re.compile(r'\$(?=\d)| USD$')
DOS_END = re.compile('\x1a|_x001a_')


def soffice(work, *args):
    subprocess.run(['soffice', f'-env:UserInstallation=file://{work}/profile', '--headless', *args],
                   check=True, timeout=SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def unescape(cell):
    out, at = '', 0
    while at < len(cell):
        pair = cell[at:at + 2]
        out += UNESCAPED.get(pair, cell[at])
        at += 2 if pair in UNESCAPED else 1
    return out


def read_ours(program, paths):
    """Path -> (separator, encoding, {row: cells})."""
    said = subprocess.run([program, *paths], check=True, capture_output=True, text=True,
                          timeout=SECONDS).stdout
    sheets, sheet = {}, None
    for line in said.split('\n')[:-1]:
        cells = line.split('\t')
        if cells[0] == 'FILE':
            sheet = {}
            sheets[cells[1]] = (int(cells[2]), cells[3], sheet)
        else:
            sheet[int(cells[0])] = list(map(unescape, cells[1:]))
    return sheets


def read_theirs(path):
    with open(path, encoding='utf-8', newline='') as file:
        return dict(enumerate(csv.reader(file), 1))


def simple(cell):
    """One form for what both may write in two: spaces, days, currencies, numbers."""
    cell = ' '.join(CURRENCY.sub('', DOS_END.sub('', cell)).split())
    day = DAY.fullmatch(cell)
    if day:
        return f'20{day[3]}-{day[1]}-{day[2]}'
    percent = cell.endswith('%')
    try:
        number = decimal.Decimal(cell.rstrip('%'))
    except decimal.InvalidOperation:
        return cell
    if not number.is_finite():
        return cell
    number = number / 100 if percent else number
    # Of larger numbers a spreadsheet keeps 15 digits.
    if abs(number) >= 10 ** 15:
        return f'{number:.14e}'
    return str(round(number, 12).normalize() + 0)


def compare(ours, theirs):
    """The first difference, or None. Cells that are empty, and rows without any, do not count."""
    theirs = {row: [simple(cell) for cell in cells if simple(cell)] for row, cells in theirs.items()}
    for row, cells in ours.items():
        mine = [simple(cell) for cell in cells if simple(cell)]
        other = theirs.get(row, [])
        if mine != other:
            return f'row {row}: {mine} here, {other} in LibreOffice'
    below = [row for row, cells in theirs.items() if cells and row > max(ours)]
    return f'row {below[0]} is in LibreOffice only' if below else None


def convert_text(work, sheets):
    """Path -> LibreOffice's reading of each file of text, every cell as text."""
    groups, converted = {}, {}
    for path, (separator, encoding, _) in sheets.items():
        if encoding in ENCODINGS:
            groups.setdefault((separator, encoding, os.path.dirname(path)), []).append(path)
    for number, ((separator, encoding, _), paths) in enumerate(groups.items()):
        out = os.path.join(work, f'text-{number}')
        soffice(work, f'--infilter=CSV:{separator},34,{ENCODINGS[encoding]},1,{TEXT_COLUMNS}',
                '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true',
                '--outdir', out, *paths)
        converted.update({path: os.path.join(out, get_name(path)) for path in paths})
    return converted


def convert_workbooks(work, sheets, kind):
    """Saves the files of text as spreadsheets, with numbers and dates, and converts those back."""
    books, out = os.path.join(work, kind), os.path.join(work, kind + '-csv')
    plain = [path for path, (separator, encoding, _) in sheets.items()
             if (separator, encoding) == (44, 'UTF-8')]
    # English (United States) numbers, and no text columns: what looks like a number becomes one.
    soffice(work, '--infilter=CSV:44,34,76,1,,1033,false,true', '--convert-to', kind, '--outdir', books,
            *plain)
    paths = sorted(glob.glob(os.path.join(books, '*')))
    soffice(work, '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,true,false',
            '--outdir', out, *paths)
    return paths, out


def get_name(path):
    return os.path.splitext(os.path.basename(path))[0] + '.csv'


def main():
    program, folder = sys.argv[1:3]
    if shutil.which('soffice') is None:
        print('1..0 # SKIP LibreOffice is not installed (libreoffice-calc-nogui)')
        return 0
    count = bad = 0
    with tempfile.TemporaryDirectory() as work:
        paths = [path for where in ('corpus', 'columns')
                 for path in sorted(glob.glob(os.path.join(folder, where, '*.csv')))]
        sheets = read_ours(program, paths)
        results = [('text', path, sheets[path][2], theirs)
                   for path, theirs in convert_text(work, sheets).items()]
        for kind in ('xlsx', 'ods'):
            books, back = convert_workbooks(work, sheets, kind)
            read = read_ours(program, books)
            results += [(kind, path, read[path][2], os.path.join(back, get_name(path)))
                        for path in books if path in read]
        for kind, path, ours, theirs in results:
            count += 1
            name = os.path.basename(path)
            problem = compare(ours, read_theirs(theirs)) if os.path.exists(theirs) else 'not converted'
            if name in EXCEPT:
                print(f'ok {count} - {kind} {name} # SKIP {EXCEPT[name]}')
                continue
            bad += problem is not None
            print(f'{"not ok" if problem else "ok"} {count} - {kind} {name}')
            if problem:
                print(f'# {problem}')
    print(f'1..{count}')
    return bad > 0 or count == 0


if __name__ == '__main__':
    sys.exit(main())
