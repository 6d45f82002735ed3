#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every hostile file has its line in manifest.tsv: what jointlyctl table inspect understands, or
the sentence with which it refuses. Kept files lie in corpus/ and columns/, others are made by
made.py. Whatever the file, the memory is bounded and nothing but a sentence is said.

  corpus.py JOINTLYCTL FOLDER            compares, as TAP
  corpus.py JOINTLYCTL FOLDER --write    prints the lines as they are now, to be read with care"""
import json
import os
import resource
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import made  # pylint: disable=wrong-import-position

LEAST = 200
MEMORY = 4 << 30  # bytes of address space; a file of 100 MB must do with it
SECONDS = 120
DATA_ERROR = 65


def limit():
    # A sanitizer reserves far more than is ever used.
    if '--sanitized' in sys.argv:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def find_files(folder, scratch):
    """Name in the manifest -> path; made files are written one at a time, and removed after."""
    for where in ('corpus', 'columns'):
        for name in sorted(os.listdir(os.path.join(folder, where))):
            if not name.endswith(('.tsv', '.txt')) or name == 'tab-decimal-comma.txt':
                yield f'{where}/{name}', os.path.join(folder, where, name)
    for name, write in made.FILES.items():
        path = os.path.join(scratch, name)
        with open(path, 'wb') as file:
            file.write(write())
        yield f'made/{name}', path
        os.unlink(path)


def describe_column(column):
    question = column.get('question')
    odd = column.get('not_fitting')
    return (column['type'] + (f'?{question["about"]}' if question else '')
            + (f'!{odd["count"]}' if odd else ''))


def shorten(columns):
    """Of thousands of columns, how many there are."""
    return ' '.join(columns) if len(columns) < 30 else f'{len(columns)} x {columns[0]}'


def describe_names(said):
    """Names that were joined from several rows, and a question about such rows."""
    asked = any(note['about'] == 'name-rows' and note['question'] for note in said['notes'])
    if 'name_rows' not in said:
        return '; name rows?' if asked else ''
    names = shorten([ascii(column['name'])[1:-1][:40] for column in said['columns']])
    return f'; {said["name_rows"]} name rows{"?" if asked else ""}: {names}'


def inspect(program, path, env):
    run = subprocess.run([program, 'table', 'inspect', '--json', path], capture_output=True,
                         text=True, timeout=SECONDS, preexec_fn=limit, check=False, env=env)
    if run.returncode == 0 and not run.stderr:
        said = json.loads(run.stdout)
        columns = shorten(list(map(describe_column, said['columns'])))
        return f'understood\t{said["rows"]} rows: {columns}{describe_names(said)}'
    lines = run.stderr.splitlines()
    if run.returncode != DATA_ERROR or run.stdout or len(lines) != 2 or not lines[0].endswith('.'):
        return f'broken\t{run.returncode} {run.stderr[:200]!r}'
    return f'refused\t{lines[0]}'


def outcomes(program, folder):
    env = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='')
    with tempfile.TemporaryDirectory() as scratch:
        for name, path in find_files(folder, scratch):
            yield name, inspect(program, path, env)


def main():
    program, folder = sys.argv[1:3]
    if '--write' in sys.argv:
        for name, outcome in outcomes(program, folder):
            print(f'{name}\t{outcome}')
        return 0
    expected = {}
    with open(os.path.join(folder, 'manifest.tsv'), encoding='utf-8') as file:
        for line in file:
            if not line.startswith('#'):
                name, outcome = line.rstrip('\n').split('\t', 1)
                expected[name] = outcome
    count = bad = 0
    for name, outcome in outcomes(program, folder):
        count += 1
        wanted = expected.pop(name, 'no line in the manifest')
        ok = outcome == wanted and not outcome.startswith('broken')
        bad += not ok
        print(f'{"ok" if ok else "not ok"} {count} - {name}')
        if not ok:
            print(f'# expected: {wanted}\n# is:       {outcome}')
    for missing in expected:
        count += 1
        bad += 1
        print(f'not ok {count} - {missing}: no such file')
    count += 1
    bad += count <= LEAST
    print(f'{"ok" if count > LEAST else "not ok"} {count} - there are at least {LEAST} hostile files')
    print(f'1..{count}')
    return bad > 0


if __name__ == '__main__':
    sys.exit(main())
