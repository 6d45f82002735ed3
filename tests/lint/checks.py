# SPDX-License-Identifier: GPL-3.0-or-later
"""Every row of src/study/CHECKS.md names functions, tests and mutants that are there, and each of its
mutants is killed by one of its tests."""
import re

import lint
import pitfalls

TABLE = 'src/study/CHECKS.md'
ROW = re.compile(r'\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|\s*$')
FUNCTION = re.compile(r'`([a-z_]+)`')
KILLER = re.compile(r'# killed by: *(\S+)')


def killers(tree):
    found = {}
    for path in tree.below(pitfalls.MUTANTS, ends=('.patch',)):
        match = KILLER.match(tree.read(path))
        found[path[len(pitfalls.MUTANTS) + 1:-len('.patch')]] = match[1] if match else ''
    return found


def check_row(row, sources, tests, mutants):
    named = [name.strip() for name in row[5].split(',') if name.strip()]
    guards = [name.strip() for name in row[6].split(',') if name.strip()]
    for function in FUNCTION.findall(row[4]):
        if not re.search(r'^' + function + r' \(', sources, re.M):
            yield f'there is no function {function}'
    for name in named:
        if name not in tests:
            yield f'there is no test {name}'
    for name in guards:
        if name not in mutants:
            yield f'there is no mutant {name}'
        elif mutants[name] not in named:
            yield f'{name} is killed by {mutants[name]}, which the row does not name'
    if not named or not guards:
        yield 'a check without test or mutant'


def check(tree):
    if not tree.has(TABLE):
        yield TABLE, 0, 'the table is missing'
        return
    mutants = killers(tree)
    tests = pitfalls.guards(tree)
    sources = '\n'.join(tree.read(path) for path in tree.below('src', ends=('.c',)))
    rows = [(number, ROW.match(line)) for number, line in tree.lines(TABLE)]
    rows = [(number, row) for number, row in rows if row and not pitfalls.RULE.match(row[0])][1:]
    for number, row in rows:
        for finding in check_row(row, sources, tests, mutants):
            yield TABLE, number, finding
    if not rows:
        yield TABLE, 0, 'there are no rows'


HEAD = '| | check | rule | function | test | mutant |\n|---|---|---|---|---|---|\n'
REST = {
    'src/a.c': 'static gboolean\ncheck_a (void)\n{\n}\n',
    'tests/x/meson.build': "test('t', exe)\ntest('u', exe)\n",
    'tests/mutants/m.patch': '# killed by: t\n',
}
BAD = {
    'no table': REST,
    'no rows': {TABLE: HEAD, **REST},
    'a function that is gone': {TABLE: HEAD + '| 1 | c | r | `check_b` | t | m |\n', **REST},
    'a test that is gone': {TABLE: HEAD + '| 1 | c | r | `check_a` | t, v | m |\n', **REST},
    'a mutant that is gone': {TABLE: HEAD + '| 1 | c | r | `check_a` | t | n |\n', **REST},
    'a check without a mutant': {TABLE: HEAD + '| 1 | c | r | `check_a` | t | |\n', **REST},
    'a mutant of another test': {TABLE: HEAD + '| 1 | c | r | `check_a` | u | m |\n', **REST},
}
GOOD = {TABLE: HEAD + '| 1 | c | r | `check_a` | t, u | m |\n', **REST}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
