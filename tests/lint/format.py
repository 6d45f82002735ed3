# SPDX-License-Identifier: GPL-3.0-or-later
"""Every C file is laid out as clang-format 14 lays it out with the project's .clang-format."""
import os
import shutil
import subprocess

import lint

STYLE = '.clang-format'


def check(tree):
    tool = shutil.which('clang-format-14')
    if tool is None:
        yield STYLE, 0, 'clang-format-14 is missing: apt-get install clang-format-14'
        return
    files = [tree.full(path) for path in tree.below('src', 'tests', ends=('.c', '.h'))]
    if not files:
        return
    style = os.path.abspath(tree.full(STYLE))
    seen = subprocess.run([tool, f'--style=file:{style}', '--dry-run', '-Werror'] + files,
                          capture_output=True, text=True, check=False)
    if seen.returncode == 0:
        return
    for line in seen.stderr.splitlines():
        parts = line.split(':')
        if ' error: ' in line and len(parts) > 2:
            yield os.path.relpath(parts[0], tree.root), parts[1], 'clang-format would change this'
    yield STYLE, 0, 'run clang-format-14 -i on the files above'


RULES = 'BasedOnStyle: GNU\nColumnLimit: 100\n'
BAD = {
    'a crooked line': {STYLE: RULES, 'src/base/a.c': 'int   x ;\n'},
    'a long line': {STYLE: RULES, 'src/base/a.c': 'int f (' + 'int aaaaaaaaaaaaaa, ' * 9 + 'int b);\n'},
}
GOOD = {STYLE: RULES, 'src/base/a.c': 'int x;\n'}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
