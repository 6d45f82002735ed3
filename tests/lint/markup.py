# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages, cases, icons and lists in XML are well-formed."""
import subprocess

import lint

ENDS = ('.ui', '.xml', '.svg', '.its', '.loc', '.xml.in', '.rng')


def check(tree):
    files = tree.below(ends=ENDS)
    if not files:
        return
    seen = subprocess.run(['xmllint', '--noout', '--nonet'] + [tree.full(p) for p in files],
                          capture_output=True, text=True, check=False)
    for line in seen.stderr.splitlines():
        if seen.returncode != 0 and ' error ' in line:
            yield line.replace(tree.root + '/', '').split(':')[0], 0, line.split(' error ')[1]
    if seen.returncode != 0:
        yield '.', 0, f'xmllint ended with {seen.returncode}'


BAD = {
    'a page with an open element': {'ui/a.ui': '<interface><object></interface>\n'},
    'an empty case': {'data/cases/a.xml': ''},
}
GOOD = {'ui/a.ui': '<interface/>\n', 'data/icons/a.svg': '<svg/>\n'}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
