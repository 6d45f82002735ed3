# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source file says its license in its first lines, in a form that programs read."""
import lint

ENDS = ('.c', '.h', '.sh', '.py', '.ui', '.css', '.xml', '.build', '.its', '.loc', '.in', '.svg')
MARK = 'SPDX-License-Identifier: '
ALLOWED = {'GPL-3.0-or-later', 'CC0-1.0'}
# Lists of names for other programs, in formats of theirs.
LISTS = ('po/POTFILES.in',)


def looks_like_source(tree, path):
    return path.endswith(ENDS) or tree.read(path).startswith('#!')


def check(tree):
    for path in tree.paths:
        if path in LISTS or not looks_like_source(tree, path):
            continue
        head = tree.read(path).splitlines()[:4]
        line = next((text for text in head if MARK in text), None)
        if line is None:
            yield path, 1, f'the first lines lack "{MARK}GPL-3.0-or-later"'
        elif line.split(MARK)[1].split()[0] not in ALLOWED:
            yield path, 1, 'the license is not one of the project'


SAY = '/* ' + MARK
BAD = {
    'a source file without a license': {'src/base/a.c': 'int x;\n'},
    'a script without an ending': {'.ci/run': '#!/bin/sh\ntrue\n'},
    'another license': {'src/base/a.c': SAY + 'MIT */\n'},
    'a license too far down': {'src/base/a.c': '\n' * 9 + SAY + 'GPL-3.0-or-later */\n'},
}
GOOD = {'src/base/a.c': SAY + 'GPL-3.0-or-later */\n', 'README.md': '# no mark needed\n',
        'data/a.metainfo.xml.in': '<?xml version="1.0"?>\n<!-- ' + MARK + 'CC0-1.0 -->\n'}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
