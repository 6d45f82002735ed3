# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file has its place: the top level is closed, and no source or test is left out of the
build."""
import os
import re

import lint

TOP = {'meson.build', 'README.md', 'LICENSE', 'src', 'ui', 'data', 'po', 'tests', 'flatpak'}
LINK = re.compile(r'\]\(([^)#]+)')
PIECE = re.compile(r"'([^']+)'")


def named_in(tree, path):
    """Everything in quotes in a meson.build; nothing for one that is not there."""
    lines = tree.lines(path) if tree.has(path) else []
    return {name for _, line in lines for name in PIECE.findall(line.split('#')[0])}


def check_built(tree, path):
    """A .c file is named in the meson.build beside it, with or without its ending or 'test-', or
    in one of a folder further up."""
    folder, name = os.path.split(path)
    stem = name[:-2]
    forms = {name, stem, stem.removeprefix('test-'), stem.removeprefix('jly-')}
    while folder:
        under = os.path.relpath(path, folder)
        if (forms | {under}) & named_in(tree, folder + '/meson.build'):
            return
        folder = os.path.dirname(folder)
    yield path, 0, 'no meson.build names it, so it is never built'


def check_links(tree, path):
    """A page that points to another one of ours points to one that is there."""
    for number, line in tree.lines(path):
        for target in LINK.findall(line):
            aim = os.path.normpath(os.path.join(os.path.dirname(path), target.strip()))
            if '://' not in target and not os.path.exists(tree.full(aim)):
                yield path, number, f'{target} is not there'


def check(tree):
    for path in tree.paths:
        top = path.split('/')[0]
        if top not in TOP and not top.startswith('.'):
            yield path, 0, 'the top level holds only ' + ', '.join(sorted(TOP))
        if path.endswith('.c') and path.startswith(('src/', 'tests/')):
            yield from check_built(tree, path)
        if path.endswith('.md'):
            yield from check_links(tree, path)
    folders = {p.split('/')[1] for p in tree.below('tests', ends=('meson.build',))
               if p.count('/') == 2}
    for folder in sorted(folders - named_in(tree, 'tests/meson.build')):
        yield f'tests/{folder}/meson.build', 0, 'tests/meson.build does not name this folder'


BAD = {
    'a stray file at the top': {'notes.txt': 'x\n'},
    'a source that is not built': {'src/base/jly-a.c': '\n', 'src/base/meson.build': "files('b.c')\n"},
    'a test that is not built': {'tests/base/test-a.c': '\n'},
    'a link to nowhere': {'README.md': 'See [the map](src/DESIGN.md).\n'},
    'a folder of tests that is not run': {'tests/base/meson.build': '\n', 'tests/meson.build': '\n'},
}
GOOD = {
    'README.md': '[map](src/base/meson.build#top) [out](https://example.org)\n', '.gitignore': '\n',
    'src/base/jly-a.c': '\n', 'src/base/meson.build': "files('jly-a.c')\n",
    'tests/meson.build': "['base']\n", 'tests/base/meson.build': "foreach name : ['a']\n",
    'tests/base/test-a.c': '\n'}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
