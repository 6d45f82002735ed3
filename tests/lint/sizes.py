# SPDX-License-Identifier: GPL-3.0-or-later
"""Small files and small functions: at most 800 lines a file and 100 a function, no exceptions."""
import re

import lint

FILE_LINES = 800
FUNCTION_LINES = 100
NAME = re.compile(r'^(\w+) \(')
ENDS = ('.c', '.h', '.py', '.sh', '.ui', '.css')


def functions(lines):
    """(name, first line, number of lines) of each function in the project's layout: braces of
    functions, and of nothing else, stand alone in the first column; a type's has a name after."""
    start, name = None, ''
    for number, line in lines:
        named = NAME.match(line)
        if named and start is None:
            name = named.group(1)
        elif line == '{':
            start = number
        elif line.startswith('}') and start is not None:
            if line == '}':
                yield name, start, number - start + 1
            start = None


def check(tree):
    for path in tree.below('src', 'tests', 'ui', 'data', ends=ENDS):
        lines = tree.lines(path)
        if len(lines) > FILE_LINES:
            yield path, len(lines), f'{len(lines)} lines; a file has at most {FILE_LINES}'
        if path.endswith('.c'):
            for name, start, length in functions(lines):
                if length > FUNCTION_LINES:
                    yield path, start, f'{name} has {length} lines; at most {FUNCTION_LINES}'


def function_of(lines):
    return 'static int\ngrow (int x)\n{\n' + '  x++;\n' * (lines - 2) + '}\n'


BAD = {
    'a long file': {'src/base/a.c': 'int x;\n' * (FILE_LINES + 1)},
    'a long function': {'src/base/a.c': function_of(FUNCTION_LINES + 1)},
    'a long function after a type': {
        'src/base/a.c': 'typedef struct\n{\n  int x;\n} A;\n' + function_of(FUNCTION_LINES + 1)},
}
GOOD = {'src/base/a.c': function_of(FUNCTION_LINES) + function_of(FUNCTION_LINES)}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
