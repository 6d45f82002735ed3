# SPDX-License-Identifier: GPL-3.0-or-later
"""Every row of tests/PITFALLS.md names a guard that is there, or says why there is none."""
import re

import lint

TABLE = 'tests/PITFALLS.md'
MUTANTS = 'tests/mutants'
WHY_NOT = 'Does not apply:'
ROW = re.compile(r'\|(.*)\|(.*)\|\s*$')
RULE = re.compile(r'[\s|:-]+$')
NAME = re.compile(r'`([^`]*)`')
QUOTED = re.compile(r"'([^']*)'")
TEST = re.compile(r"\btest\(\s*(?:'([^']*)'\s*(\+\s*(\w+))?|(\w+)\s*,)")
LOOP = re.compile(r'^foreach (\w+)(?:, *\w+)? *: *(\[[^\]]*\]|\{[^}]*\}|\w+)', re.M)
LIST = re.compile(r"^ *(\w+) (\+?)= (\[[^\]]*\]|\{[^}]*\}|'[^']*')", re.M)


def words(text):
    """The strings of a list, or the keys of a dictionary."""
    return re.findall(r"'([^']*)'\s*:", text) if text.startswith('{') else QUOTED.findall(text)


def tests_of(text):
    """Names of tests: a name made of a loop's variable stands for all of the last such loop."""
    lists, loops = {}, {}
    found = [match for kind in (LIST, LOOP, TEST) for match in kind.finditer(text)]
    for match in sorted(found, key=lambda one: one.start()):
        if match.re is LIST:
            name, adds, value = match.groups()
            lists[name] = (lists.get(name, []) if adds else []) + words(value)
        elif match.re is LOOP:
            variable, value = match.groups()
            loops[variable] = words(value) if value[0] in '[{' else lists.get(value, [])
        else:
            literal, _, variable, alone = match.groups()
            if variable or alone:
                yield from ((literal or '') + name for name in loops.get(variable or alone, []))
            else:
                yield literal


def guards(tree):
    found = {path[len(MUTANTS) + 1:-len('.patch')] for path in tree.below(MUTANTS, ends=('.patch',))}
    for path in tree.below('tests', ends=('meson.build',)):
        found.update(tests_of(tree.read(path)))
    return found


def check(tree):
    if not tree.has(TABLE):
        yield TABLE, 0, 'the table is missing'
        return
    known = guards(tree)
    lines = [line for _, line in tree.lines(TABLE)] + ['']
    n_rows = 0
    for number, line in enumerate(lines[:-1], 1):
        row = ROW.match(line)
        if row is None or RULE.match(line) or RULE.match(lines[number]) and lines[number]:
            continue
        n_rows += 1
        names = NAME.findall(row[2])
        for name in names:
            if name not in known:
                yield TABLE, number, f'there is no test and no mutant {name}'
        if not names and not row[2].strip().startswith(WHY_NOT):
            yield TABLE, number, f'neither a name in backticks nor "{WHY_NOT}"'
    if n_rows == 0:
        yield TABLE, 0, 'there are no rows'


HEAD = '| Pitfall | Guard |\n|---|---|\n'
MESON = """names = ['d']
foreach name : ['a',
                'b']
  test('x-' + name, exe)
endforeach
foreach name, dep : {'c': one}
  test(name, exe)
endforeach
if more
  names += 'e'
endif
foreach name : names
  test('y-' + name, exe)
endforeach
test('z',
  exe)
"""
BAD = {
    'no table': {'tests/x/meson.build': MESON},
    'a table without rows': {TABLE: HEAD},
    'a mutant that is gone': {TABLE: HEAD + '| p | `q` |\n'},
    'a test that is gone': {TABLE: HEAD + '| p | `x-c` |\n', 'tests/x/meson.build': MESON},
    'one of two names': {TABLE: HEAD + '| p | `z`, `q` |\n', 'tests/x/meson.build': MESON},
    'a row without guard': {TABLE: HEAD + '| p | we take care |\n'},
    'an empty guard': {TABLE: HEAD + '| p | |\n'},
}
GOOD = {
    TABLE: HEAD + '| p | `x-a`, `x-b`; `c` |\n| q | `y-d`, `y-e` and `z`, `m` |\n| r | Does not apply: no r. |\n',
    'tests/x/meson.build': MESON,
    'tests/mutants/m.patch': '# killed by: z\n',
}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
